//! What may be typed.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use desk::CustomerCode;

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
    /// Take deliveries in, until stopped
    Listen {
        /// Where to listen [default: STAMPDESK_BIND, else 127.0.0.1:8787]
        #[arg(long, value_name = "ADDR")]
        bind: Option<String>,
    },
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
    /// Prove that the database is sound and the figures are what the log adds up to; exit 1 if not
    Check {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
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

fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("from 0 to 1".to_owned()) }
}
