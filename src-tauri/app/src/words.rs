//! What the owner says in the window: words on customers, coupons closed by hand, somebody forgotten for good.

use desk::{CustomerKey, DeskError, Fact, ForgetReport};
use uuid::Uuid;

use crate::commands::Held;

/// Keeps the owner's own name for a customer; none takes it back.
#[tauri::command]
#[specta::specta]
pub async fn set_nickname(
    desk: Held<'_>,
    organization: String,
    customer_id: Uuid,
    words: Option<String>,
) -> Result<(), DeskError> {
    desk.say(Fact::Nickname(CustomerKey { organization, customer_id }, words)).await
}

/// Keeps the owner's note on a customer; none takes it back.
#[tauri::command]
#[specta::specta]
pub async fn set_note(
    desk: Held<'_>,
    organization: String,
    customer_id: Uuid,
    words: Option<String>,
) -> Result<(), DeskError> {
    desk.say(Fact::Note(CustomerKey { organization, customer_id }, words)).await
}

/// A coupon is closed by hand: a note on this PC, never sent anywhere.
#[tauri::command]
#[specta::specta]
pub async fn close_coupon(
    desk: Held<'_>,
    organization: String,
    customer_id: Uuid,
    coupon_id: Uuid,
    reason: String,
) -> Result<(), DeskError> {
    desk.say(Fact::CouponClosed(CustomerKey { organization, customer_id }, coupon_id, reason)).await
}

/// A coupon that was closed by hand is outstanding after all.
#[tauri::command]
#[specta::specta]
pub async fn reopen_coupon(
    desk: Held<'_>,
    organization: String,
    customer_id: Uuid,
    coupon_id: Uuid,
) -> Result<(), DeskError> {
    desk.say(Fact::CouponReopened(CustomerKey { organization, customer_id }, coupon_id)).await
}

/// The owner says that an event was a test, or was real after all.
#[tauri::command]
#[specta::specta]
pub async fn mark_test(desk: Held<'_>, seq: i64, test: bool) -> Result<(), DeskError> {
    desk.say(if test { Fact::EventWasTest(seq) } else { Fact::EventWasReal(seq) }).await
}

/// Removes everything that says who a customer was.
#[tauri::command]
#[specta::specta]
pub async fn forget_customer(
    desk: Held<'_>,
    organization: String,
    customer_id: Uuid,
) -> Result<ForgetReport, DeskError> {
    desk.forget(CustomerKey { organization, customer_id }).await
}
