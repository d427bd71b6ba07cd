//! What the English catalogue says in words of its own: nothing of it has a place in Chinese.

use std::collections::BTreeSet;

use digit_lab::text::FILES;
use fluent_syntax::ast::{Entry, Pattern, PatternElement};
use fluent_syntax::parser::parse;

/// The values and attributes without arguments in English that Chinese says otherwise.
pub fn english_values() -> BTreeSet<String> {
    let of = |place: usize| FILES.iter().flat_map(move |(_, texts)| plain(texts[place])).collect::<BTreeSet<_>>();
    let (english, chinese) = (of(0), of(1));
    let is_word = |value: &String| value.chars().filter(char::is_ascii_alphabetic).count() >= 3;
    english.difference(&chinese).filter(|value| is_word(value)).cloned().collect()
}

/// The values and attributes of a file that are nothing but text.
fn plain(text: &'static str) -> Vec<String> {
    let resource = parse(text).unwrap_or_else(|(resource, _)| resource);
    let messages = resource.body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    });
    let patterns = messages.flat_map(|message| {
        message.value.into_iter().chain(message.attributes.into_iter().map(|attribute| attribute.value))
    });
    patterns.filter_map(words).collect()
}

fn words(pattern: Pattern<&str>) -> Option<String> {
    let elements = pattern.elements.into_iter().map(|element| match element {
        PatternElement::TextElement { value } => Some(value),
        PatternElement::Placeable { .. } => None,
    });
    elements.collect()
}
