//! Which weights a run changes: plain settings, checked once.

use serde::{Deserialize, Serialize};

use super::TrainError;
use super::range::within;
use crate::model::params::ParamSpec;
use crate::model::{Arch, Layer, NamedLayer};
use crate::msg;
use crate::text::Named;

/// α of low-rank adapters: what their product is multiplied by, over the rank, so that another rank needs no other
/// learning rate (arXiv 2106.09685, section 4.1).
pub const ALPHA: f64 = 8.0;

/// Which weights a run changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::EnumCount)]
#[serde(rename_all = "snake_case")]
pub enum Trainable {
    /// All of them.
    #[default]
    All,
    /// Those of the last layer.
    LastLayer,
    /// Those of the last block of layers.
    LastBlock,
    /// Low-rank adapters beside the weights (arXiv 2106.09685), merged into them in the end.
    LowRank {
        /// Rank, 1 to 64.
        rank: usize,
    },
}

impl Named for Trainable {
    fn key(&self) -> &'static str {
        match self {
            Self::All => "trainable-all",
            Self::LastLayer => "trainable-last-layer",
            Self::LastBlock => "trainable-last-block",
            Self::LowRank { .. } => "trainable-low-rank",
        }
    }
}

impl Trainable {
    /// Every choice with its usual settings.
    pub const ALL: [Self; <Self as strum::EnumCount>::COUNT] =
        [Self::All, Self::LastLayer, Self::LastBlock, Self::LowRank { rank: 4 }];

    /// The layers of `arch` that learn, by name. A block is a convolution, dense or linear layer with what normalises it; the
    /// last block is the last two of them.
    #[must_use]
    pub fn layers(self, arch: Arch) -> Vec<String> {
        let placed = arch.placed();
        let weighted: Vec<usize> = (0..placed.len()).filter(|&at| is_weighted(&placed[at])).collect();
        let from = |behind: usize| weighted.iter().rev().nth(behind).or(weighted.first()).copied().unwrap_or(0);
        let learns = |at: usize, layer: &NamedLayer| match self {
            Self::All => true,
            Self::LastLayer => at >= from(0),
            Self::LastBlock => at >= from(1),
            Self::LowRank { .. } => is_weighted(layer),
        };
        let learning = placed.iter().enumerate().filter(|(at, layer)| learns(*at, layer));
        learning.map(|(_, layer)| layer.name.clone()).collect()
    }

    /// How many numbers of `arch` with this many outputs learn: weights, or those of the adapters beside them.
    #[must_use]
    pub fn parameters(self, arch: Arch, outputs: usize) -> usize {
        let learning = self.layers(arch);
        let placed = arch.placed_with(outputs);
        let layers = placed.iter().filter(|layer| learning.contains(&layer.name));
        match self {
            Self::All | Self::LastLayer | Self::LastBlock => layers.map(NamedLayer::parameters).sum(),
            Self::LowRank { rank } => {
                let params = layers.flat_map(|layer| layer.params.iter().map(move |param| (layer, param)));
                let adapted = params.filter(|(layer, param)| is_adapted(layer, param)).map(|(_, param)| param);
                let sides = |param: &ParamSpec| {
                    let numbers: usize = param.shape.iter().product();
                    param.shape[0] + numbers / param.shape[0].max(1)
                };
                adapted.map(|param| adapter_rank(param, rank) * sides(param)).sum()
            }
        }
    }

    /// Checks the rank.
    ///
    /// # Errors
    /// When it is out of range; names the range.
    pub fn validate(self) -> Result<(), TrainError> {
        match self {
            Self::All | Self::LastLayer | Self::LastBlock => Ok(()),
            Self::LowRank { rank } => within(msg!("train-setting-rank"), rank, 1, 64),
        }
    }
}

/// How many numbers of `arch` with this many outputs learn.
#[must_use]
pub fn trained_parameters(arch: Arch, trainable: Trainable, outputs: usize) -> usize {
    trainable.parameters(arch, outputs)
}

fn is_weighted(layer: &NamedLayer) -> bool {
    matches!(layer.layer, Layer::Conv2d { .. } | Layer::Dense { .. } | Layer::Linear { .. })
}

/// Whether a tensor of `layer` gets an adapter: the weights of convolutions, dense and linear layers (attention's
/// projections among them), which have more than one axis.
pub(super) fn is_adapted(layer: &NamedLayer, param: &ParamSpec) -> bool {
    is_weighted(layer) && param.is_trained && param.shape.len() > 1
}

/// The rank of a tensor's adapter: at most its smaller side, beyond which there is nothing to gain.
pub(super) fn adapter_rank(param: &ParamSpec, rank: usize) -> usize {
    let numbers: usize = param.shape.iter().product();
    let outputs = param.shape.first().copied().unwrap_or(1).max(1);
    rank.min(outputs).min(numbers / outputs).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_weights_that_learn_is_counted_by_hand() {
        let count = |trainable: Trainable| trained_parameters(Arch::Conv3, trainable, 10);
        assert_eq!(count(Trainable::All), 93_322);
        // 64 × 10 and 10 biases; before it 576 × 64 and 64.
        assert_eq!(count(Trainable::LastLayer), 650);
        assert_eq!(count(Trainable::LastBlock), 650 + 36_928);
        // Outputs and inputs of each layer: 32 and 9, 64 and 288, 64 and 576, 64 and 576, 10 and 64.
        assert_eq!(count(Trainable::LowRank { rank: 1 }), 41 + 352 + 640 + 640 + 74);
        // No rank is larger than the smaller side of the layer.
        assert_eq!(count(Trainable::LowRank { rank: 64 }), 9 * 41 + 64 * (352 + 640 + 640) + 10 * 74);
        assert_eq!(trained_parameters(Arch::Softmax, Trainable::LastBlock, 10), 7_850);
    }
}
