//! Opens single files of a data set: what they are, and what is in them.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::data::format::{ENOUGH, Format};
use crate::data::npz::{Npz, Part};
use crate::data::{PIXELS, csv, idx};
use crate::store::{StoreError, atomic};

/// The most bytes of one file: the limit of its contents and some room for a header.
const FILE_LIMIT: u64 = idx::LIMIT + 1_024;
/// Bytes of a table's first line that are looked at.
const FIRST_LINE: u64 = 16 << 10;

/// Images and their labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Images {
    /// 784 bytes an image.
    pub pixels: Vec<u8>,
    /// As many as images.
    pub labels: Vec<u8>,
}

/// What a file is; of a packed one, what is packed.
pub(super) fn format(path: &Path) -> Result<Format, StoreError> {
    let start = start(path, ENOUGH as u64)?;
    Ok(Format::of(&start))
}

/// Whether a file of text has a line of so many columns that it may be an image.
pub(super) fn is_table(path: &Path) -> bool {
    let Ok(start) = start(path, FIRST_LINE) else { return false };
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    [b',', b';', b'\t'].into_iter().any(|mark| line.split(|&byte| byte == mark).count() >= PIXELS)
}

/// The first bytes of a file, unpacked.
fn start(path: &Path, count: u64) -> Result<Vec<u8>, StoreError> {
    let mut start = Vec::new();
    // A damaged file is told by what is there of it.
    let _ = unpacked(path)?.take(count).read_to_end(&mut start);
    Ok(start)
}

/// A file's bytes, unpacked on the fly if it is a gzip file (RFC 1952).
fn unpacked(path: &Path) -> Result<Box<dyn BufRead>, StoreError> {
    let mut file = BufReader::new(atomic::open(path)?);
    let is_packed = file.fill_buf().is_ok_and(|start| start.starts_with(&[0x1f, 0x8b]));
    Ok(if is_packed { Box::new(BufReader::new(MultiGzDecoder::new(file))) } else { Box::new(file) })
}

/// The images of two IDX files, with labels up to `most`.
pub(super) fn read_idx(images: &Path, labels: &Path, most: u8) -> Result<Images, StoreError> {
    let pixels = idx::images(&atomic::read(images, FILE_LIMIT)?).map_err(|error| StoreError::of(&error, images))?;
    let count = pixels.len() / PIXELS;
    let labels =
        idx::labels(&atomic::read(labels, FILE_LIMIT)?, count, most).map_err(|error| StoreError::of(&error, labels))?;
    Ok(Images { pixels, labels })
}

/// The images of a table, with labels up to `most`; `None` if it has no labels.
pub(super) fn read_csv(path: &Path, most: u8) -> Result<Option<Images>, StoreError> {
    match csv::read(&mut unpacked(path)?, most) {
        Ok((pixels, labels)) => Ok(Some(Images { pixels, labels })),
        Err(csv::CsvError::NoLabels) => Ok(None),
        Err(error) => Err(StoreError::of(&error, path)),
    }
}

/// Opens an npz file.
pub(super) fn open_npz(path: &Path) -> Result<Npz<File>, StoreError> {
    Npz::open(atomic::open(path)?).map_err(|error| StoreError::of(&error, path))
}

/// A part of an npz file, with labels up to `most`.
pub(super) fn read_npz(path: &Path, part: Part, most: u8) -> Result<Images, StoreError> {
    let (pixels, labels) = open_npz(path)?.read(part, most).map_err(|error| StoreError::of(&error, path))?;
    Ok(Images { pixels, labels })
}
