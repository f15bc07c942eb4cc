//! From the sixth digit to the customer on the screen.

use std::time::Duration;

use anyhow::{Context, Result};
use stories::Window;

use crate::bench::{Bench, percentile};
use crate::figure::{Figure, Goal, Unit};
use crate::history;

/// Escape, which leads back to the Counter.
const ESCAPE: &str = "\u{e00c}";
/// How long the owner rests between two customers.
const REST: Duration = Duration::from_millis(250);
/// Between two key strokes of a quick hand. Closer together, they would come from a scanner.
const STROKE: Duration = Duration::from_millis(100);
/// Waits for a sixth digit and then for its customer; two frames later, the first of them is painted. On the way it notes
/// when the desk was asked and when it had answered.
const WATCH: &str = "
    const wanted = CODE;
    let digits = 0, pressed;
    const steps = [];
    const since = () => steps.push(performance.now() - pressed);
    window.fetchOfThePage ??= window.fetch;
    window.fetch = (...asked) => {
        const answer = window.fetchOfThePage(...asked);
        if (pressed === undefined || steps.length > 0) return answer;
        since();
        return answer.finally(since);
    };
    window.lookedUp = new Promise((tell) => {
        const press = (event) => { if (/^\\d$/.test(event.key) && ++digits === 6) pressed = event.timeStamp; };
        addEventListener('keydown', press, true);
        const watch = new MutationObserver(() => {
            const shown = document.querySelector('[data-testid=customer-code]')?.textContent.replace(/\\D/g, '');
            if (pressed === undefined || shown !== wanted) return;
            watch.disconnect();
            removeEventListener('keydown', press, true);
            since();
            requestAnimationFrame(() => {
                since();
                requestAnimationFrame(() => { since(); tell(steps); });
            });
        });
        watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    });";
const TELL: &str = "window.lookedUp.then(arguments[arguments.length - 1]);";

const HOW: &str = "from the time stamp of the sixth key press to the second animation frame after the code stands in the \
                   document: painted (seen from outside, its pixels stand on the screen some 4 ms after that frame); \
                   typed by hand at the Counter, by WebDriver (after a scanner's burst the window waits 80 ms more, \
                   whether it was a product's barcode)";
/// What happens after the sixth key press, in this order.
const STEPS: [&str; 5] = ["asked", "answered", "in the document", "first frame", "painted"];

/// When each of them was, in milliseconds since the key press.
type Steps = [f64; STEPS.len()];

/// The figure, not yet measured.
pub fn figure() -> Figure {
    Figure::new("sixth digit -> customer on screen, p95", Unit::Millis, Vec::new())
        .goal(Goal::AtMost(50.0))
        .note(HOW)
}

/// `count` codes from all over the history that have one customer each, and others for each `run`.
pub fn codes(bench: &Bench, run: usize, count: usize) -> Result<Vec<u32>> {
    let history = history::open(&history::database(bench)?)?;
    let mut codes = history.prepare(
        "SELECT customer_code FROM customer WHERE customer_code >= 0 GROUP BY customer_code HAVING count(*) = 1",
    )?;
    let codes = codes.query_map([], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
    let stride = codes.len() / count;
    Ok(codes.into_iter().skip(run).step_by(stride.max(1)).take(count).collect())
}

/// Types each of `codes` at the Counter.
pub async fn steps(window: &Window, codes: &[u32]) -> Result<Vec<Steps>> {
    let mut seen = Vec::new();
    for code in codes {
        let code = format!("{code:06}");
        window.find("[data-testid=feed-row]").await?;
        tokio::time::sleep(REST).await;
        window.run(&WATCH.replace("CODE", &format!("'{code}'"))).await?;
        for digit in code.chars() {
            tokio::time::sleep(STROKE).await;
            window.type_keys(&digit.to_string()).await?;
        }
        let steps = window.ask(TELL).await.with_context(|| format!("{code} never came to the screen"))?;
        seen.push(serde_json::from_value(steps).context("five times")?);
        tokio::time::sleep(REST).await;
        window.type_keys(ESCAPE).await?;
    }
    Ok(seen)
}

/// Adds a run to the figure, and says where the time of one look-up in two went.
pub fn add(figure: &mut Figure, seen: &[Steps]) {
    let within = |step: usize, share| {
        let mut times: Vec<f64> = seen.iter().map(|steps| steps[step]).collect();
        percentile(&mut times, share)
    };
    figure.runs.push(within(STEPS.len() - 1, 0.95));
    let halves: Vec<_> =
        STEPS.iter().enumerate().map(|(step, name)| format!("{name} {:.0}", within(step, 0.5))).collect();
    figure.note = format!(
        "{HOW}; {} look-ups a run, half of the last run's within ms: {}",
        seen.len(),
        halves.join(", ")
    );
}
