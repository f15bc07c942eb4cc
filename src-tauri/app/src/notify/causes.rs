//! What is announced, and when: each cause once until it is over, never a flood. Pure: the time is told it too.

use std::time::Duration;

use desk::Moment;
use desk::query::{Visit, Visits};

use super::lasting::Lasting;
use super::quiet::Hushed;
use super::rewards::Rewards;
use crate::shell::Standing;

/// Trouble with the connection that is over sooner is not worth a word.
pub const TROUBLE: Duration = Duration::from_secs(60);
/// The same of silence: after a morning's start, what waited may still come in.
pub const SILENCE: Duration = Duration::from_secs(10 * 60);

/// Something to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// These were served and have a reward waiting, the last one first; never empty.
    Rewards(Vec<Visit>),
    /// The connection is in trouble.
    Trouble(Standing),
    /// For so many seconds nothing has come in, which is unusual.
    Silence(i64),
}

/// How things are at one moment.
#[derive(Debug, Clone)]
pub struct Seen {
    /// What trouble the connection is in.
    pub trouble: Option<Standing>,
    /// For how many seconds nothing has come in, where that is unusual.
    pub silent_for: Option<i64>,
    /// Who was served, if the ledger could be asked.
    pub visits: Option<Visits>,
    /// What is to be silent.
    pub hushed: Hushed,
}

/// What was said, and what is over.
#[derive(Debug, Clone)]
pub struct Causes {
    /// Rewards that wait.
    pub rewards: Rewards,
    trouble: Lasting,
    silence: Lasting,
}

impl Default for Causes {
    fn default() -> Self {
        Self { rewards: Rewards::default(), trouble: Lasting::new(TROUBLE), silence: Lasting::new(SILENCE) }
    }
}

impl Causes {
    /// What to say at `now`, when things are so.
    pub fn see(&mut self, now: Moment, seen: Seen) -> Vec<News> {
        let Seen { trouble, silent_for, visits, hushed } = seen;
        let mut news = Vec::new();
        if self.trouble.see(now, trouble.is_some(), hushed.trouble) {
            news.extend(trouble.map(News::Trouble));
        }
        // Trouble explains silence.
        let silent_for = silent_for.filter(|_| trouble.is_none());
        if self.silence.see(now, silent_for.is_some(), hushed.trouble) {
            news.extend(silent_for.map(News::Silence));
        }
        if let Some(visits) = visits {
            let rewards = self.rewards.hear(now.steady, visits, hushed.rewards);
            news.extend((!rewards.is_empty()).then_some(News::Rewards(rewards)));
        }
        news
    }

    /// `news` could not be shown: all of it is as it was `before`, so that it is said at the next look.
    pub fn unsaid(&mut self, news: &News, before: &Self) {
        match news {
            News::Rewards(_) => self.rewards = before.rewards.clone(),
            News::Trouble(_) => self.trouble = before.trouble.clone(),
            News::Silence(_) => self.silence = before.silence.clone(),
        }
    }
}

#[cfg(test)]
#[path = "causes_tests.rs"]
mod tests;
