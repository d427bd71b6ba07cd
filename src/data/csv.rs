//! Images as lines of text, as Kaggle and others publish MNIST and its relatives: a label and 784 numbers from 0 to 255,
//! with or without a line of names before them.

use std::io::{self, BufRead, Read};

use super::dataset::HIGHEST_DIGIT;
use super::format::unpacking_fault;
use super::idx::LIMIT;
use super::image::{PIXELS, SIDE};
use crate::msg;
use crate::text::{Message, ToMessage};

/// Longest line, in bytes: 785 numbers of 20 characters.
const LONGEST_LINE: u64 = 16 << 10;
/// What may stand between the numbers.
const MARKS: [u8; 3] = [b',', b';', b'\t'];
/// What the column of labels may be called.
const LABELS: [&str; 6] = ["label", "labels", "class", "target", "digit", "y"];

/// Why text is no table of images.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CsvError {
    /// No line with numbers.
    Empty,
    /// Images without a column of labels.
    NoLabels,
    /// Another number of columns than the label and the pixels need.
    Columns {
        /// From 1.
        line: usize,
        /// How many there are.
        found: usize,
    },
    /// Something else than a whole number from 0 to 255.
    NotAPixel {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// A label that is not the number of a class.
    BadLabel {
        /// From 1.
        line: usize,
        /// As it is written.
        label: String,
        /// The highest label there can be.
        most: u8,
    },
    /// A line too long for an image.
    LongLine {
        /// From 1.
        line: usize,
    },
    /// More images than can be opened.
    TooMany,
    /// The packed file is damaged, or the system could not read it.
    Unreadable(Message),
}

impl ToMessage for CsvError {
    fn to_message(&self) -> Message {
        match self {
            Self::Empty => msg!("csv-empty"),
            Self::NoLabels => msg!("csv-no-labels"),
            Self::Columns { line, found } => {
                let [line, found, pixels] = [*line, *found, PIXELS].map(|number| number.to_string());
                msg!("csv-columns", line = line, found = found, pixels = pixels, side = SIDE)
            }
            Self::NotAPixel { line, column } => {
                msg!("csv-not-a-pixel", line = line.to_string(), column = column.to_string())
            }
            Self::BadLabel { line, label, most: HIGHEST_DIGIT } => {
                msg!("csv-bad-label", line = line.to_string(), label = label.clone())
            }
            Self::BadLabel { line, label, most } => {
                msg!("csv-nameless-label", line = line.to_string(), label = label.clone(), most = most.to_string())
            }
            Self::LongLine { line } => msg!("csv-long-line", line = line.to_string()),
            Self::TooMany => msg!("csv-too-many"),
            Self::Unreadable(error) => msg!("csv-unreadable", error = error.clone()),
        }
    }
}

crate::display_as_message!(CsvError);

/// The pixels, 784 bytes an image, and the labels of a table, each from 0 to `most`.
///
/// # Errors
/// Names the first line that is not an image with its label.
pub fn read(reader: &mut dyn BufRead, most: u8) -> Result<(Vec<u8>, Vec<u8>), CsvError> {
    let (mut pixels, mut labels) = (Vec::new(), Vec::new());
    let (mut bytes, mut columns) = (Vec::new(), None);
    for line in 1.. {
        bytes.clear();
        let taken = Read::take(&mut *reader, LONGEST_LINE + 1).read_until(b'\n', &mut bytes);
        taken.map_err(|error: io::Error| CsvError::Unreadable(unpacking_fault(&error)))?;
        if bytes.is_empty() {
            break;
        }
        if bytes.len() as u64 > LONGEST_LINE {
            return Err(CsvError::LongLine { line });
        }
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii();
        if text.is_empty() {
            continue;
        }
        let columns = if let Some(known) = &columns {
            known
        } else {
            let (found, is_header) = Columns::of(text, line)?;
            let found = columns.insert(found);
            if is_header {
                continue;
            }
            found
        };
        labels.push(columns.parse((text, line), most, &mut pixels)?);
        if pixels.len() as u64 > LIMIT {
            return Err(CsvError::TooMany);
        }
    }
    if labels.is_empty() { Err(CsvError::Empty) } else { Ok((pixels, labels)) }
}

/// Form of the table's lines: the separator, and which column is the label.
struct Columns {
    /// Separator between two columns: comma, semicolon or tab.
    mark: u8,
    /// Index of the column of labels, from 0.
    label: usize,
}

impl Columns {
    /// Reads the form off the first line of the table; also whether that line is a header, with names in place of numbers.
    fn of(text: &[u8], line: usize) -> Result<(Self, bool), CsvError> {
        let mark = MARKS.into_iter().max_by_key(|mark| text.split(|byte| byte == mark).count()).unwrap_or(b',');
        let fields: Vec<&[u8]> = text.split(|&byte| byte == mark).map(unquoted).collect();
        let is_header = fields.iter().any(|field| whole(field).is_none());
        let is_label = |field: &&[u8]| LABELS.iter().any(|name| field.eq_ignore_ascii_case(name.as_bytes()));
        let label = if is_header { fields.iter().position(is_label) } else { Some(0) };
        match (fields.len(), label) {
            (PIXELS, None) => Err(CsvError::NoLabels),
            (PIXELS, Some(_)) if !is_header => Err(CsvError::NoLabels),
            (found, _) if found != PIXELS + 1 => Err(CsvError::Columns { line, found }),
            (_, label) => Ok((Self { mark, label: label.unwrap_or(0) }, is_header)),
        }
    }

    /// The label of a line; its pixels come to the others.
    fn parse(&self, (text, line): (&[u8], usize), most: u8, pixels: &mut Vec<u8>) -> Result<u8, CsvError> {
        let (mut label, mut found) = (None, 0);
        for field in text.split(|&byte| byte == self.mark).map(unquoted) {
            if found == self.label {
                let class = whole(field).filter(|&class| class <= most);
                let written = || String::from_utf8_lossy(&field[..field.len().min(20)]).into_owned();
                label = Some(class.ok_or_else(|| CsvError::BadLabel { line, label: written(), most })?);
            } else {
                pixels.push(whole(field).ok_or(CsvError::NotAPixel { line, column: found + 1 })?);
            }
            found += 1;
            if found > PIXELS + 1 {
                break;
            }
        }
        match label {
            Some(label) if found == PIXELS + 1 => Ok(label),
            _ => Err(CsvError::Columns { line, found: text.split(|&byte| byte == self.mark).count() }),
        }
    }
}

/// A field without spaces and quotes around it.
fn unquoted(field: &[u8]) -> &[u8] {
    let field = field.trim_ascii();
    field.strip_prefix(b"\"").and_then(|field| field.strip_suffix(b"\"")).unwrap_or(field)
}

/// A whole number from 0 to 255, perhaps with zeros behind a point.
fn whole(field: &[u8]) -> Option<u8> {
    let (digits, zeros) = match field.iter().position(|&byte| byte == b'.') {
        Some(point) => (&field[..point], &field[point + 1..]),
        None => (field, &[][..]),
    };
    if digits.is_empty() || !zeros.iter().all(|&byte| byte == b'0') {
        return None;
    }
    digits.iter().try_fold(0_u8, |number, &byte| {
        let digit = byte.is_ascii_digit().then(|| byte - b'0')?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A line of a label and pixels that are all the same.
    fn line(label: &str, pixel: &str, mark: &str) -> String {
        let mut fields = vec![label];
        fields.resize(PIXELS + 1, pixel);
        fields.join(mark)
    }

    fn header(first: &str) -> String {
        let pixels = (0..PIXELS).map(|at| format!("pixel{at}"));
        std::iter::once(first.to_owned()).chain(pixels).collect::<Vec<_>>().join(",")
    }

    fn table(text: &str) -> Result<(Vec<u8>, Vec<u8>), CsvError> {
        read(&mut text.as_bytes(), HIGHEST_DIGIT)
    }

    #[test]
    fn tables_with_and_without_names_and_with_other_marks_are_read() {
        let lines = [line("7", "0", ","), line("0", "255", ",")];
        let plain = lines.join("\n");
        let kaggle = format!("\u{feff}{}\r\n{}\r\n\r\n{}\r\n", header("label"), lines[0], lines[1]);
        let semicolons = format!("{}\n{}\n", line("7", "0", ";"), line("0", "255.0", ";"));
        let quoted = format!("{}\n{}\n", line("\"7\"", "\"0\"", "\t"), line("0", " 255 ", "\t"));
        for text in [plain, kaggle, semicolons, quoted] {
            let (pixels, labels) = table(&text).expect("it is a table");
            assert_eq!(labels, [7, 0]);
            assert_eq!((pixels.len(), pixels[0], pixels[PIXELS]), (2 * PIXELS, 0, 255));
        }
    }

    #[test]
    fn the_column_of_labels_is_found_by_its_name() {
        let names = header("pixel784").replace("pixel783", "class");
        let (pixels, labels) = table(&format!("{names}\n{}", line("9", "3", ","))).expect("it is a table");
        assert_eq!((labels, pixels[0], pixels[1]), (vec![3], 9, 3));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let good = line("7", "0", ",");
        let names: Vec<String> = (0..PIXELS).map(|at| format!("pixel{at}")).collect();
        for (text, fault) in [
            (String::new(), CsvError::Empty),
            (header("label"), CsvError::Empty),
            (format!("{}\n{}", names.join(","), vec!["0"; PIXELS].join(",")), CsvError::NoLabels),
            (vec!["0"; PIXELS].join(","), CsvError::NoLabels),
            ("1,2,3\n".into(), CsvError::Columns { line: 1, found: 3 }),
            (format!("{good}\n{good},5\n"), CsvError::Columns { line: 2, found: 786 }),
            (format!("{good}\n5,6\n"), CsvError::Columns { line: 2, found: 2 }),
            (format!("{good}\n{}", line("1", "256", ",")), CsvError::NotAPixel { line: 2, column: 2 }),
            (format!("{good}\n{}", line("1", "0.5", ",")), CsvError::NotAPixel { line: 2, column: 2 }),
            (format!("{good}\n{}", line("12", "0", ",")), CsvError::BadLabel { line: 2, label: "12".into(), most: 9 }),
            (format!("{good}\n{}", "0".repeat(20_000)), CsvError::LongLine { line: 2 }),
        ] {
            assert_eq!(table(&text), Err(fault));
        }
    }

    #[test]
    fn a_line_without_an_end_cannot_fill_the_memory() {
        let mut endless = io::BufReader::new(io::repeat(b'1'));
        assert_eq!(read(&mut endless, HIGHEST_DIGIT), Err(CsvError::LongLine { line: 1 }));
    }

    proptest! {
        #[test]
        fn no_text_panics(lines in prop::collection::vec("[0-9,.;\"a-z \t]{0,40}", 0..6), count in 780_usize..790) {
            let long = vec!["1"; count].join(",");
            let text = [lines, vec![long]].concat().join("\n");
            if let Ok((pixels, labels)) = table(&text) {
                prop_assert_eq!(pixels.len(), labels.len() * PIXELS);
            }
        }
    }
}
