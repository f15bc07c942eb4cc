//! What the figures were measured on: they mean nothing without it.

use std::fs;
use std::process::Command;

/// What can be told of this machine and of what takes part, by name; what is not there is left out.
pub fn lines() -> Vec<(&'static str, String)> {
    let distribution = field("/etc/os-release", "PRETTY_NAME", '=');
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let mut lines = vec![
        ("CPU", field("/proc/cpuinfo", "model name", ':')),
        (
            "cores",
            std::thread::available_parallelism().map_or_else(|_| String::new(), |cores| cores.to_string()),
        ),
        ("memory", memory()),
        ("system", format!("{distribution}, {} {}", std::env::consts::OS, kernel.trim())),
        ("Rust", answer("rustc", &["--version"])),
        ("SQLite", rusqlite::version().to_owned()),
        ("WebKitGTK", answer("pkg-config", &["--modversion", "webkit2gtk-4.1"])),
        ("Node", answer("node", &["--version"])),
        ("webhook", answer("webhook", &["-version"])),
    ];
    lines.retain(|(_, value)| !value.is_empty());
    lines
}

fn memory() -> String {
    let kib: Option<f64> =
        field("/proc/meminfo", "MemTotal", ':').split(' ').next().and_then(|text| text.parse().ok());
    kib.map_or_else(String::new, |kib| format!("{:.1} GiB", kib / f64::from(1 << 20)))
}

/// The value of the first line that begins with `name`.
fn field(path: &str, name: &str, separator: char) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let value = text.lines().find_map(|line| {
        let (found, value) = line.split_once(separator)?;
        (found.trim() == name).then_some(value)
    });
    value.unwrap_or_default().trim().trim_matches('"').to_owned()
}

/// The first line that a program answers with.
fn answer(program: &str, words: &[&str]) -> String {
    let output = Command::new(program).args(words).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines().next().unwrap_or_default().trim().to_owned()
}
