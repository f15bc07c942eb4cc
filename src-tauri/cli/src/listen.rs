//! `listen`: the desk in a terminal, a line per event.

use anyhow::{Result, bail};
use desk::query::FeedQuery;
use desk::{Change, Desk, DeskError, Face, Folder, Listening, NoticeKind, StoreState};
use tokio::sync::broadcast::error::RecvError;

use crate::show::feed_line;
use crate::stop;

/// Events printed per look at the feed.
const PAGE: u32 = 1_000;

/// Takes deliveries in until stopped.
pub async fn run(folder: Folder, bind: Option<&str>) -> Result<()> {
    let desk = Desk::open(folder, &desk::bind_address(bind), Face::Terminal).await;
    say_what_is(&desk)?;
    let printed = print_events(&desk);
    tokio::select! {
        result = printed => result?,
        () = stop::asked() => {}
    }
    desk.close().await;
    Ok(())
}

fn say_what_is(desk: &Desk) -> Result<()> {
    let status = desk.status();
    if let StoreState::Failed { error } = status.store {
        bail!(error);
    }
    if let Some(notice) = status.notice {
        match notice.kind {
            NoticeKind::DatabaseKeptAside => eprintln!(
                "stampdesk-cli: the database was damaged. It is kept as {}, and a new one was begun.",
                notice.path
            ),
        }
    }
    let trouble = status.listening.trouble();
    match status.listening {
        Listening::On { address } => println!("listening on http://{address}/webhooks/loyalite"),
        Listening::NoSecret { address } => {
            println!("listening on http://{address}/webhooks/loyalite");
            eprintln!("stampdesk-cli: {}", trouble.unwrap_or_default());
        }
        _ => bail!(trouble.unwrap_or_default()),
    }
    Ok(())
}

/// A line per event that arrives from now on, in the order of arrival.
async fn print_events(desk: &Desk) -> Result<()> {
    let Some(mut changes) = desk.changes() else { return Ok(()) };
    let head = FeedQuery { limit: 1, ..FeedQuery::default() };
    let newest = desk.reader()?.feed(&head).map_err(DeskError::from)?.events;
    let mut after = newest.first().map_or(0, |event| event.seq);
    loop {
        match changes.recv().await {
            Ok(Change { customers: None, .. }) => {}
            Ok(_) | Err(RecvError::Lagged(_)) => after = print_after(desk, after)?,
            Err(RecvError::Closed) => return Ok(()),
        }
    }
}

fn print_after(desk: &Desk, after: i64) -> Result<i64> {
    let query = FeedQuery { after: Some(after), limit: PAGE, ..FeedQuery::default() };
    let page = desk.reader()?.feed(&query).map_err(DeskError::from)?;
    if page.more {
        println!("… more arrived than this terminal keeps up with; see `stampdesk-cli feed`");
    }
    for event in page.events.iter().rev() {
        println!("{}", feed_line(event));
    }
    Ok(page.events.first().map_or(after, |event| event.seq))
}
