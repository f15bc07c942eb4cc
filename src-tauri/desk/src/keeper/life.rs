//! The keeper's lives. A panic ends one, and with it its door, its store and its rounds; the next one opens them again. The
//! tunnel stays: it leads to where the door is, whoever keeps that.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Duration, Instant, sleep_until};

use super::{Keeper, Order, safe};
use crate::crash::{Lives, Part};
use crate::desk::{Face, Shared};
use crate::road::{Keeping, Tended};
use crate::{DeskError, ErrorCode, Listening};

/// What outlives a keeper.
pub struct Life {
    shared: Arc<Shared>,
    face: Face,
    /// The address that this run was told.
    told: Option<String>,
    orders: mpsc::Receiver<Order>,
    road: Option<Tended>,
}

impl Life {
    pub fn of(shared: Arc<Shared>, face: Face, told: Option<&str>, orders: mpsc::Receiver<Order>) -> Self {
        Self { shared, face, told: told.map(str::to_owned), orders, road: None }
    }

    /// Lives until the desk is closed. Tells `opened` once what could be opened is.
    pub async fn live(mut self, opened: oneshot::Sender<()>) {
        let mut waiting = Some(opened);
        if let Face::Safe(_) = self.face {
            tell(&mut waiting);
            waiting = safe::stay(&self.shared, self.face, &mut self.orders).await;
            if waiting.is_none() {
                return;
            }
        }
        let shared = Arc::clone(&self.shared);
        self.road = Some(Keeping::begin(Arc::clone(&shared)));
        let mut lives = Lives::of(Part::Listening, &shared.failures);
        loop {
            let life = async {
                let keeper = Keeper::begin(Arc::clone(&shared), self.face, self.told.as_deref()).await;
                tell(&mut waiting);
                keeper.keep(&mut self.orders, &mut self.road).await;
            };
            let Err(rest) = lives.one(life).await else { return };
            self.say_that_it_restarts();
            tell(&mut waiting);
            if !self.rest(rest).await {
                return;
            }
        }
    }

    fn say_that_it_restarts(&self) {
        let listening = Listening::Restarting;
        if let Some(record) = self.shared.record.get() {
            record.listening(&listening);
        }
        self.shared.standing.send_modify(|standing| standing.listening = listening);
    }

    /// Nobody keeps the desk meanwhile; false when it is to be closed.
    async fn rest(&mut self, rest: Duration) -> bool {
        let over = Instant::now() + rest;
        let not_now =
            || DeskError::new(ErrorCode::Storage, "the desk is being begun again; try again in a moment");
        loop {
            let order = tokio::select! {
                () = sleep_until(over) => return true,
                order = self.orders.recv() => order,
            };
            match order {
                // Whoever asked may have gone meanwhile.
                Some(Order::Choose(_, answer)) => drop(answer.send(Err(not_now()))),
                Some(Order::Lend(answer)) => drop(answer.send(Err(not_now()))),
                Some(Order::StartNormally(answer)) => drop(answer.send(())),
                Some(Order::Close(closed)) => {
                    self.close().await;
                    let _gone = closed.send(());
                    return false;
                }
                None => {
                    self.close().await;
                    return false;
                }
            }
        }
    }

    async fn close(&mut self) {
        self.shared.standing.send_modify(|standing| standing.listening = Listening::Shut);
        if let Some(road) = self.road.take() {
            road.end().await;
        }
        if let Some(record) = self.shared.record.get() {
            record.listening(&Listening::Shut);
            record.flush().await;
        }
    }
}

fn tell(waiting: &mut Option<oneshot::Sender<()>>) {
    // Whoever waited may have gone.
    waiting.take().map(|waiting| waiting.send(()));
}
