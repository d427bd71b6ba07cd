//! How one number that a layer reads changes what the layer gives: a column of its Jacobian. What a chain of the chain
//! rule is made of; the whole gradient comes from candle, and both are held to the same numbers.

use crate::model::kernels::candle::NORM_EPSILON;
use crate::model::{Layer, NamedLayer, Reach, Shape, Weights};

/// A number that changes, and how much.
pub type Effect = (usize, f32);

/// A layer with all that its slopes depend on.
pub struct Local<'a> {
    /// The layer.
    pub layer: &'a NamedLayer,
    /// The weights of its network.
    pub weights: &'a Weights,
    /// What it read from the feed in question.
    pub values: &'a [f32],
    /// Which of its feeds that is, and the shape of each.
    pub feed: (usize, &'a [Shape]),
}

impl Local<'_> {
    fn tensor(&self, name: &str) -> &[f32] {
        self.weights.0.get(&format!("{}.{name}", self.layer.name)).map_or(&[], |array| &array.values)
    }

    /// What changes with the number at `at` of what the layer reads, and by how much for one of it.
    pub fn column(&self, at: usize) -> Vec<Effect> {
        let x = self.values.get(at).copied().unwrap_or(0.0);
        let one = |slope: f32| vec![(at, slope)];
        match self.layer.layer {
            Layer::Conv2d { kernel, stride, padding, .. } => self.convolved(at, kernel, stride, padding),
            Layer::BatchNorm => {
                let channel = at / self.area();
                let variance = f64::from(self.tensor("running_var").get(channel).copied().unwrap_or(1.0));
                let gain = self.tensor("weight").get(channel).copied().unwrap_or(1.0);
                one(gain / (variance + NORM_EPSILON).sqrt() as f32)
            }
            Layer::Relu => {
                if x > 0.0 {
                    one(1.0)
                } else {
                    Vec::new()
                }
            }
            Layer::Tanh => one(1.0 - x.tanh().powi(2)),
            Layer::Gelu => one(gelu_slope(f64::from(x)) as f32),
            Layer::MaxPool2d { size } => self.pooled(at, size, |window| {
                // Of equals the first is the largest.
                let most = window.iter().fold(f32::NEG_INFINITY, |most, &(_, value)| most.max(value));
                let first = window.iter().find(|&&(_, value)| value >= most).map(|&(place, _)| place);
                f32::from(u8::from(first == Some(at)))
            }),
            Layer::AvgPool2d { size } => self.pooled(at, size, |window| 1.0 / window.len().max(1) as f32),
            Layer::GlobalAvgPool => vec![(at / self.area(), 1.0 / self.area() as f32)],
            Layer::Dropout { .. } | Layer::Flatten | Layer::Add | Layer::Positions => one(1.0),
            Layer::Concat => vec![(self.concatenated(at), 1.0)],
            Layer::Dense { units } => {
                let (weights, width) = (self.tensor("weight"), self.layer.input.len());
                (0..units).filter_map(|unit| Some((unit, *weights.get(unit * width + at)?))).collect()
            }
            Layer::Linear { units } => {
                let (weights, width) = (self.tensor("weight"), self.width());
                let (token, place) = (at / width, at % width);
                let effect = |unit: usize| Some((token * units + unit, *weights.get(unit * width + place)?));
                (0..units).filter_map(effect).collect()
            }
            Layer::Patches { size } => self.cut(at, size),
            Layer::LayerNorm => self.normalised(at),
            Layer::MeanTokens => vec![(at % self.width(), self.width() as f32 / self.values.len().max(1) as f32)],
            Layer::Attention { heads, reach } => self.attended(at, heads, reach),
            // Tokens of a vocabulary have no slope.
            Layer::Embedding { .. } => Vec::new(),
        }
    }

    /// Pixels of one map; 1 of what is no map.
    fn area(&self) -> usize {
        match self.layer.input {
            Shape::Map { height, width, .. } => (height * width).max(1),
            Shape::Vector(_) | Shape::Sequence { .. } => 1,
        }
    }

    /// Numbers of one token.
    fn width(&self) -> usize {
        match self.layer.input {
            Shape::Sequence { width, .. } => width.max(1),
            Shape::Map { .. } | Shape::Vector(_) => self.layer.input.len().max(1),
        }
    }

    fn convolved(&self, at: usize, kernel: usize, stride: usize, padding: usize) -> Vec<Effect> {
        let (Shape::Map { channels, height, width }, Shape::Map { channels: filters, height: rows, width: columns }) =
            (self.layer.input, self.layer.output)
        else {
            return Vec::new();
        };
        let (channel, y, x) = (at / (height * width), at / width % height, at % width);
        let weights = self.tensor("weight");
        let place = |along: usize, tap: usize, most: usize| {
            let from = (along + padding).checked_sub(tap)?;
            (from.is_multiple_of(stride) && from / stride < most).then(|| from / stride)
        };
        let mut found = Vec::new();
        for filter in 0..filters {
            for tap in 0..kernel * kernel {
                let (down, right) = (tap / kernel, tap % kernel);
                let (Some(row), Some(column)) = (place(y, down, rows), place(x, right, columns)) else { continue };
                let weight = weights.get((filter * channels + channel) * kernel * kernel + tap);
                found.extend(weight.map(|&weight| ((filter * rows + row) * columns + column, weight)));
            }
        }
        found
    }

    /// The place of a pooled number, with the slope that `slope` gives for its window; nothing at a cropped edge.
    fn pooled(&self, at: usize, size: usize, slope: impl Fn(&[(usize, f32)]) -> f32) -> Vec<Effect> {
        let (Shape::Map { height, width, .. }, Shape::Map { height: rows, width: columns, .. }) =
            (self.layer.input, self.layer.output)
        else {
            return Vec::new();
        };
        let (channel, row, column) = (at / (height * width), at / width % height / size, at % width / size);
        if row >= rows || column >= columns {
            return Vec::new();
        }
        let window: Vec<(usize, f32)> = (0..size * size)
            .map(|tap| (channel * height + row * size + tap / size) * width + column * size + tap % size)
            .map(|place| (place, self.values.get(place).copied().unwrap_or(0.0)))
            .collect();
        let slope = slope(&window);
        let effect = ((channel * rows + row) * columns + column, slope);
        if slope == 0.0 { Vec::new() } else { vec![effect] }
    }

    /// Where a number of this feed stands behind those of the feeds before it.
    fn concatenated(&self, at: usize) -> usize {
        let (feed, shapes) = self.feed;
        let before = &shapes[..feed.min(shapes.len())];
        match (shapes.get(feed), self.layer.output) {
            (Some(&Shape::Sequence { width: own, .. }), Shape::Sequence { width: all, .. }) => {
                let skipped: usize =
                    before.iter().map(|shape| if let Shape::Sequence { width, .. } = shape { *width } else { 0 }).sum();
                at / own.max(1) * all + skipped + at % own.max(1)
            }
            (Some(_) | None, Shape::Map { .. } | Shape::Vector(_) | Shape::Sequence { .. }) => {
                before.iter().map(|shape| shape.len()).sum::<usize>() + at
            }
        }
    }

    fn cut(&self, at: usize, size: usize) -> Vec<Effect> {
        let Shape::Map { channels, height, width } = self.layer.input else { return Vec::new() };
        let (channel, y, x) = (at / (height * width), at / width % height, at % width);
        let token = y / size * (width / size) + x / size;
        vec![(token * channels * size * size + (channel * size + y % size) * size + x % size, 1.0)]
    }

    /// y = g (x − μ) / σ of one token: each number of it changes with each.
    fn normalised(&self, at: usize) -> Vec<Effect> {
        let width = self.width();
        let from = at / width * width;
        let Some(token) = self.values.get(from..from + width) else { return Vec::new() };
        let mean = token.iter().map(|&x| f64::from(x)).sum::<f64>() / width as f64;
        let variance = token.iter().map(|&x| (f64::from(x) - mean).powi(2)).sum::<f64>() / width as f64;
        let deviation = (variance + NORM_EPSILON).sqrt();
        let scaled = |place: usize| (f64::from(token[place]) - mean) / deviation;
        let gains = self.tensor("weight");
        let effect = |place: usize| {
            let own = f64::from(u8::from(from + place == at));
            let slope = (own - 1.0 / width as f64 - scaled(place) * scaled(at - from) / width as f64) / deviation;
            (from + place, gains.get(place).copied().unwrap_or(1.0) * slope as f32)
        };
        (0..width).map(effect).collect()
    }

    /// One number of a query, a key or a value, through the softmax of its head.
    fn attended(&self, at: usize, heads: usize, reach: Reach) -> Vec<Effect> {
        let third = self.width() / 3;
        let size = (third / heads.max(1)).max(1);
        let tokens = self.values.len() / self.width();
        let (token, which, head, place) =
            (at / self.width(), at % self.width() / third.max(1), at % third.max(1) / size, at % size);
        let number = |which: usize, token: usize, place: usize| {
            let at = token * self.width() + which * third + head * size + place;
            f64::from(self.values.get(at).copied().unwrap_or(0.0))
        };
        let root = (size as f64).sqrt();
        let shares = |looking: usize| -> Vec<f64> {
            let seen = match reach {
                Reach::Full => tokens,
                Reach::Causal => looking + 1,
            };
            let score = |seen: usize| (0..size).map(|k| number(0, looking, k) * number(1, seen, k)).sum::<f64>() / root;
            let scores: Vec<f64> = (0..seen).map(score).collect();
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let powers: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
            let sum: f64 = powers.iter().sum();
            powers.into_iter().map(|power| power / sum).collect()
        };
        let mut found = Vec::new();
        // How the scores of the token that looks change moves its shares, and they mix other values.
        let mut mixed = |looking: usize, shares: &[f64], by: &dyn Fn(usize) -> f64| {
            let mean: f64 = shares.iter().enumerate().map(|(seen, share)| share * by(seen)).sum();
            for k in 0..size {
                let moved =
                    shares.iter().enumerate().map(|(seen, share)| share * (by(seen) - mean) * number(2, seen, k));
                found.push((looking * third + head * size + k, moved.sum::<f64>() as f32));
            }
        };
        match which {
            0 => mixed(token, &shares(token), &|seen| number(1, seen, place) / root),
            1 => {
                for looking in 0..tokens {
                    let shares = shares(looking);
                    if token < shares.len() {
                        let by = |seen: usize| if seen == token { number(0, looking, place) / root } else { 0.0 };
                        mixed(looking, &shares, &by);
                    }
                }
            }
            _ => {
                let share = |looking: usize| shares(looking).get(token).map(|&share| (looking, share));
                let effect = |(looking, share): (usize, f64)| (looking * third + head * size + place, share as f32);
                found = (0..tokens).filter_map(share).map(effect).collect();
            }
        }
        found
    }
}

/// Φ(x) + x φ(x).
fn gelu_slope(x: f64) -> f64 {
    let below = 0.5 * (1.0 + candle_core::cpu::erf::erf_f64(x / std::f64::consts::SQRT_2));
    below + x * (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}
