//! A network packed once and for all, to read images with.

use std::sync::Mutex;

use candle_core::{Result, Tensor};
use rayon::prelude::*;

use super::engine::{Packed, Tape};
use super::fast::check;
use super::graph::{lock, with_numbers};
use super::plan::{Plan, Purpose};
use crate::model::NamedLayer;
use crate::model::network::LoadedLayer;

/// Images read together: enough to reuse the weights of a dense layer, few enough to stay in the cache.
const BLOCK: usize = 32;

/// Weights in reading order; it does not follow later changes to the variables they came from.
pub struct Reader {
    plan: Plan,
    packed: Vec<Packed>,
    /// Working memory that waits for the next images.
    tapes: Mutex<Vec<Tape>>,
}

impl Reader {
    /// Packs `layers` for grey images of height × width.
    ///
    /// # Errors
    /// When the layers cannot take such images.
    pub fn new(layers: &[LoadedLayer], height: usize, width: usize) -> Result<Self> {
        let named: Vec<&NamedLayer> = layers.iter().map(|layer| &layer.named).collect();
        let plan = Plan::new(&named, (1, height, width), Purpose::Infer)?;
        check(&plan, layers)?;
        let params: Vec<Vec<Tensor>> =
            layers.iter().map(|layer| layer.tensors.iter().map(|var| var.as_tensor().clone()).collect()).collect();
        let tensors: Vec<&[Tensor]> = params.iter().map(Vec::as_slice).collect();
        let mut packed = Vec::new();
        with_numbers(&tensors, |numbers| plan.pack(numbers, &mut packed))?;
        Ok(Self { plan, packed, tapes: Mutex::default() })
    }

    /// Hands the logits of each image to `take`, in order. Each pixel byte becomes byte × `factor` + `offset`; a
    /// trailing part of an image is ignored. Several images are shared out among the threads of the rayon pool.
    pub fn read<T: Send>(&self, pixels: &[u8], factor: f32, offset: f32, take: impl Fn(&[f32]) -> T + Sync) -> Vec<T> {
        let size = self.plan.input.len();
        let whole = &pixels[..pixels.len() / size * size];
        if whole.len() == size {
            return self.block(whole, factor, offset, &take);
        }
        let blocks = whole.par_chunks(BLOCK * size).flat_map_iter(|pixels| self.block(pixels, factor, offset, &take));
        blocks.collect()
    }

    fn block<T>(&self, pixels: &[u8], factor: f32, offset: f32, take: &impl Fn(&[f32]) -> T) -> Vec<T> {
        let mut tape = lock(&self.tapes).pop().unwrap_or_default();
        tape.input.resize(pixels.len());
        for (input, &pixel) in tape.input.iter_mut().zip(pixels) {
            *input = f32::from(pixel) * factor + offset;
        }
        let images = pixels.len() / self.plan.input.len();
        self.plan.forward(&[], &self.packed, &[], images, &mut tape, || 0);
        let output = self.plan.output();
        let rows = tape.saved.last().map_or(&[][..], |saved| &saved.output);
        let taken = rows.chunks_exact(output.stride).map(|row| take(&row[..output.channels])).collect();
        lock(&self.tapes).push(tape);
        taken
    }
}
