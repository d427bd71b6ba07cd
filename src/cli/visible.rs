//! Control characters in names that came from elsewhere: on a terminal they would do things, so they are written out.

use std::fmt::Display;
use std::io::{self, Write};

/// Hands on what it is given, with control characters other than ends of lines and tabs as `\u001b`. That is also how
/// JSON writes them, so that an object stays the same.
pub struct Visible<'a> {
    out: &'a mut dyn Write,
    /// The first byte of a character of which only that has come.
    begun: Option<u8>,
}

/// The byte before those of the control characters U+0080 to U+009F in UTF-8.
const LEAD: u8 = 0xC2;

impl<'a> Visible<'a> {
    /// Writes to `out`.
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self { out, begun: None }
    }
}

impl Write for Visible<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut safe = Vec::with_capacity(bytes.len());
        for &byte in bytes {
            match (self.begun.take(), byte) {
                (Some(_), 0x80..=0x9F) => safe.extend(format!("\\u{byte:04x}").bytes()),
                (begun, _) => {
                    safe.extend(begun);
                    match byte {
                        LEAD => self.begun = Some(LEAD),
                        b'\n' | b'\t' => safe.push(byte),
                        0..=0x1F | 0x7F => safe.extend(format!("\\u{byte:04x}").bytes()),
                        other => safe.push(other),
                    }
                }
            }
        }
        self.out.write_all(&safe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Words without control characters.
pub fn visible(words: &dyn Display) -> String {
    let mut safe = Vec::new();
    // Writing into memory does not fail.
    let _ = write!(Visible::new(&mut safe), "{words}");
    String::from_utf8_lossy(&safe).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_written_out_and_everything_else_is_left() {
        assert_eq!(visible(&"a\u{1b}[31mb\u{7}\r\u{7f}\u{9b}c"), "a\\u001b[31mb\\u0007\\u000d\\u007f\\u009bc");
        assert_eq!(visible(&"Größe ©\u{a0}数字\t1\n"), "Größe ©\u{a0}数字\t1\n");
    }

    #[test]
    fn an_object_stays_the_same() {
        let name = "a\u{1b}[31m\u{7f}\u{9b}\"é";
        let line = serde_json::to_string(name).expect("a string");
        assert_eq!(serde_json::from_str::<String>(&visible(&line)).expect("JSON"), name);
    }

    #[test]
    fn a_character_may_come_in_two_pieces() {
        let mut safe = Vec::new();
        let mut out = Visible::new(&mut safe);
        for byte in "\u{9b}é\u{a9}".bytes() {
            out.write_all(&[byte]).expect("into memory");
        }
        assert_eq!(String::from_utf8(safe).expect("UTF-8"), "\\u009bé\u{a9}");
    }
}
