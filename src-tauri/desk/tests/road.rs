//! The road follows the owner's choice and the door, and is asked from outside.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

use std::path::Path;
use std::time::Duration;

use desk::{Desk, ErrorCode, Face, Folder, Road, Settings, TokenState, TunnelState, Verdict, Way};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::time::timeout;

const ANY_PORT: &str = "127.0.0.1:0";
/// How long anything may take before the story is given up.
const PATIENCE: Duration = Duration::from_secs(60);

fn folder(at: &Path) -> Folder {
    Folder::locate(Some(at.to_path_buf())).unwrap()
}

async fn open(home: &TempDir) -> Desk {
    Desk::open(folder(home.path()), Some(ANY_PORT), Face::Window).await
}

/// Waits until the road is as `wanted`.
async fn until(desk: &Desk, wanted: impl Fn(&Road) -> bool) -> Road {
    let mut road = desk.road_changes();
    timeout(PATIENCE, road.wait_for(wanted)).await.unwrap().unwrap().clone()
}

/// An address of the owner's at which nobody answers.
async fn dead_end() -> Way {
    let port = TcpListener::bind(ANY_PORT).await.unwrap().local_addr().unwrap().port();
    Way::Own { url: format!("https://127.0.0.1:{port}") }
}

#[tokio::test]
async fn an_address_of_the_owners_is_asked_at_once_and_again_when_told() {
    let home = TempDir::new().unwrap();
    let desk = open(&home).await;
    assert_eq!(desk.road(), Road::default(), "nothing was chosen");
    let way = dead_end().await;
    desk.choose_way(way.clone(), None).await.unwrap();
    let road = until(&desk, |road| road.verdict.is_some()).await;
    let Way::Own { url } = &way else { unreachable!() };
    assert_eq!(road.endpoint, Some(format!("{url}/webhooks/loyalite")));
    assert_eq!(road.verdict, Some(Verdict::TunnelDown { status: None }), "nobody answers there");

    desk.ask_outside();
    until(&desk, |now| !now.asking && now.asked_at > road.asked_at).await;
    desk.close().await;
    let kept = Settings::read(&folder(home.path())).unwrap();
    assert_eq!(kept.way, way, "the next start goes the same way");
    assert_eq!(desk.road(), Road::default(), "a desk that is closed has no road");
}

#[tokio::test]
async fn what_another_program_chose_is_followed_and_no_way_ends_it() {
    let home = TempDir::new().unwrap();
    let desk = open(&home).await;
    Settings { way: dead_end().await, ..Settings::default() }.keep(&folder(home.path())).unwrap();
    until(&desk, |road| matches!(road.tunnel, TunnelState::Up { .. })).await;
    desk.choose_way(Way::None, None).await.unwrap();
    until(&desk, |road| *road == Road::default()).await;
    desk.close().await;
}

#[tokio::test]
async fn what_is_no_way_is_refused_and_a_missing_token_is_said() {
    let home = TempDir::new().unwrap();
    let desk = open(&home).await;
    let plain = Way::Own { url: "http://shop.example".into() };
    let refused = desk.choose_way(plain, None).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Way, "the platform posts to https alone");
    assert_eq!(desk.status().settings.way, Way::None, "the one before stays");

    let named = Way::Cloudflared { hostname: "shop.example".into() };
    desk.choose_way(named, None).await.unwrap();
    let road = until(&desk, |road| matches!(road.tunnel, TunnelState::Failed { .. })).await;
    assert_eq!(road.token, TokenState::None);
    assert!(road.tunnel.to_string().contains("its token is missing"), "{}", road.tunnel);
    desk.close().await;
}

#[tokio::test]
async fn without_a_door_there_is_no_road_to_it() {
    let home = TempDir::new().unwrap();
    let taken = TcpListener::bind(ANY_PORT).await.unwrap();
    let address = taken.local_addr().unwrap().to_string();
    Settings { way: dead_end().await, ..Settings::default() }.keep(&folder(home.path())).unwrap();
    let desk = Desk::open(folder(home.path()), Some(&address), Face::Window).await;
    assert_eq!(desk.road(), Road::default(), "a tunnel would bring events to a stranger's door");
    drop(taken);
    until(&desk, |road| matches!(road.tunnel, TunnelState::Up { .. })).await;
    desk.close().await;
}
