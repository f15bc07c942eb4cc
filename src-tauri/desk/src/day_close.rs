//! The end of a day: its figures are kept as they were when the owner closed it. What arrives for it later changes nothing
//! of that; it is told beside it.

use chrono::{DateTime, NaiveDate, Utc};
use ledger::query::{CouponQuery, Figures, Totals};
use ledger::{Change, ClosedDay, Reader};
use loyalite::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    Border, Desk, DeskError, ErrorCode, Folder, Incomplete, Record, Report, ReportQuery, Settings, Zone, pen,
};

/// A day as it was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DayClose {
    /// Its number: later closings have higher ones.
    pub seq: i64,
    /// Of which organization; `None` for all.
    pub organization: Option<String>,
    /// The day, by the shop's calendar.
    pub day: NaiveDate,
    /// The shop's time zone then, by its IANA name.
    pub time_zone: String,
    /// ISO 4217: what the amounts were taken to be in.
    pub currency: String,
    /// When it was closed.
    pub closed_at: DateTime<Utc>,
    /// Its figures then.
    pub figures: Figures,
    /// What was open then.
    pub open: OpenThen,
    /// Why events of the day may have been missing then; `None` where nothing said so.
    pub incomplete: Option<Incomplete>,
    /// What has come in for that day since, less what has been marked as a test; `None` when its figures are the same.
    pub later: Option<Totals>,
    /// How often the same day had been closed before.
    pub closed_before: i64,
}

/// What was open when a day was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct OpenThen {
    /// Coupons outstanding.
    pub coupons_outstanding: i64,
    /// The points of all customers together.
    pub points_outstanding: i64,
}

/// What the log keeps of a closed day beside its name.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    currency: String,
    figures: Figures,
    open: OpenThen,
    incomplete: Option<Incomplete>,
}

impl Kept {
    fn of(reader: &Reader, report: Report, organization: Option<&str>) -> Result<Self, DeskError> {
        let coupons =
            CouponQuery { organization: organization.map(Into::into), limit: 1, ..CouponQuery::default() };
        let open = OpenThen {
            coupons_outstanding: reader.coupons(&coupons, report.as_of)?.outstanding_total,
            points_outstanding: reader.points(organization, 1)?.total,
        };
        let Report { currency, now: figures, incomplete, .. } = report;
        Ok(Self { currency, figures, open, incomplete })
    }

    /// What was kept of `closed`, and where its day was one.
    fn read(closed: &ClosedDay) -> Result<(Self, Zone), DeskError> {
        let unreadable = |error| storage(format!("what was kept of {} cannot be read: {error}", closed.day));
        let kept = serde_json::from_str(&closed.report).map_err(unreadable)?;
        Ok((kept, Zone::named(&closed.time_zone)?))
    }
}

impl DayClose {
    fn of(reader: &Reader, closed: ClosedDay, (kept, zone): (Kept, Zone)) -> Result<Self, DeskError> {
        let span = zone.span(closed.day, closed.day);
        let now = reader.totals(&[span], closed.organization.as_deref())?.pop().unwrap_or_default();
        Ok(Self {
            seq: closed.seq,
            organization: closed.organization,
            day: closed.day,
            time_zone: closed.time_zone,
            currency: kept.currency,
            closed_at: closed.closed_at,
            later: since(&kept.figures.totals, &now),
            figures: kept.figures,
            open: kept.open,
            incomplete: kept.incomplete,
            closed_before: closed.closed_before,
        })
    }
}

/// What `now` has more than `then`; `None` where they are the same.
fn since(then: &Totals, now: &Totals) -> Option<Totals> {
    let more = |figure: fn(&Totals) -> i64| figure(now) - figure(then);
    let amount = match (now.amount, then.amount) {
        (None, None) => None,
        (now, then) => Some(now.unwrap_or(Decimal::ZERO) - then.unwrap_or(Decimal::ZERO)),
    };
    (now != then).then(|| Totals {
        events: more(|it| it.events),
        stamps: more(|it| it.stamps),
        points_earned: more(|it| it.points_earned),
        points_spent: more(|it| it.points_spent),
        coupons_issued: more(|it| it.coupons_issued),
        coupons_used: more(|it| it.coupons_used),
        new_customers: more(|it| it.new_customers),
        amount,
        amounts: more(|it| it.amounts),
        amount_events: more(|it| it.amount_events),
    })
}

/// Closes a day of the shop whose data are in `folder`, without one the present day. It need not be over, and may have been
/// closed before: the earlier closings stay.
///
/// # Errors
/// [`ErrorCode::Unknown`] when the day has not come yet, or no event of the organization is known; else when the database
/// cannot be read or written.
pub async fn close_day(
    folder: &Folder,
    organization: Option<String>,
    day: Option<NaiveDate>,
) -> Result<DayClose, DeskError> {
    let border = Record::read(folder)?.map(|recorded| recorded.border);
    let reader = Reader::open(&folder.database())?;
    close(folder, &reader, border.as_ref(), organization, day).await
}

async fn close(
    folder: &Folder,
    reader: &Reader,
    border: Option<&Border>,
    organization: Option<String>,
    day: Option<NaiveDate>,
) -> Result<DayClose, DeskError> {
    let (now, settings) = (Utc::now(), Settings::of(folder));
    let today = Zone::of(&settings).date(now);
    let day = day.unwrap_or(today);
    if day > today {
        return Err(DeskError::new(ErrorCode::Unknown, format!("{day} has not come yet; today is {today}")));
    }
    known(reader, organization.as_deref())?;
    let query = ReportQuery { organization: organization.clone(), from: day, to: day };
    let report = Report::of(reader, border, &settings, &query, now)?;
    let time_zone = report.time_zone.clone();
    let kept = Kept::of(reader, report, organization.as_deref())?;
    let kept = serde_json::to_string(&kept).map_err(|error| storage(error.to_string()))?;
    let seq =
        pen::write(folder, async |writer| writer.close_day(organization, day, time_zone, kept, now).await);
    let seq = seq.await?;
    closed_day(reader, seq)?.ok_or_else(|| storage(format!("the closing {seq} is not there")))
}

fn known(reader: &Reader, organization: Option<&str>) -> Result<(), DeskError> {
    let Some(slug) = organization else { return Ok(()) };
    if reader.extent()?.organizations.iter().any(|known| known == slug) {
        return Ok(());
    }
    Err(DeskError::new(ErrorCode::Unknown, format!("no event of {slug} has reached this PC")))
}

fn storage(message: String) -> DeskError {
    DeskError::new(ErrorCode::Storage, message)
}

/// The days that were closed, the last closing first; `before` is the number of the last one seen. One that cannot be read
/// is left out and noted in the log: the others are as good as before.
///
/// # Errors
/// When the database cannot be read.
pub fn closed_days(reader: &Reader, limit: u32, before: Option<i64>) -> Result<Vec<DayClose>, DeskError> {
    let readable = |closed: ClosedDay| match Kept::read(&closed) {
        Ok(kept) => Some(DayClose::of(reader, closed, kept)),
        Err(error) => {
            tracing::warn!(seq = closed.seq, %error, "a closed day is left out");
            None
        }
    };
    reader.closed_days(limit, before)?.into_iter().filter_map(readable).collect()
}

/// A closing by its number.
///
/// # Errors
/// When it or the database cannot be read.
pub fn closed_day(reader: &Reader, seq: i64) -> Result<Option<DayClose>, DeskError> {
    let Some(closed) = reader.closed_day(seq)? else { return Ok(None) };
    let kept = Kept::read(&closed)?;
    DayClose::of(reader, closed, kept).map(Some)
}

impl Desk {
    /// Closes a day, without one the present day. It need not be over, and may have been closed before: the earlier closings
    /// stay.
    ///
    /// # Errors
    /// [`ErrorCode::Unknown`] when the day has not come yet, or no event of the organization is known; else when the database
    /// cannot be read or written.
    pub async fn close_day(
        &self,
        organization: Option<String>,
        day: Option<NaiveDate>,
    ) -> Result<DayClose, DeskError> {
        let reader = self.reader()?;
        let closed = close(&self.shared.folder, &reader, Some(&self.border()), organization, day).await?;
        // Nobody may be listening.
        drop(self.shared.changes.send(Change { newest_seq: 0, customers: None }));
        Ok(closed)
    }

    /// The days that were closed, the last closing first; `before` is the number of the last one seen. One that cannot be
    /// read is left out and noted in the log.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn closed_days(&self, limit: u32, before: Option<i64>) -> Result<Vec<DayClose>, DeskError> {
        closed_days(&*self.reader()?, limit, before)
    }

    /// A closing by its number.
    ///
    /// # Errors
    /// When it or the database cannot be read.
    pub fn closed_day(&self, seq: i64) -> Result<Option<DayClose>, DeskError> {
        closed_day(&*self.reader()?, seq)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totals(events: i64, amount: Option<&str>) -> Totals {
        Totals { events, amount: amount.map(|it| it.parse().unwrap()), ..Totals::default() }
    }

    #[test]
    fn only_what_is_other_than_it_was_came_later() {
        let then = totals(3, Some("10.50"));
        assert_eq!(since(&then, &then), None, "the same day tells of nothing later");
        let more = since(&then, &totals(5, Some("12.00"))).unwrap();
        assert_eq!((more.events, more.amount), (2, Some("1.50".parse().unwrap())));
        let less = since(&then, &totals(2, None)).unwrap();
        assert_eq!(
            (less.events, less.amount),
            (-1, Some("-10.50".parse().unwrap())),
            "the only amount was a test's"
        );
        assert_eq!(since(&totals(0, None), &totals(1, None)).unwrap().amount, None, "no amount, then or now");
    }

    /// As the first version kept it. Whatever is added to a report must be absent without harm, for as long as shops keep
    /// their books.
    const FIRST: &str = r#"{"currency": "TRY", "figures": {"events": 42, "stamps": 31, "points_earned": 120, "points_spent": 40,
        "coupons_issued": 3, "coupons_used": 2, "new_customers": 4, "amount": "1234.50", "amounts": 30, "amount_events": 36,
        "customers_served": 28, "returning_customers": 20, "repeat_customers": 0},
        "open": {"coupons_outstanding": 5, "points_outstanding": 910}, "incomplete": null}"#;

    #[tokio::test]
    async fn a_day_that_the_first_version_closed_is_read_and_one_that_cannot_be_hides_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stampdesk.db");
        let writer = ledger::Writer::start(&path).unwrap();
        let day = |number| NaiveDate::from_ymd_opt(2026, 11, number).unwrap();
        let mut seqs = Vec::new();
        for (number, zone, kept) in
            [(1, "Europe/Istanbul", FIRST), (2, "Europe/Istanbul", "{}"), (3, "Istanbul", FIRST)]
        {
            let close = writer.close_day(None, day(number), zone.into(), kept.into(), Utc::now());
            seqs.push(close.await.unwrap());
        }
        let reader = Reader::open(&path).unwrap();
        let listed = closed_days(&reader, 10, None).unwrap();
        assert_eq!(listed.iter().map(|closed| closed.day).collect::<Vec<_>>(), [day(1)]);
        assert_eq!((listed[0].figures.totals.events, listed[0].open.points_outstanding), (42, 910));
        let error = closed_day(&reader, seqs[1]).unwrap_err();
        assert!(error.to_string().contains("2026-11-02"), "asked for by its number, it says why: {error}");
    }
}
