//! Everything that is stored of one customer, in each of the three forms.

use std::fs;

use anyhow::Result;
use calamine::Data;
use serde_json::Value;
use stories::{Cli, Delivery, Scratch, platform};

use super::played::{done, post_examples, set};
use super::read::{csv_rows, sheet};

/// Of a kind that this version does not know; it names the customer all the same.
const UNKNOWN_KIND: &str = r#"{"id":"0b0e6a30-58a6-4a3e-8a5c-3f0e5e8f2d11","event":"customer.birthday","occurred_at":"2026-04-20T08:00:00Z","organization":"kahveci-mehmet","data":{"customer_id":"a1b2c3d4-e5f6-7890-abcd-ef1234567890","customer_code":482193}}"#;

#[tokio::test]
async fn everything_about_a_customer_is_in_the_file_and_nothing_about_another() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    set(&scratch, "Europe/Istanbul")?;
    for _ in 0..2 {
        post_examples(&listening.url).await?; // so that each came again
    }
    assert_eq!(Delivery::new(UNKNOWN_KIND).post(&listening.url).await?, 200);
    done(&cli, "nickname 482193 Ayşe")?;
    done(&cli, "nickname 482193 =cmd")?;
    done(&cli, "note 482193 şekersiz")?;
    let file = |ending: &str| scratch.data().join(format!("customer.{ending}"));
    for ending in ["json", "csv", "xlsx"] {
        done(&cli, &format!("export customer {} --code 482193 --language en", file(ending).display()))?;
    }
    let mut bodies: Vec<String> = platform::examples()
        .iter()
        .map(|delivery| String::from_utf8_lossy(delivery.body()).into_owned())
        .filter(|body| body.contains("482193"))
        .collect();
    bodies.push(UNKNOWN_KIND.into());
    assert_eq!(bodies.len(), 5, "four examples and one of an unknown kind");

    let told: Value = serde_json::from_slice(&fs::read(file("json"))?)?;
    let stored: Vec<_> =
        told["deliveries"].as_array().into_iter().flatten().filter_map(|it| it["body"].as_str()).collect();
    assert_eq!(stored, bodies, "byte by byte, in the order of arrival");
    assert_eq!(told["deliveries"][0]["repeats"], 1);
    assert_eq!(told["page"]["customer"]["stamp_balance"], 7);
    let words: Vec<_> =
        told["facts"].as_array().into_iter().flatten().map(|it| it["words"].as_str().unwrap_or("")).collect();
    assert_eq!(words, ["Ayşe", "=cmd", "şekersiz"], "also what was said before");
    assert!(!told.to_string().contains("391047"), "nobody else");

    let values = csv_rows(&file("csv"), b',')?;
    let of = |field: &str| -> Vec<_> {
        values.iter().filter(|row| row["Field"] == field).map(|row| row["Value"].as_str()).collect()
    };
    assert_eq!(of("Body as it came"), bodies);
    assert!(of("Words").contains(&"'=cmd"));

    let events = sheet(&file("xlsx"), "Events")?;
    let written: Vec<_> =
        events.iter().map(|row| row["Body as it came"].to_string().replace("\r\n", "\n")).collect();
    assert_eq!(written, bodies);
    let words = sheet(&file("xlsx"), "Your own words")?;
    assert!(words.iter().any(|row| row["Words"] == Data::String("=cmd".into())));
    assert_eq!(sheet(&file("xlsx"), "Coupons")?.len(), 2);

    let removed = cli.json("forget 482193 --for-good")?;
    assert_eq!(removed["deliveries"], 5, "what was shown is what forgetting removes");
    let gone = cli.command("export customer gone.json --code 482193").current_dir(scratch.data()).output()?;
    assert_eq!(gone.status.code(), Some(1));
    assert!(!scratch.data().join("gone.json").exists());
    Ok(())
}
