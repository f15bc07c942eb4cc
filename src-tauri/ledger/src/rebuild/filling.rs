//! The tables out of a log that is read once, in memory. Customers whose events arrived in order are folded on the way; the
//! few others from their rows, once the indexes are there.

use std::collections::{BTreeSet, HashMap, HashSet};

use loyalite::Envelope;
use rusqlite::Connection;
use uuid::Uuid;

use super::Rebuilt;
use crate::fold::{self, Entry, State, Transactions};
use crate::intake::{Counts, Reading};
use crate::table::delivery::Delivery;
use crate::table::event::EventRow;
use crate::table::{coupon, customer, fact, organization, snapshot, total};
use crate::{refold, store};

/// What is being filled.
pub struct Filling {
    tests: HashSet<Vec<u8>>,
    organizations: HashMap<String, i64>,
    /// Where in `customers` each of them is: its number, less one.
    places: HashMap<CustomerId, usize>,
    customers: Vec<Folding>,
    /// The quarters of an hour that have events: they are added up later.
    quarters: BTreeSet<i64>,
    deliveries: u64,
}

/// The organization's number, and the customer's identity within it.
type CustomerId = (i64, Uuid);

/// A customer, folded as far as it was read.
struct Folding {
    id: CustomerId,
    number: i64,
    state: State,
    /// The events of the newest instant: there may be more of them.
    instant: Vec<Entry>,
    /// The stamp transactions before that instant.
    transactions: HashSet<Uuid>,
    /// The events that tell of coupons.
    coupons: Vec<Entry>,
    /// Something arrived late: it is folded from the rows.
    disordered: bool,
}

impl Filling {
    /// Begins with nothing. The owner called the deliveries with the keys `tests` so.
    pub fn of(tests: HashSet<Vec<u8>>) -> Self {
        Self {
            tests,
            organizations: HashMap::new(),
            places: HashMap::new(),
            customers: Vec::new(),
            quarters: BTreeSet::new(),
            deliveries: 0,
        }
    }

    /// Takes the next delivery, read: its row, and the customer's state before it where that is kept in a snapshot.
    pub fn take(&mut self, delivery: Delivery, envelope: Envelope) -> (EventRow, Option<State>) {
        self.deliveries += 1;
        let marked = self.tests.contains(&delivery.key);
        let Reading { mut row, organization, counts } = Reading::of(delivery, envelope, marked);
        let Some(slug) = organization else { return (row, None) };
        let next = self.organizations.len() as i64 + 1;
        let organization = *self.organizations.entry(slug).or_insert(next);
        row.organization = Some(organization);
        let Some(Counts { customer_id, entry }) = counts else { return (row, None) };
        self.quarters.insert(total::quarter_of(entry.occurred_at.timestamp_micros()));
        let folding = self.folding((organization, customer_id));
        row.customer = Some(folding.number);
        let landmark = folding.take(entry);
        (row, landmark)
    }

    fn folding(&mut self, id: CustomerId) -> &mut Folding {
        let next = self.customers.len();
        let place = *self.places.entry(id).or_insert(next);
        if place == next {
            self.customers.push(Folding::of(id, next as i64 + 1));
        }
        &mut self.customers[place]
    }

    /// Writes what was folded, counts, makes the indexes, and folds the rest.
    pub fn finish(self, connection: &Connection) -> rusqlite::Result<Rebuilt> {
        let rebuilt = Rebuilt { deliveries: self.deliveries, customers: self.customers.len() as u64 };
        for (slug, number) in &self.organizations {
            organization::insert(connection, *number, slug)?;
        }
        total::mark(connection, &self.quarters)?;
        let mut disordered = Vec::new();
        for folding in self.customers {
            disordered.extend(folding.disordered.then_some(folding.number));
            folding.save(connection)?;
        }
        connection.execute_batch(store::COUNTS)?;
        connection.pragma_update(None, "cache_size", -super::SORTING_ROOM)?;
        connection.execute_batch(store::INDEXES)?;
        for number in disordered {
            refold::whole(connection, number)?;
        }
        fact::settle_all(connection)?;
        Ok(rebuilt)
    }
}

impl Folding {
    fn of(id: CustomerId, number: i64) -> Self {
        Self {
            id,
            number,
            state: State::default(),
            instant: Vec::new(),
            transactions: HashSet::new(),
            coupons: Vec::new(),
            disordered: false,
        }
    }

    /// Takes the next event; the state before it, where that is kept.
    fn take(&mut self, entry: Entry) -> Option<State> {
        if self.disordered {
            return None;
        }
        let newest = self.instant.first().map(|first| first.occurred_at);
        let later = newest.is_some_and(|newest| entry.occurred_at > newest);
        let landmark = if later { self.settle() } else { None };
        let pairs_up = fold::transaction_of(&entry.event).is_some_and(|id| self.transactions.contains(&id));
        self.disordered = pairs_up || newest.is_some_and(|newest| entry.occurred_at < newest);
        if !self.disordered {
            self.coupons.extend(fold::coupon_of(&entry.event).map(|_| entry.clone()));
            self.instant.push(entry);
        }
        landmark
    }

    /// There are no more events of the newest instant.
    fn settle(&mut self) -> Option<State> {
        fold::sort(&mut self.instant);
        fold::advance(&mut self.state, &self.instant, &Transactions::of(&self.instant), |_, _| {}, |_| {});
        self.transactions
            .extend(self.instant.drain(..).filter_map(|entry| fold::transaction_of(&entry.event)));
        snapshot::keeps(&self.state).then(|| self.state.clone())
    }

    /// Writes the customer; one that is folded from its rows later, as a number that its coupons can refer to.
    fn save(mut self, connection: &Connection) -> rusqlite::Result<()> {
        if self.disordered {
            return customer::insert(connection, self.number, self.id, &State::default(), false);
        }
        if let Some(state) = self.settle() {
            snapshot::put(connection, self.number, &state)?;
        }
        let coupons = fold::coupons(&self.coupons);
        let complete = self.state.adds_up() && coupons.values().all(|coupon| coupon.issued_at.is_some());
        customer::insert(connection, self.number, self.id, &self.state, complete)?;
        coupon::save(connection, self.number, &coupons)
    }
}
