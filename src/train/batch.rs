//! Batches: from shuffled indices to the tensor a step reads. Images stay bytes until they are in a batch.

use candle_core::{Device, Tensor};
use rayon::prelude::*;

use crate::data::split::shuffle;
use crate::data::{Augmentation, Dataset, PIXELS, SIDE};
use crate::model::{ModelError, Pixels};

/// Images a thread converts at a time: below this, splitting the work costs more than it gains.
const IMAGES_PER_TASK: usize = 16;

/// Images and labels of one step.
pub struct Batch {
    /// N × 1 × 28 × 28, as the network reads them.
    pub images: Tensor,
    /// N labels, 0 to 9.
    pub labels: Vec<u8>,
}

/// Makes the batches of a run.
pub struct Batches<'a> {
    pub dataset: &'a Dataset,
    pub pixels: Pixels,
    pub augmentation: Augmentation,
    pub seed: u64,
}

impl Batches<'_> {
    /// The images at `indices`, changed as `epoch` changes them. What an image becomes depends on the seed, the
    /// epoch and the image alone, not on its place in the batch or the thread that does it.
    pub fn batch(&self, indices: &[u32], epoch: usize) -> Result<Batch, ModelError> {
        let mut input = vec![0.0; indices.len() * PIXELS];
        let pairs = input.par_chunks_exact_mut(PIXELS).zip(indices).with_min_len(IMAGES_PER_TASK);
        pairs.for_each(|(input, &index)| self.convert(index, epoch, input));
        let images = Tensor::from_vec(input, (indices.len(), 1, SIDE, SIDE), &Device::Cpu)?;
        let labels = indices.iter().map(|&index| self.dataset.label(index as usize)).collect();
        Ok(Batch { images, labels })
    }

    fn convert(&self, index: u32, epoch: usize, input: &mut [f32]) {
        let original = self.dataset.pixels(index as usize);
        if self.augmentation.is_none() {
            return self.scale(original, input);
        }
        let mut changed = [0; PIXELS];
        self.augmentation.apply(original, &mut changed, self.seed, epoch as u64, u64::from(index));
        self.scale(&changed, input);
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
