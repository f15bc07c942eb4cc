//! The symbol beside the clock: how it stands at a glance, and the few things to do without the window.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use desk::{Desk, Settings, Sounds, Status, Zone};
use tauri::image::Image;
use tauri::menu::{CheckMenuItem, CheckMenuItemBuilder, Menu, MenuEvent, MenuItem, MenuItemBuilder};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager, Wry, async_runtime};

use super::standing::{Sign, Standing};
use super::words::Words;
use super::{end, platform, show};
use crate::language;

/// What "pause sounds" means.
const PAUSE: TimeDelta = TimeDelta::hours(1);

/// The tray, where the system has one.
pub struct Tray {
    icon: TrayIcon,
    standing: MenuItem<Wry>,
    last: MenuItem<Wry>,
    open: MenuItem<Wry>,
    mute: CheckMenuItem<Wry>,
    pause: CheckMenuItem<Wry>,
    quit: MenuItem<Wry>,
    shown: Mutex<Option<Shown>>,
}

/// All that the tray shows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    words: Words,
    standing: Standing,
    last: String,
    muted: bool,
    /// Until when sounds are paused, where they are, and what is said of it.
    paused: Option<DateTime<Utc>>,
    pause: String,
}

impl Shown {
    fn of(status: &Status, now: DateTime<Utc>) -> Self {
        let words = Words(language::of(&status.settings));
        let Sounds { muted, paused_until, .. } = status.settings.sounds;
        let paused = paused_until.filter(|until| *until > now);
        Self {
            words,
            standing: Standing::of(status),
            last: words.last_event(status, now),
            muted,
            paused,
            pause: words.pause(paused, Zone::of(&status.settings)),
        }
    }
}

/// Puts the symbol beside the clock. A desktop without a place for it is no fault: a second start brings the window back.
pub fn put(app: &AppHandle) {
    if !platform::has_tray() {
        tracing::info!("this system has no tray");
        return;
    }
    match Tray::new(app) {
        Ok(tray) => drop(app.manage(tray)),
        Err(error) => tracing::warn!(%error, "no symbol beside the clock"),
    }
}

/// Shows how it stands now.
pub fn follow(app: &AppHandle, status: &Status) {
    let Some(tray) = app.try_state::<Tray>() else { return };
    let now = Shown::of(status, Utc::now());
    let before = tray.shown.lock().unwrap_or_else(PoisonError::into_inner).replace(now.clone());
    if before.as_ref() == Some(&now) {
        return;
    }
    if let Some(until) =
        now.paused.filter(|_| before.as_ref().is_none_or(|before| before.paused != now.paused))
    {
        async_runtime::spawn(resume(app.clone(), until));
    }
    let painted = app.clone();
    let paint = move || {
        if let Err(error) = painted.state::<Tray>().paint(&now, before.as_ref()) {
            tracing::warn!(%error, "the symbol beside the clock is stale");
        }
    };
    if let Err(error) = app.run_on_main_thread(paint) {
        tracing::warn!(%error, "the symbol beside the clock is stale");
    }
}

impl Tray {
    fn new(app: &AppHandle) -> tauri::Result<Self> {
        let line = |id: &str| MenuItemBuilder::with_id(id, "…");
        let check = |id: &str| CheckMenuItemBuilder::with_id(id, "…").checked(false).build(app);
        let (standing, last) =
            (line("standing").enabled(false).build(app)?, line("last").enabled(false).build(app)?);
        let (open, quit) = (line("open").build(app)?, line("quit").build(app)?);
        let (mute, pause) = (check("mute")?, check("pause")?);
        let rule = || tauri::menu::PredefinedMenuItem::separator(app);
        let (first, second) = (rule()?, rule()?);
        let menu = Menu::with_items(app, &[&standing, &last, &first, &open, &mute, &pause, &second, &quit])?;
        let icon = TrayIconBuilder::with_id("stampdesk")
            .icon(image(Sign::Off)?)
            .menu(&menu)
            .show_menu_on_left_click(false)
            .on_menu_event(chosen)
            .on_tray_icon_event(|tray, event| {
                if let TrayIconEvent::Click {
                    button: MouseButton::Left,
                    button_state: MouseButtonState::Up,
                    ..
                } = event
                {
                    show(tray.app_handle(), None);
                }
            })
            .build(app)?;
        Ok(Self { icon, standing, last, open, mute, pause, quit, shown: Mutex::default() })
    }

    fn paint(&self, now: &Shown, before: Option<&Shown>) -> tauri::Result<()> {
        if before.is_none_or(|before| before.standing.sign() != now.standing.sign()) {
            self.icon.set_icon(Some(image(now.standing.sign())?))?;
        }
        let standing = now.words.standing(now.standing);
        self.icon.set_tooltip(Some(format!("Stampdesk: {standing}\n{}", now.last)))?;
        self.standing.set_text(standing)?;
        self.last.set_text(&now.last)?;
        self.open.set_text(now.words.open())?;
        self.mute.set_text(now.words.mute())?;
        self.mute.set_checked(now.muted)?;
        self.pause.set_text(&now.pause)?;
        self.pause.set_checked(now.paused.is_some())?;
        self.quit.set_text(now.words.quit())
    }
}

fn image(sign: Sign) -> tauri::Result<Image<'static>> {
    Image::from_bytes(match sign {
        Sign::Well => include_bytes!("../../../../icons/tray-well.png"),
        Sign::Trouble => include_bytes!("../../../../icons/tray-trouble.png"),
        Sign::Off => include_bytes!("../../../../icons/tray-off.png"),
    })
}

fn chosen(app: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        "open" => show(app, None),
        "quit" => end::quit(app),
        "mute" => choose(app, |sounds| Sounds { muted: !sounds.muted, ..sounds }),
        "pause" => choose(app, |sounds| {
            let paused = sounds.paused_until.is_some_and(|until| until > Utc::now());
            Sounds { paused_until: (!paused).then(|| Utc::now() + PAUSE), ..sounds }
        }),
        _ => {}
    }
}

/// Keeps another choice of sounds; the tray follows the desk.
fn choose(app: &AppHandle, other: impl FnOnce(Sounds) -> Sounds + Send + 'static) {
    let desk = Arc::clone(&app.state::<Arc<Desk>>());
    async_runtime::spawn(async move {
        let settings = desk.settings();
        let sounds = other(settings.sounds);
        if let Err(error) = desk.choose(Settings { sounds, ..settings }).await {
            tracing::warn!(%error, "the choice of sounds is not kept");
        }
    });
}

/// When the pause is over, says so.
async fn resume(app: AppHandle, until: DateTime<Utc>) {
    let rest = (until - Utc::now()).to_std().unwrap_or_default();
    tokio::time::sleep(rest).await;
    choose(&app, move |sounds| {
        let over = sounds.paused_until == Some(until);
        Sounds { paused_until: sounds.paused_until.filter(|_| !over), ..sounds }
    });
}
