//! A stand-in for a desktop's tray: programs put their symbols into it over D-Bus, and it reads their menus.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use zbus::blocking::{Connection, Proxy, connection};
use zbus::message::Header;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

use super::bus::Bus;
use super::running::until;

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// A place beside the clock.
pub struct Tray {
    connection: Connection,
    items: Items,
}

/// Who put a symbol there, and where they keep it.
type Items = Arc<Mutex<Vec<(String, String)>>>;

/// A line of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    id: i32,
    /// What it says.
    pub label: String,
    /// It can be chosen.
    pub enabled: bool,
    /// It bears a tick.
    pub ticked: bool,
}

/// A part of a menu, as it crosses the bus: its id, what is said of it, and its parts.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

struct Watcher(Items);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: String, #[zbus(header)] header: Header<'_>) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((sender, service));
    }

    fn register_status_notifier_host(&self, _service: String) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        let items = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        items.iter().map(|(owner, path)| format!("{owner}{path}")).collect()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

impl Tray {
    /// Opens one on `bus`.
    ///
    /// # Errors
    /// When there is one already.
    pub fn open(bus: &Bus) -> Result<Self> {
        let items = Items::default();
        let connection = connection::Builder::address(bus.address())?
            .serve_at("/StatusNotifierWatcher", Watcher(Arc::clone(&items)))?
            .name(WATCHER)?
            .build()?;
        Ok(Self { connection, items })
    }

    /// The lines of the one menu there is, as soon as one of them says `wanted`.
    ///
    /// # Errors
    /// When none does within a minute.
    pub fn menu(&self, wanted: &str) -> Result<Vec<Line>> {
        let mut lines = Vec::new();
        let found = until(
            || {
                lines = self.lines().unwrap_or_default();
                lines.iter().any(|line| line.label.contains(wanted))
            },
            &format!("`{wanted}` in the tray"),
        );
        found.with_context(|| format!("it says {lines:#?}"))?;
        Ok(lines)
    }

    /// Chooses the line that says `label`.
    ///
    /// # Errors
    /// When there is none, or it cannot be chosen.
    pub fn choose(&self, label: &str) -> Result<()> {
        let lines = self.menu(label)?;
        let line = lines.iter().find(|line| line.label.contains(label)).context("it was there")?;
        if !line.enabled {
            bail!("`{label}` cannot be chosen");
        }
        let menu = self.proxy(MENU)?;
        Ok(menu.call("Event", &(line.id, "clicked", Value::from(0_i32), 0_u32))?)
    }

    /// What the symbol looks like: the file of its picture.
    ///
    /// # Errors
    /// When there is none.
    pub fn picture(&self) -> Result<String> {
        Ok(self.proxy(ITEM)?.get_property("IconName")?)
    }

    fn lines(&self) -> Result<Vec<Line>> {
        let wanted: [&str; 0] = [];
        let (_, (_, _, parts)): (u32, Layout) =
            self.proxy(MENU)?.call("GetLayout", &(0_i32, -1_i32, &wanted[..]))?;
        parts
            .into_iter()
            .map(line)
            .filter(|line| !matches!(line, Ok(line) if line.label.is_empty()))
            .collect()
    }

    /// Of the symbol, or of its menu.
    fn proxy(&self, interface: &'static str) -> Result<Proxy<'static>> {
        let items = self.items.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (owner, path) = items.last().cloned().context("nobody put a symbol into the tray")?;
        let item = Proxy::new(&self.connection, owner.clone(), path, ITEM)?;
        if interface == ITEM {
            return Ok(item);
        }
        let menu: OwnedObjectPath = item.get_property("Menu")?;
        Ok(Proxy::new(&self.connection, owner, menu, interface)?)
    }
}

fn line(part: OwnedValue) -> Result<Line> {
    let (id, mut said, _) = Layout::try_from(part)?;
    let label = said.remove("label").map(String::try_from).transpose()?.unwrap_or_default();
    let enabled = said.remove("enabled").map(bool::try_from).transpose()?.unwrap_or(true);
    let ticked = said.remove("toggle-state").map(i32::try_from).transpose()?.unwrap_or(0) == 1;
    Ok(Line { id, label, enabled, ticked })
}
