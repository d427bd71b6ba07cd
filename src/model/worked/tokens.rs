//! Operations on tokens: attention, layer normalisation.

use super::{Act, Given, Line, Operation, Term, Working, maps, term, vectors};
use crate::model::{Layer, Reach, Shape};

/// How much one token looks at each, and one number of what it takes from them: scores, their softmax, and the values
/// weighted by it.
pub fn attention(given: &Given<'_>, place: usize) -> Option<Working> {
    let Layer::Attention { heads, reach } = given.layer.layer else { return None };
    let (Shape::Sequence { tokens, width }, Shape::Sequence { width: out, .. }) =
        (given.layer.input, given.layer.output)
    else {
        return None;
    };
    let (token, number) = (place / out.max(1), place % out.max(1));
    if token >= tokens {
        return None;
    }
    let size = out / heads.max(1);
    let (head, component) = (number / size, number % size);
    let looked_at = match reach {
        Reach::Full => tokens,
        Reach::Causal => token + 1,
    };
    // Queries, keys and values stand behind each other in what it reads, each of all heads.
    let from = |part: usize, token: usize| token * width + part * out + head * size;
    let root = (size as f64).sqrt();
    let mut scores = Vec::with_capacity(looked_at);
    for other in 0..looked_at {
        let mut terms = Vec::with_capacity(size);
        for at in 0..size {
            let query = given.read(from(0, token) + at)?;
            terms.push(term(query, given.read(from(1, other) + at)?, from(1, other) + at));
        }
        let value = terms.iter().map(|term| term.number * term.by).sum::<f64>() / root;
        scores.push(Line { act: Act::Score, terms, value, total: value });
    }
    let logits: Vec<f64> = scores.iter().map(|line| line.value).collect();
    let mut lines = scores;
    vectors::exponentials(&mut lines, &logits, 1.0);
    let sum = vectors::sum(&mut lines, looked_at);
    vectors::shares(&mut lines, looked_at, sum);
    let weights: Vec<f64> = lines[lines.len() - looked_at..].iter().map(|line| line.value).collect();
    let mut total = 0.0;
    for (other, weight) in weights.into_iter().enumerate() {
        let value = from(2, other) + component;
        let product = Term { number: weight, by: given.read(value)?, from: Some(value) };
        total += product.number * product.by;
        lines.push(Line { act: Act::Product, terms: vec![product], value: product.number * product.by, total });
    }
    Some(Working::new(Operation::Attention, lines))
}

pub fn layer_norm(given: &Given<'_>, place: usize) -> Option<Working> {
    let width = match given.layer.output {
        Shape::Sequence { width, .. } => width,
        Shape::Vector(length) => length,
        Shape::Map { .. } => return None,
    };
    let (first, at) = (place / width.max(1) * width, place % width.max(1));
    let numbers: Vec<f64> = (first..first + width).map(|place| given.read(place)).collect::<Option<_>>()?;
    let mean = numbers.iter().sum::<f64>() / width as f64;
    let variance = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / width as f64;
    let terms: Vec<Term> = numbers.iter().enumerate().map(|(at, &number)| term(number, 1.0, first + at)).collect();
    let mut lines = vec![
        Line { act: Act::Mean, terms: terms.clone(), value: mean, total: mean },
        Line { act: Act::Variance, terms, value: variance, total: variance },
    ];
    let (gain, shift) = (given.layer.params.first()?, given.layer.params.get(1)?);
    let of = |name: &str| given.tensor(name)?.values.get(at).copied().map(f64::from);
    let number = term(*numbers.get(at)?, mean, place);
    lines.extend(maps::normalised(number, variance, of(gain.name)?, of(shift.name)?));
    Some(Working::new(Operation::LayerNorm, lines))
}
