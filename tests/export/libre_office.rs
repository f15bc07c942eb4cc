//! What a spreadsheet makes of the files: LibreOffice opens them and says, cell by cell, what each of them is.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use stories::{Cli, Scratch};

use super::played::{done, post_examples, set};

/// Has LibreOffice read `file` and write it as flat XML, with the kind of every cell.
fn opened(scratch: &Scratch, file: &Path, how: &[&str]) -> Result<String> {
    let profile = format!("-env:UserInstallation=file://{}", scratch.data().join("office").display());
    let output = Command::new("soffice")
        .args([profile.as_str(), "--headless"])
        .args(how)
        .args(["--convert-to", "fods", "--outdir"])
        .arg(scratch.data())
        .arg(file)
        .output()
        .context("this story needs LibreOffice Calc: soffice")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(fs::read_to_string(file.with_extension("fods"))?)
}

#[tokio::test]
#[ignore = "needs LibreOffice Calc (libreoffice-calc-nogui); run with --ignored"]
async fn libre_office_reads_dates_as_dates_numbers_as_numbers_and_text_as_text() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    set(&scratch, "Europe/Istanbul")?;
    post_examples(&listening.url).await?;
    done(&cli, "nickname 482193 =1+1")?;
    let (feed, customers) = (scratch.data().join("feed.xlsx"), scratch.data().join("customers.xlsx"));
    done(&cli, &format!("export feed {} --language tr", feed.display()))?;
    done(&cli, &format!("export customers {} --language tr", customers.display()))?;

    let seen = opened(&scratch, &feed, &[])?;
    assert!(
        seen.contains(r#"office:value-type="date" office:date-value="2026-04-19T17:30:00""#),
        "14:30 UTC in Istanbul"
    );
    assert!(seen.contains(r#"office:value-type="float" office:value="85.5""#), "an amount is a number");
    assert!(seen.contains(r#"office:value-type="float" office:value="482193""#), "so is a code");
    assert!(seen.contains("19.04.2026 17:30:00"), "and shown as it is read in Turkey");
    let seen = opened(&scratch, &customers, &[])?;
    assert!(seen.contains("<text:p>=1+1</text:p>"), "the nickname as it was typed");
    assert!(!seen.contains("table:formula"), "nothing is evaluated");
    assert!(seen.contains("Müşteri kodu"));

    let csv = scratch.data().join("customers.csv");
    done(&cli, &format!("export customers {} --language tr", csv.display()))?;
    let semicolons = "--infilter=Text - txt - csv (StarCalc):59,34,76,1"; // ; " UTF-8, from line 1
    let seen = opened(&scratch, &csv, &[semicolons])?;
    assert!(seen.contains("Müşteri kodu") && seen.contains("=1+1"));
    assert!(!seen.contains("table:formula"), "nothing is evaluated there either");
    Ok(())
}
