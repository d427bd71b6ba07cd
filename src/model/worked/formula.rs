//! Lines of working as formulas with their numbers in them: signs and digits, the same in every language.

use super::{Act, Line, Term};

/// Products that are written out; of more, the first ones and the last.
const WRITTEN: usize = 9;

/// A number with so many digits that it can be followed: two decimals from 1 on, three below, more for what is small.
#[must_use]
pub fn number(value: f64) -> String {
    if value.is_nan() {
        return "?".to_owned();
    }
    let size = value.abs();
    let text = if size == 0.0 {
        "0".to_owned()
    } else if !(5e-5..1e6).contains(&size) {
        format!("{value:.1e}")
    } else {
        let decimals = match size {
            size if size >= 1000.0 => 0,
            size if size >= 100.0 => 1,
            size if size >= 1.0 => 2,
            size if size >= 0.05 => 3,
            _ => 4,
        };
        format!("{value:.decimals$}")
    };
    text.replace('-', "−")
}

/// A probability, or a loss made of one, with so many digits that one follows from the other: three that count, of what is
/// missing to 1 where it is near.
#[must_use]
pub fn probability(value: f64) -> String {
    let rest = 1.0 - value;
    let significant = |size: f64| (2.0 - size.log10().floor()).clamp(3.0, 7.0) as usize;
    if (1e-7..=0.1).contains(&rest) {
        format!("{value:.*}", significant(rest))
    } else if (1e-4..0.05).contains(&value) {
        format!("{value:.*}", significant(value))
    } else if value > 0.0 && value < 1e-4 {
        format!("{value:.1e}").replace('-', "−")
    } else {
        number(value)
    }
}

/// In brackets where a sign stands before it.
fn bracketed(value: f64) -> String {
    let text = number(value);
    if text.starts_with('−') { format!("({text})") } else { text }
}

fn product(own: &str, term: &Term) -> String {
    format!("{own} × {}", bracketed(term.by))
}

/// A row of terms with plus signs between, its middle left out where it is long. `written` gets the term's own number as
/// text, too: in brackets where it is below 0 and a plus sign stands before it.
fn row(terms: &[Term], written: impl Fn(String, &Term) -> String) -> String {
    let write =
        |(at, term): (usize, &Term)| written(if at == 0 { number(term.number) } else { bracketed(term.number) }, term);
    let mut texts: Vec<String> = terms.iter().enumerate().map(write).collect();
    if texts.len() > WRITTEN {
        texts.splice(WRITTEN - 2..terms.len() - 1, ["…".to_owned()]);
    }
    texts.join(" + ")
}

impl Line {
    /// The line as a formula with its numbers.
    #[must_use]
    pub fn formula(&self) -> String {
        let (value, total) = (number(self.value), number(self.total));
        let [first, by] = self.terms.first().map_or([f64::NAN; 2], |term| [term.number, term.by]);
        let (a, b) = (number(first), bracketed(by));
        match self.act {
            Act::Window { .. } => format!("{} = {value}", row(&self.terms, |own, term| product(&own, term))),
            Act::Product | Act::Gain => format!("{a} × {b} = {value}"),
            Act::Rest(count) => format!("… + {count} (w × x) = {value}"),
            Act::Bias => format!("{a} + {b} = {total}"),
            Act::Relu => format!("max(0, {a}) = {value}"),
            Act::Largest => format!("max(…, {a}) = {total}"),
            Act::Mean => {
                format!("μ = ({}) / {} = {value}", row(&self.terms, |own, _| own), self.terms.len())
            }
            Act::Variance => format!("σ² = Σ (x − μ)² / {} = {value}", self.terms.len()),
            Act::Centre => format!("{a} − {b} = {value}"),
            Act::Scale => format!("{a} / √({} + 0.00001) = {value}", number(by)),
            Act::Shift => format!("{a} + {b} = {value}"),
            Act::Exponential if (by - 1.0).abs() < 1e-9 => format!("e^({a}) = {value}"),
            Act::Exponential => format!("e^({a} / {}) = {value}", number(by)),
            Act::Sum => format!("{} = {value}", row(&self.terms, |own, _| own)),
            Act::Share => format!("{a} / {b} = {}", probability(self.value)),
            Act::Pick => format!("p = {}", probability(self.value)),
            Act::Logarithm => format!("−ln({}) = {}", probability(first), probability(self.value)),
            Act::Score => {
                format!("({}) / √{} = {value}", row(&self.terms, |own, term| product(&own, term)), self.terms.len())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::worked::{cross_entropy, softmax};

    #[test]
    fn a_loss_follows_from_the_digits_of_its_probability() {
        assert_eq!(
            [0.999_398, 0.974_54, 0.5, 0.000_055, 0.012_3].map(probability),
            ["0.999398", "0.9745", "0.500", "5.5e−5", "0.0123"]
        );
        for value in [0.999_398, 0.974_54, 0.93, 0.6, 0.000_055_4, 0.012_34] {
            let shown: f64 = probability(value).replace('−', "-").parse().expect("a number");
            let (exact, followed) = (-f64::ln(value), -shown.ln());
            assert!((exact - followed).abs() <= 0.01 * exact.abs(), "{value}: {exact} and {followed}");
        }
    }

    #[test]
    fn numbers_have_as_many_digits_as_they_need_and_a_true_minus() {
        let shown = [0.0, -1.5, 0.0901, 12_345.0, 0.001_234, -3e-7].map(number);
        assert_eq!(shown, ["0", "−1.50", "0.090", "12345", "0.0012", "−3.0e−7"]);
    }

    #[test]
    fn the_textbooks_examples_read_as_they_are_printed() {
        let working = softmax(&[1.0, 2.0, 3.0], 1.0, 2);
        assert_eq!(working.lines[0].formula(), "e^(1.00) = 2.72");
        assert_eq!(working.lines[3].formula(), "2.72 + 7.39 + 20.09 = 30.19");
        assert_eq!(working.lines[6].formula(), "20.09 / 30.19 = 0.665");
        assert_eq!(cross_entropy(&[0.2, 0.3, 0.5], 2).lines[1].formula(), "−ln(0.500) = 0.693");
    }

    #[test]
    fn a_number_below_zero_stands_in_brackets_behind_a_sign() {
        let terms = [(-1.0, 2.0), (-3.0, -4.0), (5.0, 6.0)].map(|(number, by)| Term { number, by, from: None });
        let line = Line { act: Act::Window { channel: 0 }, terms: terms.to_vec(), value: 40.0, total: 40.0 };
        assert_eq!(line.formula(), "−1.00 × 2.00 + (−3.00) × (−4.00) + 5.00 × 6.00 = 40.00");
    }

    #[test]
    fn a_long_row_is_cut_in_its_middle() {
        let terms: Vec<Term> = (0..25).map(|at| Term { number: 1.0, by: f64::from(at), from: None }).collect();
        let line = Line { act: Act::Window { channel: 0 }, terms, value: 300.0, total: 300.0 };
        assert_eq!(line.formula().matches('×').count(), WRITTEN - 1);
        assert!(line.formula().contains(" + … + "));
    }
}
