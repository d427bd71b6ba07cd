//! Operations on vectors: weighted sums, softmax, cross-entropy.

use super::{Act, Given, Line, Operation, Term, Working, earlier, term};
use crate::model::{Layer, Shape};

/// Products of a weighted sum that are shown one by one.
pub const SHOWN: usize = 12;

/// A weighted sum of all inputs, the largest contributions first; of one token, in a linear layer.
pub fn dense(given: &Given<'_>, place: usize) -> Option<Working> {
    let (Layer::Dense { units } | Layer::Linear { units }) = given.layer.layer else { return None };
    let (unit, inputs, first) = match given.layer.input {
        Shape::Vector(length) => (place, length, 0),
        Shape::Sequence { width, .. } => (place % units.max(1), width, place / units.max(1) * width),
        Shape::Map { .. } => return None,
    };
    if unit >= units || place >= given.layer.output.len() {
        return None;
    }
    let (weight, bias) = (given.tensor("weight")?, given.tensor("bias")?);
    let row = weight.values.get(unit * inputs..(unit + 1) * inputs)?;
    let mut terms = Vec::with_capacity(inputs);
    for (at, &by) in row.iter().enumerate() {
        terms.push(term(given.read(first + at)?, f64::from(by), first + at));
    }
    let product = |term: &Term| term.number * term.by;
    terms.sort_by(|one, other| product(other).abs().total_cmp(&product(one).abs()));
    // Products that are 0 have nothing to teach one by one.
    let shown = terms.iter().take(SHOWN).take_while(|term| product(term) != 0.0).count();
    let rest = terms.split_off(shown);
    let (mut lines, mut total) = (Vec::with_capacity(SHOWN + 2), 0.0);
    for one in terms {
        total += product(&one);
        lines.push(Line { act: Act::Product, terms: vec![one], value: product(&one), total });
    }
    if !rest.is_empty() {
        let value: f64 = rest.iter().map(product).sum();
        total += value;
        lines.push(Line { act: Act::Rest(rest.len()), terms: Vec::new(), value, total });
    }
    let bias = f64::from(*bias.values.get(unit)?);
    lines.push(Line { act: Act::Bias, terms: vec![earlier(total, bias)], value: bias, total: total + bias });
    Some(Working::new(Operation::Dense, lines))
}

/// Probabilities from `logits` at a `temperature` above 0: every exponential, their sum, every share. What comes out is
/// the share at `place`.
#[must_use]
pub fn softmax(logits: &[f64], temperature: f64, place: usize) -> Working {
    let mut lines = Vec::with_capacity(2 * logits.len() + 1);
    exponentials(&mut lines, logits, temperature);
    let sum = sum(&mut lines, logits.len());
    shares(&mut lines, logits.len(), sum);
    let result = lines.get(logits.len() + 1 + place).map_or(f64::NAN, |line| line.total);
    Working { operation: Operation::Softmax, lines, result }
}

/// A line for e to the power of each number over the temperature.
pub fn exponentials(lines: &mut Vec<Line>, numbers: &[f64], temperature: f64) {
    for (place, &number) in numbers.iter().enumerate() {
        let value = (number / temperature).exp();
        lines.push(Line { act: Act::Exponential, terms: vec![term(number, temperature, place)], value, total: value });
    }
}

/// The line with the sum of the last `count` lines.
pub fn sum(lines: &mut Vec<Line>, count: usize) -> f64 {
    let terms: Vec<Term> = lines[lines.len() - count..].iter().map(|line| earlier(line.value, 1.0)).collect();
    let value = terms.iter().map(|term| term.number).sum();
    lines.push(Line { act: Act::Sum, terms, value, total: value });
    value
}

/// A line for the share of each of the `count` numbers before the sum in the last line.
pub fn shares(lines: &mut Vec<Line>, count: usize, sum: f64) {
    let first = lines.len() - 1 - count;
    for place in 0..count {
        let number = lines[first + place].value;
        let (terms, value) = (vec![earlier(number, sum)], number / sum);
        lines.push(Line { act: Act::Share, terms, value, total: value });
    }
}

/// How surprising it is that `label` is right: −log of its probability, in nats.
#[must_use]
pub fn cross_entropy(probabilities: &[f64], label: usize) -> Working {
    let picked = probabilities.get(label).copied().unwrap_or(f64::NAN);
    let loss = -picked.ln();
    let lines = vec![
        Line { act: Act::Pick, terms: vec![term(picked, 1.0, label)], value: picked, total: picked },
        Line { act: Act::Logarithm, terms: vec![earlier(picked, 1.0)], value: loss, total: loss },
    ];
    Working::new(Operation::CrossEntropy, lines)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "a sum of zeros is 0")]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_the_textbook_come_out() {
        let shares: Vec<f64> = (0..3).map(|place| softmax(&[1.0, 2.0, 3.0], 1.0, place).result).collect();
        for (found, expected) in shares.iter().zip([0.090, 0.245, 0.665]) {
            assert!((found - expected).abs() < 5e-4, "{found}, not {expected}");
        }
        let loss = cross_entropy(&[0.2, 0.3, 0.5], 2).result;
        assert!((loss - 0.693).abs() < 5e-4, "{loss}");
    }

    #[test]
    fn a_high_temperature_makes_all_digits_alike_and_a_low_one_leaves_one() {
        let logits = [1.0, 2.0, 3.0];
        assert!((softmax(&logits, 1e6, 0).result - 1.0 / 3.0).abs() < 1e-5);
        assert!(softmax(&logits, 0.05, 2).result > 0.999);
    }

    #[test]
    fn a_softmax_has_a_line_for_each_exponential_the_sum_and_each_share() {
        let working = softmax(&[1.0, 2.0, 3.0], 2.0, 1);
        let acts: Vec<Act> = working.lines.iter().map(|line| line.act).collect();
        let (e, s) = (Act::Exponential, Act::Share);
        assert_eq!(acts, [e, e, e, Act::Sum, s, s, s]);
        assert!((working.lines[3].value - (0.5_f64.exp() + 1.0_f64.exp() + 1.5_f64.exp())).abs() < 1e-12);
    }
    #[test]
    fn products_that_are_zero_are_not_written_one_by_one() {
        let weights = crate::model::Weights::fresh(crate::model::Arch::Softmax, 3);
        let placed = crate::model::Arch::Softmax.placed();
        let layer = placed.iter().find(|layer| matches!(layer.layer, Layer::Dense { .. })).expect("it has one");
        let mut input = vec![0.0; 784];
        (input[5], input[300]) = (1.0, -2.0);
        let given = Given { layer, weights: &weights, input: &input, then: crate::model::worked::Then::Nothing };
        let working = dense(&given, 3).expect("there is such a unit");
        let acts: Vec<Act> = working.lines.iter().map(|line| line.act).collect();
        assert_eq!(acts, [Act::Product, Act::Product, Act::Rest(782), Act::Bias]);
        let mut from: Vec<_> = working.lines[..2].iter().map(|line| line.terms[0].from).collect();
        from.sort_unstable();
        assert_eq!(from, [Some(5), Some(300)]);
        assert_eq!(working.lines[2].value, 0.0);
    }
}
