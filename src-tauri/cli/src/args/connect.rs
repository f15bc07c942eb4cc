//! What may be typed after `connect`.

use clap::{Args, Subcommand};
use desk::Way;

/// The way from the platform to this PC.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Connect {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Option<ConnectCommand>,
}

#[derive(Subcommand)]
pub enum ConnectCommand {
    /// Choose how the platform reaches this PC
    #[command(subcommand)]
    Via(Via),
    /// Keep the token of a tunnel's account, read from standard input
    Token {
        /// Whose account
        #[arg(value_parser = ["cloudflared", "ngrok"])]
        program: String,
    },
    /// Post a test event of our own, which counts in no figure, and say what became of it
    Test {
        /// Where to post it: this shop's public address, to try the whole way [default: where its desk listens]
        #[arg(long)]
        url: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
pub enum Via {
    /// Not at all, for now
    None,
    /// An address of your own, which you lead here yourself
    Own {
        /// https://…
        url: String,
    },
    /// A Cloudflare tunnel, by its token
    Cloudflared {
        /// Its public host name, as it is in Cloudflare's dashboard
        hostname: String,
    },
    /// A Cloudflare quick tunnel, to try it: another address at every start
    CloudflaredTry,
    /// ngrok, by your authtoken
    Ngrok {
        /// Your static domain
        domain: String,
    },
    /// Tailscale Funnel
    Tailscale,
    /// Any other program
    Command {
        /// Program and arguments as one word; {target} stands for where the desk listens
        line: String,
        /// Its public address [default: the first https:// address that it prints]
        #[arg(long)]
        url: Option<String>,
    },
}

impl From<Via> for Way {
    fn from(via: Via) -> Self {
        match via {
            Via::None => Self::None,
            Via::Own { url } => Self::Own { url },
            Via::Cloudflared { hostname } => Self::Cloudflared { hostname },
            Via::CloudflaredTry => Self::CloudflaredTry,
            Via::Ngrok { domain } => Self::Ngrok { domain },
            Via::Tailscale => Self::Tailscale,
            Via::Command { line, url } => Self::Command { line, url },
        }
    }
}
