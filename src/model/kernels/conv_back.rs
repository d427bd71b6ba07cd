//! Gradients of a convolution over a batch: chooses the kernel, shares the images out in fixed blocks and adds the
//! blocks up in their order, so that the result does not depend on the number of threads.

use std::cell::RefCell;

use rayon::prelude::*;

use super::backward::Gradients;
use super::buffer::{Buffer, LINE};
use super::conv_dense::WeightGradient;
use super::conv_phases::{self, InputGradient};
use super::conv_sparse::{self, ActiveOutputs, Lists, SparseGradient};
use super::conv_winograd::{self, Tiles};
use super::engine::{SavedForBackward, block_of};
use super::scratch::Scratch;
use super::shape::{ConvShape, Then};
use super::simd::vectorise;

/// Numbers of a sum that one task adds up.
const CHUNK: usize = 2048;

/// Images of a block at most, where [`block_of`] would give fewer.
const MOST_IMAGES: usize = 8;

/// Working memory of a thread.
#[derive(Debug, Default)]
struct Local {
    bordered: Buffer,
    bordered_dx: Buffer,
    lists: Lists,
    /// Gradient of each convolved position, window by window.
    rows: Buffer,
    phases: conv_phases::Local,
}

thread_local! {
    static LOCAL: RefCell<Local> = RefCell::default();
}

/// Which kernel computes the gradients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Algorithm {
    /// Only the live positions.
    Sparse,
    /// Every position.
    Dense,
    /// Every position, by transforms.
    Tiles(Tiles),
}

impl Algorithm {
    /// The one with the least work.
    fn of(shape: &ConvShape, tiles: Option<Tiles>) -> Self {
        let is_sparse = shape.kernel == 3 && shape.then != Then::Nothing && shape.input.stride.is_multiple_of(LINE);
        match tiles {
            // Behind a maximum at most a quarter of the positions are live, of which the ReLU leaves half.
            Some(tiles) if shape.then.window() == 1 => Self::Tiles(tiles),
            _ if is_sparse => Self::Sparse,
            _ => Self::Dense,
        }
    }

    /// Images that are computed together.
    fn together(self) -> usize {
        match self {
            Self::Sparse | Self::Dense => 1,
            // Small maps have few tiles: more images, so that the matrix of each point is deep enough.
            Self::Tiles(tiles) => tiles.images(),
        }
    }
}

/// Gradients by weight and bias; that by the input goes to `scratch.dx` unless it is empty.
pub fn gradients(
    (shape, tiles): (&ConvShape, Option<Tiles>),
    weight: &[f32],
    x: &[f32],
    saved: &SavedForBackward,
    images: usize,
    scratch: &mut Scratch,
) -> Gradients {
    let algorithm = Algorithm::of(shape, tiles);
    let (filters, width, depth, taps) =
        (shape.full.channels, shape.full.stride, shape.input.channels, shape.taps.len());
    let sums = match algorithm {
        Algorithm::Sparse => filters * taps * shape.input.stride,
        Algorithm::Dense | Algorithm::Tiles(_) => taps * depth * width,
    };
    let Scratch { g, dx, partials, packed, .. } = scratch;
    let wants_dx = !dx.is_empty();
    let back = match algorithm {
        Algorithm::Sparse => {
            conv_sparse::pack(weight, filters, shape.input.stride, packed);
            None
        }
        Algorithm::Tiles(_) => {
            if wants_dx {
                conv_winograd::pack_back(weight, shape, packed);
            }
            None
        }
        Algorithm::Dense => wants_dx.then(|| InputGradient::new(shape, weight, packed)),
    };
    let offsets: Vec<usize> = shape.taps.iter().flat_map(|tap| (0..depth).map(move |channel| tap + channel)).collect();

    let block = block_of(images).max(algorithm.together().min(MOST_IMAGES));
    let blocks = images.div_ceil(block);
    partials.resize(blocks * (sums + width));
    let (from, to) = (shape.input.len(), shape.output.len());
    let dx: Vec<Option<&mut [f32]>> =
        if wants_dx { dx.chunks_mut(block * from).map(Some).collect() } else { (0..blocks).map(|_| None).collect() };
    partials.par_chunks_mut(sums + width).zip(dx).enumerate().for_each(|(at, (partial, mut dx))| {
        partial.fill(0.0);
        let (dw, db) = partial.split_at_mut(sums);
        LOCAL.with_borrow_mut(|local| {
            let (start, end) = (at * block, images.min((at + 1) * block));
            for first in (start..end).step_by(algorithm.together()) {
                let last = end.min(first + algorithm.together());
                let output = first * to..last * to;
                let some = SomeImages {
                    shape,
                    x: &x[first * from..last * from],
                    g: &g[output.clone()],
                    y: &saved.output[output.clone()],
                    codes: saved.codes.get(output).unwrap_or(&[]),
                };
                let dx = dx.as_mut().map(|dx| &mut dx[(first - start) * from..(last - start) * from]);
                match algorithm {
                    Algorithm::Sparse => some.sparse(packed, dx, dw, db, local),
                    Algorithm::Dense => some.dense(&offsets, back.as_ref(), packed, dx, dw, db, local),
                    Algorithm::Tiles(tiles) => {
                        conv_winograd::Backward { shape, tiles, packed }.run(some.x, some.g, some.y, dx, dw, db);
                    }
                }
            }
        });
    });
    reduce(partials, sums + width);
    let sums = &partials[..sums + width];
    let (dw, db) = sums.split_at(sums.len() - width);
    let mut weight = vec![0.0; weight.len()];
    weight.par_chunks_mut(depth * taps).with_min_len(16).enumerate().for_each(|(filter, weight)| {
        for (channel, weight) in weight.chunks_exact_mut(taps).enumerate() {
            for (tap, weight) in weight.iter_mut().enumerate() {
                *weight = match algorithm {
                    Algorithm::Sparse => dw[(filter * taps + tap) * shape.input.stride + channel],
                    Algorithm::Dense | Algorithm::Tiles(_) => dw[(tap * depth + channel) * width + filter],
                };
            }
        }
    });
    Gradients { weight, bias: db[..filters].to_vec() }
}

/// Adds all blocks of `length` up in the first, in their order.
pub fn reduce(partials: &mut [f32], length: usize) {
    let (first, rest) = partials.split_at_mut(length);
    first.par_chunks_mut(CHUNK).enumerate().for_each(|(at, sums)| {
        vectorise(
            sums,
            #[inline(always)]
            |sums: &mut [f32]| {
                for block in rest.chunks_exact(length) {
                    for (sum, value) in sums.iter_mut().zip(&block[at * CHUNK..]) {
                        *sum += value;
                    }
                }
            },
        );
    });
}

/// Images of the batch that are computed together: what their backward pass reads.
struct SomeImages<'a> {
    shape: &'a ConvShape,
    x: &'a [f32],
    g: &'a [f32],
    y: &'a [f32],
    codes: &'a [u32],
}

impl SomeImages<'_> {
    /// The image with its border, if it has one.
    fn bordered<'b>(&'b self, buffer: &'b mut Buffer) -> &'b [f32] {
        if self.shape.padding == 0 {
            return self.x;
        }
        buffer.resize(self.shape.bordered.len());
        buffer.fill(0.0);
        self.shape.border(self.x, buffer);
        buffer
    }

    fn sparse(&self, packed: &[f32], dx: Option<&mut [f32]>, dw: &mut [f32], db: &mut [f32], local: &mut Local) {
        let shape = self.shape;
        let Local { bordered, bordered_dx, lists, .. } = local;
        let mut gradient = |dx: Option<&mut [f32]>| {
            SparseGradient {
                x: self.bordered(bordered),
                step: shape.input.stride,
                row: shape.bordered.width * shape.input.stride,
                bases: &shape.bases,
                window: shape.then.window(),
                filters: shape.full.channels,
                width: shape.full.stride,
                g: self.g,
                alive: if shape.then.window() == 4 {
                    ActiveOutputs::Codes(self.codes)
                } else {
                    ActiveOutputs::Positive(self.y)
                },
                packed,
                dx,
                dw,
                db,
                lists,
            }
            .run();
        };
        match dx {
            Some(dx) if shape.padding > 0 => {
                bordered_dx.resize(shape.bordered.len());
                bordered_dx.fill(0.0);
                gradient(Some(bordered_dx));
                shape.unborder(bordered_dx, dx);
            }
            Some(dx) => {
                dx.fill(0.0);
                gradient(Some(dx));
            }
            None => gradient(None),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the block's sums and the thread's memory are borrowed apart")]
    fn dense(
        &self,
        offsets: &[usize],
        back: Option<&InputGradient>,
        packed: &[f32],
        dx: Option<&mut [f32]>,
        dw: &mut [f32],
        db: &mut [f32],
        local: &mut Local,
    ) {
        let shape = self.shape;
        let width = shape.full.stride;
        let Local { bordered, rows, phases, .. } = local;
        if shape.then != Then::Nothing {
            rows.resize(shape.bases.len() * width);
            vectorise(
                &mut **rows,
                #[inline(always)]
                |rows| self.expand(width, rows),
            );
        }
        let rows: &[f32] = if shape.then == Then::Nothing { self.g } else { rows };
        vectorise(
            (rows, db),
            #[inline(always)]
            |(rows, db): (&[f32], &mut [f32])| {
                for row in rows.chunks_exact(width) {
                    for (sum, &g) in db.iter_mut().zip(row) {
                        *sum += g;
                    }
                }
            },
        );
        WeightGradient { x: self.bordered(bordered), offsets, bases: &shape.bases, g: rows, width, sums: dw }.run();
        if let (Some(dx), Some(back)) = (dx, back) {
            back.run(shape, packed, rows, phases, dx);
        }
    }

    /// Writes the gradient of every convolved position.
    #[inline(always)]
    fn expand(&self, width: usize, rows: &mut [f32]) {
        match self.shape.then {
            Then::Nothing => rows.copy_from_slice(self.g),
            Then::Relu => {
                for ((row, &g), &y) in rows.iter_mut().zip(self.g).zip(self.y) {
                    *row = if y > 0.0 { g } else { 0.0 };
                }
            }
            Then::Pool | Then::ReluPool => {
                let outputs = self.g.chunks_exact(width).zip(self.codes.chunks_exact(width));
                for ((g, codes), rows) in outputs.zip(rows.chunks_exact_mut(4 * width)) {
                    for (corner, row) in rows.chunks_exact_mut(width).enumerate() {
                        for ((row, &g), &code) in row.iter_mut().zip(g).zip(codes) {
                            *row = if code == corner as u32 { g } else { 0.0 };
                        }
                    }
                }
            }
        }
    }
}
