//! The desktop's notifications by D-Bus: whatever program shows them there, if any does.

use std::collections::HashMap;

use futures_util::StreamExt;
use tauri::AppHandle;
use tokio::sync::Mutex;
use zbus::message::Type;
use zbus::zvariant::Value;
use zbus::{Connection, MatchRule, MessageStream};

/// The name on the bus, and that of the interface.
const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// Signals kept for a notification that nobody looks after at the moment.
const QUEUED: usize = 64;

/// The way to whoever shows notifications. It stays open: many withdraw what a program that left has shown.
#[derive(Debug, Default)]
pub struct Desktop(Mutex<Option<Open>>);

#[derive(Debug, Clone)]
struct Open {
    bus: Connection,
    /// Its bodies are read as markup.
    markup: bool,
    /// It can be clicked.
    actions: bool,
}

/// A notification that is shown.
pub struct Shown {
    id: u32,
    signals: MessageStream,
}

impl Desktop {
    /// Shows one; `open` says what a click on it does.
    ///
    /// # Errors
    /// Why not. The next one asks anew who shows them.
    pub async fn show(&self, _: &AppHandle, title: &str, body: &str, open: &str) -> zbus::Result<Shown> {
        let mut kept = self.0.lock().await;
        let way = match kept.take() {
            Some(way) => way,
            None => Open::find().await?,
        };
        let shown = way.show(title, body, open).await?;
        *kept = Some(way);
        Ok(shown)
    }
}

impl Open {
    async fn find() -> zbus::Result<Self> {
        let bus = Connection::session().await?;
        let reply = bus.call_method(Some(NAME), PATH, Some(NAME), "GetCapabilities", &()).await?;
        let able: Vec<String> = reply.body().deserialize()?;
        let can = |what: &str| able.iter().any(|one| one == what);
        Ok(Self { markup: can("body-markup"), actions: can("actions"), bus })
    }

    async fn show(&self, title: &str, body: &str, open: &str) -> zbus::Result<Shown> {
        let rule = MatchRule::builder().msg_type(Type::Signal).path(PATH)?.interface(NAME)?.build();
        // Listened to before there is anything to click.
        let signals = MessageStream::for_match_rule(rule, &self.bus, Some(QUEUED)).await?;
        let body = if self.markup { as_markup(body) } else { body.to_owned() };
        let actions = if self.actions { vec!["default", open] } else { Vec::new() };
        let hints = HashMap::from([("desktop-entry", Value::from("stampdesk"))]);
        let notification = ("Stampdesk", 0_u32, "stampdesk", title, body, actions, hints, -1_i32);
        let reply = self.bus.call_method(Some(NAME), PATH, Some(NAME), "Notify", &notification).await?;
        Ok(Shown { id: reply.body().deserialize()?, signals })
    }
}

impl Shown {
    /// Whether it was clicked, once it is gone.
    pub async fn clicked(mut self) -> bool {
        while let Some(Ok(signal)) = self.signals.next().await {
            let header = signal.header();
            let body = signal.body();
            match header.member().map(|member| member.as_str()) {
                Some("ActionInvoked")
                    if body.deserialize::<(u32, &str)>().is_ok_and(|(id, _)| id == self.id) =>
                {
                    return true;
                }
                Some("NotificationClosed")
                    if body.deserialize::<(u32, u32)>().is_ok_and(|(id, _)| id == self.id) =>
                {
                    return false;
                }
                _ => {}
            }
        }
        false
    }
}

fn as_markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_outside_is_text_and_no_markup() {
        assert_eq!(as_markup("<b>Çay & Kahve</b>"), "&lt;b&gt;Çay &amp; Kahve&lt;/b&gt;");
    }
}
