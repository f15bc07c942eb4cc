//! A stand-in for the program that shows a desktop's notifications: it remembers them, and clicks on them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use zbus::blocking::{Connection, connection};
use zbus::zvariant::OwnedValue;

use super::bus::Bus;
use super::running::until;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// A place where notifications are shown.
pub struct Notifications {
    connection: Connection,
    notes: Notes,
}

type Notes = Arc<Mutex<Vec<Note>>>;

/// A notification that was shown.
#[derive(Debug, Clone)]
pub struct Note {
    id: u32,
    /// Its heading.
    pub title: String,
    /// What it says beneath, as markup.
    pub body: String,
    /// What can be done with it: each by its key and what it is called.
    pub actions: Vec<String>,
}

struct Shower(Notes);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Shower {
    fn get_capabilities(&self) -> Vec<&str> {
        vec!["actions", "body", "body-markup"]
    }

    #[allow(clippy::too_many_arguments)] // the desktops' specification has them
    fn notify(
        &self,
        _program: String,
        _replaces: u32,
        _icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = notes.len() as u32 + 1;
        notes.push(Note { id, title, body, actions });
        id
    }
}

impl Notifications {
    /// Opens one on `bus`.
    ///
    /// # Errors
    /// When there is one already.
    pub fn open(bus: &Bus) -> Result<Self> {
        let notes = Notes::default();
        let shower = Shower(Arc::clone(&notes));
        let connection =
            connection::Builder::address(bus.address())?.serve_at(PATH, shower)?.name(NAME)?.build()?;
        Ok(Self { connection, notes })
    }

    /// All that were shown, oldest first.
    #[must_use]
    pub fn all(&self) -> Vec<Note> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The first one whose body says `wanted`, as soon as there is one.
    ///
    /// # Errors
    /// When none does within a minute.
    pub fn saying(&self, wanted: &str) -> Result<Note> {
        let found = || self.all().into_iter().find(|note| note.body.contains(wanted));
        until(
            || found().is_some(),
            &format!("a notification that says `{wanted}`; there are {:?}", self.all()),
        )?;
        found().context("it was there")
    }

    /// Clicks on one.
    ///
    /// # Errors
    /// When the bus is gone.
    pub fn click(&self, note: &Note) -> Result<()> {
        let nobody = None::<&str>;
        self.connection.emit_signal(nobody, PATH, NAME, "ActionInvoked", &(note.id, "default"))?;
        Ok(self.connection.emit_signal(nobody, PATH, NAME, "NotificationClosed", &(note.id, 2_u32))?)
    }
}
