//! Ink files as images to train on: every digit drawn again stroke by stroke and put through the normaliser.

use std::path::Path;
use std::sync::Arc;

use super::{StoreError, atomic};
use crate::data::labels::LabelError;
use crate::data::{Dataset, Image, Label, LabelSet, PIXELS};
use crate::ink::{self, Drawing, InkDigit, InkFile};
use crate::msg;
use crate::text::{Message, ToMessage as _};
use crate::train::TrainingData;

/// Largest file that is read, in bytes: some hundred thousand digits.
const FILE_LIMIT: u64 = 64 << 20;
/// Of so many digits of a kind, the last is kept to test on.
const TESTS_ONE_OF: usize = 5;

/// Reads an ink file whose drawings all have labels: digits, or anything else by name. Every fifth of each kind is kept to test on; `progress` is called
/// with how much is done, in [0, 1].
///
/// # Errors
/// When the file cannot be read, holds no digit or other labels; names the first digit without a label or without ink.
pub fn open(path: &Path, progress: &mut dyn FnMut(f32)) -> Result<TrainingData, StoreError> {
    let fault = |what: Message| StoreError::new(what, path);
    let file = read(path)?;
    let unknown = file.left_out - file.symbols.len();
    if unknown > 0 {
        let total = (file.digits.len() + file.left_out).to_string();
        return Err(fault(msg!("ink-file-error-labels", left_out = unknown.to_string(), total = total)));
    }
    let drawings = in_order(file).map_err(fault)?;
    if drawings.is_empty() {
        return Err(fault(msg!("ink-file-error-empty")));
    }
    let names = names_of(&drawings).map_err(|error| StoreError::of(&error, path))?;
    let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
    let (mut train, mut test) = (Part::default(), Part::default());
    let mut met = vec![0_usize; names.len()];
    for (at, (label, drawn)) in drawings.iter().enumerate() {
        let pixels = picture(drawn, at + 1).map_err(fault)?;
        let label = names.class(label.name()).unwrap_or_default();
        let met = &mut met[usize::from(label)];
        *met += 1;
        let part = if *met % TESTS_ONE_OF == 0 { &mut test } else { &mut train };
        part.push(label, &pixels);
        progress((at + 1) as f32 / drawings.len() as f32);
    }
    let set = |part: Part, kind: &str| {
        let set = Dataset::labelled(format!("{name} {kind}"), part.pixels, part.labels, names);
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

/// A drawing with its label.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// What it is said to be.
    pub label: Label,
    /// Who drew it, if the file says.
    pub writer: Option<String>,
    /// What a network sees of it.
    pub image: Image,
}

/// Every drawing of an ink file with its label; those labelled otherwise than by a digit or a name are left out.
///
/// # Errors
/// When the file cannot be read; names the first digit without a label or without ink.
pub fn labelled(path: &Path) -> Result<Vec<Labelled>, StoreError> {
    let fault = |what: Message| StoreError::new(what, path);
    let drawings = in_order(read(path)?).map_err(fault)?;
    let seen = drawings.into_iter().enumerate().map(|(at, (label, drawn))| {
        Ok(Labelled { label, image: Image(picture(&drawn, at + 1).map_err(fault)?), writer: drawn.writer })
    });
    seen.collect()
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

/// Every drawing of a file with its label, in their order; else the first digit without one.
fn in_order(file: InkFile) -> Result<Vec<(Label, InkDigit)>, Message> {
    let mut all = Vec::with_capacity(file.digits.len() + file.symbols.len());
    let mut symbols = file.symbols.into_iter().peekable();
    let named = |name: &str| Label::new(name).map_err(|fault| fault.to_message());
    for (at, digit) in file.digits.into_iter().enumerate() {
        while let Some(symbol) = symbols.next_if(|symbol| symbol.after <= at) {
            all.push((named(&symbol.name)?, symbol.drawn));
        }
        let place = (all.len() + 1).to_string();
        let label = digit.label.ok_or_else(|| msg!("ink-file-error-unlabelled", digit = place))?;
        all.push((Label::digit(label), digit));
    }
    for symbol in symbols {
        all.push((named(&symbol.name)?, symbol.drawn));
    }
    Ok(all)
}

/// The classes of these drawings: the digits, where nothing else is among them. Else the digits that are there, and behind
/// them the names in the order in which they come first; one name alone stands behind all digits.
fn names_of(drawings: &[(Label, InkDigit)]) -> Result<LabelSet, LabelError> {
    let mut names: Vec<&str> = Vec::new();
    for (label, _) in drawings {
        if label.as_digit().is_none() && !names.contains(&label.name()) {
            names.push(label.name());
        }
    }
    if names.is_empty() {
        return Ok(LabelSet::DIGITS);
    }
    let is_there = |digit: &&str| drawings.iter().any(|(label, _)| label.name() == *digit);
    let digits: Vec<&str> = LabelSet::DIGITS.names().iter().copied().filter(is_there).collect();
    let digits = if names.len() + digits.len() == 1 { LabelSet::DIGITS.names().to_vec() } else { digits };
    LabelSet::new(&[digits, names].concat())
}

/// What a network sees of the drawing at `place` in the file (from 1); else what it lacks.
fn picture(digit: &InkDigit, place: usize) -> Result<[u8; PIXELS], Message> {
    let place = place.to_string();
    let image = Drawing::redrawn(&digit.strokes).image();
    if image.0.iter().all(|&pixel| pixel == 0) {
        return Err(msg!("ink-file-error-blank", digit = place));
    }
    Ok(image.0)
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
    fn symbols_are_classes_behind_the_digits_that_are_there() {
        let plus = r#"{"label": "+", "strokes": [[[50, 10], [50, 90]], [[10, 50], [90, 50]]]}"#;
        let equals = r#"{"label": "=", "strokes": [[[10, 40], [90, 40]], [[10, 60], [90, 60]]]}"#;
        let data = opened(&[plus, SEVEN, equals, plus]).expect("nothing is wrong with it");
        assert_eq!(data.names().names(), ["7", "+", "="]);
        assert_eq!(data.train.labels(), [1, 0, 2, 1]);
        assert_eq!(opened(&[equals, plus]).expect("two names").names().names(), ["=", "+"]);
        let alone = opened(&[plus]).expect("one name").names();
        assert_eq!((alone.len(), alone.name(10_u8)), (11, "+"));
        let seven = r#"{"label": "7", "strokes": [[[50, 10], [50, 90]]]}"#;
        let error = opened(&[plus, seven]).expect_err("a digit is a number").to_string();
        assert!(error.contains("(1 of 2)"), "{error}");
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
