//! What the labels of a data set stand for: the names in a file `labels.txt` beside its images, those that EMNIST's files
//! are known to have, or the digits.

use std::path::{Path, PathBuf};

use super::files::Images;
use super::find::Found;
use crate::data::dataset::HIGHEST_DIGIT;
use crate::data::{Dataset, LabelSet};
use crate::msg;
use crate::store::{StoreError, atomic};

/// Name of the file with a name a line.
const FILE: &str = "labels.txt";
/// Largest such file that is read, in bytes.
const FILE_LIMIT: u64 = 64 << 10;

/// The small letters that EMNIST's sets of 47 classes have; the others look like the large ones.
const SMALL_LETTERS: &str = "abdefghnqrt";

/// The names of a data set's labels.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Names {
    labels: LabelSet,
    /// The file they are from, if they are from one.
    file: Option<PathBuf>,
}

impl Names {
    /// Those of what was found at `path`.
    ///
    /// # Errors
    /// When there is a file of names that is none.
    pub fn of(found: &Found, path: &Path) -> Result<Self, StoreError> {
        let folders = [found.folder(), Some(path)].into_iter().flatten();
        let file = folders.map(|folder| folder.join(FILE)).find(|file| file.is_file());
        let Some(file) = file else {
            return Ok(Self { labels: published(found.prefix()).unwrap_or_default(), file: None });
        };
        let bytes = atomic::read(&file, FILE_LIMIT)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| StoreError::new(msg!("labels-error-not-text"), &file))?;
        let labels = LabelSet::from_lines(text).map_err(|fault| StoreError::of(&fault, &file))?;
        Ok(Self { labels, file: Some(file) })
    }

    /// The names.
    pub fn labels(&self) -> LabelSet {
        self.labels
    }

    /// Whether the labels are known to be something else than digits, or digits by name.
    fn are_given(&self) -> bool {
        self.file.is_some() || !self.labels.are_digits()
    }

    /// The highest label that a file may have: where labels may begin at 1, that is one more than there are before it.
    pub fn highest(&self) -> u8 {
        if self.are_given() { self.labels.len() as u8 } else { HIGHEST_DIGIT }
    }

    /// Lets labels that begin at 1 begin at 0, in all parts alike.
    pub fn begin_at_zero(&self, parts: &mut [&mut Images]) {
        let all = || parts.iter().flat_map(|part| &part.labels);
        let begins_at_one = all().min() == Some(&1) && all().max() == Some(&self.highest());
        if self.are_given() && begins_at_one {
            parts.iter_mut().flat_map(|part| &mut part.labels).for_each(|label| *label -= 1);
        }
    }

    /// Checks that there are images to learn each class from.
    ///
    /// # Errors
    /// When one has none, or all images show the same.
    pub fn check(&self, train: &Dataset, path: &Path) -> Result<(), StoreError> {
        if !self.are_given() {
            return Ok(());
        }
        let counts = train.class_counts();
        let at = self.file.as_deref().unwrap_or(path);
        if let [only] = counts.iter().enumerate().filter(|(_, count)| **count > 0).collect::<Vec<_>>()[..] {
            return Err(StoreError::new(msg!("labels-error-one-class", name = self.labels.name(only.0)), at));
        }
        match counts.iter().position(|count| *count == 0) {
            Some(empty) => {
                let name = self.labels.name(empty);
                Err(StoreError::new(msg!("labels-error-empty-class", line = empty + 1, name = name), at))
            }
            None => Ok(()),
        }
    }
}

/// The names of EMNIST's data sets, by what stands before the usual names of their files.
fn published(prefix: &str) -> Option<LabelSet> {
    let digits = ('0'..='9').map(String::from);
    let large = ('A'..='Z').map(String::from);
    let names: Vec<String> = match prefix {
        "emnist-letters" => large.collect(),
        "emnist-balanced" | "emnist-bymerge" => {
            digits.chain(large).chain(SMALL_LETTERS.chars().map(String::from)).collect()
        }
        "emnist-byclass" => digits.chain(large).chain(('a'..='z').map(String::from)).collect(),
        _ => return None,
    };
    LabelSet::new(&names).ok()
}
