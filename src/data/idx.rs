//! The IDX form in which MNIST and its relatives are published, raw or packed with gzip.
//!
//! A file begins with two zeros, the kind of its numbers (8 for bytes) and how many dimensions it has, and the size of
//! each (four bytes, highest first). Images have three dimensions of bytes: how many, rows, columns. Labels have one;
//! QMNIST's have two of whole numbers, of which the first in each row is the label and the rest says who wrote it.
//! Sources: MNIST's own page; <https://github.com/facebookresearch/qmnist>.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

use super::dataset::label_above;
use super::format::{ENOUGH, Format, unpacking_fault};
use super::image::{PIXELS, SIDE};
use crate::msg;
use crate::text::{Message, Named, ToMessage, Value};

/// The most bytes a file may hold once unpacked: 1 GiB, some 1.3 million images.
pub const LIMIT: u64 = 1 << 30;

/// Bytes reserved before any were seen; a header alone may not claim more.
const RESERVED_UNSEEN: u64 = 64 << 20;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 28×28 images, a byte a pixel.
    Images,
    /// Numbers of classes.
    Labels,
}

impl Named for Kind {
    fn key(&self) -> &'static str {
        match self {
            Self::Images => "idx-images",
            Self::Labels => "idx-labels",
        }
    }
}

/// Why bytes are not the images or labels that were wanted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum IdxError {
    /// A file of something else.
    Foreign {
        /// What the file should hold.
        wanted: Kind,
        /// The form it has instead.
        is: Format,
    },
    /// Fewer bytes than the header announces, or not even a header.
    Truncated {
        /// Bytes of the whole file, unpacked.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// More bytes than the header announces.
    Oversized {
        /// Bytes of the whole file, unpacked.
        expected: u64,
    },
    /// Images of another size.
    WrongSize {
        /// Width.
        columns: u32,
        /// Height.
        rows: u32,
    },
    /// A header that announces nothing.
    Empty(Kind),
    /// A header that announces more than [`LIMIT`].
    TooMany {
        /// What there is too much of.
        kind: Kind,
        /// How many.
        count: u32,
    },
    /// Labels and images that do not belong together.
    CountMismatch {
        /// Labels in this file.
        labels: u32,
        /// Images in the other.
        images: usize,
    },
    /// A label that is not the number of a class.
    BadLabel {
        /// 0-based image index.
        index: usize,
        /// The offending label.
        label: i64,
        /// The highest label there can be.
        most: u8,
    },
    /// Bytes that gzip cannot unpack, and what the decoder says of them.
    DamagedGzip(Value),
}

impl ToMessage for IdxError {
    fn to_message(&self) -> Message {
        match self {
            Self::Foreign { wanted, is } => msg!("idx-foreign", kind = wanted.name(), format = is.name()),
            Self::Truncated { expected, found } => {
                msg!("idx-truncated", expected = expected.to_string(), found = found.to_string())
            }
            Self::Oversized { expected } => msg!("idx-oversized", expected = expected.to_string()),
            Self::WrongSize { columns, rows } => {
                let [columns, rows] = [columns, rows].map(u32::to_string);
                msg!("idx-wrong-size", columns = columns, rows = rows, side = SIDE)
            }
            Self::Empty(kind) => msg!("idx-empty", kind = kind.name()),
            Self::TooMany { kind, count } => msg!("idx-too-many", count = count.to_string(), kind = kind.name()),
            Self::CountMismatch { labels, images } => {
                msg!("idx-count-mismatch", labels = labels.to_string(), images = images.to_string())
            }
            Self::BadLabel { index, label, most } => label_above(*index, label, *most),
            Self::DamagedGzip(fault) => msg!("idx-damaged-gzip", fault = fault.clone()),
        }
    }
}

crate::display_as_message!(IdxError);

/// The pixels of a file of images, 784 bytes an image, from its raw or gzipped bytes.
///
/// # Errors
/// When it is anything but one or more 28×28 images, exactly as long as its header says.
pub fn images(bytes: &[u8]) -> Result<Vec<u8>, IdxError> {
    with_reader(bytes, |reader| read_images(reader))
}

/// The labels for as many `images`, each from 0 to `most`, from a file's raw or gzipped bytes.
///
/// # Errors
/// When it is anything but that many labels, exactly as long as its header says.
pub fn labels(bytes: &[u8], images: usize, most: u8) -> Result<Vec<u8>, IdxError> {
    with_reader(bytes, |reader| read_labels(reader, images, most))
}

/// Hands over the bytes, unpacked on the fly if they start as a gzip file does (RFC 1952).
fn with_reader<T>(bytes: &[u8], read: impl Fn(&mut dyn Read) -> Result<T, IdxError>) -> Result<T, IdxError> {
    if bytes.starts_with(&[0x1f, 0x8b]) { read(&mut MultiGzDecoder::new(bytes)) } else { read(&mut &*bytes) }
}

fn read_images(reader: &mut dyn Read) -> Result<Vec<u8>, IdxError> {
    read_start(reader, Kind::Images, |kind, dimensions| (kind, dimensions) == (BYTE, 3))?;
    let [count, rows, columns] = read_sizes(reader)?;
    if (rows, columns) != (SIDE as u32, SIDE as u32) {
        return Err(IdxError::WrongSize { columns, rows });
    }
    read_body(reader, Kind::Images, count, 16, PIXELS)
}

fn read_labels(reader: &mut dyn Read, images: usize, most: u8) -> Result<Vec<u8>, IdxError> {
    let is_known = |kind, dimensions| width_of(kind).is_some() && (1..=2).contains(&dimensions);
    let [_, _, kind, dimensions] = read_start(reader, Kind::Labels, is_known)?;
    let width = width_of(kind).unwrap_or(1);
    let (count, columns, header) = if dimensions == 1 {
        let [count] = read_sizes(reader)?;
        (count, 1, 8)
    } else {
        let [count, columns] = read_sizes(reader)?;
        (count, columns, 12)
    };
    if count as usize != images {
        return Err(IdxError::CountMismatch { labels: count, images });
    }
    if !(1..=MOST_COLUMNS).contains(&columns) {
        return Err(IdxError::Foreign { wanted: Kind::Labels, is: Format::OtherIdx });
    }
    let row = width * columns as usize;
    let rows = read_body(reader, Kind::Labels, count, header, row)?;
    let labels = rows.chunks_exact(row).enumerate().map(|(index, row)| {
        let label = signed(&row[..width], kind != BYTE);
        u8::try_from(label).ok().filter(|&label| label <= most).ok_or(IdxError::BadLabel { index, label, most })
    });
    labels.collect()
}

/// The kind of numbers that are bytes from 0 to 255.
const BYTE: u8 = 0x08;
/// Most numbers that a row of labels may have; QMNIST's have eight.
const MOST_COLUMNS: u32 = 64;

/// Bytes of a whole number of this kind; `None` if it is another kind.
fn width_of(kind: u8) -> Option<usize> {
    match kind {
        BYTE | 0x09 => Some(1),
        0x0b => Some(2),
        0x0c => Some(4),
        _ => None,
    }
}

/// A whole number of up to eight bytes, highest first.
fn signed(bytes: &[u8], is_signed: bool) -> i64 {
    let start = if is_signed && bytes.first().is_some_and(|&first| first >= 0x80) { -1 } else { 0 };
    bytes.iter().fold(start, |number, &byte| (number << 8) | i64::from(byte))
}

/// The first four bytes, whose last two, the kind of the numbers and how many dimensions there are, are right. A file of
/// something else is called what it is, however short it is.
fn read_start(reader: &mut dyn Read, wanted: Kind, is_right: impl Fn(u8, u8) -> bool) -> Result<[u8; 4], IdxError> {
    let mut start = Vec::with_capacity(ENOUGH);
    Read::take(&mut *reader, 4).read_to_end(&mut start).map_err(|error| damaged(&error))?;
    match start[..] {
        [0, 0, kind, dimensions] if is_right(kind, dimensions) => Ok([0, 0, kind, dimensions]),
        [] | [0] | [0, 0] | [0, 0, BYTE] => {
            let dimensions = if wanted == Kind::Images { 3 } else { 1 };
            Err(IdxError::Truncated { expected: 4 + 4 * dimensions, found: start.len() as u64 })
        }
        _ => {
            // What it is shows in what is there, even if the rest of it is damaged.
            let _ = reader.take(ENOUGH as u64 - 4).read_to_end(&mut start);
            Err(IdxError::Foreign { wanted, is: Format::of(&start) })
        }
    }
}

/// The sizes of all dimensions.
fn read_sizes<const N: usize>(reader: &mut dyn Read) -> Result<[u32; N], IdxError> {
    let mut bytes = Vec::with_capacity(4 * N);
    reader.take(4 * N as u64).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
    let mut sizes = [0; N];
    let (numbers, _) = bytes.as_chunks::<4>();
    if numbers.len() < N {
        return Err(IdxError::Truncated { expected: 4 + 4 * N as u64, found: 4 + bytes.len() as u64 });
    }
    for (size, &number) in sizes.iter_mut().zip(numbers) {
        *size = u32::from_be_bytes(number);
    }
    Ok(sizes)
}

/// Reads `count` items of `item` bytes after a header of `header` bytes, and never more than one byte beyond them: a
/// small gzip file can unpack to more than fits in memory.
fn read_body(reader: &mut dyn Read, kind: Kind, count: u32, header: u64, item: usize) -> Result<Vec<u8>, IdxError> {
    let wanted = u64::from(count) * item as u64;
    if count == 0 {
        return Err(IdxError::Empty(kind));
    }
    if wanted > LIMIT {
        return Err(IdxError::TooMany { kind, count });
    }
    let mut body = Vec::with_capacity(wanted.min(RESERVED_UNSEEN) as usize + 1);
    reader.take(wanted + 1).read_to_end(&mut body).map_err(|error| damaged(&error))?;
    match (body.len() as u64).cmp(&wanted) {
        std::cmp::Ordering::Less => {
            Err(IdxError::Truncated { expected: header + wanted, found: header + body.len() as u64 })
        }
        std::cmp::Ordering::Equal => Ok(body),
        std::cmp::Ordering::Greater => Err(IdxError::Oversized { expected: header + wanted }),
    }
}

/// Reading from memory cannot fail, so any fault is gzip's.
fn damaged(error: &io::Error) -> IdxError {
    IdxError::DamagedGzip(unpacking_fault(error).into())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};
    use proptest::prelude::*;

    use super::*;
    use crate::data::dataset::HIGHEST_DIGIT;

    /// Labels that are digits.
    fn labels(bytes: &[u8], images: usize) -> Result<Vec<u8>, IdxError> {
        super::labels(bytes, images, HIGHEST_DIGIT)
    }

    fn written(numbers: &[u32], body: &[u8]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_be_bytes()).chain(body.iter().copied()).collect()
    }

    fn written_images(pixels: &[u8]) -> Vec<u8> {
        written(&[0x803, (pixels.len() / PIXELS) as u32, 28, 28], pixels)
    }

    fn written_labels(labels: &[u8]) -> Vec<u8> {
        written(&[0x801, labels.len() as u32], labels)
    }

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("a vector takes everything");
        encoder.finish().expect("a vector takes everything")
    }

    #[test]
    fn files_of_something_else_are_called_what_they_are() {
        let error = images(&written_labels(&[1; 100])).expect_err("labels are no images");
        assert_eq!(error, IdxError::Foreign { wanted: Kind::Images, is: Format::Idx(Kind::Labels) });
        assert_eq!(error.to_string(), "this is an IDX file of labels, not an IDX file of images");
        let error = labels(&written_images(&[0; PIXELS]), 1);
        assert_eq!(error, Err(IdxError::Foreign { wanted: Kind::Labels, is: Format::Idx(Kind::Images) }));
        let page = b"<!DOCTYPE html><html><body>Sign in</body></html>";
        for bytes in [page.to_vec(), gzipped(page)] {
            let error = images(&bytes).expect_err("a web page").to_string();
            assert_eq!(error, "this is a web page, not an IDX file of images");
        }
        assert!(labels(b"x", 1).expect_err("text").to_string().starts_with("this is a text file"));
    }

    #[test]
    fn the_first_number_of_each_row_is_qmnists_label() {
        let row = |label: i32| [label, 0, 3_829, 41, 577, 7, 0, 0].map(i32::to_be_bytes).concat();
        let rows: Vec<u8> = [7, 0, 9].into_iter().flat_map(row).collect();
        let bytes = written(&[0x0c02, 3, 8], &rows);
        assert_eq!(labels(&gzipped(&bytes), 3), Ok(vec![7, 0, 9]));
        assert_eq!(labels(&bytes, 2), Err(IdxError::CountMismatch { labels: 3, images: 2 }));
        assert_eq!(
            labels(&bytes[..bytes.len() - 1], 3),
            Err(IdxError::Truncated { expected: 12 + 96, found: 12 + 95 })
        );
        let negative = written(&[0x0c01, 1], &(-1_i32).to_be_bytes());
        assert_eq!(labels(&negative, 1), Err(IdxError::BadLabel { index: 0, label: -1, most: 9 }));
        let without = written(&[0x0c02, 1, 0], &[]);
        assert_eq!(labels(&without, 1), Err(IdxError::Foreign { wanted: Kind::Labels, is: Format::OtherIdx }));
        let absurd = written(&[0x0c02, u32::MAX, 64], &[]);
        assert!(matches!(labels(&absurd, u32::MAX as usize), Err(IdxError::TooMany { .. })));
    }

    #[test]
    fn a_missing_byte_is_reported_with_both_lengths() {
        let whole = written_images(&[7; 2 * PIXELS]);
        let error = images(&whole[..whole.len() - 1]);
        assert_eq!(error, Err(IdxError::Truncated { expected: 1_584, found: 1_583 }));
        assert_eq!(images(&whole[..5]), Err(IdxError::Truncated { expected: 16, found: 5 }));
        assert_eq!(images(&[]), Err(IdxError::Truncated { expected: 16, found: 0 }));
        assert_eq!(labels(&written_labels(&[1, 2])[..9], 2), Err(IdxError::Truncated { expected: 10, found: 9 }));
    }

    #[test]
    fn a_byte_too_many_is_refused() {
        let long = [written_images(&[7; PIXELS]), vec![0]].concat();
        assert_eq!(images(&long), Err(IdxError::Oversized { expected: 800 }));
        let long = [written_labels(&[1, 2]), vec![3]].concat();
        assert_eq!(labels(&long, 2), Err(IdxError::Oversized { expected: 10 }));
    }

    #[test]
    fn images_of_another_size_are_refused() {
        let bytes = written(&[0x803, 1, 28, 32], &[0; 28 * 32]);
        let error = images(&bytes).expect_err("28 rows of 32 pixels");
        assert_eq!(error, IdxError::WrongSize { columns: 32, rows: 28 });
        assert_eq!(error.to_string(), "the images have 32×28 pixels, and only 28×28 can be read");
    }

    #[test]
    fn empty_files_and_absurd_counts_are_refused() {
        assert_eq!(images(&written(&[0x803, 0, 28, 28], &[])), Err(IdxError::Empty(Kind::Images)));
        let error = images(&written(&[0x803, u32::MAX, 28, 28], &[0; PIXELS]));
        assert_eq!(error, Err(IdxError::TooMany { kind: Kind::Images, count: u32::MAX }));
    }

    #[test]
    fn labels_have_to_be_as_many_as_the_images() {
        let error = labels(&written_labels(&[1, 2, 3]), 4);
        assert_eq!(error, Err(IdxError::CountMismatch { labels: 3, images: 4 }));
    }

    #[test]
    fn the_first_label_that_is_no_digit_is_named() {
        let error = labels(&written_labels(&[9, 0, 10, 200]), 4);
        assert_eq!(error, Err(IdxError::BadLabel { index: 2, label: 10, most: 9 }));
        let letters = super::labels(&written_labels(&[26, 1]), 2, 26);
        assert_eq!(letters, Ok(vec![26, 1]));
        let beyond = super::labels(&written_labels(&[26, 27]), 2, 26).expect_err("there is no such letter").to_string();
        assert!(beyond.starts_with("label 27 of image 1 (counted from 0) is above 26"), "{beyond}");
    }

    #[test]
    fn a_small_gzip_file_cannot_fill_the_memory() {
        // 64 MB of zeros behind a header that announces one image.
        let bomb = gzipped(&written(&[0x803, 1, 28, 28], &vec![0; 64 << 20]));
        assert!(bomb.len() < 1 << 20, "it packs well");
        assert_eq!(images(&bomb), Err(IdxError::Oversized { expected: 800 }));
        // A source without an end: this test would never finish if reading were not bounded.
        let header = written(&[0x803, 3, 28, 28], &[]);
        let mut endless = header.chain(io::repeat(0));
        assert_eq!(read_images(&mut endless), Err(IdxError::Oversized { expected: 16 + 3 * 784 }));
    }

    #[test]
    fn a_damaged_gzip_file_is_called_that() {
        let packed = gzipped(&written_images(&[7; PIXELS]));
        let error = images(&packed[..packed.len() - 3]).expect_err("its end is missing");
        assert_eq!(error.to_string(), "the gzip file is damaged (it ends too early)");
        let mut changed = packed;
        let checksum = changed.len() - 8;
        changed[checksum] ^= 1;
        assert!(matches!(images(&changed), Err(IdxError::DamagedGzip(_))));
    }

    /// Bytes that are often nearly right.
    fn nearly_idx() -> impl Strategy<Value = Vec<u8>> {
        let number = prop_oneof![Just(0x801_u32), Just(0x803), Just(0xc02), Just(28), Just(2), Just(0), any::<u32>()];
        let body = prop::collection::vec(any::<u8>(), 0..2_000);
        (prop::collection::vec(number, 0..5), body).prop_map(|(numbers, body)| written(&numbers, &body))
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in nearly_idx(), pack in 0..3) {
            let bytes = match pack {
                0 => bytes,
                1 => gzipped(&bytes),
                _ => [&[0x1f, 0x8b, 8, 0][..], &bytes].concat(),
            };
            if let Ok(pixels) = images(&bytes) {
                prop_assert!(pixels.len().is_multiple_of(PIXELS));
            }
            if let Ok(labels) = labels(&bytes, 2) {
                prop_assert_eq!(labels.len(), 2);
            }
        }

        #[test]
        fn what_is_written_reads_back(seed in any::<u32>(), digits in prop::collection::vec(0_u8..10, 1..5)) {
            let pixels: Vec<u8> =
                (0..digits.len() * PIXELS).map(|at| (seed.wrapping_mul(at as u32 + 1) >> 13) as u8).collect();
            let (image_file, label_file) = (written_images(&pixels), written_labels(&digits));
            prop_assert_eq!(images(&gzipped(&image_file)), Ok(pixels.clone()));
            prop_assert_eq!(images(&image_file), Ok(pixels));
            prop_assert_eq!(labels(&gzipped(&label_file), digits.len()), Ok(digits.clone()));
            prop_assert_eq!(labels(&label_file, digits.len()), Ok(digits));
        }
    }
}
