//! `simulate`: a made-up shop's days, posted to any endpoint.

use std::num::NonZeroU32;

use anyhow::{Context, Result, bail};
use chrono::Utc;
use desk::Secret;
use simulator::{Behaviour, Delivery, Pace, Report, Shop, play};

use crate::args::Simulate;
use crate::{print, stop};

/// Plays the days, and the hours after them if asked to; reports what was accepted.
pub async fn run(wanted: Simulate) -> Result<()> {
    let secret =
        Secret::new(wanted.secret.clone()).context("say what to sign with: STAMPDESK_WEBHOOK_SECRET")?;
    let shop = Shop { seed: wanted.seed, organization: wanted.organization.clone(), ..Shop::default() };
    let (past, ahead) = shop.living(wanted.days, Utc::now());
    let pace = wanted.speed.map_or(Pace::Fastest, Pace::Times);
    let (report, ended) = post(past, &wanted, &secret, pace).await?;
    tell(&report, wanted.json)?;
    if wanted.live && ended && report.accepted > 0 {
        remark!("going on, a customer every few seconds; Ctrl-C ends it");
        let (report, _) = post(ahead, &wanted, &secret, Pace::Times(NonZeroU32::MIN)).await?;
        tell(&report, wanted.json)?;
    }
    if ended && report.accepted == 0 {
        bail!("nothing was accepted by {}", wanted.url);
    }
    Ok(())
}

/// The report, and whether all was posted before this process was asked to stop.
async fn post(
    deliveries: Vec<Delivery>,
    wanted: &Simulate,
    secret: &Secret,
    pace: Pace,
) -> Result<(Report, bool)> {
    let behaviour = Behaviour {
        repeat: wanted.repeat,
        disorder: wanted.disorder,
        concurrency: wanted.concurrency,
        seed: wanted.seed,
    };
    let mut so_far = Report::default();
    let played = play(deliveries, &wanted.url, secret, pace, behaviour, |report| so_far = report.clone());
    tokio::select! {
        report = played => return Ok((report?, true)),
        () = stop::asked() => {}
    }
    Ok((so_far, false))
}

fn tell(report: &Report, json: bool) -> Result<()> {
    if json {
        return print::json(report);
    }
    say!(
        "{} accepted, {} sent again on purpose, {} attempts failed, {} given up",
        report.accepted,
        report.repeats,
        report.failed_attempts,
        report.exhausted
    );
    for (status, count) in &report.by_status {
        say!("  {count} answered {status}");
    }
    if report.unreachable > 0 {
        say!("  {} not answered at all", report.unreachable);
    }
    Ok(())
}
