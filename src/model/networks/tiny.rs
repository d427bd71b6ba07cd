//! Four narrow convolutions with batch normalisation: fewer weights than softmax regression.

use super::{conv_same, dense, max_pool};
use crate::model::layer::Layer::{self, BatchNorm, GlobalAvgPool, Relu};

pub const LAYERS: &[Layer] = &[
    conv_same(8, 3),
    BatchNorm,
    Relu,
    conv_same(12, 3),
    BatchNorm,
    Relu,
    max_pool(2),
    conv_same(16, 3),
    BatchNorm,
    Relu,
    max_pool(2),
    conv_same(28, 3),
    BatchNorm,
    Relu,
    GlobalAvgPool,
    dense(10),
];
