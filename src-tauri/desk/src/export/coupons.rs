//! All coupons.

use export::{Cell, Column, Kind};
use ledger::Reader;
use ledger::query::{Coupon, CouponRow};

use super::shop::{Shop, id};
use super::sink::Sink;
use crate::DeskError;

pub fn write(
    reader: &Reader,
    organization: Option<&str>,
    shop: &Shop,
    sink: &mut Sink<'_>,
) -> Result<(), DeskError> {
    let mut heads = columns(shop);
    heads.extend([
        shop.language.column("Müşteri kodu", "Customer code", Kind::Code),
        shop.language.column("Mağaza", "Store", Kind::Text),
        shop.language.ids("Müşteri kimliği", "Customer ID"),
    ]);
    sink.table(shop.language.say("Kuponlar", "Coupons"), heads)?;
    Ok(reader.each_coupon(organization, |coupon, total| sink.row(&row(shop, coupon), total))?)
}

/// What every list says of a coupon.
pub fn columns(shop: &Shop) -> Vec<Column> {
    let l = shop.language;
    vec![
        l.column("Kupon", "Coupon", Kind::Text).wide(24.0),
        l.column("Durum", "State", Kind::Text),
        l.column("Verilme", "Issued", Kind::Time),
        l.column("Kullanılma", "Used", Kind::Time),
        l.column("Elle kapatılma", "Closed by hand", Kind::Time),
        l.column("Kapatma nedeni", "Reason for closing", Kind::Text),
        l.ids("Kupon kimliği", "Coupon ID"),
    ]
}

/// The cells below them.
pub fn cells(shop: &Shop, coupon: Coupon) -> Vec<Cell> {
    let state = match &coupon {
        Coupon { redeemed_at: Some(_), .. } => shop.language.say("kullanıldı", "used"),
        Coupon { closed: Some(_), .. } => shop.language.say("elle kapatıldı", "closed by hand"),
        _ => shop.language.say("bekliyor", "waiting"),
    };
    let (closed_at, reason) = coupon.closed.map(|closed| (closed.at, closed.reason)).unzip();
    vec![
        coupon.coupon_name.into(),
        state.into(),
        shop.time(coupon.issued_at),
        shop.time(coupon.redeemed_at),
        shop.time(closed_at),
        reason.into(),
        id(coupon.coupon_id),
    ]
}

fn row(shop: &Shop, row: CouponRow) -> Vec<Cell> {
    let mut written = cells(shop, row.coupon);
    written.extend([
        row.customer_code.map(|code| i64::from(code.number())).into(),
        row.organization.into(),
        id(row.customer_id),
    ]);
    written
}
