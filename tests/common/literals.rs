//! The string literals of Rust source with the calls around them, and which of them are keys of messages, for rules about
//! the words of the program.

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
    /// Which argument of the innermost call it is or is part of, from 0.
    pub place: usize,
    /// Whether it is the whole of that argument, or at least its beginning.
    begins_argument: bool,
    /// The function in whose body it stands.
    pub function: Option<String>,
}

/// What a literal is an argument of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Call {
    /// The function, method or macro; empty for plain brackets.
    pub name: String,
    /// What stands before `::`: a type or a module.
    pub of: Option<String>,
    /// Whether it is called with `.`.
    pub is_method: bool,
    pub is_macro: bool,
    pub is_attribute: bool,
}

/// A function that takes the key of a message: it has a parameter `key`.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyFunction {
    pub name: String,
    /// The type it belongs to.
    pub of: Option<String>,
    pub takes_self: bool,
    /// Whether other files can call it.
    pub is_public: bool,
    /// Which argument the key is, `self` not counted, from 0.
    pub place: usize,
    /// Path of its file.
    pub file: String,
}

impl KeyFunction {
    /// Whether `call`, in `file`, calls it.
    fn is_called(&self, call: &Call, file: &str) -> bool {
        let is_here = self.file == file;
        call.name == self.name
            && !call.is_macro
            && call.is_method == self.takes_self
            && (self.is_public || is_here)
            && match (&self.of, &call.of) {
                // Of methods, the type is not seen: only those of the same file are known for sure.
                (Some(_), _) if self.takes_self => is_here,
                (Some(own), Some(of)) => own == of || (of == "Self" && is_here),
                (Some(_), None) => false,
                (None, Some(of)) => of.starts_with(char::is_lowercase),
                (None, None) => true,
            }
    }
}

impl Literal {
    /// Whether it is the key of a message with its arguments: `tr!("key", …)` or `msg!("key", …)`.
    pub fn is_in_macro(&self) -> bool {
        let is_words = |call: &Call| call.is_macro && (call.name == "tr" || call.name == "msg");
        self.place == 0 && self.begins_argument && self.calls.last().is_some_and(is_words)
    }

    /// Whether it is the key of a message in another way: what `Named::key` gives, or what a function takes as a key.
    pub fn is_key(&self, file: &str, functions: &[KeyFunction]) -> bool {
        let takes = |call: &Call| functions.iter().any(|one| one.place == self.place && one.is_called(call, file));
        let is_given = self.function.as_deref() == Some("key") && self.calls.iter().all(|call| call.name.is_empty());
        is_given || (self.begins_argument && self.calls.last().is_some_and(takes))
    }
}

/// A bracket that is open.
struct Open {
    call: Call,
    place: usize,
    function: Option<String>,
}

/// All literals of `words`.
pub fn literals(words: &[Word]) -> Vec<Literal> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // A function whose body has not begun, and how deep it is declared.
    let mut declared: Option<(String, usize)> = None;
    for (at, word) in words.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back).map(|at| &words[at]);
        if word.kind == Kind::Text {
            let begins_argument = before(1).is_some_and(|word| word.is("(") || word.is(","));
            let arguments = arguments_behind(&words[at + 1..]);
            found.push(Literal {
                text: word.text.clone(),
                line: word.line,
                calls: open.iter().map(|open| open.call.clone()).collect(),
                arguments,
                place: open.last().map_or(0, |open| open.place),
                begins_argument,
                function: open.iter().rev().find_map(|open| open.function.clone()),
            });
        } else if ["(", "[", "{"].iter().any(|bracket| word.is(bracket)) {
            let begins = declared.take_if(|(_, depth)| word.is("{") && *depth == open.len());
            let function = begins.map(|(name, _)| name);
            // What a block stands behind is not called.
            let call = if word.is("{") { Call::default() } else { call_before(&words[..at]) };
            open.push(Open { call, place: 0, function });
        } else if [")", "]", "}"].iter().any(|bracket| word.is(bracket)) {
            open.pop();
        } else if word.is(",") {
            open.iter_mut().last().into_iter().for_each(|open| open.place += 1);
        } else if before(1).is_some_and(|word| word.is("fn")) && word.kind == Kind::Name {
            declared = Some((word.text.clone(), open.len()));
        }
    }
    found
}

/// What a bracket behind these words belongs to.
fn call_before(words: &[Word]) -> Call {
    let back = |steps: usize| words.len().checked_sub(steps).map(|at| &words[at]);
    let name = |steps: usize| back(steps).filter(|word| word.kind == Kind::Name).map(|word| word.text.clone());
    let is = |steps: usize, sign: &str| back(steps).is_some_and(|word| word.is(sign));
    if is(1, "#") {
        return Call { is_attribute: true, ..Call::default() };
    }
    if is(1, "!") {
        let name = name(2).unwrap_or_default();
        return Call { name, is_macro: true, is_attribute: is(2, "#"), ..Call::default() };
    }
    Call {
        name: name(1).unwrap_or_default(),
        of: if is(2, "::") { name(3) } else { None },
        is_method: is(2, "."),
        ..Call::default()
    }
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

/// The functions of a file that take the key of a message.
pub fn key_functions(words: &[Word], file: &str) -> Vec<KeyFunction> {
    let mut found = Vec::new();
    let mut depth = 0;
    // The type whose functions are read, and how deep its block is.
    let mut block: Option<(String, usize)> = None;
    for (at, word) in words.iter().enumerate() {
        let begins = at == 0 || ["}", ";", "]", "{"].iter().any(|sign| words[at - 1].is(sign));
        if word.is("{") {
            depth += 1;
        } else if word.is("}") {
            depth -= 1;
            block = block.filter(|(_, outside)| *outside < depth);
        } else if word.is("impl") && begins {
            block = type_of(&words[at + 1..]).map(|name| (name, depth));
        } else if word.is("fn") && words.get(at + 1).is_some_and(|name| name.kind == Kind::Name) {
            let parameters = parameters(&words[at + 2..]);
            let takes_self = parameters.first().is_some_and(|name| name == "self");
            if let Some(place) = parameters.iter().position(|name| name == "key") {
                let before = &words[at.saturating_sub(8)..at];
                let item = before.iter().rposition(|word| ["}", ";", "]", "{"].iter().any(|sign| word.is(sign)));
                found.push(KeyFunction {
                    name: words[at + 1].text.clone(),
                    of: block.as_ref().map(|(name, _)| name.clone()),
                    takes_self,
                    is_public: before[item.map_or(0, |item| item + 1)..].iter().any(|word| word.is("pub")),
                    place: place - usize::from(takes_self),
                    file: file.to_owned(),
                });
            }
        }
    }
    found
}

/// The type of an `impl` block, of whose head these are the words.
fn type_of(words: &[Word]) -> Option<String> {
    let end = words.iter().position(|word| word.is("{") || word.is("where"))?;
    let head = &words[..end];
    let behind_for = head.iter().position(|word| word.is("for")).map(|at| &head[at + 1..]);
    let mut depth = 0;
    let name = behind_for.unwrap_or(head).iter().find(|word| {
        depth += i32::from(word.is("<")) - i32::from(word.is(">"));
        depth == 0 && word.kind == Kind::Name
    });
    name.map(|word| word.text.clone())
}

/// Names of the parameters of a function, of whose declaration behind its name these are the words.
fn parameters(words: &[Word]) -> Vec<String> {
    let (mut found, mut depth) = (Vec::new(), 0);
    let Some(start) = words.iter().position(|word| word.is("(")) else { return found };
    for (at, word) in words.iter().enumerate().skip(start) {
        depth += i32::from(["(", "[", "{"].iter().any(|bracket| word.is(bracket)));
        depth -= i32::from([")", "]", "}"].iter().any(|bracket| word.is(bracket)));
        if depth == 0 {
            break;
        }
        let is_named = words.get(at + 1).is_some_and(|next| next.is(":"));
        if depth == 1 && word.kind == Kind::Name && (is_named || word.is("self")) {
            found.push(word.text.clone());
        }
    }
    found
}
