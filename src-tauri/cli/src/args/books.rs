//! What may be typed after `report` and `day-close`.

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

/// What happened in a period, beside the equal one before it.
#[derive(Args)]
pub struct Report {
    /// Which days, by the shop's calendar
    #[arg(long, value_enum, default_value_t = Period::Today, conflicts_with_all = ["from", "to"])]
    pub period: Period,
    /// The first day, such as 2026-04-01
    #[arg(long, value_name = "DAY", requires = "to")]
    pub from: Option<NaiveDate>,
    /// The last day
    #[arg(long, value_name = "DAY", requires = "from")]
    pub to: Option<NaiveDate>,
    /// Only this store's, by its slug
    #[arg(long, value_name = "SLUG")]
    pub organization: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Days by their usual names.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Period {
    /// So far
    Today,
    /// The day before
    Yesterday,
    /// The one around today
    Week,
    /// The one around today
    Month,
    /// The one around today
    Year,
}

/// The end of a day: its figures are kept as they are now.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct DayClose {
    /// Which day, such as 2026-04-19 [default: today]
    pub day: Option<NaiveDate>,
    /// Only this store's figures, by its slug
    #[arg(long, value_name = "SLUG")]
    pub organization: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Option<DayCloseCommand>,
}

#[derive(Subcommand)]
pub enum DayCloseCommand {
    /// The days that were closed, the last closing first
    List {
        /// At most so many
        #[arg(long, default_value_t = 30, value_name = "N")]
        limit: u32,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// A day as it was closed, and what has come in for it since
    Show {
        /// The closing's number
        seq: i64,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}
