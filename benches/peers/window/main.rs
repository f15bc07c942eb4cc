//! An empty Tauri window: what any such program takes before it does anything. Its web view is left as Tauri makes it.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!())
}
