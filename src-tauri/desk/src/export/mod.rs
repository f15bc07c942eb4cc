//! The shop's lists and reports as files, and all that is stored of one customer. Every list is read at one moment and
//! written row by row, so that its length does not matter. Times are those of the shop's clock.

mod closing;
mod coupons;
mod customer;
mod customers;
mod feed;
mod language;
mod points;
mod report;
mod shop;
mod sink;

use std::ops::ControlFlow;
use std::path::Path;

use chrono::{NaiveDate, Utc};
use export::Format;
use ledger::Reader;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Border, CustomerKey, Desk, DeskError, ErrorCode, Folder, Record, ReportQuery, Settings};

pub use language::Language;
use shop::Shop;
use sink::Sink;

/// What can be written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ExportWhat {
    /// All customers, by code.
    Customers,
    /// All coupons, waiting ones first.
    Coupons,
    /// The points balances, highest first.
    Points,
    /// What happened in a period, newest arrival first.
    Feed,
    /// The figures of a period.
    Report,
    /// The days that were closed.
    ClosedDays,
    /// Everything that is stored of one customer.
    Customer,
}

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ExportFormat {
    /// One table, as any program reads it.
    Csv,
    /// A workbook with real dates and numbers.
    Xlsx,
    /// As other programs ask for it; only of one customer.
    Json,
}

/// What is to be written, and how.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ExportRequest {
    /// What.
    pub what: ExportWhat,
    /// How.
    pub format: ExportFormat,
    /// Only this organization's; of one customer, whose it is.
    pub organization: Option<String>,
    /// The first day of what has a period, by the shop's calendar; `None` is the beginning, of a report today.
    pub from: Option<NaiveDate>,
    /// The last day; `None` is today.
    pub to: Option<NaiveDate>,
    /// The one customer's identity.
    pub customer_id: Option<Uuid>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Exported {
    /// Where.
    pub path: String,
    /// How many rows, without the heads; of JSON, how many deliveries.
    pub rows: i64,
}

/// How far an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ExportProgress {
    /// Rows written.
    pub rows: i64,
    /// Rows in all; `None` while nobody knows.
    pub total: Option<i64>,
}

/// Is told how far it is, now and then, and may end it.
pub type Progress<'a> = &'a mut dyn FnMut(ExportProgress) -> ControlFlow<()>;

/// Writes what is asked for to `path`, from the data in `folder`. `None` when `progress` ended it. Then, as after a failure,
/// nothing new is there, and what stood there stays.
///
/// # Errors
/// When it cannot be read or written; [`ErrorCode::Unknown`] when no event of the customer is known.
pub fn export(
    folder: &Folder,
    request: &ExportRequest,
    path: &Path,
    language: Language,
    progress: Progress<'_>,
) -> Result<Option<Exported>, DeskError> {
    let reader = Reader::open(&folder.database())?;
    let border = Record::read(folder)?.map(|recorded| recorded.border);
    let source = Source { reader: &reader, settings: &Settings::of(folder), border: border.as_ref() };
    source.export(request, path, language, progress)
}

impl Desk {
    /// The same of an open desk. Takes as long as the list is: call it where waiting is allowed.
    ///
    /// # Errors
    /// As [`export()`].
    pub fn export(
        &self,
        request: &ExportRequest,
        path: &Path,
        language: Language,
        progress: Progress<'_>,
    ) -> Result<Option<Exported>, DeskError> {
        let settings = self.shared.standing.borrow().settings.clone();
        let source = Source { reader: &*self.reader()?, settings: &settings, border: Some(&self.border()) };
        source.export(request, path, language, progress)
    }
}

/// Where the rows come from.
struct Source<'a> {
    reader: &'a Reader,
    settings: &'a Settings,
    border: Option<&'a Border>,
}

impl Source<'_> {
    fn export(
        &self,
        request: &ExportRequest,
        path: &Path,
        language: Language,
        progress: Progress<'_>,
    ) -> Result<Option<Exported>, DeskError> {
        let shop = Shop::of(self.settings, language);
        let format = match request.format {
            ExportFormat::Csv => Format::Csv,
            ExportFormat::Xlsx => Format::Xlsx,
            ExportFormat::Json if request.what == ExportWhat::Customer => {
                return customer::json(self.reader, &customer_of(request)?, path).map(Some);
            }
            ExportFormat::Json => {
                return Err(DeskError::new(ErrorCode::Storage, "only one customer is written as JSON"));
            }
        };
        let mut sink = Sink::begin(path, format, language.locale(), progress)?;
        let organization = request.organization.as_deref();
        match request.what {
            ExportWhat::Customers => customers::write(self.reader, organization, &shop, &mut sink)?,
            ExportWhat::Coupons => coupons::write(self.reader, organization, &shop, &mut sink)?,
            ExportWhat::Points => points::write(self.reader, organization, &shop, &mut sink)?,
            ExportWhat::Feed => {
                let span = shop.span(request.from, request.to);
                feed::write(self.reader, organization, &span, &shop, &mut sink)?;
            }
            ExportWhat::Report => report::write(self, &self.query(request, &shop), &shop, format, &mut sink)?,
            ExportWhat::ClosedDays => closing::write(self.reader, organization, &shop, &mut sink)?,
            ExportWhat::Customer => {
                customer::write(self.reader, &customer_of(request)?, &shop, format, &mut sink)?;
            }
        }
        sink.finish()
    }

    fn query(&self, request: &ExportRequest, shop: &Shop) -> ReportQuery {
        let to = request.to.unwrap_or_else(|| shop.zone.date(Utc::now()));
        ReportQuery { organization: request.organization.clone(), from: request.from.unwrap_or(to), to }
    }
}

fn customer_of(request: &ExportRequest) -> Result<CustomerKey, DeskError> {
    let said = request.organization.clone().zip(request.customer_id);
    let key = said.map(|(organization, customer_id)| CustomerKey { organization, customer_id });
    key.ok_or_else(|| DeskError::new(ErrorCode::Unknown, "which customer is not said"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_thinks_better_of_it_keeps_what_was_there() {
        let home = tempfile::tempdir().unwrap();
        let (folder, path) =
            (Folder::locate(Some(home.path().into())).unwrap(), home.path().join("list.xlsx"));
        std::fs::write(&path, "mine").unwrap();
        let request = ExportRequest {
            what: ExportWhat::Customers,
            format: ExportFormat::Xlsx,
            organization: None,
            from: None,
            to: None,
            customer_id: None,
        };
        let ended = export(&folder, &request, &path, Language::Tr, &mut |_| ControlFlow::Break(())).unwrap();
        assert_eq!(ended, None);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
        let mut told = Vec::new();
        let mut listen = |progress| {
            told.push(progress);
            ControlFlow::Continue(())
        };
        let done = export(&folder, &request, &path, Language::Tr, &mut listen).unwrap();
        assert_eq!(done.map(|done| done.rows), Some(0), "a shop without customers has an empty list");
        assert_eq!(told, [ExportProgress { rows: 0, total: Some(0) }]);
        assert_ne!(std::fs::read(&path).unwrap(), b"mine");
    }
}
