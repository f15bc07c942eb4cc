//! What the window may ask. Each question is answered off the window's thread: the database is a file.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use desk::query::{
    CouponPage, CouponQuery, Customer, CustomerList, CustomerPage, CustomerQuery, FeedPage, FeedQuery,
    PointsList, PointsSpan, Today,
};
use desk::{
    Border, CustomerCode, CustomerKey, Desk, DeskError, EmptySecret, ErrorCode, HealthReport, KeepOld,
    PointsPeriod, Secret, SecretInfo, Settings, Status, TestReport, Token, Way,
};
use serde::Serialize;
use tauri::{AppHandle, State, WebviewWindow};
use uuid::Uuid;

use crate::crash;
use crate::side::{self, Beside};

/// Rows that a list asks for at the most; the window pages or stops there.
const MOST: u32 = 1_000;
/// So many balances are shown; what is further down is found under Customers, which sort by points too.
const HIGHEST: u32 = 100;

/// The desk, as Tauri holds it for the commands.
pub type Held<'a> = State<'a, Arc<Desk>>;

/// Answers off the window's thread.
pub async fn ask<T: Send + 'static>(
    desk: Held<'_>,
    question: impl FnOnce(&Desk) -> Result<T, DeskError> + Send + 'static,
) -> Result<T, DeskError> {
    let desk = Arc::clone(&desk);
    let asked = tauri::async_runtime::spawn_blocking(move || question(&desk)).await;
    asked.unwrap_or_else(|error| Err(DeskError { code: ErrorCode::Storage, message: error.to_string() }))
}

/// Who goes by a code.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct LookUp {
    /// The six digits asked for.
    pub code: String,
    /// Usually one or none.
    pub customers: Vec<Customer>,
    /// The whole story, where it is one: what is shown next, without asking again.
    pub page: Option<CustomerPage>,
    /// Since when this PC listens: what happened before, it cannot know. `None` when it never did.
    pub listening_since: Option<DateTime<Utc>>,
}

/// The desk itself.
#[tauri::command]
#[specta::specta]
pub async fn status(window: WebviewWindow, desk: Held<'_>) -> Result<Status, DeskError> {
    crash::asks(&window);
    ask(desk, |desk| Ok(desk.status())).await
}

/// A part of the feed.
#[tauri::command]
#[specta::specta]
pub async fn feed(desk: Held<'_>, query: FeedQuery) -> Result<FeedPage, DeskError> {
    let query = FeedQuery { limit: query.limit.min(MOST), ..query };
    ask(desk, move |desk| Ok(desk.reader()?.feed(&query)?)).await
}

/// The day's figures so far.
#[tauri::command]
#[specta::specta]
pub async fn today(desk: Held<'_>, organization: Option<String>) -> Result<Today, DeskError> {
    ask(desk, move |desk| desk.today(organization.as_deref())).await
}

/// Everyone who goes by a code of six digits.
#[tauri::command]
#[specta::specta]
pub async fn look_up(
    window: WebviewWindow,
    desk: Held<'_>,
    side: Beside<'_>,
    code: String,
) -> Result<LookUp, DeskError> {
    let wanted: CustomerCode = code.parse()?;
    let found = ask(desk, move |desk| {
        let reader = desk.reader()?;
        let customers = reader.customers_by_code(wanted)?;
        let page = match &customers[..] {
            [only] => reader.customer(&only.key())?,
            _ => None,
        };
        Ok(LookUp { code, customers, page, listening_since: reader.extent()?.listening_since })
    })
    .await?;
    side.looked_up(window.label(), wanted, found.page.as_ref());
    Ok(found)
}

/// A customer with the whole story.
#[tauri::command]
#[specta::specta]
pub async fn customer(
    desk: Held<'_>,
    organization: String,
    customer_id: Uuid,
) -> Result<Option<CustomerPage>, DeskError> {
    let key = CustomerKey { organization, customer_id };
    ask(desk, move |desk| Ok(desk.reader()?.customer(&key)?)).await
}

/// Coupons of all customers.
#[tauri::command]
#[specta::specta]
pub async fn coupons(desk: Held<'_>, query: CouponQuery) -> Result<CouponPage, DeskError> {
    let query = CouponQuery { limit: query.limit.min(MOST), ..query };
    ask(desk, move |desk| Ok(desk.reader()?.coupons(&query, Utc::now())?)).await
}

/// Points balances, highest first.
#[tauri::command]
#[specta::specta]
pub async fn points(desk: Held<'_>, organization: Option<String>) -> Result<PointsList, DeskError> {
    ask(desk, move |desk| Ok(desk.reader()?.points(organization.as_deref(), HIGHEST)?)).await
}

/// Keeps the owner's choices.
#[tauri::command]
#[specta::specta]
pub async fn save_settings(app: AppHandle, desk: Held<'_>, settings: Settings) -> Result<Status, DeskError> {
    desk.choose(settings).await?;
    let status = ask(desk, |desk| Ok(desk.status())).await?;
    side::follow(&app, &status);
    Ok(status)
}

/// The owner has read the notice.
#[tauri::command]
#[specta::specta]
pub async fn dismiss_notice(desk: Held<'_>) -> Result<Status, DeskError> {
    ask(desk, |desk| {
        desk.dismiss_notice()?;
        Ok(desk.status())
    })
    .await
}

/// Customers, by what is searched for.
#[tauri::command]
#[specta::specta]
pub async fn customers(desk: Held<'_>, query: CustomerQuery) -> Result<CustomerList, DeskError> {
    let query = CustomerQuery { limit: query.limit.min(MOST), ..query };
    ask(desk, move |desk| Ok(desk.reader()?.customers(&query, Utc::now())?)).await
}

/// Points earned and spent over time, oldest span first.
#[tauri::command]
#[specta::specta]
pub async fn points_history(
    desk: Held<'_>,
    organization: Option<String>,
    period: PointsPeriod,
) -> Result<Vec<PointsSpan>, DeskError> {
    ask(desk, move |desk| desk.points_history(organization.as_deref(), period)).await
}

/// What came to the border.
#[tauri::command]
#[specta::specta]
pub async fn border(desk: Held<'_>) -> Result<Border, DeskError> {
    ask(desk, |desk| Ok(desk.border())).await
}

/// The log's figures, the border, silence, and what may be missing.
#[tauri::command]
#[specta::specta]
pub async fn health(desk: Held<'_>) -> Result<HealthReport, DeskError> {
    ask(desk, |desk| Ok(desk.health())).await
}

/// Keeps how the platform reaches this PC; `token` is that of the tunnel's account, `None` leaves the kept one as it is.
#[tauri::command]
#[specta::specta]
pub async fn choose_way(desk: Held<'_>, way: Way, token: Option<String>) -> Result<Status, DeskError> {
    desk.choose_way(way, token.and_then(Token::new)).await?;
    ask(desk, |desk| Ok(desk.status())).await
}

/// Asks from outside, now, whether the public address leads here. What comes of it is told by the status.
#[tauri::command]
#[specta::specta]
pub async fn ask_outside(desk: Held<'_>) -> Result<(), DeskError> {
    desk.ask_outside();
    Ok(())
}

/// The tunnel program's last lines, its token redacted.
#[tauri::command]
#[specta::specta]
pub async fn tunnel_output(desk: Held<'_>) -> Result<Vec<String>, DeskError> {
    Ok(desk.tunnel_output())
}

/// Posts a test event of our own to the public address, and says what became of it.
#[tauri::command]
#[specta::specta]
pub async fn send_test_event(desk: Held<'_>) -> Result<TestReport, DeskError> {
    desk.send_test_event().await
}

/// The signing secrets, without their texts.
#[tauri::command]
#[specta::specta]
pub async fn secrets(desk: Held<'_>) -> Result<Vec<SecretInfo>, DeskError> {
    ask(desk, Desk::secret_list).await
}

/// Keeps a signing secret: in the place of those kept before where it is said what becomes of them, else beside them.
#[tauri::command]
#[specta::specta]
pub async fn add_secret(
    desk: Held<'_>,
    label: String,
    secret: String,
    keep_old: Option<KeepOld>,
) -> Result<SecretInfo, DeskError> {
    let refused = |error: EmptySecret| DeskError { code: ErrorCode::Settings, message: error.to_string() };
    let secret = Secret::new(secret).map_err(refused)?;
    ask(desk, move |desk| match keep_old {
        Some(keep_old) => desk.secrets().rotate(&secret, &label, keep_old, Utc::now()),
        None => desk.secrets().add(&secret, &label, Utc::now()),
    })
    .await
}

/// Forgets a signing secret.
#[tauri::command]
#[specta::specta]
pub async fn remove_secret(desk: Held<'_>, id: Uuid) -> Result<SecretInfo, DeskError> {
    ask(desk, move |desk| desk.secrets().remove(&id.to_string())).await
}

/// Lets a signing secret count until then; without a moment, until it is removed.
#[tauri::command]
#[specta::specta]
pub async fn expire_secret(
    desk: Held<'_>,
    id: Uuid,
    at: Option<DateTime<Utc>>,
) -> Result<SecretInfo, DeskError> {
    ask(desk, move |desk| desk.secrets().expire(&id.to_string(), at)).await
}
