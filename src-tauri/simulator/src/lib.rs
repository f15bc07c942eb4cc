//! Plays the Loyalite platform, so that the desk can be tried, shown and tested without a shop.
//!
//! [`Shop`] is a believable Istanbul café: pure, and the same again for the same seed. It composes the deliveries that
//! the platform would send about it. [`play`] posts them to any address the way the platform does: signed, retried,
//! sometimes twice, not always in order.
//!
//! ```
//! use simulator::Shop;
//!
//! let now = "2026-04-19T14:30:00Z".parse()?;
//! let month = Shop::default().history(30, now);
//! assert!(month.iter().all(|delivery| delivery.occurred_at <= now));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod deliver;
mod delivery;
mod live;
mod shop;

pub use deliver::{ATTEMPTS, Behaviour, Pace, PlayError, Report, play};
pub use delivery::Delivery;
pub use shop::{FullCardBalance, POINTS_REGULAR, Place, STAMPS_REGULAR, Shop, day_of};
