//! Linear regression: the weights with the least squared distance between ten sums of pixels and the label, written as
//! ones and zeros. Solved exactly, by the normal equations.

use rayon::prelude::*;

use super::examples::{Examples, GoOn, Stopped, check};
use super::linear::Linear;
use crate::data::PIXELS;
use crate::model::kernels::products;

/// Added to the diagonal, so that pixels that are never inked have weights, too: 0.
const RIDGE: f64 = 1e-3;
/// Pictures whose products are summed up in 32 bits: 256 × 255² is below 2²⁴, so that no sum is rounded.
const EXACT: usize = 256;
/// Pictures of one piece of work.
const BLOCK: usize = 16 * EXACT;
/// Pixels and a bias.
const SIDE: usize = PIXELS + 1;

/// Fits the weights.
///
/// # Errors
/// When it is told to stop.
pub fn fit(examples: &Examples, go_on: GoOn) -> Result<Linear, Stopped> {
    let mut squares = gram(examples, go_on)?;
    for at in 0..SIDE {
        squares[at * SIDE + at] += RIDGE;
    }
    check(go_on, 0.8)?;
    let mut targets = label_products(examples);
    factor(&mut squares);
    check(go_on, 0.95)?;
    let mut linear = Linear { weights: Vec::new(), biases: Vec::new() };
    for target in targets.chunks_exact_mut(SIDE) {
        substitute(&squares, target);
        linear.weights.extend(target[..PIXELS].iter().map(|&weight| weight as f32));
        linear.biases.push(target[PIXELS] as f32);
    }
    Ok(linear)
}

/// The products of all pixels, and a one beside them, with each other, summed up over the pictures.
fn gram(examples: &Examples, go_on: GoOn) -> Result<Vec<f64>, Stopped> {
    let blocks = examples.pixels.par_chunks(BLOCK * PIXELS).enumerate();
    // Sums of whole numbers: they are the same in any order.
    let total = blocks
        .map(|(at, block)| {
            check(go_on, 0.8 * (at * BLOCK) as f32 / examples.len() as f32)?;
            let (mut sums, mut some) = (vec![0.0_f64; PIXELS * PIXELS], vec![0.0_f32; PIXELS * PIXELS]);
            for pictures in block.chunks(EXACT * PIXELS) {
                let numbers: Vec<f32> = pictures.iter().map(|&pixel| f32::from(pixel)).collect();
                products::gram(&numbers, PIXELS, &mut some);
                sums.iter_mut().zip(&some).for_each(|(sum, &one)| *sum += f64::from(one));
            }
            Ok(sums)
        })
        .try_reduce_with(|mut one, other| {
            one.iter_mut().zip(&other).for_each(|(one, other)| *one += other);
            Ok(one)
        });
    let total = total.unwrap_or_else(|| Ok(vec![0.0; PIXELS * PIXELS]))?;
    let mut sums = [0_u64; PIXELS];
    for picture in examples.pixels.chunks_exact(PIXELS) {
        sums.iter_mut().zip(picture).for_each(|(sum, &pixel)| *sum += u64::from(pixel));
    }
    let mut squares = Vec::with_capacity(SIDE * SIDE);
    for (row, sum) in total.chunks_exact(PIXELS).zip(sums) {
        squares.extend(row.iter().map(|product| product / (255.0 * 255.0)));
        squares.push(sum as f64 / 255.0);
    }
    squares.extend(sums.map(|sum| sum as f64 / 255.0));
    squares.push(examples.len() as f64);
    Ok(squares)
}

/// The pixels, and a one, summed up over the pictures of each class.
fn label_products(examples: &Examples) -> Vec<f64> {
    let mut sums = vec![0_u64; examples.classes * SIDE];
    for (picture, &label) in examples.pixels.chunks_exact(PIXELS).zip(examples.labels) {
        let sums = &mut sums[usize::from(label) * SIDE..][..SIDE];
        sums.iter_mut().zip(picture).for_each(|(sum, &pixel)| *sum += u64::from(pixel));
        sums[PIXELS] += 255;
    }
    sums.iter().map(|&sum| sum as f64 / 255.0).collect()
}

/// Cholesky: makes a lower triangle L of a symmetric, positive definite matrix, so that L Lᵀ is the matrix. What is above
/// the diagonal stays.
fn factor(matrix: &mut [f64]) {
    for row in 0..SIDE {
        let (before, rest) = matrix.split_at_mut(row * SIDE);
        let this = &mut rest[..SIDE];
        for column in 0..row {
            let other = &before[column * SIDE..][..SIDE];
            this[column] = (this[column] - product(&this[..column], &other[..column])) / other[column];
        }
        this[row] = (this[row] - product(&this[..row], &this[..row])).max(RIDGE * RIDGE).sqrt();
    }
}

/// Solves L Lᵀ x = `target` in its place.
fn substitute(lower: &[f64], target: &mut [f64]) {
    for row in 0..SIDE {
        let line = &lower[row * SIDE..][..SIDE];
        target[row] = (target[row] - product(&line[..row], &target[..row])) / line[row];
    }
    for row in (0..SIDE).rev() {
        let line = &lower[row * SIDE..][..SIDE];
        let solved = target[row] / line[row];
        target[row] = solved;
        target[..row].iter_mut().zip(line).for_each(|(target, factor)| *target -= factor * solved);
    }
}

/// In eight sums, which a processor adds up side by side.
fn product(one: &[f64], other: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (ones, others) = (one.chunks_exact(8), other.chunks_exact(8));
    let rest: f64 = ones.remainder().iter().zip(others.remainder()).map(|(one, other)| one * other).sum();
    for (one, other) in ones.zip(others) {
        sums.iter_mut().zip(one).zip(other).for_each(|((sum, one), other)| *sum += one * other);
    }
    sums.iter().sum::<f64>() + rest
}
