//! What may be typed.

mod backup;
mod books;
mod connect;
mod export;

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand};
use desk::{CustomerCode, KeepOld};
use uuid::Uuid;

pub use backup::{Backup, BackupCommand, Restore};
pub use books::{DayClose, DayCloseCommand, Period, Report};
pub use connect::{Connect, ConnectCommand, Via};
pub use export::{Export, What};

/// A shop's loyalty desk in the terminal.
#[derive(Parser)]
#[command(name = "stampdesk-cli", version, about, long_about = None)]
pub struct Arguments {
    /// The data folder [default: STAMPDESK_DATA_DIR, else this user's own, which the window uses too]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Signing secrets of the platform's webhook endpoint
    #[command(subcommand)]
    Secret(SecretCommand),
    /// The owner's PIN, which locks a part of the window
    #[command(subcommand)]
    Pin(PinCommand),
    /// Take deliveries in, until stopped
    Listen {
        /// Where to listen [default: STAMPDESK_BIND, else the address kept by `address`]
        #[arg(long, value_name = "ADDR")]
        bind: Option<String>,
    },
    /// Where this shop's desk listens; with an address, from now on there
    Address {
        /// IP:PORT or localhost:PORT, or `default` for 127.0.0.1:8787
        to: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// The way from the platform to this PC: its state, step by step
    Connect(Connect),
    /// The newest events
    Feed {
        /// At most so many
        #[arg(long, default_value_t = 50, value_name = "N")]
        limit: u32,
        /// Only those that were kept but could not be used
        #[arg(long)]
        set_aside: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// A customer's card, points and coupons
    Customer {
        /// The six digits that the customer shows
        code: CustomerCode,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Why a customer's figures are what they are: the events behind them, and what this PC missed
    Why {
        #[command(flatten)]
        who: Who,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Your own name for a customer; without words it is taken back
    Nickname {
        #[command(flatten)]
        who: Who,
        /// The name
        words: Option<String>,
    },
    /// Your note on a customer; without words it is taken back
    Note {
        #[command(flatten)]
        who: Who,
        /// The note
        words: Option<String>,
    },
    /// Forget a customer for good: everything that says who it was is removed from this PC
    Forget {
        #[command(flatten)]
        who: Who,
        /// Yes, for good: it cannot be undone
        #[arg(long)]
        for_good: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Close a coupon by hand, or reopen it: a note on this PC, never sent anywhere
    #[command(subcommand)]
    Coupon(CouponCommand),
    /// Mark an event as a test, or as real again
    #[command(subcommand)]
    Event(EventCommand),
    /// A delivery as it came, raw body included
    Delivery {
        /// Its id, or its arrival number
        which: Which,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// What the log has been through and what came to the door, in figures; silence, and what may be missing
    Health {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Coupons of all customers
    Coupons {
        /// Only those that wait to be used
        #[arg(long)]
        outstanding: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Points balances of all customers
    Points {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// What happened in a period, beside the equal one before it
    Report(Report),
    /// Close a day: its figures are kept as they are now, and what arrives later is told apart
    DayClose(DayClose),
    /// Write a list, a report, or all that is stored of one customer, to a file for spreadsheets
    Export(Export),
    /// Prove that the database is sound and the figures are what the log adds up to; exit 1 if not
    Check {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Make a backup now; see those that are kept; choose where the daily ones go
    Backup(Backup),
    /// Put a backup in place of what this PC holds, which is kept beside it
    Restore(Restore),
    /// Make the figures anew from the log
    Rebuild {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Play the platform: post a made-up shop's days to any endpoint
    Simulate(Simulate),
}

#[derive(Subcommand)]
pub enum SecretCommand {
    /// Keep a secret, read from standard input
    Add {
        /// Your name for it
        #[arg(default_value = "endpoint")]
        label: String,
    },
    /// Keep a new secret in place of the old ones, read from standard input
    Rotate {
        /// Your name for it [default: endpoint of TODAY]
        label: Option<String>,
        /// How long the old ones still count: so many hours, `until-removed`, or `no`
        #[arg(long, value_name = "HOURS", default_value = "9", value_parser = keep_old)]
        keep_old: KeepOld,
    },
    /// The kept secrets, without showing them
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Forget a secret
    Remove {
        /// Its id or label
        name: String,
    },
}

#[derive(Subcommand)]
pub enum PinCommand {
    /// Whether there is one
    Status {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Take it away, when it was forgotten
    Clear,
}

/// A customer, by what can be typed.
#[derive(Args)]
pub struct Who {
    /// The six digits that the customer shows
    pub code: CustomerCode,
    /// The store's slug, where two stores know the code
    #[arg(long, value_name = "SLUG")]
    pub organization: Option<String>,
}

#[derive(Subcommand)]
pub enum CouponCommand {
    /// It is not outstanding any more
    Close {
        /// The coupon's id
        coupon_id: Uuid,
        /// Why: expired, replaced, …
        reason: String,
    },
    /// It is after all
    Reopen {
        /// The coupon's id
        coupon_id: Uuid,
    },
}

#[derive(Subcommand)]
pub enum EventCommand {
    /// It counts in no figure
    Test {
        /// Its id, or its arrival number
        which: Which,
    },
    /// It counts after all
    Real {
        /// Its id, or its arrival number
        which: Which,
    },
}

/// A delivery, by its id or its arrival number.
#[derive(Clone, Copy)]
pub enum Which {
    Id(Uuid),
    Seq(i64),
}

impl FromStr for Which {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let seq = || text.trim_start_matches('#').parse().map(Self::Seq);
        text.parse()
            .map(Self::Id)
            .or_else(|_| seq())
            .map_err(|_| "neither an id nor an arrival number such as #12")
    }
}

#[derive(Args)]
pub struct Simulate {
    /// Where to post
    #[arg(long)]
    pub url: String,
    /// The signing secret; better given by the environment than typed
    #[arg(long, env = "STAMPDESK_WEBHOOK_SECRET", hide_env_values = true)]
    pub secret: String,
    /// Another seed, other people on other days
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The store's slug
    #[arg(long, default_value = "kahveci-mehmet")]
    pub organization: String,
    /// How many days up to now
    #[arg(long, default_value_t = 1)]
    pub days: u32,
    /// So many times faster than life [default: as fast as the endpoint takes it]
    #[arg(long, value_name = "TIMES")]
    pub speed: Option<NonZeroU32>,
    /// Then go on at the clock on the wall, a customer every few seconds
    #[arg(long)]
    pub live: bool,
    /// The share of deliveries, 0 to 1, that come twice
    #[arg(long, default_value_t = 0.02, value_parser = share)]
    pub repeat: f64,
    /// The share of deliveries, 0 to 1, that come behind later ones
    #[arg(long, default_value_t = 0.02, value_parser = share)]
    pub disorder: f64,
    /// How many requests at a time
    #[arg(long, default_value_t = 4)]
    pub concurrency: usize,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
}

fn keep_old(text: &str) -> Result<KeepOld, &'static str> {
    match text {
        "until-removed" => Ok(KeepOld::UntilTold),
        "no" => Ok(KeepOld::Not),
        hours => match hours.parse() {
            Ok(hours @ 1..=8760) => Ok(KeepOld::For { hours }),
            _ => Err("hours from 1 to 8760, `until-removed`, or `no`"),
        },
    }
}

fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("from 0 to 1".to_owned()) }
}
