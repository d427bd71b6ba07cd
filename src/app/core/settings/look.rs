//! Light or dark, moving or still, and in which language.

use serde::{Deserialize, Serialize};

use crate::app::core::command::info::CommandInfo;
use crate::app::core::icons;
use crate::text::{Language, Named};
use crate::tr;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the desktop has it.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Chalk on slate.
    Dark,
}

impl ThemeChoice {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];
}

impl Named for ThemeChoice {
    fn key(&self) -> &'static str {
        match self {
            Self::System => "theme-system",
            Self::Light => "theme-light",
            Self::Dark => "theme-dark",
        }
    }
}

/// Whether things move to where they go, or are there at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Motion {
    /// They move, briefly.
    #[default]
    Full,
    /// They are there at once.
    Reduced,
}

impl Motion {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Full => Self::Reduced,
            Self::Reduced => Self::Full,
        }
    }
}

/// Words of the command that chooses a language, or that of the system. A language is called by its own name in every
/// language, so that whoever cannot read the window finds the way back.
#[must_use]
pub fn language_info(language: Option<Language>) -> CommandInfo {
    let label = match language {
        Some(language) => tr!("use-language", own_name = language.own_name()),
        None => tr!("use-language-of-system"),
    };
    CommandInfo::new(label, tr!("use-language.help")).icon(icons::TEXT_AA)
}
