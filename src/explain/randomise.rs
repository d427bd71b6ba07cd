//! The check of Adebayo and others (2018, arXiv 1810.03292): a heat map that stays the same when the network's layers
//! are drawn anew, from the digits back to the picture, does not show what the network learned.

use super::{HeatMap, rank};
use crate::data::Image;
use crate::model::{Arch, Weights};

/// A step of the check: the layer that is drawn anew besides those above it, with the layers that normalise for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Layers {
    /// Name of the layer with weights.
    pub name: String,
    /// All that are drawn anew in this step.
    all: Vec<String>,
}

/// The steps for a network, the layer of the digits first.
#[must_use]
pub fn cascade(arch: Arch) -> Vec<Layers> {
    let (mut steps, mut norms) = (Vec::new(), Vec::new());
    for layer in arch.placed().into_iter().rev().filter(|layer| !layer.params.is_empty()) {
        norms.push(layer.name.clone());
        if layer.layer.kind() != "norm" {
            steps.push(Layers { name: layer.name, all: std::mem::take(&mut norms) });
        }
    }
    steps
}

/// `weights` with the first `steps` of the cascade as fresh ones of `seed` would be.
#[must_use]
pub fn randomised(arch: Arch, weights: &Weights, steps: usize, seed: u64) -> Weights {
    let fresh = Weights::fresh_with(arch, weights.outputs(arch), seed);
    let cascade = cascade(arch);
    let drawn: Vec<&String> = cascade.iter().take(steps).flat_map(|step| &step.all).collect();
    let is_drawn = |name: &str| {
        drawn.iter().any(|layer| name.strip_prefix(layer.as_str()).is_some_and(|rest| rest.starts_with('.')))
    };
    let all = weights.0.iter().map(|(name, array)| {
        let array = if is_drawn(name) { fresh.0.get(name).unwrap_or(array) } else { array };
        (name.clone(), array.clone())
    });
    Weights(all.collect())
}

/// Rank correlation of two maps over the pixels with ink: 1 if the same pixels count, 0 if nothing is left of the order.
/// `None` where one of them says the same of every pixel.
#[must_use]
pub fn likeness(image: &Image, before: &HeatMap, after: &HeatMap) -> Option<f64> {
    let of = |map: &HeatMap| -> Vec<f32> {
        map.values.iter().zip(&image.0).filter(|(_, ink)| **ink > 0).map(|(value, _)| *value).collect()
    };
    rank::correlation(&of(before), &of(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_drawn_anew_from_the_digits_to_the_picture_and_no_others() {
        let names: Vec<String> = cascade(Arch::Conv5).into_iter().map(|step| step.name).collect();
        assert_eq!(names, ["dense1", "conv5", "conv4", "conv3", "conv2", "conv1"]);
        let weights = Weights::fresh(Arch::Conv5, 1);
        let two = randomised(Arch::Conv5, &weights, 2, 9);
        let changed: Vec<&String> =
            weights.0.iter().filter(|(name, array)| two.0[*name] != **array).map(|(name, _)| name).collect();
        assert_eq!(changed, ["conv5.bias", "conv5.weight", "dense1.bias", "dense1.weight"]);
        let all = randomised(Arch::Conv5, &weights, usize::MAX, 9);
        assert_eq!(all, Weights::fresh(Arch::Conv5, 9));
    }

    #[test]
    fn likeness_asks_for_inked_pixels_alone() {
        let mut image = Image::BLANK;
        image.0[..3].fill(200);
        let map = |values: [f32; 5]| {
            let mut all = vec![0.0; crate::data::PIXELS];
            all[..5].copy_from_slice(&values);
            HeatMap { values: all, score: 0.0, baseline: None }
        };
        let (before, after) = (map([1.0, 2.0, 3.0, 9.0, 0.0]), map([10.0, 20.0, 30.0, 0.0, 9.0]));
        assert_eq!(likeness(&image, &before, &after), Some(1.0));
    }
}
