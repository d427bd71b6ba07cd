//! Sums of weighted pixels, one for each class: what least squares and the linear support vector machine both learn.

use crate::data::PIXELS;
use crate::model::kernels::products::mixed_product;

/// One weight a pixel and a bias for each class. A pixel is its share of full ink.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear {
    /// `PIXELS` weights for each class.
    pub weights: Vec<f32>,
    /// One a class.
    pub biases: Vec<f32>,
}

impl Linear {
    /// How many classes it tells apart.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.biases.len()
    }

    /// The weights of a class, as many as there are pixels.
    #[must_use]
    pub fn weights_of(&self, class: usize) -> &[f32] {
        &self.weights[class * PIXELS..][..PIXELS]
    }

    /// The sum for each class.
    pub(super) fn scores(&self, picture: &[u8], scores: &mut Vec<f32>) {
        for (class, bias) in self.biases.iter().enumerate() {
            scores.push(mixed_product(self.weights_of(class), picture) / 255.0 + bias);
        }
    }
}
