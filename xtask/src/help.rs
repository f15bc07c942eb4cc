//! `cargo xtask help`: the list.

const TEXT: &str = "\
cargo xtask run          install what is missing, build, and open the window with its listener running
cargo xtask run --demo   the same with a made-up shop: throw-away data, a month of history, live events
cargo xtask test         every gate and every test, the real window included; what the build server runs
cargo xtask fuzz         inputs nobody thought of, a minute for each target; --seconds N: longer or shorter; needs nightly Rust
cargo xtask soak         ten minutes of mixed hostile traffic against the listener, and a report; --seconds N; --json FILE; Linux
cargo xtask bench        what docs/benchmarks.md tells, measured; --quick; --json; SECTION…: these alone; pure: by criterion
cargo xtask pictures     retake the pictures in docs/pictures; --all: every screen in every look, in target/pictures
cargo xtask package      the installer for this system with its checksum and bill of materials; --bundles KIND,…: others, as
                         docs/packages.md lists them; --try [FILE.deb]: installs, upgrades and removes it in a clean root; Debian, as root
cargo xtask bindings     write the TypeScript types of the window's commands anew
cargo xtask help         this list";

/// Prints the commands.
pub fn print() -> anyhow::Result<()> {
    println!("{TEXT}");
    Ok(())
}
