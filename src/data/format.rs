//! What the first bytes of a file say it is, so that a file that cannot be opened can be called by its name.

use std::io::{self, ErrorKind};

use super::idx::Kind;
use crate::msg;
use crate::text::{Message, Named};

/// Bytes that are enough to tell.
pub const ENOUGH: usize = 600;

/// Why a packed file cannot be unpacked: it is damaged, or the system could not read it.
pub(super) fn unpacking_fault(error: &io::Error) -> Message {
    match error.kind() {
        ErrorKind::UnexpectedEof => msg!("packed-ends-early"),
        ErrorKind::InvalidData | ErrorKind::InvalidInput => msg!("packed-garbled"),
        _ => Message::verbatim(error),
    }
}

/// A form of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// No bytes at all.
    Empty,
    /// IDX, of images or labels.
    Idx(Kind),
    /// IDX, of something else.
    OtherIdx,
    /// Packed with gzip.
    Gzip,
    /// A zip archive, which npz files are too.
    Zip,
    /// Packed with xz.
    Xz,
    /// A 7z archive.
    SevenZip,
    /// A RAR archive.
    Rar,
    /// A tar archive.
    Tar,
    /// HTML: mostly the page about a file in its place.
    WebPage,
    /// Where Git LFS has the file itself.
    LfsPointer,
    /// JSON, ink files among it.
    Json,
    /// Columns of numbers, with commas, semicolons or tabs between them.
    Csv,
    /// Other text.
    Text,
    /// One `NumPy` array.
    Npy,
    /// Apache Parquet.
    Parquet,
    /// HDF5.
    Hdf5,
    /// MATLAB's.
    Matlab,
    /// A PNG or JPEG picture.
    Picture,
    /// A PDF document.
    Pdf,
    /// None of these.
    Unknown,
}

impl Named for Format {
    fn key(&self) -> &'static str {
        match self {
            Self::Empty => "format-empty",
            Self::Idx(Kind::Images) => "format-idx-images",
            Self::Idx(Kind::Labels) => "format-idx-labels",
            Self::OtherIdx => "format-idx-other",
            Self::Gzip => "format-gzip",
            Self::Zip => "format-zip",
            Self::Xz => "format-xz",
            Self::SevenZip => "format-7z",
            Self::Rar => "format-rar",
            Self::Tar => "format-tar",
            Self::WebPage => "format-web-page",
            Self::LfsPointer => "format-lfs",
            Self::Json => "format-json",
            Self::Csv => "format-csv",
            Self::Text => "format-text",
            Self::Npy => "format-npy",
            Self::Parquet => "format-parquet",
            Self::Hdf5 => "format-hdf5",
            Self::Matlab => "format-matlab",
            Self::Picture => "format-picture",
            Self::Pdf => "format-pdf",
            Self::Unknown => "format-unknown",
        }
    }
}

/// Files that begin with these bytes.
const BEGINNINGS: [(&[u8], Format); 15] = [
    (&[0x1f, 0x8b], Format::Gzip),
    (b"PK\x03\x04", Format::Zip),
    (b"PK\x05\x06", Format::Zip),
    (b"\xfd7zXZ\0", Format::Xz),
    (b"7z\xbc\xaf\x27\x1c", Format::SevenZip),
    (b"Rar!", Format::Rar),
    (b"version https://git-lfs", Format::LfsPointer),
    (b"\x93NUMPY", Format::Npy),
    (b"PAR1", Format::Parquet),
    (b"\x89HDF\r\n", Format::Hdf5),
    (b"MATLAB", Format::Matlab),
    (b"\x89PNG", Format::Picture),
    (&[0xff, 0xd8, 0xff], Format::Picture),
    (b"%PDF", Format::Pdf),
    (b"GIF8", Format::Picture),
];

impl Format {
    /// The form of a file that begins with `start`, of which [`ENOUGH`] bytes are enough.
    #[must_use]
    pub fn of(start: &[u8]) -> Self {
        let known = BEGINNINGS.iter().find(|(beginning, _)| start.starts_with(beginning)).map(|&(_, format)| format);
        match (known, start) {
            (Some(format), _) => format,
            (None, []) => Self::Empty,
            (None, &[0, 0, kind, dimensions, ..]) if is_idx(kind, dimensions) => match (kind, dimensions) {
                (0x08, 3) => Self::Idx(Kind::Images),
                (0x08..=0x0c, 1 | 2) => Self::Idx(Kind::Labels),
                _ => Self::OtherIdx,
            },
            (None, _) if start.get(257..262) == Some(b"ustar") => Self::Tar,
            (None, _) => of_text(start).unwrap_or(Self::Unknown),
        }
    }
}

/// Whether these are the third and fourth byte of an IDX file: the kind of its numbers and how many dimensions it has.
fn is_idx(kind: u8, dimensions: u8) -> bool {
    matches!(kind, 0x08 | 0x09 | 0x0b..=0x0e) && (1..=8).contains(&dimensions)
}

/// The form of a file of text; `None` if it is none.
fn of_text(start: &[u8]) -> Option<Format> {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let cut = &start[..start.len().min(ENOUGH)];
    let text = match std::str::from_utf8(cut) {
        Ok(text) => text,
        // A letter may be cut in two at the end.
        Err(fault) if fault.error_len().is_none() => std::str::from_utf8(&cut[..fault.valid_up_to()]).ok()?,
        Err(_) => return None,
    };
    if text.chars().any(|letter| letter.is_control() && !letter.is_whitespace()) {
        return None;
    }
    let begun = text.trim_start();
    let lower = begun.get(..begun.len().min(64)).unwrap_or(begun).to_ascii_lowercase();
    if ["<!doctype", "<html", "<head", "<?xml", "<script"].iter().any(|tag| lower.starts_with(tag)) {
        return Some(Format::WebPage);
    }
    if begun.starts_with(['{', '[']) {
        return Some(Format::Json);
    }
    let line = begun.lines().next().unwrap_or_default();
    let columns = [',', ';', '\t'].map(|mark| line.matches(mark).count()).into_iter().max().unwrap_or(0);
    Some(if columns >= 2 { Format::Csv } else { Format::Text })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn files_are_called_what_they_are() {
        for (start, format) in [
            (&b""[..], Format::Empty),
            (b"<!DOCTYPE html><html>", Format::WebPage),
            (b"  \n<HTML lang=en>", Format::WebPage),
            (b"label,pixel0,pixel1\n5,0,0\n", Format::Csv),
            (b"5\t0\t0\t0\n", Format::Csv),
            (b"{\"label\": 1}", Format::Json),
            (b"Hello", Format::Text),
            ("\u{feff}标签，像素".as_bytes(), Format::Text),
            (&[0, 0, 8, 3, 0, 0, 0, 1], Format::Idx(Kind::Images)),
            (&[0, 0, 8, 1, 0, 0, 0, 1], Format::Idx(Kind::Labels)),
            (&[0, 0, 12, 2, 0, 0, 0, 1], Format::Idx(Kind::Labels)),
            (&[0, 0, 13, 3, 0, 0, 0, 1], Format::OtherIdx),
            (&[0x1f, 0x8b, 8], Format::Gzip),
            (b"PK\x03\x04rest", Format::Zip),
            (b"\x93NUMPY\x01", Format::Npy),
            (b"version https://git-lfs.github.com/spec/v1", Format::LfsPointer),
            (&[0xff, 0xd8, 0xff, 0xe0], Format::Picture),
            (&[7, 0, 9, 1], Format::Unknown),
        ] {
            assert_eq!(Format::of(start), format, "{start:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(start in prop::collection::vec(any::<u8>(), 0..700)) {
            let _ = Format::of(&start);
        }
    }
}
