//! Deliveries as the generator posts them: signed and written out beforehand, drawn by whichever connection is free.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use chrono::Utc;
use loyalite::{Secret, header, signature};
use simulator::{Delivery, Place, Shop};

/// Fewer events a day than the simulated shop has, so that so many whole days are enough.
const EVENTS_A_DAY: usize = 150;

/// Deliveries ready to be posted, each of them once.
#[derive(Debug)]
pub struct Deck {
    requests: Arc<[Vec<u8>]>,
    drawn: AtomicUsize,
    /// Begins anew at its end, for a receiver that keeps nothing.
    endless: bool,
}

impl Deck {
    /// Signs and writes out `deliveries`.
    pub fn new(deliveries: &[Delivery], secret: &Secret) -> Self {
        let requests = deliveries.iter().map(|delivery| request(delivery, secret)).collect();
        Self { requests, drawn: AtomicUsize::new(0), endless: false }
    }

    /// The last `events` events of a shop that nobody has heard of, up to now.
    pub fn of_a_shop(events: usize, secret: &Secret) -> Result<Self> {
        let seed = SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos() as u64;
        let shop = Shop { seed, place: Place::Station, ..Shop::default() };
        let whole_days = u32::try_from(events.div_ceil(EVENTS_A_DAY))?;
        let life = shop.history(whole_days + 1, Utc::now()); // of today itself, at night, there is nothing yet
        let earlier = life.len().checked_sub(events).context("the shop has too few events")?;
        Ok(Self::new(&life[earlier..], secret))
    }

    /// The same deliveries from the first.
    pub fn again(&self) -> Self {
        Self { requests: Arc::clone(&self.requests), drawn: AtomicUsize::new(0), endless: false }
    }

    /// The same deliveries over and over.
    pub fn endless(&self) -> Self {
        Self { endless: true, ..self.again() }
    }

    /// How many were drawn so far.
    pub(super) fn drawn(&self) -> usize {
        self.drawn.load(Ordering::Relaxed)
    }

    /// The next request and how many were drawn before it.
    pub(super) fn draw(&self) -> Option<(usize, &[u8])> {
        let before = self.drawn.fetch_add(1, Ordering::Relaxed);
        let place = if self.endless { before % self.requests.len().max(1) } else { before };
        self.requests.get(place).map(|request| (before, request.as_slice()))
    }
}

/// The request as the platform would make it.
fn request(delivery: &Delivery, secret: &Secret) -> Vec<u8> {
    let head = format!(
        "POST /webhooks/loyalite HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n{signed}: {signature}\r\n{event}: {name}\r\n{id}: {uuid}\r\n\r\n",
        length = delivery.body.len(),
        signed = header::SIGNATURE,
        signature = signature::sign(secret, &delivery.body),
        event = header::EVENT,
        name = delivery.event,
        id = header::DELIVERY,
        uuid = delivery.id,
    );
    [head.as_bytes(), &delivery.body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deck_brings_events_that_are_new() {
        let secret = Secret::new("whsec_of_the_bench").unwrap();
        let decks: Vec<Deck> = (0..2).map(|_| Deck::of_a_shop(500, &secret).unwrap()).collect();
        assert_eq!(decks[0].requests.len(), 500);
        let known: std::collections::HashSet<_> = decks[0].requests.iter().collect();
        assert!(decks[1].requests.iter().all(|request| !known.contains(request)));
    }

    #[test]
    fn a_deck_ends_unless_it_is_endless() {
        let deck = Deck::of_a_shop(2, &Secret::new("whsec_of_the_bench").unwrap()).unwrap();
        let count = |deck: Deck| (0..5).map_while(|_| deck.draw().map(drop)).count();
        assert_eq!((count(deck.again()), count(deck.endless())), (2, 5));
    }
}
