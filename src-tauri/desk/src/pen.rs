//! What a program may write beside an open desk: it waits for the database's own write lock, and says who holds the desk if
//! that takes too long.

use chrono::Utc;
use ledger::query::Calendar;
use ledger::{CustomerKey, Fact, Forgotten, LedgerError, Rebuilt, Writer};
use serde::Serialize;
use tokio::task::spawn_blocking;

use crate::hold::HeldBy;
use crate::{DeskError, ErrorCode, Folder, Zone, backup, words};

/// What was removed of a customer, and what could not be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ForgetReport {
    /// What was removed.
    #[serde(flatten)]
    pub forgotten: Forgotten,
    /// Older copies of the database in the data folder, and backups. They may still tell who it was: whoever made them removes them.
    pub copies: Vec<String>,
}

/// The tables of `folder` anew from the log.
///
/// # Errors
/// When the database cannot be opened or written; so for everything here.
pub async fn rebuild(folder: &Folder) -> Result<Rebuilt, DeskError> {
    write(folder, async |writer| writer.rebuild().await).await
}

/// Keeps what the owner says. Words that are none are words taken back.
///
/// # Errors
/// [`ErrorCode::Unknown`] when it is about nobody and nothing known here; [`ErrorCode::Words`] when it is too long, or the
/// reason is missing.
pub async fn record(folder: &Folder, said: Fact) -> Result<(), DeskError> {
    let said = words::bounded(said)?;
    write(folder, async |writer| writer.record(said, Utc::now()).await).await
}

/// Forgets a customer for good.
///
/// # Errors
/// [`ErrorCode::Unknown`] when no event of the customer is known.
pub async fn forget(folder: &Folder, customer: CustomerKey) -> Result<ForgetReport, DeskError> {
    let zone = Zone::of_folder(folder);
    let day_of = move |time| zone.day(time);
    let forgotten = write(folder, async |writer| writer.forget(customer, day_of, Utc::now()).await).await?;
    let folder = folder.clone();
    // The backups' folder may lie on a network drive that does not answer.
    let looked = spawn_blocking(move || copies(&folder).into_iter().chain(backup::files(&folder)).collect());
    Ok(ForgetReport { forgotten, copies: looked.await.unwrap_or_default() })
}

/// Writes beside an open desk.
pub async fn write<T>(
    folder: &Folder,
    work: impl AsyncFnOnce(&Writer) -> Result<T, LedgerError>,
) -> Result<T, DeskError> {
    folder.prepare()?;
    let done = match Writer::start(&folder.database()) {
        Ok(writer) => work(&writer).await,
        Err(error) => Err(error),
    };
    done.map_err(|error| match error {
        LedgerError::Busy => {
            let holder = HeldBy::now(folder).map(|holder| format!("; {} keeps the desk", holder.0));
            DeskError::new(ErrorCode::DatabaseBusy, format!("{error}{}", holder.unwrap_or_default()))
        }
        other => other.into(),
    })
}

/// Databases in the folder other than the one in use: kept aside when damaged, or copied before an upgrade.
fn copies(folder: &Folder) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(folder.path()) else { return Vec::new() };
    let paths = files.flatten().map(|file| file.path());
    let old =
        paths.filter(|path| path.extension().is_some_and(|it| it == "db") && *path != folder.database());
    old.map(|path| path.display().to_string()).collect()
}
