//! HTTP/1.1 by hand, so that it can be spoken wrongly too.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::answer::{Answer, Heard};

/// One connection.
pub struct Wire {
    stream: BufReader<TcpStream>,
}

impl Wire {
    /// Connects.
    pub async fn open(address: SocketAddr) -> Heard<Self> {
        Self::over(TcpStream::connect(address).await)
    }

    /// Connects with next to no room for what the other side says.
    pub async fn open_narrow(address: SocketAddr) -> Heard<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(4096)?;
        Self::over(socket.connect(address).await)
    }

    fn over(stream: std::io::Result<TcpStream>) -> Heard<Self> {
        let stream = stream.map_err(|_| Answer::Unreachable)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    /// Says `words`.
    pub async fn say(&mut self, words: impl AsRef<[u8]>) -> Heard<()> {
        Ok(self.stream.write_all(words.as_ref()).await?)
    }

    /// Says `words` a byte at a time, unless an answer comes before they are over.
    pub async fn drip(&mut self, words: &[u8], pause: Duration) -> Heard {
        for byte in words {
            self.say([*byte]).await?;
            if timeout(pause, self.stream.fill_buf()).await.is_ok() {
                break;
            }
        }
        self.hear().await
    }

    /// Says that nothing more will be said.
    pub async fn hush(&mut self) -> Heard<()> {
        Ok(self.stream.shutdown().await?)
    }

    /// The status of the next answer, read to its end.
    pub async fn hear(&mut self) -> Heard {
        loop {
            match self.hear_any().await? {
                100..200 => {}
                status => return Ok(status),
            }
        }
    }

    /// The same, where `100 Continue` counts as an answer.
    pub async fn hear_any(&mut self) -> Heard {
        let status = self.line().await?;
        let status = status.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or(Answer::Gibberish)?;
        let mut length = 0;
        loop {
            let line = self.line().await?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(told) = line.strip_prefix("content-length:") {
                length = told.trim().parse().map_err(|_| Answer::Gibberish)?;
            }
        }
        self.stream.read_exact(&mut vec![0; length]).await?;
        Ok(status)
    }

    /// Listens without understanding until the other side ends the connection.
    pub async fn ended(&mut self) -> Answer {
        match tokio::io::copy(&mut self.stream, &mut tokio::io::sink()).await {
            Ok(_) => Answer::Closed,
            Err(error) => error.into(),
        }
    }

    /// Is it open, with nothing unread on it?
    pub fn is_idle(&self) -> bool {
        let heard = self.stream.get_ref().try_read(&mut [0]);
        self.stream.buffer().is_empty()
            && matches!(heard, Err(error) if error.kind() == std::io::ErrorKind::WouldBlock)
    }

    /// Resets the connection, whatever is under way on it.
    pub fn reset(self) -> Answer {
        match self.stream.get_ref().set_zero_linger() {
            Ok(()) => Answer::Left,
            Err(error) => error.into(),
        }
    }

    async fn line(&mut self) -> Heard<String> {
        let mut line = String::new();
        match self.stream.read_line(&mut line).await? {
            0 => Err(Answer::Closed),
            _ => Ok(line.trim_end().to_owned()),
        }
    }
}
