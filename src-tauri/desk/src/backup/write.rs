//! Making one backup. A copy of one moment is taken on this PC's own disk, where that is quick, and proven; from there it is
//! written to where the owner wants it under a name that no backup has, read back, and only then called one.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use super::bench::Bench;
use super::book::{Book, Made};
use super::fault::{Fault, FaultKind};
use super::name::Name;
use super::{Passphrase, label, plan, seal};
use crate::{Folder, Settings, Zone, platform};

/// Where a backup goes.
#[derive(Debug, Clone)]
pub enum Target {
    /// Into the owner's folder, under a name of ours; older ones there are removed by plan.
    Folder { path: PathBuf, encrypted: bool },
    /// To this very file, which must be new; encrypted when it ends in `.age`.
    File(PathBuf),
}

impl Target {
    /// It is to be encrypted.
    pub fn encrypted(&self) -> bool {
        match self {
            Self::Folder { encrypted, .. } => *encrypted,
            Self::File(file) => file.extension().is_some_and(|it| it.eq_ignore_ascii_case("age")),
        }
    }

    /// The folder it goes into.
    fn folder(&self) -> &Path {
        match self {
            Self::Folder { path, .. } => path,
            Self::File(file) => match file.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent,
                _ => Path::new("."),
            },
        }
    }

    /// The new file's name, and what it is by the plan.
    fn name(&self, at: DateTime<Utc>, zone: Zone) -> Result<PathBuf, Fault> {
        match self {
            Self::File(file) if file.exists() => Err(Fault::new(
                FaultKind::Failed,
                format!("{} exists already; it is left as it is", file.display()),
            )),
            Self::File(file) => Ok(file.clone()),
            Self::Folder { path, encrypted } => {
                let minute = zone.clock(at).duration_trunc(TimeDelta::minutes(1)).unwrap_or(zone.clock(at));
                let names = (1..1000).flat_map(|count| {
                    let taken =
                        |encrypted| path.join(Name { at: minute, count, encrypted }.to_string()).exists();
                    (!taken(true) && !taken(false)).then_some(Name {
                        at: minute,
                        count,
                        encrypted: *encrypted,
                    })
                });
                let free = names.map(|name| path.join(name.to_string())).next();
                free.ok_or_else(|| Fault::new(FaultKind::Failed, "too many backups in one minute"))
            }
        }
    }
}

/// Makes a backup of what `folder` holds `now`.
pub fn write(
    folder: &Folder,
    target: &Target,
    passphrase: Option<&Passphrase>,
    now: DateTime<Utc>,
) -> Result<Made, Fault> {
    let settings = Settings::of(folder);
    let place = target.folder();
    if !place.is_dir() {
        return Err(not_there(place));
    }
    let passphrase = passphrase.filter(|_| target.encrypted());
    if target.encrypted() && passphrase.is_none() {
        return Err(Fault::new(
            FaultKind::NoPassphrase,
            "no backup: its passphrase is not within reach on this PC",
        ));
    }
    let here = |error: &io::Error| match Fault::writing(folder.path(), error) {
        Fault { kind: FaultKind::Full, message } => Fault { kind: FaultKind::ThisPcFull, message },
        fault => Fault { kind: FaultKind::Failed, ..fault },
    };
    let bench = Bench::take(folder).map_err(|error| here(&error))?;
    room_here(folder)?;
    let copy = bench.file("copy.db");
    ledger::copy(&folder.database(), &copy, &label::of(&settings, now), |_| true)?;
    let file = target.name(now, Zone::of(&settings))?;
    let size = deliver(folder, &copy, (place, &file), passphrase).map_err(|fault| {
        if place.is_dir() { fault } else { not_there(place) } // pulled out meanwhile
    })?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let made = Made { folder: place.to_path_buf(), name, at: now, size, encrypted: passphrase.is_some() };
    if let Target::Folder { path, .. } = target {
        note(folder, path, &made);
    }
    Ok(made)
}

fn not_there(place: &Path) -> Fault {
    Fault::new(FaultKind::NotThere, format!("no backup: {} is not there", place.display()))
}

/// The copy is made only where it leaves the disk enough for the deliveries that come in meanwhile.
fn room_here(folder: &Folder) -> Result<(), Fault> {
    let size = fs::metadata(folder.database()).map_or(0, |file| file.len());
    match fs4::available_space(folder.path()) {
        Ok(free) if free < size + size / 8 => Err(Fault::new(
            FaultKind::ThisPcFull,
            format!(
                "no backup: this PC's disk has {} MB left, and {} MB are needed",
                free >> 20,
                (size + size / 8) >> 20
            ),
        )),
        _ => Ok(()), // where that cannot be told, the copy is tried
    }
}

/// Writes the copy to a new file in a place, and proves it; its size.
fn deliver(
    folder: &Folder,
    copy: &Path,
    (place, file): (&Path, &Path),
    passphrase: Option<&Passphrase>,
) -> Result<u64, Fault> {
    let draft = draft_of(file);
    let mut book = Book::of(folder);
    if let Some(left) = book.writing.replace(draft.clone()) {
        drop(fs::remove_file(left)); // a stick that is away now is cleared another time, or never: it is no backup
    }
    let noted = book.keep(folder).map_err(|error| Fault::new(FaultKind::Failed, error.message));
    let written =
        noted.and_then(|()| write_draft(copy, &draft, passphrase).map_err(|failure| failure.told(place)));
    let named = written.and_then(|size| {
        fs::rename(&draft, file)
            .and_then(|()| sync_folder(place))
            .map_err(|error| Fault::writing(place, &error))?;
        Ok(size)
    });
    if named.is_ok() || fs::remove_file(&draft).is_ok() || !draft.exists() && place.is_dir() {
        let cleared = Book { writing: None, ..Book::of(folder) }.keep(folder);
        cleared.unwrap_or_else(|error| tracing::warn!(%error, "what is being written"));
    }
    named
}

/// A name that no backup has.
fn draft_of(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!(".{name}.partial"))
}

enum Failure {
    Io(io::Error),
    Differs,
}

impl Failure {
    fn told(self, place: &Path) -> Fault {
        match self {
            Self::Io(error) => Fault::writing(place, &error),
            Self::Differs => Fault::new(
                FaultKind::Unsound,
                format!(
                    "what was written to {} reads otherwise: do not trust that disk or stick",
                    place.display()
                ),
            ),
        }
    }
}

fn write_draft(copy: &Path, draft: &Path, passphrase: Option<&Passphrase>) -> Result<u64, Failure> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    let mut file = platform::private_file(&mut options).open(draft).map_err(Failure::Io)?;
    let written = seal::seal(copy, &mut file, passphrase).map_err(Failure::Io)?;
    file.sync_all().map_err(Failure::Io)?;
    drop(file);
    let size = fs::metadata(draft).map_err(Failure::Io)?.len();
    match seal::open(draft, io::sink(), passphrase) {
        Ok(read) if read == written => Ok(size),
        Err(seal::Closed::Io(error)) => Err(Failure::Io(error)),
        _ => Err(Failure::Differs),
    }
}

/// The new name is on the disk, where the system lets that be asked for.
fn sync_folder(place: &Path) -> io::Result<()> {
    if platform::FOLDERS_SYNC {
        use ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
        match File::open(place).and_then(|place| place.sync_all()) {
            // Some file systems know no such thing.
            Err(error) if !matches!(error.kind(), InvalidInput | PermissionDenied | Unsupported) => {
                Err(error)
            }
            _ => Ok(()),
        }
    } else {
        Ok(())
    }
}

/// Notes the new one, and removes those of ours that the plan does not keep. What fails here is tried again next time.
fn note(folder: &Folder, place: &Path, made: &Made) {
    let mut book = Book::of(folder);
    book.last_good = Some(made.clone());
    book.last_fault = None;
    book.made.push(made.clone());
    remove_superfluous(&mut book, place, made);
    book.keep(folder).unwrap_or_else(|error| tracing::error!(%error, "what became of the backup"));
}

fn remove_superfluous(book: &mut Book, place: &Path, newest: &Made) {
    let Ok(newest) = newest.name.parse::<Name>() else { return };
    let ours: Vec<Name> =
        book.made.iter().filter(|it| it.folder == place).filter_map(|it| it.name.parse().ok()).collect();
    for name in plan::superfluous(&ours, &newest) {
        let written = name.to_string();
        let is_it = |made: &Made| made.folder == place && made.name == written;
        let file = place.join(&written);
        // Of another length it is another file: somebody's copy, or another desk's.
        let same = fs::metadata(&file)
            .is_ok_and(|it| book.made.iter().any(|made| is_it(made) && made.size == it.len()));
        if !place.is_dir() {
            return; // pulled out meanwhile: next time
        }
        if !file.exists() || !same || fs::remove_file(&file).is_ok() {
            book.made.retain(|made| !is_it(made));
        }
    }
}
