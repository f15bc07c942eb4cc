//! The last words of a tunnel program, for the owner: bounded, and without its token.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, BufReader},
    sync::mpsc,
};

use crate::Token;

/// How many lines are kept.
pub const LINES: usize = 200;
/// What is read of a line, in bytes, and what is kept of it, in characters.
const READ: usize = 8 * 1024;
const KEPT: usize = 500;

/// The last [`LINES`] lines of all runs of a tunnel program, its token redacted.
#[derive(Debug, Default)]
pub struct Output(Mutex<VecDeque<String>>);

impl Output {
    pub(crate) fn push(&self, line: String) {
        let mut lines = self.lock();
        if lines.len() == LINES {
            lines.pop_front();
        }
        lines.push_back(line);
    }

    /// The lines as they are now, oldest first.
    pub fn lines(&self) -> Vec<String> {
        self.lock().iter().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sends on the lines of `pipe`, clean and redacted, until it ends or nobody listens any more.
pub(crate) async fn read(pipe: impl AsyncRead + Unpin, token: Option<Token>, lines: mpsc::Sender<String>) {
    let mut pipe = BufReader::new(pipe);
    let mut line = Vec::new();
    let mut cut = false;
    loop {
        let chunk = match pipe.fill_buf().await {
            Ok(chunk) if !chunk.is_empty() => chunk,
            _ => break,
        };
        let end = chunk.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let part = &chunk[..end.unwrap_or(chunk.len())];
        let room = READ - line.len();
        cut |= part.len() > room;
        line.extend_from_slice(&part[..part.len().min(room)]);
        let used = part.len() + usize::from(end.is_some());
        pipe.consume(used);
        if end.is_some() && !pass_on(&mut line, &mut cut, token.as_ref(), &lines).await {
            return;
        }
    }
    pass_on(&mut line, &mut cut, token.as_ref(), &lines).await;
}

/// Whether anybody still listens.
async fn pass_on(
    line: &mut Vec<u8>,
    cut: &mut bool,
    token: Option<&Token>,
    to: &mpsc::Sender<String>,
) -> bool {
    let text = clean(line, *cut, token);
    line.clear();
    *cut = false;
    text.is_empty() || to.send(text).await.is_ok()
}

/// The line as it may be kept: no control characters, no token, not too long.
fn clean(line: &[u8], cut: bool, token: Option<&Token>) -> String {
    let text = String::from_utf8_lossy(line);
    let text: String =
        text.trim_end().chars().filter(|letter| *letter == '\t' || !letter.is_control()).collect();
    let text = token.map_or_else(|| text.clone(), |token| token.redact(&text, cut));
    text.chars().take(KEPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn lines_of(text: &[u8], token: &str) -> Vec<String> {
        let (lines, mut read_lines) = mpsc::channel(1000);
        read(text, Token::new(token), lines).await;
        let mut all = Vec::new();
        while let Ok(line) = read_lines.try_recv() {
            all.push(line);
        }
        all
    }

    #[tokio::test]
    async fn lines_come_whole_clean_and_bounded() {
        let long = vec![b'x'; 3 * READ];
        let text = [b"one\r\n\x1b[31mtwo\xff\n\n".as_slice(), &long, b"\nlast"].concat();
        let lines = lines_of(&text, "tok").await;
        assert_eq!(
            lines[..2],
            ["one", "[31mtwo\u{fffd}"],
            "no empty lines, nothing that commands a terminal"
        );
        assert_eq!(lines[2].len(), KEPT, "an endless line stays bounded");
        assert_eq!(lines[3], "last", "the last word may lack its line break");
    }

    #[tokio::test]
    async fn a_token_never_gets_through_wherever_it_stands() {
        let token = "tok-0123456789";
        let repeated = token.repeat(2 * READ / token.len());
        let text = format!("token {token}!\n{repeated}\n");
        let lines = lines_of(text.as_bytes(), token).await;
        assert_eq!(lines[0], "token [token]!");
        assert!(!lines.concat().contains("tok-"), "a cut must not leave half a token: {}", lines[1]);
    }

    #[test]
    fn the_newest_lines_stay() {
        let output = Output::default();
        (0..1000).for_each(|n| output.push(n.to_string()));
        let lines = output.lines();
        assert_eq!((lines.len(), lines[0].as_str(), lines[199].as_str()), (LINES, "800", "999"));
    }
}
