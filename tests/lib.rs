//! What the stories are told with: the built programs, a scratch folder for each story, a platform that signs what it
//! posts, and the real window on a screen of its own. No story knows of another, so all of them run side by side.

mod harness;

pub use harness::address::free_address;
pub use harness::bus::Bus;
pub use harness::cli::{Cli, Listening};
#[cfg(target_os = "linux")]
pub use harness::desktop::Desktop;
pub use harness::half_sent::HalfSent;
pub use harness::keychain::{self, Keychain};
pub use harness::load::{self, Load};
#[cfg(target_os = "linux")]
pub use harness::notifications::{self, Notifications};
pub use harness::platform::{self, Delivery, SECRET};
#[cfg(target_os = "linux")]
pub use harness::public::Public;
pub use harness::running::{Running, until};
pub use harness::scratch::Scratch;
pub use harness::screen::Screen;
#[cfg(target_os = "linux")]
pub use harness::tray::Tray;
pub use harness::window::{Window, undriven};
pub use harness::{accessible, database, network, picture, programs, small_disk};
