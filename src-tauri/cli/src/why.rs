//! `why`: the events behind a customer's figures, as of when, and what this PC missed.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use desk::query::{CustomerPage, TimelineStep};
use desk::{DeskError, Folder};
use serde_json::{Value, json};

use crate::args::Who;
use crate::owner;
use crate::print::{self, or_unknown, time};
use crate::show::{feed_line, reader};

/// Prints the reasons.
pub fn run(folder: &Folder, who: &Who, json: bool) -> Result<()> {
    let key = owner::find(folder, who)?;
    let page = reader(folder)?.customer(&key).map_err(DeskError::from)?.context("forgotten meanwhile")?;
    if json {
        return print::json(&as_json(&page));
    }
    let derived = if page.stamp_balance_derived { ", worked out after the card filled" } else { "" };
    figure("stamps", page.customer.stamp_balance, derived, &behind(&page, &page.stamps_rest_on));
    figure("points", page.customer.point_balance, "", &behind(&page, &page.points_rest_on));
    for step in page.timeline.iter().rev() {
        for mark in &step.marks {
            let [expected, told] = [mark.expected, mark.told].map(or_unknown);
            say!("{}: expected {expected}, told {told}, before", kind(mark));
            say!("  {}", feed_line(&step.event));
        }
    }
    if page.customer.history_complete {
        say!("Nothing of this customer was missed, as far as arithmetic can tell.");
    }
    Ok(())
}

fn figure(name: &str, balance: Option<i64>, derived: &str, behind: &[&TimelineStep]) {
    say!("{name}: {} as of {}{derived}", or_unknown(balance), time(as_of(behind)));
    for step in behind {
        say!("  {}", feed_line(&step.event));
    }
}

/// When the newest of these events happened.
fn as_of(behind: &[&TimelineStep]) -> Option<DateTime<Utc>> {
    behind.iter().filter_map(|step| step.event.occurred_at).max()
}

/// The events with these arrival numbers, newest first.
fn behind<'a>(page: &'a CustomerPage, seqs: &[i64]) -> Vec<&'a TimelineStep> {
    page.timeline.iter().filter(|step| seqs.contains(&step.event.seq)).collect()
}

fn kind(mark: &desk::query::Mark) -> String {
    serde_json::to_value(mark.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default()
}

fn as_json(page: &CustomerPage) -> Value {
    let rests_on = |seqs: &[i64]| {
        let behind = behind(page, seqs);
        let ids: Vec<_> = behind.iter().map(|step| step.event.id).collect();
        (as_of(&behind), ids)
    };
    let (stamps_as_of, stamps) = rests_on(&page.stamps_rest_on);
    let (points_as_of, points) = rests_on(&page.points_rest_on);
    let marks = page.timeline.iter().rev().flat_map(|step| {
        let at =
            |mark| json!({ "event": step.event.id, "occurred_at": step.event.occurred_at, "mark": mark });
        step.marks.iter().map(at).collect::<Vec<_>>()
    });
    let customer = &page.customer;
    json!({
        "organization": customer.organization,
        "customer_id": customer.customer_id,
        "customer_code": customer.customer_code,
        "stamp_balance": {
            "value": customer.stamp_balance,
            "derived": page.stamp_balance_derived,
            "as_of": stamps_as_of,
            "rests_on": stamps,
        },
        "point_balance": { "value": customer.point_balance, "as_of": points_as_of, "rests_on": points },
        "marks": marks.collect::<Vec<_>>(),
        "history_complete": customer.history_complete,
    })
}
