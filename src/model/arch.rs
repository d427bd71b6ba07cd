//! The list of networks. A new one is a file in `networks/` and a variant here.
//!
//! Most read pictures; some continue sequences of tokens. Who needs one or the other asks for the [`Skill`].

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::init::Init;
use super::{Layer, NamedLayer, Shape, Skill, Table, networks};
use crate::data::{DIGITS, labels};
use crate::text::Named;

/// A network the program knows. Its table is a file in `networks/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, strum::VariantArray)]
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
    /// Six narrow convolutions with batch normalisation.
    Tiny,
    /// Five convolutions, normalised after their pools.
    Conv5,
    /// Six convolutions with batch normalisation.
    Conv6,
    /// Dense blocks of convolutions.
    Dense,
    /// Twenty layers without shortcuts.
    Plain20,
    /// Twenty layers in residual blocks.
    #[serde(rename = "resnet20")]
    ResNet20,
    /// Fifty-six layers without shortcuts.
    Plain56,
    /// Fifty-six layers in residual blocks.
    #[serde(rename = "resnet56")]
    ResNet56,
    /// A transformer over 16 patches.
    Vit7,
    /// The same without position embedding.
    Vit7Unordered,
    /// A transformer over 49 patches.
    Vit4,
    /// A narrow transformer that continues pen strokes.
    GptTiny,
    /// A transformer that continues pen strokes.
    Gpt,
}

impl Arch {
    /// Every network, simplest first.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The networks of this skill, simplest first.
    pub fn with(skill: Skill) -> impl Iterator<Item = Self> + Clone {
        Self::ALL.iter().copied().filter(move |arch| arch.skill() == skill)
    }

    /// What it can be trained to do: what looks up tokens continues them.
    #[must_use]
    pub fn skill(self) -> Skill {
        if self.vocabulary().is_some() { Skill::ContinuesTokens } else { Skill::ReadsPictures }
    }

    /// How many tokens it tells apart, if it reads tokens.
    #[must_use]
    pub fn vocabulary(self) -> Option<usize> {
        // Views ask for it of every network in every frame: a table is built once.
        static VOCABULARIES: [OnceLock<Option<usize>>; Arch::ALL.len()] = [const { OnceLock::new() }; Arch::ALL.len()];
        let looked_up = |layer| if let Layer::Embedding { vocabulary, .. } = layer { Some(vocabulary) } else { None };
        *VOCABULARIES[self as usize].get_or_init(|| self.table().layers().find_map(looked_up))
    }

    /// The shape of what it reads: a picture, or a row of as many tokens as it sees at once.
    #[must_use]
    pub fn input(self) -> Shape {
        match self.skill() {
            Skill::ReadsPictures => Shape::IMAGE,
            Skill::ContinuesTokens => Shape::TOKENS,
        }
    }

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
            Self::Dense => "dense",
            Self::Plain20 => "plain20",
            Self::ResNet20 => "resnet20",
            Self::Plain56 => "plain56",
            Self::ResNet56 => "resnet56",
            Self::Vit7 => "vit7",
            Self::Vit7Unordered => "vit7_unordered",
            Self::Vit4 => "vit4",
            Self::Tiny => "tiny",
            Self::GptTiny => "gpt_tiny",
            Self::Gpt => "gpt",
        }
    }

    /// The names and shapes of its tensors with this many outputs.
    #[must_use]
    pub fn shapes(self, outputs: usize) -> BTreeMap<String, Vec<usize>> {
        let layers = self.placed_with(outputs);
        let tensors = layers.iter().flat_map(|layer| {
            layer.params.iter().map(|param| (format!("{}.{}", layer.name, param.name), param.shape.clone()))
        });
        tensors.collect()
    }

    /// The table of nodes.
    #[must_use]
    pub fn table(self) -> Table {
        match self {
            Self::Softmax => networks::softmax::table(),
            Self::Mlp => networks::mlp::table(),
            Self::LeNet5 => networks::lenet5::table(),
            Self::Conv1 => networks::conv1::table(),
            Self::Conv3 => networks::conv3::table(),
            Self::Conv2Dropout => networks::conv2_dropout::table(),
            Self::Conv5 => networks::conv5::table(),
            Self::Conv6 => networks::conv6::table(),
            Self::Dense => networks::dense::table(),
            Self::Plain20 => networks::plain20::table(),
            Self::ResNet20 => networks::resnet20::table(),
            Self::Plain56 => networks::plain56::table(),
            Self::ResNet56 => networks::resnet56::table(),
            Self::Vit7 => networks::vit7::table(),
            Self::Vit7Unordered => networks::vit7_unordered::table(),
            Self::Vit4 => networks::vit4::table(),
            Self::Tiny => networks::tiny::table(),
            Self::GptTiny => networks::gpt_tiny::table(),
            Self::Gpt => networks::gpt::table(),
        }
    }

    /// The table of nodes with an output for each of `outputs` classes. A network that continues tokens has one for each
    /// token, whatever is asked for.
    #[must_use]
    pub fn table_with(self, outputs: usize) -> Table {
        match self.skill() {
            Skill::ReadsPictures => self.table().with_outputs(outputs),
            Skill::ContinuesTokens => self.table(),
        }
    }

    /// The layers in place: named, with shapes and parameters; of a network that reads pictures with ten outputs.
    #[must_use]
    pub fn placed(self) -> Vec<NamedLayer> {
        self.placed_with(DIGITS)
    }

    /// The layers in place with this many outputs; see [`table_with`](Self::table_with).
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "the tables are constants, and a test places every one")]
    pub fn placed_with(self, outputs: usize) -> Vec<NamedLayer> {
        let table = self.table_with(outputs);
        table.place(self.input()).expect("every listed network fits what it reads, as the shape test holds")
    }

    /// How many outputs a network of this kind has whose tensors have these shapes; ten if they do not say.
    #[must_use]
    pub fn outputs_in<'a>(self, shape: impl Fn(&str) -> Option<&'a [usize]>) -> usize {
        let table = self.table();
        let found = table.output_layer().and_then(|layer| shape(&format!("{layer}.weight"))?.first().copied());
        found.filter(|count| labels::COUNT.contains(count)).unwrap_or(DIGITS)
    }

    /// Number of trained parameters with this many outputs.
    #[must_use]
    pub fn parameters_with(self, outputs: usize) -> usize {
        if outputs == DIGITS {
            return self.parameters();
        }
        self.placed_with(outputs).iter().map(NamedLayer::parameters).sum()
    }

    /// Number of trained parameters; of a network that reads pictures with ten outputs.
    #[must_use]
    pub fn parameters(self) -> usize {
        static PARAMETERS: [OnceLock<usize>; Arch::ALL.len()] = [const { OnceLock::new() }; Arch::ALL.len()];
        *PARAMETERS[self as usize].get_or_init(|| self.placed().iter().map(NamedLayer::parameters).sum())
    }

    /// How the fresh weights of its layers are drawn, biases aside.
    #[must_use]
    pub fn init(self) -> Init {
        let placed = self.placed();
        let mut weights = placed.iter().flat_map(|layer| &layer.params).filter(|param| param.name == "weight");
        weights.next().map_or(Init::Zeros, |param| param.init)
    }

    /// The network with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|arch| arch.id() == id)
    }
}

impl Named for Arch {
    fn key(&self) -> &'static str {
        match self {
            Self::Softmax => "arch-softmax",
            Self::Mlp => "arch-mlp",
            Self::LeNet5 => "arch-lenet5",
            Self::Conv1 => "arch-conv1",
            Self::Conv3 => "arch-conv3",
            Self::Conv2Dropout => "arch-conv2-dropout",
            Self::Tiny => "arch-tiny",
            Self::Conv5 => "arch-conv5",
            Self::Conv6 => "arch-conv6",
            Self::Dense => "arch-dense",
            Self::Plain20 => "arch-plain20",
            Self::ResNet20 => "arch-resnet20",
            Self::Plain56 => "arch-plain56",
            Self::ResNet56 => "arch-resnet56",
            Self::Vit7 => "arch-vit7",
            Self::Vit7Unordered => "arch-vit7-unordered",
            Self::Vit4 => "arch-vit4",
            Self::GptTiny => "arch-gpt-tiny",
            Self::Gpt => "arch-gpt",
        }
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

    #[test]
    fn every_network_fits_what_it_reads_and_ends_in_its_classes_or_tokens() {
        for &arch in Arch::ALL {
            let placed = arch.table().place(arch.input()).unwrap_or_else(|fault| panic!("{arch}: {fault}"));
            let expected = Some(match arch.vocabulary() {
                None => Shape::Vector(10),
                Some(width) => Shape::Sequence { tokens: Shape::TOKENS.len(), width },
            });
            assert_eq!(placed.last().map(|layer| layer.output), expected, "{arch}");
            assert_eq!(Arch::from_id(arch.id()), Some(arch));
            let wide = arch.placed_with(47);
            let expected = if arch.vocabulary().is_none() { Some(Shape::Vector(47)) } else { expected };
            assert_eq!(wide.last().map(|layer| layer.output), expected, "{arch}");
            let shapes = arch.shapes(47);
            let outputs = arch.outputs_in(|name| shapes.get(name).map(Vec::as_slice));
            assert!(outputs == 47 || arch.vocabulary().is_some(), "{arch}: {outputs}");
        }
    }

    #[test]
    fn networks_are_told_apart_by_what_they_are_for() {
        let of = |skill| Arch::with(skill).collect::<Vec<_>>();
        assert_eq!(of(Skill::ContinuesTokens), [Arch::GptTiny, Arch::Gpt]);
        assert_eq!(of(Skill::ReadsPictures).len() + 2, Arch::ALL.len());
        assert!(of(Skill::ReadsPictures).iter().all(|arch| arch.input() == Shape::IMAGE));
    }

    #[test]
    fn parameter_counts_are_the_published_ones() {
        // Counted by hand from the tables; conv1, conv3, conv2_dropout, resnet20 and vit7 as PyTorch counts them.
        let expected = [
            7_850, 109_386, 61_706, 693_962, 93_322, 1_199_882, 7_524, 203_338, 188_890, 79_846, 270_122, 272_778,
            854_762, 857_418, 204_938, 203_914, 204_938, 32_428, 213_932,
        ];
        for (arch, expected) in Arch::ALL.iter().zip(expected) {
            assert_eq!(arch.parameters(), expected, "{arch}");
        }
    }

    #[test]
    fn identifiers_are_the_serialised_names() {
        for &arch in Arch::ALL {
            let text = serde_json::to_string(&arch).expect("an enum serialises");
            assert_eq!(text, format!("\"{}\"", arch.id()));
        }
    }
}
