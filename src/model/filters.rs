//! What the filters of a layer look for: their weights as pictures, and the images that excite each most.

use candle_core::{Device, Tensor};

use super::inspect::{Anatomy, Inspector, Subject};
use super::kernels::candle;
use super::network::Mode;
use super::stages::values;
use super::{Feed, Layer, ModelError, Shape};
use crate::data::{PIXELS, SIDE};

/// The weights of a layer as pictures.
#[derive(Debug, Clone, PartialEq)]
pub struct Filters {
    /// How many filters or numbers the layer gives.
    pub count: usize,
    /// Pictures of each: one for every map that it reads.
    pub channels: usize,
    /// Rows and columns of a picture.
    pub side: usize,
    /// All weights: filter by filter, channel by channel, row by row.
    pub weights: Vec<f32>,
}

impl Filters {
    /// Of the layer at this place; `None` where its weights are no pictures.
    #[must_use]
    pub fn of(subject: &Subject, anatomy: &Anatomy, layer: usize) -> Option<Self> {
        let named = anatomy.layers.get(layer)?;
        let weights = subject.weights.0.get(&format!("{}.weight", named.name))?;
        let source = |feed: &Feed| match *feed {
            Feed::Image => None,
            Feed::Layer(at) => anatomy.layers.get(at),
        };
        let before = named.feeds.first().and_then(source);
        let before = before.map(|before| (before.layer, before.input));
        let (count, channels, side) = if let Layer::Conv2d { filters, kernel, .. } = named.layer
            && let Shape::Map { channels, .. } = named.input
        {
            (filters, channels, kernel)
        } else if let Layer::Dense { units } = named.layer
            && let Some((Layer::Flatten, Shape::Map { channels, height, width })) = before
            && height == width
            && height > 1
        {
            (units, channels, height)
        } else if let Layer::Linear { units } = named.layer
            && let Some((Layer::Patches { size }, Shape::Map { channels, .. })) = before
        {
            (units, channels, size)
        } else {
            return None;
        };
        let weights = weights.values.to_vec();
        (weights.len() == count * channels * side * side).then_some(Self { count, channels, side, weights })
    }

    /// Weights of one picture.
    #[must_use]
    pub fn size(&self) -> usize {
        self.side * self.side
    }

    /// The pictures of one filter, one behind the other.
    #[must_use]
    pub fn filter(&self, filter: usize) -> &[f32] {
        let size = self.channels * self.size();
        self.weights.get(filter * size..(filter + 1) * size).unwrap_or_default()
    }

    /// One picture for each filter: the mean over its channels.
    #[must_use]
    pub fn means(&self) -> Vec<f32> {
        let size = self.size();
        let mean = |at: usize| {
            let (filter, pixel) = (at / size, at % size);
            let all = self.filter(filter).iter().skip(pixel).step_by(size);
            all.sum::<f32>() / self.channels.max(1) as f32
        };
        (0..self.count * size).map(mean).collect()
    }
}

impl Inspector {
    /// How much each of some images (784 bytes each, back to back) excites each map, number or token component of the
    /// layer at this place: its greatest number; images × maps.
    ///
    /// # Errors
    /// When candle refuses an operation.
    pub fn excitement(&self, pixels: &[u8], layer: usize) -> Result<Vec<f32>, ModelError> {
        let count = pixels.len() / PIXELS;
        let mut input = Vec::with_capacity(count * PIXELS);
        self.subject().pixels.extend(&pixels[..count * PIXELS], &mut input);
        let x = Tensor::from_vec(input, (count, 1, SIDE, SIDE), &Device::Cpu)?;
        let layers = &self.layers()[..(layer + 1).min(self.layers().len())];
        let numbers = values(&candle::walk(layers, &x, Mode::Infer, |_, _, _| Ok(()))?)?;
        let greatest = |numbers: &mut dyn Iterator<Item = f32>| numbers.fold(f32::NEG_INFINITY, f32::max);
        let Some(shape) = layers.last().map(|layer| layer.named.output) else { return Ok(Vec::new()) };
        let of_image = |image: &[f32]| -> Vec<f32> {
            match shape {
                Shape::Map { height, width, .. } => {
                    image.chunks_exact(height * width).map(|map| greatest(&mut map.iter().copied())).collect()
                }
                Shape::Vector(_) => image.to_vec(),
                Shape::Sequence { width, .. } => {
                    (0..width).map(|at| greatest(&mut image.iter().skip(at).step_by(width).copied())).collect()
                }
            }
        };
        Ok(numbers.chunks_exact(shape.len()).flat_map(of_image).collect())
    }
}

/// The places of the `most` greatest of `numbers` by column, of `columns` each, the greatest first, with their numbers.
#[must_use]
pub fn greatest(numbers: &[f32], columns: usize, most: usize) -> Vec<Vec<(usize, f32)>> {
    let column = |at: usize| {
        let mut all: Vec<(usize, f32)> = numbers.iter().skip(at).step_by(columns).copied().enumerate().collect();
        all.sort_by(|one, other| other.1.total_cmp(&one.1));
        all.truncate(most);
        all
    };
    (0..columns).map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Image;
    use crate::model::inspect::Changes;
    use crate::model::{Arch, Pixels, Weights};

    fn subject(arch: Arch) -> Subject {
        Subject {
            arch,
            weights: Weights::fresh(arch, 4),
            labels: crate::data::LabelSet::DIGITS,
            pixels: Pixels::Unit,
            temperature: 1.0,
        }
    }

    #[test]
    fn weights_are_pictures_of_what_they_meet() {
        let of = |arch, name: &str| {
            let anatomy = Anatomy::of(arch);
            let at = anatomy.layers.iter().position(|layer| layer.name == name).expect("it is there");
            Filters::of(&subject(arch), &anatomy, at).map(|filters| (filters.count, filters.channels, filters.side))
        };
        assert_eq!(of(Arch::Conv3, "conv2"), Some((64, 32, 3)));
        assert_eq!(of(Arch::Softmax, "dense1"), Some((10, 1, 28)));
        assert_eq!(of(Arch::Vit7, "linear1"), Some((64, 1, 7)));
        assert_eq!(of(Arch::Conv3, "dense2"), None);
    }

    #[test]
    fn a_map_is_as_excited_as_its_greatest_number() {
        let inspector = Inspector::new(subject(Arch::Conv3)).expect("fresh weights fit");
        let images = [Image([40; PIXELS]), Image(std::array::from_fn(|at| (at % 256) as u8))];
        let pixels: Vec<u8> = images.iter().flat_map(|image| image.0).collect();
        let found = inspector.excitement(&pixels, 1).expect("it runs");
        assert_eq!(found.len(), 2 * 32);
        for (image, found) in images.iter().zip(found.chunks_exact(32)) {
            let look = inspector.look(image, &Changes::default()).expect("it runs");
            for (map, &found) in look.outputs[1].chunks_exact(26 * 26).zip(found) {
                let expected = map.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                assert!((found - expected).abs() < 1e-5, "{found}, not {expected}");
            }
        }
        let best = greatest(&found, 32, 1);
        assert_eq!(best.len(), 32);
        assert!(best.iter().enumerate().all(|(map, best)| best[0].1 >= found[map].max(found[32 + map])));
    }
}
