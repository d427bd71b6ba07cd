//! Where several results meet: sums, and channels one behind the other.

use rayon::prelude::*;

use super::shape::Extent;
use super::simd::vectorise;

/// Numbers that one task adds up.
const CHUNK: usize = 16_384;

/// y = max(Σ inputs, floor), number by number.
pub fn add(inputs: &[&[f32]], images: usize, floor: f32, y: &mut [f32]) {
    if images == 1 {
        return add_from(inputs, 0, floor, y);
    }
    y.par_chunks_mut(CHUNK).enumerate().for_each(|(index, y)| add_from(inputs, index * CHUNK, floor, y));
}

/// The sums from place `at` on.
fn add_from(inputs: &[&[f32]], at: usize, floor: f32, y: &mut [f32]) {
    let [first, second, rest @ ..] = inputs else { unreachable!("a sum has two terms and more") };
    vectorise(
        (y, &first[at..], &second[at..]),
        #[inline(always)]
        |(y, first, second): (&mut [f32], &[f32], &[f32])| {
            for ((y, first), second) in y.iter_mut().zip(first).zip(second) {
                *y = first + second;
            }
            for term in rest {
                for (y, term) in y.iter_mut().zip(&term[at..]) {
                    *y += term;
                }
            }
            for y in y {
                *y = if *y > floor { *y } else { floor };
            }
        },
    );
}

/// Adds `numbers` to `sum`.
pub fn add_to(numbers: &[f32], sum: &mut [f32]) {
    sum.par_chunks_mut(CHUNK).zip(numbers.par_chunks(CHUNK)).for_each(|pair| {
        vectorise(
            pair,
            #[inline(always)]
            |(sum, numbers): (&mut [f32], &[f32])| {
                for (sum, number) in sum.iter_mut().zip(numbers) {
                    *sum += number;
                }
            },
        );
    });
}

/// Puts the channels of all inputs one behind the other, image by image; the padding becomes zero.
pub fn concatenate(inputs: &[&[f32]], extents: &[Extent], output: Extent, y: &mut [f32]) {
    let one = |(image, y): (usize, &mut [f32])| {
        let mut first = 0;
        for (input, extent) in inputs.iter().zip(extents) {
            let x = &input[image * extent.len()..][..extent.len()];
            for (to, from) in y.chunks_exact_mut(output.stride).zip(x.chunks_exact(extent.stride)) {
                to[first..first + extent.channels].copy_from_slice(&from[..extent.channels]);
            }
            first += extent.channels;
        }
        for row in y.chunks_exact_mut(output.stride) {
            row[first..].fill(0.0);
        }
    };
    if y.len() <= output.len() {
        return one((0, y));
    }
    y.par_chunks_mut(output.len()).enumerate().for_each(one);
}

/// Takes the channels of input `index` out of `numbers` that [`concatenate`] has put together.
pub fn part(numbers: &[f32], extents: &[Extent], index: usize, output: Extent, part: &mut [f32]) {
    let first: usize = extents[..index].iter().map(|extent| extent.channels).sum();
    let extent = extents[index];
    part.par_chunks_mut(extent.len()).zip(numbers.par_chunks(output.len())).for_each(|(part, numbers)| {
        for (to, from) in part.chunks_exact_mut(extent.stride).zip(numbers.chunks_exact(output.stride)) {
            let (to, padding) = to.split_at_mut(extent.channels);
            to.copy_from_slice(&from[first..first + extent.channels]);
            padding.fill(0.0);
        }
    });
}
