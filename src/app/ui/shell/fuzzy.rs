//! How well a few typed letters fit a name.

/// Higher is better; `None` if the letters do not all occur in order. Of all ways to find them, the best counts:
/// beginnings of words count most, then letters that follow each other, and gaps count against it.
#[must_use]
pub fn score(typed: &str, name: &str) -> Option<i32> {
    let typed: Vec<char> = typed.to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let starts_word = |place: usize| place == 0 || !name[place - 1].is_alphanumeric();
    // The best score of the letters so far, if the last of them is found at this place of the name.
    let mut best: Vec<Option<i32>> = Vec::new();
    for (index, letter) in typed.iter().enumerate() {
        let reach = |place: usize| {
            if name[place] != *letter {
                return None;
            }
            let start = if starts_word(place) { 6 } else { 0 };
            if index == 0 {
                return Some(start);
            }
            let from = |before: usize| {
                let gap = place - before - 1;
                let step = if gap == 0 { 5 } else { -(gap.min(6) as i32) };
                best[before].map(|score| score + step + start)
            };
            (0..place).filter_map(from).max()
        };
        best = (0..name.len()).map(reach).collect();
    }
    let found = if typed.is_empty() { Some(0) } else { best.into_iter().flatten().max() };
    found.map(|found| found * 4 - name.len() as i32)
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
        let names = ["Go to Draw", "Go to Errors", "Go to Train", "Start training", "Eraser", "Larger text", "Redo"];
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
