//! What `listen` says comes from a thread of its own: whoever reads it may be slow, stand still or be gone, and the desk
//! neither waits for that nor ends with it. One thread for standard output and standard error, so that they keep their
//! order where they go to the same place.

use std::convert::Infallible;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// So many lines wait for their reader at the most; what is said then is left out.
const WAITING: usize = 4_096;
/// How long the end of the program waits for the reader to take the rest.
const GRACE: Duration = Duration::from_secs(1);

static TALKER: Mutex<Option<Talker>> = Mutex::new(None);

/// Where a line goes.
pub enum To {
    Output,
    Error,
}

/// What is written at once, its end included.
pub struct Line {
    pub to: To,
    pub text: String,
}

impl Line {
    pub fn write(&self) -> io::Result<()> {
        match self.to {
            To::Output => io::stdout().write_all(self.text.as_bytes()),
            To::Error => io::stderr().write_all(self.text.as_bytes()),
        }
    }
}

/// From now on nothing that is said is waited for.
pub fn begin() -> io::Result<()> {
    *talker() = Some(Talker::begin(|line| drop(line.write()))?); // listening goes on, whether it is read or not
    Ok(())
}

/// Says it aside; gives it back where that has not begun.
pub fn say(line: Line) -> Result<(), Line> {
    match talker().as_mut() {
        Some(talker) => {
            talker.say(line);
            Ok(())
        }
        None => Err(line),
    }
}

/// Waits a little until all that was said aside is written.
pub fn end() {
    let talker = talker().take();
    talker.into_iter().for_each(Talker::end);
}

fn talker() -> MutexGuard<'static, Option<Talker>> {
    TALKER.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Talker {
    lines: SyncSender<Line>,
    /// How many lines since the last one that waits.
    left_out: u64,
    /// Ends with the thread.
    talks: Receiver<Infallible>,
}

impl Talker {
    fn begin(mut write: impl FnMut(Line) + Send + 'static) -> io::Result<Self> {
        let (lines, said) = sync_channel(WAITING);
        let (talking, talks) = channel();
        thread::Builder::new().name("talker".into()).spawn(move || {
            said.into_iter().for_each(&mut write);
            drop(talking);
        })?;
        Ok(Self { lines, left_out: 0, talks })
    }

    fn say(&mut self, mut line: Line) {
        if self.left_out > 0 {
            line.text = format!("{}\n{}", words_on(self.left_out), line.text);
        }
        match self.lines.try_send(line) {
            Ok(()) => self.left_out = 0,
            Err(_) => self.left_out += 1,
        }
    }

    fn end(self) {
        let Self { lines, left_out, talks } = self;
        if left_out > 0 {
            drop(lines.try_send(Line { to: To::Output, text: words_on(left_out) + "\n" })); // if there is room for it
        }
        drop(lines);
        let _ = talks.recv_timeout(GRACE); // nothing comes but the end, or it is late
    }
}

fn words_on(left_out: u64) -> String {
    format!("… lines left out, since nobody read on: {left_out}; see `stampdesk-cli feed`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: impl ToString) -> Line {
        Line { to: To::Output, text: text.to_string() }
    }

    #[test]
    fn what_a_standing_reader_does_not_take_is_left_out_and_counted_where_it_would_have_stood() {
        let (reads_on, may_read) = channel::<()>();
        let (written, texts) = channel();
        let (begun, has_begun) = channel();
        let mut talker = Talker::begin(move |line| {
            begun.send(()).unwrap();
            let _ = may_read.recv(); // whoever reads on is never waited for again
            written.send(line.text).unwrap();
        })
        .unwrap();

        talker.say(line("first"));
        has_begun.recv().unwrap();
        (0..WAITING + 3).for_each(|number| talker.say(line(number)));
        drop(reads_on);
        has_begun.recv().unwrap(); // so there is room for one
        talker.say(line("last"));
        talker.end();

        let said: Vec<String> = texts.try_iter().collect();
        assert_eq!(said.len(), WAITING + 2, "the first, all that could wait, the last: nothing is lost");
        assert_eq!(said[0], "first");
        assert_eq!(said[WAITING], (WAITING - 1).to_string(), "in the order in which they were said");
        assert_eq!(said[WAITING + 1], words_on(3) + "\nlast");
    }
}
