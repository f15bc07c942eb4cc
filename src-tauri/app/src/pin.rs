//! The owner's PIN: its commands, and the gate that all commands go through. While it is locked only those pass that are named
//! here: a new one is the owner's until it is said to be anybody's.

use std::sync::Arc;

use desk::{Desk, DeskError, Digits, ErrorCode, Status};
use tauri::ipc::Invoke;
use tauri::{AppHandle, Manager, Wry};

use crate::commands::{Held, ask};
use crate::live;

/// What whoever stands at the counter may do: see events, customers by their codes, and coupons, and keep words on them; have the windows
/// in their places; and get the program going again.
const OPEN: &[&str] = &[
    "status",
    "health",
    "dismiss_notice",
    "today",
    "feed",
    "look_up",
    "customer",
    "coupons",
    "set_nickname",
    "set_note",
    "close_coupon",
    "reopen_coupon",
    "cancel_export",
    "open_help",
    "open_customer",
    "open_code",
    "watch_display",
    "arrive",
    "autostart",
    "quit_program",
    "unlock",
    "lock",
    "touch",
    "set_pin",
    "start_normally",
    "crash_reports",
    "crash_reports_read",
    "save_crash_reports",
];

/// Before `handler` hears of it: whether it may be asked now.
pub fn gate(
    handler: impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static,
) -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    move |invoke| {
        if !OPEN.contains(&invoke.message.command())
            && let Err(locked) = may(&invoke)
        {
            invoke.resolver.reject(locked);
            return true;
        }
        handler(invoke)
    }
}

/// Whether the owner is here. Without a desk nobody knows.
fn may(invoke: &Invoke<Wry>) -> Result<(), DeskError> {
    let desk = invoke.message.webview_ref().try_state::<Arc<Desk>>();
    let opening = || DeskError { code: ErrorCode::Locked, message: "the desk is not open yet".into() };
    desk.ok_or_else(opening)?.for_the_owner()
}

/// Unlocks what is the owner's, until the owner is idle.
#[tauri::command]
#[specta::specta]
pub async fn unlock(app: AppHandle, desk: Held<'_>, pin: String) -> Result<Status, DeskError> {
    let pin = Digits::new(pin)?;
    let status = ask(desk, move |desk| desk.unlock(&pin).map(|()| desk.status())).await;
    live::look(&app);
    status
}

/// Locks it at once.
#[tauri::command]
#[specta::specta]
pub async fn lock(app: AppHandle, desk: Held<'_>) -> Result<Status, DeskError> {
    let status = ask(desk, |desk| {
        desk.lock();
        Ok(desk.status())
    });
    let status = status.await;
    live::look(&app);
    status
}

/// The owner does something: the time until it locks by itself begins anew.
#[tauri::command]
#[specta::specta]
pub fn touch(desk: Held<'_>) {
    desk.touch();
}

/// Keeps the PIN that is `wanted`, in place of the `old` one where there is one; none where none is wanted.
#[tauri::command]
#[specta::specta]
pub async fn set_pin(
    app: AppHandle,
    desk: Held<'_>,
    old: Option<String>,
    wanted: Option<String>,
) -> Result<Status, DeskError> {
    let (old, wanted) = (old.map(Digits::new).transpose()?, wanted.map(Digits::new).transpose()?);
    let status =
        ask(desk, move |desk| desk.set_pin(old.as_ref(), wanted.as_ref()).map(|()| desk.status())).await;
    live::look(&app);
    status
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::OPEN;

    /// Every command's name, as the window calls it.
    fn all() -> BTreeSet<String> {
        let bindings = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/ui/src/lib/bindings.ts"));
        let called = bindings.split("__TAURI_INVOKE<").skip(1);
        called.filter_map(|call| call.split_once(">(\"")?.1.split('"').next()).map(str::to_owned).collect()
    }

    #[test]
    fn what_is_open_exists() {
        let all = all();
        assert!(all.len() > 40, "the committed bindings were read: {all:?}");
        let strangers: Vec<_> = OPEN.iter().filter(|name| !all.contains(**name)).collect();
        assert!(strangers.is_empty(), "no such command: {strangers:?}");
    }

    #[test]
    fn what_is_the_owners_stays_so() {
        let all = all();
        let owners = [
            "report",
            "books",
            "close_day",
            "closed_days",
            "closed_day",
            "export_to",
            "print_page",
            "save_pdf",
            "forget_customer",
            "secrets",
            "add_secret",
            "remove_secret",
            "expire_secret",
            "save_settings",
            "choose_way",
            "back_up",
            "choose_backup",
            "check_backup",
            "restore",
            "pick_folder",
            "pick_file",
            "data_state",
            "customers",
            "points",
            "points_history",
            "tunnel_output",
            "border",
            "ask_outside",
            "send_test_event",
            "mark_test",
            "set_autostart",
        ];
        for name in owners {
            assert!(all.contains(name), "{name} is called otherwise now");
            assert!(!OPEN.contains(&name), "{name} is the owner's");
        }
    }
}
