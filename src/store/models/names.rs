//! Names of models as names of files.

/// Longest file name given to a saved model, in characters.
const NAME_LIMIT: usize = 60;
/// And in bytes, so that a number and an ending fit behind it.
const BYTE_LIMIT: usize = 200;

/// A model's name as the name of a file: letters and digits of any script, everything else a hyphen; never empty,
/// hidden, or reserved on Windows.
pub fn file_stem(name: &str) -> String {
    let mut stem = String::new();
    for letter in name.chars().take(NAME_LIMIT) {
        if stem.len() + letter.len_utf8() > BYTE_LIMIT {
            break;
        }
        if letter.is_alphanumeric() || letter == '_' {
            stem.push(letter);
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
    }
    let stem = stem.trim_end_matches('-');
    let upper = stem.to_uppercase();
    let is_device = matches!(upper.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || (upper.len() == 4 && (upper.starts_with("COM") || upper.starts_with("LPT")));
    if stem.is_empty() {
        "model".into()
    } else if is_device {
        format!("model-{stem}")
    } else {
        stem.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_becomes_a_safe_file_name() {
        let names = [("", "model"), ("../../etc/passwd", "etc-passwd"), ("nul", "model-nul"), ("  .hidden ", "hidden")];
        for (name, stem) in names {
            assert_eq!(file_stem(name), stem);
        }
        assert_eq!(file_stem("Größe 3 – 数字"), "Größe-3-数字");
        assert!(file_stem(&"x".repeat(500)).len() <= NAME_LIMIT);
        assert_eq!(file_stem(&"𠀀".repeat(500)), "𠀀".repeat(50));
    }
}
