//! Batches: from shuffled indices to the tensor a step reads. Images stay bytes until they are in a batch.

use candle_core::{Device, Tensor};
use rayon::prelude::*;

use super::made_up::{self, Replacement};
use crate::data::draw::image_of;
use crate::data::split::shuffle;
use crate::data::{Augmentation, Dataset, PIXELS, SIDE};
use crate::model::kernels::loss::NO_CLASS;
use crate::model::{ModelError, Pixels};

/// Images a thread converts at a time: below this, splitting the work costs more than it gains.
const IMAGES_PER_TASK: usize = 16;

/// Images and labels of one step.
pub struct Batch {
    /// N × 1 × 28 × 28, as the network reads them.
    pub images: Tensor,
    /// N labels, 0 to 9, or [`NO_CLASS`].
    pub labels: Vec<u8>,
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
    pub seed: u64,
}

impl Batches<'_> {
    /// The images at `indices`, numbered as by [`Draw::epoch`](crate::data::Draw::epoch) and changed as `epoch` changes
    /// them. What an image becomes depends on the seed, the epoch and its number alone, not on its place in the batch
    /// or the thread that does it.
    pub fn batch(&self, indices: &[u32], epoch: usize) -> Result<Batch, ModelError> {
        let mut input = vec![0.0; indices.len() * PIXELS];
        let mut labels = vec![0; indices.len()];
        let pairs = input.par_chunks_exact_mut(PIXELS).zip(&mut labels).zip(indices).with_min_len(IMAGES_PER_TASK);
        pairs.for_each(|((input, label), &index)| *label = self.convert(index, epoch, input));
        let images = Tensor::from_vec(input, (indices.len(), 1, SIDE, SIDE), &Device::Cpu)?;
        Ok(Batch { images, labels })
    }

    /// Writes the image as the network reads it, and gives its label.
    fn convert(&self, index: u32, epoch: usize, input: &mut [f32]) -> u8 {
        let image = image_of(index, self.dataset.len());
        let (original, label) = (self.dataset.pixels(image), self.labels[image]);
        let (epoch, number) = (epoch as u64, u64::from(index));
        let replacement = self.made_up.replace(self.dataset, label, self.seed, epoch, number);
        if self.augmentation.is_none() && replacement.is_none() {
            self.scale(original, input);
            return label;
        }
        let (picture, label) = match &replacement {
            None => (original, label),
            Some(Replacement::Written(image)) => (&image.0, label),
            Some(Replacement::Outlier(image)) => (&image.0, NO_CLASS),
        };
        let mut changed = [0; PIXELS];
        self.augmentation.apply(picture, &mut changed, self.seed, epoch, number);
        self.scale(&changed, input);
        label
    }

    fn scale(&self, pixels: &[u8; PIXELS], input: &mut [f32]) {
        let (factor, offset) = self.pixels.affine();
        for (input, &pixel) in input.iter_mut().zip(pixels) {
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
