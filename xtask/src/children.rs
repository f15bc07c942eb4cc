//! Programs that run beside us and never outlive us.

use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use anyhow::{Context, Result};

/// How often we look at them, and how many times before an interrupted one is killed: two seconds.
const LOOK: Duration = Duration::from_millis(100);
const GRACE: u32 = 20;

/// A running program; killed when it goes out of scope.
pub struct Running(Child);

impl Running {
    /// Starts it.
    pub fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        command.spawn().map(Self).with_context(|| format!("cannot start {name}"))
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.0.try_wait()?)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already; nothing is left to do about an error here.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Ctrl-C and a request to terminate, told to whoever waits instead of ending us where we stand.
pub struct Interrupts(Receiver<()>);

impl Interrupts {
    /// From now on; once per process.
    pub fn catch() -> Result<Self> {
        let (tell, told) = mpsc::channel();
        ctrlc::set_handler(move || {
            // Nobody listens any more when we are on the way out.
            let _ = tell.send(());
        })?;
        Ok(Self(told))
    }

    /// Waits a moment; true when interrupted meanwhile.
    pub fn within(&self, moment: Duration) -> bool {
        match self.0.recv_timeout(moment) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => true,
            Err(RecvTimeoutError::Timeout) => false,
        }
    }

    /// The first of `programs` to end, by its place in the list, and how; `None` when interrupted before.
    /// A Ctrl-C in the terminal reached them too, so they get a moment to end in their own way.
    pub fn first_to_end(&self, programs: &mut [&mut Running]) -> Result<Option<(usize, ExitStatus)>> {
        loop {
            for (place, program) in programs.iter_mut().enumerate() {
                if let Some(status) = program.ended()? {
                    return Ok(Some((place, status)));
                }
            }
            if self.within(LOOK) {
                let mut looks = 0..GRACE;
                while programs.iter_mut().any(|it| matches!(it.ended(), Ok(None))) && looks.next().is_some() {
                    std::thread::sleep(LOOK);
                }
                return Ok(None);
            }
        }
    }
}
