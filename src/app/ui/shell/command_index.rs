//! What the commands of the palette can be found by: what is shown, the English words, and pinyin for Chinese words.

use pinyin::ToPinyin as _;

use super::fuzzy;
use crate::app::core::command::Command;
use crate::text::Language;

/// Words whose characters are read otherwise than usual, with their syllables; longer words come first.
const READINGS: &[(&str, &str)] = &[
    ("权重", "quan zhong"),
    ("重", "chong"),
    ("调度", "diao du"),
    ("调", "tiao"),
    ("长度", "chang du"),
    ("还原", "huan yuan"),
];

/// A command and all it can be found by.
pub struct Indexed {
    /// The command.
    pub command: Command,
    /// Its label in the language of the index.
    pub label: String,
    /// Other texts that stand for it.
    other_texts: Vec<String>,
}

/// The commands of the palette with the texts they are found by, in one language.
pub struct CommandIndex {
    language: Language,
    commands: Vec<Indexed>,
}

impl CommandIndex {
    /// All commands, with labels in the language of the thread.
    #[must_use]
    pub fn new() -> Self {
        let indexed = |command: Command| {
            let name = command.info().label;
            let (label, english) = (name.to_string(), name.in_language(Language::English).into_owned());
            let mut other_texts = pinyin_of(&label);
            other_texts.extend(Some(english).filter(|english| *english != label));
            Indexed { command, label, other_texts }
        };
        let commands = Command::palette().into_iter().map(indexed).collect();
        Self { language: Language::current(), commands }
    }

    /// Whether its labels are in the language of the thread.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.language == Language::current()
    }

    /// The commands that fit what was typed, the best first; in the palette's order if nothing was.
    #[must_use]
    pub fn matching(&self, typed: &str) -> Vec<&Indexed> {
        let mut found: Vec<(i32, &Indexed)> =
            self.commands.iter().filter_map(|indexed| Some((indexed.score(typed)?, indexed))).collect();
        if !typed.trim().is_empty() {
            found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        }
        found.into_iter().map(|(_, indexed)| indexed).collect()
    }
}

impl Indexed {
    /// How well it fits, by the text that fits best.
    fn score(&self, typed: &str) -> Option<i32> {
        let texts = std::iter::once(&self.label).chain(&self.other_texts);
        texts.filter_map(|text| fuzzy::score(typed, text)).max()
    }
}

/// The pinyin of a text with Han characters: its syllables apart from each other, and their initials. "ü" is typed "v".
fn pinyin_of(text: &str) -> Vec<String> {
    let mut syllables: Vec<String> = Vec::new();
    let mut rest = text;
    // Whether the last syllable is a word of Latin letters that may go on.
    let mut is_in_word = false;
    let mut has_han = false;
    while let Some(letter) = rest.chars().next() {
        if let Some((word, reading)) = READINGS.iter().find(|(word, _)| rest.starts_with(word)) {
            syllables.extend(reading.split(' ').map(str::to_owned));
            (is_in_word, has_han) = (false, true);
            rest = &rest[word.len()..];
            continue;
        }
        if let Some(pinyin) = letter.to_pinyin() {
            syllables.push(pinyin.plain().replace('ü', "v"));
            (is_in_word, has_han) = (false, true);
        } else if letter.is_alphanumeric() {
            match syllables.last_mut() {
                Some(word) if is_in_word => word.push(letter),
                _ => syllables.push(letter.to_string()),
            }
            is_in_word = true;
        } else {
            is_in_word = false;
        }
        rest = &rest[letter.len_utf8()..];
    }
    if !has_han {
        return Vec::new();
    }
    let initials = syllables.iter().filter_map(|syllable| syllable.chars().next()).collect();
    vec![syllables.join(" "), initials]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_characters_are_spelled_and_abbreviated() {
        assert_eq!(pinyin_of("清空"), ["qing kong", "qk"]);
        assert_eq!(pinyin_of("重做"), ["chong zuo", "cz"]);
        assert_eq!(pinyin_of("全新权重、conv5 网络"), ["quan xin quan zhong conv5 wang luo", "qxqzcwl"]);
        assert_eq!(pinyin_of("学习率"), ["xue xi lv", "xxl"]);
        assert_eq!(pinyin_of("女"), ["nv", "n"]);
        assert!(pinyin_of("Clear").is_empty());
    }

    #[test]
    fn every_language_is_found_by_its_own_name_and_in_english_from_every_language() {
        for language in Language::ALL.iter().copied() {
            language.make_current();
            let index = CommandIndex::new();
            let first = |typed: &str| index.matching(typed).first().map(|indexed| indexed.command.clone());
            for target in Language::ALL.iter().copied() {
                assert_eq!(first(target.own_name()), Some(Command::UseLanguage(Some(target))), "{language:?}");
            }
            assert_eq!(first("jiantizhongwen"), Some(Command::UseLanguage(Some(Language::Chinese))));
            assert_eq!(first("clear"), Some(Command::Clear), "{language:?}");
        }
        Language::English.make_current();
    }

    #[test]
    fn chinese_commands_are_found_by_initials_and_by_pinyin() {
        Language::Chinese.make_current();
        let index = CommandIndex::new();
        let label = Command::Clear.info().label.to_string();
        for typed in pinyin_of(&label).iter().map(String::as_str).chain([label.as_str(), "Clear"]) {
            let found = index.matching(typed);
            assert_eq!(found.first().map(|indexed| &indexed.command), Some(&Command::Clear), "{typed}");
        }
        Language::English.make_current();
        assert!(!index.is_current());
    }
}
