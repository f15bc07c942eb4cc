//! One [`Desk`], which every face uses: the shop's data folder with its settings and secrets, the ledger in it, and the
//! door that deliveries come in by. A desk always opens; what is in the way is part of its [`Status`].

mod address;
mod day;
mod desk;
mod door;
mod error;
mod file;
mod folder;
mod gap;
mod hold;
mod keeper;
mod listening;
mod notice;
mod pen;
mod record;
mod rounds;
mod secrets;
mod settings;
mod status;
mod store;
mod suspicion;

pub use address::{is_loopback, told_address, try_address};
pub use desk::{Desk, Face};
pub use error::{DeskError, ErrorCode};
pub use folder::Folder;
pub use gap::Gap;
pub use hold::HeldBy;
pub use ledger::{Change, CustomerKey, Fact, Forgotten, Reader, Rebuilt, Watch, check, query};
pub use listening::Listening;
pub use loyalite::{CustomerCode, EmptySecret, Secret};
pub use notice::{Notice, NoticeKind};
pub use pen::{ForgetReport, forget, rebuild, record};
pub use record::{Border, Outcomes, Record, Recorded, Refusal};
pub use secrets::{KeepOld, Place, SecretInfo, Secrets};
pub use settings::{Settings, Theme};
pub use status::{Status, StoreState};
pub use suspicion::Suspicion;

/// Where deliveries are taken in unless told otherwise.
pub const DEFAULT_BIND: &str = "127.0.0.1:8787";
