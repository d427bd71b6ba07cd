//! The list of networks. A new one is a file in `networks/` and a variant here.

use serde::{Deserialize, Serialize};

use super::init::Init;
use super::layer::{self, Layer, NamedLayer};
use super::networks;

/// A network the program knows. Its layers are a table in `networks/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arch {
    /// Softmax regression.
    Softmax,
    /// Multi-layer perceptron.
    Mlp,
    /// LeNet-5.
    #[serde(rename = "lenet5")]
    LeNet5,
    /// One convolution.
    Conv1,
    /// Three convolutions.
    Conv3,
    /// Two convolutions with dropout.
    Conv2Dropout,
    /// Five convolutions, normalised after their pools.
    Conv5,
    /// Six convolutions with batch normalisation.
    Conv6,
    /// Six narrow convolutions with batch normalisation.
    Tiny,
}

impl Arch {
    /// Every network, simplest first.
    pub const ALL: [Self; 9] = [
        Self::Softmax,
        Self::Mlp,
        Self::LeNet5,
        Self::Conv1,
        Self::Conv3,
        Self::Conv2Dropout,
        Self::Tiny,
        Self::Conv5,
        Self::Conv6,
    ];

    /// The identifier used on the command line and in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Softmax => "softmax",
            Self::Mlp => "mlp",
            Self::LeNet5 => "lenet5",
            Self::Conv1 => "conv1",
            Self::Conv3 => "conv3",
            Self::Conv2Dropout => "conv2_dropout",
            Self::Conv5 => "conv5",
            Self::Conv6 => "conv6",
            Self::Tiny => "tiny",
        }
    }

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Softmax => "Softmax regression",
            Self::Mlp => "Multi-layer perceptron",
            Self::LeNet5 => "LeNet-5",
            Self::Conv1 => "One convolution",
            Self::Conv3 => "Three convolutions",
            Self::Conv2Dropout => "Two convolutions and dropout",
            Self::Conv5 => "Five convolutions",
            Self::Conv6 => "Six convolutions",
            Self::Tiny => "Tiny network",
        }
    }

    /// One sentence for a sixteen-year-old.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Softmax => "One weight for each pixel and digit: the simplest reader, a straight cut between classes",
            Self::Mlp => "Two hidden layers that mix all pixels, without knowing which pixels are neighbours",
            Self::LeNet5 => "The classic of 1998: small filters slide over the picture, twice, then three dense layers",
            Self::Conv1 => "One layer of 32 sliding filters in front of a dense layer that holds most of the weights",
            Self::Conv3 => {
                "Three layers of sliding filters that see ever larger parts of the digit; small and accurate"
            }
            Self::Conv2Dropout => {
                "Two layers of filters and a wide dense layer, kept honest by dropping units at random"
            }
            Self::Conv5 => {
                "Five layers of filters with batch normalisation between them: quick to train and hard to fool"
            }
            Self::Conv6 => "Three pairs of filter layers, each balanced by batch normalisation: the deepest of all",
            Self::Tiny => "Six narrow layers of filters: fewer weights than softmax regression, and far better",
        }
    }

    /// The table of layers.
    #[must_use]
    pub fn layers(self) -> &'static [Layer] {
        match self {
            Self::Softmax => networks::softmax::LAYERS,
            Self::Mlp => networks::mlp::LAYERS,
            Self::LeNet5 => networks::lenet5::LAYERS,
            Self::Conv1 => networks::conv1::LAYERS,
            Self::Conv3 => networks::conv3::LAYERS,
            Self::Conv2Dropout => networks::conv2_dropout::LAYERS,
            Self::Conv5 => networks::conv5::LAYERS,
            Self::Conv6 => networks::conv6::LAYERS,
            Self::Tiny => networks::tiny::LAYERS,
        }
    }

    /// The layers in place: named, with shapes and parameters.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "the tables are constants, and a test places every one")]
    pub fn placed(self) -> Vec<NamedLayer> {
        layer::place(self.layers()).expect("every listed network fits a 28×28 image, as the shape test holds")
    }

    /// Number of trained parameters.
    #[must_use]
    pub fn parameters(self) -> usize {
        self.placed().iter().map(NamedLayer::parameters).sum()
    }

    /// How the fresh weights of its layers are drawn; biases have a way of their own.
    #[must_use]
    pub fn init(self) -> Init {
        let placed = self.placed();
        let mut weights = placed.iter().flat_map(|layer| &layer.params).filter(|param| param.name == "weight");
        weights.next().map_or(Init::Zeros, |param| param.init)
    }

    /// The network with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|arch| arch.id() == id)
    }
}

impl std::fmt::Display for Arch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Shape;

    #[test]
    fn every_network_fits_an_image_and_ends_in_ten_outputs() {
        for arch in Arch::ALL {
            let placed = layer::place(arch.layers()).unwrap_or_else(|fault| panic!("{arch}: {fault}"));
            assert_eq!(placed.last().map(|layer| layer.output), Some(Shape::Vector(10)), "{arch}");
            assert_eq!(Arch::from_id(arch.id()), Some(arch));
        }
    }

    #[test]
    fn parameter_counts_are_the_published_ones() {
        // Counted by hand from the tables; conv1, conv3 and conv2_dropout as PyTorch counts them.
        let expected = [7_850, 109_386, 61_706, 693_962, 93_322, 1_199_882, 7_524, 203_338, 188_890];
        for (arch, expected) in Arch::ALL.into_iter().zip(expected) {
            assert_eq!(arch.parameters(), expected, "{arch}");
        }
    }

    #[test]
    fn identifiers_are_the_serialised_names() {
        for arch in Arch::ALL {
            let text = serde_json::to_string(&arch).expect("an enum serialises");
            assert_eq!(text, format!("\"{}\"", arch.id()));
        }
    }
}
