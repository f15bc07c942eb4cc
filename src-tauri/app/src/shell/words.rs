//! What the tray and the desktop say.

use chrono::{DateTime, Utc};
use desk::{Language, Status, Zone};

use super::standing::Standing;

/// The words of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words(pub Language);

impl Words {
    fn say(self, turkish: &'static str, english: &'static str) -> &'static str {
        match self.0 {
            Language::Tr => turkish,
            Language::En => english,
        }
    }

    /// How it stands; the words of the window.
    pub fn standing(self, standing: Standing) -> &'static str {
        match standing {
            Standing::Listening => self.say("Dinliyor", "Listening"),
            Standing::Reachable => self.say("Bağlı", "Connected"),
            Standing::Checking => self.say("Kontrol ediliyor", "Checking…"),
            Standing::NoSecret => self.say("İmza anahtarı yok", "No signing secret"),
            Standing::KeychainLocked => self.say("Parola kasası kilitli", "Keychain locked"),
            Standing::Suspected => self.say("İmzalar tutmuyor", "Signatures do not match"),
            Standing::NotReached => self.say("Ulaşılamıyor", "Not reachable"),
            Standing::NoInternet => self.say("İnternet yok mu?", "No internet?"),
            Standing::Elsewhere => self.say("Başka yerde açık", "Open elsewhere"),
            Standing::NotListening => self.say("Dinleyemiyor", "Not listening"),
            Standing::SafeMode => self.say("Güvenli kip", "Safe mode"),
            Standing::RecordsClosed => self.say("Kayıtlar açılamadı", "Records closed"),
        }
    }

    /// When the newest record arrived: by the clock on the shop's wall, with the day where that is not today.
    pub fn last_event(self, status: &Status, now: DateTime<Utc>) -> String {
        let Some(at) = status.last_event_at else {
            return self.say("Henüz kayıt yok", "No record yet").into();
        };
        format!("{} {}", self.say("Son kayıt", "Last record"), clock(at, now, Zone::of(&status.settings)))
    }

    pub fn open(self) -> &'static str {
        self.say("Stampdesk’i aç", "Open Stampdesk")
    }

    pub fn mute(self) -> &'static str {
        self.say("Sesleri sustur", "Mute sounds")
    }

    /// The hour of silence, or until when it lasts.
    pub fn pause(self, until: Option<DateTime<Utc>>, zone: Zone) -> String {
        match until {
            None => self.say("Sesleri 1 saat duraklat", "Pause sounds for 1 hour").into(),
            Some(until) => {
                let clock = zone.clock(until).format("%H:%M");
                match self.0 {
                    Language::Tr => format!("Sesler {clock} saatine kadar duraklatıldı"),
                    Language::En => format!("Sounds paused until {clock}"),
                }
            }
        }
    }

    pub fn quit(self) -> &'static str {
        self.say("Stampdesk’ten çık", "Quit Stampdesk")
    }

    /// A newer version is there: title and text.
    #[cfg(feature = "updater")]
    pub fn newer(self, version: &str) -> (String, &'static str) {
        let title = match self.0 {
            Language::Tr => format!("Stampdesk {version} çıktı"),
            Language::En => format!("Stampdesk {version} is there"),
        };
        let text = self.say(
            "Bu bilgisayarda daha eski bir sürüm çalışıyor. Uygun olduğunuzda yenisini kurun.",
            "An older one runs on this PC. Install the new one when it suits you.",
        );
        (title, text)
    }

    /// What is said once, when the window is closed for the first time: title and text.
    pub fn hidden(self) -> (&'static str, &'static str) {
        (
            self.say("Stampdesk çalışmaya devam ediyor", "Stampdesk goes on working"),
            self.say(
                "Pencere kapandı, kayıtlar alınmaya devam ediyor. Pencereyi geri getirmek için saatin yanındaki simgeye \
                 tıklayın ya da Stampdesk’i yeniden başlatın. Tamamen kapatmak için Ctrl+Q’ya basın.",
                "The window is closed, and records are still taken in. To bring it back, click the symbol beside the \
                 clock, or start Stampdesk again. To end it altogether, press Ctrl+Q in the window.",
            ),
        )
    }
}

fn clock(at: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> String {
    let pattern = if zone.date(at) == zone.date(now) { "%H:%M" } else { "%d.%m.%Y %H:%M" };
    zone.clock(at).format(pattern).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_another_day_says_which() {
        let zone = Zone::named("Europe/Istanbul").unwrap();
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(clock(at("2026-04-19T14:30:00Z"), at("2026-04-19T20:59:59Z"), zone), "17:30");
        assert_eq!(clock(at("2026-04-19T14:30:00Z"), at("2026-04-19T21:00:00Z"), zone), "19.04.2026 17:30");
    }

    #[test]
    fn the_window_says_the_same_of_how_it_stands() {
        let catalogues = [
            (Language::En, include_str!("../../../../ui/src/messages/en.ts")),
            (Language::Tr, include_str!("../../../../ui/src/messages/tr.ts")),
        ];
        for (language, catalogue) in catalogues {
            for standing in [
                Standing::Listening,
                Standing::Reachable,
                Standing::NoSecret,
                Standing::KeychainLocked,
                Standing::NoInternet,
                Standing::Elsewhere,
                Standing::NotListening,
                Standing::RecordsClosed,
            ] {
                let words = Words(language).standing(standing);
                assert!(catalogue.contains(&format!("'{words}'")), "the window has no “{words}”");
            }
        }
    }
}
