//! `listen`: the desk in a terminal, a line per event.

use std::time::Duration;

use anyhow::{Result, bail};
use desk::query::FeedQuery;
use desk::{
    Change, Desk, DeskError, Face, Folder, Listening, NoticeKind, Road, StoreState, Suspicion, TunnelState,
    Verdict,
};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::time::{Instant, interval, timeout_at};

use crate::show::feed_line;
use crate::{aside, stop};

/// Events printed per look at the feed.
const PAGE: u32 = 1_000;
/// How long to wait for an old Stampdesk to leave: as long as it needs to serve who is inside, and a little more.
const PATIENCE: Duration = Duration::from_secs(8);

/// How often it is looked whether signatures still match.
const LOOK: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// Takes deliveries in until stopped. Stopped once, it serves who is inside; stopped twice, it ends at once.
pub async fn run(folder: Folder, bind: Option<&str>) -> Result<()> {
    desk::watch_over(&folder);
    aside::begin()?;
    let desk = Desk::open(folder, desk::told_address(bind).as_deref(), Face::Terminal).await;
    // Listened to before anything is said: who has read a line of ours may ask us to stop.
    let ended = tokio::select! {
        biased;
        () = stop::asked() => Ok(()),
        result = serve(&desk) => result,
    };
    tokio::select! {
        biased;
        () = stop::asked() => bail!("ended at once; what was not answered will be sent again"),
        () = desk.close() => ended,
    }
}

async fn serve(desk: &Desk) -> Result<()> {
    let changes = desk.changes();
    let status = desk.status();
    refuse_broken(status.store)?;
    if let Some(notice) = status.notice {
        match notice.kind {
            NoticeKind::DatabaseKeptAside => remark!(
                "stampdesk-cli: the database was damaged. It is kept as {}, and a new one was begun.",
                notice.path
            ),
        }
    }
    let said_below = matches!(status.listening, Listening::SecretUnreachable { .. });
    if let Some(complaint) = desk.secrets().complaint().filter(|_| !said_below) {
        remark!("stampdesk-cli: {complaint}");
    }
    let newest = newest(desk)?;
    let listening = opened(desk, status.listening).await?;
    tokio::select! {
        printed = print_events(desk, changes, newest) => printed,
        () = print_listening(desk, listening) => Ok(()),
        () = print_suspicions(desk) => Ok(()),
        () = print_road(desk) => Ok(()),
    }
}

fn refuse_broken(store: StoreState) -> Result<()> {
    match store {
        StoreState::Ok => Ok(()),
        StoreState::Failed { error } => bail!(error),
    }
}

/// Waits a little for the door to open: an old Stampdesk may be about to leave.
async fn opened(desk: &Desk, mut listening: Listening) -> Result<Listening> {
    if listening.open_at().is_none() {
        say_trouble(&listening, &format!(" Trying for {} more seconds.", PATIENCE.as_secs()));
    }
    let deadline = Instant::now() + PATIENCE;
    while listening.open_at().is_none() {
        let Ok(other) = timeout_at(deadline, desk.listening_other_than(&listening)).await else {
            let obstacle = listening.obstacle().unwrap_or_default();
            bail!("{obstacle} Gave up after {} seconds.", PATIENCE.as_secs());
        };
        listening = other;
        refuse_broken(desk.status().store)?;
    }
    Ok(listening)
}

/// A line for what is in the way, if anything is, and what can be done about it in a terminal.
fn say_trouble(listening: &Listening, then: &str) {
    let by = match listening {
        Listening::NoSecret { .. } | Listening::SecretUnreachable { .. } => {
            " (In a terminal: stampdesk-cli secret add)"
        }
        Listening::PortInUse { .. } | Listening::Failed { .. } => {
            " (In a terminal: --bind ADDR, or stampdesk-cli address ADDR)"
        }
        Listening::On { .. }
        | Listening::HeldElsewhere { .. }
        | Listening::Restarting
        | Listening::Safe
        | Listening::Shut => "",
    };
    if let Some(trouble) = listening.trouble() {
        remark!("stampdesk-cli: {trouble}{by}{then}");
    }
}

/// A line for where the desk listens, and for what is in the way, from now on whenever that changes.
async fn print_listening(desk: &Desk, mut listening: Listening) {
    let mut told = None;
    loop {
        let address = listening.open_at().map(str::to_owned);
        if let Some(address) = address.as_deref().filter(|address| told.as_deref() != Some(*address)) {
            say!("listening on http://{address}/webhooks/loyalite");
        }
        say_trouble(&listening, "");
        told = address;
        listening = desk.listening_other_than(&listening).await;
    }
}

/// A line for whether the internet reaches this PC, whenever that changes.
async fn print_road(desk: &Desk) {
    let mut roads = desk.road_changes();
    let mut told = None;
    loop {
        let words = road_words(&roads.borrow_and_update());
        if words.is_some() && words != told {
            words.iter().for_each(|words| remark!("stampdesk-cli: {words}"));
            told = words;
        }
        if roads.changed().await.is_err() {
            return; // the desk is closing
        }
    }
}

fn road_words(road: &Road) -> Option<String> {
    match (&road.tunnel, &road.verdict) {
        (TunnelState::Missing { .. } | TunnelState::Failed { .. }, _) => Some(road.tunnel.to_string()),
        (_, Some(Verdict::Reachable { url, .. })) => Some(format!("{url} leads to this PC")),
        (_, Some(verdict)) => Some(verdict.words().into()),
        (_, None) => None,
    }
}

/// A line when signatures cease to match, with the likely cause; the same again after an hour, not with every stranger.
async fn print_suspicions(desk: &Desk) {
    let mut told: Option<(Suspicion, Instant)> = None;
    let mut look = interval(LOOK);
    loop {
        look.tick().await;
        let known = |suspicion: &Suspicion| {
            told.as_ref().is_some_and(|(it, at)| it == suspicion && at.elapsed() < HOUR)
        };
        if let Some(suspicion) = desk.suspicion().filter(|suspicion| !known(suspicion)) {
            remark!("stampdesk-cli: {}", suspicion.words());
            told = Some((suspicion, Instant::now()));
        }
    }
}

/// The arrival number of the newest event; 0 for none.
fn newest(desk: &Desk) -> Result<i64> {
    let head = FeedQuery { limit: 1, ..FeedQuery::default() };
    let newest = desk.reader()?.feed(&head).map_err(DeskError::from)?.events;
    Ok(newest.first().map_or(0, |event| event.seq))
}

/// A line per event that arrives after the one numbered `after`, in the order of arrival.
async fn print_events(desk: &Desk, mut changes: Receiver<Change>, mut after: i64) -> Result<()> {
    loop {
        match changes.recv().await {
            Ok(_) | Err(RecvError::Lagged(_)) => after = print_after(desk, after)?,
            Err(RecvError::Closed) => return Ok(()),
        }
    }
}

fn print_after(desk: &Desk, after: i64) -> Result<i64> {
    let query = FeedQuery { after: Some(after), limit: PAGE, ..FeedQuery::default() };
    let page = desk.reader()?.feed(&query).map_err(DeskError::from)?;
    if page.more {
        say!("… more arrived than this terminal keeps up with; see `stampdesk-cli feed`");
    }
    for event in page.events.iter().rev() {
        say!("{}", feed_line(event));
    }
    Ok(page.events.first().map_or(after, |event| event.seq))
}
