//! The order in which the platform sends: mostly that of the events, with some left behind.

use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::Behaviour;
use crate::Delivery;

/// A late delivery comes at most so many places behind its own.
const REACH: usize = 20;

pub(super) struct Queued {
    pub delivery: Delivery,
    /// When it is sent, counted from the first event of all.
    pub due: Duration,
    /// Whether it is sent once more after it was accepted.
    pub repeat: bool,
}

/// Decides who is late and who comes twice; the same for the same seed.
pub(super) fn queue(deliveries: Vec<Delivery>, behaviour: &Behaviour) -> Vec<Queued> {
    let mut rng = ChaCha8Rng::seed_from_u64(behaviour.seed);
    let times: Vec<_> = deliveries.iter().map(|delivery| delivery.occurred_at).collect();
    let Some((first, last)) = times.first().copied().zip(times.len().checked_sub(1)) else {
        return Vec::new();
    };

    let mut places = Vec::with_capacity(deliveries.len());
    for (own, delivery) in deliveries.into_iter().enumerate() {
        let late = rng.random::<f64>() < behaviour.disorder;
        let behind = if late { rng.random_range(1..=REACH as u32) as usize } else { 0 };
        let repeat = rng.random::<f64>() < behaviour.repeat;
        let place = (own + behind).min(last);
        let due = (times[place] - first).to_std().unwrap_or_default();
        places.push((place, late, Queued { delivery, due, repeat }));
    }
    places.sort_by_key(|(place, late, _)| (*place, *late));
    places.into_iter().map(|(_, _, queued)| queued).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Shop;

    fn day() -> Vec<Delivery> {
        Shop::default().history(1, "2026-04-20T18:00:00Z".parse().unwrap())
    }

    fn shares(repeat: f64, disorder: f64) -> Behaviour {
        Behaviour { repeat, disorder, ..Behaviour::default() }
    }

    #[test]
    fn a_well_behaved_platform_keeps_the_order() {
        let queued = queue(day(), &shares(0.0, 0.0));
        assert!(queued.iter().all(|queued| !queued.repeat));
        let sent: Vec<_> = queued.into_iter().map(|queued| queued.delivery).collect();
        assert_eq!(sent, day());
        assert!(queue(Vec::new(), &shares(1.0, 1.0)).is_empty(), "nothing to send is fine");
    }

    #[test]
    fn the_late_are_never_far_behind() {
        let day = day();
        let first = day[0].occurred_at;
        let own_place = |id| day.iter().position(|delivery| delivery.id == id).unwrap();
        let mut late = 0;
        let mut previous = Duration::ZERO;
        for (place, queued) in queue(day.clone(), &shares(0.0, 0.2)).into_iter().enumerate() {
            assert!(place <= own_place(queued.delivery.id) + REACH, "within reach");
            assert!(queued.due >= previous, "what is sent later is not due earlier");
            previous = queued.due;
            late += usize::from(first + queued.due > queued.delivery.occurred_at);
        }
        assert!(
            (day.len() / 10..day.len() / 3).contains(&late),
            "about a fifth is late: {late} of {}",
            day.len()
        );
    }

    #[test]
    fn odd_shares_mean_all_or_nothing() {
        assert!(queue(day(), &shares(7.0, f64::NAN)).iter().all(|queued| queued.repeat));
        assert!(queue(day(), &shares(-1.0, 0.0)).iter().all(|queued| !queued.repeat));
    }
}
