//! What can be measured of a network between two steps: how far each layer moved, how its weights and activations are
//! spread, what its first filters look like, which digits it takes for which. Pure functions of numbers.

use super::single_step::SingleStep;
use crate::analysis::Confusion;
use crate::data::SIDE;
use crate::model::{Arch, Layer, NamedLayer, Weights};

/// Bars of a histogram; odd, so that the middle one stands around nothing.
pub const BARS: usize = 41;
/// Filters that are shown at most.
pub const MOST_FILTERS: usize = 64;

/// What somebody looks at; nothing else is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interest {
    /// Layers: ratios, histograms, filters.
    Layers,
    /// Digits: the confusion matrix within an epoch too, on some of the validation images.
    Digits,
}

/// One measurement; of layers and digits only the newest matters.
#[derive(Debug, Clone, PartialEq)]
pub enum Statistics {
    /// Of the layers.
    Layers(Box<LayerStatistics>),
    /// Of the digits.
    Digits(Box<DigitStatistics>),
    /// How far the layers moved, alone.
    Updates(UpdateRatios),
    /// Of one step that was taken alone.
    SingleStep(Box<SingleStep>),
}

impl Statistics {
    /// Whether nobody needs this one any more once there is `newer`: it is of the same kind, and what was measured when
    /// an epoch was done only gives way to another epoch.
    #[must_use]
    pub fn is_overtaken_by(&self, newer: &Self) -> bool {
        let is_epoch = |digits: &DigitStatistics| matches!(digits.scope, Scope::Epoch(_));
        match (self, newer) {
            (Self::Layers(_), Self::Layers(_)) | (Self::SingleStep(_), Self::SingleStep(_)) => true,
            (Self::Digits(old), Self::Digits(new)) => is_epoch(new) || !is_epoch(old),
            // Updates are points of a curve, each of which counts.
            (Self::Updates(_), _)
            | (_, Self::Updates(_))
            | (Self::Layers(_), Self::Digits(_) | Self::SingleStep(_))
            | (Self::Digits(_), Self::Layers(_) | Self::SingleStep(_))
            | (Self::SingleStep(_), Self::Layers(_) | Self::Digits(_)) => false,
        }
    }
}

/// When something was measured.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MeasuredAt {
    /// Steps done in the run.
    pub step: u64,
    /// Epochs trained, with their part.
    pub epochs: f64,
    /// Time trained until then, without pauses.
    pub elapsed_secs: f64,
}

/// How far the layers moved in one step.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateRatios {
    /// After which step.
    pub measured: MeasuredAt,
    /// See [`LayerFigures::update_ratio`]; of every layer with weights, from the image to the digits.
    pub ratios: Vec<f64>,
}

/// How the layers are.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerStatistics {
    /// After which step.
    pub measured: MeasuredAt,
    /// Every layer with weights, from the image to the digits.
    pub layers: Vec<LayerFigures>,
    /// What the first layer looks for; `None` if its weights are no pictures.
    pub filters: Option<Filters>,
}

/// One layer with weights.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerFigures {
    /// Its name: "conv1".
    pub name: String,
    /// L2 norm of the step's change over that of the weights before it, over all trained numbers of the layer; 0 for
    /// one that is frozen.
    pub update_ratio: f64,
    /// How its weights are spread, biases left out.
    pub weights: Histogram,
    /// How its outputs are spread on some validation images, behind its activation function.
    pub activations: Option<Activations>,
}

/// Outputs of a layer on some images.
#[derive(Debug, Clone, PartialEq)]
pub struct Activations {
    /// How they are spread.
    pub histogram: Histogram,
    /// Share of zeros among them, in [0, 1]: behind a ReLU, the share of units that are off.
    pub zeros: f64,
}

/// How numbers are spread over [`BARS`] equal stretches of a symmetric range.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// The range reaches from −`reach` to `reach`.
    pub reach: f32,
    /// Numbers in each stretch.
    pub counts: [u32; BARS],
}

impl Histogram {
    /// Counts `values`. The reach is the first of 1, 2, 5, 10 and so on (and their parts by ten) that holds all of
    /// them, so that it moves seldom. Numbers that are not finite are left out.
    #[must_use]
    pub fn of(values: &[f32]) -> Self {
        let finite = || values.iter().copied().filter(|value| value.is_finite());
        let reach = round_up(finite().fold(0.0, |reach: f32, value| reach.max(value.abs())));
        let mut counts = [0; BARS];
        for value in finite() {
            let place = f32::midpoint(value / reach, 1.0) * BARS as f32;
            counts[(place as usize).min(BARS - 1)] += 1;
        }
        Self { reach, counts }
    }
}

/// The first of 1, 2, 5 and their multiples and parts by ten that is at least `value`.
fn round_up(value: f32) -> f32 {
    if value <= 0.0 || !value.is_finite() {
        return 1.0;
    }
    let power = 10_f32.powi(value.log10().floor() as i32);
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|part| part * power).find(|reach| *reach >= value).unwrap_or(value)
}

impl Activations {
    /// Of these outputs.
    #[must_use]
    pub fn of(values: &[f32]) -> Self {
        let zeros = values.iter().filter(|value| **value == 0.0).count();
        Self { histogram: Histogram::of(values), zeros: zeros as f64 / values.len().max(1) as f64 }
    }
}

/// Square pictures of weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Filters {
    /// Side of each, in weights.
    pub side: usize,
    /// How many the layer has.
    pub total: usize,
    /// The first of them, [`MOST_FILTERS`] at most, each row by row.
    pub pictures: Vec<Vec<f32>>,
}

impl Filters {
    /// Those of the first layer with weights.
    #[must_use]
    pub fn of(arch: Arch, weights: &Weights) -> Option<Self> {
        let first = arch.placed().into_iter().find(|layer| !layer.params.is_empty())?;
        let side = match first.layer {
            Layer::Conv2d { kernel, .. } => kernel,
            Layer::Dense { .. } => SIDE,
            // Of patches: as many weights as a square has pixels.
            Layer::Linear { .. } => first.params[0].shape[1].isqrt(),
            Layer::BatchNorm
            | Layer::Relu
            | Layer::Tanh
            | Layer::MaxPool2d { .. }
            | Layer::AvgPool2d { .. }
            | Layer::GlobalAvgPool
            | Layer::Dropout { .. }
            | Layer::Flatten
            | Layer::Add
            | Layer::Concat
            | Layer::Patches { .. }
            | Layer::Embedding { .. }
            | Layer::Positions
            | Layer::LayerNorm
            | Layer::Gelu
            | Layer::Attention { .. }
            | Layer::MeanTokens => return None,
        };
        let values = &weights.0.get(&format!("{}.weight", first.name))?.values;
        let pictures = values.chunks_exact(side * side);
        let total = pictures.len();
        Some(Self { side, total, pictures: pictures.take(MOST_FILTERS).map(<[f32]>::to_vec).collect() })
    }
}

/// Update ratios and spreads of the layers of `arch` over the step from `before` to `after`. `activations` holds the
/// outputs of each layer with weights, in their order, or nothing.
#[must_use]
pub fn layers(
    arch: Arch,
    before: &Weights,
    after: &Weights,
    mut activations: Vec<Option<Activations>>,
) -> Vec<LayerFigures> {
    let ratios = update_ratios(arch, before, after);
    activations.resize(ratios.len(), None);
    let figures = with_weights(arch).zip(ratios).zip(activations).map(|((layer, update_ratio), activations)| {
        let weights = after.0.get(&format!("{}.weight", layer.name));
        LayerFigures {
            update_ratio,
            weights: Histogram::of(weights.map_or(&[], |weights| &weights.values)),
            activations,
            name: layer.name,
        }
    });
    figures.collect()
}

/// Names of the layers of `arch` that have weights, from the image to the digits.
#[must_use]
pub fn layer_names(arch: Arch) -> Vec<String> {
    with_weights(arch).map(|layer| layer.name).collect()
}

/// The update ratio of each layer of `arch` that has weights over the step from `before` to `after`, both as the network
/// computes with them; see [`LayerFigures::update_ratio`].
#[must_use]
pub fn update_ratios(arch: Arch, before: &Weights, after: &Weights) -> Vec<f64> {
    let ratio = |layer: NamedLayer| {
        let (mut change, mut size) = (0.0, 0.0);
        for param in layer.params.iter().filter(|param| param.is_trained) {
            let name = format!("{}.{}", layer.name, param.name);
            let (Some(before), Some(after)) = (before.0.get(&name), after.0.get(&name)) else { continue };
            for (before, after) in before.values.iter().zip(after.values.iter()) {
                change += f64::from(after - before).powi(2);
                size += f64::from(*before).powi(2);
            }
        }
        if size > 0.0 { f64::sqrt(change / size) } else { 0.0 }
    };
    with_weights(arch).map(ratio).collect()
}

fn with_weights(arch: Arch) -> impl Iterator<Item = NamedLayer> {
    arch.placed().into_iter().filter(|layer| !layer.params.is_empty())
}

/// Which digits are taken for which.
#[derive(Debug, Clone, PartialEq)]
pub struct DigitStatistics {
    /// After which step.
    pub measured: MeasuredAt,
    /// Of which images.
    pub scope: Scope,
    /// The counts.
    pub confusion: Confusion,
}

/// Which images digits were measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All validation images, when this epoch (from 1) was done.
    Epoch(usize),
    /// The first so many of them, within an epoch.
    Sample(usize),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Array, Skill};

    fn weights(all: &[(&str, &[f32])]) -> Weights {
        let array = |values: &[f32]| Array { shape: vec![values.len()], values: values.into() };
        Weights(all.iter().map(|(name, values)| ((*name).to_owned(), array(values))).collect())
    }

    #[test]
    fn the_update_ratio_is_the_length_of_the_change_over_that_of_the_weights() {
        // Weights (3, 4) and bias 0 have length 5; they move by (0.3, 0) and 0.4, that is by 0.5.
        let before = weights(&[("dense1.weight", &[3.0, 4.0]), ("dense1.bias", &[0.0])]);
        let after = weights(&[("dense1.weight", &[3.3, 4.0]), ("dense1.bias", &[0.4])]);
        let figures = layers(Arch::Softmax, &before, &after, Vec::new());
        assert_eq!((figures.len(), figures[0].name.as_str()), (1, "dense1"));
        assert!((figures[0].update_ratio - 0.1).abs() < 1e-6, "{}", figures[0].update_ratio);
        assert_eq!(figures[0].weights.counts.iter().sum::<u32>(), 2, "the bias is left out");
    }

    #[test]
    fn a_histogram_counts_each_number_in_its_stretch() {
        let histogram = Histogram::of(&[-2.0, 0.0, 0.01, 2.0, f32::NAN]);
        assert!((histogram.reach - 2.0).abs() < 1e-6);
        // The middle bar of 41 reaches from −2/41 to 2/41.
        assert_eq!((histogram.counts[0], histogram.counts[BARS / 2], histogram.counts[BARS - 1]), (1, 2, 1));
        assert_eq!(histogram.counts.iter().sum::<u32>(), 4);
        for (value, reach) in [(0.3, 0.5), (0.5, 0.5), (0.51, 1.0), (7.0, 10.0), (0.011, 0.02), (0.0, 1.0)] {
            assert!((Histogram::of(&[value]).reach - reach).abs() < 1e-6, "{value}");
        }
    }

    #[test]
    fn the_newest_wins_but_an_epoch_waits_for_the_next() {
        let digits = |scope| {
            let (measured, confusion) = (MeasuredAt::default(), Confusion::default());
            Statistics::Digits(Box::new(DigitStatistics { measured, scope, confusion }))
        };
        let (epoch, next, sample) = (digits(Scope::Epoch(1)), digits(Scope::Epoch(2)), digits(Scope::Sample(9)));
        assert!(sample.is_overtaken_by(&sample) && sample.is_overtaken_by(&epoch) && epoch.is_overtaken_by(&next));
        assert!(!epoch.is_overtaken_by(&sample));
    }

    #[test]
    fn silence_is_the_share_of_exact_noughts() {
        let activations = Activations::of(&[0.0, 1.0, 0.0, -1.0]);
        assert!((activations.zeros - 0.5).abs() < 1e-12);
        assert!(Activations::of(&[]).zeros.abs() < 1e-12);
    }

    #[test]
    fn the_first_layer_of_every_network_that_reads_pictures_is_shown_as_pictures() {
        for arch in Arch::with(Skill::ReadsPictures) {
            let filters = Filters::of(arch, &Weights::fresh(arch, 1)).unwrap_or_else(|| panic!("{arch}"));
            assert!(!filters.pictures.is_empty() && filters.pictures.len() <= MOST_FILTERS.min(filters.total));
            assert!(filters.pictures.iter().all(|picture| picture.len() == filters.side * filters.side), "{arch}");
        }
        let softmax = Filters::of(Arch::Softmax, &Weights::fresh(Arch::Softmax, 1)).expect("one picture a digit");
        assert_eq!((softmax.side, softmax.total), (28, 10));
    }
}
