//! What the owner says of customers, coupons and events; and forgetting somebody for good.

use anyhow::{Context, Result, bail};
use chrono::Utc;
use desk::query::CouponQuery;
use desk::{CustomerKey, DeskError, Fact, Folder};

use crate::args::{CouponCommand, EventCommand, Who};
use crate::print;
use crate::show::{reader, seq_of};

/// The one customer that is meant.
pub fn find(folder: &Folder, who: &Who) -> Result<CustomerKey> {
    let customers = reader(folder)?.customers_by_code(who.code).map_err(DeskError::from)?;
    let mut meant = customers
        .into_iter()
        .filter(|customer| who.organization.as_ref().is_none_or(|slug| *slug == customer.organization))
        .map(|it| CustomerKey { organization: it.organization, customer_id: it.customer_id });
    let found = meant.next().with_context(|| format!("no event of {} has reached this PC", who.code))?;
    if meant.next().is_some() {
        bail!("more than one customer goes by {}; say which store with --organization", who.code);
    }
    Ok(found)
}

/// Your own name for a customer.
pub async fn nickname(folder: &Folder, who: &Who, words: Option<String>) -> Result<()> {
    say(folder, Fact::Nickname(find(folder, who)?, words)).await
}

/// Your note on a customer.
pub async fn note(folder: &Folder, who: &Who, words: Option<String>) -> Result<()> {
    say(folder, Fact::Note(find(folder, who)?, words)).await
}

/// A coupon closed by hand, or reopened.
pub async fn coupon(folder: &Folder, command: CouponCommand) -> Result<()> {
    let (CouponCommand::Close { coupon_id, .. } | CouponCommand::Reopen { coupon_id }) = &command;
    let all = CouponQuery { limit: u32::MAX, ..CouponQuery::default() };
    let coupons = reader(folder)?.coupons(&all, Utc::now()).map_err(DeskError::from)?.coupons;
    let found = coupons.into_iter().find(|row| row.coupon.coupon_id == *coupon_id);
    let row = found.with_context(|| format!("no event of the coupon {coupon_id} has reached this PC"))?;
    let owner = CustomerKey { organization: row.organization, customer_id: row.customer_id };
    let said = match command {
        CouponCommand::Close { coupon_id, reason } => Fact::CouponClosed(owner, coupon_id, reason),
        CouponCommand::Reopen { coupon_id } => Fact::CouponReopened(owner, coupon_id),
    };
    say(folder, said).await
}

/// An event marked as a test, or as real again.
pub async fn event(folder: &Folder, command: EventCommand) -> Result<()> {
    let said = {
        let reader = reader(folder)?;
        match command {
            EventCommand::Test { which } => Fact::EventWasTest(seq_of(&reader, which)?),
            EventCommand::Real { which } => Fact::EventWasReal(seq_of(&reader, which)?),
        }
    };
    say(folder, said).await
}

/// Forgets a customer, and says what was removed and what may be left elsewhere.
pub async fn forget(folder: &Folder, who: &Who, for_good: bool, json: bool) -> Result<()> {
    let customer = find(folder, who)?;
    if !for_good {
        bail!("this cannot be undone; say --for-good to forget {}", who.code);
    }
    let report = desk::forget(folder, customer).await?;
    if json {
        return print::json(&report);
    }
    let gone = &report.forgotten;
    say!(
        "Removed {} deliveries, {} coupons and {} words of yours. The figures of past days stay.",
        gone.deliveries,
        gone.coupons,
        gone.facts
    );
    if !gone.wal_emptied {
        say!("Somebody was reading: the last traces go when the database is next written to.");
    }
    for copy in &report.copies {
        say!("An older copy may still tell who it was: {copy}");
    }
    Ok(())
}

async fn say(folder: &Folder, said: Fact) -> Result<()> {
    desk::record(folder, said).await?;
    say!("kept on this PC; it is never sent anywhere");
    Ok(())
}
