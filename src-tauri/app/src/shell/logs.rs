//! What the program says of itself: warnings on standard error, and a file for each day beside the data, so that somebody can
//! be helped a week later. Neither holds bodies, codes or names of customers.

use std::fs;
use std::path::Path;

use anyhow::Context;
use desk::Folder;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

/// The folder within the data folder.
const FOLDER: &str = "logs";
/// So many days are kept.
const DAYS: usize = 7;
/// What goes into the files: our own steps, and what others warn of.
const INTO_FILES: &str =
    "warn,stampdesk_app=info,desk=info,ledger=info,listener=info,reach=info,outside=info";

/// Begins to keep them. Where no file can be written, standard error has to do.
pub fn begin() {
    let wanted = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    let aloud = fmt::layer().with_writer(std::io::stderr).with_filter(wanted);
    let kept = files();
    let failed = kept.as_ref().err().map(|error| format!("{error:#}"));
    let into_files = kept.ok().map(|files| {
        fmt::layer().with_ansi(false).with_writer(files).with_filter(EnvFilter::new(INTO_FILES))
    });
    tracing_subscriber::registry().with(aloud).with(into_files).init();
    match failed {
        None => tracing::info!(version = env!("CARGO_PKG_VERSION"), "begun"),
        Some(why) => tracing::warn!(why, "nothing is kept of what follows"),
    }
}

fn files() -> anyhow::Result<RollingFileAppender> {
    let folder = Folder::locate(None)?.part(FOLDER)?;
    into(&folder)
}

fn into(folder: &Path) -> anyhow::Result<RollingFileAppender> {
    fs::read_dir(folder)?; // it can be looked into, or what is old would stay for good
    RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("stampdesk")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)
        .context("no log file can be written")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn the_files_of_a_week_are_kept_and_nothing_else_is_touched() {
        let folder = std::env::temp_dir().join(format!("stampdesk-logs-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for day in 1..=9 {
            fs::write(folder.join(format!("stampdesk.2026-04-{day:02}.log")), "before").unwrap();
        }
        fs::write(folder.join("note.txt"), "the owner's").unwrap();
        into(&folder).unwrap().write_all(b"today").unwrap();
        let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(names.len(), DAYS + 1, "a week, today with it, and the note: {names:?}");
        assert!(folder.join("note.txt").exists());
        fs::remove_dir_all(folder).unwrap();
    }
}
