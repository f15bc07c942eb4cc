//! What is in the way leaves, the owner moves the door, the PC's clock leaps: the desk goes on by itself.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use desk::{Desk, ErrorCode, Face, Folder, Listening, Record, Settings};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

const ANY_PORT: &str = "127.0.0.1:0";
/// How long anything may take before the story is given up.
const PATIENCE: Duration = Duration::from_secs(60);

fn folder(at: &Path) -> Folder {
    Folder::locate(Some(at.to_path_buf())).unwrap()
}

/// Waits until the desk listens as `wanted`.
async fn until(desk: &Desk, wanted: impl Fn(&Listening) -> bool) -> Listening {
    timeout(PATIENCE, async {
        let mut listening = desk.listening();
        while !wanted(&listening) {
            listening = desk.listening_other_than(&listening).await;
        }
        listening
    })
    .await
    .unwrap()
}

fn is_open(listening: &Listening) -> bool {
    listening.open_at().is_some()
}

/// An address of this PC that is free now.
async fn free_address() -> SocketAddr {
    TcpListener::bind(ANY_PORT).await.unwrap().local_addr().unwrap()
}

/// Asks `address` whether it is up, over a connection of its own.
async fn answers(address: &str) -> bool {
    let Ok(mut stream) = TcpStream::connect(address).await else { return false };
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: desk\r\nconnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.starts_with("HTTP/1.1 200 ")
}

/// A desk that is not told where to listen, at the `address` of its settings.
async fn settled_at(home: &Path, address: &SocketAddr) -> Desk {
    let settings = Settings { address: Some(address.to_string()), ..Settings::default() };
    settings.keep(&folder(home)).unwrap();
    let desk = Desk::open(folder(home), None, Face::Window).await;
    until(&desk, is_open).await;
    desk
}

fn at(desk: &Desk, address: impl ToString) -> Settings {
    Settings { address: Some(address.to_string()), ..desk.status().settings }
}

#[tokio::test]
async fn the_second_desk_takes_over_when_the_first_one_closes() {
    let home = TempDir::new().unwrap();
    let first = Desk::open(folder(home.path()), Some(ANY_PORT), Face::Terminal).await;
    let second = Desk::open(folder(home.path()), Some(ANY_PORT), Face::Window).await;
    assert!(matches!(second.listening(), Listening::HeldElsewhere { .. }));
    let mut changes = second.changes();
    first.close().await;
    let listening = until(&second, is_open).await;
    assert!(answers(listening.open_at().unwrap()).await, "what it says is true");
    let told = changes.recv().await.unwrap();
    assert_eq!(told.customers, None, "whoever subscribed before hears: anything may be other than before");
}

#[tokio::test]
async fn a_desk_that_was_dropped_lets_the_next_one_in() {
    let home = TempDir::new().unwrap();
    let first = Desk::open(folder(home.path()), Some(ANY_PORT), Face::Terminal).await;
    drop(first);
    let second = Desk::open(folder(home.path()), Some(ANY_PORT), Face::Terminal).await;
    until(&second, is_open).await;
}

#[tokio::test]
async fn the_door_opens_when_the_port_becomes_free() {
    let home = TempDir::new().unwrap();
    let other = TcpListener::bind(ANY_PORT).await.unwrap();
    let address = other.local_addr().unwrap().to_string();
    let desk = Desk::open(folder(home.path()), Some(&address), Face::Window).await;
    assert_eq!(desk.listening(), Listening::PortInUse { address: address.clone() });
    drop(other);
    until(&desk, is_open).await;
    assert!(answers(&address).await);
}

#[tokio::test]
async fn the_owner_moves_the_door() {
    let home = TempDir::new().unwrap();
    let (here, there) = (free_address().await, free_address().await);
    let desk = settled_at(home.path(), &here).await;
    desk.choose(at(&desk, there)).await.unwrap();
    assert_eq!(desk.listening().open_at(), Some(there.to_string().as_str()));
    assert!(answers(&there.to_string()).await);
    assert!(TcpListener::bind(here).await.is_ok(), "where it was, another program may listen now");
    assert_eq!(Settings::read(&folder(home.path())).unwrap().address, Some(there.to_string()));
}

#[tokio::test]
async fn the_door_moves_to_every_interface_on_its_own_port_and_back() {
    let home = TempDir::new().unwrap();
    let here = free_address().await;
    let everywhere = SocketAddr::from(([0, 0, 0, 0], here.port()));
    let desk = settled_at(home.path(), &here).await;
    for address in [everywhere, here] {
        desk.choose(at(&desk, address)).await.unwrap();
        assert_eq!(desk.listening().open_at(), Some(address.to_string().as_str()));
        assert!(answers(&here.to_string()).await, "the part they have in common answers throughout");
    }
}

#[tokio::test]
async fn where_nobody_can_listen_the_door_does_not_go() {
    let home = TempDir::new().unwrap();
    let here = free_address().await;
    let desk = settled_at(home.path(), &here).await;
    let before = desk.status().settings;
    let other = TcpListener::bind(ANY_PORT).await.unwrap();
    let strange = format!("192.0.2.1:{}", here.port()); // no PC has this address
    for (address, why) in [
        (other.local_addr().unwrap().to_string(), "another program listens there"),
        (strange, "it is no address of this PC"),
        ("the counter".into(), "it is no address at all"),
        ("127.0.0.1:0".into(), "a new port at every start is nothing to point a tunnel at"),
    ] {
        let error = desk.choose(at(&desk, &address)).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Address, "{why}");
        assert!(error.message.contains(&address), "{error}");
        assert!(answers(&here.to_string()).await, "the old door stays open: {why}");
    }
    assert_eq!(desk.status().settings, before);
    assert_eq!(Settings::read(&folder(home.path())).unwrap(), before, "and nothing of it was kept");
}

#[tokio::test]
async fn what_another_program_writes_into_the_settings_moves_the_door_as_well() {
    let home = TempDir::new().unwrap();
    let (here, there) = (free_address().await, free_address().await);
    let desk = settled_at(home.path(), &here).await;
    let written = Settings { language: Some("tr".into()), ..at(&desk, there) };
    written.keep(&folder(home.path())).unwrap();
    until(&desk, |listening| listening.open_at() == Some(there.to_string().as_str())).await;
    assert_eq!(desk.status().settings, written);
}

#[tokio::test]
async fn what_was_told_for_this_run_is_stronger_than_the_settings() {
    let home = TempDir::new().unwrap();
    let there = free_address().await;
    let desk = Desk::open(folder(home.path()), Some(ANY_PORT), Face::Window).await;
    assert!(desk.status().address_fixed);
    let told = desk.listening();
    desk.choose(at(&desk, there)).await.unwrap();
    assert_eq!(desk.listening(), told, "it stays where it was told to listen");
    assert!(!answers(&there.to_string()).await);
    desk.close().await;
    let next = Desk::open(folder(home.path()), None, Face::Window).await;
    assert_eq!(next.listening().open_at(), Some(there.to_string().as_str()), "the next run was told nothing");
    assert!(!next.status().address_fixed);
}

#[tokio::test]
async fn a_closed_desk_leaves_its_record_behind() {
    let home = TempDir::new().unwrap();
    let desk = Desk::open(folder(home.path()), Some(ANY_PORT), Face::Terminal).await;
    let address = desk.listening().open_at().unwrap().to_owned();
    assert!(answers(&address).await);
    desk.close().await;
    assert!(!answers(&address).await);
    assert_eq!(desk.listening(), Listening::Shut);
    let left = Record::read(&folder(home.path())).unwrap().unwrap();
    assert_eq!(left.border.outcomes.probed, 1, "the last request before the end is on disk");
    assert_eq!(left.border.listening, Some(Listening::Shut));
    desk.close().await; // twice is once
    assert_eq!(desk.choose(Settings::default()).await.unwrap_err().code, ErrorCode::Settings);
}
