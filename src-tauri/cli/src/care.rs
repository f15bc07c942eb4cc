//! `check` and `rebuild`: the proof of the figures, and the figures anew.

use std::process::ExitCode;

use anyhow::Result;
use desk::{DeskError, Folder};
use serde_json::json;

use crate::print;

/// Exit 1 and the differences, if there are any.
pub fn check(folder: &Folder, json: bool) -> Result<ExitCode> {
    let problems = desk::check(&folder.database()).map_err(DeskError::from)?;
    if json {
        print::json(&json!({ "ok": problems.is_empty(), "problems": problems }))?;
    } else if problems.is_empty() {
        say!("The database is sound, and the figures are what the log adds up to.");
    } else {
        say!("{}", problems.join("\n"));
        remark!(
            "stampdesk-cli: the figures are not what the log adds up to; `stampdesk-cli rebuild` makes them anew"
        );
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The tables anew from the log.
pub async fn rebuild(folder: &Folder, json: bool) -> Result<()> {
    let rebuilt = desk::rebuild(folder).await?;
    if json {
        return print::json(&rebuilt);
    }
    say!("{} customers from {} deliveries", rebuilt.customers, rebuilt.deliveries);
    Ok(())
}
