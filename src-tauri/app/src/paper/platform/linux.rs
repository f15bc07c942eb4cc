//! WebKitGTK's own print operation: with GTK's dialog, or without one onto GTK's printer that writes into files.

use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use gtk::prelude::*;
use gtk::{PageSetup, PaperSize, PrintSettings, Unit, Window, glib};
use tauri::WebviewWindow;
use tokio::sync::oneshot;
use tokio::time::timeout;
use webkit2gtk::{PrintOperation, PrintOperationExt, WebView};

use crate::paper::Paper;

/// Whether a PDF can be saved without a dialog.
pub const WITHOUT_DIALOG: bool = true;

/// A page is printed in a moment; this long, and something is wrong.
const PATIENCE: Duration = Duration::from_secs(30);

type Told = oneshot::Sender<Result<(), String>>;

/// Opens the dialog, set to that paper.
pub fn ask(window: &WebviewWindow, paper: Paper) -> tauri::Result<()> {
    window.with_webview(move |view| {
        let view = view.inner();
        let operation = PrintOperation::new(&view);
        operation.set_page_setup(&page(paper));
        let above = view.toplevel().and_then(|top| top.downcast::<Window>().ok());
        operation.run_dialog(above.as_ref());
    })
}

/// Prints the page into `path`.
pub async fn save(window: &WebviewWindow, paper: Paper, path: &Path) -> Result<(), String> {
    let uri = glib::filename_to_uri(path, None).map_err(|error| error.to_string())?;
    let (told, done) = oneshot::channel();
    window
        .with_webview(move |view| print(&view.inner(), paper, &uri, told))
        .map_err(|error| error.to_string())?;
    match timeout(PATIENCE, done).await {
        Ok(Ok(done)) => done,
        Ok(Err(_)) => Err("the window closed".into()),
        Err(_) => Err("printing takes too long".into()),
    }
}

/// On the window's thread: begins, and tells when it is over.
fn print(view: &WebView, paper: Paper, uri: &str, told: Told) {
    let operation = PrintOperation::new(view);
    operation.set_print_settings(&into_file(uri));
    operation.set_page_setup(&page(paper));
    let told = Rc::new(Cell::new(Some(told)));
    let tell = move |outcome| {
        // Told already, or nobody waits any more.
        drop(told.take().map(|told| told.send(outcome)));
    };
    let fail = tell.clone();
    operation.connect_failed(move |_, error| fail(Err(error.to_string())));
    // The operation lives until it is over: WebKit does not hold it.
    let kept = Cell::new(Some(operation.clone()));
    operation.connect_finished(move |_| {
        tell(Ok(()));
        drop(kept.take());
    });
    operation.print();
}

fn into_file(uri: &str) -> PrintSettings {
    let settings = PrintSettings::new();
    // GTK calls this printer by its name in the user's language.
    settings.set_printer(&glib::dgettext(Some("gtk30"), "Print to File"));
    settings.set("output-uri", Some(uri));
    settings.set("output-file-format", Some("pdf"));
    settings
}

/// Without margins: the page brings its own.
fn page(paper: Paper) -> PageSetup {
    let (width, height) = match paper {
        Paper::A4 => (210.0, 297.0),
        Paper::Roll80 { length } => (80.0, f64::from(length)),
    };
    let setup = PageSetup::new();
    setup.set_paper_size(&PaperSize::new_custom("stampdesk", "Stampdesk", width, height, Unit::Mm));
    setup.set_top_margin(0.0, Unit::Mm);
    setup.set_right_margin(0.0, Unit::Mm);
    setup.set_bottom_margin(0.0, Unit::Mm);
    setup.set_left_margin(0.0, Unit::Mm);
    setup
}
