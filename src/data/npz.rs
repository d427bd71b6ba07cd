//! Images as `NumPy` arrays in an npz file (a zip archive of .npy files), as Keras publishes MNIST: `x_train`, `y_train`,
//! `x_test` and `y_test`. Sources: `numpy.lib.format`; PKWARE's APPNOTE.

use std::io::{self, BufReader, Read, Seek};

use flate2::{Crc, read::DeflateDecoder};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::dataset::label_above;
use super::format::unpacking_fault;
use super::idx::LIMIT;
use super::image::{PIXELS, SIDE};
use crate::msg;
use crate::text::{Message, ToMessage};

/// Longest description of an array, in bytes.
const LONGEST_HEADER: usize = 4_096;
/// Bytes reserved before any were seen; a header alone may not claim more.
const RESERVED_UNSEEN: u64 = 64 << 20;
/// Names of the arrays of images and labels, of the training part and of the test part.
const NAMES: [[&[&str]; 2]; 2] = [
    [&["x_train", "train_images", "train_x"], &["y_train", "train_labels", "train_y"]],
    [&["x_test", "test_images", "test_x"], &["y_test", "test_labels", "test_y"]],
];

/// Why a file holds no arrays of images.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NpzError {
    /// No zip archive, or a damaged one, and what is wrong with it.
    Damaged(Message),
    /// No array of this name.
    Missing {
        /// What it should be called.
        wanted: &'static str,
        /// The names that there are.
        found: String,
    },
    /// An array that is encrypted, or compressed by another method than deflate.
    Packed {
        /// Its name.
        array: String,
    },
    /// An array of something that is neither images nor labels.
    Numbers {
        /// Its name.
        array: String,
        /// The kind of its numbers, as `NumPy` writes it.
        kind: String,
    },
    /// An array of another shape.
    Shape {
        /// Its name.
        array: String,
        /// Its shape.
        shape: String,
    },
    /// More than can be opened.
    TooLarge {
        /// Its name.
        array: String,
    },
    /// Labels and images that do not belong together.
    CountMismatch {
        /// How many labels.
        labels: usize,
        /// How many images.
        images: usize,
    },
    /// A label that is no digit.
    BadLabel {
        /// 0-based image index.
        index: usize,
        /// The label.
        label: i64,
        /// The highest label there can be.
        most: u8,
    },
}

impl ToMessage for NpzError {
    fn to_message(&self) -> Message {
        match self {
            Self::Damaged(fault) => msg!("npz-damaged", fault = fault.clone()),
            Self::Missing { wanted, found } => msg!("npz-missing", wanted = *wanted, found = found.clone()),
            Self::Packed { array } => msg!("npz-packed", array = array.clone()),
            Self::Numbers { array, kind } => msg!("npz-numbers", array = array.clone(), kind = kind.clone()),
            Self::Shape { array, shape } => {
                msg!("npz-shape", array = array.clone(), shape = shape.clone(), side = SIDE)
            }
            Self::TooLarge { array } => msg!("npz-too-large", array = array.clone()),
            Self::CountMismatch { labels, images } => {
                msg!("idx-count-mismatch", labels = labels.to_string(), images = images.to_string())
            }
            Self::BadLabel { index, label, most } => label_above(*index, label, *most),
        }
    }
}

crate::display_as_message!(NpzError);

fn array_damaged(array: &str) -> NpzError {
    NpzError::Damaged(msg!("npz-array-damaged", array = array))
}

fn zip_fault(error: &ZipError) -> NpzError {
    NpzError::Damaged(match error {
        ZipError::Io(error) => unpacking_fault(error),
        _ => msg!("npz-not-zip"),
    })
}

/// A part of the images in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Those to train on.
    Train,
    /// Those to test on.
    Test,
}

/// An npz file.
pub struct Npz<R> {
    archive: ZipArchive<BufReader<R>>,
    names: Vec<String>,
}

impl<R: Read + Seek> Npz<R> {
    /// Reads which arrays there are.
    ///
    /// # Errors
    /// When it is no zip archive, or a damaged one.
    pub fn open(reader: R) -> Result<Self, NpzError> {
        let archive = ZipArchive::new(BufReader::new(reader)).map_err(|fault| zip_fault(&fault))?;
        let names = archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        Ok(Self { archive, names })
    }

    /// Whether it has arrays of this part.
    #[must_use]
    pub fn has(&self, part: Part) -> bool {
        self.find(NAMES[part as usize][0]).is_some()
    }

    /// The pixels, 784 bytes an image, and the labels of a part, each from 0 to `most`.
    ///
    /// # Errors
    /// Names the array that is missing or is something else than images or their labels.
    pub fn read(&mut self, part: Part, most: u8) -> Result<(Vec<u8>, Vec<u8>), NpzError> {
        let [images, labels] = NAMES[part as usize];
        let pixels = self.array(images, |array, reader| array.images(reader))?;
        let labels = self.array(labels, |array, reader| array.labels(reader, most))?;
        let images = pixels.len() / PIXELS;
        if labels.len() == images {
            Ok((pixels, labels))
        } else {
            Err(NpzError::CountMismatch { labels: labels.len(), images })
        }
    }

    fn find(&self, names: &[&str]) -> Option<usize> {
        let is_named = |entry: &String| entry.strip_suffix(".npy").is_some_and(|name| names.contains(&name));
        self.names.iter().position(is_named)
    }

    /// What `take` makes of the array with one of these names.
    fn array<T>(
        &mut self,
        names: &[&'static str],
        take: impl FnOnce(&Array, &mut dyn Read) -> Result<T, NpzError>,
    ) -> Result<T, NpzError> {
        let place = self.find(names).ok_or_else(|| NpzError::Missing {
            wanted: names.first().copied().unwrap_or_default(),
            found: self.names.iter().take(8).map(|name| name.trim_end_matches(".npy")).collect::<Vec<_>>().join(", "),
        })?;
        let name = self.names[place].trim_end_matches(".npy").to_owned();
        let entry = self.archive.by_index_raw(place).map_err(|fault| zip_fault(&fault))?;
        let (checksum, is_locked) = (entry.crc32(), entry.encrypted());
        let unpacked: Box<dyn Read + '_> = match entry.compression() {
            _ if is_locked => return Err(NpzError::Packed { array: name }),
            CompressionMethod::Stored => Box::new(entry),
            CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(entry)),
            _ => return Err(NpzError::Packed { array: name }),
        };
        let mut reader = Checked { reader: unpacked, crc: Crc::new() };
        let array = Array::of(name, &mut reader)?;
        let taken = take(&array, &mut reader)?;
        if reader.crc.sum() == checksum { Ok(taken) } else { Err(array_damaged(&array.name)) }
    }
}

/// Counts what it reads into a checksum.
struct Checked<R> {
    reader: R,
    crc: Crc,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.crc.update(&buffer[..count]);
        Ok(count)
    }
}

/// An array as its header describes it.
struct Array {
    name: String,
    /// The kind of its numbers, such as "|u1".
    kind: String,
    shape: Vec<u64>,
}

impl Array {
    /// Reads the header: eight bytes with the version, its length, and a Python dictionary.
    fn of(name: String, reader: &mut dyn Read) -> Result<Self, NpzError> {
        let damaged = || array_damaged(&name);
        let mut start = [0; 8];
        reader.read_exact(&mut start).map_err(|_| damaged())?;
        let width = match start {
            [0x93, b'N', b'U', b'M', b'P', b'Y', 1, _] => 2,
            [0x93, b'N', b'U', b'M', b'P', b'Y', 2 | 3, _] => 4,
            _ => return Err(damaged()),
        };
        let mut length = [0; 4];
        reader.read_exact(&mut length[..width]).map_err(|_| damaged())?;
        let length = u32::from_le_bytes(length) as usize;
        if length > LONGEST_HEADER {
            return Err(damaged());
        }
        let mut header = vec![0; length];
        reader.read_exact(&mut header).map_err(|_| damaged())?;
        let header = String::from_utf8_lossy(&header);
        let value = |field: &str| {
            let (_, rest) = header.split_once(field)?;
            rest.trim_start_matches(['\'', '"']).trim_start().strip_prefix(':').map(str::trim_start)
        };
        let kind = value("descr").and_then(|rest| rest.strip_prefix(['\'', '"'])?.split(['\'', '"']).next());
        let shape = value("shape").and_then(|rest| rest.strip_prefix('(')?.split(')').next());
        let order = value("fortran_order").ok_or_else(damaged)?;
        let (kind, shape) = kind.zip(shape).ok_or_else(damaged)?;
        let sizes = shape.split(',').map(str::trim).filter(|size| !size.is_empty());
        let sizes: Option<Vec<u64>> = sizes.map(|size| size.trim_end_matches('L').parse().ok()).collect();
        let sizes = sizes.ok_or_else(damaged)?;
        if order.starts_with("True") && sizes.len() > 1 {
            return Err(NpzError::Shape { array: name, shape: format!("({}), Fortran", shape.trim()) });
        }
        let kind = kind.to_owned();
        Ok(Self { name, kind, shape: sizes })
    }

    /// The pixels of images of 28×28 bytes.
    fn images(&self, reader: &mut dyn Read) -> Result<Vec<u8>, NpzError> {
        let side = SIDE as u64;
        let count = match self.shape[..] {
            [count, rows, columns] | [count, rows, columns, 1] | [count, 1, rows, columns]
                if (rows, columns) == (side, side) =>
            {
                count
            }
            [count, pixels] if pixels == PIXELS as u64 => count,
            _ => return Err(self.misshapen()),
        };
        if self.kind != "|u1" {
            return Err(NpzError::Numbers { array: self.name.clone(), kind: self.kind.clone() });
        }
        self.body(reader, count, PIXELS as u64)
    }

    /// Labels, whatever kind of whole numbers they are.
    fn labels(&self, reader: &mut dyn Read, most: u8) -> Result<Vec<u8>, NpzError> {
        let ([count] | [count, 1]) = self.shape[..] else { return Err(self.misshapen()) };
        let numbers = || NpzError::Numbers { array: self.name.clone(), kind: self.kind.clone() };
        let mut letters = self.kind.chars();
        let (Some(order), Some(kind), Ok(width)) = (letters.next(), letters.next(), letters.as_str().parse()) else {
            return Err(numbers());
        };
        if !matches!((order, kind, width), ('<' | '>' | '|' | '=', 'i' | 'u', 1 | 2 | 4 | 8)) {
            return Err(numbers());
        }
        let bytes = self.body(reader, count, width)?;
        let whole = |bytes: &[u8]| {
            let big = |number: i64, &byte: &u8| (number << 8) | i64::from(byte);
            let first = if order == '>' { bytes.first() } else { bytes.last() };
            let start = if kind == 'i' && first.is_some_and(|&first| first >= 0x80) { -1 } else { 0 };
            if order == '>' { bytes.iter().fold(start, big) } else { bytes.iter().rev().fold(start, big) }
        };
        let labels = bytes.chunks_exact(width as usize).enumerate().map(|(index, bytes)| {
            let label = whole(bytes);
            let class = u8::try_from(label).ok().filter(|&class| class <= most);
            class.ok_or(NpzError::BadLabel { index, label, most })
        });
        labels.collect()
    }

    /// Exactly `count` items of `item` bytes, and never more than one byte beyond them: a small archive can unpack to
    /// more than fits in memory.
    fn body(&self, reader: &mut dyn Read, count: u64, item: u64) -> Result<Vec<u8>, NpzError> {
        let wanted = count.checked_mul(item).filter(|&wanted| wanted <= LIMIT);
        let wanted = wanted.ok_or_else(|| NpzError::TooLarge { array: self.name.clone() })?;
        if wanted == 0 {
            return Err(self.misshapen());
        }
        let mut body = Vec::with_capacity(wanted.min(RESERVED_UNSEEN) as usize + 1);
        let read = reader.take(wanted + 1).read_to_end(&mut body);
        if read.is_err() || body.len() as u64 != wanted {
            return Err(array_damaged(&self.name));
        }
        Ok(body)
    }

    fn misshapen(&self) -> NpzError {
        let sizes: Vec<String> = self.shape.iter().map(u64::to_string).collect();
        NpzError::Shape { array: self.name.clone(), shape: format!("({})", sizes.join(", ")) }
    }
}

#[cfg(test)]
mod tests;
