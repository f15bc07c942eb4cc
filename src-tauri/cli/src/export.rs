//! `export`: lists as files. Ctrl-C ends it, and leaves nothing behind.

use std::io::{IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, bail};
use desk::{
    CustomerKey, ExportFormat, ExportProgress, ExportRequest, ExportWhat, Exported, Folder, Language,
    Settings,
};

use crate::args::{Export, What, Who};
use crate::{owner, print, stop};

/// Writes what is asked for.
pub async fn run(folder: Folder, asked: Export) -> Result<()> {
    let request = request(&folder, &asked)?;
    let language = asked.language.unwrap_or_else(|| usual_language(&folder));
    let stopped = Arc::new(AtomicBool::new(false));
    let path = asked.file;
    let written = tokio::select! {
        written = write(folder, request, path, language, Arc::clone(&stopped)) => written?,
        () = async { stop::asked().await; stopped.store(true, Ordering::Relaxed); std::future::pending().await } => None,
    };
    let Some(written) = written else { bail!("stopped; nothing was written") };
    if asked.json {
        return print::json(&written);
    }
    say!("{} rows: {}", written.rows, written.path);
    Ok(())
}

async fn write(
    folder: Folder,
    request: ExportRequest,
    path: PathBuf,
    language: Language,
    stopped: Arc<AtomicBool>,
) -> Result<Option<Exported>> {
    let work = move || {
        let mut tell = |progress| {
            show(progress);
            if stopped.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        desk::export(&folder, &request, &path, language, &mut tell)
    };
    Ok(tokio::task::spawn_blocking(work).await??)
}

fn request(folder: &Folder, asked: &Export) -> Result<ExportRequest> {
    let what = match asked.what {
        What::Customers => ExportWhat::Customers,
        What::Coupons => ExportWhat::Coupons,
        What::Points => ExportWhat::Points,
        What::Feed => ExportWhat::Feed,
        What::Report => ExportWhat::Report,
        What::ClosedDays => ExportWhat::ClosedDays,
        What::Customer => ExportWhat::Customer,
    };
    let meant = match asked.code {
        Some(code) => {
            let who = Who { code, organization: asked.organization.clone() };
            Some(owner::find(folder, &who)?)
        }
        None => None,
    };
    let (organization, customer_id) = match meant {
        Some(CustomerKey { organization, customer_id }) => (Some(organization), Some(customer_id)),
        None => (asked.organization.clone(), None),
    };
    let format = format(&asked.file)?;
    Ok(ExportRequest { what, format, organization, from: asked.from, to: asked.to, customer_id })
}

fn format(file: &Path) -> Result<ExportFormat> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "csv" => Ok(ExportFormat::Csv),
        "xlsx" => Ok(ExportFormat::Xlsx),
        "json" => Ok(ExportFormat::Json),
        _ => bail!("{} ends neither with .csv nor with .xlsx", file.display()),
    }
}

/// The shop's language, else the system's.
fn usual_language(folder: &Folder) -> Language {
    let chosen = Settings::read(folder).ok().and_then(|settings| settings.language);
    let told = || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok());
    match chosen.or_else(told) {
        Some(language) if language.starts_with("tr") => Language::Tr,
        _ => Language::En,
    }
}

/// On one line that is written over, where somebody is looking.
fn show(ExportProgress { rows, total }: ExportProgress) {
    let mut terminal = std::io::stderr();
    if !terminal.is_terminal() {
        return;
    }
    let of = total.map(|total| format!(" of {total}")).unwrap_or_default();
    let end = if total == Some(rows) { "\n" } else { "" };
    drop(write!(terminal, "\r{rows}{of} rows{end}")); // a courtesy
    drop(terminal.flush());
}
