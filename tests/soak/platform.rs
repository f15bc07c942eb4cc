//! The platform: a steady stream of valid deliveries, some twice, in bursts at last, each tried until it is answered 200.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout_at};

use crate::answer::{Answer, in_time};
use crate::book::{Entry, Pen};
use crate::parcel::Parcel;
use crate::roads::{Roads, Way};
use crate::schedule::{Phase, Schedule};

/// Deliveries a second, at a steady pace.
const A_SECOND: usize = 50;
/// Deliveries in a burst.
const BURST: usize = 200;
/// After so many steady ones comes a burst.
const BETWEEN_BURSTS: usize = 10 * A_SECOND;
/// One in so many is sent once more, by another way, while the first may still be under way.
const TWICE: usize = 10;
/// Attempts under way at a time: more would be a flood of the soak's own making if nobody answered any more.
const LINES: usize = 1_024;
/// Before the second attempt, and the longest before any further one. The platform itself waits minutes and hours.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(8)];
/// After the last delivery, how long what is owed is still sent again.
const AT_LAST: Duration = Duration::from_secs(60);

/// What the platform needs to know of a run.
pub struct Platform {
    roads: Roads,
    schedule: Schedule,
    lines: Semaphore,
    pen: Pen,
}

/// How many deliveries a run of this length posts, at most.
pub fn needed(total: Duration) -> usize {
    let steady = (total.as_secs() as usize + 1) * A_SECOND;
    steady + (steady / BETWEEN_BURSTS + 1) * BURST
}

impl Platform {
    /// One that posts over `roads`.
    pub fn new(roads: Roads, schedule: Schedule, pen: Pen) -> Arc<Self> {
        Arc::new(Self { roads, schedule, lines: Semaphore::new(LINES), pen })
    }

    /// Posts `parcels` until the time is over, then whatever is still owed.
    pub async fn post(self: Arc<Self>, parcels: Vec<Parcel>) {
        let mut under_way = JoinSet::new();
        self.pace(parcels, &mut under_way).await;
        let all = async { while under_way.join_next().await.is_some() {} };
        // Whatever is not accepted by then is missing in the book.
        let _ = timeout_at(self.give_up_at(), all).await;
        self.roads.close();
    }

    async fn pace(self: &Arc<Self>, parcels: Vec<Parcel>, under_way: &mut JoinSet<()>) {
        let mut ticks = interval(Duration::from_secs(1) / A_SECOND as u32);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut parcels = parcels.into_iter().enumerate();
        for tick in 1.. {
            ticks.tick().await;
            let phase = self.schedule.phase();
            let in_burst = phase == Phase::Everything && tick % BETWEEN_BURSTS == 0;
            let count = if in_burst { BURST } else { 1 };
            if phase == Phase::Quiet || parcels.len() < count {
                return;
            }
            for (number, parcel) in parcels.by_ref().take(count) {
                let mut post =
                    |way, parcel| drop(under_way.spawn(Arc::clone(self).deliver(parcel, way, in_burst)));
                if number % TWICE == 0 {
                    post(Way::of(number / TWICE), parcel.clone());
                }
                post(Way::of(number), parcel);
            }
            while under_way.try_join_next().is_some() {}
        }
    }

    /// One delivery, first by `way` and then over connections of its own, until it is answered 200.
    async fn deliver(self: Arc<Self>, parcel: Parcel, mut way: Way, in_burst: bool) {
        let [mut pause, longest] = PAUSES;
        while Instant::now() < self.give_up_at() {
            let Ok(line) = self.lines.acquire().await else { return };
            let (began, phase) = (Instant::now(), self.schedule.phase());
            let answer = in_time(self.roads.send(&parcel, way)).await;
            let took = began.elapsed();
            let _ = self.pen.send(Entry::Attempt { id: parcel.id, way, in_burst, phase, took, answer });
            if answer == Answer::Status(200) {
                return;
            }
            drop(line);
            sleep(pause).await;
            pause = longest.min(pause * 2);
            way = Way::Again;
        }
    }

    fn give_up_at(&self) -> Instant {
        self.schedule.start_of(Phase::Quiet) + AT_LAST
    }
}
