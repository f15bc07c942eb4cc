//! `check` and `rebuild`: the proof of the figures, and the figures anew.

use std::process::ExitCode;

use anyhow::Result;
use desk::{DeskError, Folder};
use serde_json::json;

use crate::print;
use crate::show::reader;

/// Exit 1 and the differences, if there are any.
pub fn check(folder: &Folder, json: bool) -> Result<ExitCode> {
    let problems = desk::check(&folder.database()).map_err(DeskError::from)?;
    if json {
        print::json(&json!({ "ok": problems.is_empty(), "problems": problems }))?;
    } else if problems.is_empty() {
        println!("The database is sound, and the figures are what the log adds up to.");
    } else {
        println!("{}", problems.join("\n"));
        eprintln!(
            "stampdesk-cli: the figures are not what the log adds up to; `stampdesk-cli rebuild` makes them anew"
        );
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What the log has been through.
pub fn health(folder: &Folder, json: bool) -> Result<()> {
    let health = reader(folder)?.health().map_err(DeskError::from)?;
    if json {
        return print::json(&health);
    }
    println!("deliveries            {:>9}", health.deliveries);
    println!("  set aside           {:>9}", health.set_aside);
    println!("came again, the same  {:>9}", health.repeats);
    println!("came again, changed   {:>9}", health.conflicts);
    println!("customers             {:>9}", health.customers);
    println!("  something missed    {:>9}", health.incomplete);
    println!("forgotten customers   {:>9}", health.forgotten);
    Ok(())
}

/// The tables anew from the log.
pub async fn rebuild(folder: &Folder, json: bool) -> Result<()> {
    let rebuilt = desk::rebuild(folder).await?;
    if json {
        return print::json(&rebuilt);
    }
    println!("{} customers from {} deliveries", rebuilt.customers, rebuilt.deliveries);
    Ok(())
}
