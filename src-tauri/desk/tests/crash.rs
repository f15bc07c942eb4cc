//! A bug of ours costs the shop a second, not a day: the desk's keeper panics and is begun again; and in safe mode what is
//! stored is there, while nothing listens.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::Utc;
use desk::{Desk, Face, Folder, Listening, Part, Safe, Secret, Secrets, Settings, StoreState};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Metadata, Subscriber};

/// How long anything may take before the story is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A log that panics the next time that it is told where the desk listens: the keeper itself tells it that.
struct Log(Arc<AtomicBool>);

impl Log {
    /// This test's log from now on, and what makes it fail.
    fn install() -> (Arc<AtomicBool>, DefaultGuard) {
        let fails = Arc::new(AtomicBool::new(false));
        let installed = tracing::subscriber::set_default(Self(Arc::clone(&fails)));
        (fails, installed)
    }
}

struct Said(bool);

impl Visit for Said {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0 |= field.name() == "message" && format!("{value:?}").starts_with("listening on");
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut said = Said(false);
        event.record(&mut said);
        assert!(!said.0 || !self.0.swap(false, Ordering::Relaxed), "this is the bug");
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

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

fn is_open_at(listening: &Listening, address: SocketAddr) -> bool {
    listening.open_at() == Some(address.to_string().as_str())
}

/// An address of this PC that is free now.
async fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}

/// Whether Stampdesk answers there.
async fn answers(address: SocketAddr) -> bool {
    let Ok(mut stream) = TcpStream::connect(address).await else { return false };
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.starts_with("HTTP/1.1 200")
}

async fn settled_at(home: &Path, address: SocketAddr, face: Face) -> Desk {
    Settings { address: Some(address.to_string()), ..Settings::default() }.keep(&folder(home)).unwrap();
    let secret = Secret::new("whsec_crash").unwrap();
    Secrets::in_file(&folder(home)).add(&secret, "counter", Utc::now()).unwrap();
    Desk::open(folder(home), None, face).await
}

#[tokio::test]
async fn a_keeper_that_panics_is_begun_again_and_the_status_says_so() {
    let (fails, _log) = Log::install();
    let home = TempDir::new().unwrap();
    let (here, there) = (free_address().await, free_address().await);
    let desk = settled_at(home.path(), here, Face::Window).await;
    assert!(answers(here).await);
    assert_eq!(desk.status().crash.restarted, None, "nothing has failed");

    fails.store(true, Ordering::Relaxed);
    let moved = Settings { address: Some(there.to_string()), ..desk.status().settings };
    desk.choose(moved).await.unwrap(); // done; then the keeper says where it listens, and panics
    until(&desk, |listening| *listening == Listening::Restarting).await;
    assert!(!answers(there).await, "the door has gone with who kept it, and nobody is let in in vain");
    let refused = desk.choose(Settings::default()).await.unwrap_err();
    assert!(refused.message.contains("try again"), "{refused}");

    until(&desk, |listening| is_open_at(listening, there)).await;
    assert!(answers(there).await, "nobody had to do anything");
    let status = desk.status();
    assert_eq!(status.store, StoreState::Ok);
    let restarted = status.crash.restarted.unwrap();
    assert_eq!((restarted.part, restarted.times), (Part::Listening, 1));
    assert_eq!(desk.border().outcomes.probed, 2, "what came before the panic is counted as ever");
    desk.close().await;
    assert!(!answers(there).await);
}

#[tokio::test]
async fn a_desk_that_panics_while_it_opens_opens_all_the_same() {
    let (fails, _log) = Log::install();
    fails.store(true, Ordering::Relaxed);
    let home = TempDir::new().unwrap();
    let here = free_address().await;
    let desk = settled_at(home.path(), here, Face::Window).await;
    assert_eq!(desk.listening(), Listening::Restarting);
    until(&desk, |listening| is_open_at(listening, here)).await;
    assert!(answers(here).await);
}

#[tokio::test]
async fn a_desk_can_be_closed_while_it_is_begun_again() {
    let (fails, _log) = Log::install();
    fails.store(true, Ordering::Relaxed);
    let home = TempDir::new().unwrap();
    let here = free_address().await;
    let desk = settled_at(home.path(), here, Face::Window).await;
    desk.close().await;
    assert_eq!(desk.listening(), Listening::Shut);
    let next = settled_at(home.path(), here, Face::Terminal).await;
    assert!(is_open_at(&next.listening(), here), "nothing of the first is in its way");
}

#[tokio::test]
async fn in_safe_mode_nothing_listens_and_the_owner_can_still_do_things() {
    let home = TempDir::new().unwrap();
    let here = free_address().await;
    let before = settled_at(home.path(), here, Face::Window).await;
    let since = before.status().listening_since;
    before.close().await;

    let safe = settled_at(home.path(), here, Face::Safe(Safe::FailedStarts)).await;
    let status = safe.status();
    assert_eq!((status.listening, status.crash.safe), (Listening::Safe, Some(Safe::FailedStarts)));
    assert_eq!((status.store, status.listening_since), (StoreState::Ok, since), "what is stored can be read");
    assert!(!answers(here).await);
    let turkish = Settings { language: Some("tr".into()), ..status.settings };
    safe.choose(turkish.clone()).await.unwrap();
    assert_eq!(safe.status().settings, turkish);
    assert_eq!(Settings::read(&folder(home.path())).unwrap(), turkish, "the owner's choices are kept");
    assert!(!answers(here).await, "and it listens all the less for that");

    safe.start_normally().await;
    assert!(is_open_at(&safe.listening(), here));
    assert!(answers(here).await);
    assert_eq!(safe.status().crash.safe, None);
    safe.start_normally().await; // twice is once
    safe.close().await;
    assert!(!answers(here).await);
}

#[tokio::test]
async fn in_safe_mode_the_records_are_free_for_another_program() {
    let home = TempDir::new().unwrap();
    let safe = settled_at(home.path(), free_address().await, Face::Safe(Safe::Asked)).await;
    let here = free_address().await;
    let other = Desk::open(folder(home.path()), Some(&here.to_string()), Face::Terminal).await;
    assert!(is_open_at(&other.listening(), here), "whoever helps can take over in a terminal");
    other.close().await;
    safe.close().await;
    assert_eq!(safe.listening(), Listening::Safe);
}
