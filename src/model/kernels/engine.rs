//! Runs a plan over a batch: step by step forward, saving what the backward pass needs. Each step shares its images
//! out among the threads of the current rayon pool.

use rayon::prelude::*;

use super::buffer::Buffer;
use super::conv::Convolve;
use super::conv_winograd::{self, Tiles};
use super::join;
use super::layer_norm::{LayerNorm, Moments};
use super::norm::{self, Statistics};
use super::pack::running;
use super::plan::{MapOp, Op, Plan, Purpose, Slot, Step, TokenOp};
use super::pointwise::{self, Mask};
use super::sequence;
use super::shape::{ConvShape, Then};
use super::simd::{dispatch_rows, vectorise};
use super::softmax::Softmax;

/// Blocks of images whose sums are kept apart and added in order: the same on any number of threads.
pub const BLOCKS: usize = 16;

/// The parameters of one layer: weight, bias and, in a normalisation, running mean and variance.
pub type Params<'a> = Vec<&'a [f32]>;

/// Weights of one step in the order its loops read them.
#[derive(Debug, Default)]
pub struct Packed {
    /// Weights going forward; empty if they can be read as they are.
    pub weight: Buffer,
    /// Padded bias, or offset of a normalisation.
    pub bias: Buffer,
}

/// What the forward pass of one step saves for its backward pass.
#[derive(Debug, Default)]
pub struct SavedForBackward {
    /// Its outputs.
    pub output: Buffer,
    /// For each output of a maximum, which input of its window it was; see [`super::conv::DEAD`].
    pub codes: Vec<u32>,
    /// A normalisation's statistics.
    pub statistics: Statistics,
    /// A dropout's mask.
    pub mask: Option<Mask>,
    /// A GELU's slopes.
    pub slope: Buffer,
    /// Of each token, what its normalisation did.
    pub moments: Vec<Moments>,
    /// Of each head and token, its softmax.
    pub softmax: Vec<Softmax>,
}

/// Input and saved activations of one forward pass; reused by the next one, so that nothing is allocated anew.
#[derive(Debug, Default)]
pub struct Tape {
    /// The input, where its layout had to change.
    pub input: Buffer,
    /// What each step saves.
    pub saved: Vec<SavedForBackward>,
}

/// Images of a block when `images` are cut into [`BLOCKS`].
pub fn block_of(images: usize) -> usize {
    images.div_ceil(BLOCKS).max(1)
}

/// Smallest output of a step with this behind it.
pub fn floor(then: Then) -> f32 {
    if then.has_relu() { 0.0 } else { f32::NEG_INFINITY }
}

/// Lengthens a channel vector to `stride` with zeros.
pub fn pad(values: &[f32], stride: usize) -> Vec<f32> {
    let mut padded = values.to_vec();
    padded.resize(stride, 0.0);
    padded
}

impl Plan {
    /// Computes all steps for `images` images, given in `tape.input` if that is not empty, else in `input`. `packed`
    /// holds the weights; `layers` only needs those that are read as they are. `key` draws the key of each dropout.
    pub fn forward(
        &self,
        layers: &[Params<'_>],
        packed: &[Packed],
        input: &[f32],
        images: usize,
        tape: &mut Tape,
        mut key: impl FnMut() -> u64,
    ) {
        let Tape { input: laid_out, saved } = tape;
        saved.resize_with(self.steps.len(), SavedForBackward::default);
        let input = if laid_out.is_empty() { input } else { laid_out };
        for (at, step) in self.steps.iter().enumerate() {
            let (before, after) = saved.split_at_mut(at);
            let read = |slot: Slot| match slot {
                Slot::Input => input,
                Slot::Step(step) => &before[step].output,
            };
            after[0].output.resize(images * step.output.len());
            if let Op::Map(MapOp::Dropout { rate, .. }) = step.op {
                after[0].mask = Some(Mask::new(key(), rate));
            }
            let params: &[&[f32]] = layers.get(step.layer).map_or(&[], |params| params);
            match &step.op {
                Op::Add { then } => {
                    let inputs: Vec<&[f32]> = step.inputs.iter().map(|&slot| read(slot)).collect();
                    join::add(&inputs, images, floor(*then), &mut after[0].output);
                }
                Op::Concat(extents) => {
                    let inputs: Vec<&[f32]> = step.inputs.iter().map(|&slot| read(slot)).collect();
                    join::concatenate(&inputs, extents, step.output, &mut after[0].output);
                }
                Op::Map(op) => self.map(op, step, params, &packed[at], read(step.inputs[0]), images, &mut after[0]),
                Op::Tokens(op) => self.tokens(op, step, &packed[at], read(step.inputs[0]), images, &mut after[0]),
            }
        }
    }

    /// A step over maps or vectors.
    #[expect(clippy::too_many_arguments, reason = "what a step reads and what it writes are borrowed apart")]
    fn map(
        &self,
        op: &MapOp,
        step: &Step,
        params: &[&[f32]],
        packed: &Packed,
        x: &[f32],
        images: usize,
        saved: &mut SavedForBackward,
    ) {
        let y = &mut saved.output;
        match op {
            MapOp::Conv { shape, tiles, .. } => {
                let wants_codes = self.purpose == Purpose::Train && shape.then.window() == 4;
                saved.codes.resize(if wants_codes { y.len() } else { 0 }, 0);
                match *tiles {
                    Some(tiles) => convolve_tiles(shape, tiles, packed, (x, images), y, &mut saved.codes),
                    None => convolve(shape, packed, x, y, &mut saved.codes),
                }
            }
            MapOp::Dense { sizes, then, .. } => {
                let w = if packed.weight.is_empty() { params[0] } else { &packed.weight };
                sizes.forward(x, w, &packed.bias, floor(*then), y);
            }
            MapOp::Norm { then } => {
                let stride = step.output.stride;
                let block = block_of(images) * step.output.len();
                let owned;
                let (factor, offset) = match self.purpose {
                    Purpose::Infer => (&*packed.weight, &*packed.bias),
                    Purpose::Train => {
                        saved.statistics = if self.is_frozen(step.layer) {
                            running(params, stride)
                        } else {
                            Statistics::of(x, stride, block)
                        };
                        owned = saved.statistics.affine(&pad(params[0], stride), &pad(params[1], stride));
                        (&*owned.0, &*owned.1)
                    }
                };
                each(
                    step,
                    x,
                    y,
                    #[inline(always)]
                    |_, x, y| dispatch_rows(stride, norm::Apply { x, y, factor, offset, floor: floor(*then) }),
                );
            }
            MapOp::Relu => each(
                step,
                x,
                y,
                #[inline(always)]
                |_, x, y| {
                    for (y, &x) in y.iter_mut().zip(x) {
                        *y = if x > 0.0 { x } else { 0.0 };
                    }
                },
            ),
            MapOp::Tanh => each(
                step,
                x,
                y,
                #[inline(always)]
                |_, x, y| pointwise::tanh_forward(x, y),
            ),
            MapOp::MaxPool(pool) => each(
                step,
                x,
                y,
                #[inline(always)]
                |_, x, y| pool.max_forward(x, y),
            ),
            MapOp::MeanPool(pool) => each(
                step,
                x,
                y,
                #[inline(always)]
                |_, x, y| pool.mean_forward(x, y),
            ),
            MapOp::Dropout { order, .. } => {
                let mask = saved.mask.expect("a mask was drawn for this step before it ran");
                each(
                    step,
                    x,
                    y,
                    #[inline(always)]
                    |image, x, y| {
                        y.copy_from_slice(x);
                        mask.apply(step.output, *order, image, y);
                    },
                );
            }
            MapOp::Flatten => each(
                step,
                x,
                y,
                #[inline(always)]
                |_, x, y| pointwise::flatten(step.input, x, y),
            ),
        }
    }

    /// A step over tokens.
    fn tokens(
        &self,
        op: &TokenOp,
        step: &Step,
        packed: &Packed,
        x: &[f32],
        images: usize,
        saved: &mut SavedForBackward,
    ) {
        let saves = self.purpose == Purpose::Train;
        match op {
            TokenOp::Patches(patches) => each(step, x, &mut saved.output, |_, x, y| patches.forward(x, y)),
            TokenOp::Embedding(_) => sequence::embed(x, &packed.weight, step.output, &mut saved.output),
            TokenOp::Linear { linear, then } => {
                sequence::linear(*linear, packed, x, images, floor(*then), &mut saved.output);
            }
            TokenOp::Positions => sequence::put_positions(x, &packed.weight, images, &mut saved.output),
            TokenOp::LayerNorm => {
                let norm = LayerNorm { gain: &packed.weight, shift: &packed.bias, stride: step.input.stride };
                sequence::norm(norm, x, images, saves, saved);
            }
            TokenOp::Gelu => sequence::gelu(x, images, saves, step.input.stride, saved),
            TokenOp::Attention(attention) => sequence::attend(*attention, x, images, saved),
        }
    }
}

/// Runs `one(index, x, y)` for every image, in parallel if there are several.
fn each(step: &Step, x: &[f32], y: &mut [f32], one: impl Fn(usize, &[f32], &mut [f32]) + Sync) {
    let (from, to) = (step.input.len(), step.output.len());
    if y.len() <= to {
        return vectorise(
            (x, y),
            #[inline(always)]
            |(x, y)| one(0, x, y),
        );
    }
    let share = (y.len() / to).div_ceil(4 * rayon::current_num_threads());
    y.par_chunks_mut(to).zip(x.par_chunks(from)).enumerate().with_min_len(share).for_each(|(image, (y, x))| {
        vectorise(
            (x, y),
            #[inline(always)]
            |(x, y)| one(image, x, y),
        );
    });
}

/// Convolves every image, in parallel if there are several.
fn convolve(shape: &ConvShape, packed: &Packed, x: &[f32], y: &mut [f32], codes: &mut [u32]) {
    let one = |bordered: &mut Buffer, (x, (y, codes)): (&[f32], (&mut [f32], &mut [u32]))| {
        let x = if shape.padding == 0 {
            x
        } else {
            shape.border(x, bordered);
            bordered
        };
        Convolve {
            x,
            taps: &shape.taps,
            depth: shape.input.channels,
            bases: &shape.bases,
            window: shape.then.window(),
            floor: floor(shape.then),
            packed: &packed.weight,
            bias: &packed.bias,
            y,
            codes,
        }
        .run();
    };
    let border = || Buffer::zeros(if shape.padding == 0 { 0 } else { shape.bordered.len() });
    let (from, to) = (shape.input.len(), shape.output.len());
    if y.len() <= to {
        return one(&mut border(), (x, (y, codes)));
    }
    if codes.is_empty() {
        let images = x.par_chunks(from).zip(y.par_chunks_mut(to).map(|y| (y, &mut [][..])));
        return images.for_each_init(border, one);
    }
    x.par_chunks(from).zip(y.par_chunks_mut(to).zip(codes.par_chunks_mut(to))).for_each_init(border, one);
}

/// Convolves every image by transforms, some images at a time.
fn convolve_tiles(
    shape: &ConvShape,
    tiles: Tiles,
    packed: &Packed,
    (x, images): (&[f32], usize),
    y: &mut [f32],
    codes: &mut [u32],
) {
    let forward =
        conv_winograd::Forward { shape, tiles, packed: &packed.weight, bias: &packed.bias, floor: floor(shape.then) };
    // No result depends on how many are computed together, so that the number of threads may decide it.
    let together = tiles.images().min(images.div_ceil(2 * rayon::current_num_threads())).max(1);
    let (from, to) = (together * shape.input.len(), together * shape.output.len());
    let pairs = x.par_chunks(from).zip(y.par_chunks_mut(to));
    if codes.is_empty() {
        return pairs.for_each(|(x, y)| forward.run(x, y, &mut []));
    }
    pairs.zip(codes.par_chunks_mut(to)).for_each(|((x, y), codes)| forward.run(x, y, codes));
}
