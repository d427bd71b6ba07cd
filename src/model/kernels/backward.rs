//! The backward pass through a plan: from the gradient by its outputs to those by its parameters and its input.

use rayon::prelude::*;

use super::buffer::Buffer;
use super::conv_back;
use super::dense::Dense;
use super::engine::{Packed, Params, SavedForBackward, Tape, block_of, pad};
use super::join;
use super::layer_norm::LayerNorm;
use super::plan::{MapOp, Op, Plan, Slot, Step, TokenOp};
use super::pointwise;
use super::scratch::Scratch;
use super::sequence;
use super::shape::{Extent, Then};
use super::simd::vectorise;

/// Gradients of one layer's trained parameters, each in the parameter's own order.
#[derive(Debug, Default)]
pub struct Gradients {
    /// Gradient of the loss by the weight.
    pub weight: Vec<f32>,
    /// Gradient of the loss by the bias.
    pub bias: Vec<f32>,
}

impl Plan {
    /// Fills `scratch.g` with the gradient by the outputs, given image by image without padding.
    pub fn seed(&self, gradient: &[f32], images: usize, g: &mut Buffer) {
        let output = self.output();
        g.resize(images * output.len());
        g.fill(0.0);
        let rows = g.chunks_exact_mut(output.stride).zip(gradient.chunks_exact(output.channels));
        for (row, values) in rows {
            row[..output.channels].copy_from_slice(values);
        }
    }

    /// Gradients of every layer's parameters. `scratch.g` holds the gradient by the outputs; if `wants_input`, it
    /// holds that by the input afterwards.
    #[expect(clippy::too_many_arguments, reason = "what a pass reads and what it writes are borrowed apart")]
    pub fn backward(
        &self,
        layers: &[Params<'_>],
        packed: &[Packed],
        input: &[f32],
        images: usize,
        tape: &Tape,
        scratch: &mut Scratch,
        wants_input: bool,
    ) -> Vec<Gradients> {
        let mut gradients: Vec<Gradients> = layers.iter().map(|_| Gradients::default()).collect();
        let input = if tape.input.is_empty() { input } else { &tape.input };
        let needed = self.needed(layers, wants_input);
        let needs = |slot: Slot| match slot {
            Slot::Input => wants_input,
            Slot::Step(step) => needed[step],
        };
        if !needed.last().is_some_and(|&is_needed| is_needed) {
            return gradients;
        }
        // What a pass that was broken off left would be added to.
        scratch.waiting.clear();
        scratch.waiting.resize_with(self.steps.len() + 1, || None);
        let end = Slot::Step(self.steps.len() - 1);
        let seed = std::mem::take(&mut scratch.g);
        scratch.hand(end, seed);
        for (at, step) in self.steps.iter().enumerate().rev().filter(|(at, _)| needed[*at]) {
            let Some(g) = scratch.waiting[at + 1].take() else { continue };
            scratch.g = g;
            let wanting: Vec<usize> = (0..step.inputs.len()).filter(|&input| needs(step.inputs[input])).collect();
            let wants_dx = !wanting.is_empty();
            let by_input = if wants_dx { images * step.input.len() } else { 0 };
            let x = match step.inputs[0] {
                Slot::Input => input,
                Slot::Step(before) => &tape.saved[before].output,
            };
            let pass = Pass { step, x, saved: &tape.saved[at], images, is_frozen: self.is_frozen(step.layer) };
            let params = layers.get(step.layer).map_or(&[][..], |params| params);
            match &step.op {
                Op::Add { then } => {
                    if *then == Then::Relu {
                        each(step, &tape.saved[at].output, &mut scratch.g, pointwise::relu_backward);
                    }
                    scratch.share(wanting.iter().map(|&input| step.inputs[input]).collect());
                }
                Op::Concat(extents) => {
                    for input in wanting {
                        let mut part = scratch.buffer(images * extents[input].len());
                        join::part(&scratch.g, extents, input, step.output, &mut part);
                        scratch.hand(step.inputs[input], part);
                    }
                }
                Op::Map(op) => {
                    scratch.dx = scratch.buffer(by_input);
                    let is_in_dx = pass.map(op, params, &packed[at], scratch, &mut gradients);
                    scratch.hand_on(is_in_dx, wants_dx.then_some(step.inputs[0]));
                }
                Op::Tokens(op) => {
                    scratch.dx = scratch.buffer(by_input);
                    let is_in_dx = pass.tokens(op, params, scratch, &mut gradients);
                    scratch.hand_on(is_in_dx, wants_dx.then_some(step.inputs[0]));
                }
            }
            scratch.release_gradient();
        }
        let by_input = scratch.waiting[0].take();
        // Without it, the buffer of the next pass's gradient by the outputs.
        scratch.g = by_input.unwrap_or_else(|| scratch.buffer(images * self.output().len()));
        gradients
    }

    /// Which steps need the gradient by their outputs: those with parameters that are trained, and those behind them.
    fn needed(&self, layers: &[Params<'_>], wants_input: bool) -> Vec<bool> {
        let mut needed: Vec<bool> = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let has_params = layers.get(step.layer).is_some_and(|params| !params.is_empty());
            let is_behind = step.inputs.iter().any(|&slot| match slot {
                Slot::Input => wants_input,
                Slot::Step(before) => needed[before],
            });
            needed.push(has_params && !self.is_frozen(step.layer) || is_behind);
        }
        needed
    }
}

/// The backward pass of one step.
struct Pass<'a> {
    step: &'a Step,
    x: &'a [f32],
    saved: &'a SavedForBackward,
    images: usize,
    is_frozen: bool,
}

impl Pass<'_> {
    /// That of a step over maps or vectors. Works on `scratch`; whether the gradient by the input is in `scratch.dx`, else
    /// it is in `scratch.g`.
    fn map(
        &self,
        op: &MapOp,
        params: &[&[f32]],
        packed: &Packed,
        scratch: &mut Scratch,
        all: &mut [Gradients],
    ) -> bool {
        let Pass { step, x, saved, images, is_frozen } = *self;
        let y = &*saved.output;
        let (from, to) = (step.input.len(), step.output.len());
        match op {
            MapOp::Conv { shape, tiles, .. } => {
                all[step.layer] = conv_back::gradients((shape, *tiles), params[0], x, saved, images, scratch);
            }
            MapOp::Dense { sizes, inputs, then } => {
                if *then == Then::Relu {
                    each(step, y, &mut scratch.g, pointwise::relu_backward);
                }
                let w = if packed.weight.is_empty() { params[0] } else { &packed.weight };
                all[step.layer] = dense(*sizes, *inputs, x, &scratch.g);
                if !scratch.dx.is_empty() {
                    sizes.input_gradient(&scratch.g, w, &mut scratch.dx);
                }
            }
            MapOp::Norm { then } => {
                let (weight, bias) = (pad(params[0], step.input.stride), pad(params[1], step.input.stride));
                if is_frozen {
                    // The running statistics are constants: the backward pass is the ReLU's and one factor a channel.
                    if then.has_relu() {
                        each(step, y, &mut scratch.g, pointwise::relu_backward);
                    }
                    let (factor, _) = saved.statistics.affine(&weight, &bias);
                    each(step, y, &mut scratch.g, |_, g| pointwise::scale_channels(g, &factor));
                    return false;
                }
                let block = block_of(images) * from;
                let (mut by_weight, mut by_bias) =
                    saved.statistics.backward(x, &mut scratch.g, (&weight, &bias), block, then.has_relu());
                by_weight.truncate(step.input.channels);
                by_bias.truncate(step.input.channels);
                all[step.layer] = Gradients { weight: by_weight, bias: by_bias };
                return false;
            }
            MapOp::Relu => {
                each(step, y, &mut scratch.g, pointwise::relu_backward);
                return false;
            }
            MapOp::Tanh => {
                each(step, y, &mut scratch.g, pointwise::tanh_backward);
                return false;
            }
            MapOp::Dropout { order, .. } => {
                let mask = saved.mask.expect("the forward pass drew a mask for this step");
                scratch.g.par_chunks_mut(to).enumerate().for_each(|(image, g)| {
                    vectorise(
                        g,
                        #[inline(always)]
                        |g| mask.apply(step.output, *order, image, g),
                    );
                });
                return false;
            }
            MapOp::MaxPool(pool) => spread(
                step,
                scratch,
                #[inline(always)]
                |image, g, dx| {
                    pool.max_backward(&x[image * from..][..from], &y[image * to..][..to], g, dx);
                },
            ),
            MapOp::MeanPool(pool) => spread(
                step,
                scratch,
                #[inline(always)]
                |_, g, dx| pool.mean_backward(g, dx),
            ),
            MapOp::Flatten => spread(
                step,
                scratch,
                #[inline(always)]
                |_, g, dx| pointwise::unflatten(step.input, g, dx),
            ),
        }
        true
    }

    /// The same for a step over tokens.
    fn tokens(&self, op: &TokenOp, params: &[&[f32]], scratch: &mut Scratch, all: &mut [Gradients]) -> bool {
        let Pass { step, x, saved, images, .. } = *self;
        let y = &*saved.output;
        match op {
            TokenOp::Linear { linear, then } => {
                if *then == Then::Relu {
                    each(step, y, &mut scratch.g, pointwise::relu_backward);
                }
                all[step.layer] = sequence::linear_back(*linear, params[0], x, images, scratch);
            }
            TokenOp::LayerNorm => {
                let norm = LayerNorm { gain: params[0], shift: params[1], stride: step.input.stride };
                all[step.layer] = sequence::norm_back(norm, x, &saved.moments, images, scratch);
            }
            TokenOp::Embedding(vocabulary) => {
                all[step.layer] = sequence::embed_back(x, &scratch.g, *vocabulary, step.output);
                // A step from one token to another is none that a slope could tell.
                scratch.dx.fill(0.0);
            }
            TokenOp::Positions => {
                all[step.layer] = sequence::positions_back(&scratch.g, step.input);
                return false;
            }
            TokenOp::Gelu => {
                sequence::gelu_back(&mut scratch.g, &saved.slope, step.input.stride);
                return false;
            }
            TokenOp::Attention(attention) => {
                scratch.dx.resize(images * step.input.len());
                sequence::attend_back(*attention, x, &saved.softmax, &scratch.g, &mut scratch.dx);
            }
            TokenOp::Patches(patches) => spread(step, scratch, |_, g, dx| patches.backward(g, dx)),
        }
        true
    }
}

/// Changes the gradient of every image in place.
fn each(step: &Step, y: &[f32], g: &mut [f32], one: impl Fn(&[f32], &mut [f32]) + Sync) {
    let len = step.output.len();
    g.par_chunks_mut(len).zip(y.par_chunks(len)).for_each(|pair| {
        vectorise(
            pair,
            #[inline(always)]
            |(g, y)| one(y, g),
        );
    });
}

/// Computes the gradient by the input of every image.
fn spread(step: &Step, scratch: &mut Scratch, one: impl Fn(usize, &[f32], &mut [f32]) + Sync) {
    let images = scratch.dx.par_chunks_mut(step.input.len()).zip(scratch.g.par_chunks(step.output.len()));
    images.enumerate().for_each(|(image, pair)| {
        vectorise(
            pair,
            #[inline(always)]
            |(dx, g)| one(image, g, dx),
        );
    });
}

fn dense(sizes: Dense, inputs: usize, x: &[f32], g: &[f32]) -> Gradients {
    let mut weight = vec![0.0; sizes.outputs * sizes.inputs];
    sizes.weight_gradient(g, x, &mut weight);
    if inputs != sizes.inputs {
        weight = weight.chunks_exact(sizes.inputs).flat_map(|row| &row[..inputs]).copied().collect();
    }
    let mut bias = vec![0.0; sizes.width];
    for row in g.chunks_exact(sizes.width) {
        for (sum, &value) in bias.iter_mut().zip(row) {
            *sum += value;
        }
    }
    bias.truncate(sizes.outputs);
    Gradients { weight, bias }
}

/// Takes the padding out of a gradient by the input and puts it channel by channel (N × C × H × W).
pub fn lay_back(input: Extent, gradient: &[f32]) -> Vec<f32> {
    let positions = input.positions();
    let mut images = vec![0.0; gradient.len() / input.len() * input.count()];
    for (to, from) in images.chunks_exact_mut(input.count()).zip(gradient.chunks_exact(input.len())) {
        for (channel, map) in to.chunks_exact_mut(positions).enumerate() {
            for (position, value) in map.iter_mut().enumerate() {
                *value = from[position * input.stride + channel];
            }
        }
    }
    images
}
