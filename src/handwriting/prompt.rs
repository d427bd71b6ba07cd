//! What a network is asked to write, as a person types it: "write a 7", "write 2026", "3 + 4 =".

use super::sums::Sum;
use crate::msg;
use crate::text::{Message, ToMessage};

/// Most digits that can be asked for at once.
pub const MOST_DIGITS: usize = 12;
/// Words that may stand around the digits, in lower case.
const WORDS: [&str; 12] =
    ["write", "a", "an", "the", "digit", "digits", "number", "please", "and", "me", "draw", "then"];
/// The same in Chinese, the longer ones first.
const SIGNS: [&str; 11] = ["请", "写出", "写", "一个", "数字", "个", "再", "画", "和", "吧", "来"];
/// Other ways to write the signs of a sum, the longer ones first.
const SUM_SIGNS: [(&str, &str); 11] = [
    ("plus", "+"),
    ("＋", "+"),
    ("加上", "+"),
    ("加", "+"),
    ("＝", "="),
    ("equals", "="),
    ("等于几", "="),
    ("等于", "="),
    ("是几", "="),
    ("？", "?"),
    ("几", "?"),
];

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// These digits, in order.
    Digits(Vec<u8>),
    /// The sum of two digits.
    Sum(Sum),
}

/// What was typed says no digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PromptError {
    /// There is no digit in it.
    NoDigit,
    /// Something that is neither a digit nor a word around digits.
    Strange(String),
    /// A sum of something else than two digits.
    Sum,
    /// More digits than fit.
    TooLong {
        /// How many there are.
        found: usize,
    },
}

impl ToMessage for PromptError {
    fn to_message(&self) -> Message {
        match self {
            Self::NoDigit => msg!("prompt-no-digit"),
            Self::Strange(what) => msg!("prompt-strange", what = what),
            Self::Sum => msg!("prompt-sum"),
            Self::TooLong { found } => {
                msg!("prompt-too-long", found = found.to_string(), most = MOST_DIGITS.to_string())
            }
        }
    }
}

crate::display_as_message!(PromptError);

/// What is asked for: digits, or the sum of two.
///
/// # Errors
/// When there are no digits, too many, or something else is asked for.
pub fn parse(text: &str) -> Result<Asked, PromptError> {
    let plain = SUM_SIGNS.iter().fold(text.to_lowercase(), |text, (sign, plain)| text.replace(sign, plain));
    let Some((left, right)) = plain.split_once('+') else { return digits(&plain).map(Asked::Digits) };
    let one = |text: &str| match digits(text.trim_end_matches([' ', '=', '?']))?[..] {
        [digit] => Ok(digit),
        _ => Err(PromptError::Sum),
    };
    if right.contains('+') {
        return Err(PromptError::Sum);
    }
    Ok(Asked::Sum(Sum { left: one(left)?, right: one(right)? }))
}

fn digits(text: &str) -> Result<Vec<u8>, PromptError> {
    let mut digits = Vec::new();
    let plain = SIGNS.iter().fold(text.to_lowercase(), |text, sign| text.replace(sign, " "));
    let apart = |letter: char| letter.is_whitespace() || matches!(letter, ',' | '.' | '!' | '，' | '。' | '、' | '！');
    for word in plain.split(apart).filter(|word| !word.is_empty()) {
        if WORDS.contains(&word) {
            continue;
        }
        for letter in word.chars() {
            // Full-width digits too.
            let digit = match letter {
                '０'..='９' => u32::from(letter).checked_sub(u32::from('０')),
                _ => letter.to_digit(10),
            };
            match digit.and_then(|digit| u8::try_from(digit).ok()) {
                Some(digit) => digits.push(digit),
                None => return Err(PromptError::Strange(word.chars().take(24).collect())),
            }
        }
    }
    match digits.len() {
        0 => Err(PromptError::NoDigit),
        1..=MOST_DIGITS => Ok(digits),
        found => Err(PromptError::TooLong { found }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_found_with_words_around_them_in_both_languages() {
        for (text, digits) in [
            ("7", &[7][..]),
            ("write a 7", &[7]),
            ("Write 2026, please!", &[2, 0, 2, 6]),
            ("请写一个 7", &[7]),
            ("写２０２６", &[2, 0, 2, 6]),
        ] {
            assert_eq!(parse(text), Ok(Asked::Digits(digits.to_vec())), "{text}");
        }
    }

    #[test]
    fn a_sum_is_two_digits_with_a_sign_between() {
        for text in ["3+4", "3 + 4 =", "3 plus 4", "３＋４＝？", "3 加 4 等于", "3加上4等于几？"] {
            assert_eq!(parse(text), Ok(Asked::Sum(Sum { left: 3, right: 4 })), "{text}");
        }
        assert_eq!(parse("12 + 4"), Err(PromptError::Sum));
        assert_eq!(parse("1 + 2 + 3"), Err(PromptError::Sum));
        assert_eq!(parse("3 +"), Err(PromptError::NoDigit));
        assert_eq!(parse("3 + x"), Err(PromptError::Strange("x".into())));
    }

    #[test]
    fn what_asks_for_no_digits_is_told_in_a_sentence() {
        assert_eq!(parse("  "), Err(PromptError::NoDigit));
        assert_eq!(parse("write"), Err(PromptError::NoDigit));
        assert_eq!(parse("write a 7x"), Err(PromptError::Strange("7x".into())));
        assert_eq!(parse("画一只猫"), Err(PromptError::Strange("一只猫".into())));
        assert_eq!(parse(&"1".repeat(13)), Err(PromptError::TooLong { found: 13 }));
        assert!(parse(&"猫".repeat(1_000_000)).is_err());
        assert!(parse("12a").expect_err("a letter").to_string().contains("12a"));
    }
}
