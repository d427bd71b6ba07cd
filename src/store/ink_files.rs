//! Ink files as images to train on: every digit drawn again stroke by stroke and put through the normaliser.

use std::path::Path;
use std::sync::Arc;

use super::{StoreError, atomic};
use crate::data::{DIGITS, Dataset, PIXELS};
use crate::ink::{self, Drawing, InkDigit, InkFile};
use crate::msg;
use crate::text::Message;
use crate::train::TrainingData;

/// Largest file that is read, in bytes: some hundred thousand digits.
const FILE_LIMIT: u64 = 64 << 20;
/// Of so many digits of a kind, the last is kept to test on.
const TESTS_ONE_OF: usize = 5;

/// Reads an ink file whose digits all have labels. Every fifth of each kind is kept to test on; `progress` is called
/// with how much is done, in [0, 1].
///
/// # Errors
/// When the file cannot be read, holds no digit or other labels; names the first digit without a label or without ink.
pub fn open(path: &Path, progress: &mut dyn FnMut(f32)) -> Result<TrainingData, StoreError> {
    let fault = |what: Message| StoreError::new(what, path);
    let InkFile { digits, left_out } = read(path)?;
    if left_out > 0 {
        let total = (digits.len() + left_out).to_string();
        return Err(fault(msg!("ink-file-error-labels", left_out = left_out.to_string(), total = total)));
    }
    if digits.is_empty() {
        return Err(fault(msg!("ink-file-error-empty")));
    }
    let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
    let (mut train, mut test) = (Part::default(), Part::default());
    let mut met = [0_usize; DIGITS];
    for (at, digit) in digits.iter().enumerate() {
        let (label, pixels) = picture(digit, at + 1).map_err(fault)?;
        // In range: the file's reader leaves every other label out.
        let met = &mut met[usize::from(label) % DIGITS];
        *met += 1;
        let part = if *met % TESTS_ONE_OF == 0 { &mut test } else { &mut train };
        part.push(label, &pixels);
        progress((at + 1) as f32 / digits.len() as f32);
    }
    let set = |part: Part, kind: &str| {
        let set = Dataset::new(format!("{name} {kind}"), part.pixels, part.labels);
        set.map(Arc::new).map_err(|error| StoreError::of(&error, path))
    };
    Ok(TrainingData { train: set(train, "training")?, test: set(test, "test")? })
}

fn read(path: &Path) -> Result<InkFile, StoreError> {
    let bytes = atomic::read(path, FILE_LIMIT)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| StoreError::new(msg!("ink-file-error-not-text"), path))?;
    ink::jsonl::parse(text).map_err(|error| StoreError::of(&error, path))
}

/// The digits of an ink file as strokes, whether they have labels or not.
///
/// # Errors
/// When the file cannot be read.
pub fn digits(path: &Path) -> Result<Vec<InkDigit>, StoreError> {
    Ok(read(path)?.digits)
}

/// Images and their labels, as they come.
#[derive(Default)]
struct Part {
    pixels: Vec<u8>,
    labels: Vec<u8>,
}

impl Part {
    fn push(&mut self, label: u8, pixels: &[u8; PIXELS]) {
        self.pixels.extend_from_slice(pixels);
        self.labels.push(label);
    }
}

/// The label of the digit at `place` in the file (from 1) and what a network sees of it; else what it lacks.
fn picture(digit: &InkDigit, place: usize) -> Result<(u8, [u8; PIXELS]), Message> {
    let place = place.to_string();
    let label = digit.label.ok_or_else(|| msg!("ink-file-error-unlabelled", digit = &place))?;
    let image = Drawing::redrawn(&digit.strokes).image();
    if image.0.iter().all(|&pixel| pixel == 0) {
        return Err(msg!("ink-file-error-blank", digit = place));
    }
    Ok((label, image.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of a file with these lines.
    fn opened(lines: &[&str]) -> Result<TrainingData, StoreError> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("mine.jsonl");
        std::fs::write(&path, lines.join("\n")).expect("written");
        open(&path, &mut |_| ())
    }

    const ONE: &str = r#"{"label": 1, "strokes": [[[50, 10], [50, 90]]]}"#;
    const SEVEN: &str = r#"{"label": 7, "strokes": [[[10, 10], [90, 10], [50, 120]]]}"#;

    #[test]
    fn every_fifth_digit_of_a_kind_is_kept_to_test_on() {
        let data = opened(&[[ONE; 6].as_slice(), &[SEVEN; 5]].concat()).expect("nothing is wrong with it");
        assert_eq!(data.train.labels(), [1, 1, 1, 1, 1, 7, 7, 7, 7]);
        assert_eq!(data.test.labels(), [1, 7]);
        assert_eq!((data.train.name(), data.test.name()), ("mine training", "mine test"));
        assert_ne!(data.train.pixels(0), data.train.pixels(5));
        assert!(data.train.pixels(0).contains(&255), "a stroke in MNIST's manner has full ink");
    }

    #[test]
    fn what_cannot_be_trained_on_is_named() {
        let unlabelled = r#"{"strokes": [[[50, 10], [50, 90]]]}"#;
        for (lines, words) in [
            (vec![ONE, unlabelled], "digit 2 of the file does not say which digit it is"),
            (vec![ONE, r#"{"label": 3, "strokes": []}"#], "digit 2 of the file has no ink"),
            (
                vec![ONE, r#"{"label": 10, "strokes": []}"#],
                "drawings whose labels are not 0–9, which cannot be trained on; take them out (1 of 2)",
            ),
            (vec!["hello"], "line 1: this is not JSON"),
            (vec![], "holds no digit"),
        ] {
            let error = opened(&lines).expect_err("it cannot be trained on").to_string();
            assert!(error.contains(words) && error.ends_with("mine.jsonl"), "{error}");
        }
    }
}
