//! Numbers as people read them.

/// A count with its thousands set apart: "12,345".
pub fn count(number: usize) -> String {
    crate::text::format::count(number).to_string()
}

/// A share in [0, 1] as "98.42 %".
pub fn percent(share: f64, decimals: usize) -> String {
    format!("{:.decimals$} %", share * 100.0)
}

/// A probability as "98.2 %", in the window's one rule: what rounds to 100 % reads "> 99.9 %".
pub fn probability(share: f32) -> String {
    crate::text::format::probability(share).to_string()
}

/// "0.43 s", "12 s", "3 min 05 s".
pub fn seconds(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    match whole {
        0..10 => format!("{seconds:.2} s"),
        10..60 => format!("{whole} s"),
        _ => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}

/// `word`, safe and quoted where a shell needs it.
pub fn shell_word(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-/=:,+".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.into()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!((percent(0.984_249, 2), percent(1.0, 1)), ("98.42 %".into(), "100.0 %".into()));
        assert_eq!([0.426, 9.99, 42.4, 185.2].map(seconds), ["0.43 s", "10 s", "42 s", "3 min 05 s"]);
    }

    #[test]
    fn a_probability_never_reads_as_certainty() {
        assert_eq!([0.982, 1.0].map(probability), ["98.2 %", "> 99.9 %"]);
    }

    #[test]
    fn words_with_spaces_are_quoted() {
        assert_eq!(["conv3", "room 7b", "it's", ""].map(shell_word), ["conv3", "'room 7b'", r"'it'\''s'", "''"]);
    }
}
