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

    /// The language of a BCP 47 or POSIX tag such as "zh-Hans-CN", "zh_CN.UTF-8" or "en"; `None` for others. What counts
    /// is the language alone: whoever asks for Chinese as written in Taiwan or Hong Kong ("zh-TW", "zh-Hant") reads
    /// Simplified Chinese more easily than English.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next()?;
        Self::ALL.iter().copied().find(|language| language.tag()[..2].eq_ignore_ascii_case(primary))
    }

    /// The first language that the system prefers and this program speaks; English without one.
    #[must_use]
    pub fn of_system() -> Self {
        Self::preferred(sys_locale::get_locales())
    }

    /// The first of these tags whose language this program speaks; English without one.
    fn preferred(tags: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        tags.into_iter().find_map(|tag| Self::from_tag(tag.as_ref())).unwrap_or_default()
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
        for tag in ["en", "en-US", "en_GB.UTF-8", "EN_us@euro"] {
            assert_eq!(Language::from_tag(tag), Some(Language::English), "{tag}");
        }
        for tag in ["de-DE", "C", "C.UTF-8", "POSIX", "zhu", "eng_", "", "_", "中文"] {
            assert_eq!(Language::from_tag(tag), None, "{tag}");
        }
    }

    #[test]
    fn every_chinese_is_simplified_chinese() {
        for tag in [
            "zh",
            "zh-CN",
            "zh_CN.UTF-8",
            "zh_CN.GB18030",
            "zh-Hans",
            "zh-Hans-CN",
            "zh-SG",
            "zh-TW",
            "zh_TW.UTF-8",
            "zh_HK.UTF-8",
            "zh-Hant",
            "ZH-Hant-TW",
            "zh_CN@pinyin",
        ] {
            assert_eq!(Language::from_tag(tag), Some(Language::Chinese), "{tag}");
        }
    }

    #[test]
    fn the_first_known_language_of_the_system_wins_and_english_without_one() {
        assert_eq!(Language::preferred(["de-DE", "zh-Hans-CN", "en"]), Language::Chinese);
        assert_eq!(Language::preferred(["en_US.UTF-8", "zh-TW"]), Language::English);
        assert_eq!(Language::preferred(["C.UTF-8"]), Language::English);
        assert_eq!(Language::preferred([""; 0]), Language::English);
    }
}
