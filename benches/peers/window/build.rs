//! What every Tauri program is built with.

fn main() {
    tauri_build::build();
}
