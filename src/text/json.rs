//! What is wrong with JSON text, in words of the catalogues instead of the parser's, which are English and name types of
//! Rust.

mod place;

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use serde_json::error::{Category, Error};

use super::Message;
use crate::msg;

/// Reads JSON text.
///
/// # Errors
/// Says in which line what is wrong, and of a value that does not fit also which it is and what is expected.
pub fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Message> {
    serde_json::from_slice(text).map_err(|error| fault(text, &error))
}

/// Reads a value of JSON.
///
/// # Errors
/// Says which part of it does not fit and what is expected.
pub fn read_value<T: DeserializeOwned>(value: &Value) -> Result<T, Message> {
    serde_json::from_value(value.clone()).map_err(|error| {
        // Only of text the parser says where it was.
        let text = value.to_string();
        let again = serde_json::from_str::<T>(&text).err();
        let in_text = again.and_then(|again| misfit(text.as_bytes(), &again));
        msg!("json-misfit", detail = in_text.unwrap_or_else(|| misfit_of(&error)))
    })
}

/// What is wrong with `text`, which gave this error.
fn fault(text: &[u8], error: &Error) -> Message {
    let [line, column] = [error.line(), error.column()].map(|place| place.to_string());
    match (misfit(text, error), error.classify()) {
        (Some(detail), _) => msg!("json-misfit-at", line = line, detail = detail),
        (None, Category::Eof) => msg!("json-ends-early", line = line),
        (None, Category::Io) => Message::detail(error),
        (None, Category::Syntax | Category::Data) => msg!("json-not-json", line = line, column = column),
    }
}

/// What cannot be written as JSON, of an error in writing it.
#[must_use]
pub fn unwritable(error: &Error) -> Message {
    Message::detail(error)
}

/// What the value is in `text` that does not fit, and what is expected in its place; `None` if the text is no JSON at all.
#[must_use]
pub fn misfit(text: &[u8], error: &Error) -> Option<Message> {
    // The parser takes some values of the wrong kind for no JSON.
    let is_json = match error.classify() {
        Category::Data => true,
        Category::Syntax => serde_json::from_slice::<IgnoredAny>(text).is_ok(),
        Category::Eof | Category::Io => false,
    };
    // Of no JSON the place is behind the first letter that does not fit, and otherwise before it.
    let column = error.column() - usize::from(error.classify() == Category::Syntax && error.column() > 0);
    let path = place::path(text, error.line(), column);
    let field = if path.is_empty() { msg!("json-no-field") } else { msg!("json-field", path = path) };
    is_json.then(|| words(field, &phrase(error)))
}

/// The same of an error about a value by itself.
#[must_use]
pub fn misfit_of(error: &Error) -> Message {
    words(msg!("json-no-field"), &phrase(error))
}

/// Whether a number is too large for any computer.
#[must_use]
pub fn is_too_large(error: &Error) -> bool {
    phrase(error) == "number out of range"
}

/// What the parser says, without the place at its end.
fn phrase(error: &Error) -> String {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    words.strip_suffix(&place).map_or_else(|| words.clone(), str::to_owned)
}

/// A phrase of serde in our words.
fn words(field: Message, phrase: &str) -> Message {
    let quoted = || phrase.split('`').skip(1).step_by(2);
    let first = quoted().next().unwrap_or_default().to_owned();
    let kinds = ["invalid type: ", "invalid value: "].into_iter().find_map(|start| phrase.strip_prefix(start));
    // What was found may hold the words that part it from what is expected.
    if let Some((found, expected)) = kinds.and_then(|kinds| kinds.rsplit_once(", expected ")) {
        return msg!("json-wrong-kind", field = field, expected = expected_kind(expected), found = found_kind(found));
    }
    let length = phrase.strip_prefix("invalid length ").and_then(|length| length.split_once(", expected "));
    if let Some((count, expected)) = length {
        return msg!("json-wrong-length", field = field, expected = expected_kind(expected), count = count);
    }
    if phrase.starts_with("missing field ") {
        return msg!("json-missing", field = field, name = first);
    }
    if phrase.starts_with("duplicate field ") {
        return msg!("json-twice", field = field, name = first);
    }
    if phrase.starts_with("unknown variant ") || phrase.starts_with("unknown field ") {
        let known = quoted().skip(1).collect::<Vec<_>>().join(", ");
        return msg!("json-unknown", field = field, name = first, known = known);
    }
    msg!("json-other", field = field)
}

/// What a type of Rust is in JSON.
fn expected_kind(expected: &str) -> Message {
    let count = |words: &str| words.split(' ').find_map(|word| word.parse::<u64>().ok());
    match expected {
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => msg!("json-kind-count"),
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => msg!("json-kind-whole"),
        "f32" | "f64" => msg!("json-kind-number"),
        "a boolean" => msg!("json-kind-truth"),
        "a string" | "a borrowed string" | "a character" | "path string" | "string" => msg!("json-kind-text"),
        "null" | "unit" => msg!("json-kind-null"),
        "string or map" | "variant identifier" => msg!("json-kind-choice"),
        _ if expected.starts_with("enum ") || expected.contains("variant") => msg!("json-kind-choice"),
        _ if expected.starts_with("struct ") || expected.contains("map") => msg!("json-kind-object"),
        _ if ["array", "tuple", "element"].iter().any(|word| expected.contains(word)) => match count(expected) {
            Some(count) => msg!("json-kind-list-of", count = count),
            None => msg!("json-kind-list"),
        },
        _ if expected.contains("sequence") || expected.contains("list") => msg!("json-kind-list"),
        _ => msg!("json-kind-other"),
    }
}

/// What was found: a value as it stands there, or the kind of a larger one.
fn found_kind(found: &str) -> Message {
    if let Some(text) = found.strip_prefix("string ") {
        return Message::verbatim(text);
    }
    if let Some((_, value)) = found.split_once('`') {
        return Message::verbatim(value.trim_end_matches('`'));
    }
    match found {
        "map" => msg!("json-kind-object"),
        "sequence" => msg!("json-kind-list"),
        "null" | "unit value" => msg!("json-kind-null"),
        _ => msg!("json-kind-other"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;
    use crate::text::Language;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct Outer {
        inner: BTreeMap<String, Vec<Inner>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Inner {
        count: u8,
        places: Vec<[f64; 2]>,
        kind: Kind,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Large,
        Small,
    }

    fn told(inner: &str) -> String {
        let text = format!("{{\"inner\": {{\"a\": [], \"b\": [\n{inner}]}}}}");
        read::<Outer>(text.as_bytes()).expect_err("it does not fit").to_string()
    }

    #[test]
    fn what_does_not_fit_is_named_with_what_is_expected_and_no_type_of_rust() {
        let whole = |count: &str, places: &str, kind: &str| {
            format!("{{\"count\": {count}, \"places\": {places}, \"kind\": {kind}}}")
        };
        for (inner, sentence) in [
            (
                whole("\"x, expected u8\"", "[]", "\"large\""),
                "\"inner.b[0].count\" should be a whole number from 0 on, not \"x, expected u8\"",
            ),
            (whole("-3", "[]", "\"large\""), "\"inner.b[0].count\" should be a whole number from 0 on, not -3"),
            (whole("1.5", "[]", "\"large\""), "\"inner.b[0].count\" should be a whole number from 0 on, not 1.5"),
            (whole("1", "7", "\"large\""), "\"inner.b[0].places\" should be a list in [ ], not 7"),
            (
                whole("1", "[[1, 2], [3]]", "\"large\""),
                "\"inner.b[0].places[1]\" should be a list of 2 values, but has 1",
            ),
            (
                whole("1", "[[1, 2], [{}, 4]]", "\"large\""),
                "\"inner.b[0].places[1][0]\" should be a number, not names and values in { }",
            ),
            (whole("1", "[]", "\"huge\""), "\"inner.b[0].kind\" does not know \"huge\", only large, small"),
            (whole("1", "[]", "3"), "\"inner.b[0].kind\" is of another kind than it should be"),
            (
                whole("1", "[[1, 2, 3]]", "\"large\""),
                "\"inner.b[0].places[0][2]\" is of another kind than it should be",
            ),
            ("{\"count\": 1}".to_owned(), "\"inner.b[0]\" lacks \"places\""),
            ("{\"count\": 1, \"count\": 2}".to_owned(), "has \"count\" twice"),
            ("{\"colour\": 1}".to_owned(), "does not know \"colour\", only count, places, kind"),
            ("null".to_owned(), "\"inner.b[0]\" should be names and values in { }, not null"),
        ] {
            let told = told(&inner);
            assert!(told.starts_with("line 2 does not fit: ") && told.contains(sentence), "{inner}: {told}");
            for word in ["u8", "struct", "invalid", "Inner", "map", "sequence"] {
                assert!(!told.replace("x, expected u8", "").contains(word), "{told}");
            }
        }
    }

    #[test]
    fn every_kind_of_fault_has_words_of_its_own() {
        let told = |text: &str| {
            let message = read::<Vec<u8>>(text.as_bytes()).expect_err("it does not fit");
            [Language::English, Language::Chinese].map(|language| message.in_language(language).into_owned())
        };
        assert_eq!(told("["), ["it ends too early, in line 1", "内容在第 1 行过早结束"]);
        assert_eq!(told("[}")[0], "line 1 is no JSON from column 2 on");
        assert_eq!(
            told("[1, \"a\"]"),
            [
                "line 1 does not fit: \"[1]\" should be a whole number from 0 on, not \"a\"",
                "第 1 行的内容不合要求：“[1]”应为非负整数，而不是 \"a\""
            ]
        );
        let value = serde_json::json!({ "inner": { "a": 5 } });
        let told = read_value::<Outer>(&value).expect_err("it does not fit").to_string();
        assert_eq!(told, "a value does not fit: \"inner.a\" should be a list in [ ], not 5");
    }
}
