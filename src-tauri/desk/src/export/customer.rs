//! Everything that is stored of one customer, for whoever asks what we know of them: figures, coupons, the owner's words, and
//! every delivery with its raw body, those without effect included. It is what forgetting the customer would remove.

use std::io::Write as _;
use std::path::Path;

use export::{Cell, Column, Format, Kind};
use ledger::query::{Arrival, Customer, CustomerPage, Everything, Said};
use ledger::{CustomerKey, Reader};

use super::shop::{Shop, id};
use super::sink::{Sink, no_file};
use super::{Exported, coupons, feed};
use crate::{DeskError, ErrorCode};

/// A sheet of its own where there are sheets; in CSV all of them as one list, value by value.
pub fn write(
    reader: &Reader,
    key: &CustomerKey,
    shop: &Shop,
    format: Format,
    sink: &mut Sink<'_>,
) -> Result<(), DeskError> {
    let tables = tables(shop, everything(reader, key)?);
    let total: i64 = tables.iter().map(|table| table.weight(format)).sum();
    match format {
        Format::Xlsx => {
            for Table { name, columns, rows } in tables {
                sink.table(name, columns)?;
                if rows.iter().any(|row| sink.row(row, total).is_break()) {
                    break;
                }
            }
        }
        Format::Csv => {
            sink.table("", value_by_value(shop))?;
            let mut values = tables.iter().flat_map(Table::values);
            values.any(|row| sink.row(&row, total).is_break());
        }
    }
    Ok(())
}

/// The same with the platform's field names, and with the balances after each event.
pub fn json(reader: &Reader, key: &CustomerKey, path: &Path) -> Result<Exported, DeskError> {
    let everything = everything(reader, key)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || -> std::io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec_pretty(&everything)?)?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    };
    write().map_err(|error| no_file(path, &error))?;
    let rows = i64::try_from(everything.deliveries.len()).unwrap_or(i64::MAX);
    Ok(Exported { path: path.display().to_string(), rows })
}

fn everything(reader: &Reader, key: &CustomerKey) -> Result<Everything, DeskError> {
    let unknown = || DeskError::new(ErrorCode::Unknown, "no event of this customer has reached this PC");
    reader.everything(key)?.ok_or_else(unknown)
}

struct Table {
    name: &'static str,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Its values with what each of them is.
    fn values(&self) -> impl Iterator<Item = [Cell; 4]> {
        self.rows.iter().zip(1..).flat_map(move |(row, number): (_, i64)| {
            let known = row.iter().zip(&self.columns).filter(|(cell, _)| **cell != Cell::Empty);
            known.map(move |(cell, column)| {
                [self.name.into(), number.into(), column.title.as_str().into(), padded(cell, column.kind)]
            })
        })
    }

    /// How many rows it makes.
    fn weight(&self, format: Format) -> i64 {
        let rows = match format {
            Format::Xlsx => self.rows.len(),
            Format::Csv => self.values().count(),
        };
        i64::try_from(rows).unwrap_or(i64::MAX)
    }
}

/// Out of its column, a code keeps its six digits.
fn padded(cell: &Cell, kind: Kind) -> Cell {
    match cell {
        Cell::Integer(code) if kind == Kind::Code => format!("{code:06}").into(),
        other => other.clone(),
    }
}

fn value_by_value(shop: &Shop) -> Vec<Column> {
    let l = shop.language;
    vec![
        l.column("Bölüm", "Part", Kind::Text),
        l.column("Sıra", "Row", Kind::Integer),
        l.column("Alan", "Field", Kind::Text),
        l.column("Değer", "Value", Kind::Text),
    ]
}

fn tables(shop: &Shop, everything: Everything) -> Vec<Table> {
    let Everything { page, facts, deliveries } = everything;
    let l = shop.language;
    let mut arrivals = feed::columns(shop);
    arrivals.extend([
        l.column("Yeniden geldi", "Came again", Kind::Integer),
        l.column("Başka içerikle geldi", "Came with another body", Kind::Integer),
        l.column("Gelen metin", "Body as it came", Kind::Text).wide(60.0),
    ]);
    vec![
        Table {
            name: l.say("Müşteri", "Customer"),
            columns: vec![
                l.column("Bilgi", "What", Kind::Text).wide(28.0),
                l.column("Değer", "Value", Kind::Text).wide(40.0),
            ],
            rows: figures(shop, &page),
        },
        Table {
            name: l.say("Kuponlar", "Coupons"),
            columns: coupons::columns(shop),
            rows: page.customer.coupons.into_iter().map(|coupon| coupons::cells(shop, coupon)).collect(),
        },
        Table {
            name: l.say("Sizin yazdıklarınız", "Your own words"),
            columns: vec![
                l.column("Ne zaman", "When", Kind::Time),
                l.column("Ne", "What", Kind::Text).wide(28.0),
                l.column("Metin", "Words", Kind::Text).wide(40.0),
                l.ids("Hangi kupon ya da olay", "Which coupon or event"),
            ],
            rows: facts.into_iter().map(|said| words(shop, said)).collect(),
        },
        Table {
            name: l.say("Kayıtlar", "Events"),
            columns: arrivals,
            rows: deliveries.into_iter().map(|it| arrival(shop, it)).collect(),
        },
    ]
}

fn figures(shop: &Shop, page: &CustomerPage) -> Vec<Vec<Cell>> {
    let l = shop.language;
    let of: &Customer = &page.customer;
    let line = |turkish, english, value: Cell| vec![l.say(turkish, english).into(), value];
    vec![
        line("Müşteri kodu", "Customer code", of.customer_code.map(|code| code.to_string()).into()),
        line("Müşteri kimliği", "Customer ID", id(of.customer_id)),
        line("Mağaza", "Store", of.organization.as_str().into()),
        line("E-posta (maskeli)", "E-mail (masked)", of.masked_email.clone().into()),
        line("Takma ad", "Nickname", page.nickname.clone().into()),
        line("Not", "Note", page.note.clone().into()),
        line("Katılma tarihi", "Joined", shop.time(of.enrolled_at)),
        line("Son görülme", "Last seen", shop.time(of.last_seen_at)),
        line("Damga", "Stamps", of.stamp_balance.into()),
        line("Kartı dolduran damga", "Stamps that fill the card", of.max_stamps.into()),
        line("Damga sayısı hesaplandı", "Stamps worked out", l.yes_or_no(page.stamp_balance_derived)),
        line("Puan", "Points", of.point_balance.into()),
        line("Geçmişi tam", "History complete", l.yes_or_no(of.history_complete)),
    ]
}

fn words(shop: &Shop, said: Said) -> Vec<Cell> {
    let l = shop.language;
    let kind = match said.kind.as_str() {
        "nickname" => l.say("Takma ad", "Nickname"),
        "note" => l.say("Not", "Note"),
        "coupon_closed" => l.say("Kuponu elle kapattınız", "You closed a coupon by hand"),
        "coupon_reopened" => l.say("Kuponu yeniden açtınız", "You reopened a coupon"),
        "event_was_test" => l.say("Kayıt bir denemeydi", "An event was a test"),
        "event_was_real" => l.say("Kayıt gerçekti", "An event was real"),
        other => other,
    };
    vec![shop.time(said.recorded_at), kind.into(), said.words.into(), said.subject.into()]
}

fn arrival(shop: &Shop, arrival: Arrival) -> Vec<Cell> {
    let mut cells = feed::cells(shop, arrival.event);
    cells.extend([arrival.repeats.into(), arrival.conflicts.into(), arrival.body.into()]);
    cells
}
