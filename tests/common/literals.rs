//! The string literals of Rust source with the calls around them, for rules about the words of the program.

use std::collections::BTreeSet;

use crate::source::{Kind, Word};

/// A string in source.
#[derive(Debug, Clone, PartialEq)]
pub struct Literal {
    pub text: String,
    /// Line it stands in, from 1.
    pub line: usize,
    /// Calls, macros and attributes that it is an argument of, the innermost last.
    pub calls: Vec<Call>,
    /// Names of the arguments `name = value` behind it in the same call.
    pub arguments: BTreeSet<String>,
    /// Whether it is the first argument.
    is_first: bool,
}

/// What a literal is an argument of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Call {
    /// The function, method or macro; empty for plain brackets.
    pub name: String,
    pub is_macro: bool,
    pub is_attribute: bool,
}

impl Literal {
    /// Whether it is the key of a message: `tr!("key", …)` or `msg!("key", …)`.
    pub fn is_key(&self) -> bool {
        let is_words = |call: &Call| call.is_macro && (call.name == "tr" || call.name == "msg");
        self.is_first && self.calls.last().is_some_and(is_words)
    }
}

/// All literals of `words`.
pub fn literals(words: &[Word]) -> Vec<Literal> {
    let mut found = Vec::new();
    let mut open: Vec<Call> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back).map(|at| &words[at]);
        if word.kind == Kind::Text {
            let is_first = before(1).is_some_and(|word| word.is("("));
            let arguments = arguments_behind(&words[at + 1..]);
            found.push(Literal { text: word.text.clone(), line: word.line, calls: open.clone(), arguments, is_first });
        } else if ["(", "[", "{"].iter().any(|bracket| word.is(bracket)) {
            open.push(call_before(before(1), before(2)));
        } else if [")", "]", "}"].iter().any(|bracket| word.is(bracket)) {
            open.pop();
        }
    }
    found
}

/// What a bracket behind these two words belongs to.
fn call_before(last: Option<&Word>, second_last: Option<&Word>) -> Call {
    let name = |word: Option<&Word>| word.filter(|word| word.kind == Kind::Name).map(|word| word.text.clone());
    let is = |word: Option<&Word>, sign: &str| word.is_some_and(|word| word.is(sign));
    if is(last, "#") {
        return Call { is_attribute: true, ..Call::default() };
    }
    if is(last, "!") {
        return Call {
            name: name(second_last).unwrap_or_default(),
            is_macro: true,
            is_attribute: is(second_last, "#"),
        };
    }
    Call { name: name(last).unwrap_or_default(), ..Call::default() }
}

/// Names of the arguments `name = value` that follow in the same brackets.
fn arguments_behind(words: &[Word]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut depth = 0;
    for (at, word) in words.iter().enumerate() {
        depth += i32::from(["(", "[", "{"].iter().any(|bracket| word.is(bracket)));
        depth -= i32::from([")", "]", "}"].iter().any(|bracket| word.is(bracket)));
        if depth < 0 {
            break;
        }
        let is_name = word.kind == Kind::Name && at > 0 && words[at - 1].is(",");
        let is_given = words.get(at + 1).is_some_and(|next| next.is("="));
        if depth == 0 && is_name && is_given && !words.get(at + 2).is_some_and(|next| next.is("=") || next.is(">")) {
            found.insert(word.text.clone());
        }
    }
    found
}
