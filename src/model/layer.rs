//! The operations of a network's nodes, as data: shapes and parameters follow from them alone.

use super::Shape;
use super::init::Init;
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
}

/// One parameter tensor of a layer.
#[derive(Debug, Clone, PartialEq)]
pub struct ParamSpec {
    /// "weight", "bias", "`running_mean`" or "`running_var`".
    pub name: &'static str,
    /// Its shape, in `PyTorch`'s order: filters × channels × rows × columns, outputs × inputs.
    pub shape: Vec<usize>,
    /// How fresh weights are drawn.
    pub init: Init,
    /// Whether the optimiser changes it; running statistics are not trained.
    pub is_trained: bool,
}

impl ParamSpec {
    fn trained(name: &'static str, shape: Vec<usize>, init: Init) -> Self {
        Self { name, shape, init, is_trained: true }
    }
}

impl Layer {
    /// Short name of the kind, as used in parameter names.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Conv2d { .. } => "conv",
            Self::BatchNorm => "norm",
            Self::Relu => "relu",
            Self::Tanh => "tanh",
            Self::MaxPool2d { .. } | Self::AvgPool2d { .. } | Self::GlobalAvgPool => "pool",
            Self::Dropout { .. } => "dropout",
            Self::Flatten => "flatten",
            Self::Dense { .. } => "dense",
            Self::Add => "add",
            Self::Concat => "concat",
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
            | Self::Dense { .. } => match inputs {
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
            Self::Relu | Self::Tanh | Self::Dropout { .. } | Self::Add | Self::Concat => Ok(input),
        }
    }

    /// Its parameter tensors for an input of shape `input`.
    #[must_use]
    pub fn params(self, input: Shape) -> Vec<ParamSpec> {
        let channels = match input {
            Shape::Map { channels, .. } => channels,
            Shape::Vector(length) => length,
            Shape::Sequence { width, .. } => width,
        };
        match self {
            Self::Conv2d { filters, kernel, .. } => {
                let fan_in = channels * kernel * kernel;
                let shape = vec![filters, channels, kernel, kernel];
                vec![
                    ParamSpec::trained("weight", shape, Init::KaimingUniform { fan_in }),
                    ParamSpec::trained("bias", vec![filters], Init::Uniform { fan_in }),
                ]
            }
            Self::Dense { units } => {
                let fan_in = input.len();
                vec![
                    ParamSpec::trained("weight", vec![units, fan_in], Init::KaimingUniform { fan_in }),
                    ParamSpec::trained("bias", vec![units], Init::Uniform { fan_in }),
                ]
            }
            Self::BatchNorm => vec![
                ParamSpec::trained("weight", vec![channels], Init::Ones),
                ParamSpec::trained("bias", vec![channels], Init::Zeros),
                ParamSpec { name: "running_mean", shape: vec![channels], init: Init::Zeros, is_trained: false },
                ParamSpec { name: "running_var", shape: vec![channels], init: Init::Ones, is_trained: false },
            ],
            Self::Relu
            | Self::Tanh
            | Self::MaxPool2d { .. }
            | Self::AvgPool2d { .. }
            | Self::GlobalAvgPool
            | Self::Dropout { .. }
            | Self::Flatten
            | Self::Add
            | Self::Concat => Vec::new(),
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
