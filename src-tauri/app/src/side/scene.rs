//! What the customers' display has to show: who stands at the counter, drawn as the owner has it.

use std::time::Duration;

use desk::query::CustomerPage;
use desk::{CustomerKey, Settings};
use tokio::time::Instant;

use super::earned::Earned;
use super::shown::{DisplayShows, Shown};

/// What there is to show.
#[derive(Default)]
pub struct Scene {
    settings: Settings,
    demo: bool,
    visit: Option<Visit>,
}

/// Who is shown, how, and until when.
struct Visit {
    customer: CustomerKey,
    shown: Shown,
    until: Instant,
}

impl Scene {
    /// The owner's choices. Whether that makes it look other than before: most of them do not.
    pub fn choose(&mut self, settings: Settings, demo: bool) -> bool {
        let before = self.shows();
        (self.settings, self.demo) = (settings, demo);
        let other = self.shows() != before;
        if other {
            self.nothing_is_fresh();
        }
        other
    }

    /// Whoever is shown has been seen with what had just come: shown once more, nothing has.
    pub fn nothing_is_fresh(&mut self) {
        if let Some(visit) = &mut self.visit {
            visit.shown = visit.shown.clone().without_news();
        }
    }

    /// This customer stands at the counter, and `earned` has just come. `system` is the language of the display's system.
    pub fn show(&mut self, page: &CustomerPage, earned: Option<&Earned>, system: Option<&str>) {
        self.visit = Some(Visit {
            customer: page.customer.key(),
            shown: Shown::of(page, earned, self.is_turkish(system)),
            until: Instant::now() + Duration::from_secs(self.settings.display_seconds.into()),
        });
    }

    /// Whoever is shown may have other figures by now. Whether that is so; it does not make the customer stay longer.
    pub fn renew(&mut self, page: &CustomerPage, system: Option<&str>) -> bool {
        let now = Shown::of(page, None, self.is_turkish(system));
        match &mut self.visit {
            Some(visit) if visit.shown.clone().without_news() != now => {
                visit.shown = now;
                true
            }
            _ => false,
        }
    }

    /// Nobody is at the counter any more. Whether somebody was.
    pub fn leave(&mut self) -> bool {
        self.visit.take().is_some()
    }

    /// Who is shown.
    pub fn customer(&self) -> Option<&CustomerKey> {
        self.visit.as_ref().map(|visit| &visit.customer)
    }

    /// Until when.
    pub fn until(&self) -> Option<Instant> {
        self.visit.as_ref().map(|visit| visit.until)
    }

    fn is_turkish(&self, system: Option<&str>) -> bool {
        let language = self.settings.language.as_deref().or(system);
        language.is_some_and(|language| language.starts_with("tr"))
    }

    /// All of it, as the display is told.
    pub fn shows(&self) -> DisplayShows {
        let customer = self.visit.as_ref().map(|visit| visit.shown.clone());
        DisplayShows::by(&self.settings, self.demo, customer)
    }
}

#[cfg(test)]
mod tests {
    use desk::Theme;
    use uuid::Uuid;

    use super::*;

    /// A card that has just filled.
    fn filled() -> Scene {
        let shown = Shown {
            name: Some("A***".into()),
            stamps: Some(0),
            per_card: Some(10),
            fresh_stamps: 1,
            filled: true,
            rewards_waiting: 1,
            points: Some(370),
            fresh_points: 120,
        };
        let customer = CustomerKey { organization: "shop".into(), customer_id: Uuid::from_u128(1) };
        Scene { visit: Some(Visit { customer, shown, until: Instant::now() }), ..Scene::default() }
    }

    #[test]
    fn what_is_not_drawn_by_is_no_reason_to_show_a_card_again() {
        let mut scene = filled();
        let before = scene.shows();
        let louder = Settings { display_seconds: 60, hide_told: true, ..Settings::default() };
        assert!(!scene.choose(louder, false), "the display has nothing to draw anew");
        assert_eq!(scene.shows(), before);
    }

    #[test]
    fn a_card_that_filled_does_not_fill_again_when_it_is_drawn_anew() {
        let dark = || Settings { theme: Some(Theme::Dark), ..Settings::default() };
        let turkish = || Settings { language: Some("tr".into()), ..Settings::default() };
        for (settings, demo) in [(dark(), false), (turkish(), false), (Settings::default(), true)] {
            let mut scene = filled();
            assert!(scene.choose(settings, demo), "it looks other than before");
            let shown = scene.shows().customer.expect("the customer has not left");
            assert_eq!((shown.fresh_stamps, shown.fresh_points, shown.filled), (0, 0, false));
            assert_eq!((shown.stamps, shown.points, shown.rewards_waiting), (Some(0), Some(370), 1));
        }
    }
}
