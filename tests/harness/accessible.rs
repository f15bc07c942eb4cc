//! What axe-core finds in the open window: barriers for whoever cannot see well or uses no mouse.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::window::Window;

/// Where the npm packages of the UI lie.
const AXE: &str = "../ui/node_modules/axe-core/axe.min.js";
/// Where the page may run no script, its timers ring for nobody. What axe puts off is then done as soon as it can be.
const AT_ONCE: &str = "if (location.protocol === 'help:')
    window.setTimeout = (task, wait = 0) => { if (wait < 100) Promise.resolve().then(task); };";
const LOOK: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then((found) => done(found.violations), (error) => done(String(error)));";

/// The serious and critical barriers on the screen that is open, a line each.
///
/// # Errors
/// When the UI's packages are not installed or the window does not answer.
pub async fn barriers(window: &Window) -> Result<Vec<String>> {
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join(AXE);
    let axe = std::fs::read_to_string(axe).context("axe-core, which `npm ci` in ui installs")?;
    window.run(AT_ONCE).await?;
    window.run(&axe).await?;
    let found = window.ask(LOOK).await?;
    let violations = found.as_array().with_context(|| format!("axe failed: {found}"))?;
    Ok(violations.iter().filter(|it| weighs(it)).map(line).collect())
}

fn weighs(violation: &Value) -> bool {
    matches!(violation["impact"].as_str(), Some("serious" | "critical"))
}

fn line(violation: &Value) -> String {
    let places = violation["nodes"].as_array().into_iter().flatten();
    let places: Vec<_> =
        places.map(|node| format!("{} {}", node["target"], node["any"][0]["message"])).collect();
    format!("{}: {} ({})", violation["id"], violation["help"], places.join("; "))
}
