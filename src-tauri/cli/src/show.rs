//! `feed`, `customer`, `coupons`, `points`: what the desk knows.

use anyhow::{Context, Result};
use chrono::Utc;
use desk::query::{Coupon, CouponQuery, Customer, FeedEvent, FeedQuery};
use desk::{CustomerCode, DeskError, Folder, Reader};
use serde_json::json;

use crate::args::Which;
use crate::print::{self, code, or_unknown, time};

/// What one answer holds at the most.
const ALL: u32 = u32::MAX;

/// The reading side of the folder's ledger.
pub fn reader(folder: &Folder) -> Result<Reader, DeskError> {
    Ok(Reader::open(&folder.database())?)
}

/// The newest events.
pub fn feed(folder: &Folder, limit: u32, set_aside: bool, json: bool) -> Result<()> {
    let query = FeedQuery { limit, set_aside, ..FeedQuery::default() };
    let events = reader(folder)?.feed(&query).map_err(DeskError::from)?.events;
    if json {
        let events: Vec<_> = events.iter().map(feed_json).collect();
        return print::json(&json!({ "events": events }));
    }
    for event in &events {
        say!("{}", feed_line(event));
    }
    Ok(())
}

fn feed_json(event: &FeedEvent) -> serde_json::Value {
    json!({
        "id": event.id,
        "event": event.event,
        "occurred_at": event.occurred_at,
        "received_at": event.received_at,
        "organization": event.organization,
        "customer_code": event.customer_code,
        "set_aside": event.set_aside,
    })
}

/// An event on one line.
pub fn feed_line(event: &FeedEvent) -> String {
    let name = event.event.as_deref().unwrap_or("unknown");
    let mut line =
        format!("#{:<6} {}  {}  {name}", event.seq, time(event.occurred_at), code(event.customer_code));
    if let Some(reason) = &event.set_aside {
        line += &format!("  set aside: {reason}");
    }
    line
}

/// Everyone who goes by a code.
pub fn customer(folder: &Folder, wanted: CustomerCode, json: bool) -> Result<()> {
    let reader = reader(folder)?;
    let customers = reader.customers_by_code(wanted).map_err(DeskError::from)?;
    if json {
        return print::json(&json!({ "customers": customers }));
    }
    if customers.is_empty() {
        let since = reader.extent().map_err(DeskError::from)?.listening_since;
        let listens =
            since.map_or("has never listened".into(), |since| format!("listens since {}", time(Some(since))));
        say!("No event of {wanted} has reached this PC, which {listens}.");
        say!("The customer may still be a member of the programme.");
    }
    for customer in &customers {
        print_customer(customer);
    }
    Ok(())
}

fn print_customer(customer: &Customer) {
    say!("{}  {}", code(customer.customer_code), customer.organization);
    say!("  e-mail        {}", or_unknown(customer.masked_email.as_ref()));
    say!("  member since  {}", time(customer.enrolled_at));
    say!("  last seen     {}", time(customer.last_seen_at));
    say!("  stamps        {} of {}", or_unknown(customer.stamp_balance), or_unknown(customer.max_stamps));
    say!("  points        {}", or_unknown(customer.point_balance));
    for coupon in &customer.coupons {
        say!("  coupon        {}", coupon_line(coupon));
    }
    if !customer.history_complete {
        say!(
            "  Not everything of this customer has reached this PC; the balances are the platform's newest."
        );
    }
}

fn coupon_line(coupon: &Coupon) -> String {
    let name = or_unknown(coupon.coupon_name.as_ref());
    match (coupon.redeemed_at, &coupon.closed) {
        (Some(used), _) => format!("{name}, used {}", time(Some(used))),
        (None, Some(closed)) => {
            format!("{name}, closed by hand {}: {}", time(Some(closed.at)), closed.reason)
        }
        (None, None) => format!("{name}, waiting since {}", time(coupon.issued_at)),
    }
}

/// The arrival number of a delivery.
pub fn seq_of(reader: &Reader, which: Which) -> Result<i64> {
    match which {
        Which::Seq(seq) => Ok(seq),
        Which::Id(id) => reader
            .seq_of(id)
            .map_err(DeskError::from)?
            .with_context(|| format!("no delivery with the id {id} is stored")),
    }
}

/// A delivery as it came.
pub fn delivery(folder: &Folder, which: Which, json: bool) -> Result<()> {
    let reader = reader(folder)?;
    let seq = seq_of(&reader, which)?;
    let stored = reader.delivery(seq).map_err(DeskError::from)?;
    let stored = stored.with_context(|| format!("no delivery #{seq} is stored"))?;
    if json {
        let mut said = feed_json(&stored.event);
        said["body"] = stored.body.into();
        return print::json(&said);
    }
    say!("{}\n{}", feed_line(&stored.event), stored.body);
    Ok(())
}

/// Coupons of all customers.
pub fn coupons(folder: &Folder, outstanding: bool, json: bool) -> Result<()> {
    let query = CouponQuery {
        organization: None,
        outstanding: outstanding.then_some(true),
        limit: ALL,
        ..CouponQuery::default()
    };
    let coupons = reader(folder)?.coupons(&query, Utc::now()).map_err(DeskError::from)?.coupons;
    if json {
        return print::json(&json!({ "coupons": coupons }));
    }
    for row in &coupons {
        say!("{}  {}", code(row.customer_code), coupon_line(&row.coupon));
    }
    Ok(())
}

/// Points balances of all customers.
pub fn points(folder: &Folder, json: bool) -> Result<()> {
    let points = reader(folder)?.points(None, ALL).map_err(DeskError::from)?;
    if json {
        return print::json(&points);
    }
    for row in &points.customers {
        say!("{}  {:>10}", code(row.customer_code), row.point_balance);
    }
    say!("total   {:>10}", points.total);
    Ok(())
}
