//! Safe mode: nobody keeps the desk. What is stored can be read, and what the owner asks for is done; nothing else is.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tokio::task::spawn_blocking;

use super::Order;
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
    // Held only for what a restore lends of it.
    let mut store = None;
    loop {
        let order = orders.recv().await;
        store = give_back(store).await;
        match order? {
            // Whoever asked may have gone meanwhile; what was asked is done all the same.
            Order::Choose(settings, answer) => drop(answer.send(choose(shared, *settings))),
            Order::Lend(answer) => match take(shared, face).await {
                Ok(taken) => {
                    drop(answer.send(Ok(Arc::clone(&taken.writer))));
                    store = Some(taken);
                }
                Err(error) => drop(answer.send(Err(error))),
            },
            Order::StartNormally(answer) => {
                shared.standing.send_modify(|standing| standing.safe = None);
                return Some(answer);
            }
            Order::Close(closed) => {
                let _gone = closed.send(());
                return None;
            }
        }
    }
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
async fn give_back(store: Option<Store>) -> Option<Store> {
    if spawn_blocking(move || drop(store)).await.is_err() {
        tracing::error!("the writer died while it was closing");
    }
    None
}
