//! The digits that somebody drew and said what they are: an ink file in the data folder, one line each, that any part of
//! the program can train on. Lines are never written anew: what another program or a newer version put there stays.

use std::path::PathBuf;

use super::atomic::Lock;
use super::{StoreError, atomic, folders::DataDir};
use crate::data::labels::LabelError;
use crate::data::{Image, Label, LabelSet};
use crate::ink::{Drawing, InkDigit, Stroke, jsonl};
use crate::msg;

/// Largest file that is read, in bytes: some hundred thousand digits.
const FILE_LIMIT: u64 = 64 << 20;

/// A digit that was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnDigit {
    /// Its line in the file, without the line's end.
    pub line: String,
    /// What the person said it is: a digit, or a symbol.
    pub label: Label,
    /// What a network sees of it.
    pub image: Image,
}

impl OwnDigit {
    /// What these strokes are said to be; `None` without ink.
    #[must_use]
    pub fn new(strokes: &[Stroke], label: Label) -> Option<Self> {
        let drawn = InkDigit { label: None, writer: None, strokes: strokes.to_vec() };
        Self::of_line(&jsonl::to_labelled_line(&drawn, label))
    }

    /// The digit of a line; `None` if it is none, or has no label or no ink.
    fn of_line(line: &str) -> Option<Self> {
        let mut file = jsonl::parse(line).ok()?;
        let (label, drawn) = match (file.digits.pop(), file.symbols.pop()) {
            (Some(digit), _) => (Label::digit(digit.label?), digit),
            (None, Some(symbol)) => (Label::new(&symbol.name).ok()?, symbol.drawn),
            (None, None) => return None,
        };
        let image = Drawing::redrawn(&drawn.strokes).image();
        Some(Self { line: line.to_owned(), label, image }).filter(|own| own.image != Image::BLANK)
    }
}

/// A change of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// This line comes to the end.
    Add(String),
    /// The last line that is the same goes.
    Remove(String),
}

/// The file, from the root: as the settings of a run name it.
#[must_use]
pub fn path(dir: &DataDir) -> PathBuf {
    let path = dir.own_digits();
    std::path::absolute(&path).unwrap_or(path)
}

/// The digits in the file, in its order, and how many of its lines are none; none at all without a file.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn read(dir: &DataDir) -> Result<(Vec<OwnDigit>, usize), StoreError> {
    let lines = lines(dir)?;
    let digits: Vec<OwnDigit> = lines.iter().filter_map(|line| OwnDigit::of_line(line)).collect();
    let strange = lines.iter().filter(|line| !line.trim().is_empty()).count() - digits.len();
    Ok((digits, strange))
}

/// The digits, and behind them the symbols among these in the order in which they come first.
///
/// # Errors
/// When there are more than there may be.
pub fn names(all: &[OwnDigit]) -> Result<LabelSet, LabelError> {
    let mut names = LabelSet::DIGITS.names().to_vec();
    for own in all {
        if !names.contains(&own.label.name()) {
            names.push(own.label.name());
        }
    }
    LabelSet::new(&names)
}

/// Makes the changes, one after the other, and says how many lines there are then that are not empty. The file is read
/// again first, since another window may have changed it, and no other window changes it meanwhile.
///
/// # Errors
/// When the file cannot be read or written; it then is as it was.
pub fn edit(dir: &DataDir, edits: &[Edit]) -> Result<usize, StoreError> {
    let path = dir.own_digits();
    let _lock = Lock::wait(&path.with_extension("lock")).map_err(|fault| StoreError::new(fault.what, &path))?;
    let mut lines = lines(dir)?;
    for edit in edits {
        match edit {
            Edit::Add(line) => lines.push(line.clone()),
            Edit::Remove(line) => {
                if let Some(place) = lines.iter().rposition(|there| there == line) {
                    lines.remove(place);
                }
            }
        }
    }
    let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
    atomic::write(&path, text.as_bytes())?;
    Ok(lines.iter().filter(|line| !line.trim().is_empty()).count())
}

fn lines(dir: &DataDir) -> Result<Vec<String>, StoreError> {
    let path = dir.own_digits();
    if !path.try_exists().unwrap_or(true) {
        return Ok(Vec::new());
    }
    let bytes = atomic::read(&path, FILE_LIMIT)?;
    let text = String::from_utf8(bytes).map_err(|_| StoreError::new(msg!("own-digits-error-not-text"), &path))?;
    Ok(text.lines().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Point;
    use crate::store::datasets;
    use crate::train::Collection;

    fn digit(label: u8) -> OwnDigit {
        let x = 0.3 + f32::from(label) * 0.04;
        let stroke = Stroke::new(vec![Point { x, y: 0.2 }, Point { x, y: 0.8 }], 0.06);
        OwnDigit::new(&[stroke], Label::digit(label)).expect("it has ink")
    }

    fn folder() -> (tempfile::TempDir, DataDir) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = DataDir::new(Some(folder.path().join("data")));
        (folder, dir)
    }

    #[test]
    fn digits_come_back_as_they_were_kept_and_can_be_trained_on() {
        let (_folder, dir) = folder();
        assert_eq!(read(&dir).expect("there is no file yet"), (Vec::new(), 0));
        let (one, seven) = (digit(1), digit(7));
        edit(&dir, &[Edit::Add(one.line.clone())]).expect("there is room");
        edit(&dir, &[Edit::Add(seven.line.clone()), Edit::Add(one.line.clone())]).expect("there is room");
        assert_eq!(read(&dir).expect("read"), (vec![one.clone(), seven.clone(), one.clone()], 0));
        let data = datasets::open(&Collection::Ink(dir.own_digits()).into()).expect("they are labelled");
        assert_eq!(data.train.labels(), [1, 7, 1]);
        edit(&dir, &[Edit::Remove(one.line.clone()), Edit::Remove("nothing".into())]).expect("there is room");
        assert_eq!(read(&dir).expect("read").0, [one, seven]);
    }

    #[test]
    fn digits_that_two_windows_keep_at_once_are_all_kept() {
        let (_folder, dir) = folder();
        let keep = |label: u8| {
            for _ in 0..20 {
                edit(&dir, &[Edit::Add(digit(label).line)]).expect("there is room");
            }
        };
        std::thread::scope(|scope| [1, 7].map(|label| scope.spawn(move || keep(label))).map(drop));
        let (digits, strange) = read(&dir).expect("read");
        let count = |label: u8| digits.iter().filter(|digit| digit.label == Label::digit(label)).count();
        assert_eq!((count(1), count(7), strange), (20, 20, 0));
    }

    #[test]
    fn what_has_no_ink_is_not_kept_and_symbols_are() {
        assert!(OwnDigit::new(&[], Label::digit(3)).is_none());
        let stroke = Stroke::new(vec![Point { x: 0.2, y: 0.5 }, Point { x: 0.8, y: 0.5 }], 0.06);
        let minus = OwnDigit::new(&[stroke], Label::new("−").expect("a name")).expect("it has ink");
        let (_folder, dir) = folder();
        edit(&dir, &[Edit::Add(minus.line.clone()), Edit::Add(digit(3).line)]).expect("there is room");
        assert_eq!(read(&dir).expect("read"), (vec![minus, digit(3)], 0));
        let data = datasets::open(&Collection::Ink(dir.own_digits()).into()).expect("they are labelled");
        assert_eq!(data.names().names(), ["3", "−"]);
    }

    #[test]
    fn lines_that_are_no_digits_are_counted_and_stay() {
        let (_folder, dir) = folder();
        let strange = "{\"format\": 9, \"something\": \"newer\"}";
        edit(&dir, &[Edit::Add(strange.into()), Edit::Add(String::new()), Edit::Add(digit(3).line)]).expect("room");
        assert_eq!(read(&dir).expect("read"), (vec![digit(3)], 1));
        edit(&dir, &[Edit::Remove(digit(3).line)]).expect("room");
        assert!(std::fs::read_to_string(dir.own_digits()).expect("there").contains(strange));
        std::fs::write(dir.own_digits(), [0xFF, 0xFE, 0]).expect("written");
        assert!(edit(&dir, &[Edit::Add(digit(4).line)]).expect_err("no text").to_string().contains("left as it is"));
        assert_eq!(std::fs::read(dir.own_digits()).expect("there"), [0xFF, 0xFE, 0]);
    }
}
