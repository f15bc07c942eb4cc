//! One file per table: its row, its reads and its writes, in plain SQL.

pub mod closed_day;
pub mod coupon;
pub mod customer;
pub mod delivery;
pub mod event;
pub mod fact;
pub mod organization;
pub mod reduced;
pub mod remainder;
pub mod snapshot;
pub mod total;
