//! Models: the bundled ones inside the program, and saved ones as `<name>.safetensors` beside `<name>.json`.

use std::path::{Path, PathBuf};

use super::{StoreError, folders::DataDir};
use crate::model::{Model, ModelCard};

/// Where a listed model comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelSource {
    /// Inside the program, by its identifier.
    Bundled(&'static str),
    /// A saved model: the path of its `.safetensors` file.
    Saved(PathBuf),
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
pub fn list(_dir: &DataDir) -> (Vec<ListedModel>, Vec<StoreError>) {
    todo!()
}

/// The bundled model the app starts with.
///
/// # Errors
/// Only if the program file is damaged.
pub fn default_model() -> Result<Model, StoreError> {
    todo!()
}

/// Loads a listed model.
///
/// # Errors
/// When its files cannot be read or do not fit each other.
pub fn load(_source: &ModelSource) -> Result<Model, StoreError> {
    todo!()
}

/// Loads a model by what a person typed: a bundled identifier, a saved model's name, or the path of a
/// `.safetensors` or `.json` file.
///
/// # Errors
/// When there is no such model or it cannot be read.
pub fn find(_dir: &DataDir, _wanted: &str) -> Result<Model, StoreError> {
    todo!()
}

/// Saves to `path` (a `.safetensors` file; the card goes beside it), each file atomically.
///
/// # Errors
/// When a file cannot be written.
pub fn save_to(_path: &Path, _model: &Model) -> Result<(), StoreError> {
    todo!()
}

/// Saves into the data folder under the card's name, made safe for a file system and unique; says where.
///
/// # Errors
/// When a file cannot be written.
pub fn save(_dir: &DataDir, _model: &Model) -> Result<PathBuf, StoreError> {
    todo!()
}
