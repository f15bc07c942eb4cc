//! The tables, filled from a log that is read once. Customers whose events arrived in order are folded on the way, in memory;
//! the few others from their rows, once the indexes are there.

use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::collections::{HashMap, HashSet};

use loyalite::Envelope;
use rusqlite::Connection;
use uuid::Uuid;

use super::Rebuilt;
use crate::fold::{self, Entry, State, Transactions};
use crate::intake::{Counts, Reading};
use crate::table::delivery::Delivery;
use crate::table::{coupon, customer, event, fact, organization, snapshot};
use crate::{refold, store};

/// What is being filled.
pub struct Filling<'a> {
    connection: &'a Connection,
    tests: HashSet<Vec<u8>>,
    organizations: HashMap<String, i64>,
    customers: HashMap<(i64, Uuid), Folding>,
    deliveries: u64,
}

/// A customer, folded as far as it was read.
struct Folding {
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

impl<'a> Filling<'a> {
    /// Begins with empty tables that have no indexes.
    pub fn begin(connection: &'a Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            connection,
            tests: fact::tests(connection)?,
            organizations: HashMap::new(),
            customers: HashMap::new(),
            deliveries: 0,
        })
    }

    /// Takes the next delivery.
    pub fn take(&mut self, delivery: Delivery, envelope: Envelope) -> rusqlite::Result<()> {
        self.deliveries += 1;
        let marked = self.tests.contains(&delivery.key);
        let Reading { mut row, organization, counts } = Reading::of(delivery, envelope, marked);
        if let Some(slug) = organization {
            let number = self.organization(slug)?;
            row.organization = Some(number);
            if let Some(Counts { customer_id, entry }) = counts {
                let folding = match self.customers.entry((number, customer_id)) {
                    Occupied(known) => known.into_mut(),
                    Vacant(new) => {
                        new.insert(Folding::of(customer::number_of(self.connection, number, customer_id)?))
                    }
                };
                row.customer = Some(folding.number);
                folding.take(self.connection, entry)?;
            }
        }
        event::insert(self.connection, &row)
    }

    fn organization(&mut self, slug: String) -> rusqlite::Result<i64> {
        if let Some(number) = self.organizations.get(&slug) {
            return Ok(*number);
        }
        let number = organization::number_of(self.connection, &slug)?;
        self.organizations.insert(slug, number);
        Ok(number)
    }

    /// Writes what was folded, makes the indexes, and folds the rest.
    pub fn finish(self) -> rusqlite::Result<Rebuilt> {
        let rebuilt = Rebuilt { deliveries: self.deliveries, customers: self.customers.len() as u64 };
        let mut disordered = Vec::new();
        for folding in self.customers.into_values() {
            if folding.disordered {
                disordered.push(folding.number);
            } else {
                folding.save(self.connection)?;
            }
        }
        self.connection.execute_batch(store::INDEXES)?;
        for number in disordered {
            refold::whole(self.connection, number)?;
        }
        fact::settle_all(self.connection)?;
        Ok(rebuilt)
    }
}

impl Folding {
    fn of(number: i64) -> Self {
        Self {
            number,
            state: State::default(),
            instant: Vec::new(),
            transactions: HashSet::new(),
            coupons: Vec::new(),
            disordered: false,
        }
    }

    fn take(&mut self, connection: &Connection, entry: Entry) -> rusqlite::Result<()> {
        let newest = self.instant.first().map(|first| first.occurred_at);
        if newest.is_some_and(|newest| entry.occurred_at > newest) && !self.disordered {
            self.settle(connection)?;
        }
        let pairs_up = fold::transaction_of(&entry.event).is_some_and(|id| self.transactions.contains(&id));
        self.disordered |= pairs_up || newest.is_some_and(|newest| entry.occurred_at < newest);
        if !self.disordered {
            self.coupons.extend(fold::coupon_of(&entry.event).map(|_| entry.clone()));
            self.instant.push(entry);
        }
        Ok(())
    }

    /// There are no more events of the newest instant.
    fn settle(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut instant = std::mem::take(&mut self.instant);
        fold::sort(&mut instant);
        fold::advance(&mut self.state, &instant, &Transactions::of(&instant), |_, _| {}, |_| {});
        self.transactions.extend(instant.iter().filter_map(|entry| fold::transaction_of(&entry.event)));
        snapshot::put(connection, self.number, &self.state)
    }

    fn save(mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.settle(connection)?;
        coupon::save(connection, self.number, &fold::coupons(&self.coupons))?;
        customer::save(connection, self.number, &self.state)
    }
}
