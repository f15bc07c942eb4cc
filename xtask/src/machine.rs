//! What this machine needs beside Rust: installed where apt can, named where it cannot.

use anyhow::{Result, bail};

use crate::shell::{self, command};

/// What the window is built from on Debian and Ubuntu.
pub const WINDOW: &[&str] =
    &["build-essential", "librsvg2-dev", "libssl-dev", "libwebkit2gtk-4.1-dev", "pkg-config"];

/// What the stories bring along: a window's driver and screen, a desktop around it, a keychain, a network and a clock of
/// their own.
pub const STORIES: &[&str] = &[
    "dbus",
    "faketime",
    "fonts-dejavu-core",
    "gnome-keyring",
    "iproute2",
    "libayatana-appindicator3-1",
    "libglib2.0-bin",
    "openbox",
    "webkit2gtk-driver",
    "wmctrl",
    "xdotool",
    "xvfb",
];

/// The receiver of another make that the bench compares ours with, and what its script inserts with.
pub const PEERS: &[&str] = &["sqlite3", "webhook"];

/// What a package is made with: the bundler asks where the tray's library lies, and menu entries are proven.
pub const PACKAGES: &[&str] = &["desktop-file-utils", "dpkg-dev", "libayatana-appindicator3-dev"];

/// What a package is tried with: a clean root, and a screen that can be asked what is on it.
pub const TRIAL: &[&str] = &["mmdebstrap", "x11-utils", "xvfb"];

/// The libraries behind [`WINDOW`], by the names every distribution's pkg-config knows.
const LIBRARIES: &[&str] = &["webkit2gtk-4.1", "librsvg-2.0", "openssl"];

/// A program from crates.io, at the version that was tried.
pub struct Tool(&'static str, &'static str);

/// Speaks WebDriver to the window.
pub const TAURI_DRIVER: Tool = Tool("tauri-driver", "2.1.0");
/// Reads the licences and sources of everything that is built in.
pub const CARGO_DENY: Tool = Tool("cargo-deny", "0.20.2");
/// Writes down everything of others' that is built in.
pub const CARGO_CYCLONEDX: Tool = Tool("cargo-cyclonedx", "0.5.9");
/// Builds and runs the fuzz targets.
pub const CARGO_FUZZ: Tool = Tool("cargo-fuzz", "0.13.1");

/// Installs the Debian packages that are not there yet; elsewhere says what is missing.
pub fn install(packages: &[&str]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !shell::succeeds(command("apt-get").arg("--version")) {
        return find_libraries();
    }
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("installing {}", missing.join(" "));
    apt(&["update", "--quiet"])?;
    apt(&[&["install", "--yes", "--quiet", "--no-install-recommends"], missing.as_slice()].concat())
}

/// Builds and installs `tool`, unless it is there.
pub fn install_tool(&Tool(name, version): &Tool) -> Result<()> {
    if shell::succeeds(command(name).arg("--help")) {
        return Ok(());
    }
    shell::run(shell::cargo("install --locked").args([name, "--version", version]))
}

fn installed(package: &str) -> bool {
    shell::answer(command("dpkg-query").args(["--show", "--showformat=${db:Status-Status}", package]))
        .is_some_and(|status| status == "installed")
}

fn apt(words: &[&str]) -> Result<()> {
    let root = shell::answer(command("id").arg("-u")).is_some_and(|id| id == "0");
    let mut apt = if root { command("env") } else { command("sudo") };
    if !root {
        apt.arg("env");
    }
    shell::run(apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(words))
}

fn find_libraries() -> Result<()> {
    let missing: Vec<&str> = LIBRARIES
        .iter()
        .copied()
        .filter(|library| !shell::succeeds(command("pkg-config").args(["--exists", library])))
        .collect();
    if !missing.is_empty() {
        bail!(
            "this machine has no apt-get; please install the development packages of {} (and pkg-config), \
             as https://v2.tauri.app/start/prerequisites lists them for your distribution",
            missing.join(", ")
        );
    }
    Ok(())
}
