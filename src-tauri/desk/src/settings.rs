//! The owner's choices.

use chrono::{DateTime, Utc};
use loyalite::Decimal;
use reach::Way;
use serde::{Deserialize, Serialize};

use crate::{BackupSettings, DeskError, ErrorCode, Folder, Notifications, QuietHours, Zone, address, file};

/// Choices that belong to the shop's data folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Settings {
    /// `tr` or `en`; `None` follows the system.
    pub language: Option<String>,
    /// `None` follows the system.
    pub theme: Option<Theme>,
    /// ISO 4217: amounts arrive without a currency.
    pub currency: String,
    /// Where to listen, `IP:port` or `localhost:port`; `None` is [`DEFAULT_BIND`](crate::DEFAULT_BIND). Has no effect in a
    /// run that was told where to listen.
    pub address: Option<String>,
    /// How the platform reaches this PC.
    pub way: Way,
    /// How far the first start has come.
    pub first_start: FirstStart,
    /// What is heard at the counter.
    pub sounds: Sounds,
    /// The owner has been told that a closed window goes on listening.
    pub hide_told: bool,
    /// The owner has been asked whether to start with the computer.
    pub autostart_asked: bool,
    /// What is announced on the desktop.
    pub notifications: Notifications,
    /// Where and how backups are made.
    pub backup: BackupSettings,
    /// Bodies of deliveries older than so many years are reduced to what is read in them; `None` keeps them whole.
    pub keep_raw_years: Option<u8>,
    /// The shop's time zone by its IANA name, `Europe/Istanbul`; `None` is this PC's.
    pub time_zone: Option<String>,
    /// The first day of the week; `None` is Monday.
    pub week_start: Option<WeekStart>,
    /// What a reward costs the owner, a decimal number.
    pub reward_cost: Option<String>,
    /// What a point is worth, a decimal number.
    pub point_value: Option<String>,
    /// After so many minutes without the owner the PIN is asked for again.
    pub pin_idle_minutes: u8,
    /// The strip beside the till program is open.
    pub strip: bool,
    /// The customers' display is open.
    pub display: bool,
    /// How long a customer stays on the customers' display, in seconds: 5 to 600.
    pub display_seconds: u16,
}

/// The first day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum WeekStart {
    /// As ISO 8601 has it.
    Monday,
    /// As in the United States.
    Sunday,
    /// As in much of the Arab world.
    Saturday,
}

/// What is heard at the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Sounds {
    /// 0 to 100.
    pub volume: u8,
    /// Nothing is heard, whatever else is chosen.
    pub muted: bool,
    /// Nor is anything until then.
    pub paused_until: Option<DateTime<Utc>>,
    /// Stamps or points were earned.
    pub earn: bool,
    /// A reward is waiting.
    pub reward: bool,
    /// Something is wrong.
    pub fault: bool,
}

impl Default for Sounds {
    fn default() -> Self {
        Self { volume: 60, muted: false, paused_until: None, earn: true, reward: true, fault: true }
    }
}

/// Where the first start goes on; after its end, how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum FirstStart {
    /// Language, and what Stampdesk does.
    #[default]
    Welcome,
    /// How the platform reaches this PC.
    Way,
    /// The address is registered at the platform.
    Register,
    /// The platform's signing secret.
    Secret,
    /// A test event arrives.
    Test,
    /// It was gone to its end.
    Done,
    /// The owner left it.
    Skipped,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Theme {
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: None,
            currency: "TRY".into(),
            address: None,
            way: Way::None,
            first_start: FirstStart::Welcome,
            sounds: Sounds::default(),
            hide_told: false,
            autostart_asked: false,
            notifications: Notifications::default(),
            backup: BackupSettings::default(),
            keep_raw_years: None,
            time_zone: None,
            week_start: None,
            reward_cost: None,
            point_value: None,
            pin_idle_minutes: 5,
            strip: false,
            display: false,
            display_seconds: 30,
        }
    }
}

const FILE: &str = "settings.json";

impl Settings {
    /// The folder's settings; the usual ones where none were kept.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn read(folder: &Folder) -> Result<Self, DeskError> {
        Ok(file::read(&folder.file(FILE))?.unwrap_or_default())
    }

    /// The same, and the usual ones too where they cannot be read.
    pub fn of(folder: &Folder) -> Self {
        Self::read(folder).unwrap_or_else(|error| {
            tracing::warn!(%error, "going on with the usual settings");
            Self::default()
        })
    }

    /// Keeps them. A desk that is open goes by them within about a second.
    ///
    /// # Errors
    /// When they are no choices, or cannot be written; then the ones before stay.
    pub fn keep(&self, folder: &Folder) -> Result<(), DeskError> {
        self.check()?;
        file::replace(&folder.file(FILE), self)
    }

    /// Refuses what is no choice.
    ///
    /// # Errors
    /// Why it is none.
    pub fn check(&self) -> Result<(), DeskError> {
        let three_letters = self.currency.len() == 3 && self.currency.bytes().all(|b| b.is_ascii_uppercase());
        if !three_letters {
            return Err(DeskError::new(
                ErrorCode::Settings,
                "a currency is three capital letters, for example TRY",
            ));
        }
        if self.sounds.volume > 100 {
            return Err(DeskError::new(ErrorCode::Settings, "a volume is a number from 0 to 100"));
        }
        self.notifications.quiet.as_ref().map_or(Ok(()), QuietHours::check)?;
        self.time_zone.as_deref().map_or(Ok(()), |name| Zone::named(name).map(drop))?;
        money(self.reward_cost.as_deref())?;
        money(self.point_value.as_deref())?;
        if self.keep_raw_years == Some(0) {
            return Err(DeskError::new(ErrorCode::Settings, "bodies are kept whole for a year at least"));
        }
        if !(5..=600).contains(&self.display_seconds) {
            return Err(DeskError::new(ErrorCode::Settings, "a customer is displayed for 5 to 600 seconds"));
        }
        if self.pin_idle_minutes == 0 {
            return Err(DeskError::new(ErrorCode::Settings, "it stays unlocked for a minute at least"));
        }
        self.backup.check()?;
        self.way.check()?;
        self.address.as_deref().map_or(Ok(()), address::check)
    }
}

/// What the owner says something is worth.
///
/// # Errors
/// When it is no decimal number from 0 to a thousand million.
pub(crate) fn money(said: Option<&str>) -> Result<Option<Decimal>, DeskError> {
    let Some(said) = said else { return Ok(None) };
    let most = Decimal::from(1_000_000_000);
    let number = said.parse().ok().filter(|number| (Decimal::ZERO..=most).contains(number));
    let refused = || DeskError::new(ErrorCode::Settings, "a cost or a value is a number such as 12.50");
    number.map(Some).ok_or_else(refused)
}
