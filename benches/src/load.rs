//! The load generator: deliveries signed and written out as HTTP requests beforehand, posted over keep-alive connections.
//!
//! It shares the machine with what it measures, so it does next to nothing while it posts: one thread, one request after
//! the other on each connection, one look at each answer. Whether that is little enough is measured, see `intake.rs`.

mod deck;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep_until, timeout};

use crate::bench::percentile;

pub use deck::Deck;

/// Connections that are posted over at once.
pub const CONNECTIONS: usize = 64;
/// How long an answer may take before something must be wrong.
const PATIENCE: Duration = Duration::from_secs(60);

/// When a delivery is posted.
#[derive(Debug, Clone, Copy)]
pub enum Pace {
    /// As soon as one before it has been answered.
    Answered,
    /// So many in a second, whether or not those before have been answered.
    PerSecond(u32),
}

impl Pace {
    /// No more connections than each is used every second: the receiver closes those that lie idle.
    fn connections(self) -> usize {
        match self {
            Self::Answered => CONNECTIONS,
            Self::PerSecond(rate) => CONNECTIONS.min(rate as usize),
        }
    }
}

/// What came of a load.
#[derive(Debug)]
pub struct Answers {
    /// Answers in all, those while it warmed up included.
    pub answered: usize,
    /// From the end of the warming up to the last answer.
    pub seconds: f64,
    /// How long each answer since then took, in milliseconds, in no order.
    pub millis: Vec<f64>,
}

impl Answers {
    /// Answers in a second.
    pub fn per_second(&self) -> f64 {
        self.millis.len() as f64 / self.seconds
    }

    /// The time in milliseconds within which `share` (0 to 1) of the answers came.
    pub fn within(&mut self, share: f64) -> f64 {
        percentile(&mut self.millis, share)
    }
}

/// Posts from `deck` until `time` is up or nothing is left. An answer other than 200 ends it with an error.
pub async fn post(address: SocketAddr, deck: &Arc<Deck>, pace: Pace, time: Duration) -> Result<Answers> {
    post_apart(address, deck, pace, Duration::ZERO, time).await
}

/// The same after a tenth of `time` to warm up, which does not count.
pub async fn warm_up_and_post(
    address: SocketAddr,
    deck: &Arc<Deck>,
    pace: Pace,
    time: Duration,
) -> Result<Answers> {
    post_apart(address, deck, pace, time / 10, time).await
}

/// On a thread of its own, so that whoever waits for it takes no part in the times.
async fn post_apart(
    address: SocketAddr,
    deck: &Arc<Deck>,
    pace: Pace,
    warming_up: Duration,
    time: Duration,
) -> Result<Answers> {
    let deck = Arc::clone(deck);
    let posting = tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let begin = Instant::now();
        let first = deck.drawn();
        let turns = Turns { deck, first, pace, begin, end: begin + warming_up + time };
        runtime.block_on(turns.post_all(address, begin + warming_up))
    });
    posting.await?
}

/// What the connections of one load share.
struct Turns {
    deck: Arc<Deck>,
    /// How many had been drawn before.
    first: usize,
    pace: Pace,
    begin: Instant,
    end: Instant,
}

impl Turns {
    /// Posts over all connections; what is sent from `warm` on counts.
    async fn post_all(self, address: SocketAddr, warm: Instant) -> Result<Answers> {
        let turns = Arc::new(self);
        let mut posting = JoinSet::new();
        for _ in 0..turns.pace.connections() {
            posting.spawn(Connection::open(address).await?.post_each(Arc::clone(&turns)));
        }
        let mut took = Vec::new();
        while let Some(posted) = posting.join_next().await {
            took.extend(posted??);
        }
        let counted = took.iter().filter(|(since, _)| *since >= warm);
        let millis = counted.map(|(_, took)| took.as_secs_f64() * 1_000.0).collect();
        Ok(Answers { answered: took.len(), seconds: warm.elapsed().as_secs_f64(), millis })
    }

    /// The next request, and since when its answer counts as awaited.
    async fn next(&self) -> Option<(&[u8], Instant)> {
        let now = Instant::now();
        if now >= self.end {
            return None;
        }
        let (drawn, request) = self.deck.draw()?;
        let Pace::PerSecond(rate) = self.pace else { return Some((request, now)) };
        let due = self.begin + Duration::from_secs_f64((drawn - self.first) as f64 / f64::from(rate));
        if due <= now {
            return Some((request, due)); // every connection was waiting for an answer: that is the receiver's doing
        }
        if due >= self.end {
            return None;
        }
        sleep_until(due.into()).await;
        Some((request, Instant::now())) // a timer goes off a little late: that is not
    }
}

/// One keep-alive connection.
struct Connection {
    stream: TcpStream,
    answer: Vec<u8>,
}

impl Connection {
    async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await.with_context(|| format!("{address} is not open"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, answer: Vec::with_capacity(1024) })
    }

    /// Posts what it draws, and says since when it waited for each answer, and for how long.
    async fn post_each(mut self, turns: Arc<Turns>) -> Result<Vec<(Instant, Duration)>> {
        let mut took = Vec::new();
        while let Some((request, since)) = turns.next().await {
            let status =
                timeout(PATIENCE, self.post(request)).await.context("no answer within a minute")??;
            ensure!(status == 200, "an answer of {status}: {}", String::from_utf8_lossy(&self.answer));
            took.push((since, since.elapsed()));
        }
        Ok(took)
    }

    async fn post(&mut self, request: &[u8]) -> Result<u16> {
        self.stream.write_all(request).await?;
        self.answer.clear();
        loop {
            ensure!(self.stream.read_buf(&mut self.answer).await? > 0, "hung up instead of answering");
            if let Some(status) = status(&self.answer)? {
                return Ok(status);
            }
        }
    }
}

/// The status of `answer`, once it is there to its last byte.
fn status(answer: &[u8]) -> Result<Option<u16>> {
    const HEAD_END: &[u8] = b"\r\n\r\n";
    let Some(head) = answer.windows(HEAD_END.len()).position(|window| window == HEAD_END) else {
        return Ok(None);
    };
    let body = answer.len() - head - HEAD_END.len();
    let head = std::str::from_utf8(&answer[..head])?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>())
    });
    let length = length.context("an answer that does not say how long it is")??;
    match body {
        _ if body < length => Ok(None),
        _ if body > length => bail!("more than one answer to one request"),
        _ => Ok(Some(head.split(' ').nth(1).context("an answer without a status")?.parse()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_counts_once_it_is_whole() {
        let whole = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";
        assert_eq!(status(whole).unwrap(), Some(200));
        for end in 0..whole.len() {
            assert_eq!(status(&whole[..end]).unwrap(), None, "{end} bytes are not all");
        }
        assert!(status(&whole.repeat(2)).is_err(), "two answers to one request are a mistake of somebody");
        assert!(status(b"HTTP/1.1 200 OK\r\n\r\n").is_err(), "it would be waited for in vain");
    }
}
