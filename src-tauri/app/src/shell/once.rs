//! One window per data folder: a second start brings the first one's window back, and ends.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use desk::Folder;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Wry};

use super::{HIDDEN, platform, show};

const NAME: &str = "app.stampdesk.desk";

/// Looks for the first one. `None` where the system tells programs apart by their name alone, and this is not the user's own
/// folder: a demo beside the shop is another program then, and the desk's own hold keeps two of them off one folder.
pub fn plugin(folder: &Folder) -> Option<TauriPlugin<Wry>> {
    let name = if folder.is_usual() { NAME.to_owned() } else { format!("{NAME}.{}", digest(folder.path())) };
    let builder = tauri_plugin_single_instance::Builder::new().callback(again).dbus_id(name);
    (platform::ONE_PER_FOLDER || folder.is_usual()).then(|| builder.build())
}

fn again(app: &AppHandle, words: Vec<String>, _: String) {
    // A link among the words is the deep link's affair, which may lead further.
    if !words.iter().any(|word| word == HIDDEN) {
        show(app, None);
    }
}

/// A name for a folder that D-Bus accepts: it begins with a letter.
fn digest(folder: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    let whole = folder.canonicalize().or_else(|_| std::path::absolute(folder));
    whole.as_deref().unwrap_or(folder).hash(&mut hasher);
    format!("f{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_name_however_it_is_spelt() {
        let folder = std::env::temp_dir();
        assert_eq!(digest(&folder), digest(&folder.join(".")));
        assert_ne!(digest(&folder), digest(&folder.join("elsewhere")));
    }
}
