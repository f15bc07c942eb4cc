//! The ledger's writer, lent for a while.

use std::convert::Infallible;
use std::sync::Arc;

use ledger::Writer;
use tokio::sync::oneshot;

/// The writer, until this is dropped.
pub struct Lent {
    pub writer: Arc<Writer>,
    // Behind the writer: whoever hears that it is back finds this hold on it gone.
    _held: oneshot::Sender<Infallible>,
}

/// Tells whoever lent it when it is back.
pub struct Back(oneshot::Receiver<Infallible>);

impl Lent {
    pub fn of(writer: &Arc<Writer>) -> (Self, Back) {
        let (held, back) = oneshot::channel();
        (Self { writer: Arc::clone(writer), _held: held }, Back(back))
    }
}

impl Back {
    /// Waits until it is back.
    pub async fn come(&mut self) {
        let Err(_back) = (&mut self.0).await;
    }
}
