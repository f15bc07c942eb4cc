//! A limit: an axum server that verifies the signature and answers. It stores nothing.

use std::net::Ipv4Addr;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use loyalite::{Secret, header, signature};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<()> {
    let port: u16 = std::env::var("PEER_PORT").context("PEER_PORT")?.parse()?;
    let secret = Secret::new(std::env::var("PEER_SECRET").context("PEER_SECRET")?)?;
    let router = Router::new().route("/webhooks/loyalite", post(verify)).with_state(Arc::new(secret));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    Ok(axum::serve(listener, router).await?)
}

async fn verify(State(secret): State<Arc<Secret>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signed = headers.get(header::SIGNATURE).and_then(|signature| signature.to_str().ok());
    match signed.map(|signed| signature::verify(&secret, &body, signed)) {
        Some(Ok(())) => StatusCode::OK,
        _ => StatusCode::UNAUTHORIZED,
    }
}
