//! Nobody looks at the window: the desktop announces that a reward is waiting, and a click leads there. Never in quiet hours,
//! and never in a flood.
#![cfg(target_os = "linux")] // WebDriver reaches the web view under Xvfb

use anyhow::Result;
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};
use stories::notifications::Note;
use stories::{Bus, Delivery, Notifications, Running, Scratch, Window, platform, until};
use uuid::Uuid;

/// The card of customer `code` fills now, as in the platform's own example.
fn reward(code: u32, coupon: &str) -> Result<Delivery> {
    let mut event: Value = serde_json::from_slice(platform::examples()[3].body())?;
    event["id"] = json!(Uuid::new_v4());
    event["occurred_at"] = json!(Utc::now());
    event["data"]["customer_code"] = json!(code);
    event["data"]["customer_id"] = json!(Uuid::new_v4());
    event["data"]["coupon_id"] = json!(Uuid::new_v4());
    event["data"]["coupon_name"] = json!(coupon);
    Ok(Delivery::new(event.to_string()))
}

async fn post(window: &Window, delivery: &Delivery) -> Result<()> {
    assert_eq!(delivery.post(&window.url()).await?, 200, "the desk takes it");
    Ok(())
}

/// The window of a shop with these choices, listening, on a desktop of its own.
async fn open(scratch: &Scratch, bus: &Bus, notifications: Value) -> Result<Window> {
    let settings = json!({ "notifications": notifications });
    let mut window = Window::open_in_session(scratch, bus, settings).await?;
    window.find("[data-testid=connection][data-state=on]").await?;
    window.says("seen up to 0")?; // what arrives from now on is news
    window.look_away().await?;
    Ok(window)
}

async fn shows_customer(window: &Window, code: &str) -> Result<()> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    window.text("[data-testid=customer-code]", |text| digits(text) == code).await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reward_is_announced_and_a_click_opens_its_customer() -> Result<()> {
    let scratch = Scratch::new()?;
    let bus = Bus::open(&scratch)?;
    let desktop = Notifications::open(&bus)?;
    let mut window = open(&scratch, &bus, json!({})).await?;
    post(&window, &reward(482_193, "Çay & <b>Simit</b>")?).await?;
    let note = desktop.saying("482193")?;
    assert_eq!(note.title, "A reward is waiting");
    assert_eq!(note.body, "Customer 482193 · Çay &amp; &lt;b&gt;Simit&lt;/b&gt;", "a name is no markup");
    assert_eq!(note.actions, ["default", "Open"], "it can be clicked");
    desktop.click(&note)?;
    shows_customer(&window, "482193").await?;
    window.picture("announced-customer").await?;
    assert_eq!(desktop.all().len(), 1, "it is said once");
    // The click has brought the window to the front, where it says so itself.
    post(&window, &reward(391_047, "Free Coffee")?).await?;
    window.says("seen up to 2")?;
    assert_eq!(desktop.all().len(), 1, "nobody is told twice");
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_rewards_are_two_notifications_at_the_most() -> Result<()> {
    let scratch = Scratch::new()?;
    let bus = Bus::open(&scratch)?;
    let desktop = Notifications::open(&bus)?;
    let window = open(&scratch, &bus, json!({})).await?;
    for code in 0..50 {
        post(&window, &reward(code, "Free Coffee")?).await?;
    }
    // One customer has no number in the title; a minute after the first one, the others are said together.
    let told = |note: &Note| {
        note.title.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(1)
    };
    let all_told = || desktop.all().iter().map(told).sum::<u32>() == 50;
    if until(all_told, "within a minute").is_err() {
        until(all_told, "all fifty are told")?;
    }
    assert!(desktop.all().len() <= 2, "no flood: {:?}", desktop.all());
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn in_quiet_hours_nothing_is_said_and_the_owner_ends_them_in_the_settings() -> Result<()> {
    let scratch = Scratch::new()?;
    let bus = Bus::open(&scratch)?;
    let desktop = Notifications::open(&bus)?;
    let hour = |hours: i64| (Utc::now() + TimeDelta::hours(3 + hours)).format("%H:%M").to_string(); // Istanbul's
    let quiet = json!({ "quiet": { "from": hour(-1), "to": hour(1) } });
    let mut window = open(&scratch, &bus, quiet).await?;
    post(&window, &reward(482_193, "Free Coffee")?).await?;
    window.says("seen up to 1")?;
    assert_eq!(desktop.all().len(), 0, "these are quiet hours");

    window.click("[data-testid=nav-settings]").await?;
    window.find("#notify-quiet[aria-checked=true]").await?;
    window.run("document.getElementById('settings-notifications').scrollIntoView()").await?;
    window.picture("notification-settings").await?;
    window.click("#notify-quiet").await?;
    window.find("#notify-quiet[aria-checked=false]").await?;
    window.gone("[data-testid=quiet-from]").await?;
    window.look_away().await?;
    let kept = scratch.data().join("settings.json");
    until(
        || std::fs::read_to_string(&kept).is_ok_and(|text| !text.contains(r#""from""#)),
        "the settings are kept",
    )?;
    post(&window, &reward(391_047, "Free Coffee")?).await?;
    desktop.saying("391047")?;
    assert_eq!(desktop.all().len(), 1, "what was quiet stays unsaid: that customer has left");
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desktop_without_notifications_is_noted_in_the_log_and_nowhere_else() -> Result<()> {
    let scratch = Scratch::new()?;
    let bus = Bus::open(&scratch)?;
    let mut window = open(&scratch, &bus, json!({})).await?;
    post(&window, &reward(482_193, "Free Coffee")?).await?;
    window.says("this desktop shows no notifications")?;
    window.find("[data-testid=feed-row][data-code='482193']").await?;
    assert_eq!(window.count("[data-sonner-toast][data-type=error], [data-testid=failure]").await?, 0);
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_of_the_till_program_shows_a_customer_and_does_nothing_else() -> Result<()> {
    let scratch = Scratch::new()?;
    let bus = Bus::open(&scratch)?;
    let mut window = open(&scratch, &bus, json!({})).await?;
    for code in [482_193, 391_047] {
        post(&window, &reward(code, "Free Coffee")?).await?;
    }
    let follow = |link: &str| -> Result<()> {
        let (status, said) = Running::start(window.once_more(&scratch, &bus)?.arg(link))?.end()?;
        assert!(status.success(), "the second start passes the link on and ends: {said}");
        Ok(())
    };
    follow("stampdesk://customer/482193")?;
    shows_customer(&window, "482193").await?;
    for odd in
        ["stampdesk://customer/391047/forget", "stampdesk://forget/391047", "stampdesk://customer/39104"]
    {
        follow(odd)?;
    }
    window.says("a link was ignored")?;
    shows_customer(&window, "482193").await?;
    window.close().await
}
