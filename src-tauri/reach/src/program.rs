//! Finding a program on this PC, and how to get it when it is not there. Nothing is ever downloaded.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::platform;

/// The folders that programs are looked for in.
#[derive(Debug, Clone)]
pub struct Places(Vec<PathBuf>);

impl Places {
    /// `PATH`, then where installers of this system put programs: a window started from a menu often has a short `PATH`.
    pub fn of_this_system() -> Self {
        let path = env::var_os("PATH").unwrap_or_default();
        let home = env::home_dir().unwrap_or_default();
        let near_home = [".local/bin", "bin"].map(|place| home.join(place));
        let usual = platform::USUAL.iter().map(PathBuf::from).chain(near_home);
        Self(env::split_paths(&path).chain(usual).filter(|place| place.is_absolute()).collect())
    }

    /// Only these folders.
    pub fn only(folders: impl IntoIterator<Item = PathBuf>) -> Self {
        Self(folders.into_iter().collect())
    }

    /// Where `program` is: a name is looked for in these places, a path is taken as it is.
    pub(crate) fn find(&self, program: &str) -> Option<PathBuf> {
        let given = Path::new(program);
        if given.components().count() > 1 {
            return candidates(given).find(|file| platform::runs(file));
        }
        self.0.iter().flat_map(|place| candidates(&place.join(given))).find(|file| platform::runs(file))
    }
}

/// How the owner gets `program`, in words.
pub(crate) fn how_to_get(program: &str) -> String {
    let page = match program {
        "cloudflared" => {
            "https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/downloads/"
        }
        "ngrok" => "https://ngrok.com/download",
        "tailscale" => "https://tailscale.com/download",
        _ => return format!("`{program}` was not found on this PC. Give its full path, or install it."),
    };
    format!("Install {program} from {page}; it is found by itself once it is there.")
}

/// The file as named, and with the system's ending for programs.
fn candidates(file: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let mut ended = file.as_os_str().to_owned();
    ended.push(env::consts::EXE_SUFFIX);
    [PathBuf::from(ended), file.to_owned()].into_iter()
}
