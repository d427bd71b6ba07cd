//! Where user data lives.

use std::path::PathBuf;

/// The app's folder for user data: `--data-dir`, or the platform's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDir(pub PathBuf);

impl DataDir {
    /// `chosen`, or the platform's data folder for Digit Lab.
    #[must_use]
    pub fn new(_chosen: Option<PathBuf>) -> Self {
        todo!()
    }

    /// Folder of saved models.
    #[must_use]
    pub fn models(&self) -> PathBuf {
        self.0.join("models")
    }

    /// The settings file.
    #[must_use]
    pub fn settings(&self) -> PathBuf {
        self.0.join("settings.json")
    }
}
