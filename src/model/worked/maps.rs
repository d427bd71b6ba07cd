//! Operations on feature maps.

use super::{Act, EPSILON, Given, Line, Operation, Term, Working, earlier, term};
use crate::model::{Layer, Shape};

/// Channels, rows and columns of a map.
fn sides(shape: Shape) -> Option<(usize, usize, usize)> {
    match shape {
        Shape::Map { channels, height, width } => Some((channels, height, width)),
        Shape::Vector(_) | Shape::Sequence { .. } => None,
    }
}

/// Channel, row and column of a place.
fn at(shape: Shape, place: usize) -> Option<(usize, usize, usize)> {
    let (channels, height, width) = sides(shape)?;
    let channel = place / (height * width).max(1);
    (channel < channels).then(|| (channel, place / width % height, place % width))
}

pub fn convolution(given: &Given<'_>, place: usize) -> Option<Working> {
    let Layer::Conv2d { kernel, stride, padding, .. } = given.layer.layer else { return None };
    let (filter, row, column) = at(given.layer.output, place)?;
    let (channels, height, width) = sides(given.layer.input)?;
    let (weight, bias) = (given.tensor("weight")?, given.tensor("bias")?);
    let mut lines = Vec::with_capacity(channels + 1);
    let mut total = 0.0;
    for channel in 0..channels {
        let mut terms = Vec::with_capacity(kernel * kernel);
        for tap in 0..kernel * kernel {
            let by = f64::from(*weight.values.get((filter * channels + channel) * kernel * kernel + tap)?);
            let y = (row * stride + tap / kernel).checked_sub(padding).filter(|&y| y < height);
            let x = (column * stride + tap % kernel).checked_sub(padding).filter(|&x| x < width);
            terms.push(match (y, x) {
                (Some(y), Some(x)) => {
                    let from = (channel * height + y) * width + x;
                    term(given.read(from)?, by, from)
                }
                (None, _) | (_, None) => Term { number: 0.0, by, from: None },
            });
        }
        let value: f64 = terms.iter().map(|term| term.number * term.by).sum();
        total += value;
        lines.push(Line { act: Act::Window { channel }, terms, value, total });
    }
    let bias = f64::from(*bias.values.get(filter)?);
    lines.push(Line { act: Act::Bias, terms: vec![earlier(total, bias)], value: bias, total: total + bias });
    Some(Working::new(Operation::Convolution, lines))
}

pub fn max_pooling(given: &Given<'_>, place: usize) -> Option<Working> {
    let Layer::MaxPool2d { size } = given.layer.layer else { return None };
    let (channel, row, column) = at(given.layer.output, place)?;
    let (_, height, width) = sides(given.layer.input)?;
    let mut lines = Vec::with_capacity(size * size);
    let mut total = f64::NEG_INFINITY;
    for tap in 0..size * size {
        let (y, x) = (row * size + tap / size, column * size + tap % size);
        let from = (channel * height + y) * width + x;
        let value = given.read(from)?;
        total = total.max(value);
        lines.push(Line { act: Act::Largest, terms: vec![term(value, 1.0, from)], value, total });
    }
    Some(Working::new(Operation::MaxPooling, lines))
}

pub fn batch_norm(given: &Given<'_>, place: usize) -> Option<Working> {
    let (channel, ..) = at(given.layer.output, place)?;
    let tensors: Vec<f64> = given
        .layer
        .params
        .iter()
        .map(|param| given.tensor(param.name).and_then(|tensor| tensor.values.get(channel)).copied().map(f64::from))
        .collect::<Option<_>>()?;
    let &[gain, shift, mean, variance] = tensors.as_slice() else { return None };
    let x = given.read(place)?;
    Some(Working::new(Operation::BatchNorm, normalised(term(x, mean, place), variance, gain, shift)))
}

/// The four lines of a normalisation, from the number (with the mean it meets) on.
pub fn normalised(number: Term, variance: f64, gain: f64, shift: f64) -> Vec<Line> {
    let line = |act, term: Term, value| Line { act, terms: vec![term], value, total: value };
    let centred = number.number - number.by;
    let scaled = centred / (variance + EPSILON).sqrt();
    let gained = scaled * gain;
    vec![
        line(Act::Centre, number, centred),
        line(Act::Scale, earlier(centred, variance), scaled),
        line(Act::Gain, earlier(scaled, gain), gained),
        line(Act::Shift, earlier(gained, shift), gained + shift),
    ]
}
