//! What the stories are told with: the built programs, a scratch folder for each story, a platform that signs what it
//! posts, and the real window on a screen of its own. No story knows of another, so all of them run side by side.

mod harness;

pub use harness::cli::{Cli, Listening};
pub use harness::half_sent::HalfSent;
pub use harness::keychain::{self, Keychain};
pub use harness::load::{self, Load};
pub use harness::platform::{self, Delivery, SECRET};
#[cfg(target_os = "linux")]
pub use harness::public::Public;
pub use harness::running::{Running, until};
pub use harness::scratch::Scratch;
pub use harness::screen::Screen;
pub use harness::window::{Window, free_address, undriven};
pub use harness::{accessible, database, network, picture, programs, small_disk};
