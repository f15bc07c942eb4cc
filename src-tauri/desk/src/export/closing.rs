//! The days that were closed, the last closing first: as they were kept, and how much has come in for them since.

use std::ops::ControlFlow;

use export::{Cell, Column, Kind};
use ledger::Reader;

use super::report::{served, served_heads, total_heads, totals};
use super::shop::Shop;
use super::sink::Sink;
use crate::{DayClose, DeskError, closed_days};

/// Closings read at a time: none is ever changed, and new ones come before all of these.
const PAGE: u32 = 100;

pub fn write(
    reader: &Reader,
    organization: Option<&str>,
    shop: &Shop,
    sink: &mut Sink<'_>,
) -> Result<(), DeskError> {
    sink.table(shop.language.say("Kapatılan günler", "Closed days"), columns(shop))?;
    let mut before = None;
    loop {
        let page = closed_days(reader, PAGE, before)?;
        let Some(last) = page.last() else { return Ok(()) };
        before = Some(last.seq);
        let asked = |closed: &&DayClose| {
            organization.is_none_or(|slug| closed.organization.as_deref().is_none_or(|its| its == slug))
        };
        if page
            .iter()
            .filter(asked)
            .any(|closed| sink.row(&row(shop, closed), None) == ControlFlow::Break(()))
        {
            return Ok(());
        }
    }
}

fn columns(shop: &Shop) -> Vec<Column> {
    let l = shop.language;
    let mut columns = vec![
        l.column("No", "No.", Kind::Integer),
        l.column("Gün", "Day", Kind::Date),
        l.column("Kapanış", "Closed", Kind::Time),
        l.column("Kaçıncı kapanış", "Which closing of the day", Kind::Integer),
        l.column("Mağaza", "Store", Kind::Text),
        l.column("O zamanki saat dilimi", "Time zone then", Kind::Text),
        l.column("Para birimi", "Currency", Kind::Text),
    ];
    columns.extend(total_heads(shop, l.column("Bildirilen tutar", "Amount sent", Kind::Decimal)));
    columns.extend(served_heads(shop));
    columns.extend([
        l.column("Kullanılmamış kupon", "Coupons waiting", Kind::Integer),
        l.column("Harcanmamış puan", "Points outstanding", Kind::Integer),
        l.column("Eksik olabilir", "May be incomplete", Kind::Text),
        l.column("Sonradan ulaşan kayıt", "Events that came later", Kind::Integer),
    ]);
    columns
}

fn row(shop: &Shop, closed: &DayClose) -> Vec<Cell> {
    let head = vec![
        closed.seq.into(),
        closed.day.into(),
        shop.time(closed.closed_at),
        (closed.closed_before + 1).into(),
        closed.organization.as_deref().into(),
        closed.time_zone.as_str().into(),
        closed.currency.as_str().into(),
    ];
    let open = vec![
        closed.open.coupons_outstanding.into(),
        closed.open.points_outstanding.into(),
        shop.language.yes_or_no(closed.incomplete.is_some()),
        closed.later.as_ref().map_or(0, |later| later.events).into(),
    ];
    [head, totals(&closed.figures.totals), served(&closed.figures), open].concat()
}
