//! Pictures turned around: all values of a pixel together.

use rayon::prelude::*;

use crate::data::PIXELS;

/// The values of each pixel in all pictures.
#[derive(Debug)]
pub struct Columns {
    values: Vec<u8>,
    pictures: usize,
}

impl Columns {
    /// Turns pictures of 784 bytes each around.
    pub fn of(pixels: &[u8]) -> Self {
        let pictures = pixels.len() / PIXELS;
        let mut values = vec![0; PIXELS * pictures];
        // Sixteen pixels at a time, which share a cache line of each picture.
        values.par_chunks_mut((16 * pictures).max(1)).enumerate().for_each(|(group, columns)| {
            for (at, picture) in pixels.chunks_exact(PIXELS).enumerate() {
                for (pixel, &value) in picture[16 * group..][..16].iter().enumerate() {
                    columns[pixel * pictures + at] = value;
                }
            }
        });
        Self { values, pictures }
    }

    /// The values of one pixel.
    pub fn column(&self, pixel: usize) -> &[u8] {
        &self.values[pixel * self.pictures..][..self.pictures]
    }
}
