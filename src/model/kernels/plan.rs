//! A network's layers as fused steps: what can be computed in one pass over the numbers becomes one step.

use candle_core::{Result, bail};

use super::buffer::LINE;
use super::dense::Dense;
use super::pool::{Pool, Window};
use super::shape::{ConvShape, Extent, Then};
use crate::model::layer::Layer;

/// What a plan is for: a network that only reads needs no dropout, and its normalisation goes into the weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Training: forward and backward pass, dropout, batch statistics.
    Train,
    /// Inference: no dropout, batch normalisation folded into the weights.
    Infer,
}

/// What a step computes: one pass over the activations.
#[derive(Debug, Clone)]
pub enum Op {
    /// Convolution; `norm` is the layer of a batch normalisation to fold into its weights.
    Conv {
        /// Its geometry.
        shape: Box<ConvShape>,
        /// Layer of the normalisation behind it.
        norm: Option<usize>,
    },
    /// Dense layer.
    Dense {
        /// Its sizes.
        sizes: Dense,
        /// Inputs that count.
        inputs: usize,
        /// What follows: nothing or a ReLU.
        then: Then,
    },
    /// Batch normalisation.
    Norm {
        /// What follows: nothing or a ReLU.
        then: Then,
    },
    /// max(0, x).
    Relu,
    /// Hyperbolic tangent.
    Tanh,
    /// Largest of each window.
    MaxPool(Pool),
    /// Mean of each window.
    MeanPool(Pool),
    /// Dropout at this rate.
    Dropout(f32),
    /// Maps to a vector.
    Flatten,
}

/// One fused step of a plan, with the shapes around it.
#[derive(Debug, Clone)]
pub struct Step {
    /// The operation.
    pub op: Op,
    /// Index of the layer whose parameters it uses.
    pub layer: usize,
    /// Shape of one image going in.
    pub input: Extent,
    /// Shape of one image coming out.
    pub output: Extent,
}

/// A network as a sequence of fused steps.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What it is for.
    pub purpose: Purpose,
    /// Shape of one image going in.
    pub input: Extent,
    /// Steps from input to output.
    pub steps: Vec<Step>,
    /// Whether a layer's parameters are frozen, by its index; if empty, all are trained.
    pub frozen: Vec<bool>,
}

impl Plan {
    /// Fuses `layers` behind an input of channels × height × width.
    ///
    /// # Errors
    /// When a layer cannot take what the one before it gives.
    pub fn new(layers: &[Layer], (channels, height, width): (usize, usize, usize), purpose: Purpose) -> Result<Self> {
        let input = Extent::picture(channels, height, width);
        let mut steps = Vec::new();
        let mut at = 0;
        let mut extent = input;
        while let Some(&layer) = layers.get(at) {
            let rest = &layers[at + 1..];
            let (op, output, used) = match layer {
                Layer::Conv2d { filters, kernel, stride, padding } => {
                    let norm = (purpose == Purpose::Infer && rest.first() == Some(&Layer::BatchNorm)).then_some(at + 1);
                    let skip = usize::from(norm.is_some());
                    let (then, used) = after(&rest[skip..]);
                    let shape = ConvShape::new(extent, filters, kernel, stride, padding, then)?;
                    let output = shape.output;
                    (Op::Conv { shape: Box::new(shape), norm }, output, skip + used)
                }
                Layer::Dense { units } => {
                    if extent.positions() != 1 || !extent.stride.is_multiple_of(LINE) {
                        bail!("a dense layer needs a vector, not maps: flatten them first");
                    }
                    let output = Extent::map(units, 1, 1);
                    let (then, used) = relu_after(rest);
                    let sizes = Dense { inputs: extent.stride, outputs: units, width: output.stride };
                    (Op::Dense { sizes, inputs: extent.channels, then }, output, used)
                }
                Layer::BatchNorm => {
                    let (then, used) = relu_after(rest);
                    (Op::Norm { then }, extent, used)
                }
                Layer::Relu => (Op::Relu, extent, 0),
                Layer::Tanh => (Op::Tanh, extent, 0),
                Layer::MaxPool2d { size } => {
                    let pool = pool(extent, Window { height: size, width: size })?;
                    (Op::MaxPool(pool), pool.output, 0)
                }
                Layer::AvgPool2d { size } => {
                    let pool = pool(extent, Window { height: size, width: size })?;
                    (Op::MeanPool(pool), pool.output, 0)
                }
                Layer::GlobalAvgPool => {
                    let pool = pool(extent, Window { height: extent.height, width: extent.width })?;
                    (Op::MeanPool(pool), pool.output, 0)
                }
                Layer::Dropout { rate } if purpose == Purpose::Infer || rate <= 0.0 => {
                    at += 1;
                    continue;
                }
                Layer::Dropout { rate } => (Op::Dropout(rate), extent, 0),
                Layer::Flatten => (Op::Flatten, Extent::map(extent.count(), 1, 1), 0),
            };
            steps.push(Step { op, layer: at, input: extent, output });
            extent = output;
            at += 1 + used;
        }
        Ok(Self { purpose, input, steps, frozen: Vec::new() })
    }

    /// Whether training leaves this layer alone.
    pub fn is_frozen(&self, layer: usize) -> bool {
        self.frozen.get(layer).copied().unwrap_or(false)
    }

    /// Coming out.
    pub fn output(&self) -> Extent {
        self.steps.last().map_or(self.input, |step| step.output)
    }
}

/// What of ReLU and 2 × 2 maximum follows at once, and how many layers that is.
fn after(rest: &[Layer]) -> (Then, usize) {
    const POOL: Layer = Layer::MaxPool2d { size: 2 };
    match rest {
        [Layer::Relu, POOL, ..] | [POOL, Layer::Relu, ..] => (Then::ReluPool, 2),
        [Layer::Relu, ..] => (Then::Relu, 1),
        [POOL, ..] => (Then::Pool, 1),
        _ => (Then::Nothing, 0),
    }
}

fn relu_after(rest: &[Layer]) -> (Then, usize) {
    if rest.first() == Some(&Layer::Relu) { (Then::Relu, 1) } else { (Then::Nothing, 0) }
}

fn pool(input: Extent, window: Window) -> Result<Pool> {
    if window.height == 0 || window.width == 0 || input.height < window.height || input.width < window.width {
        bail!("a map of {} × {} is smaller than the pool's window", input.height, input.width);
    }
    let output = Extent { height: input.height / window.height, width: input.width / window.width, ..input };
    Ok(Pool { input, output, window })
}
