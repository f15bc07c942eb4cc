//! One [`Desk`], which every face uses: the shop's data folder with its settings and secrets, the ledger in it, and the
//! door that deliveries come in by. A desk always opens; what is in the way is part of its [`Status`].

mod day;
mod desk;
mod door;
mod error;
mod file;
mod folder;
mod hold;
mod notice;
mod pen;
mod secrets;
mod settings;
mod status;

pub use desk::{Desk, Face, bind_address};
pub use door::Listening;
pub use error::{DeskError, ErrorCode};
pub use folder::Folder;
pub use hold::HeldBy;
pub use ledger::{Change, CustomerKey, Fact, Forgotten, Reader, Rebuilt, Watch, check, query};
pub use loyalite::{CustomerCode, EmptySecret, Secret};
pub use notice::{Notice, NoticeKind};
pub use pen::{ForgetReport, forget, rebuild, record};
pub use secrets::{SecretLabel, Secrets};
pub use settings::{Settings, Theme};
pub use status::{Status, StoreState};

/// Where deliveries are taken in unless told otherwise.
pub const DEFAULT_BIND: &str = "127.0.0.1:8787";
