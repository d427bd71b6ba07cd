//! What is wrong with JSON text, in words of the catalogues instead of the parser's English.

use serde_json::error::{Category, Error};

use super::Message;
use crate::msg;

/// What is wrong with the text that gave this error. Only of values that do not fit are the parser's own words told, set
/// apart as such: they name the field.
#[must_use]
pub fn fault(error: &Error) -> Message {
    let [line, column] = [error.line(), error.column()].map(|place| place.to_string());
    match error.classify() {
        Category::Eof => msg!("json-ends-early", line = line),
        Category::Syntax => msg!("json-not-json", line = line, column = column),
        Category::Io => Message::detail(error),
        Category::Data if error.line() == 0 => msg!("json-misfit", detail = misfit(error)),
        Category::Data => msg!("json-misfit-at", line = line, detail = misfit(error)),
    }
}

/// What the parser says of a value that does not fit, without the place at its end.
#[must_use]
pub fn misfit(error: &Error) -> String {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    words.strip_suffix(&place).map_or_else(|| words.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn every_kind_of_fault_has_words_of_its_own() {
        let told = ["{", "{]", "[1, \"a\"]"].map(|text| {
            let error = serde_json::from_str::<Vec<u8>>(text).expect_err("it does not fit");
            let error =
                if text == "{" { serde_json::from_str::<serde_json::Value>(text).expect_err("cut") } else { error };
            [Language::English, Language::Chinese].map(|language| fault(&error).in_language(language).into_owned())
        });
        assert_eq!(told[0], ["it ends too early, in line 1", "内容在第 1 行过早结束"]);
        assert_eq!(
            told[2],
            [
                "line 1 does not fit: \"invalid type: string \"a\", expected u8\"",
                "第 1 行的内容不合要求，原文为“invalid type: string \"a\", expected u8”"
            ]
        );
        let value = serde_json::from_value::<u8>("a".into()).expect_err("it is no number");
        assert!(fault(&value).to_string().starts_with("a value does not fit: \"invalid type"), "{}", fault(&value));
    }
}
