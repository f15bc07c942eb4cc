//! One run of a tunnel program: from its start to its end.

use std::{collections::VecDeque, io, path::Path, process::ExitStatus, time::Duration};

use tokio::{
    process::{Child, ChildStdin, Command},
    sync::mpsc,
    task::JoinSet,
    time::{self, Instant},
};

use crate::{Minder, Pace, TunnelFault, output, recipe::Recipe};

/// Lines that wait for us; a program that says more waits itself.
const WAITING: usize = 64;
/// How many lines are a program's last words, and of how many they are chosen.
const WORDS: usize = 3;
const LOOKED_AT: usize = 20;

/// A tunnel program that runs under its minder.
pub(crate) struct Run {
    minder: Child,
    /// The minder ends the program when this is dropped.
    held: Option<ChildStdin>,
    lines: mpsc::Receiver<String>,
    readers: JoinSet<()>,
    last: VecDeque<String>,
    grace: Duration,
    /// Until when the ended program's last lines are waited for.
    hear_until: Option<Instant>,
}

/// What a program does next.
pub(crate) enum Event {
    /// It says something.
    Line(String),
    /// It has ended, and everything that it said was heard.
    Ended(io::Result<ExitStatus>),
}

impl Run {
    /// Starts `program` as `recipe` says.
    pub(crate) fn start(program: &Path, recipe: &Recipe, minder: &Minder, pace: &Pace) -> io::Result<Self> {
        let mut command = minder.command(program, &recipe.arguments, pace.grace);
        if let Some((variable, token)) = &recipe.secret {
            command.env(variable, token.expose());
        }
        let mut minder = Command::from(command).spawn()?;
        let (sender, lines) = mpsc::channel(WAITING);
        let token = recipe.secret.as_ref().map(|(_, token)| token);
        let mut readers = JoinSet::new();
        if let Some(pipe) = minder.stdout.take() {
            readers.spawn(output::read(pipe, token.cloned(), sender.clone()));
        }
        if let Some(pipe) = minder.stderr.take() {
            readers.spawn(output::read(pipe, token.cloned(), sender));
        }
        let held = minder.stdin.take();
        Ok(Self { minder, held, lines, readers, last: VecDeque::new(), grace: pace.grace, hear_until: None })
    }

    /// What it does next. May be dropped at any time without losing anything.
    pub(crate) async fn next(&mut self) -> Event {
        tokio::select! {
            biased;
            Some(line) = self.lines.recv(), if self.hear_until.is_none() => self.heard(line),
            status = self.minder.wait() => match self.left_over().await {
                Some(line) => self.heard(line),
                None => Event::Ended(status),
            },
        }
    }

    /// A line said before the end and not heard yet. Who left the program's group may hold its pipes for ever.
    async fn left_over(&mut self) -> Option<String> {
        let until = *self.hear_until.get_or_insert_with(|| Instant::now() + self.grace);
        time::timeout_at(until, self.lines.recv()).await.ok().flatten()
    }

    fn heard(&mut self, line: String) -> Event {
        if self.last.len() == LOOKED_AT {
            self.last.pop_front();
        }
        self.last.push_back(line.clone());
        Event::Line(line)
    }

    /// Its last words: of the last lines those that speak of an error, if any do.
    pub(crate) fn words(&self) -> String {
        let wrong = |line: &&String| {
            let line = line.to_lowercase();
            ["err", "fail", "fatal", "invalid", "not valid", "denied"].iter().any(|sign| line.contains(sign))
        };
        let says = |line: &&String| line.split_whitespace().count() > 1;
        let mut lines: Vec<&String> = self.last.iter().filter(wrong).filter(says).collect();
        if lines.is_empty() {
            lines = self.last.iter().collect();
        }
        let from = lines.len().saturating_sub(WORDS);
        lines[from..].iter().map(|line| line.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Why it ended by itself.
    pub(crate) fn ended(&self, status: io::Result<ExitStatus>) -> TunnelFault {
        match status {
            Ok(status) => {
                // The minder says 128 and the signal's number for a program that a signal ended.
                let code = status.code().filter(|code| !(129..=192).contains(code));
                TunnelFault::Ended { code, words: self.words() }
            }
            Err(error) => TunnelFault::NotStarted { words: error.to_string() },
        }
    }

    /// Ends the program and everything that it started.
    pub(crate) async fn end(mut self) {
        drop(self.held.take());
        self.readers.abort_all();
        // The minder needs the grace, and a moment; if it hangs, its own end is all that is left to us.
        if time::timeout(self.grace + Duration::from_secs(5), self.minder.wait()).await.is_err() {
            tracing::error!("the tunnel's minder does not end");
            let _ = self.minder.kill().await;
        }
    }
}
