//! A part that panics is begun again after a pause, which grows while it goes on failing.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{Failures, Part};

/// The pause before the first new life; it doubles with each further one.
const FIRST: Duration = Duration::from_secs(1);
/// Where the pauses stop growing.
const LONGEST: Duration = Duration::from_secs(60);
/// Who has lived for so long starts over with the first pause.
const STEADY: Duration = Duration::from_secs(60);

/// The lives of one part.
#[derive(Debug)]
pub struct Lives<'a> {
    part: Part,
    failures: &'a Failures,
    pause: Duration,
}

impl<'a> Lives<'a> {
    pub fn of(part: Part, failures: &'a Failures) -> Self {
        Self { part, failures, pause: FIRST }
    }

    /// Lives one `life` to its end; where that is a panic, how long to rest before the next one.
    pub async fn one<T>(&mut self, life: impl Future<Output = T>) -> Result<T, Duration> {
        let began = Instant::now();
        let lived = caught(life).await;
        lived.map_err(|Panicked| {
            self.failures.note(self.part);
            self.rest(began.elapsed())
        })
    }

    fn rest(&mut self, lived: Duration) -> Duration {
        let rest = if lived >= STEADY { FIRST } else { self.pause };
        self.pause = (rest * 2).min(LONGEST);
        rest
    }
}

/// Lives one life after the other while they end in a panic, noting each among the `failures` of that `part`.
pub async fn again<Life: Future<Output = ()>>(
    part: Part,
    failures: Arc<Failures>,
    mut life: impl FnMut() -> Life,
) {
    let mut lives = Lives::of(part, &failures);
    while let Err(rest) = lives.one(async { life().await }).await {
        sleep(rest).await;
    }
}

struct Panicked;

/// `task` to its end, or to its panic. Whatever it held is gone then, so nobody sees it half changed but through what it
/// shared, whose locks forgive a panic.
async fn caught<T>(task: impl Future<Output = T>) -> Result<T, Panicked> {
    let mut task = pin!(task);
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| task.as_mut().poll(context)));
        polled.map_or(Poll::Ready(Err(Panicked)), |poll| poll.map(Ok))
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_task_that_panics_is_begun_again_until_it_does_not() {
        let failures = Arc::new(Failures::default());
        let (began, lives) = (Instant::now(), AtomicU32::new(0));
        let life = || async {
            let life = lives.fetch_add(1, Ordering::Relaxed);
            assert!(life >= 3, "this is the bug");
        };
        again(Part::Backups, Arc::clone(&failures), life).await;
        assert_eq!(lives.into_inner(), 4, "three failed, and the fourth came to its end");
        assert_eq!(began.elapsed().as_secs(), 1 + 2 + 4, "with a longer rest each time");
        let last = failures.last().expect("the status says so");
        assert_eq!((last.part, last.times), (Part::Backups, 3));
    }

    #[tokio::test(start_paused = true)]
    async fn who_held_for_a_minute_is_begun_again_at_once_and_nobody_rests_for_longer() {
        let failures = Failures::default();
        let mut lives = Lives::of(Part::Road, &failures);
        let mut rests = Vec::new();
        for lived in [0, 1, 59, 0, 0, 0, 0, 0, 60, 0] {
            let life = async {
                sleep(Duration::from_secs(lived)).await;
                panic!("this is the bug");
            };
            rests.extend(lives.one::<()>(life).await.err().map(|rest| rest.as_secs()));
        }
        assert_eq!(rests, [1, 2, 4, 8, 16, 32, 60, 60, 1, 2]);
    }
}
