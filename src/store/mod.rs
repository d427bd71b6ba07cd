//! Models, runs, settings, pictures and data folders on disk. Every write is atomic.

pub mod atomic;
pub mod datasets;
pub mod date;
pub mod drawings;
pub mod folders;
pub mod ink_files;
pub mod models;
pub mod own_digits;
pub mod pictures;
pub mod recipes;
pub mod runs;
pub mod settings;
pub mod system_fonts;

use std::path::{Path, PathBuf};

/// What went wrong with a file, in words that say what to do; the path comes last.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {}", path.display())]
pub struct StoreError {
    /// What is wrong and what to do.
    pub what: String,
    /// Which file.
    pub path: PathBuf,
}

impl StoreError {
    /// An error about `path`.
    pub fn new(what: impl Into<String>, path: impl AsRef<Path>) -> Self {
        Self { what: what.into(), path: path.as_ref().to_path_buf() }
    }
}
