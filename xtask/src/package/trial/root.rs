//! A Debian that never had Stampdesk, in a folder: the base system, what every desktop brings, and a user.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::shell;

/// What any desktop brings along: programs that talk to each other, menus, and a look at what opens a link.
const DESKTOP: &str = "dbus,desktop-file-utils,libglib2.0-bin";

/// Who works at the counter.
const USER: &str = "tezgah";
const USER_ID: u32 = 1000;

/// Gives a program the kernel's file systems, in a view of its own that ends with it: the folder itself stays bare, and
/// nothing has to be unmounted. It becomes the program, so its process is the program's.
const ENTER: &str = r#"root="$1"; user="$2"; shift 2
mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" && exec chroot --userspec="$user" "$root" "$@""#;

/// The system; removed with this.
pub struct Root(PathBuf);

impl Root {
    /// Of the same release as this machine: its libraries are what the programs were built for.
    pub fn make() -> Result<Self> {
        let release = fs::read_to_string("/etc/os-release")?;
        let name = release.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME="));
        let name = name.context("/etc/os-release names no release")?;
        let root = Self(std::env::temp_dir().join(format!("stampdesk-root-{}", std::process::id())));
        let mut make = shell::command("mmdebstrap");
        make.args(["--quiet", "--variant=apt", &format!("--include={DESKTOP}"), name]);
        shell::run(make.arg(&root.0))?;
        root.run(Who::Root, &["apt-get", "update", "--quiet"])?;
        root.run(Who::Root, &["useradd", "--create-home", "--uid", &USER_ID.to_string(), USER])?;
        Ok(root)
    }

    /// Where `path`, as seen in there, lies out here.
    pub fn seen_from_outside(&self, path: &str) -> PathBuf {
        self.0.join(path.trim_start_matches('/'))
    }

    /// The folder that Stampdesk keeps its user's records in.
    pub fn records(&self) -> PathBuf {
        self.seen_from_outside(&format!("/home/{USER}/.local/share/stampdesk"))
    }

    /// A command in there, with nothing of our own environment.
    pub fn command(&self, who: Who, words: &[&str]) -> Command {
        let (user, home) = match who {
            Who::Root => ("0:0".to_owned(), "/root".to_owned()),
            Who::User => (format!("{USER_ID}:{USER_ID}"), format!("/home/{USER}")),
        };
        let mut enter = Command::new("unshare");
        enter.args(["--mount", "--propagation", "private", "sh", "-c", ENTER, "sh"]);
        enter.arg(&self.0).arg(user).args(words);
        enter.env_clear().env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        enter.env("HOME", home).env("LANG", "C.UTF-8").env("DEBIAN_FRONTEND", "noninteractive");
        enter
    }

    /// Runs it to its end, and hands back what it printed.
    pub fn run(&self, who: Who, words: &[&str]) -> Result<String> {
        said(&mut self.command(who, words), words)
    }

    /// Installs `package` as a person would, with what it depends on and no more; upgrades where an older one is there.
    pub fn install(&self, package: &Path) -> Result<()> {
        fs::copy(package, self.seen_from_outside("/tmp/stampdesk.deb"))?;
        let words =
            ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "/tmp/stampdesk.deb"];
        self.run(Who::Root, &words).map(drop)
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("xtask: {} could not be removed: {error}", self.0.display());
        }
    }
}

/// In whose name.
#[derive(Clone, Copy)]
pub enum Who {
    /// Whoever looks after the PC.
    Root,
    /// Whoever works at it.
    User,
}

/// What `command` printed, once it succeeded; otherwise everything it said, as the error.
pub fn said(command: &mut Command, words: &[&str]) -> Result<String> {
    let output = command.output().with_context(|| words.join(" "))?;
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !output.status.success() {
        bail!("`{}` ended with {}:\n{out}{err}", words.join(" "), output.status);
    }
    Ok(out.into_owned())
}

/// Another user's files can only be kept apart by root.
pub fn may_be_made() -> Result<()> {
    let id = shell::answer(shell::command("id").arg("-u"));
    ensure!(id.as_deref() == Some("0"), "a clean root is made by root: run this with sudo");
    Ok(())
}
