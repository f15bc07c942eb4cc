//! What may be typed after `backup` and `restore`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Make a backup now
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Backup {
    /// A new file, encrypted when it ends in .age [default: into the folder that was chosen]
    pub file: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Option<BackupCommand>,
}

#[derive(Subcommand)]
pub enum BackupCommand {
    /// How the backups stand, and those that are kept
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Choose the folder that a desk which is open makes a backup in once a day: a stick, a network drive
    Folder {
        /// The folder, or `none`
        folder: PathBuf,
        /// Encrypt them with the passphrase
        #[arg(long)]
        encrypted: bool,
    },
    /// Keep the passphrase of encrypted backups on this PC, read from standard input
    Passphrase,
}

/// Put a backup in place of what this PC holds, which is kept beside it
#[derive(Args)]
#[command(after_help = "\
A new PC in three steps:
  1. Install Stampdesk, and bring the newest backup: the stick, or a copy of the file.
  2. stampdesk-cli restore FILE      (in the window: Settings, Data, Restore)
     Encrypted, it asks for its passphrase.
  3. stampdesk-cli secret add, and stampdesk-cli connect via …: secrets, tokens and this PC's own address are
     never in a backup. Then stampdesk-cli backup folder PATH: the new PC makes its own.
What arrived after the backup was made is not in it. No desk may be open on the data folder meanwhile; the window
restores while it is open.")]
pub struct Restore {
    /// The backup
    pub file: PathBuf,
    /// Only say what is in it, and whether it can be restored
    #[arg(long)]
    pub check: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
