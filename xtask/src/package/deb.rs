//! What Debian asks of a package beyond what Tauri's bundler puts into it: dependencies as its own tool reads them off
//! the programs, a menu entry named as windows are matched to it, files that belong to root.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::shell::{self, command};

/// Loaded when the tray is shown, so no tool can see it.
const LOADED_LATER: &str = "libayatana-appindicator3-1";

/// Where Tauri's bundler puts what, and where Debian looks for it.
const MOVES: &[(&str, &str)] = &[
    ("usr/share/applications/Stampdesk.desktop", "usr/share/applications/stampdesk.desktop"),
    ("usr/share/icons/hicolor/256x256@2", "usr/share/icons/hicolor/256x256"),
];

/// Takes the bundler's `draft` apart, mends it, and leaves the package in `place`.
pub fn finish(draft: &Path, bench: &Path, place: &Path) -> Result<PathBuf> {
    let tree = bench.join("deb");
    unpack(draft, &tree)?;
    for (from, to) in MOVES {
        fs::rename(tree.join(from), tree.join(to)).with_context(|| (*from).to_owned())?;
    }
    shell::run(command("desktop-file-validate").arg(tree.join(MOVES[0].1)))?;
    shell::run(command("chmod").args(["--recursive", "u=rwX,go=rX"]).arg(&tree))?;
    let control = fs::read_to_string(tree.join("DEBIAN/control"))?;
    let control = with_field(&control, "Depends", &depends(&tree, bench)?);
    fs::write(tree.join("DEBIAN/control"), &control)?;
    fs::write(tree.join("DEBIAN/md5sums"), digests(&tree)?)?;
    let field = |name| field(&control, name).with_context(|| format!("the control file lacks {name}"));
    let package =
        place.join(format!("{}_{}_{}.deb", field("Package")?, field("Version")?, field("Architecture")?));
    pack(&tree, &package)?;
    Ok(package)
}

/// The same package with another `version`: what a PC may have had before.
pub fn of_version(version: &str, package: &Path, bench: &Path) -> Result<PathBuf> {
    let tree = bench.join(format!("deb-{version}"));
    unpack(package, &tree)?;
    let control = tree.join("DEBIAN/control");
    fs::write(&control, with_field(&fs::read_to_string(&control)?, "Version", version))?;
    let other = bench.join(format!("stampdesk_{version}.deb"));
    pack(&tree, &other)?;
    Ok(other)
}

fn unpack(package: &Path, tree: &Path) -> Result<()> {
    shell::run(command("dpkg-deb").arg("--raw-extract").args([package, tree]))
}

fn pack(tree: &Path, package: &Path) -> Result<()> {
    shell::run(command("dpkg-deb").args(["--root-owner-group", "-Zxz", "--build"]).args([tree, package]))
}

/// What both programs are linked with, as packages and their oldest versions that will do.
fn depends(tree: &Path, bench: &Path) -> Result<String> {
    let source = bench.join("shlibs");
    fs::create_dir_all(source.join("debian"))?;
    // The tool reads a source package's own description, of which it needs no more than this.
    fs::write(source.join("debian/control"), "Source: stampdesk\n\nPackage: stampdesk\nArchitecture: any\n")?;
    let mut ask = command("dpkg-shlibdeps");
    ask.current_dir(&source).arg("-O");
    let told =
        shell::answer(ask.args(["stampdesk", "stampdesk-cli"].map(|it| tree.join("usr/bin").join(it))))
            .context("dpkg-shlibdeps could not tell what the programs are linked with")?;
    let linked = told.lines().find_map(|line| line.strip_prefix("shlibs:Depends="));
    Ok(format!("{}, {LOADED_LATER}", linked.context("dpkg-shlibdeps named nothing")?))
}

fn digests(tree: &Path) -> Result<String> {
    let list = command("find").current_dir(tree).args(["usr", "-type", "f"]).output()?;
    ensure!(list.status.success(), "the package's files cannot be listed");
    let mut files: Vec<&str> = std::str::from_utf8(&list.stdout)?.lines().collect();
    files.sort_unstable();
    let sums = shell::answer(command("md5sum").current_dir(tree).args(files)).context("md5sum")?;
    Ok(sums + "\n")
}

/// A field's value on its first line, where we read no longer ones.
fn field<'a>(control: &'a str, name: &str) -> Option<&'a str> {
    control.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

fn with_field(control: &str, name: &str, value: &str) -> String {
    control.lines().fold(String::new(), |mut out, line| {
        let ours = line.strip_prefix(name).is_some_and(|rest| rest.starts_with(": "));
        // Writing into a string cannot fail.
        let _ = if ours { writeln!(out, "{name}: {value}") } else { writeln!(out, "{line}") };
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_is_replaced_and_the_others_stay() {
        let control = "Package: stampdesk\nVersion: 0.1.0\nDepends: libgtk-3-0\nDescription: a shop\n Depends: no field\n";
        let older = with_field(control, "Version", "0.0.1");
        assert_eq!(field(&older, "Version"), Some("0.0.1"));
        assert_eq!(older, control.replace("0.1.0", "0.0.1"), "nothing else changed");
        assert!(with_field(control, "Depends", "libc6").contains(" Depends: no field"), "that is prose");
    }
}
