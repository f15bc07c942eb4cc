//! What the owner says at an open desk; whoever looks at it hears of it at once.

use ledger::{Change, CustomerKey, Fact};

use crate::{Desk, DeskError, ErrorCode, ForgetReport, pen};

/// Words are kept up to this length, in characters.
const LONGEST: usize = 500;

impl Desk {
    /// Keeps what the owner says. Words that are none are words taken back.
    ///
    /// # Errors
    /// [`ErrorCode::Unknown`] when it is about nobody and nothing known here, [`ErrorCode::Words`] when it is too long or
    /// a reason is missing; else when it cannot be written.
    pub async fn say(&self, said: Fact) -> Result<(), DeskError> {
        pen::record(&self.shared.folder, said).await?;
        self.tell_everything();
        Ok(())
    }

    /// Forgets a customer for good.
    ///
    /// # Errors
    /// [`ErrorCode::Unknown`] when no event of the customer is known; else when it cannot be written.
    pub async fn forget(&self, customer: CustomerKey) -> Result<ForgetReport, DeskError> {
        let report = pen::forget(&self.shared.folder, customer).await?;
        self.tell_everything();
        Ok(report)
    }

    fn tell_everything(&self) {
        // Nobody may be listening.
        drop(self.shared.changes.send(Change { newest_seq: 0, customers: None }));
    }
}

/// The words of `said` as they are kept.
pub fn bounded(said: Fact) -> Result<Fact, DeskError> {
    let said = match said {
        Fact::Nickname(customer, words) => Fact::Nickname(customer, kept(words)?),
        Fact::Note(customer, words) => Fact::Note(customer, kept(words)?),
        Fact::CouponClosed(customer, coupon, reason) => {
            let none = || DeskError::new(ErrorCode::Words, "say why it is closed");
            Fact::CouponClosed(customer, coupon, kept(Some(reason))?.ok_or_else(none)?)
        }
        other => other,
    };
    Ok(said)
}

fn kept(words: Option<String>) -> Result<Option<String>, DeskError> {
    let words = words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    if words.as_ref().is_some_and(|words| words.chars().count() > LONGEST) {
        return Err(DeskError::new(ErrorCode::Words, format!("words are kept up to {LONGEST} characters")));
    }
    Ok(words)
}
