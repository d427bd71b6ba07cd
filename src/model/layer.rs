//! The layers a network is made of, as data: shapes and parameters follow from the table alone.

use super::init::Init;
use crate::msg;
use crate::text::{Message, ToMessage};

/// Shape of one image's activations between two layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Feature maps.
    Map {
        /// Number of maps.
        channels: usize,
        /// Rows of each map.
        height: usize,
        /// Columns of each map.
        width: usize,
    },
    /// A plain vector of this length.
    Vector(usize),
}

impl Shape {
    /// Numbers held.
    #[must_use]
    pub fn len(self) -> usize {
        match self {
            Self::Map { channels, height, width } => channels * height * width,
            Self::Vector(length) => length,
        }
    }

    /// Whether it holds no number.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

impl std::fmt::Display for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Map { channels, height, width } => write!(f, "{channels} × {height} × {width}"),
            Self::Vector(length) => write!(f, "{length}"),
        }
    }
}

/// One step of a network.
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

/// A layer in its place: named, with the shapes around it.
#[derive(Debug, Clone)]
pub struct NamedLayer {
    /// "conv1", "pool2", "dense1": its kind, numbered from 1 within the network. Parameters are `name.weight` etc.
    pub name: String,
    /// The layer.
    pub layer: Layer,
    /// Shape of one image's numbers going in.
    pub input: Shape,
    /// Shape coming out.
    pub output: Shape,
    /// Its parameter tensors, possibly none.
    pub params: Vec<ParamSpec>,
}

impl NamedLayer {
    /// Number of trained parameters.
    #[must_use]
    pub fn parameters(&self) -> usize {
        let trained = self.params.iter().filter(|param| param.is_trained);
        trained.map(|param| param.shape.iter().product::<usize>()).sum()
    }
}

/// Why a layer cannot stand where it stands.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct ShapeError {
    /// The layer's kind.
    pub layer: &'static str,
    /// What it was given.
    pub input: Shape,
    /// What is wrong.
    pub fault: Message,
}

impl ToMessage for ShapeError {
    fn to_message(&self) -> Message {
        msg!("layer-misplaced", layer = self.layer, input = self.input.to_string(), fault = self.fault.clone())
    }
}

crate::display_as_message!(ShapeError);

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
        }
    }

    /// Shape of its output for an input of shape `input`.
    ///
    /// # Errors
    /// When the layer cannot take such an input (a vector where maps are needed, a map smaller than the kernel).
    pub fn output(self, input: Shape) -> Result<Shape, ShapeError> {
        let refused = |fault| Err(ShapeError { layer: self.kind(), input, fault });
        match (self, input) {
            (Self::Conv2d { filters, kernel, stride, padding }, Shape::Map { height, width, .. }) => {
                let side = |length: usize| {
                    let room = (length + 2 * padding).checked_sub(kernel)?;
                    (stride > 0 && kernel > 0).then(|| room / stride + 1)
                };
                match (side(height), side(width)) {
                    (Some(height), Some(width)) => Ok(Shape::Map { channels: filters, height, width }),
                    _ => refused(msg!("layer-kernel-too-large")),
                }
            }
            (Self::MaxPool2d { size } | Self::AvgPool2d { size }, Shape::Map { channels, height, width }) => {
                if size == 0 || height < size || width < size {
                    return refused(msg!("layer-window-too-large"));
                }
                Ok(Shape::Map { channels, height: height / size, width: width / size })
            }
            (Self::GlobalAvgPool, Shape::Map { channels, .. }) => Ok(Shape::Vector(channels)),
            (Self::Flatten, Shape::Map { .. }) => Ok(Shape::Vector(input.len())),
            (Self::Dense { units }, Shape::Vector(_)) => Ok(Shape::Vector(units)),
            (Self::BatchNorm, Shape::Map { .. }) | (Self::Relu | Self::Tanh | Self::Dropout { .. }, _) => Ok(input),
            (Self::Dense { .. }, Shape::Map { .. }) => refused(msg!("layer-needs-vector")),
            (
                Self::Conv2d { .. }
                | Self::MaxPool2d { .. }
                | Self::AvgPool2d { .. }
                | Self::GlobalAvgPool
                | Self::BatchNorm
                | Self::Flatten,
                Shape::Vector(_),
            ) => refused(msg!("layer-needs-maps")),
        }
    }

    /// Its parameter tensors for an input of shape `input`.
    #[must_use]
    pub fn params(self, input: Shape) -> Vec<ParamSpec> {
        match (self, input) {
            (Self::Conv2d { filters, kernel, .. }, Shape::Map { channels, .. }) => {
                let fan_in = channels * kernel * kernel;
                vec![
                    ParamSpec::trained(
                        "weight",
                        vec![filters, channels, kernel, kernel],
                        Init::KaimingUniform { fan_in },
                    ),
                    ParamSpec::trained("bias", vec![filters], Init::Uniform { fan_in }),
                ]
            }
            (Self::Dense { units }, _) => {
                let fan_in = input.len();
                vec![
                    ParamSpec::trained("weight", vec![units, fan_in], Init::KaimingUniform { fan_in }),
                    ParamSpec::trained("bias", vec![units], Init::Uniform { fan_in }),
                ]
            }
            (Self::BatchNorm, Shape::Map { channels, .. }) => vec![
                ParamSpec::trained("weight", vec![channels], Init::Ones),
                ParamSpec::trained("bias", vec![channels], Init::Zeros),
                ParamSpec { name: "running_mean", shape: vec![channels], init: Init::Zeros, is_trained: false },
                ParamSpec { name: "running_var", shape: vec![channels], init: Init::Ones, is_trained: false },
            ],
            (
                Self::Conv2d { .. }
                | Self::BatchNorm
                | Self::Relu
                | Self::Tanh
                | Self::MaxPool2d { .. }
                | Self::AvgPool2d { .. }
                | Self::GlobalAvgPool
                | Self::Dropout { .. }
                | Self::Flatten,
                _,
            ) => Vec::new(),
        }
    }
}

/// `layers` with dropout at `rate` wherever they have dropout; without any, it is put in front of the last dense layer.
/// At rate 0 nothing is dropped. No parameter changes its name or shape.
#[must_use]
pub fn with_dropout(layers: &[Layer], rate: f32) -> Vec<Layer> {
    let mut layers = layers.to_vec();
    let is_dropout = |layer: &Layer| matches!(layer, Layer::Dropout { .. });
    if layers.iter().any(is_dropout) {
        for layer in layers.iter_mut().filter(|layer| is_dropout(layer)) {
            *layer = Layer::Dropout { rate };
        }
    } else if let Some(last) = layers.iter().rposition(|layer| matches!(layer, Layer::Dense { .. })) {
        layers.insert(last, Layer::Dropout { rate });
    }
    layers
}

/// Puts a table of layers in place behind a 1 × 28 × 28 image: names, shapes and parameters of each.
///
/// # Errors
/// When a layer cannot take what the one before it gives.
pub fn place(layers: &[Layer]) -> Result<Vec<NamedLayer>, ShapeError> {
    let mut shape = Shape::Map { channels: 1, height: crate::data::SIDE, width: crate::data::SIDE };
    let mut placed: Vec<NamedLayer> = Vec::with_capacity(layers.len());
    for &layer in layers {
        let output = layer.output(shape)?;
        let number = 1 + placed.iter().filter(|other| other.layer.kind() == layer.kind()).count();
        placed.push(NamedLayer {
            name: format!("{}{number}", layer.kind()),
            layer,
            input: shape,
            output,
            params: layer.params(shape),
        });
        shape = output;
    }
    Ok(placed)
}
