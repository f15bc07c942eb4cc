//! Pictures of a desk that cannot take records in: its address or its database is out of reach, its secret is missing or
//! lies in a keychain that does not open.

use std::fs::{self, File};
use std::net::TcpListener;

use anyhow::{Result, ensure};
use rusqlite::Connection;
use serde_json::json;
use stories::{Cli, Keychain, SECRET, Scratch, Window, database};

use super::{Look, MOMENT, choose};

/// From trouble to trouble, keeping a picture of each.
pub async fn walk(look: Look) -> Result<()> {
    port_and_ruins(look).await?;
    newer_database(look).await?;
    no_secret(look).await?;
    keychain(look).await
}

async fn port_and_ruins(look: Look) -> Result<()> {
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let scratch = Scratch::new()?;
    choose(&scratch, look)?;
    fs::write(scratch.data().join("stampdesk.db"), "ruins".repeat(1_000))?;
    let mut window = Window::open_on(&scratch, taken.local_addr()?).await?;
    window.resize(look.width, look.height()).await?;
    window.find("[data-testid=connection][data-state=port_in_use]").await?;
    window.find("[data-testid=notice]").await?;
    window.picture(&look.name("trouble-port-in-use-and-database-kept-aside")).await?;
    window.close().await
}

async fn newer_database(look: Look) -> Result<()> {
    let scratch = Scratch::new()?;
    choose(&scratch, look)?;
    ensure!(Cli::new(&scratch)?.run("rebuild")?.status.success());
    let file = database::find(&scratch.data())?;
    Connection::open(&file)?.pragma_update(None, "user_version", 999)?;
    let mut window = Window::open(&scratch).await?;
    window.resize(look.width, look.height()).await?;
    window.find("[data-testid=connection][data-state=store-failed]").await?;
    window.picture(&look.name("trouble-newer-database")).await?;
    window.close().await
}

async fn no_secret(look: Look) -> Result<()> {
    let scratch = Scratch::at(MOMENT.parse()?)?;
    let settings = json!({ "language": look.language, "theme": look.theme });
    let mut window = Window::open_untold(&scratch, settings).await?;
    window.resize(look.width, look.height()).await?;
    window.find("[data-testid=connection][data-state=no_secret]").await?;
    window.picture(&look.name("trouble-no-secret")).await?;
    window.click("[data-testid=nav-connection]").await?;
    window.find("[data-testid=counts]").await?;
    window.picture(&look.name("trouble-no-secret-connection")).await?;
    window.click("[data-testid=add-secret]").await?;
    window.picture(&look.name("trouble-no-secret-add")).await?;
    window.close().await
}

/// The secret and the tunnel's token were put into a keychain, which is then not there.
async fn keychain(look: Look) -> Result<()> {
    let scratch = Scratch::new()?;
    {
        let (cli, keychain) = (Cli::new(&scratch)?, Keychain::open(&scratch)?);
        let typed = scratch.path().join("typed");
        fs::write(&typed, SECRET)?;
        for words in ["secret add Kadıköy", "connect token cloudflared"] {
            let mut command = cli.command(words);
            let kept = keychain.lend(&mut command).stdin(File::open(&typed)?).output()?;
            ensure!(kept.status.success(), "{}", String::from_utf8_lossy(&kept.stderr));
        }
    }
    let settings = json!({
        "language": look.language, "theme": look.theme,
        "way": { "way": "cloudflared", "hostname": "kasa.example.com" },
    });
    let mut window = Window::open_locked_out(&scratch, settings).await?;
    window.resize(look.width, look.height()).await?;
    window.find("[data-testid=connection][data-state=secret_unreachable]").await?;
    window.picture(&look.name("trouble-keychain")).await?;
    window.click("[data-testid=nav-connection]").await?;
    window.find("[data-testid=secret]").await?;
    window.find("[data-testid=counts]").await?;
    window.picture(&look.name("trouble-keychain-connection")).await?;
    window.click("[data-testid=change-way]").await?;
    window.find("[data-testid=way-token]").await?;
    window.run("document.querySelector('[data-testid=save-way]').scrollIntoView({ block: 'end' })").await?;
    window.picture(&look.name("trouble-keychain-token")).await?;
    window.close().await
}
