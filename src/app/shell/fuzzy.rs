//! How well a few typed letters fit a name.

/// Higher is better; `None` if the letters do not all occur in order. Whole words count most, then beginnings of words,
/// then letters that follow each other.
#[must_use]
pub fn score(typed: &str, name: &str) -> Option<i32> {
    let typed: Vec<char> = typed.to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let mut total = 0;
    let mut from = 0;
    let mut before = None;
    for letter in &typed {
        let starts_word = |place: usize| place == 0 || !name[place - 1].is_alphanumeric();
        let places = || (from..name.len()).filter(|&place| name[place] == *letter);
        // A letter right after the last one, else at the beginning of a word, else the next there is.
        let next = places()
            .find(|&place| before.is_some_and(|last| place == last + 1))
            .or_else(|| places().find(|&place| starts_word(place)))
            .or_else(|| places().next())?;
        total += if before.is_some_and(|last| next == last + 1) { 6 } else { 0 };
        total += if starts_word(next) { 5 } else { 0 };
        total -= (next - from).min(8) as i32;
        before = Some(next);
        from = next + 1;
    }
    Some(total * 4 - name.len() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best<'a>(typed: &str, names: &[&'a str]) -> Option<&'a str> {
        let scored = names.iter().filter_map(|name| score(typed, name).map(|score| (score, *name)));
        scored.max_by_key(|(score, _)| *score).map(|(_, name)| name)
    }

    #[test]
    fn beginnings_and_runs_of_letters_win() {
        let names = ["Go to Errors", "Go to Train", "Start training", "Eraser", "Larger text", "Redo"];
        assert_eq!(best("tra", &names), Some("Go to Train"));
        assert_eq!(best("err", &names), Some("Go to Errors"));
        assert_eq!(best("st", &names), Some("Start training"));
        assert_eq!(best("era", &names), Some("Eraser"));
        assert_eq!(best("lt", &names), Some("Larger text"));
    }

    #[test]
    fn letters_that_are_not_there_do_not_fit() {
        assert_eq!(score("xyz", "Redo"), None);
        assert_eq!(score("ode", "Redo"), None, "the order counts");
        assert!(score("", "Redo").is_some(), "nothing typed fits everything");
    }
}
