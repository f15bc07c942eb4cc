//! What stands on a screen, looked at from outside: the same for every program, and none has to tell anything.

use anyhow::Result;
use stories::Screen;
use stories::picture::{self, PIXEL, Part};

/// The part of the screen that is looked at: the upper right of the window, where the feed stands, without its head.
const PART: Part = Part { left: 683, top: 120, width: 683, height: 600 };

/// A screen.
pub struct Picture(picture::Picture);

/// The part that is looked at, at one moment.
#[derive(PartialEq, Eq)]
pub struct Look(Vec<u8>);

impl Picture {
    /// What stands on `screen`.
    pub fn of(screen: &Screen) -> Result<Self> {
        Ok(Self(screen.picture()?))
    }

    /// What stands there now.
    pub fn look(&mut self) -> Result<Look> {
        Ok(Look(self.0.look(PART)?))
    }
}

impl Look {
    /// The same to the eye: all but one pixel in five hundred.
    pub fn is_like(&self, other: &Self) -> bool {
        let pairs = self.pixels().zip(other.pixels());
        pairs.filter(|(one, other)| one != other).count() * 500 <= self.0.len() / PIXEL
    }

    /// All of it has this colour: red, green, blue.
    pub fn is_all(&self, [red, green, blue]: [u8; 3]) -> bool {
        self.pixels().all(|pixel| pixel[..3] == [blue, green, red])
    }

    /// Something is written there: its lines are not all of one colour each.
    pub fn is_written_on(&self) -> bool {
        let lines = self.0.chunks_exact(PART.width as usize * PIXEL);
        let written = |line: &&[u8]| line.chunks_exact(PIXEL).any(|pixel| pixel != &line[..PIXEL]);
        lines.filter(written).count() * 4 > PART.height as usize
    }

    fn pixels(&self) -> impl Iterator<Item = &[u8]> {
        self.0.chunks_exact(PIXEL)
    }
}
