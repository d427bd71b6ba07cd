//! A network's layers as fused steps: what can be computed in one pass over the numbers becomes one step. What is read
//! by several others, or reads several, is a step of its own.

use super::attention::Attention;
use super::conv_winograd::Tiles;
use super::dense::Dense;
use super::linear::Linear;
use super::pointwise::Order;
use super::pool::Pool;
use super::sequence::Patches;
use super::shape::{ConvShape, Extent, Then};

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
    /// Sum of all inputs.
    Add {
        /// What follows: nothing or a ReLU.
        then: Then,
    },
    /// Inputs one behind the other at every position.
    Concat(Vec<Extent>),
    /// Something of one input, image by image.
    Map(MapOp),
    /// Something of one input, token by token or sequence by sequence.
    Tokens(TokenOp),
}

/// What a step makes of maps or vectors.
#[derive(Debug, Clone)]
pub enum MapOp {
    /// Convolution; `norm` is the layer of a batch normalisation to fold into its weights.
    Conv {
        /// Its geometry.
        shape: Box<ConvShape>,
        /// Layer of the normalisation behind it.
        norm: Option<usize>,
        /// How it is cut into tiles, if it is computed by transforms.
        tiles: Option<Tiles>,
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
    /// Dropout.
    Dropout {
        /// Share that is dropped.
        rate: f32,
        /// How the numbers are counted.
        order: Order,
    },
    /// Maps to a vector.
    Flatten,
}

/// What a step makes of sequences, or a sequence of what it reads.
#[derive(Debug, Clone)]
pub enum TokenOp {
    /// Squares of maps as tokens.
    Patches(Patches),
    /// Rows of a table of so many.
    Embedding(usize),
    /// Linear layer of tokens.
    Linear {
        /// Its sizes.
        linear: Linear,
        /// What follows: nothing or a ReLU.
        then: Then,
    },
    /// Numbers added to each token.
    Positions,
    /// Normalisation of each token.
    LayerNorm,
    /// GELU.
    Gelu,
    /// Self-attention.
    Attention(Attention),
}

/// Where a step finds an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The plan's input.
    Input,
    /// What this step gave.
    Step(usize),
}

/// One fused step of a plan, with the shapes around it.
#[derive(Debug, Clone)]
pub struct Step {
    /// The operation.
    pub op: Op,
    /// Index of the layer whose parameters it uses.
    pub layer: usize,
    /// What it reads.
    pub inputs: Vec<Slot>,
    /// Shape of one image going in; of the first input, if there are several.
    pub input: Extent,
    /// Shape of one image coming out.
    pub output: Extent,
}

/// A network as a sequence of fused steps, each of which reads steps before it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What it is for.
    pub purpose: Purpose,
    /// Shape of one image going in.
    pub input: Extent,
    /// Steps; the last gives the output.
    pub steps: Vec<Step>,
    /// Whether a layer's parameters are frozen, by its index; if empty, all are trained.
    pub frozen: Vec<bool>,
    /// Whether a sequence comes out, and not a vector.
    pub(super) gives_sequence: bool,
}

impl Plan {
    /// Whether training leaves this layer alone.
    pub fn is_frozen(&self, layer: usize) -> bool {
        self.frozen.get(layer).copied().unwrap_or(false)
    }

    /// Coming out.
    pub fn output(&self) -> Extent {
        self.steps.last().map_or(self.input, |step| step.output)
    }

    /// Shape of what comes out for so many images, without padding.
    pub fn result(&self, images: usize) -> candle_core::Shape {
        let output = self.output();
        if self.gives_sequence {
            (images, output.positions(), output.channels).into()
        } else {
            (images, output.channels).into()
        }
    }
}
