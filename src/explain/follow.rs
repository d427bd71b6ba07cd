//! The gradient of one weight, followed back: the sum over every place where the weight is used, and from the largest
//! of its terms the strongest way through the layers above to the loss, slope by slope.

use super::local::Local;
use super::practice::{Pass, Practice, StageBack};
use crate::model::kernels::candle::NORM_EPSILON;
use crate::model::table::readers;
use crate::model::{Feed, Layer, NamedLayer, Shape, Weights};

/// One use of a weight: what it is multiplied with there, and how the loss changes with the result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// Place in what the layer gives.
    pub place: usize,
    /// δ there.
    pub delta: f32,
    /// What the weight is multiplied with: a; 1 for a bias.
    pub input: f32,
    /// Its place in what the layer reads; `None` for a bias.
    pub input_place: Option<usize>,
}

impl Term {
    /// δ · a.
    #[must_use]
    pub fn product(&self) -> f32 {
        self.delta * self.input
    }
}

/// A step from one stage to the next on the way to the loss.
#[derive(Debug, Clone, PartialEq)]
pub struct Hop {
    /// The stage that is reached.
    pub stage: String,
    /// Index into the stage's output, row by row.
    pub place: usize,
    /// Derivative of that output with respect to the number before it on the route: the local term of the chain rule.
    pub slope: f32,
    /// δ, the derivative of the loss with respect to that output.
    pub delta: f32,
    /// Numbers that change with the number before; one of them is followed.
    pub ways: usize,
}

/// A weight's gradient, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Followed {
    /// The tensor, such as "conv1.weight".
    pub tensor: String,
    /// Place in it, row by row.
    pub index: usize,
    /// The weight.
    pub weight: f32,
    /// ∂L/∂w.
    pub gradient: f32,
    /// Every use, the largest product first; they add up to the gradient.
    pub terms: Vec<Term>,
    /// From the first term's place to a logit, whose δ is p − y.
    pub route: Vec<Hop>,
}

/// Follows number `index` of the tensor called `tensor`; `None` if there is no such number.
#[must_use]
pub fn follow(practice: &Practice, pass: &Pass, tensor: &str, index: usize) -> Option<Followed> {
    let layers = practice.weights.placed(practice.arch);
    let (name, kind) = tensor.rsplit_once('.')?;
    let at = layers.iter().position(|layer| layer.name == name)?;
    let weight = *practice.weights.0.get(tensor)?.values.get(index)?;
    let gradient = *pass.gradients.0.get(tensor)?.values.get(index)?;
    let read = read_stage(&layers[at], 0, pass)?;
    let delta = &pass.stages.get(at + 1)?.delta;
    let (x, is_bias, weights) = (read.values.as_slice(), kind == "bias", &practice.weights);
    let mut terms = Used { layer: &layers[at], is_bias, index, x, delta, weights }.all();
    terms.sort_by(|a, b| b.product().abs().total_cmp(&a.product().abs()));
    let route = terms.first().map_or_else(Vec::new, |term| route(&layers, &practice.weights, pass, (at, term.place)));
    Some(Followed { tensor: tensor.to_owned(), index, weight, gradient, terms, route })
}

/// The stage that a layer reads as its feed number `feed`.
fn read_stage<'a>(layer: &NamedLayer, feed: usize, pass: &'a Pass) -> Option<&'a StageBack> {
    match layer.feeds.get(feed)? {
        Feed::Image => pass.stages.first(),
        Feed::Layer(at) => pass.stages.get(at + 1),
    }
}

/// A layer with the number whose uses are wanted.
struct Used<'a> {
    layer: &'a NamedLayer,
    is_bias: bool,
    index: usize,
    /// What the layer reads.
    x: &'a [f32],
    /// δ of what it gives.
    delta: &'a [f32],
    weights: &'a Weights,
}

impl Used<'_> {
    fn term(&self, place: usize, input: f32, input_place: Option<usize>) -> Option<Term> {
        Some(Term { place, delta: *self.delta.get(place)?, input, input_place })
    }

    /// Multiplied with the number read at `from`.
    fn read(&self, place: usize, from: usize) -> Option<Term> {
        self.term(place, *self.x.get(from)?, Some(from))
    }

    /// Added at each of these places.
    fn added(&self, places: impl Iterator<Item = usize>) -> Vec<Term> {
        places.filter_map(|place| self.term(place, 1.0, None)).collect()
    }

    /// Every use.
    fn all(&self) -> Vec<Term> {
        let index = self.index;
        match (self.layer.layer, self.layer.output) {
            (Layer::Conv2d { .. } | Layer::BatchNorm, Shape::Map { height, width, .. }) if self.is_bias => {
                self.added((0..height * width).map(|at| index * height * width + at))
            }
            (Layer::Linear { .. } | Layer::LayerNorm, Shape::Sequence { tokens, width }) if self.is_bias => {
                self.added((0..tokens).map(|token| token * width + index))
            }
            (Layer::Dense { .. }, _) if self.is_bias => self.added(std::iter::once(index)),
            (Layer::Positions, _) => self.added(std::iter::once(index)),
            (Layer::Conv2d { kernel, stride, padding, .. }, Shape::Map { height, width, .. }) => {
                self.convolved((kernel, stride, padding), (height, width))
            }
            (Layer::Dense { .. }, _) => {
                let width = self.layer.input.len();
                self.read(index / width, index % width).into_iter().collect()
            }
            (Layer::Linear { .. }, Shape::Sequence { tokens, width }) => {
                let own = self.layer.input.len() / tokens.max(1);
                let used = |token: usize| self.read(token * width + index / own, token * own + index % own);
                (0..tokens).filter_map(used).collect()
            }
            (Layer::LayerNorm, Shape::Sequence { tokens, width }) => {
                (0..tokens).filter_map(|token| self.normalised(token, width)).collect()
            }
            (Layer::BatchNorm, Shape::Map { height, width, .. }) => {
                (0..height * width).filter_map(|at| self.normalised_map(index * height * width + at)).collect()
            }
            (
                Layer::Conv2d { .. }
                | Layer::BatchNorm
                | Layer::Linear { .. }
                | Layer::LayerNorm
                | Layer::Relu
                | Layer::Tanh
                | Layer::Gelu
                | Layer::MaxPool2d { .. }
                | Layer::AvgPool2d { .. }
                | Layer::GlobalAvgPool
                | Layer::Dropout { .. }
                | Layer::Flatten
                | Layer::Add
                | Layer::Concat
                | Layer::Patches { .. }
                | Layer::Embedding { .. }
                | Layer::Attention { .. }
                | Layer::MeanTokens,
                Shape::Map { .. } | Shape::Vector(_) | Shape::Sequence { .. },
            ) => Vec::new(),
        }
    }

    /// At every place of the filter's map whose window the number meets within the picture.
    fn convolved(
        &self,
        (kernel, stride, padding): (usize, usize, usize),
        (height, width): (usize, usize),
    ) -> Vec<Term> {
        let Shape::Map { channels, height: rows, width: columns } = self.layer.input else { return Vec::new() };
        let index = self.index;
        let (filter, channel) = (index / (channels * kernel * kernel), index / (kernel * kernel) % channels);
        let (down, right) = (index / kernel % kernel, index % kernel);
        let seen = |at: usize| {
            let y = (at / width * stride + down).checked_sub(padding).filter(|&y| y < rows)?;
            let x = (at % width * stride + right).checked_sub(padding).filter(|&x| x < columns)?;
            self.read(filter * height * width + at, (channel * rows + y) * columns + x)
        };
        (0..height * width).filter_map(seen).collect()
    }

    /// Multiplied with a number of a token, scaled to mean 0 and variance 1.
    fn normalised(&self, token: usize, width: usize) -> Option<Term> {
        let numbers = self.x.get(token * width..(token + 1) * width)?;
        let mean = numbers.iter().sum::<f32>() / width as f32;
        let variance = numbers.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / width as f32;
        let place = token * width + self.index;
        let scaled = (numbers.get(self.index)? - mean) / (variance + NORM_EPSILON as f32).sqrt();
        self.term(place, scaled, Some(place))
    }

    /// Multiplied with a number of a map, scaled by the running statistics.
    fn normalised_map(&self, place: usize) -> Option<Term> {
        let running = |name: &str| {
            let array = self.weights.0.get(&format!("{}.{name}", self.layer.name))?;
            array.values.get(self.index).copied()
        };
        let (mean, variance) = (running("running_mean").unwrap_or(0.0), running("running_var").unwrap_or(1.0));
        let scaled = (self.x.get(place)? - mean) / (variance + NORM_EPSILON as f32).sqrt();
        self.term(place, scaled, Some(place))
    }
}

/// Everything that changes with one number of a stage: the layer, the place in what it gives, and the slope.
fn effects(
    layers: &[NamedLayer],
    weights: &Weights,
    pass: &Pass,
    (at, place): (usize, usize),
) -> Vec<(usize, usize, f32)> {
    let mut found = Vec::new();
    // A layer that reads a stage twice is listed twice.
    let mut readers = readers(layers.iter()).swap_remove(at);
    readers.dedup();
    for reader in readers {
        let layer = &layers[reader];
        let shapes: Vec<Shape> =
            (0..layer.feeds.len()).filter_map(|feed| read_stage(layer, feed, pass).map(|stage| stage.shape)).collect();
        for (feed, source) in layer.feeds.iter().enumerate() {
            if *source == Feed::Layer(at) {
                let local = Local { layer, weights, values: &pass.stages[at + 1].values, feed: (feed, &shapes) };
                found.extend(local.column(place).into_iter().map(|(to, slope)| (reader, to, slope)));
            }
        }
    }
    found
}

/// From a number that layer `start` gives to a logit, each time to where most of δ comes from.
fn route(layers: &[NamedLayer], weights: &Weights, pass: &Pass, start: (usize, usize)) -> Vec<Hop> {
    let (mut here, mut hops) = (start, Vec::new());
    // The last layer's numbers are the logits.
    while here.0 + 1 < layers.len() {
        let ways = effects(layers, weights, pass, here);
        let delta =
            |&(layer, place, _): &(usize, usize, f32)| pass.stages[layer + 1].delta.get(place).copied().unwrap_or(0.0);
        let part = |way: &(usize, usize, f32)| (way.2 * delta(way)).abs();
        let Some(best) = ways.iter().max_by(|a, b| part(a).total_cmp(&part(b))) else { break };
        hops.push(Hop {
            stage: layers[best.0].name.clone(),
            place: best.1,
            slope: best.2,
            delta: delta(best),
            ways: ways.len(),
        });
        here = (best.0, best.1);
    }
    hops
}

#[cfg(test)]
mod tests {
    use super::super::test_nets::{drawing, readers as networks};
    use super::*;
    use crate::model::{Arch, Pixels};

    #[test]
    fn the_terms_of_every_kind_of_tensor_add_up_to_candles_gradient() {
        for (arch, weights) in networks() {
            let practice = Practice::new(arch, Pixels::Unit, weights);
            let pass = practice.pass(&drawing(), 4).expect("it runs");
            for (tensor, gradient) in &pass.gradients.0 {
                let count = gradient.values.len();
                for index in [0, count / 3, count / 2, count - 1] {
                    let found = follow(&practice, &pass, tensor, index).expect("it is there");
                    let sum: f64 = found.terms.iter().map(|term| f64::from(term.product())).sum();
                    let size: f64 = found.terms.iter().map(|term| f64::from(term.product().abs())).sum();
                    let fault = (sum - f64::from(found.gradient)).abs();
                    assert!(!found.terms.is_empty(), "{arch} {tensor}");
                    assert!(fault <= 1e-5 * size.max(1.0), "{arch} {tensor} {index}: {sum} {}", found.gradient);
                }
            }
        }
    }

    #[test]
    fn what_flows_back_from_all_that_a_number_changes_is_candles_delta() {
        for (arch, weights) in networks() {
            let layers = arch.placed();
            let practice = Practice::new(arch, Pixels::Unit, weights);
            let pass = practice.pass(&drawing(), 4).expect("it runs");
            for at in 0..layers.len() - 1 {
                let stage = &pass.stages[at + 1];
                let most =
                    (0..stage.delta.len()).max_by(|&a, &b| stage.delta[a].abs().total_cmp(&stage.delta[b].abs()));
                for place in [0, stage.delta.len() / 2, stage.delta.len() * 4 / 5, most.unwrap_or(0)] {
                    let ways = effects(&layers, &practice.weights, &pass, (at, place));
                    let parts =
                        ways.iter().map(|&(to, place, slope)| f64::from(slope * pass.stages[to + 1].delta[place]));
                    let (sum, size) = parts.fold((0.0, 0.0), |(sum, size), part| (sum + part, size + part.abs()));
                    let delta = f64::from(stage.delta[place]);
                    let scale = f64::from(stage.delta.iter().fold(0.0_f32, |most, delta| most.max(delta.abs())));
                    let fault = (sum - delta).abs();
                    assert!(fault <= 1e-4 * scale + 1e-5 * size, "{arch} {} {place}: {sum} {delta}", stage.name);
                }
            }
        }
    }

    #[test]
    fn softmax_regression_has_one_term_and_no_way_to_go() {
        let practice = Practice::new(Arch::Softmax, Pixels::Unit, Weights::fresh(Arch::Softmax, 1));
        let image = drawing();
        let pass = practice.pass(&image, 4).expect("it runs");
        let pixel = (0..784).find(|&pixel| image.0[pixel] > 0).expect("there is ink");
        let found = follow(&practice, &pass, "dense1.weight", 4 * 784 + pixel).expect("it is there");
        let ink = f32::from(image.0[pixel]) / 255.0;
        assert_eq!((found.terms.len(), found.route.len()), (1, 0));
        assert!((found.gradient - ink * (pass.prediction.probabilities[4] - 1.0)).abs() < 1e-6, "{found:?}");
        assert_eq!(follow(&practice, &pass, "dense1.weight", 7840), None);
        assert_eq!(follow(&practice, &pass, "dense7.weight", 0), None);
    }

    #[test]
    fn a_route_ends_at_a_logit() {
        let practice = Practice::new(Arch::Conv5, Pixels::Unit, Weights::fresh(Arch::Conv5, 1));
        let pass = practice.pass(&drawing(), 4).expect("it runs");
        let found = follow(&practice, &pass, "conv2.weight", 40).expect("it is there");
        let last = found.route.last().expect("there are layers above");
        assert_eq!((last.stage.as_str(), found.route[0].stage.as_str()), ("dense1", "relu2"));
        let expected = pass.prediction.probabilities[last.place] - f32::from(u8::from(last.place == 4));
        assert!((last.delta - expected).abs() < 1e-5);
    }
}
