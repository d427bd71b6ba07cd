//! Products of matrices for those above who have no layers: all of it safe to call.

use super::buffer::{Buffer, LINE, padded};
use super::exponential::exp;
use super::matrix::{Accumulate, Left, Product, Right};
use super::packing::pack;
pub use super::simd::vectorise;
use super::simd::{dispatch, read, whole_vectors, write};
use pulp::{Simd, WithSimd};

/// Rows of numbers, laid out to be multiplied with others.
pub struct PackedRows {
    packed: Buffer,
    rows: usize,
    depth: usize,
}

impl PackedRows {
    /// Lays out rows of `depth` numbers each; a trailing part of a row is left out.
    #[must_use]
    pub fn new(numbers: &[f32], depth: usize) -> Self {
        let rows = numbers.len() / depth;
        let mut packed = Buffer::zeros(depth * padded(rows));
        pack(numbers, (depth, 1), (rows, depth), &mut packed);
        Self { packed, rows, depth }
    }

    /// How many there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Numbers from one row of the results to the next: one for each packed row, and zeros up to a multiple of 16.
    #[must_use]
    pub fn width(&self) -> usize {
        padded(self.rows)
    }

    /// The product of every row of `left` with every packed row, [`width`](Self::width) numbers a row of `left`.
    ///
    /// # Panics
    /// When `results` is not of that size.
    pub fn multiply(&self, left: &[f32], results: &mut [f32]) {
        let rows = left.len() / self.depth;
        assert_eq!(results.len(), rows * self.width(), "results of another size");
        let product = Product {
            rows,
            depth: self.depth,
            columns: self.rows,
            left: Left { numbers: left, row: self.depth, step: 1 },
            right: Right::Panels(&self.packed),
            onto: Accumulate::Zero,
            floor: f32::NEG_INFINITY,
            output: results,
            stride: self.width(),
        };
        product.run();
    }
}

/// The products of the columns of `rows` with each other, `width` × `width` numbers: a Gram matrix.
///
/// # Panics
/// When `width` is no multiple of 16, or `gram` is of another size.
pub fn gram(rows: &[f32], width: usize, gram: &mut [f32]) {
    assert!(width.is_multiple_of(LINE) && gram.len() == width * width, "a matrix of another size");
    let product = Product {
        rows: width,
        depth: rows.len() / width,
        columns: width,
        left: Left { numbers: rows, row: 1, step: width },
        right: Right::Rows { numbers: rows, stride: width },
        onto: Accumulate::Zero,
        floor: f32::NEG_INFINITY,
        output: gram,
        stride: width,
    };
    product.run();
}

/// The product of `bytes` with each row of as many bytes in `rows`.
pub fn byte_products(bytes: &[u8], rows: &[u8], products: &mut [u32]) {
    vectorise(
        (bytes, rows, products),
        #[inline(always)]
        |(bytes, rows, products): (&[u8], &[u8], &mut [u32])| {
            for (row, product) in rows.chunks_exact(bytes.len()).zip(products) {
                let pairs = bytes.iter().zip(row);
                *product = pairs.map(|(&one, &other)| i32::from(one) * i32::from(other)).sum::<i32>() as u32;
            }
        },
    );
}

/// The product of numbers with bytes.
#[must_use]
pub fn mixed_product(numbers: &[f32], bytes: &[u8]) -> f32 {
    vectorise(
        (numbers, bytes),
        #[inline(always)]
        |(numbers, bytes): (&[f32], &[u8])| {
            let mut sums = [0.0_f32; LINE];
            let (lines, byte_lines) = (numbers.chunks_exact(LINE), bytes.chunks_exact(LINE));
            let rest: f32 = lines
                .remainder()
                .iter()
                .zip(byte_lines.remainder())
                .map(|(&number, &byte)| number * f32::from(byte))
                .sum();
            for (line, byte_line) in lines.zip(byte_lines) {
                for at in 0..LINE {
                    sums[at] += line[at] * f32::from(byte_line[at]);
                }
            }
            sums.iter().sum::<f32>() + rest
        },
    )
}

/// Adds `factor` × `bytes` to numbers.
pub fn add_bytes(numbers: &mut [f32], factor: f32, bytes: &[u8]) {
    vectorise(
        (numbers, factor, bytes),
        #[inline(always)]
        |(numbers, factor, bytes): (&mut [f32], f32, &[u8])| {
            for (number, &byte) in numbers.iter_mut().zip(bytes) {
                *number += factor * f32::from(byte);
            }
        },
    );
}

/// Makes e^x of every x, at most 88; a trailing part of 16 numbers is left as it is.
pub fn exponentials(numbers: &mut [f32]) {
    struct Each<'a>(&'a mut [f32]);
    impl WithSimd for Each<'_> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) {
            for at in whole_vectors::<S>(self.0.len() / LINE * LINE) {
                write::<S>(self.0, at, exp(simd, read::<S>(self.0, at)));
            }
        }
    }
    dispatch(Each(numbers));
}
