//! The bytes of a backup: as they are, or encrypted with a passphrase (age, scrypt), always in a stream. Each way tells a digest
//! of what was within, so that what was written can be proven by reading it.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read, Write};
use std::iter;
use std::path::Path;

use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor, Identity, scrypt};
use sha2::{Digest, Sha256};

use super::Passphrase;

/// How an encrypted one begins.
const SEALED: &[u8] = b"age-encryption.org/";
/// Bytes moved at a time.
const CHUNK: usize = 256 << 10;

/// SHA-256 of what was within.
pub type Proof = [u8; 32];

/// Why a backup cannot be opened.
#[derive(Debug)]
pub enum Closed {
    /// It asks for a passphrase.
    Sealed,
    /// The passphrase is another one.
    WrongPassphrase,
    /// It was cut off or altered, or made by something else.
    Damaged,
    /// It cannot be read, or what was within not be written.
    Io(io::Error),
}

/// Writes what is in `from` to `to`, encrypted where a passphrase is given.
pub fn seal(from: &Path, to: &mut File, passphrase: Option<&Passphrase>) -> io::Result<Proof> {
    let from = File::open(from)?;
    match passphrase {
        None => pour(from, to),
        Some(passphrase) => {
            let mut sealing = Encryptor::with_user_passphrase(secret(passphrase)).wrap_output(to)?;
            let proof = pour(from, &mut sealing)?;
            sealing.finish()?;
            Ok(proof)
        }
    }
}

/// Writes what is within the backup at `from` to `to`.
pub fn open(from: &Path, to: impl Write, passphrase: Option<&Passphrase>) -> Result<Proof, Closed> {
    let mut from = BufReader::with_capacity(CHUNK, File::open(from).map_err(Closed::Io)?);
    if !begins_sealed(&mut from).map_err(Closed::Io)? {
        return pour(from, to).map_err(Closed::Io);
    }
    let passphrase = passphrase.ok_or(Closed::Sealed)?;
    let identity = scrypt::Identity::new(secret(passphrase));
    let within = Decryptor::new_buffered(from)?.decrypt(iter::once(&identity as &dyn Identity))?;
    pour(within, to).map_err(|error| match error.kind() {
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof => Closed::Damaged,
        _ => Closed::Io(error),
    })
}

/// Whether the backup at `path` is encrypted.
pub fn is_sealed(path: &Path) -> io::Result<bool> {
    begins_sealed(&mut BufReader::new(File::open(path)?))
}

fn begins_sealed(from: &mut BufReader<File>) -> io::Result<bool> {
    use std::io::BufRead;
    Ok(from.fill_buf()?.starts_with(SEALED))
}

fn secret(passphrase: &Passphrase) -> SecretString {
    SecretString::from(passphrase.expose().to_owned())
}

fn pour(mut from: impl Read, mut to: impl Write) -> io::Result<Proof> {
    let mut chunk = vec![0; CHUNK];
    let mut digest = Sha256::new();
    loop {
        match from.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => {
                digest.update(&chunk[..read]);
                to.write_all(&chunk[..read])?;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    to.flush()?;
    Ok(digest.finalize().into())
}

impl From<DecryptError> for Closed {
    fn from(error: DecryptError) -> Self {
        match error {
            DecryptError::DecryptionFailed
            | DecryptError::KeyDecryptionFailed
            | DecryptError::NoMatchingKeys => Self::WrongPassphrase,
            DecryptError::Io(error) if error.kind() != ErrorKind::UnexpectedEof => Self::Io(error),
            _ => Self::Damaged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WITHIN: &[u8] = b"SQLite format 3\0 and what follows";

    fn sealed(folder: &Path, passphrase: Option<&Passphrase>) -> (std::path::PathBuf, Proof) {
        let (plain, sealed) = (folder.join("plain"), folder.join("sealed"));
        std::fs::write(&plain, WITHIN).unwrap();
        let proof = seal(&plain, &mut File::create(&sealed).unwrap(), passphrase).unwrap();
        (sealed, proof)
    }

    #[test]
    fn what_was_sealed_opens_with_its_passphrase_only() {
        let folder = tempfile::tempdir().unwrap();
        let ours = Passphrase::new("üç demlik çay").unwrap();
        let (file, proof) = sealed(folder.path(), Some(&ours));
        let bytes = std::fs::read(&file).unwrap();
        assert!(
            is_sealed(&file).unwrap() && !bytes.windows(6).any(|it| it == b"SQLite"),
            "nothing can be read in it"
        );
        let mut within = Vec::new();
        assert_eq!(open(&file, &mut within, Some(&ours)).unwrap(), proof);
        assert_eq!(within, WITHIN);
        let other = Passphrase::new("üç demlik kahve").unwrap();
        assert!(matches!(open(&file, io::sink(), Some(&other)), Err(Closed::WrongPassphrase)));
        assert!(matches!(open(&file, io::sink(), None), Err(Closed::Sealed)));
        for cut in [30, bytes.len() - 1] {
            std::fs::write(&file, &bytes[..cut]).unwrap();
            assert!(matches!(open(&file, io::sink(), Some(&ours)), Err(Closed::Damaged)), "cut off at {cut}");
        }
        let mut altered = bytes.clone();
        *altered.last_mut().unwrap() ^= 1;
        std::fs::write(&file, altered).unwrap();
        assert!(matches!(open(&file, io::sink(), Some(&ours)), Err(Closed::Damaged)), "one bit is another");
    }

    #[test]
    fn what_is_not_sealed_asks_for_no_passphrase() {
        let folder = tempfile::tempdir().unwrap();
        let (file, proof) = sealed(folder.path(), None);
        assert!(!is_sealed(&file).unwrap());
        assert_eq!(open(&file, io::sink(), None).unwrap(), proof);
    }
}
