//! What travels with a backup beside the ledger: the shop's choices. What belongs to this PC stays: its address, the way to it,
//! where its backups go, and how far its first start has come. Secrets never leave it.

use chrono::{DateTime, Utc};
use ledger::Label;

use crate::{BackupSettings, FirstStart, Settings, Way};

/// The label of a backup made `now`.
pub fn of(settings: &Settings, now: DateTime<Utc>) -> Label {
    let shops = Settings {
        address: None,
        way: Way::None,
        first_start: FirstStart::default(),
        backup: BackupSettings::default(),
        ..settings.clone()
    };
    let settings = serde_json::to_string(&shops).unwrap_or_default();
    Label { taken_at: now, program: env!("CARGO_PKG_VERSION").into(), settings }
}

/// The choices of a PC that went by `here`, once it goes on with the shop of `label`. `None` where that says nothing of use.
pub fn settings(label: &Label, here: Settings) -> Option<Settings> {
    let shops: Settings = serde_json::from_str(&label.settings).ok()?;
    let settings = Settings {
        address: here.address,
        way: here.way,
        first_start: here.first_start,
        backup: here.backup,
        ..shops
    };
    settings.check().is_ok().then_some(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shops_choices_travel_and_the_pcs_own_stay() {
        let old = Settings {
            currency: "EUR".into(),
            keep_raw_years: Some(5),
            address: Some("127.0.0.1:9000".into()),
            way: Way::Command { line: "tunnel --token hush".into(), url: None },
            ..Settings::default()
        };
        let label = of(&old, Utc::now());
        assert!(!label.settings.contains("hush"), "a command line may hold a token: {}", label.settings);
        let backup = BackupSettings { folder: Some("/stick".into()), encrypted: true };
        let here = Settings { backup, first_start: FirstStart::Done, ..Settings::default() };
        let taken = settings(&label, here.clone()).unwrap();
        assert_eq!(taken, Settings { currency: "EUR".into(), keep_raw_years: Some(5), ..here });
        let broken = Label { settings: r#"{"currency":"lira"}"#.into(), ..label };
        assert_eq!(settings(&broken, Settings::default()), None);
    }
}
