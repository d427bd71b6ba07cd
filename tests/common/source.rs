//! Reads Rust source as a list of words, so that rules about code are not fooled by comments, strings or tests.
//! It knows just enough of the language for that, and nothing of the app.

/// What a word of source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A keyword or a name.
    Name,
    /// A sign; `::` is one, all others are single characters.
    Sign,
    /// A string, without its quotes.
    Text,
}

/// A word of source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub kind: Kind,
    pub text: String,
    /// Line it stands in, from 1.
    pub line: usize,
}

impl Word {
    pub fn is(&self, text: &str) -> bool {
        self.kind != Kind::Text && self.text == text
    }
}

/// All words of `source` but comments, numbers, characters and lifetimes.
pub fn words(source: &str) -> Vec<Word> {
    let letters: Vec<char> = source.chars().collect();
    let mut scanner = Scanner { letters: &letters, at: 0, line: 1, words: Vec::new() };
    while scanner.at < letters.len() {
        scanner.step();
    }
    scanner.words
}

/// `words` without the items that are only there for tests.
pub fn without_tests(words: &[Word]) -> Vec<Word> {
    let mut kept = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        if starts_with(&words[at..], &["#", "[", "cfg", "(", "test", ")", "]"]) {
            at = end_of_item(words, at + 7);
        } else {
            kept.push(words[at].clone());
            at += 1;
        }
    }
    kept
}

/// Whether `words` begin with exactly these.
pub fn starts_with(words: &[Word], expected: &[&str]) -> bool {
    words.len() >= expected.len() && words.iter().zip(expected).all(|(word, expected)| word.is(expected))
}

/// One past the `;` or the closing brace that ends the item at `start`.
fn end_of_item(words: &[Word], start: usize) -> usize {
    let mut depth = 0;
    for (at, word) in words.iter().enumerate().skip(start) {
        if word.is("{") || word.is("(") || word.is("[") {
            depth += 1;
        } else if word.is("}") || word.is(")") || word.is("]") {
            depth -= 1;
        }
        if depth == 0 && (word.is(";") || word.is("}")) {
            return at + 1;
        }
    }
    words.len()
}

struct Scanner<'a> {
    letters: &'a [char],
    at: usize,
    line: usize,
    words: Vec<Word>,
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> char {
        self.letters.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn advance(&mut self, count: usize) {
        for _ in 0..count {
            self.line += usize::from(self.peek(0) == '\n');
            self.at += 1;
        }
    }

    fn push(&mut self, kind: Kind, text: String, line: usize) {
        self.words.push(Word { kind, text, line });
    }

    fn step(&mut self) {
        match self.peek(0) {
            '/' if self.peek(1) == '/' => self.skip_while(|letter| letter != '\n'),
            '/' if self.peek(1) == '*' => self.skip_block_comment(),
            '"' => self.text(),
            '\'' => self.character_or_lifetime(),
            letter if letter.is_whitespace() => self.advance(1),
            letter if letter.is_ascii_digit() => self.skip_while(|letter| letter.is_alphanumeric() || letter == '_'),
            letter if letter.is_alphabetic() || letter == '_' => self.name(),
            ':' if self.peek(1) == ':' => {
                self.push(Kind::Sign, "::".to_owned(), self.line);
                self.advance(2);
            }
            letter => {
                self.push(Kind::Sign, letter.to_string(), self.line);
                self.advance(1);
            }
        }
    }

    fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        while self.at < self.letters.len() && wanted(self.peek(0)) {
            self.advance(1);
        }
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 0;
        loop {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => {
                    depth += 1;
                    self.advance(2);
                }
                ('*', '/') => {
                    depth -= 1;
                    self.advance(2);
                }
                _ => self.advance(1),
            }
            if depth == 0 || self.at >= self.letters.len() {
                return;
            }
        }
    }

    fn text(&mut self) {
        let line = self.line;
        self.advance(1);
        let mut text = String::new();
        while self.at < self.letters.len() && self.peek(0) != '"' {
            if self.peek(0) == '\\' {
                self.advance(1);
            }
            text.push(self.peek(0));
            self.advance(1);
        }
        self.advance(1);
        self.push(Kind::Text, text, line);
    }

    /// A string that begins with `r` and any number of `#`; the `r` is read already.
    fn raw_text(&mut self) {
        let line = self.line;
        let mut hashes = 0;
        while self.peek(hashes) == '#' {
            hashes += 1;
        }
        self.advance(hashes + 1);
        let mut text = String::new();
        while self.at < self.letters.len() {
            if self.peek(0) == '"' && (1..=hashes).all(|ahead| self.peek(ahead) == '#') {
                break;
            }
            text.push(self.peek(0));
            self.advance(1);
        }
        self.advance(hashes + 1);
        self.push(Kind::Text, text, line);
    }

    fn character_or_lifetime(&mut self) {
        if self.peek(1) == '\\' {
            self.advance(3);
            self.skip_while(|letter| letter != '\'');
            self.advance(1);
        } else if self.peek(2) == '\'' {
            self.advance(3);
        } else {
            self.advance(1);
            self.skip_while(|letter| letter.is_alphanumeric() || letter == '_');
        }
    }

    fn name(&mut self) {
        let (start, line) = (self.at, self.line);
        self.skip_while(|letter| letter.is_alphanumeric() || letter == '_');
        let name: String = self.letters[start..self.at].iter().collect();
        let is_raw = matches!(name.as_str(), "r" | "br" | "cr");
        let mut quote = 0;
        while is_raw && self.peek(quote) == '#' {
            quote += 1;
        }
        if is_raw && self.peek(quote) == '"' {
            self.raw_text();
        } else {
            self.push(Kind::Name, name, line);
        }
    }
}

mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        words(source).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn comments_are_no_words() {
        assert_eq!(texts("a // b\n/* c /* d */ e */ f //! g"), ["a", "f"]);
    }

    #[test]
    fn strings_are_texts_and_not_names() {
        let found = words("fs \"fs // \\\" fs\" r#\"fs \" fs\"# fs");
        let names: Vec<usize> = (0..found.len()).filter(|&at| found[at].is("fs")).collect();
        assert_eq!(names, [0, 3]);
    }

    #[test]
    fn characters_and_lifetimes_hide_nothing() {
        assert_eq!(texts("'\"' a '\\'' b 'c' <'d> e"), ["a", "b", "<", ">", "e"]);
    }

    #[test]
    fn words_know_their_line() {
        let lines: Vec<usize> = words("a\n\n\"b\nb\" c::\nd").iter().map(|word| word.line).collect();
        assert_eq!(lines, [1, 3, 4, 4, 5]);
    }

    #[test]
    fn what_is_only_for_tests_is_left_out() {
        let source = "use a; #[cfg(test)] use b; #[cfg(test)] #[expect(c)] mod tests { fn d() { e } } fn f() {}";
        let kept: Vec<String> = without_tests(&words(source)).into_iter().map(|word| word.text).collect();
        assert_eq!(kept.join(" "), "use a ; fn f ( ) { }");
    }
}
