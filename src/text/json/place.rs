//! Which value of a JSON text an error is about.

/// A value within another one.
enum Step {
    /// By its name; `None` before one was read.
    Named(Option<String>),
    /// By its number, from 0.
    Numbered(usize),
}

/// The names and numbers that lead to the value that was read last before `column` of `line`, both from 1:
/// `strokes[0][2]`. Empty for the whole text.
pub(super) fn path(text: &[u8], line: usize, column: usize) -> String {
    let start =
        text.split_inclusive(|&byte| byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum::<usize>();
    let end = (start + column).min(text.len());
    let mut steps: Vec<Step> = Vec::new();
    let mut at = 0;
    while at < end {
        match text[at] {
            b'{' => steps.push(Step::Named(None)),
            b'[' => steps.push(Step::Numbered(0)),
            b'}' | b']' => _ = steps.pop(),
            b',' => match steps.last_mut() {
                Some(Step::Named(name)) => *name = None,
                Some(Step::Numbered(number)) => *number += 1,
                None => {}
            },
            b'"' => {
                let after = after_string(text, at);
                if let Some(Step::Named(name @ None)) = steps.last_mut() {
                    let read = serde_json::from_slice(&text[at..after.min(text.len())]);
                    *name = read.ok();
                }
                at = after;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Named(Some(name)) if path.is_empty() => path = name,
            Step::Named(Some(name)) => path = format!("{path}.{name}"),
            Step::Named(None) => {}
            Step::Numbered(number) => path = format!("{path}[{number}]"),
        }
    }
    path
}

/// The place behind the string that begins at `at`.
fn after_string(text: &[u8], at: usize) -> usize {
    let mut next = at + 1;
    while let Some(&byte) = text.get(next) {
        match byte {
            b'"' => return next + 1,
            b'\\' => next += 2,
            _ => next += 1,
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_read_last_is_named_by_what_leads_to_it() {
        let text = br#"{"a \"b\"": [1, {"c": "x, ]"}], "d": {}}"#;
        let after = |part: &str| {
            let whole = std::str::from_utf8(text).expect("it is text");
            path(text, 1, whole.find(part).expect("it is there") + part.len())
        };
        assert_eq!(after("1"), "a \"b\"[0]");
        assert_eq!(after("x, ]\""), "a \"b\"[1].c");
        assert_eq!(after("]\"}"), "a \"b\"[1]");
        assert_eq!(after("\"d\": {"), "d");
        assert_eq!(path(text, 1, text.len()), "");
        assert_eq!(path(b"[1,\n2]", 2, 1), "[1]");
        assert_eq!(path(b"\"\\", 1, 9), "", "any bytes");
    }
}
