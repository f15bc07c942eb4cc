//! Nobody looks at the window: the desktop announces that the connection is in trouble, and that it is unusually silent.
//! Each is said once until it is over, and a click leads to the connection. Time passes in leaps; nobody waits for it.
#![cfg(target_os = "linux")] // WebDriver reaches the web view under Xvfb

use anyhow::{Context, Result, ensure};
use chrono::{TimeDelta, Utc};
use loyalite::test_event;
use serde_json::{Value, json};
use stories::notifications::Note;
use stories::{Bus, Cli, Delivery, Notifications, Public, Scratch, Window, free_address, platform};
use uuid::Uuid;

const TROUBLE: &str = "This PC cannot be reached from the internet; records cannot arrive.";
const SILENCE: &str = "hours no record has arrived. If the shop is open, look at the connection.";

/// A shop whose window nobody looks at.
struct Shop {
    scratch: Scratch,
    public: Public,
    _bus: Bus,
    desktop: Notifications,
    window: Window,
    /// So many deliveries have arrived.
    arrived: u32,
}

impl Shop {
    /// One with a tunnel that brings what arrives.
    async fn open(notifications: Value) -> Result<Self> {
        let scratch = Scratch::with_leaping_clock()?;
        let (bus, public) = (Bus::open(&scratch)?, Public::open(&scratch).await?);
        let desktop = Notifications::open(&bus)?;
        let token = Cli::new(&scratch)?.run_with("connect token cloudflared", "eyJ-of-the-stories")?;
        ensure!(token.status.success(), "{}", String::from_utf8_lossy(&token.stderr));
        let settings = json!({
            "notifications": notifications, "way": { "way": "cloudflared", "hostname": public.host() },
        });
        let mut window = Window::open_on_the_road(&scratch, &bus, &public, settings).await?;
        window.find("[data-testid=connection][data-state=reachable]").await?;
        window.says("seen up to 0")?; // what arrives from now on is news
        window.look_away().await?;
        Ok(Self { scratch, public, _bus: bus, desktop, window, arrived: 0 })
    }

    async fn takes(&mut self, delivery: &Delivery) -> Result<()> {
        assert_eq!(delivery.post(&self.window.url()).await?, 200, "the desk takes it");
        self.arrived += 1;
        Ok(())
    }

    /// So much time passes, and what there was to be said by then is said. A test event of our own breaks no silence.
    async fn pass(&mut self, time: TimeDelta) -> Result<()> {
        self.scratch.leap_on(time)?;
        let test = test_event::body(test_event::id(Uuid::new_v4()), Utc::now());
        self.takes(&Delivery::new(test)).await?;
        self.window.says(&format!("seen up to {}", self.arrived))
    }

    /// Something came in every hour at this time of day, in the eight weeks before.
    async fn was_busy(&mut self) -> Result<()> {
        for week in 1..=8 {
            for hour in 0..12 {
                self.takes(&stamp(TimeDelta::hours(hour) - TimeDelta::weeks(week))?).await?;
            }
        }
        Ok(())
    }

    async fn tunnel_breaks(&mut self) -> Result<()> {
        self.public.lead_to(free_address()?)?;
        self.connection_becomes("tunnel_down").await
    }

    /// What the window says then is `state`.
    async fn tunnel_is_mended(&mut self, state: &str) -> Result<()> {
        self.public.lead_to(self.window.address())?;
        self.connection_becomes(state).await
    }

    /// As on waking, the address is asked at once, and what comes of it is noticed.
    async fn connection_becomes(&mut self, state: &str) -> Result<()> {
        self.pass(TimeDelta::minutes(6)).await?;
        self.window.find(&format!("[data-testid=connection][data-state={state}]")).await?;
        self.pass(TimeDelta::zero()).await
    }

    /// How many notifications say `words`; all of them say nothing.
    fn told(&self, words: &str) -> usize {
        self.desktop.all().iter().filter(|note| note.body.contains(words)).count()
    }

    /// A click on the newest notification opens the connection. Then somebody goes back to the counter, and turns away.
    async fn click_leads_to_the_connection(&self) -> Result<Note> {
        const CONNECTION: &str = "[data-testid=nav-connection][aria-current=page]";
        assert_eq!(self.window.count(CONNECTION).await?, 0, "another screen is open");
        let note = self.desktop.all().pop().context("a notification")?;
        assert_eq!(note.actions, ["default", "Open"], "it can be clicked");
        self.desktop.click(&note)?;
        self.window.find(CONNECTION).await?;
        self.window.click("[data-testid=nav-counter]").await?;
        self.window.gone(CONNECTION).await?;
        self.window.look_away().await?;
        Ok(note)
    }
}

/// A stamp that was earned so long from now, as in the platform's own example.
fn stamp(from_now: TimeDelta) -> Result<Delivery> {
    let mut event: Value = serde_json::from_slice(platform::examples()[1].body())?;
    event["id"] = json!(Uuid::new_v4());
    event["occurred_at"] = json!(Utc::now() + from_now);
    event["data"]["transaction_id"] = json!(Uuid::new_v4());
    Ok(Delivery::new(event.to_string()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tunnel_that_broke_is_told_of_once_and_again_when_it_breaks_anew() -> Result<()> {
    let mut shop = Shop::open(json!({})).await?;
    shop.tunnel_breaks().await?;
    assert_eq!(shop.told(""), 0, "it may come back by itself");
    shop.pass(TimeDelta::minutes(1)).await?;
    assert_eq!(shop.told(TROUBLE), 1);
    shop.pass(TimeDelta::hours(2)).await?;
    assert_eq!(shop.told(""), 1, "it is the same trouble still");
    let note = shop.click_leads_to_the_connection().await?;
    assert_eq!(note.title, "Trouble with the connection");

    shop.tunnel_is_mended("reachable").await?;
    shop.pass(TimeDelta::minutes(6)).await?;
    shop.tunnel_breaks().await?;
    shop.pass(TimeDelta::minutes(1)).await?;
    assert_eq!(shop.told(TROUBLE), 2, "it was over, and this is another time");
    assert_eq!(shop.told(""), 2);
    shop.window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silence_where_it_was_always_busy_is_told_of_once_and_the_next_one_again() -> Result<()> {
    let mut shop = Shop::open(json!({})).await?;
    shop.was_busy().await?;
    shop.pass(TimeDelta::hours(3)).await?;
    assert_eq!(shop.told(""), 0, "what waited may still come in");
    shop.pass(TimeDelta::minutes(10)).await?;
    assert_eq!(shop.told(SILENCE), 1);
    shop.pass(TimeDelta::hours(1)).await?;
    assert_eq!(shop.told(""), 1, "it is the same silence still");
    let note = shop.click_leads_to_the_connection().await?;
    assert_eq!((&*note.title, &note.body[..12]), ("Unusually silent", "For over 3 h"));

    shop.takes(&stamp(TimeDelta::zero())?).await?;
    for minutes in [6, 6, 3 * 60] {
        shop.pass(TimeDelta::minutes(minutes)).await?;
    }
    assert_eq!(shop.told(""), 1, "somebody came");
    shop.pass(TimeDelta::minutes(10)).await?;
    assert_eq!(shop.told(SILENCE), 2, "and then nobody any more");
    shop.window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn in_quiet_hours_neither_is_told_and_what_still_is_so_is_told_when_they_end() -> Result<()> {
    let hour = |hours: i64| (Utc::now() + TimeDelta::hours(3 + hours)).format("%H:%M").to_string(); // Istanbul's
    let mut shop = Shop::open(json!({ "quiet": { "from": hour(-1), "to": hour(5) } })).await?;
    shop.was_busy().await?;
    for minutes in [3 * 60, 11] {
        shop.pass(TimeDelta::minutes(minutes)).await?;
    }
    shop.window.find("[data-testid=connection][data-state=quiet]").await?;
    shop.tunnel_breaks().await?;
    shop.pass(TimeDelta::minutes(2)).await?;
    assert_eq!(shop.told(""), 0, "these are quiet hours");
    shop.pass(TimeDelta::hours(3)).await?;
    assert_eq!(shop.told(TROUBLE), 1, "they are over, and it is broken still");
    assert_eq!(shop.told(""), 1, "which explains the silence");

    shop.tunnel_is_mended("quiet").await?;
    shop.pass(TimeDelta::minutes(10)).await?;
    assert_eq!(shop.told(SILENCE), 1, "now nothing does");
    assert_eq!(shop.told(""), 2);
    shop.window.close().await
}
