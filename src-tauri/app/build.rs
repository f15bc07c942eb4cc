//! Tells Tauri where the window's rights are written down, and which commands there are to give rights to.

fn main() {
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("src-tauri/app/capabilities/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(&[
            "status",
            "feed",
            "today",
            "look_up",
            "customer",
            "coupons",
            "points",
            "save_settings",
            "dismiss_notice",
            "border",
            "health",
            "choose_way",
            "ask_outside",
            "tunnel_output",
            "send_test_event",
            "mark_test",
            "customers",
            "points_history",
            "set_nickname",
            "set_note",
            "close_coupon",
            "reopen_coupon",
            "forget_customer",
            "secrets",
            "add_secret",
            "remove_secret",
            "expire_secret",
            "report",
            "books",
            "close_day",
            "closed_days",
            "closed_day",
            "export_to",
            "cancel_export",
            "print_page",
            "save_pdf",
            "data_state",
            "back_up",
            "choose_backup",
            "check_backup",
            "restore",
            "pick_folder",
            "pick_file",
        ]));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
