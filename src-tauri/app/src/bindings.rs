//! The contract between the desk and its window, and its TypeScript side: generated, committed, and proven current by a
//! test. `cargo xtask bindings` writes it anew.

use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::books::ExportMoved;
use crate::commands as ask;
use crate::live::{Changed, StatusChanged};
use crate::shell::{self, GoTo, Visibility};
use crate::words as say;
use crate::{books, crash, data, help, paper, pin, side};

/// Every command and event that crosses the border.
#[expect(clippy::too_many_lines, reason = "it is a list")]
pub fn contract() -> Builder<tauri::Wry> {
    Builder::new()
        .commands(collect_commands![
            ask::status,
            ask::feed,
            ask::today,
            ask::look_up,
            ask::customer,
            ask::coupons,
            ask::points,
            ask::save_settings,
            ask::dismiss_notice,
            ask::border,
            ask::health,
            ask::choose_way,
            ask::ask_outside,
            ask::tunnel_output,
            ask::send_test_event,
            ask::customers,
            ask::points_history,
            say::set_nickname,
            say::set_note,
            say::close_coupon,
            say::reopen_coupon,
            say::mark_test,
            say::forget_customer,
            ask::secrets,
            ask::add_secret,
            ask::remove_secret,
            ask::expire_secret,
            books::report,
            books::books,
            books::close_day,
            books::closed_days,
            books::closed_day,
            books::export_to,
            books::cancel_export,
            paper::print_page,
            paper::save_pdf,
            data::data_state,
            data::back_up,
            data::choose_backup,
            data::check_backup,
            data::restore,
            data::pick_folder,
            data::pick_file,
            pin::unlock,
            pin::lock,
            pin::touch,
            pin::set_pin,
            side::show_side,
            side::watch_display,
            side::strip::open_customer,
            side::strip::open_code,
            help::open_help,
            shell::show::arrive,
            shell::autostart::autostart,
            shell::autostart::set_autostart,
            shell::end::quit_program,
            crash::start_normally,
            crash::crash_reports,
            crash::crash_reports_read,
            crash::save_crash_reports,
        ])
        .events(collect_events![Changed, StatusChanged, ExportMoved, GoTo, Visibility])
        .error_handling(ErrorHandlingMode::Throw)
        // Counts are kept below 2^53 by the reader of deliveries, so every one of them is exact in JavaScript.
        .dangerously_cast_bigints_to_number()
        .disable_serde_phases()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use specta_typescript::Typescript;

    #[test]
    fn the_committed_bindings_are_current() {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/lib/bindings.ts");
        let fresh = std::env::temp_dir().join(format!("stampdesk-bindings-{}.ts", std::process::id()));
        let write = std::env::var_os("STAMPDESK_WRITE_BINDINGS").is_some();
        let target = if write { &committed } else { &fresh };
        super::contract().export(Typescript::default(), target).unwrap();
        if !write {
            let generated = std::fs::read_to_string(&fresh).unwrap();
            std::fs::remove_file(&fresh).unwrap();
            let stale = "ui/src/lib/bindings.ts is stale: run `cargo xtask bindings` and commit it";
            assert!(generated == std::fs::read_to_string(committed).unwrap(), "{stale}");
        }
    }
}
