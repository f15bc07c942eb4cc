//! Safe mode: nobody keeps the desk. What is stored can be read, and what the owner asks for is done; nothing else is.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tokio::task::spawn_blocking;

use super::Order;
use super::lent::{Back, Lent};
use crate::desk::{Face, Shared};
use crate::store::{Obstacle, Store};
use crate::{DeskError, ErrorCode, Settings};

/// Stays until the desk is closed, or is to be started normally: then it gives whom to tell.
pub async fn stay(
    shared: &Arc<Shared>,
    face: Face,
    orders: &mut mpsc::Receiver<Order>,
) -> Option<oneshot::Sender<()>> {
    tracing::warn!("safe mode: what is stored is shown, and nothing listens");
    // Held only while a restore has it: one that goes on is its only writer.
    let mut lent = None;
    let mut leaves = None;
    loop {
        if lent.is_none()
            && let Some(answer) = leaves.take()
        {
            shared.standing.send_modify(|standing| standing.safe = None);
            return Some(answer);
        }
        let order = tokio::select! {
            order = orders.recv() => order,
            () = back(&mut lent) => {
                give_back(lent.take()).await;
                continue;
            }
        };
        match order {
            // Whoever asked may have gone meanwhile; what was asked is done all the same.
            Some(Order::Choose(settings, answer)) => drop(answer.send(choose(shared, *settings))),
            Some(Order::Lend(answer)) if lent.is_some() => drop(answer.send(Err(in_use()))),
            Some(Order::Lend(answer)) => match take(shared, face).await {
                Ok(store) => {
                    let (writer, back) = Lent::of(&store.writer);
                    drop(answer.send(Ok(writer)));
                    lent = Some((store, back));
                }
                Err(error) => drop(answer.send(Err(error))),
            },
            Some(Order::StartNormally(answer)) => leaves = Some(answer),
            Some(Order::Close(closed)) => {
                give_back(lent).await;
                let _gone = closed.send(());
                return None;
            }
            None => {
                give_back(lent).await;
                return None;
            }
        }
    }
}

async fn back(lent: &mut Option<(Store, Back)>) {
    match lent {
        Some((_, back)) => back.come().await,
        None => std::future::pending().await,
    }
}

fn in_use() -> DeskError {
    DeskError::new(ErrorCode::DatabaseBusy, "a backup is being restored already; wait until that has ended")
}

fn choose(shared: &Shared, settings: Settings) -> Result<(), DeskError> {
    settings.keep(&shared.folder)?;
    shared.standing.send_modify(|standing| standing.settings = settings);
    Ok(())
}

async fn take(shared: &Shared, face: Face) -> Result<Store, DeskError> {
    let folder = shared.folder.clone();
    let taken = spawn_blocking(move || Store::take(&folder, face)).await;
    let taken = taken.map_err(|error| DeskError::new(ErrorCode::Storage, error.to_string()))?;
    shared.forget_reader(); // the database may be another one than was read until now
    taken.map_err(Obstacle::into_error)
}

/// Whoever waits for it finds all of it written.
async fn give_back(lent: Option<(Store, Back)>) {
    if spawn_blocking(move || drop(lent)).await.is_err() {
        tracing::error!("the writer died while it was closing");
    }
}
