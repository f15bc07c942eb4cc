//! A period's figures: the period, the equal one before it, and its days in one table. A workbook holds what else the books
//! say in sheets of its own.

use chrono::Utc;
use export::{Cell, Column, Format, Kind};
use ledger::query::{Figures, PatternKind, Totals};
use loyalite::Decimal;

use super::Source;
use super::shop::{Shop, id};
use super::sink::Sink;
use crate::{BooksReport, DeskError, Report, ReportQuery};

pub fn write(
    source: &Source<'_>,
    query: &ReportQuery,
    shop: &Shop,
    format: Format,
    sink: &mut Sink<'_>,
) -> Result<(), DeskError> {
    let (settings, now) = (source.settings, Utc::now());
    let report = Report::of(source.reader, source.border, settings, query, now)?;
    sheet(sink, shop.language.say("Rapor", "Report"), heads(shop), &periods(shop, &report))?;
    if format == Format::Csv {
        return Ok(());
    }
    let books = BooksReport::of(source.reader, settings, query, now)?;
    let l = shop.language;
    let pair = vec![
        l.column("Sayı", "Figure", Kind::Text).wide(52.0),
        l.column("Değer", "Value", Kind::Text).wide(20.0),
    ];
    sheet(sink, l.say("Yoğun saatler", "Busy hours"), hour_heads(shop), &hours(shop, &report))?;
    sheet(sink, l.say("Defter", "Books"), pair, &standing(shop, &report, &books))?;
    sheet(sink, l.say("Aylara göre kuponlar", "Coupons by month"), month_heads(shop), &months(&books))?;
    sheet(sink, l.say("Bakmaya değer", "Worth a look"), pattern_heads(shop), &patterns(shop, &books))
}

fn sheet(sink: &mut Sink<'_>, name: &str, heads: Vec<Column>, rows: &[Vec<Cell>]) -> Result<(), DeskError> {
    sink.table(name, heads)?;
    for row in rows {
        if sink.row(row, None).is_break() {
            break;
        }
    }
    Ok(())
}

/// What a period or a day adds up to, with this column of purchase amounts.
pub fn total_heads(shop: &Shop, amount: Column) -> Vec<Column> {
    let l = shop.language;
    vec![
        l.column("Kayıtlar", "Events", Kind::Integer),
        l.column("Yeni müşteri", "New customers", Kind::Integer),
        l.column("Verilen damga", "Stamps given", Kind::Integer),
        l.column("Dolan kart", "Cards filled", Kind::Integer),
        l.column("Kullanılan kupon", "Coupons used", Kind::Integer),
        l.column("Kazanılan puan", "Points earned", Kind::Integer),
        l.column("Harcanan puan", "Points spent", Kind::Integer),
        amount,
        l.column("Tutarı bildirilen alışveriş", "Purchases with an amount", Kind::Integer),
        l.column("Alışveriş", "Purchases", Kind::Integer),
    ]
}

/// The cells below them.
pub fn totals(totals: &Totals) -> Vec<Cell> {
    vec![
        totals.events.into(),
        totals.new_customers.into(),
        totals.stamps.into(),
        totals.coupons_issued.into(),
        totals.coupons_used.into(),
        totals.points_earned.into(),
        totals.points_spent.into(),
        totals.amount.into(),
        totals.amounts.into(),
        totals.amount_events.into(),
    ]
}

/// Who was there: it does not add up.
pub fn served_heads(shop: &Shop) -> Vec<Column> {
    let l = shop.language;
    vec![
        l.column("Gelen müşteri", "Customers served", Kind::Integer),
        l.column("Yeniden gelen müşteri", "Returning customers", Kind::Integer),
        l.column("Birden çok gelen müşteri", "Repeat customers", Kind::Integer),
    ]
}

/// The cells below them.
pub fn served(figures: &Figures) -> Vec<Cell> {
    vec![figures.customers_served.into(), figures.returning_customers.into(), figures.repeat_customers.into()]
}

fn heads(shop: &Shop) -> Vec<Column> {
    let l = shop.language;
    let mut heads = vec![
        l.column("Bölüm", "Part", Kind::Text),
        l.column("İlk gün", "First day", Kind::Date),
        l.column("Son gün", "Last day", Kind::Date),
    ];
    heads.extend(total_heads(shop, shop.money("Bildirilen tutar", "Amount sent")));
    heads.extend(served_heads(shop));
    heads
}

fn periods(shop: &Shop, report: &Report) -> Vec<Vec<Cell>> {
    let l = shop.language;
    let whole = |name: &str, from, to, figures: &Figures| {
        [vec![name.into(), Cell::Date(from), Cell::Date(to)], totals(&figures.totals), served(figures)]
            .concat()
    };
    let before = report.before;
    let mut rows = vec![
        whole(l.say("dönem", "period"), report.from, report.to, &report.now),
        whole(l.say("önceki dönem", "period before"), before.from, before.to, &report.before_figures),
    ];
    rows.extend(report.days.iter().map(|part| {
        let name = if part.from == part.to { l.say("gün", "day") } else { l.say("ay", "month") };
        [vec![name.into(), part.from.into(), part.to.into()], totals(&part.figures)].concat()
    }));
    rows
}

fn hour_heads(shop: &Shop) -> Vec<Column> {
    let hours = (0..24).map(|hour| Column { width: 6.0, ..Column::new(format!("{hour:02}"), Kind::Integer) });
    std::iter::once(shop.language.column("Gün", "Day", Kind::Text)).chain(hours).collect()
}

fn hours(shop: &Shop, report: &Report) -> Vec<Vec<Cell>> {
    let l = shop.language;
    let days = [
        l.say("pazartesi", "Monday"),
        l.say("salı", "Tuesday"),
        l.say("çarşamba", "Wednesday"),
        l.say("perşembe", "Thursday"),
        l.say("cuma", "Friday"),
        l.say("cumartesi", "Saturday"),
        l.say("pazar", "Sunday"),
    ];
    let row = |(day, hours): (&str, &Vec<i64>)| {
        std::iter::once(day.into()).chain(hours.iter().map(|events| (*events).into())).collect()
    };
    days.into_iter().zip(&report.hours).map(row).collect()
}

/// How things stand now, and what the figures rest on.
fn standing(shop: &Shop, report: &Report, books: &BooksReport) -> Vec<Vec<Cell>> {
    let l = shop.language;
    let line = |turkish, english, value: Cell| vec![l.say(turkish, english).into(), value];
    let (owed, ages) = (&books.liability, &books.coupon_ages);
    let money = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<Decimal>().ok()).into();
    let number = |number: Option<f64>| number.and_then(|number| Decimal::try_from(number).ok()).into();
    let missing = report.incomplete.as_ref();
    vec![
        line("Rapor zamanı", "As of", shop.time(report.as_of)),
        line("Saat dilimi", "Time zone", report.time_zone.as_str().into()),
        line("Para birimi", "Currency", report.currency.as_str().into()),
        line("Eksik olabilir", "May be incomplete", l.yes_or_no(missing.is_some())),
        line("Dinlemeye başlama", "Listening since", shop.time(missing.and_then(|it| it.since))),
        line(
            "Gelenlerden geçmişi eksik olan",
            "Served, with a gap in the history",
            missing.map(|it| it.breaks).into(),
        ),
        line(
            "Kartın dolma süresi (gün, ortanca)",
            "Days to fill a card (median)",
            number(books.days_to_complete),
        ),
        line("Bunun dayandığı kart", "Cards that rests on", books.cards_completed_known.into()),
        line("Bekleyen kupon", "Coupons waiting", books.coupons_outstanding.into()),
        line("Bekleyen kupon, 0–7 gün", "Coupons waiting, 0–7 days", ages.week.into()),
        line("Bekleyen kupon, 8–30 gün", "Coupons waiting, 8–30 days", ages.month.into()),
        line("Bekleyen kupon, 31–90 gün", "Coupons waiting, 31–90 days", ages.quarter.into()),
        line("Bekleyen kupon, 90 günden eski", "Coupons waiting, over 90 days", ages.older.into()),
        line("Müşterilerin elindeki puan", "Points outstanding", books.points_outstanding.into()),
        line(
            "Az kalanlar (en çok iki damga)",
            "Nearly there (two stamps at most)",
            books.nearly_there.into(),
        ),
        line("30 gündür görünmeyen müşteri", "Not seen for 30 days", books.lapsed.days_30.into()),
        line("60 gündür görünmeyen müşteri", "Not seen for 60 days", books.lapsed.days_60.into()),
        line("90 gündür görünmeyen müşteri", "Not seen for 90 days", books.lapsed.days_90.into()),
        line("Bir ödülün size maliyeti", "What a reward costs you", money(&owed.reward_cost)),
        line("Kuponlar, hepsi kullanılırsa", "Coupons, if all are used", money(&owed.coupons_gross)),
        line("Kuponlar, beklenen", "Coupons, expected", money(&owed.coupons_net)),
        line(
            "Kuponların hiç kullanılmayan payı",
            "Share of coupons never used",
            number(owed.coupon_breakage),
        ),
        line("Bir puanın değeri", "What a point is worth", money(&owed.point_value)),
        line("Puanlar, hepsi harcanırsa", "Points, if all are spent", money(&owed.points_gross)),
        line("Puanlar, beklenen", "Points, expected", money(&owed.points_net)),
        line("Puanların hiç harcanmayan payı", "Share of points never spent", number(owed.points_breakage)),
    ]
}

fn month_heads(shop: &Shop) -> Vec<Column> {
    let l = shop.language;
    vec![
        l.column("Verildiği ay", "Month of issue", Kind::Text),
        l.column("Verilen", "Issued", Kind::Integer),
        l.column("Kullanılan", "Used", Kind::Integer),
        l.column("Kapatılan", "Closed by hand", Kind::Integer),
        l.column("Bekleyen", "Waiting", Kind::Integer),
    ]
}

fn months(books: &BooksReport) -> Vec<Vec<Cell>> {
    let row = |month: &ledger::query::CouponMonth| {
        let counts = [month.issued, month.used, month.closed, month.outstanding].map(Cell::Integer);
        std::iter::once(month.month.as_str().into()).chain(counts).collect()
    };
    books.coupons.iter().map(row).collect()
}

fn pattern_heads(shop: &Shop) -> Vec<Column> {
    let l = shop.language;
    vec![
        l.column("Ne zaman", "When", Kind::Time),
        l.column("Müşteri kodu", "Customer code", Kind::Code),
        l.column("Ne", "What", Kind::Text).wide(36.0),
        l.column("Kazanım", "Times earned", Kind::Integer),
        l.column("Mağaza", "Store", Kind::Text),
        l.ids("Müşteri kimliği", "Customer ID"),
    ]
}

fn patterns(shop: &Shop, books: &BooksReport) -> Vec<Vec<Cell>> {
    let what = |kind| match kind {
        PatternKind::ManyInADay => {
            shop.language.say("24 saatte üçten çok kazanım", "Earned more than three times in 24 hours")
        }
        PatternKind::RepeatWithin5Minutes => {
            shop.language.say("Beş dakika içinde yeniden kazanım", "Earned again within five minutes")
        }
    };
    let row = |pattern: &ledger::query::Pattern| {
        vec![
            shop.time(pattern.at),
            pattern.customer_code.map(|code| i64::from(code.number())).into(),
            what(pattern.kind).into(),
            pattern.count.into(),
            pattern.organization.as_str().into(),
            id(pattern.customer_id),
        ]
    };
    books.patterns.iter().map(row).collect()
}
