//! The messages of one language, read from the files that are part of the program.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_syntax::ast;

use super::{Language, Quantity, Value};

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        /// The catalogue files: their name without ending, and their text in English and in Chinese. A new file is a
        /// name in this list.
        pub const FILES: &[(&str, [&str; 2])] = &[$((
            $name,
            [
                include_str!(concat!("../../assets/locales/en/", $name, ".ftl")),
                include_str!(concat!("../../assets/locales/zh-CN/", $name, ".ftl")),
            ],
        )),+];
    };
}

files!(
    "analysis",
    "background",
    "canvas",
    "commands",
    "common",
    "data",
    "draw",
    "errors",
    "explain",
    "export",
    "files",
    "handwriting",
    "ink",
    "inside",
    "methods",
    "model",
    "plots",
    "results",
    "runs",
    "settings",
    "shell",
    "store",
    "train",
    "training",
    "views",
    "write",
);

static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Language::English));
static CHINESE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Language::Chinese));

/// The catalogue of a language; read at its first use.
pub(super) fn of(language: Language) -> &'static Catalogue {
    match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}

/// The messages of a language.
pub(super) struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    /// Messages and attributes (`key.attribute`) that are nothing but text, ready to be shown.
    plain: HashMap<String, &'static str>,
}

impl Catalogue {
    /// Reads all files of the language. What a file has wrong is left out here; `tests/catalogues.rs` finds it.
    fn read(language: Language) -> Self {
        let tag = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The marks around arguments are for texts that mix directions of writing, and fonts show them as boxes.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(Quantity::Count(number.value as u64).in_language(Language::English)),
            _ => None,
        }));
        let mut keys = Vec::new();
        for (_, texts) in FILES {
            let text = texts[language as usize];
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
            keys.extend(resource.entries().flat_map(keys_of));
            bundle.add_resource_overriding(resource);
        }
        let mut catalogue = Self { language, bundle, plain: HashMap::new() };
        for key in keys {
            if let Some(text) = catalogue.plain_text(&key) {
                // Once for each message of a language, for as long as the program runs.
                catalogue.plain.insert(key, String::leak(text));
            }
        }
        catalogue
    }

    /// The text of a message that has no arguments.
    fn plain_text(&self, key: &str) -> Option<String> {
        let pattern = self.pattern(key)?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, None, &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }

    fn pattern(&self, key: &str) -> Option<&ast::Pattern<&str>> {
        let (id, attribute) = key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)));
        let message = self.bundle.get_message(id)?;
        match attribute {
            None => message.value(),
            Some(attribute) => message.get_attribute(attribute).map(|attribute| attribute.value()),
        }
    }

    /// The words of a message, or of an attribute as "key.attribute". In place of one that is missing stands its key;
    /// `tests/catalogues.rs` keeps that from happening.
    pub(super) fn words(&self, key: &str, arguments: &[(Cow<'static, str>, Value)]) -> Cow<'static, str> {
        if let Some(text) = self.plain.get(key) {
            return Cow::Borrowed(text);
        }
        let Some(pattern) = self.pattern(key) else {
            debug_assert!(false, "there is no message {key}");
            return Cow::Owned(key.to_owned());
        };
        let (text, errors) = self.format(pattern, arguments);
        debug_assert!(errors.is_empty(), "message {key}: {errors:?}");
        Cow::Owned(text)
    }

    /// Whether there is a message of this key that needs no more than these arguments: what a file says may be of
    /// another version.
    pub(super) fn can_say(&self, key: &str, arguments: &[(Cow<'static, str>, Value)]) -> bool {
        self.pattern(key).is_some_and(|pattern| self.format(pattern, arguments).1.is_empty())
    }

    fn format(
        &self,
        pattern: &ast::Pattern<&str>,
        arguments: &[(Cow<'static, str>, Value)],
    ) -> (String, Vec<FluentError>) {
        let mut given = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            given.set(&**name, fluent_value(value, self.language));
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&given), &mut errors).into_owned();
        (text, errors)
    }

    /// The words of an attribute.
    pub(super) fn attribute_words(
        &self,
        key: &str,
        attribute: &str,
        arguments: &[(Cow<'static, str>, Value)],
    ) -> Cow<'static, str> {
        self.words(&format!("{key}.{attribute}"), arguments)
    }
}

/// The keys of an entry: of a message with words of its own, and of its attributes.
fn keys_of(entry: &ast::Entry<&str>) -> Vec<String> {
    let ast::Entry::Message(message) = entry else { return Vec::new() };
    let id = message.id.name;
    let attributes = message.attributes.iter().map(|attribute| format!("{id}.{}", attribute.id.name));
    message.value.iter().map(|_| id.to_owned()).chain(attributes).collect()
}

/// An argument as Fluent takes it: counts stay numbers, so that they choose plural forms.
fn fluent_value(value: &Value, language: Language) -> FluentValue<'static> {
    match value {
        Value::Quantity(Quantity::Count(count)) => FluentValue::from(*count),
        other => FluentValue::from(other.in_language(language)),
    }
}
