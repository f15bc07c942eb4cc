//! The points balances.

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
    sink.table(shop.language.say("Puanlar", "Points"), columns(shop))?;
    Ok(reader.each_balance(organization, |customer, total| sink.row(&row(shop, customer), total))?)
}

fn columns(shop: &Shop) -> Vec<Column> {
    let l = shop.language;
    vec![
        l.column("Müşteri kodu", "Customer code", Kind::Code),
        l.column("Takma ad", "Nickname", Kind::Text),
        l.column("Puan", "Points", Kind::Integer),
        l.column("Son görülme", "Last seen", Kind::Time),
        l.column("Mağaza", "Store", Kind::Text),
        l.ids("Müşteri kimliği", "Customer ID"),
    ]
}

fn row(shop: &Shop, customer: WholeCustomer) -> Vec<Cell> {
    let of = customer.row;
    vec![
        of.customer_code.map(|code| i64::from(code.number())).into(),
        of.nickname.into(),
        of.point_balance.into(),
        shop.time(of.last_seen_at),
        of.organization.into(),
        id(of.customer_id),
    ]
}
