//! Finds the files of a data set by the names and in the places in which such files are published: MNIST's own, EMNIST's
//! and QMNIST's IDX files, in folders of the same names too, as a zip archive from Kaggle leaves them; CSV and npz files;
//! and all of these in folders below, where torchvision puts them.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::files;
use crate::data::format::Format;
use crate::data::idx::Kind;
use crate::data::npz::Part;
use crate::msg;
use crate::store::StoreError;
use crate::text::Named;

/// How far below a folder its files may lie: `MNIST/raw`.
const DEPTH: usize = 2;
/// Most entries of a folder that are looked at, and most folders below it.
const MOST_ENTRIES: usize = 10_000;
const MOST_FOLDERS: usize = 100;
/// Which data set is meant where several lie side by side, by what stands before the usual names: MNIST's, and of
/// EMNIST's those of digits.
const PREFERRED: [&str; 6] = ["", "mnist", "emnist-digits", "emnist-mnist", "qmnist", "digits"];

/// The files of a data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// IDX files.
    Idx(IdxSet),
    /// Tables of training and test images.
    Csv { train: Option<PathBuf>, test: Option<PathBuf> },
    /// An npz file.
    Npz(PathBuf),
}

/// IDX files that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct IdxSet {
    folder: PathBuf,
    /// What stands before the usual names, such as "emnist-digits"; often nothing.
    prefix: String,
    train: Pair,
    test: Pair,
}

/// A file of images and the file of their labels, as far as they are there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Pair {
    /// What their names call the part.
    called: String,
    images: Option<PathBuf>,
    labels: Option<PathBuf>,
}

impl Found {
    /// The folder in which the files lie.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Idx(set) => Some(&set.folder),
            Self::Csv { train, test } => train.as_deref().or(test.as_deref())?.parent(),
            Self::Npz(path) => path.parent(),
        }
    }

    /// What stands before the usual names of IDX files.
    pub fn prefix(&self) -> &str {
        match self {
            Self::Idx(set) => &set.prefix,
            Self::Csv { .. } | Self::Npz(_) => "",
        }
    }
}

impl IdxSet {
    /// The files of images and of labels of a part.
    ///
    /// # Errors
    /// Names the one that is missing.
    pub fn files(&self, part: Part) -> Result<(&Path, &Path), StoreError> {
        let (pair, usual) = match part {
            Part::Train => (&self.train, "train"),
            Part::Test => (&self.test, "t10k"),
        };
        let missing = |rest: &str| {
            let called = if pair.called.is_empty() { usual } else { &pair.called };
            let joint = if self.prefix.is_empty() { "" } else { "-" };
            let file = format!("{}{joint}{called}-{rest}", self.prefix);
            StoreError::new(msg!("images-error-no-file", file = file), &self.folder)
        };
        let images = pair.images.as_deref().ok_or_else(|| missing("images-idx3-ubyte"))?;
        let labels = pair.labels.as_deref().ok_or_else(|| missing("labels-idx1-ubyte"))?;
        Ok((images, labels))
    }
}

/// The files of the data set at this path, which is a folder or one of them.
///
/// # Errors
/// When there are none, saying what lies there instead; or several of which none is meant.
pub(super) fn find(path: &Path) -> Result<Found, StoreError> {
    if path.is_dir() {
        return in_folder(path);
    }
    if !path.exists() {
        return Err(StoreError::new(msg!("images-error-no-folder"), path));
    }
    let format = files::format(path)?;
    match format {
        Format::Zip if ends(path, &[".npz"]) || has_arrays(path) => Ok(Found::Npz(path.to_path_buf())),
        Format::Zip => Err(StoreError::new(msg!("images-error-zip"), path)),
        Format::Csv => Ok(Found::Csv { train: Some(path.to_path_buf()), test: None }),
        Format::Idx(_) => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let prefix = Name::of(path).map(|name| name.prefix).unwrap_or_default();
            let set = idx_sets(folder, &entries(folder)?).remove(&prefix);
            set.map(Found::Idx).ok_or_else(|| {
                StoreError::new(msg!("images-error-idx-name", example = "train-images-idx3-ubyte"), path)
            })
        }
        _ => Err(StoreError::new(msg!("images-error-foreign", format = format.name()), path)),
    }
}

/// Whether this is an npz file with images.
fn has_arrays(path: &Path) -> bool {
    files::open_npz(path).is_ok_and(|npz| npz.has(Part::Train) || npz.has(Part::Test))
}

fn in_folder(folder: &Path) -> Result<Found, StoreError> {
    let entries = entries(folder)?;
    if let Some(found) = here(folder, &entries)? {
        return Ok(found);
    }
    let mut below = Vec::new();
    let mut folders = MOST_FOLDERS;
    search_below(&entries, DEPTH, &mut folders, &mut below)?;
    match below.len() {
        0 => Err(nothing_in(folder, &entries)),
        1 => Ok(below.remove(0).1),
        _ => {
            let names =
                below.iter().map(|(place, _)| place.strip_prefix(folder).unwrap_or(place).display().to_string());
            Err(several(names.collect(), folder))
        }
    }
}

/// Adds what is found in the folders among `entries`, and below them.
fn search_below(
    entries: &[PathBuf],
    depth: usize,
    folders: &mut usize,
    found: &mut Vec<(PathBuf, Found)>,
) -> Result<(), StoreError> {
    for folder in entries.iter().filter(|path| path.is_dir()) {
        if depth == 0 || *folders == 0 {
            break;
        }
        *folders -= 1;
        // What cannot be looked into is not what is meant.
        let Ok(inside) = self::entries(folder) else { continue };
        match here(folder, &inside)? {
            Some(set) => found.push((folder.clone(), set)),
            None => search_below(&inside, depth - 1, folders, found)?,
        }
    }
    Ok(())
}

/// The files of a data set that lie in this folder itself.
fn here(folder: &Path, entries: &[PathBuf]) -> Result<Option<Found>, StoreError> {
    if let Some(set) = preferred(idx_sets(folder, entries), folder)? {
        return Ok(Some(Found::Idx(set)));
    }
    let mut archives: Vec<&PathBuf> = entries.iter().filter(|path| ends(path, &[".npz"]) && path.is_file()).collect();
    if archives.len() > 1 {
        archives.retain(|path| has_arrays(path));
    }
    match archives[..] {
        [] => {}
        [one] => return Ok(Some(Found::Npz(one.clone()))),
        _ => return Err(several(archives.iter().map(|path| name(path)).collect(), folder)),
    }
    let tables = preferred(tables(entries), folder)?;
    Ok(tables.map(|(train, test)| Found::Csv { train, test }))
}

/// The one of several sets, by their prefixes, that is meant.
fn preferred<T>(mut sets: BTreeMap<String, T>, folder: &Path) -> Result<Option<T>, StoreError> {
    if sets.len() < 2 {
        return Ok(sets.pop_first().map(|(_, set)| set));
    }
    let found = PREFERRED.iter().find_map(|prefix| sets.remove(*prefix));
    let names = || sets.keys().cloned().collect();
    found.map(Some).ok_or_else(|| several(names(), folder))
}

/// The IDX files in a folder, by what stands before their usual names.
fn idx_sets(folder: &Path, entries: &[PathBuf]) -> BTreeMap<String, IdxSet> {
    let mut sets: BTreeMap<String, IdxSet> = BTreeMap::new();
    for path in entries {
        let Some(Name { prefix, called, part, kind }) = Name::of(path) else { continue };
        let inside = || self::entries(path).ok()?.into_iter().find(|inner| Name::of(inner) == Name::of(path));
        let file = if path.is_dir() { inside() } else { Some(path.clone()) };
        let Some(file) = file.filter(|file| file.is_file()) else { continue };
        let empty = || IdxSet { folder: folder.to_path_buf(), prefix: prefix.clone(), ..IdxSet::default() };
        let set = sets.entry(prefix.clone()).or_insert_with(empty);
        let pair = match part {
            Part::Train => &mut set.train,
            Part::Test => &mut set.test,
        };
        pair.called = called;
        let place = match kind {
            Kind::Images => &mut pair.images,
            Kind::Labels => &mut pair.labels,
        };
        // An unpacked file comes before a packed one.
        if place.as_ref().is_none_or(|there| ends(there, &[".gz"]) && !ends(&file, &[".gz"])) {
            *place = Some(file);
        }
    }
    sets
}

/// What the name of an IDX file says.
#[derive(Debug, PartialEq, Eq)]
struct Name {
    /// What stands before the usual name.
    prefix: String,
    /// What it calls the part.
    called: String,
    part: Part,
    kind: Kind,
}

impl Name {
    /// Of `emnist-digits-train-images-idx3-ubyte.gz` and the like; dots and underscores count as dashes.
    fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name).replace(['.', '_'], "-");
        let words: Vec<&str> = name.split('-').collect();
        let place = words.iter().position(|word| part_of(word).is_some())?;
        let kind = match *words.get(place + 1)? {
            "images" | "image" => Kind::Images,
            "labels" | "label" => Kind::Labels,
            _ => return None,
        };
        let rest = &words[place + 2..];
        let is_usual =
            !rest.is_empty() && rest.iter().all(|word| ["ubyte", "int", "short"].contains(word) || is_idx(word));
        let part = part_of(words[place]).filter(|_| is_usual)?;
        Some(Self { prefix: words[..place].join("-"), called: words[place].to_owned(), part, kind })
    }
}

fn is_idx(word: &str) -> bool {
    word.strip_prefix("idx").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

fn part_of(word: &str) -> Option<Part> {
    match word {
        "train" | "training" => Some(Part::Train),
        "test" | "testing" | "t10k" => Some(Part::Test),
        _ => None,
    }
}

/// The tables of images among `entries`, by what their names have in common: of training images, and of test images. A
/// table whose name does not say which it holds is one to train on.
fn tables(entries: &[PathBuf]) -> BTreeMap<String, (Option<PathBuf>, Option<PathBuf>)> {
    let mut found: BTreeMap<String, (Option<PathBuf>, Option<PathBuf>)> = BTreeMap::new();
    for path in entries.iter().filter(|path| ends(path, &[".csv", ".csv.gz"]) && files::is_table(path)) {
        let name = name(path).to_ascii_lowercase();
        let stem = name.trim_end_matches(".gz").trim_end_matches(".csv");
        let words: Vec<&str> = stem.split(|letter: char| !letter.is_ascii_alphanumeric()).collect();
        let place = words.iter().position(|word| part_of(word).is_some());
        let common = words.iter().enumerate().filter(|(at, _)| Some(*at) != place).map(|(_, word)| *word);
        let (train, test) = found.entry(common.collect::<Vec<_>>().join("-")).or_default();
        let slot = match place.and_then(|place| part_of(words[place])) {
            Some(Part::Test) => test,
            Some(Part::Train) | None => train,
        };
        slot.get_or_insert_with(|| path.clone());
    }
    found
}

/// The error of a folder in which nothing can be opened, which says what lies there.
fn nothing_in(folder: &Path, entries: &[PathBuf]) -> StoreError {
    let below = entries.iter().filter(|path| path.is_dir()).take(MOST_FOLDERS);
    let below = below.flat_map(|path| self::entries(path).unwrap_or_default());
    let files = entries.iter().cloned().chain(below).filter(|path| path.is_file() && !name(path).starts_with('.'));
    let formats = files.take(MOST_FOLDERS).filter_map(|path| Some((files::format(&path).ok()?, path)));
    // Text is mostly about the data.
    let weight = |format: Format| match format {
        Format::Text | Format::Json | Format::Empty | Format::Unknown | Format::Pdf => 1,
        _ => 0,
    };
    match formats.min_by_key(|(format, _)| weight(*format)) {
        Some((format, path)) => {
            let file = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
            StoreError::new(msg!("images-error-nothing", file = file, format = format.name()), folder)
        }
        None => StoreError::new(msg!("images-error-empty-folder"), folder),
    }
}

fn several(names: Vec<String>, folder: &Path) -> StoreError {
    let mut names = names;
    names.truncate(6);
    StoreError::new(msg!("images-error-several", names = names.join(", ")), folder)
}

/// What lies in a folder, in the order of the names.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let failed = |error: std::io::Error| StoreError::new(msg!("file-error-read", error = error.to_string()), folder);
    let read = fs::read_dir(folder).map_err(failed)?.take(MOST_ENTRIES);
    let mut entries: Vec<PathBuf> = read.filter_map(|entry| Some(entry.ok()?.path())).collect();
    entries.sort();
    Ok(entries)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(OsStr::new("")).to_string_lossy().into_owned()
}

fn ends(path: &Path, endings: &[&str]) -> bool {
    let name = name(path).to_ascii_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
}
