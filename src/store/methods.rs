//! Trained methods on disk, each one file `<name>.method` beside the saved networks; and either kind by its name.

use std::ffi::OsStr;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::atomic::{self, Lock, Prepared};
use super::models;
use super::{StoreError, folders::DataDir};
use crate::methods::{MethodCard, MethodModel, Readable};
use crate::msg;
use crate::text::Message;

/// How the name of such a file ends.
pub const ENDING: &str = "method";
/// Largest file that is read, in bytes.
const LIMIT: u64 = 256 << 20;
/// Bytes in which the card is.
const CARD_LIMIT: u64 = (1 << 20) + 64;

/// A saved method in the list, without what it has learned.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedMethod {
    /// Its file.
    pub path: PathBuf,
    /// Its card.
    pub card: MethodCard,
}

impl ListedMethod {
    /// What a person types to get it: see [`find`].
    #[must_use]
    pub fn id(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// What [`find`] takes for this very one, wherever the program is started.
    #[must_use]
    pub fn named(&self) -> String {
        self.path.display().to_string()
    }

    /// What people call it.
    #[must_use]
    pub fn shown_name(&self) -> Message {
        self.card.shown_name()
    }
}

/// The saved methods by name; and one error for each that cannot be read.
#[must_use]
pub fn list(dir: &DataDir) -> (Vec<ListedMethod>, Vec<StoreError>) {
    let (mut listed, mut errors) = (Vec::new(), Vec::new());
    match files(dir) {
        Ok(paths) => {
            for path in paths {
                match read_card(&path) {
                    Ok(card) => listed.push(ListedMethod { path, card }),
                    Err(error) => errors.push(error),
                }
            }
        }
        Err(error) => errors.push(error),
    }
    listed.sort_by_cached_key(|listed| (listed.shown_name().to_string().to_lowercase(), listed.id()));
    (listed, errors)
}

fn files(dir: &DataDir) -> Result<Vec<PathBuf>, StoreError> {
    let mut paths: Vec<PathBuf> = models::entries(&dir.models())?.into_iter().filter(|path| is_method(path)).collect();
    paths.sort();
    Ok(paths)
}

/// Whether the name of a file is that of a method's.
#[must_use]
pub fn is_method(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ENDING))
}

fn read_card(path: &Path) -> Result<MethodCard, StoreError> {
    let mut start = Vec::new();
    let read = atomic::open(path)?.take(CARD_LIMIT).read_to_end(&mut start);
    read.map_err(|error| StoreError::new(msg!("file-error-read", error = error.to_string()), path))?;
    MethodModel::card_of(&start).map_err(|fault| StoreError::of(&fault, path))
}

/// Reads a method's file.
///
/// # Errors
/// When it cannot be read or is damaged.
pub fn load(path: &Path) -> Result<MethodModel, StoreError> {
    let bytes = atomic::read(path, LIMIT)?;
    MethodModel::from_bytes(&bytes).map_err(|fault| StoreError::of(&fault, path))
}

/// Saves into the data folder under the card's name, made safe for a file system and unique; says where.
///
/// # Errors
/// When the file cannot be written.
pub fn save(dir: &DataDir, model: &MethodModel) -> Result<PathBuf, StoreError> {
    models::check_folder(dir)?;
    let folder = dir.models();
    let stem = models::names::file_stem(&model.card.shown_name().to_string());
    let bytes = model.to_bytes().map_err(|fault| StoreError::of(&fault, &folder))?;
    let _held = Lock::wait_for_folder(&folder);
    let mut number = 1;
    loop {
        let name = if number == 1 { stem.clone() } else { format!("{stem}-{number}") };
        if !models::is_taken(&folder.join(format!("{name}.safetensors"))) {
            let path = folder.join(format!("{name}.{ENDING}"));
            if Prepared::new(&path, &bytes)?.claim()?.is_some() {
                return Ok(path);
            }
        }
        number += 1;
    }
}

/// Saves to `path`, in place of whatever method is there.
///
/// # Errors
/// When it cannot be written, or there is a file that is no method's.
pub fn save_to(path: &Path, model: &MethodModel) -> Result<(), StoreError> {
    check_target(path)?;
    let bytes = model.to_bytes().map_err(|fault| StoreError::of(&fault, path))?;
    atomic::write(path, &bytes)
}

/// Saves a network or a method into the data folder; see [`save`] and [`models::save`].
///
/// # Errors
/// When the file cannot be written.
pub fn save_any(dir: &DataDir, model: &Readable) -> Result<PathBuf, StoreError> {
    match model {
        Readable::Network(model) => models::save(dir, model),
        Readable::Method(model) => save(dir, model),
    }
}

/// Saves a network or a method to `path`, with the ending of its kind; gives the path.
///
/// # Errors
/// When it cannot be written, or there is a file of another kind.
pub fn save_any_to(path: &Path, model: &Readable) -> Result<PathBuf, StoreError> {
    let path = path.to_path_buf();
    match model {
        Readable::Network(model) => models::save_to(&path, model)?,
        Readable::Method(model) => save_to(&path, model)?,
    }
    Ok(path)
}

/// Finds out whether [`save_to`] could write to `path`, before a method learns for it; missing folders are made.
///
/// # Errors
/// Those of [`save_to`].
pub fn check_target(path: &Path) -> Result<(), StoreError> {
    if !is_method(path) {
        return Err(StoreError::new(msg!("method-file-ending", ending = ENDING), path));
    }
    Prepared::new(path, &[])?;
    if path.is_file() { read_card(path).map(|_| ()) } else { Ok(()) }
}

/// The file of the method that a person means by the name of its file or on its card, if there is one.
fn called(dir: &DataDir, wanted: &str) -> Result<Option<PathBuf>, StoreError> {
    let paths = files(dir)?;
    if let Some(path) = paths.iter().find(|path| path.file_stem() == Some(OsStr::new(wanted))) {
        return Ok(Some(path.clone()));
    }
    let is_called = |path: &&PathBuf| read_card(path).is_ok_and(|card| card.name == wanted);
    Ok(paths.iter().find(is_called).cloned())
}

/// Loads a network or a method by what a person typed: the name of a file, of a bundled model or on a card, or a path.
/// A name that both have means the network.
///
/// # Errors
/// When there is none or it cannot be read.
pub fn find(dir: &DataDir, wanted: &str) -> Result<Readable, StoreError> {
    let method = |path: &Path| load(path).map(Arc::new).map(Readable::Method);
    if is_method(Path::new(wanted)) {
        return method(Path::new(wanted));
    }
    match models::locate(dir, wanted) {
        Ok(source) => models::load(&source).map(Arc::new).map(Readable::Network),
        Err(fault) => method(&called(dir, wanted)?.ok_or(fault)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::PIXELS;
    use crate::methods::{Examples, Fitted, Method, MethodConfig};

    /// Black pictures that are ones, white ones that are zeros.
    fn small(name: &str) -> MethodModel {
        let pixels: Vec<u8> = (0..20).flat_map(|at| [if at % 2 == 0 { 0 } else { 200 }; PIXELS]).collect();
        let labels: Vec<u8> = (0..20).map(|at| at % 2).collect();
        let data = crate::data::Dataset::new("small", pixels, labels).expect("whole");
        let examples = Examples::of(&data).expect("two classes");
        let config = MethodConfig::of(Method::Tree);
        let fitted = Fitted::fit(&config, &examples, &|_| true).expect("it goes on");
        let text = format!(r#"{{"format":1,"name":"{name}","config":{{"method":"tree"}}}}"#);
        let card = serde_json::from_str(&text).expect("a card");
        MethodModel { card, fitted: Arc::new(fitted) }
    }

    fn data_dir() -> (tempfile::TempDir, DataDir) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = DataDir(folder.path().join("data"));
        (folder, dir)
    }

    #[test]
    fn a_saved_method_is_listed_and_comes_back_by_every_name() {
        let (_folder, dir) = data_dir();
        let model = small("Room 7b");
        let path = save(&dir, &model).expect("saved");
        assert_eq!(path, dir.models().join("Room-7b.method"));
        let again = save(&dir, &model).expect("saved again");
        assert_eq!(again, dir.models().join("Room-7b-2.method"));
        let (listed, errors) = list(&dir);
        assert_eq!((listed.len(), errors.len()), (2, 0));
        let by_path = path.to_string_lossy().into_owned();
        for wanted in ["Room-7b", "Room 7b", &by_path] {
            let found = find(&dir, wanted).expect(wanted);
            assert_eq!(found.method().expect("a method").card, model.card);
        }
        assert!(find(&dir, "conv3").expect("bundled").network().is_some());
        assert!(find(&dir, "nobody").is_err());
    }

    #[test]
    fn a_method_does_not_take_the_place_of_another_file() {
        let (folder, _dir) = data_dir();
        let path = folder.path().join("notes.method");
        std::fs::write(&path, "my notes").expect("written");
        assert!(save_to(&path, &small("a")).is_err());
        assert_eq!(std::fs::read_to_string(&path).expect("read"), "my notes");
        assert!(save_to(&folder.path().join("a.safetensors"), &small("a")).is_err(), "another ending");
        let path = folder.path().join("good.method");
        save_to(&path, &small("a")).expect("a free name");
        save_to(&path, &small("b")).expect("a method's file");
        assert_eq!(load(&path).expect("read").card.name, "b");
    }
}
