//! The languages, and which one a thread speaks.

use std::cell::Cell;

use serde::{Deserialize, Serialize};

/// A language of the window. A new one is a variant here and a folder of catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, strum::VariantArray)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    Chinese,
}

thread_local! {
    static CURRENT: Cell<Language> = const { Cell::new(Language::English) };
}

impl Language {
    /// Every language.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Its BCP 47 tag, which is also the name of its folder under `assets/locales`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// What its speakers call it.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "简体中文",
        }
    }

    /// The language of a BCP 47 or POSIX tag such as "zh-Hans-CN", "zh_CN.UTF-8" or "en"; `None` for others.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next()?;
        Self::ALL.iter().copied().find(|language| language.tag()[..2].eq_ignore_ascii_case(primary))
    }

    /// The first language that the system prefers and this program speaks; English without one.
    #[must_use]
    pub fn of_system() -> Self {
        sys_locale::get_locales().find_map(|tag| Self::from_tag(&tag)).unwrap_or_default()
    }

    /// The language this thread speaks; English until [`Self::make_current`] was called on it.
    #[must_use]
    pub fn current() -> Self {
        CURRENT.get()
    }

    /// Makes this the language of the calling thread. Background tasks speak the language of the thread that starts
    /// them.
    pub fn make_current(self) {
        CURRENT.set(self);
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags_of_systems_are_understood() {
        let known = ["zh-CN", "zh_CN.UTF-8", "ZH-Hant-TW", "zh", "en_GB.UTF-8", "en", "de-DE", "C", ""];
        let expected = [
            Some(Language::Chinese),
            Some(Language::Chinese),
            Some(Language::Chinese),
            Some(Language::Chinese),
            Some(Language::English),
            Some(Language::English),
            None,
            None,
            None,
        ];
        assert_eq!(known.map(Language::from_tag), expected);
    }
}
