//! One number of a network worked out by hand, line by line: which numbers take part, their products, the sums on the
//! way, the result. In 64 bits, so that nothing is lost on the way to what the kernels compute in 32.

mod formula;
mod maps;
mod tokens;
mod vectors;

pub use formula::{number, probability};
pub use vectors::{cross_entropy, softmax};

use super::{Array, Layer, NamedLayer, Weights};
use crate::text::Named;

/// Added to a variance before its root is taken.
const EPSILON: f64 = 1e-5;

/// An operation that can be worked out by hand.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize, strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// A window slides over maps: products, sum, bias.
    #[default]
    Convolution,
    /// The largest number of a window.
    MaxPooling,
    /// A channel shifted and scaled to what it was in training.
    BatchNorm,
    /// A weighted sum of everything.
    Dense,
    /// Probabilities from logits.
    Softmax,
    /// How surprising the right label is.
    CrossEntropy,
    /// How much a token looks at each, and what it takes from them.
    Attention,
    /// A token shifted and scaled to mean 0 and variance 1.
    LayerNorm,
}

impl Operation {
    /// Every operation, in the order in which a picture meets them.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The operation of a layer, if it is one of them.
    #[must_use]
    pub fn of(layer: Layer) -> Option<Self> {
        match layer {
            Layer::Conv2d { .. } => Some(Self::Convolution),
            Layer::MaxPool2d { .. } => Some(Self::MaxPooling),
            Layer::BatchNorm => Some(Self::BatchNorm),
            Layer::Dense { .. } | Layer::Linear { .. } => Some(Self::Dense),
            Layer::Attention { .. } => Some(Self::Attention),
            Layer::LayerNorm => Some(Self::LayerNorm),
            Layer::Relu
            | Layer::Tanh
            | Layer::AvgPool2d { .. }
            | Layer::GlobalAvgPool
            | Layer::Dropout { .. }
            | Layer::Flatten
            | Layer::Add
            | Layer::Concat
            | Layer::Patches { .. }
            | Layer::Embedding { .. }
            | Layer::Positions
            | Layer::Gelu
            | Layer::MeanTokens => None,
        }
    }
}

impl Named for Operation {
    fn key(&self) -> &'static str {
        match self {
            Self::Convolution => "operation-convolution",
            Self::MaxPooling => "operation-max-pooling",
            Self::BatchNorm => "operation-batch-norm",
            Self::Dense => "operation-dense",
            Self::Softmax => "operation-softmax",
            Self::CrossEntropy => "operation-cross-entropy",
            Self::Attention => "operation-attention",
            Self::LayerNorm => "operation-layer-norm",
        }
    }
}

/// What happens in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The products of one channel's window and their sum.
    Window {
        /// The channel.
        channel: usize,
    },
    /// One product.
    Product,
    /// The sum of so many products that are not shown one by one.
    Rest(usize),
    /// The bias is added.
    Bias,
    /// max(0, x).
    Relu,
    /// A number is compared with the largest so far.
    Largest,
    /// The mean of all numbers.
    Mean,
    /// The mean of the squared distances from the mean.
    Variance,
    /// The mean is taken away.
    Centre,
    /// Divided by the root of the variance.
    Scale,
    /// Multiplied by the learned gain.
    Gain,
    /// The learned shift is added.
    Shift,
    /// e to the power of a number over the temperature.
    Exponential,
    /// The sum of the exponentials.
    Sum,
    /// A share of that sum.
    Share,
    /// The probability of the right label.
    Pick,
    /// Minus its natural logarithm.
    Logarithm,
    /// A query times a key, over the root of their length.
    Score,
}

/// Two numbers that take part together; the second is 1 where there is only one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// A number of what the layer reads, or of an earlier line.
    pub number: f64,
    /// What it is multiplied by or divided by.
    pub by: f64,
    /// Place of `number` in what the layer reads; `None` is the padding around it, or an earlier line.
    pub from: Option<usize>,
}

/// One line of working.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What happens.
    pub act: Act,
    /// The numbers that take part.
    pub terms: Vec<Term>,
    /// What this line alone gives.
    pub value: f64,
    /// What there is after it: the sum so far, the largest so far.
    pub total: f64,
}

/// A number worked out.
#[derive(Debug, Clone, PartialEq)]
pub struct Working {
    /// How.
    pub operation: Operation,
    /// Line by line.
    pub lines: Vec<Line>,
    /// What comes out.
    pub result: f64,
}

impl Working {
    fn new(operation: Operation, lines: Vec<Line>) -> Self {
        let result = lines.last().map_or(f64::NAN, |line| line.total);
        Self { operation, lines, result }
    }
}

/// Whether a ReLU follows the layer at once, and belongs to the working.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// No.
    Nothing,
    /// Yes.
    Relu,
}

/// A layer with its weights and what it reads.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// The layer.
    pub layer: &'a NamedLayer,
    /// The weights of its network.
    pub weights: &'a Weights,
    /// What it reads, as its shape says; of the first input.
    pub input: &'a [f32],
    /// What follows.
    pub then: Then,
}

impl Given<'_> {
    /// One of the layer's tensors.
    fn tensor(&self, name: &str) -> Option<&Array> {
        self.weights.0.get(&format!("{}.{name}", self.layer.name))
    }

    /// A number of what it reads.
    fn read(&self, place: usize) -> Option<f64> {
        self.input.get(place).copied().map(f64::from)
    }
}

/// Works out the number at `place` of what a layer gives; `None` for layers without an operation, and places that there
/// are not.
#[must_use]
pub fn work(given: &Given<'_>, place: usize) -> Option<Working> {
    let mut working = match Operation::of(given.layer.layer)? {
        Operation::Convolution => maps::convolution(given, place),
        Operation::MaxPooling => maps::max_pooling(given, place),
        Operation::BatchNorm => maps::batch_norm(given, place),
        Operation::Dense => vectors::dense(given, place),
        Operation::Attention => tokens::attention(given, place),
        Operation::LayerNorm => tokens::layer_norm(given, place),
        Operation::Softmax | Operation::CrossEntropy => None,
    }?;
    if given.then == Then::Relu {
        let value = working.result.max(0.0);
        let terms = vec![Term { number: working.result, by: 1.0, from: None }];
        working.lines.push(Line { act: Act::Relu, terms, value, total: value });
        working.result = value;
    }
    Some(working)
}

fn term(number: f64, by: f64, from: usize) -> Term {
    Term { number, by, from: Some(from) }
}

/// A number of an earlier line, and what it meets.
fn earlier(number: f64, by: f64) -> Term {
    Term { number, by, from: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Image;
    use crate::model::inspect::{Changes, Inspector, Subject};
    use crate::model::{Arch, Feed, Pixels, Skill};

    /// Every operation of every network, at places all over, against candle's own numbers.
    #[test]
    fn what_is_worked_out_is_what_candle_computes() {
        let image = Image(std::array::from_fn(|at| {
            let (row, column) = (at / 28, at % 28);
            if row.abs_diff(14) + column.abs_diff(13) < 9 { ((at * 37) % 256) as u8 } else { 0 }
        }));
        let mut met = std::collections::BTreeSet::new();
        for arch in Arch::with(Skill::ReadsPictures) {
            let weights = weights(arch);
            let subject = Subject {
                arch,
                weights: weights.clone(),
                labels: crate::data::LabelSet::DIGITS,
                pixels: Pixels::Unit,
                temperature: 1.0,
            };
            let inspector = Inspector::new(subject).expect("they fit");
            let look = inspector.look(&image, &Changes::default()).expect("it runs");
            let placed = arch.placed();
            for (at, layer) in placed.iter().enumerate() {
                let Some(operation) = Operation::of(layer.layer) else { continue };
                met.insert(format!("{operation:?}"));
                let input = match layer.feeds[0] {
                    Feed::Image => &look.input,
                    Feed::Layer(from) => &look.outputs[from],
                };
                let given = Given { layer, weights: &weights, input, then: Then::Nothing };
                let output = &look.outputs[at];
                // What rounding takes from candle's sums grows with what is summed.
                let largest = input.iter().fold(1.0_f32, |largest, value| largest.max(value.abs()));
                let step = (output.len() / 7).max(1);
                for place in (0..output.len()).step_by(step).chain([output.len() - 1]) {
                    let working = work(&given, place).expect("it is one of the operations");
                    let expected = f64::from(output[place]);
                    let allowed = 1e-5 * expected.abs().max(f64::from(largest));
                    let found = working.result;
                    assert!(
                        (found - expected).abs() <= allowed,
                        "{arch}, {}, {place}: {found}, not {expected}",
                        layer.name
                    );
                }
            }
        }
        assert_eq!(met.len(), 6, "{met:?}");
    }

    /// Fresh weights, with biases, gains and running statistics that are not what they begin with.
    fn weights(arch: Arch) -> Weights {
        let mut weights = Weights::fresh(arch, 11);
        for (name, array) in &mut weights.0 {
            if array.shape.len() == 1 {
                let offset = if name.ends_with("running_var") || name.ends_with("weight") { 0.5 } else { -0.2 };
                array.values = (0..array.values.len()).map(|at| offset + (at % 5) as f32 * 0.13).collect();
            }
        }
        weights
    }

    #[test]
    fn a_relu_belongs_to_the_working_where_it_follows() {
        let arch = Arch::Conv1;
        let (weights, placed) = (Weights::fresh(arch, 2), arch.placed());
        let input: Vec<f32> = (0..784).map(|at| ((at % 9) as f32 - 4.0) / 4.0).collect();
        let plain = Given { layer: &placed[0], weights: &weights, input: &input, then: Then::Nothing };
        let with_relu = Given { then: Then::Relu, ..plain };
        let negative = (0..500).find(|&place| work(&plain, place).is_some_and(|working| working.result < 0.0));
        let place = negative.expect("some are below 0");
        assert_eq!(work(&with_relu, place).map(|working| working.result), Some(0.0));
        assert_eq!(work(&plain, usize::MAX), None);
    }
}
