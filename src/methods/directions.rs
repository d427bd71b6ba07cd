//! The directions in which pictures differ most, and pictures described by them.

use rand::Rng as _;

use crate::data::{PIXELS, rng};
use crate::model::kernels::products::{self, PackedRows};

/// Directions that are kept; with what is left over, a description is 48 numbers.
pub const COUNT: usize = 47;
/// Pictures that the directions are worked out from.
const MOST_PICTURES: usize = 4096;
/// Times that the directions are turned towards where pictures differ most.
const TURNS: usize = 6;
/// Pictures whose products are summed up in 32 bits without rounding.
const EXACT: usize = 256;

/// Some directions at right angles, and the mean picture they start from.
pub struct Directions {
    mean: Vec<f32>,
    rows: PackedRows,
    numbers: Vec<f32>,
}

impl Directions {
    /// The principal components of some of the pictures, by subspace iteration. Any directions at right angles would do:
    /// how good they are decides how much work is saved.
    pub fn of(pixels: &[u8], seed: u64) -> Self {
        let count = pixels.len() / PIXELS;
        let step = count.div_ceil(MOST_PICTURES).max(1);
        let some: Vec<&[u8]> = pixels.chunks_exact(PIXELS).step_by(step).collect();
        let mean: Vec<f32> = (0..PIXELS)
            .map(|at| some.iter().map(|picture| u64::from(picture[at])).sum::<u64>() as f32 / some.len().max(1) as f32)
            .collect();
        let covariance = covariance(&some, &mean);
        let mut rng = rng::stream(seed, "directions");
        let mut rows: Vec<f32> = (0..COUNT * PIXELS).map(|_| rng.random_range(-1.0..1.0)).collect();
        let packed = PackedRows::new(&covariance, PIXELS);
        for _ in 0..TURNS {
            straighten(&mut rows);
            let mut turned = vec![0.0; COUNT * packed.width()];
            packed.multiply(&rows, &mut turned);
            rows = turned;
        }
        straighten(&mut rows);
        Self::from_parts(mean, rows)
    }

    /// Puts together what a file holds: a mean picture, and [`COUNT`] directions of as many pixels.
    pub fn from_parts(mean: Vec<f32>, numbers: Vec<f32>) -> Self {
        Self { mean, rows: PackedRows::new(&numbers, PIXELS), numbers }
    }

    /// The mean picture.
    pub fn mean(&self) -> &[f32] {
        &self.mean
    }

    /// The directions, one after the other.
    pub fn numbers(&self) -> &[f32] {
        &self.numbers
    }

    /// Numbers in a description.
    pub fn width(&self) -> usize {
        self.rows.rows() + 1
    }

    /// A description of each picture.
    pub fn describe(&self, pictures: &[u8]) -> Vec<f32> {
        let centred: Vec<f32> = pictures
            .chunks_exact(PIXELS)
            .flat_map(|picture| picture.iter().zip(&self.mean).map(|(&pixel, mean)| f32::from(pixel) - mean))
            .collect();
        let stride = self.rows.width();
        let mut along = vec![0.0; centred.len() / PIXELS * stride];
        self.rows.multiply(&centred, &mut along);
        let mut described = Vec::with_capacity(along.len());
        for (picture, along) in centred.chunks_exact(PIXELS).zip(along.chunks_exact(stride)) {
            let along = &along[..self.rows.rows()];
            let square = |numbers: &[f32]| numbers.iter().map(|&number| f64::from(number).powi(2)).sum::<f64>();
            described.extend_from_slice(along);
            described.push((square(picture) - square(along)).max(0.0).sqrt() as f32);
        }
        described
    }
}

fn covariance(pictures: &[&[u8]], mean: &[f32]) -> Vec<f32> {
    let (mut sums, mut some) = (vec![0.0_f32; PIXELS * PIXELS], vec![0.0_f32; PIXELS * PIXELS]);
    for block in pictures.chunks(EXACT) {
        let numbers: Vec<f32> = block
            .iter()
            .flat_map(|picture| picture.iter().zip(mean).map(|(&pixel, mean)| f32::from(pixel) - mean))
            .collect();
        products::gram(&numbers, PIXELS, &mut some);
        sums.iter_mut().zip(&some).for_each(|(sum, one)| *sum += one / pictures.len() as f32);
    }
    sums
}

/// Makes rows of pixels one long and at right angles to each other (Gram and Schmidt, twice, against rounding). One that
/// lies among the others becomes zero.
fn straighten(rows: &mut [f32]) {
    for at in 0..rows.len() / PIXELS {
        let (before, rest) = rows.split_at_mut(at * PIXELS);
        let this = &mut rest[..PIXELS];
        for _ in 0..2 {
            let start = length(this);
            for other in before.chunks_exact(PIXELS) {
                let along: f64 = this.iter().zip(other).map(|(&one, &other)| f64::from(one) * f64::from(other)).sum();
                this.iter_mut().zip(other).for_each(|(number, other)| *number -= along as f32 * other);
            }
            let length = length(this);
            let factor = if length > 1e-4 * start { 1.0 / length } else { 0.0 };
            for number in &mut *this {
                *number = (f64::from(*number) * factor) as f32;
            }
        }
    }
}

fn length(numbers: &[f32]) -> f64 {
    numbers.iter().map(|&number| f64::from(number).powi(2)).sum::<f64>().sqrt()
}
