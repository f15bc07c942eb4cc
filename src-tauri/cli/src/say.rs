//! What the program says, on standard output and on standard error. `println!` fails where nobody reads any more; here a
//! command ends without a word then, and `listen` goes on listening.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};
use std::process;

use crate::aside::{self, Line, To};

/// The exit status of a command whose standard output was closed: what a shell tells of any tool that a closed pipe ended.
const CLOSED: i32 = 141;

/// `println!`, to a reader who may have gone.
macro_rules! say {
    ($($words:tt)*) => { $crate::say::output(format_args!($($words)*)) };
}

/// `eprintln!`, likewise.
macro_rules! remark {
    ($($words:tt)*) => { $crate::say::error(format!($($words)*) + "\n") };
}

/// A line on standard output.
pub fn output(words: Arguments<'_>) {
    if let Err(line) = aside::say(Line { to: To::Output, text: format!("{words}\n") }) {
        written(line.write());
    }
}

/// Ends the program unless standard output was `written` to; what is told there has been done. Who closed it knows that.
pub fn written(written: io::Result<()>) {
    match written {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::BrokenPipe => process::exit(CLOSED),
        Err(error) => {
            remark!("stampdesk-cli: standard output: {error}");
            process::exit(1)
        }
    }
}

/// A text on standard error; where nobody reads it, it is lost.
pub fn error(text: String) {
    if let Err(line) = aside::say(Line { to: To::Error, text }) {
        drop(line.write());
    }
}

/// Where the log goes: to standard error.
pub struct Log;

impl Write for Log {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        error(String::from_utf8_lossy(text).into_owned());
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
