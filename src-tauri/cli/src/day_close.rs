//! `day-close`: the end of a day, and the days that were closed.

use anyhow::{Context, Result};
use desk::{DayClose, Folder};
use serde_json::json;

use crate::args::{self, DayCloseCommand};
use crate::print::{self, time};
use crate::report::{COUNTED, SERVED, amount, show_incomplete};
use crate::show::reader;

/// Closes a day, or shows what was closed.
pub async fn run(folder: &Folder, typed: args::DayClose) -> Result<()> {
    match typed.command {
        Some(DayCloseCommand::List { limit, json }) => list(folder, limit, json),
        Some(DayCloseCommand::Show { seq, json }) => {
            let closed = desk::closed_day(&reader(folder)?, seq)?;
            show(&closed.with_context(|| format!("there is no closing {seq}"))?, json)
        }
        None => show(&desk::close_day(folder, typed.organization, typed.day).await?, typed.json),
    }
}

fn list(folder: &Folder, limit: u32, json: bool) -> Result<()> {
    let days = desk::closed_days(&reader(folder)?, limit, None)?;
    if json {
        return print::json(&json!({ "days": days }));
    }
    for closed in &days {
        let later = if closed.later.is_some() { "  something arrived later" } else { "" };
        let of = closed.organization.as_deref().map(|slug| format!("  {slug}")).unwrap_or_default();
        say!("{:>5}  {}{of}  closed {}{later}", closed.seq, closed.day, time(Some(closed.closed_at)));
    }
    Ok(())
}

fn show(closed: &DayClose, json: bool) -> Result<()> {
    if json {
        return print::json(closed);
    }
    say!("{} closed {}, number {}", closed.day, time(Some(closed.closed_at)), closed.seq);
    say!("time zone {}; not a fiscal document", closed.time_zone);
    if closed.closed_before > 0 {
        say!("It had been closed {} times before; those are kept too.", closed.closed_before);
    }
    say!("");
    for (name, figure) in &SERVED[..2] {
        say!("{name:<24}{:>12}", figure(&closed.figures));
    }
    for (name, figure) in COUNTED {
        say!("{name:<24}{:>12}", figure(&closed.figures.totals));
    }
    say!("{:<24}{:>12}", "amounts sent", amount(&closed.figures.totals, &closed.currency));
    say!("\n{:<24}{:>12}", "coupons outstanding", closed.open.coupons_outstanding);
    say!("{:<24}{:>12}", "points outstanding", closed.open.points_outstanding);
    if let Some(later) = &closed.later {
        say!("\nArrived after closing, in no figure above");
        for (name, figure) in COUNTED.iter().filter(|(_, figure)| figure(later) != 0) {
            say!("{name:<24}{:>+12}", figure(later));
        }
    }
    show_incomplete(closed.incomplete.as_ref());
    Ok(())
}
