//! Batches: from shuffled indices to the tensor a step reads. Images stay bytes until they are in a batch.

use candle_core::{Device, Tensor};
use rayon::prelude::*;

use super::distillation::Teachers;
use super::made_up::{self, Replacement};
use crate::data::epoch_sampler::image_of;
use crate::data::split::shuffle;
use crate::data::{Augmentation, Dataset, PIXELS, SIDE};
use crate::model::kernels::loss::NO_CLASS;
use crate::model::{ModelError, Pixels};

/// Images a thread converts at a time: below this, splitting the work costs more than it gains.
const IMAGES_PER_TASK: usize = 16;

/// Examples and labels of one step.
pub struct Batch {
    /// As the network reads them: images are N × 1 × 28 × 28, tokens N × 1 × 1 × as many as it sees.
    pub input: Tensor,
    /// N.
    pub examples: usize,
    /// N labels, numbers of classes, or [`NO_CLASS`]; of tokens one for each, N × tokens.
    pub labels: Vec<u8>,
    /// Soft targets: the mean of the teachers' softened probabilities, N × classes; empty without teachers.
    pub soft_targets: Vec<f32>,
}

/// Makes the batches of a run.
pub struct Batches<'a> {
    pub dataset: &'a Dataset,
    /// A label for each image of `dataset`.
    pub labels: &'a [u8],
    pub pixels: Pixels,
    pub augmentation: Augmentation,
    /// Shares of the images that are made up.
    pub made_up: made_up::Shares,
    pub teachers: &'a Teachers,
    pub seed: u64,
}

impl Batches<'_> {
    /// The images at `indices`, numbered as by [`EpochSampler::epoch`](crate::data::EpochSampler::epoch) and changed as `epoch` changes
    /// them. What an image becomes depends on the seed, the epoch and its number alone, not on its place in the batch
    /// or the thread that does it.
    pub fn batch(&self, indices: &[u32], epoch: usize) -> Result<Batch, ModelError> {
        let mut pixels = vec![0; indices.len() * PIXELS];
        let mut input = vec![0.0; indices.len() * PIXELS];
        let mut labels = vec![0; indices.len()];
        let images = pixels.as_chunks_mut().0.par_iter_mut().zip(input.par_chunks_exact_mut(PIXELS));
        let all = images.zip(&mut labels).zip(indices).with_min_len(IMAGES_PER_TASK);
        all.for_each(|(((pixels, input), label), &index)| {
            *label = self.draw(index, epoch, pixels);
            self.scale(pixels, input);
        });
        let soft_targets = if self.teachers.is_empty() { Vec::new() } else { self.teachers.ask(&pixels)? };
        let input = Tensor::from_vec(input, (indices.len(), 1, SIDE, SIDE), &Device::Cpu)?;
        Ok(Batch { input, examples: indices.len(), labels, soft_targets })
    }

    /// Writes the image as it is shown this time, and gives its label.
    fn draw(&self, index: u32, epoch: usize, shown: &mut [u8; PIXELS]) -> u8 {
        let image = image_of(index, self.dataset.len());
        let (original, label) = (self.dataset.pixels(image), self.labels[image]);
        let (epoch, number) = (epoch as u64, u64::from(index));
        let replacement = self.made_up.replace(self.dataset, label, self.seed, epoch, number);
        if self.augmentation.is_none() && replacement.is_none() {
            *shown = *original;
            return label;
        }
        let (picture, label) = match &replacement {
            None => (original, label),
            Some(Replacement::Synthetic(image)) => (&image.0, label),
            Some(Replacement::Outlier(image)) => (&image.0, NO_CLASS),
        };
        self.augmentation.apply(picture, shown, self.seed, epoch, number);
        label
    }

    fn scale(&self, pixels: &[u8; PIXELS], input: &mut [f32]) {
        let (factor, offset) = self.pixels.affine();
        for (input, &pixel) in input.iter_mut().zip(&*self.pixels.arranged(pixels)) {
            *input = f32::from(pixel) * factor + offset;
        }
    }
}

/// The order in which `epoch` visits the images: a new one each epoch, the same for the same seed.
pub fn order(images: &[u32], seed: u64, epoch: usize) -> Vec<u32> {
    let mut order = images.to_vec();
    shuffle(&mut order, seed, &format!("shuffle {epoch}"));
    order
}
