//! What becomes of the outputs of a model that a run starts from.

use serde::{Deserialize, Serialize};

use super::TrainError;
use crate::data::LabelSet;
use crate::model::{Array, Model, Weights};
use crate::text::{Named, ToMessage as _};

/// The output layer of a run that starts from a trained model. Fresh weights have an output for each class of the
/// images, whatever is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum OutputLayer {
    /// The model's own, which has to know every class of the images.
    #[default]
    Kept,
    /// The model's own, with a fresh output behind them for each class of the images that it does not know.
    Extended,
    /// Fresh ones, one for each class of the images.
    New,
}

impl Named for OutputLayer {
    fn key(&self) -> &'static str {
        match self {
            Self::Kept => "output-layer-kept",
            Self::Extended => "output-layer-extended",
            Self::New => "output-layer-new",
        }
    }
}

impl OutputLayer {
    /// Every choice, the usual one first.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The classes of a run that starts from a model of the classes `model` and learns from images of `data`.
    ///
    /// # Errors
    /// When both together are more than there may be.
    pub fn labels(self, model: LabelSet, data: LabelSet) -> Result<LabelSet, TrainError> {
        match self {
            Self::Kept => Ok(model),
            Self::Extended => model.extended_with(data).map_err(|fault| TrainError::Labels(fault.to_message().into())),
            Self::New => Ok(data),
        }
    }

    /// The weights of `model` with an output for each of `labels`: fresh ones are drawn from `seed`.
    #[must_use]
    pub fn weights(self, model: &Model, labels: LabelSet, seed: u64) -> Weights {
        let (arch, mut weights) = (model.card.architecture, model.weights.clone());
        let table = arch.table();
        let kept = match self {
            Self::Kept => usize::MAX,
            Self::Extended => model.card.labels.len(),
            Self::New => 0,
        };
        let Some(layer) = table.output_layer().filter(|_| kept < labels.len()) else { return weights };
        let fresh = Weights::fresh_with(arch, labels.len(), seed);
        for (name, drawn) in fresh.0 {
            let is_output = name.strip_prefix(layer).is_some_and(|rest| rest.starts_with('.'));
            let Some(own) = weights.0.get_mut(&name).filter(|_| is_output) else { continue };
            let row = own.values.len() / own.shape.first().copied().unwrap_or(1).max(1);
            let values: Vec<f32> =
                own.values.iter().take(kept * row).chain(drawn.values.iter().skip(kept * row)).copied().collect();
            *own = Array { shape: drawn.shape, values: values.into() };
        }
        weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Arch, Kernels, ModelCard, Pixels, Predictor, Skill};

    fn model(arch: Arch) -> Model {
        Model { card: ModelCard::new("start", arch, LabelSet::DIGITS), weights: Weights::fresh(arch, 1) }
    }

    #[test]
    fn old_outputs_are_kept_to_the_bit_and_new_ones_added_in_every_network() {
        let signs = LabelSet::new(&["+", "="]).expect("two names");
        for arch in Arch::with(Skill::ReadsPictures) {
            let start = model(arch);
            let labels = OutputLayer::Extended.labels(LabelSet::DIGITS, signs).expect("twelve");
            let weights = OutputLayer::Extended.weights(&start, labels, 7);
            weights.check(arch).unwrap_or_else(|fault| panic!("{arch}: {fault}"));
            assert_eq!(weights.outputs(arch), 12, "{arch}");
            let read = |weights: &Weights| {
                let predictor = Predictor::new(arch, weights, Pixels::Unit, Kernels::Fast).expect("they fit");
                predictor.predict_pixels(&[99; crate::data::PIXELS]).expect("it runs")[0].logits
            };
            let (before, after) = (read(&start.weights), read(&weights));
            for (old, new) in before.iter().zip(after.iter()) {
                assert!((old - new).abs() < 1e-4, "{arch}: {old} {new}");
            }
            let fresh = OutputLayer::New.weights(&start, signs, 7);
            assert_eq!(fresh.outputs(arch), 2, "{arch}");
            let changed = fresh.0.iter().filter(|(name, array)| start.weights.0.get(*name) != Some(array)).count();
            assert_eq!(changed, 2, "{arch}: a weight and a bias");
            assert_eq!(OutputLayer::Kept.weights(&start, LabelSet::DIGITS, 7), start.weights);
        }
    }
}
