//! Canonical order among events of the same second: the order in which each balance follows from the one before. The
//! search takes the order with the fewest flaws (a break, or a history that does not open at zero) and doubts (a balance that
//! follows under one reading only), and among those the first by key.

use super::Entry;
use super::ledger::{Fit, Opening, Running};
use super::moves::Move;
use super::state::State;

/// How many places the search may look at before it takes the next best order. Real groups hold two or three events;
/// this only bounds what a crowd of contradicting events in one second could cost.
const PATIENCE: usize = 10_000;
/// Larger crowds are not searched at all.
const CROWD: usize = 200;
/// What a flaw costs, in doubts: a move that follows under one reading only is one doubt.
const FLAW: usize = 4;

/// The canonical order of `group`: one customer's events of one instant, sorted by key. Stamp events share out among
/// themselves the places that their keys gave them, and so do points events.
pub fn canonical<'a>(state: &State, mut group: Vec<(&'a Entry, Move)>) -> Vec<(&'a Entry, Move)> {
    rearrange(state.stamps, &mut group, |its_move| match its_move {
        Move::Stamps(stamps) => Some(stamps),
        _ => None,
    });
    rearrange(state.points, &mut group, |its_move| match its_move {
        Move::Points(points) => Some(points),
        _ => None,
    });
    group
}

fn rearrange<R: Running>(start: R, group: &mut [(&Entry, Move)], pick: impl Fn(&Move) -> Option<&R::Move>) {
    let places: Vec<usize> = (0..group.len()).filter(|place| pick(&group[*place].1).is_some()).collect();
    if places.len() < 2 {
        return;
    }
    let moves: Vec<&R::Move> = places.iter().filter_map(|place| pick(&group[*place].1)).collect();
    let arranged: Vec<_> =
        chain(start, &moves).into_iter().map(|index| group[places[index]].clone()).collect();
    for (place, event) in places.into_iter().zip(arranged) {
        group[place] = event;
    }
}

/// The order (as indices) with the fewest flaws and doubts; among equals the first.
fn chain<R: Running>(start: R, moves: &[&R::Move]) -> Vec<usize> {
    let mut search = Search { moves, used: vec![false; moves.len()], order: Vec::new(), patience: PATIENCE };
    if moves.len() <= CROWD {
        for cost in 0..=FLAW * (moves.len() + 1) {
            if search.complete(start, cost) {
                return search.order;
            }
            if search.patience == 0 {
                break;
            }
        }
    }
    search.greedy(start)
}

/// What it costs to put a move on top of `now`.
fn cost<R: Running>(now: R, after: R, fit: Fit) -> usize {
    let opens_high = now.opening().is_none() && after.opening() != Some(Opening::AtZero);
    let fits = match fit {
        Fit::Exact => 0,
        Fit::Possible => 1,
        Fit::Broken(_) => FLAW,
    };
    fits + if opens_high { FLAW } else { 0 }
}

struct Search<'a, M> {
    moves: &'a [&'a M],
    used: Vec<bool>,
    order: Vec<usize>,
    patience: usize,
}

impl<M> Search<'_, M> {
    /// Whether the unused moves can be put on top of `now` for `budget`; if so, `order` holds all.
    fn complete<R: Running<Move = M>>(&mut self, now: R, budget: usize) -> bool {
        if self.order.len() == self.moves.len() {
            return true;
        }
        for index in 0..self.moves.len() {
            if self.used[index] || self.patience == 0 {
                continue;
            }
            self.patience -= 1;
            let (after, fit) = now.after(self.moves[index]);
            let Some(left) = budget.checked_sub(cost(now, after, fit)) else { continue };
            self.take(index);
            if self.complete(after, left) {
                return true;
            }
            self.order.pop();
            self.used[index] = false;
        }
        false
    }

    /// Always the first move that follows, else the first there is.
    fn greedy<R: Running<Move = M>>(mut self, mut now: R) -> Vec<usize> {
        self.used.fill(false);
        self.order.clear();
        while let Some(first) = (0..self.moves.len()).find(|index| !self.used[*index]) {
            let follows =
                |index: &usize| !self.used[*index] && now.after(self.moves[*index]).1.broken().is_none();
            let next = (first..self.moves.len()).find(follows).unwrap_or(first);
            now = now.after(self.moves[next]).0;
            self.take(next);
        }
        self.order
    }

    fn take(&mut self, index: usize) {
        self.used[index] = true;
        self.order.push(index);
    }
}
