//! What may be typed after `export`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use desk::{CustomerCode, Language};

/// A list as a file.
#[derive(Args)]
pub struct Export {
    /// What to write
    pub what: What,
    /// The file: its name ends with .csv or .xlsx; one customer's may end with .json
    pub file: PathBuf,
    /// The customer's code, for `customer`
    #[arg(long, value_name = "CODE", required_if_eq("what", "customer"))]
    pub code: Option<CustomerCode>,
    /// Only this store's
    #[arg(long, value_name = "SLUG")]
    pub organization: Option<String>,
    /// The first day, for `feed` and `report` [default: the beginning; of a report the last day]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<NaiveDate>,
    /// The last day [default: up to now; of a report today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<NaiveDate>,
    /// The language of the titles, which decides on `;` or `,` in CSV too [default: the shop's, else the system's]
    #[arg(long, value_parser = language, value_name = "tr|en")]
    pub language: Option<Language>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What may be written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// All customers, by code
    Customers,
    /// All coupons, waiting ones first
    Coupons,
    /// The points balances, highest first
    Points,
    /// What happened, newest arrival first
    Feed,
    /// The figures of a period
    Report,
    /// The days that were closed, the last closing first
    ClosedDays,
    /// All that is stored of one customer
    Customer,
}

fn language(text: &str) -> Result<Language, &'static str> {
    match text {
        "tr" => Ok(Language::Tr),
        "en" => Ok(Language::En),
        _ => Err("`tr` or `en`"),
    }
}
