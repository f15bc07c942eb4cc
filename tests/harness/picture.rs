//! What stands on a screen, read from the file that its X server keeps it in (XWD): as an eye sees it, whatever painted it.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use anyhow::{Context, Result};

/// Bytes of a pixel: blue, green, red, and one that says nothing.
pub const PIXEL: usize = 4;
/// Where XWD's header says how long it is, how many bytes a line has, and how many colours follow it.
const HEADER_SIZE: usize = 0;
const LINE: usize = 48;
const COLOURS: usize = 76;
/// How long XWD's header is without the window's name, and each colour.
const HEADER: usize = 100;
const COLOUR: u64 = 12;

/// The picture on a screen.
#[derive(Debug)]
pub struct Picture {
    file: File,
    first: u64,
    line: u64,
}

/// A part of a screen, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// From the left.
    pub left: u32,
    /// From the top.
    pub top: u32,
    /// How wide.
    pub width: u32,
    /// How high.
    pub height: u32,
}

impl Picture {
    /// The screen that an X server keeps in the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(path: &Path) -> Result<Self> {
        let mut file = File::open(path).context("the X server keeps no picture")?;
        let mut header = [0; HEADER];
        file.read_exact(&mut header)?;
        let field = |at: usize| u64::from(u32::from_be_bytes([0, 1, 2, 3].map(|byte| header[at + byte])));
        Ok(Self { file, first: field(HEADER_SIZE) + field(COLOURS) * COLOUR, line: field(LINE) })
    }

    /// The pixels that stand in `part` now, line by line.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn look(&mut self, part: Part) -> Result<Vec<u8>> {
        let width = part.width as usize * PIXEL;
        let mut pixels = vec![0; width * part.height as usize];
        for (number, line) in (u64::from(part.top)..).zip(pixels.chunks_exact_mut(width)) {
            let begin = self.first + number * self.line + u64::from(part.left) * PIXEL as u64;
            self.file.seek(SeekFrom::Start(begin))?;
            self.file.read_exact(line)?;
        }
        Ok(pixels)
    }
}

/// Pixels as a PNG file.
///
/// # Errors
/// When they are no `part`.
pub fn png(pixels: &[u8], part: Part) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, part.width, part.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let colours: Vec<u8> =
        pixels.chunks_exact(PIXEL).flat_map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect();
    encoder.write_header()?.write_image_data(&colours)?;
    Ok(file)
}
