//! Where user data lives. Makes no folder: writing does.

use std::path::{Path, PathBuf};

/// The app's folder for user data: `--data-dir`, or the platform's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDir(pub PathBuf);

impl DataDir {
    /// `chosen`, or the platform's data folder for Digit Lab; `digit-lab-data` in the current folder for a user
    /// without a home.
    #[must_use]
    pub fn new(chosen: Option<PathBuf>) -> Self {
        // The local folder, not the roaming one: models are too large to travel with a school's log-ins.
        let platform =
            || directories::ProjectDirs::from("", "", "Digit Lab").map(|dirs| dirs.data_local_dir().to_path_buf());
        Self(chosen.or_else(platform).unwrap_or_else(|| PathBuf::from("digit-lab-data")))
    }

    /// Folder of saved models.
    #[must_use]
    pub fn models(&self) -> PathBuf {
        self.0.join("models")
    }

    /// Folder of runs, one folder each.
    #[must_use]
    pub fn runs(&self) -> PathBuf {
        self.0.join("runs")
    }

    /// The ink file of the person's own digits.
    #[must_use]
    pub fn own_digits(&self) -> PathBuf {
        self.0.join("my digits.jsonl")
    }

    /// The settings file.
    #[must_use]
    pub fn settings(&self) -> PathBuf {
        self.0.join("settings.json")
    }
}

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occupant {
    /// A file, or something else that is no folder.
    NoFolder,
    /// A folder.
    Folder,
}

/// What is at `path`; `None` if nothing is, or if it cannot be seen.
#[must_use]
pub fn occupant(path: &Path) -> Option<Occupant> {
    let found = path.metadata().ok()?;
    Some(if found.is_dir() { Occupant::Folder } else { Occupant::NoFolder })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_folders_and_nothing_are_told_apart() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("a.json");
        assert_eq!(occupant(&file), None);
        std::fs::write(&file, "{}").expect("it can be written");
        assert_eq!((occupant(&file), occupant(folder.path())), (Some(Occupant::NoFolder), Some(Occupant::Folder)));
    }

    #[test]
    fn a_chosen_folder_wins_over_the_platforms() {
        let chosen = PathBuf::from("somewhere");
        assert_eq!(DataDir::new(Some(chosen.clone())).0, chosen);
        assert_ne!(DataDir::new(None).0, PathBuf::new());
    }
}
