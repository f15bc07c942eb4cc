//! Stands in for Stampdesk where a test kills it: starts a quick tunnel, says its address, and waits for its end.

use std::{env, process::ExitCode};

use reach::{Minder, Places, Terms, Tunnel, TunnelState, Way};

fn main() -> ExitCode {
    if let Some(code) = reach::mind() {
        return code;
    }
    let Some(place) = env::args_os().nth(1) else { return ExitCode::from(2) };
    match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(stay(Places::only([place.into()]))),
        Err(_) => ExitCode::FAILURE,
    }
}

async fn stay(places: Places) -> ExitCode {
    let Ok(minder) = Minder::this_program() else { return ExitCode::FAILURE };
    let terms = Terms { places, ..Terms::default() };
    let target = ([127, 0, 0, 1], 9).into();
    let tunnel = Tunnel::start_on(&Way::CloudflaredTry, None, target, minder, terms);
    let mut state = tunnel.state();
    if let Ok(TunnelState::Up { url, .. }) =
        state.wait_for(|it| matches!(it, TunnelState::Up { .. })).await.as_deref()
    {
        println!("{url}");
    }
    std::future::pending().await
}
