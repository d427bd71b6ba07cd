//! Models: the bundled ones inside the program, and saved ones as `<name>.safetensors` beside `<name>.json`.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::atomic::{self, Prepared};
use super::{StoreError, date, folders::DataDir};
use crate::model::card::CARD_FORMAT;
use crate::model::{Model, ModelCard, ModelError};
use crate::train::{Outcome, TrainConfig};

/// Largest card that is read, in bytes.
const CARD_LIMIT: u64 = 1 << 20;
/// Largest file of weights that is read, in bytes: fifty times the largest network.
const WEIGHTS_LIMIT: u64 = 256 << 20;
/// Longest file name given to a saved model, in characters.
const NAME_LIMIT: usize = 60;

/// A model inside the program.
struct Bundled {
    id: &'static str,
    card: &'static str,
    weights: &'static [u8],
}

/// The models inside the program, the one the app starts with first.
const BUNDLED: [Bundled; 1] = [Bundled {
    id: "conv3",
    card: include_str!("../../models/conv3.json"),
    weights: include_bytes!("../../models/conv3.safetensors"),
}];

/// Where a listed model comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelSource {
    /// Inside the program, by its identifier.
    Bundled(&'static str),
    /// A saved model: the path of its `.safetensors` file.
    Saved(PathBuf),
}

impl ModelSource {
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
        match ModelCard::from_json(bundled.card) {
            Ok(card) => models.push(ListedModel { source: ModelSource::Bundled(bundled.id), card }),
            Err(fault) => errors.push(damaged(bundled, &fault)),
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
    load(&ModelSource::Bundled(BUNDLED[0].id))
}

/// Loads a listed model.
///
/// # Errors
/// When its files cannot be read or do not fit each other.
pub fn load(source: &ModelSource) -> Result<Model, StoreError> {
    match source {
        ModelSource::Bundled(id) => {
            let Some(bundled) = BUNDLED.iter().find(|bundled| bundled.id == *id) else {
                return Err(StoreError::new("there is no such model inside the program", id));
            };
            Model::from_bytes(bundled.card, bundled.weights).map_err(|fault| damaged(bundled, &fault))
        }
        ModelSource::Saved(path) => load_saved(path),
    }
}

/// Loads a model by what a person typed: a bundled identifier, a saved model's name, or the path of a
/// `.safetensors` or `.json` file.
///
/// # Errors
/// When there is no such model or it cannot be read.
pub fn find(dir: &DataDir, wanted: &str) -> Result<Model, StoreError> {
    if let Some(bundled) = BUNDLED.iter().find(|bundled| bundled.id == wanted) {
        return load(&ModelSource::Bundled(bundled.id));
    }
    let path = Path::new(wanted);
    if matches!(path.extension().and_then(OsStr::to_str), Some("safetensors" | "json")) {
        return load_saved(&path.with_extension("safetensors"));
    }
    // The file's name decides before the card's, since that one is unique; a damaged model is not passed over.
    let paths = model_files(&dir.models())?;
    let by_file = paths.iter().find(|path| path.file_stem() == Some(OsStr::new(wanted)));
    let by_card = || paths.iter().find(|path| read_card(path).is_ok_and(|card| card.name == wanted));
    match by_file.or_else(by_card) {
        Some(path) => load_saved(path),
        None => {
            let bundled: Vec<_> = BUNDLED.iter().map(|bundled| bundled.id).collect();
            let what = format!(
                "there is no model \"{wanted}\": give {}, the name of a saved model or the path of a .safetensors \
                 file; saved models are looked for in",
                bundled.join(", ")
            );
            Err(StoreError::new(what, dir.models()))
        }
    }
}

/// Saves to `path` (a `.safetensors` file; the card goes beside it), each file atomically.
///
/// # Errors
/// When a file cannot be written; if none could be prepared, an old model of that name is untouched.
pub fn save_to(path: &Path, model: &Model) -> Result<(), StoreError> {
    if path.extension() != Some(OsStr::new("safetensors")) {
        return Err(StoreError::new("the name of a model's file has to end in .safetensors", path));
    }
    let card_path = card_path(path);
    let bytes = model.weights.to_safetensors().map_err(|fault| StoreError::new(fault.to_string(), path))?;
    let weights = Prepared::new(path, &bytes)?;
    let card = Prepared::new(&card_path, model.card.to_json().as_bytes())?;
    // Both are on the disk. Without its card a model does not count, so a process killed between the renames never
    // leaves new weights under an old description.
    match fs::remove_file(&card_path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(StoreError::new(format!("the old description could not be replaced ({error})"), &card_path));
        }
        Ok(()) | Err(_) => {}
    }
    weights.commit()?;
    card.commit()
}

/// Saves into the data folder under the card's name, made safe for a file system and unique; says where.
///
/// # Errors
/// When a file cannot be written.
pub fn save(dir: &DataDir, model: &Model) -> Result<PathBuf, StoreError> {
    let stem = file_stem(&model.card.name);
    let mut name = stem.clone();
    let mut number = 1;
    while is_taken(dir, &name) {
        number += 1;
        name = format!("{stem}-{number}");
    }
    let path = dir.models().join(format!("{name}.safetensors"));
    save_to(&path, model)?;
    Ok(path)
}

/// The model that a finished run has made, with its card filled in; `start` is what it was fine-tuned from.
#[must_use]
pub fn trained(name: &str, config: &TrainConfig, start: Option<&Model>, outcome: &Outcome) -> Model {
    let card = ModelCard {
        format: CARD_FORMAT,
        name: name.into(),
        architecture: config.arch,
        parameters: config.arch.parameters(),
        pixels: start.map_or(config.pixels, |model| model.card.pixels),
        seed: config.seed,
        validation_accuracy: Some(outcome.validation_accuracy),
        test_accuracy: Some(outcome.test_accuracy),
        created: date::today(),
        command: None,
        training: outcome.summary.clone(),
    };
    Model { card, weights: outcome.weights.clone() }
}

fn damaged(bundled: &Bundled, fault: &ModelError) -> StoreError {
    StoreError::new(
        format!("the model inside the program is damaged ({fault}); please install Digit Lab again"),
        bundled.id,
    )
}

/// Paths of the `.safetensors` files of all saved models, by file name; those of which only the card is there too.
fn model_files(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let failed = |error| StoreError::new(format!("the folder of saved models could not be read ({error})"), folder);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        if matches!(path.extension().and_then(OsStr::to_str), Some("safetensors" | "json")) {
            paths.push(path.with_extension("safetensors"));
        }
    }
    paths.sort();
    paths.dedup();
    Ok(paths)
}

fn card_path(weights: &Path) -> PathBuf {
    weights.with_extension("json")
}

/// Reads the card that belongs to a `.safetensors` file and makes sure that the weights are there too.
fn read_card(weights: &Path) -> Result<ModelCard, StoreError> {
    let path = card_path(weights);
    match (weights.is_file(), path.is_file()) {
        (true, true) => {}
        (true, false) => {
            let what = format!("the model's description {} is missing beside its weights", file_name(&path));
            return Err(StoreError::new(what, weights));
        }
        (false, true) => {
            let what = format!("the model's weights {} are missing beside its description", file_name(weights));
            return Err(StoreError::new(what, path));
        }
        (false, false) => return Err(StoreError::new("there is no such model", weights)),
    }
    let text = String::from_utf8(atomic::read(&path, CARD_LIMIT)?)
        .map_err(|_| StoreError::new("the model's description is not readable: it is not text", &path))?;
    ModelCard::from_json(&text).map_err(|fault| StoreError::new(fault.to_string(), path))
}

fn load_saved(path: &Path) -> Result<Model, StoreError> {
    let card = read_card(path)?;
    let bytes = atomic::read(path, WEIGHTS_LIMIT)?;
    let weights = crate::model::Weights::from_safetensors(&bytes, card.architecture)
        .map_err(|fault| StoreError::new(fault.to_string(), path))?;
    Ok(Model { card, weights })
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether `name` means some model already, or half of one.
fn is_taken(dir: &DataDir, name: &str) -> bool {
    let there = |extension| dir.models().join(format!("{name}.{extension}")).symlink_metadata().is_ok();
    BUNDLED.iter().any(|bundled| bundled.id == name) || there("safetensors") || there("json")
}

/// A model's name as the name of a file: letters and digits of any script, everything else a hyphen; never empty,
/// hidden, or reserved on Windows.
fn file_stem(name: &str) -> String {
    let mut stem = String::new();
    for letter in name.chars().take(NAME_LIMIT) {
        if letter.is_alphanumeric() || letter == '_' {
            stem.push(letter);
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
    }
    let stem = stem.trim_end_matches('-');
    let upper = stem.to_uppercase();
    let is_device = matches!(upper.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || (upper.len() == 4 && (upper.starts_with("COM") || upper.starts_with("LPT")));
    if stem.is_empty() {
        "model".into()
    } else if is_device {
        format!("model-{stem}")
    } else {
        stem.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Arch, Pixels, TrainingSummary, Weights};

    fn small(name: &str) -> Model {
        let card = ModelCard {
            format: CARD_FORMAT,
            name: name.into(),
            architecture: Arch::Softmax,
            parameters: Arch::Softmax.parameters(),
            pixels: Pixels::Signed,
            seed: 7,
            validation_accuracy: Some(0.5),
            test_accuracy: None,
            created: date::today(),
            command: None,
            training: TrainingSummary::default(),
        };
        Model { card, weights: Weights::fresh(Arch::Softmax, 7) }
    }

    fn data_dir() -> (tempfile::TempDir, DataDir) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = DataDir(folder.path().join("data"));
        (folder, dir)
    }

    #[test]
    fn every_bundled_model_loads_and_its_card_counts_right() {
        for bundled in &BUNDLED {
            let model = load(&ModelSource::Bundled(bundled.id)).expect("not damaged");
            assert_eq!(model.card.parameters, model.card.architecture.parameters(), "{}", bundled.id);
        }
        default_model().expect("not damaged");
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
    fn any_name_becomes_a_safe_file_name() {
        let names = [("", "model"), ("../../etc/passwd", "etc-passwd"), ("nul", "model-nul"), ("  .hidden ", "hidden")];
        for (name, stem) in names {
            assert_eq!(file_stem(name), stem);
        }
        assert_eq!(file_stem("Größe 3 – 数字"), "Größe-3-数字");
        assert!(file_stem(&"x".repeat(500)).len() <= NAME_LIMIT);
    }

    #[test]
    fn half_a_model_is_reported_and_the_others_are_listed() {
        let (_folder, dir) = data_dir();
        for name in ["a", "b", "c", "d", "whole"] {
            save(&dir, &small(name)).expect(name);
        }
        fs::remove_file(dir.models().join("a.json")).expect("removed");
        fs::remove_file(dir.models().join("b.safetensors")).expect("removed");
        fs::write(dir.models().join("c.json"), "{").expect("written");
        fs::write(dir.models().join("d.json"), r#"{"format": 99}"#).expect("written");
        let (listed, errors) = list(&dir);
        assert_eq!(listed.last().map(|model| model.card.name.as_str()), Some("whole"));
        let told: Vec<String> = errors.iter().map(|error| error.what.clone()).collect();
        assert_eq!(told.len(), 4, "{told:?}");
        assert_eq!(told[0], "the model's description a.json is missing beside its weights");
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
    fn a_model_is_only_saved_under_a_safetensors_name() {
        let (folder, dir) = data_dir();
        let error = save_to(&folder.path().join("model.json"), &small("m")).expect_err("not a name for weights");
        assert!(error.what.contains(".safetensors"), "{error}");
        assert!(find(&dir, "nothing").expect_err("not there").what.contains("conv3"));
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
