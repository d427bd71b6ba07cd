//! The names of the classes of a data set, in the order of their numbers: the ten digits, or whatever else is to be told
//! apart.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::msg;
use crate::text::{Message, ToMessage};

/// Fewest and most names of a set.
pub const COUNT: std::ops::RangeInclusive<usize> = 2..=MOST_LABELS;
/// Most names of a set.
pub const MOST_LABELS: usize = 64;
/// Longest name, in characters.
pub const LONGEST_NAME: usize = 16;

/// The names of the classes, numbered from 0. Every set is kept once for the life of the program, so that one is a
/// reference: cheap to copy and to compare.
#[derive(Clone, Copy, Eq)]
pub struct LabelSet(&'static [&'static str]);

/// Why names are no label set. Lines are numbered from 1; a name that comes from no file has its place as its line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// Fewer names than there have to be.
    TooFew(usize),
    /// More names than there may be.
    TooMany(usize),
    /// A line without a name, with more names behind it.
    Empty {
        /// Where.
        line: usize,
    },
    /// A name that is too long to be shown in a bar.
    TooLong {
        /// Where.
        line: usize,
        /// As much of it as is allowed.
        start: String,
    },
    /// A name that was there before.
    Duplicate {
        /// Where.
        line: usize,
        /// Where it was first.
        first: usize,
        /// The name.
        name: String,
    },
}

impl ToMessage for LabelError {
    fn to_message(&self) -> Message {
        match self {
            Self::TooFew(found) => msg!("labels-too-few", found = *found, least = *COUNT.start()),
            Self::TooMany(found) => msg!("labels-too-many", found = *found, most = *COUNT.end()),
            Self::Empty { line } => msg!("labels-empty", line = *line),
            Self::TooLong { line, start } => {
                msg!("labels-too-long", line = *line, start = start.clone(), most = LONGEST_NAME)
            }
            Self::Duplicate { line, first, name } => {
                msg!("labels-duplicate", line = *line, first = *first, name = name.clone())
            }
        }
    }
}

crate::display_as_message!(LabelError);

/// How the class of this name is spoken of: `"digit"` for one of the ten, `"class"` for anything else.
#[must_use]
pub fn kind(name: &str) -> &'static str {
    if LabelSet::DIGITS.names().contains(&name) { "digit" } else { "class" }
}

impl LabelSet {
    /// The ten digits.
    pub const DIGITS: Self = Self(&["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);

    /// The set of these names, in this order.
    ///
    /// # Errors
    /// When there are too few or too many, or one is empty, too long or there twice.
    pub fn new<S: AsRef<str>>(names: &[S]) -> Result<Self, LabelError> {
        let names: Vec<&str> = names.iter().map(|name| name.as_ref().trim()).collect();
        for (at, name) in names.iter().enumerate() {
            let line = at + 1;
            checked(name, line)?;
            if let Some(first) = names[..at].iter().position(|other| other == name) {
                return Err(LabelError::Duplicate { line, first: first + 1, name: (*name).to_owned() });
            }
        }
        match names.len() {
            few if few < *COUNT.start() => Err(LabelError::TooFew(few)),
            many if many > *COUNT.end() => Err(LabelError::TooMany(many)),
            _ => Ok(Self::kept(&names)),
        }
    }

    /// A name a line, as a file of labels has them; lines without a name at the end count for nothing.
    ///
    /// # Errors
    /// Those of [`new`](Self::new).
    pub fn from_lines(text: &str) -> Result<Self, LabelError> {
        let text = text.trim_start_matches('\u{feff}').trim_end();
        let lines: Vec<&str> = if text.is_empty() { Vec::new() } else { text.lines().collect() };
        Self::new(&lines)
    }

    /// Classes without names, called by their numbers from 0; as few or many as may be, for a count out of range.
    #[must_use]
    pub fn numbered(count: usize) -> Self {
        let names: Vec<String> =
            (0..count.clamp(*COUNT.start(), *COUNT.end())).map(|class| class.to_string()).collect();
        Self::kept(&names.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The one copy of these names, which are known to be right.
    fn kept(names: &[&str]) -> Self {
        static KEPT: Mutex<Vec<LabelSet>> = Mutex::new(Vec::new());
        if names == Self::DIGITS.0 {
            return Self::DIGITS;
        }
        let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.iter().find(|known| known.0 == names) {
            return *known;
        }
        let owned: Vec<&'static str> = names.iter().map(|name| &*Box::leak(Box::<str>::from(*name))).collect();
        let set = Self(Box::leak(owned.into_boxed_slice()));
        all.push(set);
        set
    }

    /// How many classes there are, 2 to 64.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "no set is empty")]
    pub fn len(self) -> usize {
        self.0.len()
    }

    /// The names, in the order of the classes.
    #[must_use]
    pub fn names(self) -> &'static [&'static str] {
        self.0
    }

    /// The classes by number, from 0.
    #[must_use]
    pub fn classes(self) -> impl DoubleEndedIterator<Item = u8> + ExactSizeIterator + Clone {
        0..self.0.len() as u8
    }

    /// What class `class` is called; a question mark for one that is not there.
    #[must_use]
    pub fn name(self, class: impl Into<usize>) -> &'static str {
        self.0.get(class.into()).copied().unwrap_or("?")
    }

    /// The class of this name.
    #[must_use]
    pub fn class(self, name: &str) -> Option<u8> {
        self.0.iter().position(|own| *own == name).map(|class| class as u8)
    }

    /// The digit that class `class` is the name of, if it is one.
    #[must_use]
    pub fn digit(self, class: u8) -> Option<u8> {
        match self.name(class).as_bytes() {
            [byte @ b'0'..=b'9'] => Some(byte - b'0'),
            _ => None,
        }
    }

    /// Whether these are the ten digits and nothing else.
    #[must_use]
    pub fn are_digits(self) -> bool {
        self == Self::DIGITS
    }

    /// The same, as serde asks it: whether a file need not say what the classes are called.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        self.are_digits()
    }

    /// Whether every class of `other` has the same number and name here, so that its labels can be taken as they are.
    #[must_use]
    pub fn begins_with(self, other: Self) -> bool {
        self.0.starts_with(other.0)
    }

    /// Names of `other` that are not here.
    #[must_use]
    pub fn lacking(self, other: Self) -> Vec<&'static str> {
        other.0.iter().copied().filter(|name| self.class(name).is_none()).collect()
    }

    /// These classes and behind them those of `other` that are not among them.
    ///
    /// # Errors
    /// When there are more than 64.
    pub fn extended_with(self, other: Self) -> Result<Self, LabelError> {
        let names: Vec<&str> = self.0.iter().copied().chain(self.lacking(other)).collect();
        Self::new(&names)
    }

    /// What somebody reads right who guesses evenly, in [0, 1].
    #[must_use]
    pub fn chance(self) -> f64 {
        1.0 / self.len() as f64
    }

    /// Cross-entropy of guessing evenly, in nats.
    #[must_use]
    pub fn guessing_loss(self) -> f64 {
        (self.len() as f64).ln()
    }

    /// The names in a row, the first and the last few of many: "0, 1, 2, … 9".
    #[must_use]
    pub fn listed(self) -> String {
        listed(self.0)
    }
}

/// Names in a row with commas; of more than twelve the first ten and the last.
#[must_use]
pub fn listed(names: &[&str]) -> String {
    match names {
        [first @ .., last] if names.len() > 12 => format!("{}, … {last}", first[..10].join(", ")),
        _ => names.join(", "),
    }
}

/// A name of a class by itself, kept once for the life of the program: cheap to copy and to compare.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(&'static str);

impl Label {
    /// The label of a digit, 0 to 9; of a larger number that of its last digit.
    #[must_use]
    pub fn digit(digit: u8) -> Self {
        Self(LabelSet::DIGITS.name(usize::from(digit % 10)))
    }

    /// The label of this name, without spaces around it.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn new(name: &str) -> Result<Self, LabelError> {
        static KEPT: Mutex<Vec<&str>> = Mutex::new(Vec::new());
        let name = checked(name, 1)?;
        if let Some(digit) = LabelSet::DIGITS.class(name) {
            return Ok(Self::digit(digit));
        }
        let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.iter().find(|known| **known == name).copied();
        let kept = known.unwrap_or_else(|| {
            let kept: &'static str = Box::leak(name.into());
            all.push(kept);
            kept
        });
        Ok(Self(kept))
    }

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0
    }

    /// The digit that it is the name of, if it is one.
    #[must_use]
    pub fn as_digit(self) -> Option<u8> {
        LabelSet::DIGITS.class(self.0)
    }
}

impl std::fmt::Display for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl std::fmt::Debug for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A name without spaces around it, if it is neither empty nor too long.
fn checked(name: &str, line: usize) -> Result<&str, LabelError> {
    let name = name.trim();
    match name.chars().count() {
        0 => Err(LabelError::Empty { line }),
        long if long > LONGEST_NAME => {
            Err(LabelError::TooLong { line, start: name.chars().take(LONGEST_NAME).collect() })
        }
        _ => Ok(name),
    }
}

impl PartialEq for LabelSet {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0) || self.0 == other.0
    }
}

impl std::hash::Hash for LabelSet {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Default for LabelSet {
    /// The ten digits.
    fn default() -> Self {
        Self::DIGITS
    }
}

impl std::fmt::Debug for LabelSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LabelSet({})", self.listed())
    }
}

impl Serialize for LabelSet {
    /// The names in a row.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for LabelSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = Vec::<String>::deserialize(deserializer)?;
        Self::new(&names).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_same_names_are_the_same_set() {
        let (one, other) = (LabelSet::new(&["a", "b"]), LabelSet::from_lines("\u{feff}a \r\nb\n\n"));
        let (one, other) = (one.expect("two names"), other.expect("two lines"));
        assert!(one == other && std::ptr::eq(one.names(), other.names()));
        assert_eq!(LabelSet::numbered(10), LabelSet::DIGITS);
        assert_eq!((one.name(1_u8), one.name(2_u8), one.class("b"), one.class("c")), ("b", "?", Some(1), None));
        assert_eq!((LabelSet::DIGITS.digit(7), one.digit(1)), (Some(7), None));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let many: Vec<String> = (0..65).map(|class| format!("c{class}")).collect();
        for (text, sentence) in [
            ("", "0 names: a label set has at least 2"),
            ("one", "1 name: a label set has at least 2"),
            (&many.join("\n"), "65 names: a label set has at most 64"),
            ("a\n\nb", "line 2 has no name"),
            ("a\nb\na", "line 3 has the name “a”, which line 1 has as well; give each class a name of its own"),
            ("a\nabcdefghijklmnopq", "line 2 begins with “abcdefghijklmnop” and is longer than 16 characters"),
        ] {
            let fault = LabelSet::from_lines(text).expect_err("it is no label set").to_string();
            assert!(fault.starts_with(sentence), "{fault}");
        }
    }

    #[test]
    fn sets_grow_at_the_end() {
        let signs = LabelSet::new(&["+", "3", "="]).expect("three names");
        let both = LabelSet::DIGITS.extended_with(signs).expect("twelve names");
        assert_eq!(both.names()[9..], ["9", "+", "="]);
        assert!(both.begins_with(LabelSet::DIGITS) && !both.begins_with(signs));
        assert_eq!(LabelSet::DIGITS.lacking(signs), ["+", "="]);
        assert!(LabelSet::numbered(64).extended_with(signs).is_err());
        assert_eq!(LabelSet::numbered(47).listed(), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … 46");
    }

    #[test]
    fn sets_are_lists_of_names_in_files() {
        let signs = LabelSet::new(&["+", "−"]).expect("two names");
        let text = serde_json::to_string(&signs).expect("names serialise");
        assert_eq!(text, r#"["+","−"]"#);
        assert_eq!(serde_json::from_str::<LabelSet>(&text).expect("and back"), signs);
        assert!(serde_json::from_str::<LabelSet>(r#"["+","+"]"#).is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC{0,20}\n){0,70}") {
            if let Ok(set) = LabelSet::from_lines(&text) {
                prop_assert!(COUNT.contains(&set.len()));
            }
        }
    }
}
