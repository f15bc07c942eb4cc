//! What happened.

use std::ops::Range;

use chrono::{DateTime, Utc};
use export::{Cell, Column, Kind};
use ledger::Reader;
use ledger::query::FeedEvent;

use super::shop::{Shop, id};
use super::sink::Sink;
use crate::DeskError;

pub fn write(
    reader: &Reader,
    organization: Option<&str>,
    span: &Range<DateTime<Utc>>,
    shop: &Shop,
    sink: &mut Sink<'_>,
) -> Result<(), DeskError> {
    sink.table(shop.language.say("Kayıtlar", "Events"), columns(shop))?;
    Ok(reader.each_event(organization, span, |event, total| sink.row(&cells(shop, event), total))?)
}

/// What every list says of an event.
pub fn columns(shop: &Shop) -> Vec<Column> {
    let l = shop.language;
    vec![
        l.column("No", "No.", Kind::Integer),
        l.column("Ne zaman", "When", Kind::Time),
        l.column("Ulaşma", "Arrived", Kind::Time),
        l.column("Müşteri kodu", "Customer code", Kind::Code),
        l.column("Ne oldu", "What happened", Kind::Text).wide(28.0),
        l.column("Verilen damga", "Stamps given", Kind::Integer),
        l.column("Damga", "Stamps", Kind::Integer),
        l.column("Kazanılan puan", "Points earned", Kind::Integer),
        l.column("Harcanan puan", "Points spent", Kind::Integer),
        l.column("Puan", "Points", Kind::Integer),
        l.column("Kupon", "Coupon", Kind::Text),
        shop.money("Tutar", "Amount"),
        shop.money("Kalan tutar", "Remaining amount"),
        l.column("Kaynak", "Source", Kind::Text),
        l.column("Kenara ayrılma nedeni", "Set aside because", Kind::Text),
        l.column("Mağaza", "Store", Kind::Text),
        l.column("Olay türü", "Event type", Kind::Text),
        l.ids("Olay kimliği", "Event ID"),
        l.ids("Müşteri kimliği", "Customer ID"),
        l.ids("İşlem kimliği", "Transaction ID"),
        l.ids("Kupon kimliği", "Coupon ID"),
    ]
}

/// The cells below them.
pub fn cells(shop: &Shop, event: FeedEvent) -> Vec<Cell> {
    let said = event.details;
    vec![
        event.seq.into(),
        shop.time(event.occurred_at),
        shop.time(event.received_at),
        event.customer_code.map(|code| i64::from(code.number())).into(),
        event.event.as_deref().map(|name| shop.language.event(name)).into(),
        said.stamps_added.into(),
        said.stamp_balance.into(),
        said.points_added.or(said.points_earned).into(),
        said.points_spent.into(),
        said.point_balance.into(),
        said.coupon_name.into(),
        said.amount.into(),
        said.remaining_amount.into(),
        said.source.into(),
        event.set_aside.into(),
        event.organization.into(),
        event.event.into(),
        id(event.id),
        id(event.customer_id),
        id(said.transaction_id),
        id(said.coupon_id),
    ]
}
