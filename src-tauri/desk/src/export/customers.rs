//! All customers.

use export::{Cell, Column, Kind};
use ledger::Reader;
use ledger::query::WholeCustomer;

use super::shop::{Shop, id};
use super::sink::Sink;
use crate::DeskError;

pub fn write(
    reader: &Reader,
    organization: Option<&str>,
    shop: &Shop,
    sink: &mut Sink<'_>,
) -> Result<(), DeskError> {
    sink.table(shop.language.say("Müşteriler", "Customers"), columns(shop))?;
    Ok(reader.each_customer(organization, |customer, total| sink.row(&row(shop, customer), total))?)
}

fn columns(shop: &Shop) -> Vec<Column> {
    let l = shop.language;
    vec![
        l.column("Müşteri kodu", "Customer code", Kind::Code),
        l.column("Takma ad", "Nickname", Kind::Text),
        l.column("E-posta (maskeli)", "E-mail (masked)", Kind::Text).wide(24.0),
        l.column("Katılma tarihi", "Joined", Kind::Time),
        l.column("Son görülme", "Last seen", Kind::Time),
        l.column("Damga", "Stamps", Kind::Integer),
        l.column("Kartı dolduran damga", "Stamps that fill the card", Kind::Integer),
        l.column("Puan", "Points", Kind::Integer),
        l.column("Bekleyen kupon", "Coupons waiting", Kind::Integer),
        l.column("Geçmişi tam", "History complete", Kind::Text),
        l.column("Not", "Note", Kind::Text).wide(30.0),
        l.column("Mağaza", "Store", Kind::Text),
        l.ids("Müşteri kimliği", "Customer ID"),
    ]
}

fn row(shop: &Shop, customer: WholeCustomer) -> Vec<Cell> {
    let of = customer.row;
    vec![
        of.customer_code.map(|code| i64::from(code.number())).into(),
        of.nickname.into(),
        of.masked_email.into(),
        shop.time(customer.enrolled_at),
        shop.time(of.last_seen_at),
        of.stamp_balance.into(),
        of.max_stamps.into(),
        of.point_balance.into(),
        of.coupons_waiting.into(),
        shop.language.yes_or_no(of.history_complete),
        customer.note.into(),
        of.organization.into(),
        id(of.customer_id),
    ]
}
