//! The parameter tensors of each operation: names, shapes and how fresh ones are drawn.

use super::init::Init;
use super::{Layer, Shape};

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
            Self::Linear { units } => vec![
                ParamSpec::trained("weight", vec![units, channels], Init::Uniform { fan_in: channels }),
                ParamSpec::trained("bias", vec![units], Init::Uniform { fan_in: channels }),
            ],
            Self::Embedding { vocabulary, width } => {
                vec![ParamSpec::trained("weight", vec![vocabulary, width], Init::Uniform { fan_in: width })]
            }
            Self::LayerNorm => vec![
                ParamSpec::trained("weight", vec![channels], Init::Ones),
                ParamSpec::trained("bias", vec![channels], Init::Zeros),
            ],
            Self::Positions => {
                let shape = vec![input.len() / channels.max(1), channels];
                vec![ParamSpec::trained("weight", shape, Init::Uniform { fan_in: channels })]
            }
            Self::Relu
            | Self::Tanh
            | Self::Gelu
            | Self::Patches { .. }
            | Self::Attention { .. }
            | Self::MeanTokens
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
