use chrono::TimeDelta;
use desk::CustomerKey;
use proptest::prelude::*;
use uuid::Uuid;

use super::super::lasting::SETTLED;
use super::super::quiet::Hush;
use super::super::rewards::{PAUSE, VISIT};
use super::*;

/// A desk at which somebody looks every few seconds.
struct Watched {
    causes: Causes,
    now: Moment,
    seq: i64,
    /// Who came, with the arrival number and the coupons that wait.
    came: Vec<(i64, u128, i64)>,
    trouble: bool,
    silent: bool,
    hush: Option<Hush>,
    /// Nobody shows notifications.
    away: bool,
    said: Vec<(Moment, News)>,
}

const LOOK: Duration = Duration::from_secs(5);

impl Watched {
    fn new() -> Self {
        let mut watched = Self {
            causes: Causes::default(),
            now: Moment::now(),
            seq: 100,
            came: Vec::new(),
            trouble: false,
            silent: false,
            hush: None,
            away: false,
            said: Vec::new(),
        };
        watched.look();
        watched
    }

    fn comes(&mut self, who: u128, coupons: i64) {
        self.seq += 1;
        self.came.push((self.seq, who, coupons));
    }

    /// What the ledger would answer: the newest state of everyone who came since.
    fn visits(&self) -> Visits {
        let after = self.causes.rewards.after();
        let mut rewarded: Vec<Visit> = Vec::new();
        for (_, who, coupons) in self.came.iter().rev().filter(|(seq, ..)| *seq > after) {
            let customer = CustomerKey { organization: "shop".into(), customer_id: Uuid::from_u128(*who) };
            if *coupons > 0 && rewarded.iter().all(|visit| visit.customer != customer) {
                let visit = Visit { customer, customer_code: None, coupons: *coupons, coupon_name: None };
                rewarded.push(visit);
            }
        }
        Visits { newest_seq: self.seq, rewarded }
    }

    fn look(&mut self) {
        let seen = Seen {
            trouble: self.trouble.then_some(Standing::NotReached),
            silent_for: self.silent.then_some(7_200),
            visits: Some(self.visits()),
            hushed: Hushed { rewards: self.hush, trouble: self.hush },
        };
        let (now, before) = (self.now, self.causes.clone());
        for news in self.causes.see(now, seen) {
            if self.away {
                self.causes.unsaid(&news, &before);
            } else {
                self.said.push((now, news));
            }
        }
    }

    fn pass(&mut self, time: Duration) {
        let begin = self.now;
        while self.now.since(begin) < time {
            self.now = self.now.after(LOOK, TimeDelta::seconds(5));
            self.look();
        }
    }

    fn goes_through(&mut self, step: Step) {
        match step {
            Step::Comes(who, coupons) => self.comes(who, coupons),
            Step::Trouble(so) => self.trouble = so,
            Step::Silent(so) => self.silent = so,
            Step::Hush(hush) => self.hush = hush,
            Step::Away(so) => self.away = so,
            Step::Pass(seconds) => self.pass(Duration::from_secs(seconds)),
        }
    }

    fn words(&self) -> Vec<&News> {
        self.said.iter().map(|(_, news)| news).collect()
    }

    fn gathered(&self) -> Vec<usize> {
        let many = |news: &News| if let News::Rewards(visits) = news { Some(visits.len()) } else { None };
        self.words().into_iter().filter_map(many).collect()
    }
}

#[test]
fn a_reward_is_said_at_once_and_those_after_it_are_gathered_for_a_minute() {
    let mut shop = Watched::new();
    shop.comes(1, 1);
    shop.look();
    assert_eq!(shop.gathered(), [1], "nobody waits for the first one");
    for who in 2..50 {
        shop.comes(who, 1);
        shop.look();
    }
    shop.pass(PAUSE);
    assert_eq!(shop.gathered(), [1, 48]);
    shop.pass(10 * PAUSE);
    assert_eq!(shop.gathered(), [1, 48], "nothing more came");
}

#[test]
fn a_visit_is_told_once_another_reward_or_another_visit_again() {
    let mut shop = Watched::new();
    shop.comes(1, 1);
    shop.pass(2 * PAUSE);
    shop.comes(1, 1);
    shop.pass(2 * PAUSE);
    assert_eq!(shop.gathered(), [1], "points for the same coffee");
    shop.comes(1, 2);
    shop.pass(2 * PAUSE);
    assert_eq!(shop.gathered(), [1, 1], "another card filled");
    shop.pass(VISIT);
    shop.comes(1, 2);
    shop.pass(LOOK);
    assert_eq!(shop.gathered(), [1, 1, 1], "back in the afternoon, and the staff has changed");
}

#[test]
fn what_was_there_before_the_start_is_history() {
    let mut shop = Watched { causes: Causes::default(), ..Watched::new() };
    shop.comes(1, 1);
    shop.pass(2 * PAUSE);
    assert_eq!(shop.gathered(), [0; 0]);
}

#[test]
fn trouble_is_said_after_a_minute_once_until_it_is_over_for_good() {
    let mut shop = Watched::new();
    shop.trouble = true;
    shop.pass(TROUBLE - LOOK);
    shop.trouble = false;
    shop.pass(LOOK);
    assert_eq!(shop.words(), [&News::Trouble(Standing::NotReached); 0], "a tunnel that comes back by itself");
    let long = TROUBLE + LOOK;
    for _ in 0..20 {
        shop.trouble = true;
        shop.pass(long);
        shop.trouble = false;
        shop.pass(long);
    }
    assert_eq!(shop.words(), [&News::Trouble(Standing::NotReached)], "a line that flutters is one cause");
    shop.pass(SETTLED);
    shop.trouble = true;
    shop.pass(long);
    assert_eq!(shop.words().len(), 2, "this is other trouble");
}

#[test]
fn trouble_in_quiet_hours_is_said_in_the_morning_and_what_the_window_showed_is_not_said() {
    let mut shop = Watched { hush: Some(Hush::Quiet), trouble: true, ..Watched::new() };
    shop.comes(1, 1);
    shop.pass(10 * TROUBLE);
    assert_eq!(shop.words().len(), 0);
    shop.hush = None;
    shop.pass(LOOK);
    assert_eq!(shop.words(), [&News::Trouble(Standing::NotReached)], "the reward's visit is long over");

    let mut shop = Watched { hush: Some(Hush::Seen), trouble: true, ..Watched::new() };
    shop.comes(1, 1);
    shop.pass(10 * TROUBLE);
    shop.hush = None;
    shop.pass(10 * TROUBLE);
    assert_eq!(shop.words().len(), 0, "the window said both");
}

#[test]
fn what_nobody_could_show_is_said_once_as_soon_as_somebody_can() {
    let mut shop = Watched { away: true, trouble: true, ..Watched::new() };
    shop.comes(1, 1);
    shop.pass(2 * TROUBLE);
    assert_eq!(shop.words().len(), 0, "there is no notification daemon");
    shop.away = false;
    shop.pass(LOOK);
    assert_eq!(shop.words().first(), Some(&&News::Trouble(Standing::NotReached)));
    assert_eq!(shop.gathered(), [1], "the reward still waits");
    shop.pass(10 * TROUBLE);
    assert_eq!(shop.words().len(), 2, "each of them once");
}

#[test]
fn silence_that_trouble_explains_is_not_said_beside_it() {
    let mut shop = Watched { trouble: true, silent: true, ..Watched::new() };
    shop.pass(2 * SILENCE);
    assert_eq!(shop.words(), [&News::Trouble(Standing::NotReached)]);
    shop.trouble = false;
    shop.pass(2 * SILENCE);
    assert_eq!(shop.words(), [&News::Trouble(Standing::NotReached), &News::Silence(7_200)]);
}

#[test]
fn a_night_that_the_pc_slept_through_has_passed() {
    let mut shop = Watched { trouble: true, ..Watched::new() };
    shop.pass(TROUBLE + LOOK);
    shop.trouble = false;
    shop.pass(LOOK);
    shop.now = shop.now.after(LOOK, TimeDelta::hours(10));
    shop.look();
    shop.trouble = true;
    shop.pass(TROUBLE + LOOK);
    assert_eq!(shop.words().len(), 2, "the morning's trouble is not the evening's");
}

/// Something happens, or time passes.
#[derive(Debug, Clone)]
enum Step {
    Comes(u128, i64),
    Trouble(bool),
    Silent(bool),
    Hush(Option<Hush>),
    Away(bool),
    Pass(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let hush = prop_oneof![Just(None), Just(Some(Hush::Seen)), Just(Some(Hush::Quiet))];
    let step = prop_oneof![
        4 => (0..20_u128, 0..4_i64).prop_map(|(who, coupons)| Step::Comes(who, coupons)),
        2 => any::<bool>().prop_map(Step::Trouble),
        1 => any::<bool>().prop_map(Step::Silent),
        1 => hush.prop_map(Step::Hush),
        1 => any::<bool>().prop_map(Step::Away),
        4 => (0..900_u64).prop_map(Step::Pass),
    ];
    prop::collection::vec(step, 0..120)
}

fn apart(said: &[(Moment, News)], kind: fn(&News) -> bool, least: Duration) -> bool {
    let times: Vec<Moment> = said.iter().filter(|(_, news)| kind(news)).map(|(at, _)| *at).collect();
    times.windows(2).all(|pair| pair[1].since(pair[0]) >= least)
}

proptest! {
    #[test]
    fn whatever_happens_there_is_no_flood_and_hushed_means_silent(steps in steps()) {
        let mut shop = Watched::new();
        for step in steps {
            let before = shop.said.len();
            shop.goes_through(step);
            shop.look();
            prop_assert!(shop.hush.is_none() || shop.said.len() == before, "hushed, and yet something was said");
        }
        prop_assert!(apart(&shop.said, |news| matches!(news, News::Rewards(_)), PAUSE));
        prop_assert!(apart(&shop.said, |news| matches!(news, News::Trouble(_)), SETTLED + TROUBLE));
        prop_assert!(apart(&shop.said, |news| matches!(news, News::Silence(_)), SETTLED + SILENCE));
        prop_assert!(shop.said.iter().all(|(_, news)| !matches!(news, News::Rewards(visits) if visits.is_empty())));
    }

    #[test]
    fn nothing_that_lasts_is_kept_from_an_owner_who_wants_to_hear_it(steps in steps()) {
        let mut shop = Watched::new();
        steps.into_iter().for_each(|step| shop.goes_through(step));
        (shop.hush, shop.away, shop.trouble, shop.silent) = (None, false, false, false);
        shop.pass(SETTLED + LOOK);
        let before = shop.said.len();
        shop.comes(99, 1);
        shop.trouble = true;
        shop.pass(TROUBLE + LOOK);
        prop_assert_eq!(shop.said.len() - before, 2, "the reward and the trouble");
    }
}
