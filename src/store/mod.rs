//! Models, runs, settings, pictures and data folders on disk. Every write is atomic.

pub mod atomic;
pub mod datasets;
pub mod date;
pub mod drawings;
pub mod folders;
pub mod handwriting;
pub mod ink_files;
pub mod methods;
pub mod models;
pub mod own_digits;
pub mod pictures;
pub mod process;
pub mod runs;
pub mod settings;
pub mod system_fonts;
pub mod training_settings;

use std::fmt::Display;
use std::path::{Path, PathBuf};

use crate::text::{Message, ToMessage};
use crate::{display_as_message, msg};

/// What went wrong with a file, as a clause that says what to do; the path comes last.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct StoreError {
    /// What is wrong and what to do.
    pub what: Message,
    /// Which file.
    pub path: PathBuf,
}

impl StoreError {
    /// An error about `path`.
    pub fn new(what: Message, path: impl AsRef<Path>) -> Self {
        Self { what, path: path.as_ref().to_path_buf() }
    }

    /// An error about `path` in words that are there already: what the system or a library says about it.
    pub fn verbatim(words: impl Display, path: impl AsRef<Path>) -> Self {
        Self::new(Message::verbatim(words), path)
    }

    /// An error about `path` that another layer of the program found.
    pub fn of(fault: &impl ToMessage, path: impl AsRef<Path>) -> Self {
        Self::new(fault.to_message(), path)
    }
}

impl ToMessage for StoreError {
    fn to_message(&self) -> Message {
        msg!("store-error", what = self.what.clone(), path = &self.path)
    }
}

display_as_message!(StoreError);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn an_error_is_said_in_the_language_it_is_shown_in() {
        let error = StoreError::new(msg!("file-error-too-large", limit = "64 MB"), "a/b.json");
        assert_eq!(error.to_string(), "the file has more than 64 MB, too many to open: a/b.json");
        let chinese = error.to_message().in_language(Language::Chinese);
        assert_eq!(chinese, "文件超过 64 MB，太大而无法打开：a/b.json");
        assert_eq!(StoreError::verbatim("as told", "x").to_string(), "as told: x");
    }
}
