//! Places on this computer in what a run says, which are nobody's business where it is exported to.

use std::path::Path;

use serde_json::Value;

use super::{ListedRun, RunRecord};

/// The run, with names in place of whole paths.
#[must_use]
pub fn left_out(run: &ListedRun) -> ListedRun {
    let mut said = serde_json::to_value(&run.record).unwrap_or_default();
    name_paths(&mut said);
    let record = serde_json::from_value::<RunRecord>(said).unwrap_or_else(|_| run.record.clone());
    ListedRun { record, ..run.clone() }
}

fn name_paths(value: &mut Value) {
    match value {
        Value::String(text) => *text = named(text),
        Value::Array(values) => values.iter_mut().for_each(name_paths),
        Value::Object(fields) => fields.values_mut().for_each(name_paths),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A path by its last part; of a command, each path in it.
fn named(text: &str) -> String {
    let path = Path::new(text);
    if path.is_absolute() {
        return path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    }
    let mut named = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(letter) = rest.chars().next() {
        if letter == '/' && before.is_some_and(|before| matches!(before, ' ' | '\'' | '"' | '=')) {
            let end = rest.find([' ', '\'', '"', ',', '}']).unwrap_or(rest.len());
            let (path, behind) = rest.split_at(end);
            named.push_str(path.rsplit('/').find(|part| !part.is_empty()).unwrap_or_default());
            rest = behind;
            before = Some('/');
        } else {
            named.push(letter);
            before = Some(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn paths_become_names_and_everything_else_stays() {
        for (text, expected) in [
            ("/srv/ann/my digits", "my digits"),
            (
                "digit-lab train --data /srv/ann/small --name 'a/b c' --out x/y",
                "digit-lab train --data small --name 'a/b c' --out x/y",
            ),
            (
                "train --data '/srv/a.jsonl' --set 'data={\"folder\":\"/srv/ann/b\"}'",
                "train --data 'a.jsonl' --set 'data={\"folder\":\"b\"}'",
            ),
            ("99 % of 1/2", "99 % of 1/2"),
            ("", ""),
        ] {
            assert_eq!(named(text), expected);
        }
    }
}
