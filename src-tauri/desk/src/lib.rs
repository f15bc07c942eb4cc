//! One [`Desk`], which every face uses: the shop's data folder with its settings and secrets, the ledger in it, and the
//! door that deliveries come in by. A desk always opens; what is in the way is part of its [`Status`].

mod absence;
mod address;
mod backup;
mod books;
mod connection;
mod crash;
mod data;
mod day_close;
mod desk;
mod door;
mod error;
mod export;
mod file;
mod folder;
mod gap;
mod health;
mod hold;
mod keeper;
mod listening;
mod moment;
mod notice;
mod notifications;
mod pen;
mod period;
mod pin;
mod platform;
mod record;
mod report;
mod restore;
mod retain;
mod road;
mod rounds;
mod secrets;
mod settings;
mod silence;
mod status;
mod store;
mod suspicion;
mod test_event;
mod words;
mod zone;

pub use absence::{RETRIED_FOR, Stretch, may_have_missed, words as words_on_missed};
pub use address::{is_loopback, told_address, try_address};
pub use backup::{
    Backup, BackupFault, BackupSettings, BackupState, FaultKind, Passphrase, back_up, choose_backup,
};
pub use books::{BooksReport, Liability};
pub use crash::{
    Crash, CrashReport, CrashReports, Failures, Part, Reached, Restarted, Safe, Start, again, watch_over,
};
pub use data::DataState;
pub use day_close::{DayClose, OpenThen, close_day, closed_day, closed_days};
pub use desk::{Desk, Face};
pub use error::{DeskError, ErrorCode};
pub use export::{ExportFormat, ExportProgress, ExportRequest, ExportWhat, Exported, Language, export};
pub use folder::Folder;
pub use gap::Gap;
pub use health::HealthReport;
pub use hold::HeldBy;
pub use ledger::{Change, CustomerKey, Fact, Forgotten, Reader, Rebuilt, Watch, check, query};
pub use listener::PATH;
pub use listening::Listening;
pub use loyalite::{CustomerCode, EmptySecret, Secret};
pub use moment::Moment;
pub use notice::{Notice, NoticeKind};
pub use notifications::{Notifications, QuietHours};
pub use outside::Verdict;
pub use pen::{ForgetReport, forget, rebuild, record};
pub use period::PointsPeriod;
pub use pin::{Digits, Pin};
pub use reach::{Token, TunnelState, Way, mind};
pub use record::{Border, Outcomes, Record, Recorded, Refusal};
pub use report::{Day, Days, Incomplete, Report, ReportQuery};
pub use restore::{BackupContents, Restored, check_backup, restore};
pub use road::{Road, endpoint};
pub use secrets::{KeepOld, Place, SecretInfo, Secrets, TokenState, Tokens};
pub use settings::{FirstStart, Settings, Sounds, Theme, WeekStart};
pub use silence::{silence, words as words_on_silence};
pub use status::{Status, StoreState};
pub use suspicion::Suspicion;
pub use test_event::{TestEvent, TestOutcome, TestReport, send as send_test_event};
pub use zone::Zone;

/// Where deliveries are taken in unless told otherwise.
pub const DEFAULT_BIND: &str = "127.0.0.1:8787";
