//! Holds the message catalogues and the code together: every file can be read, both languages say the same things, and
//! code and catalogues name the same messages. A fault is told with its file and key.

#[path = "common/chinese.rs"]
mod chinese;
#[path = "common/literals.rs"]
mod literals;
#[path = "common/source.rs"]
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use digit_lab::text::{FILES, Language};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser::parse;
use literals::{Call, KeyFunction, Literal, key_functions, literals};
use source::{without_tests, words};

/// Arguments of every message, and of every attribute as "key.attribute".
type Messages = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All arguments that `pattern` names, also in its plural forms.
fn arguments(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => argument(inline, found),
                Expression::Select { selector, variants } => {
                    argument(selector, found);
                    for variant in variants {
                        arguments(&variant.value, found);
                    }
                }
            }
        }
    }
}

fn argument(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => {
            arguments(
                &Pattern { elements: vec![PatternElement::Placeable { expression: (**expression).clone() }] },
                found,
            );
        }
        _ => {}
    }
}

/// The messages of a file; what is wrong with it goes into `faults`.
fn messages(file: &str, text: &'static str, faults: &mut Vec<String>) -> Messages {
    let resource = parse(text).unwrap_or_else(|(resource, errors)| {
        for error in errors {
            let before = &text[..error.pos.start];
            let line = before.lines().count();
            let key = before.lines().rev().find_map(|line| line.split_once(" =")).map_or("", |(key, _)| key);
            faults.push(format!("{file}:{line}, at or behind the message \"{key}\": {}", error.kind));
        }
        resource
    });
    let mut all = Messages::new();
    let mut add = |key: String, pattern: &Pattern<&str>| {
        let mut names = BTreeSet::new();
        arguments(pattern, &mut names);
        if all.insert(key.clone(), names).is_some() {
            faults.push(format!("{file}: the message \"{key}\" stands there twice"));
        }
    };
    for entry in resource.body {
        if let Entry::Message(message) = entry {
            let id = message.id.name;
            message.value.iter().for_each(|value| add(id.to_owned(), value));
            message.attributes.iter().for_each(|part| add(format!("{id}.{}", part.id.name), &part.value));
        }
    }
    all
}

/// The messages of all files of a language, by its place in [`FILES`].
fn all_messages(language: Language) -> Messages {
    let all = FILES.iter().map(|(name, texts)| messages(name, texts[language as usize], &mut Vec::new()));
    all.flatten().collect()
}

#[track_caller]
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_file_of_a_catalogue_is_read_and_has_no_fault() {
    let mut faults = Vec::new();
    for &language in Language::ALL {
        let folder = root().join("assets/locales").join(language.tag());
        let found = fs::read_dir(&folder).expect("every language has a folder");
        let names: BTreeSet<_> = found.map(|entry| entry.expect("it can be read").file_name()).collect();
        let listed = FILES.iter().map(|(name, _)| format!("{name}.ftl").into()).collect();
        assert_eq!(names, listed, "{} holds other files than text::FILES", folder.display());
        let mut first = BTreeMap::new();
        for (name, texts) in FILES {
            let file = format!("assets/locales/{}/{name}.ftl", language.tag());
            for key in messages(&file, texts[language as usize], &mut faults).into_keys() {
                if let Some(other) = first.insert(key.clone(), name) {
                    faults.push(format!("{file}: the message \"{key}\" stands in {other}.ftl as well"));
                }
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_arguments() {
    let mut faults = Vec::new();
    for (name, [english, chinese]) in FILES {
        let [english, chinese] = [english, chinese].map(|text| messages(name, text, &mut faults));
        let keys: BTreeSet<_> = english.keys().chain(chinese.keys()).collect();
        for key in keys {
            match (english.get(key), chinese.get(key)) {
                (Some(english), Some(chinese)) if english != chinese => {
                    faults.push(format!("{name}.ftl: \"{key}\" has {english:?} in English, {chinese:?} in Chinese"));
                }
                (Some(_), None) => faults.push(format!("zh-CN/{name}.ftl: \"{key}\" is missing")),
                (None, Some(_)) => faults.push(format!("en/{name}.ftl: \"{key}\" is missing")),
                _ => {}
            }
        }
    }
    assert_none(&faults);
}

/// A source file, its tests left out.
struct SourceFile {
    /// Path below `src`.
    path: String,
    literals: Vec<Literal>,
    /// Its functions that take the key of a message.
    functions: Vec<KeyFunction>,
}

/// All source files.
fn sources() -> Vec<SourceFile> {
    let mut found = Vec::new();
    let src = root().join("src");
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("sources can be read") {
            let path = entry.expect("sources can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !is_test(&path) {
                let text = fs::read_to_string(&path).expect("sources are text");
                let below = path.strip_prefix(&src).expect("it was found there").to_string_lossy().replace('\\', "/");
                let code = without_tests(&words(&text));
                let (literals, functions) = (literals(&code), key_functions(&code, &below));
                found.push(SourceFile { path: below, literals, functions });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
}

#[test]
fn every_message_that_the_code_names_exists_with_these_arguments() {
    let known = all_messages(Language::English);
    let sources = sources();
    let functions = all_functions(&sources);
    let mut faults = Vec::new();
    for SourceFile { path, literals, .. } in &sources {
        for literal in literals {
            let (key, line) = (&literal.text, literal.line);
            match known.get(key) {
                None if literal.is_in_macro() || literal.is_key(path, &functions) => {
                    faults.push(format!("src/{path}:{line}: there is no message \"{key}\""));
                }
                Some(wanted) if literal.is_in_macro() && *wanted != literal.arguments => faults.push(format!(
                    "src/{path}:{line}: \"{key}\" takes {wanted:?} and is given {:?}",
                    literal.arguments
                )),
                Some(_) | None => {}
            }
        }
    }
    assert_none(&faults);
}

/// The functions of all files that take the key of a message.
fn all_functions(sources: &[SourceFile]) -> Vec<KeyFunction> {
    sources.iter().flat_map(|source| source.functions.iter().cloned()).collect()
}

/// Attributes that are asked for by a constant.
const FORMS: [&str; 2] = ["first", "headline"];

/// How the code names messages.
#[derive(Default)]
struct Uses {
    /// In `tr!` and `msg!`.
    in_macros: BTreeSet<String>,
    /// By their key alone, which is handed on: the attributes of these may be asked for as well.
    by_key: BTreeSet<String>,
    /// Attributes that are asked for by their own name.
    attributes: BTreeSet<String>,
}

impl Uses {
    fn of(sources: &[SourceFile]) -> Self {
        let functions = all_functions(sources);
        let mut uses = Self::default();
        for SourceFile { path, literals, .. } in sources {
            for literal in literals {
                let text = literal.text.clone();
                let is_in = |name: &str| literal.calls.last().is_some_and(|call| call.name == name);
                // In lists beside other things a key is known by its form, but not among the options of the command line.
                let is_listed = text.contains('-') && !path.starts_with("cli/");
                if literal.is_in_macro() {
                    uses.in_macros.insert(text);
                } else if literal.is_key(path, &functions) || is_listed {
                    uses.by_key.insert(text);
                } else if (is_in("attribute") && literal.place == 1) || FORMS.contains(&text.as_str()) {
                    uses.attributes.insert(text);
                }
            }
        }
        uses
    }

    fn contain(&self, key: &str) -> bool {
        let is_named = self.in_macros.contains(key) || self.by_key.contains(key);
        is_named
            || key
                .split_once('.')
                .is_some_and(|(id, attribute)| self.by_key.contains(id) && self.attributes.contains(attribute))
    }
}

#[test]
fn every_message_is_used() {
    let uses = Uses::of(&sources());
    let unused = all_messages(Language::English).into_keys().filter(|key| !uses.contain(key));
    assert_none(&unused.collect::<Vec<_>>());
}

#[test]
fn keys_are_told_from_other_texts() {
    let words_of = "pub fn words(key: &str) -> W { text::get(key) } fn two(n: u8, key: &str) {} \
                    impl Info { pub fn of(key: &'static str) -> Self { } fn put(&mut self, key: &str, n: u8) {} } \
                    impl<T: A> Named for B<T> { fn key(&self) -> &'static str { match self { X => \"x\", Y(_) => \"y-z\" } } }";
    let functions = key_functions(&words(words_of), "a.rs");
    let told: Vec<_> = functions.iter().map(|one| (&*one.name, one.of.as_deref(), one.place, one.is_public)).collect();
    assert_eq!(
        told,
        [
            ("words", None, 0, true),
            ("two", None, 1, false),
            ("of", Some("Info"), 0, true),
            ("put", Some("Info"), 0, false)
        ]
    );
    let keys = |code: &str, file: &str| -> Vec<String> {
        let found = literals(&words(code)).into_iter().filter(|literal| literal.is_key(file, &functions));
        found.map(|literal| literal.text).collect()
    };
    assert_eq!(keys(words_of, "a.rs"), ["x", "y-z"]);
    let calls = "fn f() { row::words(\"a\"); two(1, \"b\"); Info::of(\"c\"); self.put(\"d\", 2); Self::of(\"e\"); \
                 Id::of(\"f\"); map.words(\"g\"); two(\"h\", x); tr!(\"i\"); words(&format!(\"j\")); }";
    assert_eq!(keys(calls, "a.rs"), ["a", "b", "c", "d", "e"]);
    assert_eq!(keys(calls, "b.rs"), ["a", "c"]);
}

/// Macros and methods whose texts only developers see.
const FOR_DEVELOPERS: [&str; 13] = [
    "bail",
    "expect",
    "panic",
    "unreachable",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "warn",
    "error",
    "info",
    "debug",
];

/// Texts of several words that are names in files, of files, of fonts, of threads or of ids: nobody reads them.
const IDENTIFIERS: [&str; 23] = [
    "MNIST test",
    "MNIST training",
    "arial unicode.ttf",
    "badly padded",
    "digit-lab checkpoint",
    "drop sign",
    "errors story",
    "errors summary",
    "hiragino sans gb.ttc",
    "images with shuffled labels",
    "in two rows",
    "letters shaped like digits",
    "my digits.jsonl",
    "number reader",
    "one digit",
    "panel reader",
    "shuffled labels",
    "split by ratio",
    "split by ratio, part {number}",
    "stheiti light.ttc",
    "top bar",
    "two digits",
    "typed path",
];

#[test]
fn no_sentence_stands_outside_the_catalogues() {
    let is_developers = |call: &Call| call.is_attribute || FOR_DEVELOPERS.contains(&call.name.as_str());
    let mut faults = Vec::new();
    for SourceFile { path: file, literals, .. } in sources() {
        // The command line is English, a contract for scripts.
        if file.starts_with("cli/") || file == "cli.rs" || file == "main.rs" {
            continue;
        }
        // Pinyin, which is typed and never shown.
        if file == "app/ui/shell/command_index.rs" {
            continue;
        }
        // Phrases of the parser, which are looked for and never shown.
        if file == "text/json.rs" {
            continue;
        }
        for literal in literals {
            let is_markup = literal.text.contains('<') || literal.text.contains("sans-serif");
            let is_read = !is_markup && !IDENTIFIERS.contains(&literal.text.as_str());
            if is_read && is_sentence(&literal.text) && !literal.calls.iter().any(is_developers) {
                faults.push(format!("src/{file}:{}: \"{}\"", literal.line, literal.text));
            }
        }
    }
    assert_none(&faults);
}

/// Whether two words of letters follow each other, the second in lower case.
fn is_sentence(text: &str) -> bool {
    let is_word = |word: &str| word.len() >= 2 && word.chars().all(char::is_alphabetic);
    let words: Vec<_> = text.split(' ').map(|word| word.trim_matches([',', '.', ';', ':', '!', '?', '…'])).collect();
    words.windows(2).any(|pair| {
        is_word(pair[0]) && is_word(pair[1]) && pair[1].chars().all(char::is_lowercase) && pair[0].is_ascii()
    })
}

#[test]
fn sentences_are_found_by_their_words() {
    assert!(is_sentence("Saved the model to {}") && is_sentence("no thread could be started"));
    assert!(!is_sentence("font-size: 12px") && !is_sentence("MNIST") && !is_sentence("{} × {}"));
    let code = "fn f() { let a = tr!(\"undo\", steps = 3, of = g(x = 1)); warn!(\"a b {}\", \"c\"); }";
    let found: Vec<_> = literals(&words(code));
    assert_eq!(found[0].arguments, ["steps", "of"].map(str::to_owned).into());
    assert!(found[0].is_in_macro() && found[1].calls.last().is_some_and(|call| call.name == "warn"));
}

/// The text of a pattern, without its arguments.
fn text_of(pattern: &Pattern<&str>) -> String {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                for variant in variants {
                    text.push_str(&text_of(&variant.value));
                }
            }
            PatternElement::Placeable { .. } => text.push('\u{fffc}'),
        }
    }
    text
}

/// Names of the variants of all selections in a pattern.
fn variants(pattern: &Pattern<&str>) -> Vec<String> {
    let mut found = Vec::new();
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression: Expression::Select { variants: all, .. } } = element {
            for variant in all {
                found.push(match variant.key {
                    VariantKey::Identifier { name } => name.to_owned(),
                    VariantKey::NumberLiteral { value } => value.to_owned(),
                });
                found.extend(variants(&variant.value));
            }
        }
    }
    found
}

#[test]
fn plural_forms_are_those_of_the_language() {
    let mut faults = Vec::new();
    for &language in Language::ALL {
        for (name, texts) in FILES {
            let resource = parse(texts[language as usize]).unwrap_or_else(|(resource, _)| resource);
            for entry in &resource.body {
                let Entry::Message(message) = entry else { continue };
                let attributes = message.attributes.iter().map(|attribute| &attribute.value);
                let forms = message.value.iter().chain(attributes).flat_map(variants);
                // Chinese has one form for all counts: a form "one" would never be chosen; a count itself is written [1].
                let wrong = forms.filter(|form| match language {
                    Language::English => ["zero", "two", "few", "many"].contains(&form.as_str()),
                    Language::Chinese => ["zero", "one", "two", "few", "many"].contains(&form.as_str()),
                });
                faults
                    .extend(wrong.map(|form| format!("{}/{name}.ftl: {}: [{form}]", language.tag(), message.id.name)));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn chinese_messages_hold_no_english_words() {
    let mut faults = Vec::new();
    for (name, texts) in FILES {
        let resource = parse(texts[Language::Chinese as usize]).unwrap_or_else(|(resource, _)| resource);
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let attributes = message.attributes.iter().map(|attribute| &attribute.value);
            for pattern in message.value.iter().chain(attributes) {
                let text = text_of(pattern);
                let words = chinese::english_words(&text, |_| false);
                if !words.is_empty() {
                    faults.push(format!("zh-CN/{name}.ftl: {}: {words:?} in \"{text}\"", message.id.name));
                }
            }
        }
    }
    assert_none(&faults);
}
