//! `connect`: the way from the platform to this PC, what stands in it, and a test event that goes it.

mod state;
mod steps;
mod test;

use anyhow::{Context, Result};
use desk::{Folder, Settings, TokenState, Tokens, Way};

use crate::args::{Connect, ConnectCommand, Via};
use crate::secret;

/// Does what was typed after `connect`; nothing prints the state.
pub async fn run(folder: &Folder, Connect { json, command }: Connect) -> Result<()> {
    match command {
        None => state::show(folder, json),
        Some(ConnectCommand::Via(via)) => choose(folder, via),
        Some(ConnectCommand::Token { program }) => keep_token(folder, &program),
        Some(ConnectCommand::Test { url, json }) => test::run(folder, url.as_deref(), json).await,
    }
}

/// An open desk goes by it within about a second.
fn choose(folder: &Folder, via: Via) -> Result<()> {
    let way = Way::from(via);
    let account = way.account();
    Settings { way, ..Settings::read(folder)? }.keep(folder)?;
    say!("kept; `stampdesk-cli connect` says what comes of it");
    if let Some(program) = account.filter(|program| Tokens::of(folder).find(program).0 == TokenState::None) {
        let unless = if program == "ngrok" { ", unless ngrok has it already" } else { "" };
        say!("its account's token is still missing{unless}: stampdesk-cli connect token {program}");
    }
    Ok(())
}

fn keep_token(folder: &Folder, program: &str) -> Result<()> {
    let token = desk::Token::new(secret::typed()?.as_str()).context("there is nothing on standard input")?;
    Tokens::of(folder).keep(program, &token)?;
    say!("kept the token of {program}");
    Ok(())
}
