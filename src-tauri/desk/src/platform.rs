//! What each system does its own way: whose files are, what survives a power cut, whose a port is, where secrets lie.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::sync::Arc;

use keyring_core::api::CredentialStore;
use tokio::net::TcpSocket;

/// Whether a folder can be opened and written through to the disk, as a file can.
pub(crate) const FOLDERS_SYNC: bool = cfg!(unix);

/// What `builder` makes is its owner's alone, where the system knows such a thing.
pub(crate) fn private_folder(builder: &mut DirBuilder) -> &mut DirBuilder {
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(builder, 0o700);
    builder
}

/// A file that `options` makes is its owner's alone, where the system knows such a thing.
pub(crate) fn private_file(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// A port just closed may be had again at once. On Windows the same option would let two programs share it.
pub(crate) fn take_port_again(socket: &TcpSocket) -> io::Result<()> {
    if cfg!(unix) { socket.set_reuseaddr(true) } else { Ok(()) }
}

/// The keychain, opened anew each time: it comes and goes with its owner's session.
pub(crate) fn keychain() -> keyring_core::Result<Arc<CredentialStore>> {
    #[cfg(target_os = "linux")]
    let store = zbus_secret_service_keyring_store::Store::new()?;
    #[cfg(target_os = "macos")]
    let store = apple_native_keyring_store::keychain::Store::new()?;
    #[cfg(target_os = "windows")]
    let store = windows_native_keyring_store::Store::new()?;
    Ok(store)
}
