//! Models: the bundled ones inside the program, and saved ones as `<name>.safetensors` beside `<name>.json`.

mod bundled;
pub(super) mod names;
mod pair;
mod undescribed;

use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bundled::BUNDLED;
pub use bundled::DEFAULT_WRITER;
use pair::Name;
pub use undescribed::remark;

use super::atomic::{self, Lock, Prepared};
use super::{StoreError, folders::DataDir};
use crate::model::{Kernels, Model, ModelCard, Predictor, Weights};
use crate::msg;
use crate::text::ToMessage as _;

/// Largest card that is read, in bytes.
const CARD_LIMIT: u64 = 1 << 20;
/// Largest file of weights that is read, in bytes: fifty times the largest network.
const WEIGHTS_LIMIT: u64 = 256 << 20;

/// Where a listed model comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelSource {
    /// Inside the program, by its identifier.
    Bundled(&'static str),
    /// A saved model: the path of its `.safetensors` file.
    Saved(PathBuf),
}

impl ModelSource {
    /// What [`find`] takes for this very model, wherever the program is started: a bundled identifier or a path.
    #[must_use]
    pub fn named(&self) -> String {
        match self {
            Self::Bundled(id) => (*id).into(),
            Self::Saved(path) => path.display().to_string(),
        }
    }

    /// What a person types to get this model: see [`find`].
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Bundled(id) => (*id).into(),
            Self::Saved(path) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        }
    }
}

/// A model in the list, without its weights.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedModel {
    /// Where it is.
    pub source: ModelSource,
    /// Its card.
    pub card: ModelCard,
}

/// Bundled models first, then saved ones by name; and one error for each saved model that cannot be read.
#[must_use]
pub fn list(dir: &DataDir) -> (Vec<ListedModel>, Vec<StoreError>) {
    let (mut models, mut errors) = (Vec::new(), Vec::new());
    for bundled in &BUNDLED {
        match bundled.card() {
            Ok(card) => models.push(ListedModel { source: ModelSource::Bundled(bundled.id), card }),
            Err(error) => errors.push(error),
        }
    }
    let mut saved = Vec::new();
    match model_files(&dir.models()) {
        Ok(paths) => {
            for weights in paths {
                match read_card(&weights) {
                    Ok(card) => saved.push(ListedModel { source: ModelSource::Saved(weights), card }),
                    Err(error) => errors.push(error),
                }
            }
        }
        Err(error) => errors.push(error),
    }
    saved.sort_by_cached_key(|model| (model.card.name.to_lowercase(), model.source.id()));
    models.extend(saved);
    (models, errors)
}

/// The bundled model the app starts with.
///
/// # Errors
/// Only if the program file is damaged.
pub fn default_model() -> Result<Model, StoreError> {
    BUNDLED[0].model()
}

/// The model the app starts with, ready to read.
///
/// # Errors
/// Only if the program file is damaged.
pub fn usual_reader() -> Result<Arc<Predictor>, StoreError> {
    let predictor = Predictor::for_model(&default_model()?, Kernels::default());
    predictor.map(Arc::new).map_err(|fault| StoreError::new(fault.to_message(), "digit-lab"))
}

/// Loads a listed model.
///
/// # Errors
/// When its files cannot be read or do not fit each other.
pub fn load(source: &ModelSource) -> Result<Model, StoreError> {
    match source {
        ModelSource::Bundled(id) => {
            let bundled = bundled::find(id);
            bundled.ok_or_else(|| StoreError::new(msg!("model-file-error-not-inside"), id))?.model()
        }
        ModelSource::Saved(path) => load_saved(path),
    }
}

/// Loads a model by what a person typed: see [`locate`].
///
/// # Errors
/// When there is no such model or it cannot be read.
pub fn find(dir: &DataDir, wanted: &str) -> Result<Model, StoreError> {
    load(&locate(dir, wanted)?)
}

/// Loads several models as [`find`] does, in the order of their names.
///
/// # Errors
/// Those of [`find`], of the first that cannot be had.
pub fn find_all(dir: &DataDir, wanted: &[String]) -> Result<Vec<Model>, StoreError> {
    wanted.iter().map(|wanted| find(dir, wanted)).collect()
}

/// Where the model is that a person means by a bundled identifier, a saved model's name, or the path of a
/// `.safetensors` or `.json` file. Whether it can be read says [`load`].
///
/// # Errors
/// When there is no such model.
pub fn locate(dir: &DataDir, wanted: &str) -> Result<ModelSource, StoreError> {
    if let Some(bundled) = bundled::find(wanted) {
        return Ok(ModelSource::Bundled(bundled.id));
    }
    let path = Path::new(wanted);
    if matches!(path.extension().and_then(OsStr::to_str), Some("safetensors" | "json")) {
        return Ok(ModelSource::Saved(path.with_extension("safetensors")));
    }
    // The file's name decides before the card's, since that one is unique; a damaged model is not passed over.
    let paths = model_files(&dir.models())?;
    let by_file = paths.iter().find(|path| path.file_stem() == Some(OsStr::new(wanted)));
    let by_card = || paths.iter().find(|path| read_card(path).is_ok_and(|card| card.name == wanted));
    if let Some(path) = by_file.or_else(by_card) {
        return Ok(ModelSource::Saved(path.clone()));
    }
    if path.is_file() {
        return Ok(ModelSource::Saved(path.to_owned()));
    }
    let bundled: Vec<_> = BUNDLED.iter().map(|bundled| bundled.id).collect();
    let what = msg!("model-file-error-unknown", wanted = wanted, inside = bundled.join(", "));
    Err(StoreError::new(what, dir.models()))
}

/// Saves to `path` (as a rule a `.safetensors` file; the card goes beside it), so that the old model or the new one is
/// whole at every moment.
///
/// # Errors
/// When a file cannot be written, or there is one that is not a model's.
pub fn save_to(path: &Path, model: &Model) -> Result<(), StoreError> {
    check_target(path)?;
    let bytes = model.weights.to_safetensors().map_err(|fault| StoreError::of(&fault, path))?;
    let _held = Lock::wait_for_folder(path.parent().unwrap_or(Path::new("")));
    pair::write(path, &bytes, &model.card.to_json(), Name::Taken).map(|_| ())
}

/// Finds out whether [`save_to`] could write to `path`, before hours of training depend on it; missing folders are
/// made.
///
/// # Errors
/// Those of [`save_to`].
pub fn check_target(path: &Path) -> Result<(), StoreError> {
    let card = card_path(path);
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        return Err(StoreError::new(msg!("model-file-error-json"), path));
    }
    Prepared::new(path, &[])?;
    Prepared::new(&card, &[])?;
    if path.is_file() && !is_weights(path)? {
        return Err(StoreError::new(msg!("model-file-error-other-file"), path));
    }
    if card.is_file() {
        let text = atomic::read(&card, CARD_LIMIT).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())?;
        ModelCard::from_json(&text)
            .map_err(|fault| StoreError::new(msg!("model-file-error-other-card", fault = fault.to_message()), &card))?;
    }
    Ok(())
}

/// Whether a file is empty or begins as safetensors do: with the length of a table, and the table.
fn is_weights(path: &Path) -> Result<bool, StoreError> {
    let mut start = Vec::new();
    let read = atomic::open(path)?.take(9).read_to_end(&mut start);
    read.map_err(|error| StoreError::new(msg!("file-error-read", error = error.to_string()), path))?;
    Ok(start.is_empty() || start.get(8) == Some(&b'{'))
}

/// Finds out whether [`save`] could write, before hours of training depend on it; missing folders are made.
///
/// # Errors
/// When the folder of models cannot be made or written.
pub fn check_folder(dir: &DataDir) -> Result<(), StoreError> {
    let fault = |fault: StoreError| StoreError::new(fault.what, dir.models());
    Prepared::new(&dir.models().join("model.safetensors.new"), &[]).map(|_| ()).map_err(fault)
}

/// Saves into the data folder under the card's name, made safe for a file system and unique; says where.
///
/// # Errors
/// When a file cannot be written.
pub fn save(dir: &DataDir, model: &Model) -> Result<PathBuf, StoreError> {
    check_folder(dir)?;
    save_in(&dir.models(), model)
}

/// Saves into `folder`, which is there, under a name as [`save`] does. No other process that saves gets the same name.
///
/// # Errors
/// When a file cannot be written.
pub fn save_in(folder: &Path, model: &Model) -> Result<PathBuf, StoreError> {
    let stem = names::file_stem(&model.card.name);
    let path = |number: usize| {
        let name = if number == 1 { stem.clone() } else { format!("{stem}-{number}") };
        folder.join(format!("{name}.safetensors"))
    };
    let bytes = model.weights.to_safetensors().map_err(|fault| StoreError::of(&fault, path(1)))?;
    let card = model.card.to_json();
    let _held = Lock::wait_for_folder(folder);
    let mut number = 1;
    loop {
        let path = path(number);
        if !is_taken(&path) && pair::write(&path, &bytes, &card, Name::Free)? {
            return Ok(path);
        }
        number += 1;
    }
}

/// Puts right what processes left behind that ended while they saved models.
pub fn tidy(dir: &DataDir) {
    atomic::sweep(&dir.models());
    pair::settle_all(&dir.models());
}

/// Paths of the `.safetensors` files of all saved models, by file name; those of which only the card is there too.
fn model_files(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let is_of_model = |path: &PathBuf| matches!(path.extension().and_then(OsStr::to_str), Some("safetensors" | "json"));
    let files = entries(folder)?.into_iter().filter(is_of_model);
    let mut paths: Vec<PathBuf> = files.map(|path| path.with_extension("safetensors")).collect();
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// What lies in a folder; nothing if it is not there.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let failed = |error: io::Error| StoreError::new(msg!("model-file-error-folder", error = error.to_string()), folder);
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry.map_err(failed)?.path())).collect(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(failed(error)),
    }
}

/// The file of the card that belongs to a file of weights.
#[must_use]
pub fn card_path(weights: &Path) -> PathBuf {
    weights.with_extension("json")
}

/// Reads the card that belongs to a `.safetensors` file and makes sure that the weights are there too. Without a card it
/// is made of what the weights tell.
fn read_card(weights: &Path) -> Result<ModelCard, StoreError> {
    let path = card_path(weights);
    if let Some(text) = pair::announced_card(weights) {
        return card_of(&text, &path);
    }
    match (weights.is_file(), path.is_file()) {
        (true, true) => {}
        (true, false) => return undescribed::card(weights),
        (false, true) => {
            let what = msg!("model-file-error-no-weights", file = file_name(weights));
            return Err(StoreError::new(what, path));
        }
        (false, false) => return Err(StoreError::new(msg!("model-file-error-none"), weights)),
    }
    let text = String::from_utf8(atomic::read(&path, CARD_LIMIT)?)
        .map_err(|_| StoreError::new(msg!("model-file-error-card-not-text"), &path))?;
    card_of(&text, &path)
}

/// The card in `text`, whose shares of images read right are shares.
fn card_of(text: &str, path: &Path) -> Result<ModelCard, StoreError> {
    let card = ModelCard::from_json(text).map_err(|fault| StoreError::of(&fault, path))?;
    let is_share = |share: &Option<f64>| share.is_none_or(|share| (0.0..=1.0).contains(&share));
    if ![card.validation_accuracy, card.test_accuracy].iter().all(is_share) {
        return Err(StoreError::new(msg!("model-file-error-card-share"), path));
    }
    Ok(card)
}

fn load_saved(path: &Path) -> Result<Model, StoreError> {
    pair::read_whole(path, || {
        let card = read_card(path)?;
        let bytes = atomic::read(path, WEIGHTS_LIMIT)?;
        let weights = Weights::from_safetensors(&bytes, card.architecture);
        if let Some(remark) = undescribed::remark_of(path, &card) {
            tracing::warn!("{remark}");
        }
        let checked = weights.and_then(|weights| card.check_outputs(&weights).map(|()| weights));
        Ok(Model { card, weights: checked.map_err(|fault| StoreError::of(&fault, path))? })
    })
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether the name of the file at `path` means some model already, or half of one.
pub(super) fn is_taken(path: &Path) -> bool {
    let is_there = |path: &Path| path.symlink_metadata().is_ok();
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    bundled::find(&name).is_some()
        || is_there(path)
        || is_there(&card_path(path))
        || is_there(&pair::announcement(path))
        || is_there(&path.with_extension(super::methods::ENDING))
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::date;
    use super::*;
    use crate::model::{Arch, Array, Pixels};

    /// A model of the smallest network.
    pub fn small(name: &str) -> Model {
        let card = ModelCard {
            pixels: Pixels::Signed,
            seed: 7,
            validation_accuracy: Some(0.5),
            created: date::today(),
            ..ModelCard::new(name, Arch::Softmax, crate::data::LabelSet::DIGITS)
        };
        Model { card, weights: Weights::fresh(Arch::Softmax, 7) }
    }

    fn data_dir() -> (tempfile::TempDir, DataDir) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = DataDir(folder.path().join("data"));
        (folder, dir)
    }

    #[test]
    fn a_saved_model_is_listed_and_comes_back_by_every_name() {
        let (_folder, dir) = data_dir();
        let model = small("Room 7b: first try");
        let path = save(&dir, &model).expect("saved");
        assert_eq!(path, dir.models().join("Room-7b-first-try.safetensors"));
        let (listed, errors) = list(&dir);
        assert_eq!(errors, []);
        assert_eq!(listed.len(), BUNDLED.len() + 1);
        assert_eq!(listed[BUNDLED.len()].card, model.card);
        assert_eq!(load(&listed[BUNDLED.len()].source).expect("loaded"), model);
        let by_path = path.to_string_lossy().into_owned();
        let by_card = path.with_extension("json").to_string_lossy().into_owned();
        for wanted in ["Room-7b-first-try", "Room 7b: first try", &by_path, &by_card] {
            assert_eq!(find(&dir, wanted).expect(wanted), model);
        }
    }

    #[test]
    fn names_never_collide_with_saved_or_bundled_ones() {
        let (_folder, dir) = data_dir();
        let stems = ["conv3", "conv3", "seven"].map(|name| ModelSource::Saved(save(&dir, &small(name)).expect(name)));
        assert_eq!(stems.map(|source| source.id()), ["conv3-2", "conv3-3", "seven"]);
        fs::remove_file(dir.models().join("seven.safetensors")).expect("removed");
        let beside_half_a_model = save(&dir, &small("seven")).expect("saved");
        assert_eq!(ModelSource::Saved(beside_half_a_model).id(), "seven-2");
    }

    #[test]
    fn half_a_model_is_reported_and_the_others_are_listed() {
        let (_folder, dir) = data_dir();
        for name in ["a", "b", "c", "d", "whole"] {
            save(&dir, &small(name)).expect(name);
        }
        fs::remove_file(dir.models().join("a.json")).expect("removed");
        let foreign = Weights([("x".to_owned(), Array { shape: vec![1], values: [1.0].into() })].into());
        fs::write(dir.models().join("a.safetensors"), foreign.to_safetensors().expect("one tensor")).expect("written");
        fs::remove_file(dir.models().join("b.safetensors")).expect("removed");
        fs::write(dir.models().join("c.json"), "{").expect("written");
        fs::write(dir.models().join("d.json"), r#"{"format": 99}"#).expect("written");
        let (listed, errors) = list(&dir);
        assert_eq!(listed.last().map(|model| model.card.name.as_str()), Some("whole"));
        let told: Vec<String> = errors.iter().map(|error| error.what.to_string()).collect();
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(told[0].starts_with("the model's description a.json is missing beside its weights"), "{}", told[0]);
        assert_eq!(told[1], "the model's weights b.safetensors are missing beside its description");
        assert!(told[2].starts_with("the model's description is not readable"), "{}", told[2]);
        assert!(told[3].contains("newer"), "{}", told[3]);
        for name in ["a", "b", "c", "d"] {
            find(&dir, name).expect_err("half a model");
        }
    }

    #[test]
    fn damaged_or_foreign_weights_are_refused() {
        let (_folder, dir) = data_dir();
        let path = save(&dir, &small("w")).expect("saved");
        let whole = fs::read(&path).expect("read");
        let foreign = Weights::fresh(Arch::Mlp, 1).to_safetensors().expect("serialised");
        for bytes in [&whole[..whole.len() / 2], b"", b"\x00\x00\x00\x00\x00\x00\x00\x80", &foreign[..]] {
            fs::write(&path, bytes).expect("written");
            let error = find(&dir, "w").expect_err("damaged");
            assert_eq!(error.path, path);
        }
    }

    #[test]
    fn weights_never_take_the_place_of_their_description() {
        let (folder, dir) = data_dir();
        let error = save_to(&folder.path().join("model.json"), &small("m")).expect_err("not a name for weights");
        assert!(error.what.to_string().contains(".json"), "{error}");
        assert!(find(&dir, "nothing").expect_err("not there").what.to_string().contains("conv3"));
    }

    #[test]
    fn a_file_of_another_name_is_found_by_its_path() {
        let (folder, dir) = data_dir();
        let path = folder.path().join("weights-of-monday");
        save_to(&path, &small("monday")).expect("saved");
        assert_eq!(find(&dir, &path.to_string_lossy()).expect("found").card.name, "monday");
    }

    #[test]
    fn saving_over_a_model_replaces_both_files() {
        let (folder, _) = data_dir();
        let path = folder.path().join("model.safetensors");
        save_to(&path, &small("old")).expect("saved");
        let mut new = small("new");
        new.weights = Weights::fresh(Arch::Softmax, 8);
        save_to(&path, &new).expect("saved");
        assert_eq!(load(&ModelSource::Saved(path)).expect("loaded"), new);
    }
}
