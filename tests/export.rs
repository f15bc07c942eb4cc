//! The shop's lists as files: a shop that the simulator played, exported in the terminal, read back by other programs' means,
//! and compared with what the terminal says.

#[path = "export/customer.rs"]
mod customer;
#[path = "export/libre_office.rs"]
mod libre_office;
#[path = "export/played.rs"]
mod played;
#[path = "export/read.rs"]
mod read;

use anyhow::Result;
use calamine::Data;
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Istanbul;
use serde_json::Value;
use stories::{Cli, Scratch};

use played::{done, post_examples, set, simulated};
use read::{csv_rows, sheet};

fn list<'a>(answer: &'a Value, name: &str) -> Vec<&'a Value> {
    answer[name].as_array().into_iter().flatten().collect()
}

/// A time of the JSON as the shop's clock showed it; empty where it is unknown.
fn on_the_clock(time: &Value) -> String {
    let utc = time.as_str().and_then(|time| time.parse::<DateTime<Utc>>().ok());
    utc.map(|utc| utc.with_timezone(&Istanbul).format("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default()
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn code(value: &Value) -> String {
    value.as_i64().map(|code| format!("{code:06}")).unwrap_or_default()
}

#[tokio::test]
async fn csv_says_what_the_terminal_says() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let _listening = simulated(&cli, &scratch, 5).await?;
    let file = scratch.data().join("list.csv");
    let csv = |what: &str| -> Result<_> {
        done(&cli, &format!("export {what} {} --language tr", file.display()))?;
        csv_rows(&file, b';')
    };

    let feed = cli.json("feed --limit 100000")?;
    let events = list(&feed, "events");
    let rows = csv("feed")?;
    assert!(events.len() > 300, "a few days of a shop: {}", events.len());
    assert_eq!(rows.len(), events.len(), "every event is a row");
    for (row, event) in rows.iter().zip(&events) {
        assert_eq!(row["Olay kimliği"], text(&event["id"]), "in the same order");
        assert_eq!(row["Ne zaman"], on_the_clock(&event["occurred_at"]));
        assert_eq!(row["Ulaşma"], on_the_clock(&event["received_at"]));
        assert_eq!(row["Müşteri kodu"], code(&event["customer_code"]));
        assert_eq!(row["Olay türü"], text(&event["event"]));
    }

    let points = cli.json("points")?;
    let rows = csv("points")?;
    let told: Vec<_> = list(&points, "customers")
        .iter()
        .map(|it| (code(&it["customer_code"]), text(&it["point_balance"])))
        .collect();
    let written: Vec<_> = rows.iter().map(|row| (row["Müşteri kodu"].clone(), row["Puan"].clone())).collect();
    assert_eq!(written, told);

    let coupons = cli.json("coupons")?;
    let rows = csv("coupons")?;
    let mut told: Vec<_> = list(&coupons, "coupons")
        .iter()
        .map(|it| (text(&it["coupon_id"]), on_the_clock(&it["issued_at"]), on_the_clock(&it["redeemed_at"])))
        .collect();
    let mut written: Vec<_> = rows
        .iter()
        .map(|row| (row["Kupon kimliği"].clone(), row["Verilme"].clone(), row["Kullanılma"].clone()))
        .collect();
    told.sort();
    written.sort();
    assert_eq!(written, told);

    let rows = csv("customers")?;
    assert_eq!(Value::from(rows.len()), cli.json("health")?["customers"]);
    for row in rows.iter().step_by(rows.len() / 10) {
        let told = &cli.json(&format!("customer {}", row["Müşteri kodu"]))?["customers"][0];
        assert_eq!(row["Damga"], text(&told["stamp_balance"]));
        assert_eq!(row["Puan"], text(&told["point_balance"]));
        assert_eq!(row["E-posta (maskeli)"], text(&told["masked_email"]));
        assert_eq!(row["Katılma tarihi"], on_the_clock(&told["enrolled_at"]));
        assert_eq!(row["Son görülme"], on_the_clock(&told["last_seen_at"]));
    }
    Ok(())
}

#[tokio::test]
async fn a_workbook_holds_the_same_with_real_times_and_numbers() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let _listening = simulated(&cli, &scratch, 2).await?;
    let (book, csv) = (scratch.data().join("list.xlsx"), scratch.data().join("list.csv"));
    for (what, name) in
        [("customers", "Customers"), ("coupons", "Coupons"), ("points", "Points"), ("feed", "Events")]
    {
        done(&cli, &format!("export {what} {} --language en", book.display()))?;
        done(&cli, &format!("export {what} {} --language en", csv.display()))?;
        let (rows, sheet) = (csv_rows(&csv, b',')?, sheet(&book, name)?);
        assert!(!rows.is_empty(), "there are {what}");
        assert_eq!(sheet.len(), rows.len(), "{what}: as many rows");
        for (cells, row) in sheet.iter().zip(&rows) {
            for (title, cell) in cells {
                assert_eq!(read::as_csv(title, cell), row[title], "{what}, {title}");
            }
        }
        let kinds = |title: &str| -> Vec<_> {
            let cells = sheet.iter().map(|cells| &cells[title]).filter(|cell| **cell != Data::Empty);
            cells.map(std::mem::discriminant).collect()
        };
        let number = std::mem::discriminant(&Data::Float(0.0));
        assert!(kinds("Customer code").iter().all(|kind| *kind == number), "{what}: a code is a number");
    }
    Ok(())
}

#[tokio::test]
async fn a_period_is_of_the_shops_own_days() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    set(&scratch, "Europe/Istanbul")?;
    post_examples(&listening.url).await?;
    let file = scratch.data().join("list.csv");
    let count = |asked: &str| -> Result<usize> {
        done(&cli, &format!("export feed {} --language en {asked}", file.display()))?;
        Ok(csv_rows(&file, b',')?.len())
    };
    let all = count("")?;
    assert_eq!(all, 6);
    assert_eq!(count("--from 2026-04-19 --to 2026-04-19")?, all);
    assert_eq!(count("--to 2026-04-18")? + count("--from 2026-04-20")?, 0);
    assert_eq!(count("--organization my-store")?, 2);
    set(&scratch, "Pacific/Auckland")?;
    assert_eq!(count("--to 2026-04-19")?, 1, "only 10 o'clock UTC is still the 19th there");

    done(&cli, &format!("export report {} --language en --from 2026-04-19 --to 2026-04-20", file.display()))?;
    let rows = csv_rows(&file, b',')?;
    let parts: Vec<_> = rows.iter().map(|row| (row["Part"].as_str(), row["Events"].as_str())).collect();
    assert_eq!(parts, [("period", "6"), ("period before", "0"), ("day", "1"), ("day", "5")]);
    assert_eq!(rows[0]["Amount sent (TRY)"], "256.5", "three purchases of 85.50");
    assert_eq!((rows[0]["Customers served"].as_str(), rows[2]["Customers served"].as_str()), ("2", ""));
    Ok(())
}

#[tokio::test]
async fn a_report_and_the_closed_days_are_files_too() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    set(&scratch, "Europe/Istanbul")?;
    post_examples(&listening.url).await?;
    let book = scratch.data().join("report.xlsx");
    done(&cli, &format!("export report {} --language tr --from 2026-04-19 --to 2026-04-19", book.display()))?;
    let report = sheet(&book, "Rapor")?;
    assert_eq!(report[0]["Harcanan puan"], Data::Float(500.0));
    assert!(matches!(report[0]["İlk gün"], Data::DateTime(_)), "a day is a date");
    let hours = sheet(&book, "Yoğun saatler")?;
    assert_eq!(hours[6]["17"], Data::Float(2.0), "a Sunday; two events of 14:30 UTC");
    let books = sheet(&book, "Defter")?;
    let figure = |name: &str| books.iter().find(|row| row["Sayı"] == name).map(|row| &row["Değer"]);
    assert_eq!(figure("Müşterilerin elindeki puan"), Some(&Data::Float(370.0)));
    assert_eq!(figure("Saat dilimi"), Some(&Data::String("Europe/Istanbul".into())));

    let file = scratch.data().join("days.csv");
    done(&cli, &format!("export closed-days {} --language en", file.display()))?;
    assert!(csv_rows(&file, b',')?.is_empty(), "none was closed");
    Ok(())
}

#[tokio::test]
async fn text_that_looks_like_a_formula_stays_text() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    post_examples(&listening.url).await?;
    done(&cli, "nickname 482193 =1+1")?;
    let (book, csv) = (scratch.data().join("list.xlsx"), scratch.data().join("list.csv"));
    done(&cli, &format!("export customers {} --language en", csv.display()))?;
    done(&cli, &format!("export customers {} --language en", book.display()))?;
    let named = |row: &&read::Row| row["Customer code"] == "482193";
    assert_eq!(csv_rows(&csv, b',')?.iter().find(named).map(|row| row["Nickname"].as_str()), Some("'=1+1"));
    let sheet = sheet(&book, "Customers")?;
    assert!(sheet.iter().any(|cells| cells["Nickname"] == Data::String("=1+1".into())), "as it was typed");
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_written_leaves_what_was_there() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    post_examples(&listening.url).await?;
    let nowhere = scratch.data().join("not there").join("list.csv");
    let output = cli.command("export customers").arg(&nowhere).output()?;
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("list.csv cannot be written"));
    let odd = cli.command("export customers").arg(scratch.data().join("list.doc")).output()?;
    assert!(String::from_utf8_lossy(&odd.stderr).contains(".xlsx"), "it says what there is");
    let json = scratch.data().join("list.json");
    std::fs::write(&json, "mine")?;
    let refused = cli.command("export customers").arg(&json).output()?;
    assert_eq!(refused.status.code(), Some(1), "lists are no JSON");
    assert_eq!(std::fs::read_to_string(&json)?, "mine");
    Ok(())
}
