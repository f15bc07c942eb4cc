//! Folding a stored customer anew where its history changed: from the last snapshot before that to the first after it where
//! the change makes no difference any more.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use crate::fold::{self, Entry, State, Transactions};
use crate::intake;
use crate::table::{coupon, customer, event, fact, snapshot};

/// The state after a change of what happened between two instants (and of nothing before or after).
pub fn between(
    connection: &Connection,
    number: i64,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> rusqlite::Result<State> {
    let mut state = snapshot::before(connection, number, from)?.unwrap_or_default();
    loop {
        let after = state.last_seen_at;
        let next = snapshot::from(connection, number, to, after)?;
        let until = next.as_ref().and_then(|next| next.last_seen_at);
        snapshot::remove(connection, number, after, until)?;
        let entries = intake::entries_of(connection, number, after, until)?;
        let transactions = event::transactions(connection, number, after, until)?;
        go_on(connection, number, &mut state, entries, &transactions)?;
        match (next, customer::state(connection, number)?) {
            (Some(before), Some(newest)) if state.leads_on_like(&before) => {
                return settled(connection, number, &state, &before, newest);
            }
            (Some(_), _) => {}
            (None, _) => return Ok(state),
        }
    }
}

/// From here on nothing is other than it was, but for the number of breaks.
fn settled(
    connection: &Connection,
    number: i64,
    now: &State,
    before: &State,
    newest: State,
) -> rusqlite::Result<State> {
    let more = i64::from(now.breaks) - i64::from(before.breaks);
    snapshot::shift_breaks(connection, number, now.last_seen_at, more)?;
    Ok(State { breaks: newest.breaks.saturating_add_signed(i32::try_from(more).unwrap_or(0)), ..newest })
}

/// A customer from all of its stored events, and the owner's words. Without events there is no customer.
pub fn whole(connection: &Connection, number: i64) -> rusqlite::Result<()> {
    let entries = intake::entries_of(connection, number, None, None)?;
    snapshot::remove(connection, number, None, None)?;
    coupon::clear(connection, number)?;
    if entries.is_empty() {
        return customer::remove(connection, number);
    }
    coupon::save(connection, number, &fold::coupons(&entries))?;
    let (mut state, transactions) = (State::default(), Transactions::of(&entries));
    go_on(connection, number, &mut state, entries, &transactions)?;
    customer::save(connection, number, &state)?;
    fact::settle(connection, number)
}

fn go_on(
    connection: &Connection,
    number: i64,
    state: &mut State,
    mut entries: Vec<Entry>,
    transactions: &Transactions,
) -> rusqlite::Result<()> {
    fold::sort(&mut entries);
    let mut kept = Ok(());
    fold::advance(
        state,
        &entries,
        transactions,
        |_, _| {},
        |state| {
            if kept.is_ok() {
                kept = snapshot::put(connection, number, state);
            }
        },
    );
    kept
}
