//! The operations of a network's nodes, as data: shapes and parameters follow from them alone.

use super::Shape;
use crate::msg;
use crate::text::Message;

/// The operation of one node of a network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Layer {
    /// Square convolution (cross-correlation, as everywhere in the field) with a bias for each filter.
    Conv2d {
        /// Number of filters: output channels.
        filters: usize,
        /// Side of the square kernel.
        kernel: usize,
        /// Step between two positions of the kernel.
        stride: usize,
        /// Zeros added around the map on each side.
        padding: usize,
    },
    /// Batch normalisation over each channel (arXiv 1502.03167), ε = 1e-5.
    BatchNorm,
    /// max(0, x).
    Relu,
    /// Hyperbolic tangent.
    Tanh,
    /// Largest of each `size` × `size` window, windows side by side; a remainder at the edge is dropped.
    MaxPool2d {
        /// Side of the pooling window in pixels; the stride is the same.
        size: usize,
    },
    /// Mean of each `size` × `size` window, windows side by side; a remainder at the edge is dropped.
    AvgPool2d {
        /// Side of the window and step.
        size: usize,
    },
    /// Mean of each whole feature map.
    GlobalAvgPool,
    /// While training, zeroes this share of the numbers and scales the rest by 1 / (1 − rate) (JMLR 15, 2014).
    Dropout {
        /// Share dropped, in [0, 1).
        rate: f32,
    },
    /// Feature maps to a vector: channel by channel, row by row.
    Flatten,
    /// Every output is a weighted sum of every input, plus a bias.
    Dense {
        /// Number of outputs.
        units: usize,
    },
    /// Sum of its inputs, number by number.
    Add,
    /// Its inputs one behind the other: maps by channel, tokens by width.
    Concat,
    /// Cuts maps into squares, row by row; each becomes a token of its numbers, channel by channel, row by row.
    Patches {
        /// Side of a square.
        size: usize,
    },
    /// A row of numbers for every whole number of a single map, row by row: tokens of a vocabulary.
    Embedding {
        /// How many different ones there are, from 0 on.
        vocabulary: usize,
        /// Numbers of each.
        width: usize,
    },
    /// The same weighted sums, with a bias, for every token.
    Linear {
        /// Numbers of a token that come out.
        units: usize,
    },
    /// Adds numbers to each token that say where it stands.
    Positions,
    /// Shifts and scales the numbers of each token to mean 0 and variance 1 (arXiv 1607.06450), ε = 1e-5.
    LayerNorm,
    /// x · Φ(x), with the normal distribution's Φ (arXiv 1606.08415).
    Gelu,
    /// Self-attention (arXiv 1706.03762): a token's numbers are queries, keys and values, of all heads each; what comes
    /// out are the heads' results side by side.
    Attention {
        /// Heads.
        heads: usize,
        /// Which tokens a token may look at.
        reach: Reach,
    },
    /// Mean of all tokens.
    MeanTokens,
}

/// Which tokens a token may look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All of them.
    Full,
    /// Itself and those before it.
    Causal,
}

impl Layer {
    /// Short name of the kind, as used in parameter names.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Conv2d { .. } => "conv",
            Self::BatchNorm | Self::LayerNorm => "norm",
            Self::Relu => "relu",
            Self::Tanh => "tanh",
            Self::MaxPool2d { .. } | Self::AvgPool2d { .. } | Self::GlobalAvgPool | Self::MeanTokens => "pool",
            Self::Dropout { .. } => "dropout",
            Self::Flatten => "flatten",
            Self::Dense { .. } => "dense",
            Self::Add => "add",
            Self::Concat => "concat",
            Self::Patches { .. } => "patches",
            Self::Embedding { .. } => "embedding",
            Self::Linear { .. } => "linear",
            Self::Positions => "positions",
            Self::Gelu => "gelu",
            Self::Attention { .. } => "attention",
        }
    }

    /// Shape of its output for inputs of these shapes.
    ///
    /// # Errors
    /// When the layer cannot take such inputs (a vector where maps are needed, a map smaller than the kernel).
    pub fn output(self, inputs: &[Shape]) -> Result<Shape, Message> {
        match self {
            Self::Add => match inputs {
                [first, _, ..] if inputs.iter().all(|shape| shape == first) => Ok(*first),
                [_, _, ..] => Err(msg!("layer-shapes-differ")),
                [] | [_] => Err(msg!("layer-needs-several")),
            },
            Self::Concat => joined(inputs),
            Self::Conv2d { .. }
            | Self::BatchNorm
            | Self::Relu
            | Self::Tanh
            | Self::MaxPool2d { .. }
            | Self::AvgPool2d { .. }
            | Self::GlobalAvgPool
            | Self::Dropout { .. }
            | Self::Flatten
            | Self::Dense { .. }
            | Self::Patches { .. }
            | Self::Embedding { .. }
            | Self::Linear { .. }
            | Self::Positions
            | Self::LayerNorm
            | Self::Gelu
            | Self::Attention { .. }
            | Self::MeanTokens => match inputs {
                &[input] => self.output_of(input),
                [] | [_, ..] => Err(msg!("layer-needs-one")),
            },
        }
    }

    /// Shape of the output of a layer with one input.
    fn output_of(self, input: Shape) -> Result<Shape, Message> {
        let maps = || match input {
            Shape::Map { channels, height, width } => Ok((channels, height, width)),
            Shape::Vector(_) | Shape::Sequence { .. } => Err(msg!("layer-needs-maps")),
        };
        let tokens = || match input {
            Shape::Sequence { tokens, width } => Ok((tokens, width)),
            Shape::Map { .. } | Shape::Vector(_) => Err(msg!("layer-needs-tokens")),
        };
        match self {
            Self::Conv2d { filters, kernel, stride, padding } => {
                let (_, height, width) = maps()?;
                let side = |length: usize| {
                    let room = (length + 2 * padding).checked_sub(kernel)?;
                    (stride > 0 && kernel > 0).then(|| room / stride + 1)
                };
                match (side(height), side(width)) {
                    (Some(height), Some(width)) => Ok(Shape::Map { channels: filters, height, width }),
                    (None, _) | (_, None) => Err(msg!("layer-kernel-too-large")),
                }
            }
            Self::MaxPool2d { size } | Self::AvgPool2d { size } => {
                let (channels, height, width) = maps()?;
                if size == 0 || height < size || width < size {
                    return Err(msg!("layer-window-too-large"));
                }
                Ok(Shape::Map { channels, height: height / size, width: width / size })
            }
            Self::GlobalAvgPool => maps().map(|(channels, ..)| Shape::Vector(channels)),
            Self::Flatten => maps().map(|_| Shape::Vector(input.len())),
            Self::BatchNorm => maps().map(|_| input),
            Self::Dense { units } => match input {
                Shape::Vector(_) => Ok(Shape::Vector(units)),
                Shape::Map { .. } | Shape::Sequence { .. } => Err(msg!("layer-needs-vector")),
            },
            Self::Patches { size } => {
                let (channels, height, width) = maps()?;
                if size == 0 || !height.is_multiple_of(size) || !width.is_multiple_of(size) {
                    return Err(msg!("layer-patches-left-over"));
                }
                Ok(Shape::Sequence { tokens: height / size * (width / size), width: channels * size * size })
            }
            Self::Embedding { width, .. } => match maps()? {
                (1, height, columns) => Ok(Shape::Sequence { tokens: height * columns, width }),
                _ => Err(msg!("layer-needs-one-map")),
            },
            Self::Linear { units } => tokens().map(|(tokens, _)| Shape::Sequence { tokens, width: units }),
            Self::Positions => tokens().map(|_| input),
            Self::LayerNorm => match input {
                Shape::Sequence { .. } | Shape::Vector(_) => Ok(input),
                Shape::Map { .. } => Err(msg!("layer-needs-tokens")),
            },
            Self::Attention { heads, .. } => {
                let (tokens, width) = tokens()?;
                if heads == 0 || !width.is_multiple_of(3 * heads) {
                    return Err(msg!("layer-heads", heads = heads, width = width));
                }
                Ok(Shape::Sequence { tokens, width: width / 3 })
            }
            Self::MeanTokens => tokens().map(|(_, width)| Shape::Vector(width)),
            Self::Relu | Self::Tanh | Self::Gelu | Self::Dropout { .. } | Self::Add | Self::Concat => Ok(input),
        }
    }
}

/// Inputs one behind the other, where everything else about them is the same.
fn joined(inputs: &[Shape]) -> Result<Shape, Message> {
    let (Some(&first), 2..) = (inputs.first(), inputs.len()) else { return Err(msg!("layer-needs-several")) };
    let together = inputs[1..].iter().try_fold(first, |all, &next| match (all, next) {
        (Shape::Map { channels, height, width }, Shape::Map { channels: more, height: rows, width: columns })
            if (height, width) == (rows, columns) =>
        {
            Some(Shape::Map { channels: channels + more, height, width })
        }
        (Shape::Vector(length), Shape::Vector(more)) => Some(Shape::Vector(length + more)),
        (Shape::Sequence { tokens, width }, Shape::Sequence { tokens: same, width: more }) if tokens == same => {
            Some(Shape::Sequence { tokens, width: width + more })
        }
        (Shape::Map { .. } | Shape::Vector(_) | Shape::Sequence { .. }, _) => None,
    });
    together.ok_or_else(|| msg!("layer-shapes-differ"))
}
