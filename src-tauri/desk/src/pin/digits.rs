//! A PIN as it is typed, and as it is kept: hashed with Argon2id, under a salt of its own.

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, SaltString};
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use zeroize::Zeroizing;

use crate::{DeskError, ErrorCode};

/// How many digits a PIN has.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=8;

/// The digits of a PIN. Without `Debug`, and wiped on drop.
pub struct Digits(Zeroizing<String>);

impl Digits {
    /// Takes what was typed.
    ///
    /// # Errors
    /// When it is not four to eight digits.
    pub fn new(typed: String) -> Result<Self, DeskError> {
        let typed = Zeroizing::new(typed);
        if LENGTHS.contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self(typed));
        }
        Err(DeskError::new(ErrorCode::Pin, "a PIN is four to eight digits"))
    }

    /// What is kept of it: a PHC string.
    pub(super) fn hash(&self) -> Result<String, DeskError> {
        let salt = SaltString::generate(&mut OsRng);
        let hashed = Argon2::default().hash_password(self.0.as_bytes(), &salt);
        hashed.map(|hash| hash.to_string()).map_err(|error| DeskError::new(ErrorCode::Pin, error.to_string()))
    }

    /// Whether `hash` is of these.
    pub(super) fn fit(&self, hash: &str) -> Result<bool, DeskError> {
        let unreadable = |error: argon2::password_hash::Error| {
            DeskError::new(ErrorCode::Pin, format!("what is kept of the PIN cannot be read: {error}"))
        };
        match Argon2::default()
            .verify_password(self.0.as_bytes(), &PasswordHash::new(hash).map_err(unreadable)?)
        {
            Ok(()) => Ok(true),
            Err(argon2::password_hash::Error::Password) => Ok(false),
            Err(error) => Err(unreadable(error)),
        }
    }
}
