//! Puts the weights of a plan's steps in the order its loops read them.

use super::buffer::Buffer;
use super::candle::NORM_EPSILON;
use super::conv;
use super::conv_winograd;
use super::engine::{Packed, Params, pad};
use super::norm::Statistics;
use super::plan::{MapOp, Op, Plan, Purpose, TokenOp};
use super::shape::ConvShape;

impl Plan {
    /// Puts the weights of all steps in reading order. `layers` holds each layer's parameters.
    pub fn pack(&self, layers: &[Params<'_>], packed: &mut Vec<Packed>) {
        packed.resize_with(self.steps.len(), Packed::default);
        for (step, packed) in self.steps.iter().zip(packed) {
            match &step.op {
                Op::Map(MapOp::Conv { shape, tiles: Some(_), .. }) => {
                    conv_winograd::pack(layers[step.layer][0], shape, &mut packed.weight);
                    fill(&mut packed.bias, layers[step.layer][1], shape.full.stride);
                }
                Op::Map(MapOp::Conv { shape, norm, tiles: None }) => {
                    pack_conv(shape, &layers[step.layer], norm.map(|at| &layers[at]), packed);
                }
                Op::Map(MapOp::Dense { sizes, inputs, .. }) => {
                    if self.purpose == Purpose::Infer || *inputs != sizes.inputs {
                        packed.weight.resize(sizes.outputs * sizes.inputs);
                        let rows = packed.weight.chunks_exact_mut(sizes.inputs);
                        for (row, weights) in rows.zip(layers[step.layer][0].chunks_exact(*inputs)) {
                            row[..*inputs].copy_from_slice(weights);
                        }
                    }
                    fill(&mut packed.bias, layers[step.layer][1], sizes.width);
                }
                Op::Map(MapOp::Norm { .. }) if self.purpose == Purpose::Infer => {
                    let (factor, offset) = folded(&layers[step.layer], step.output.stride);
                    fill(&mut packed.weight, &factor, factor.len());
                    fill(&mut packed.bias, &offset, offset.len());
                }
                Op::Tokens(TokenOp::Linear { linear, .. }) => {
                    linear.pack(layers[step.layer][0], &mut packed.weight);
                    fill(&mut packed.bias, layers[step.layer][1], step.output.stride);
                }
                Op::Tokens(TokenOp::LayerNorm) => {
                    fill(&mut packed.weight, layers[step.layer][0], step.input.channels);
                    fill(&mut packed.bias, layers[step.layer][1], step.input.channels);
                }
                Op::Tokens(TokenOp::Positions | TokenOp::Embedding(_)) => {
                    pad_rows(layers[step.layer][0], step.output.channels, step.output.stride, &mut packed.weight);
                }
                // A normalisation in training reads its weights as they are.
                Op::Map(
                    MapOp::Norm { .. }
                    | MapOp::Relu
                    | MapOp::Tanh
                    | MapOp::MaxPool(_)
                    | MapOp::MeanPool(_)
                    | MapOp::Dropout { .. }
                    | MapOp::Flatten,
                )
                | Op::Tokens(TokenOp::Patches(_) | TokenOp::Gelu | TokenOp::Attention(_))
                | Op::Add { .. }
                | Op::Concat(_) => {}
            }
        }
    }
}

fn fill(buffer: &mut Buffer, values: &[f32], stride: usize) {
    buffer.resize(stride);
    buffer[..values.len()].copy_from_slice(values);
    buffer[values.len()..].fill(0.0);
}

/// Factor and offset of a normalisation that only reads.
fn folded(params: &[&[f32]], stride: usize) -> (Vec<f32>, Vec<f32>) {
    running(params, stride).affine(&pad(params[0], stride), &pad(params[1], stride))
}

/// The running statistics of a normalisation, in place of a batch's.
pub fn running(params: &[&[f32]], stride: usize) -> Statistics {
    let scale = params[3].iter().map(|v| (1.0 / (f64::from(*v) + NORM_EPSILON).sqrt()) as f32);
    Statistics {
        mean: pad(params[2], stride),
        variance: pad(params[3], stride),
        scale: pad(&scale.collect::<Vec<_>>(), stride),
    }
}

fn pack_conv(shape: &ConvShape, params: &Params<'_>, norm: Option<&Params<'_>>, packed: &mut Packed) {
    let (filters, width) = (shape.full.channels, shape.full.stride);
    conv::pack(params[0], filters, shape.taps.len(), width, &mut packed.weight);
    fill(&mut packed.bias, params[1], width);
    let Some(norm) = norm else { return };
    let (factor, offset) = folded(norm, width);
    let rows = shape.taps.len() * shape.input.channels;
    conv::scale(&mut packed.weight, rows, &factor);
    for ((bias, factor), offset) in packed.bias.iter_mut().zip(factor).zip(offset) {
        *bias = *bias * factor + offset;
    }
}

/// Lengthens rows of `width` numbers to `stride` with zeros.
fn pad_rows(rows: &[f32], width: usize, stride: usize, padded: &mut Buffer) {
    padded.resize(rows.len() / width * stride);
    for (to, from) in padded.chunks_exact_mut(stride).zip(rows.chunks_exact(width)) {
        to[..width].copy_from_slice(from);
        to[width..].fill(0.0);
    }
}
