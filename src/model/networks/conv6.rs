//! Six convolutions and one pool, normalised after the ReLU, ended by a mean over the map: no dense layer but the last.

use super::{conv, dense, max_pool};
use crate::model::layer::Layer::{self, BatchNorm, GlobalAvgPool, Relu};

pub const LAYERS: &[Layer] = &[
    conv(32, 3),
    Relu,
    BatchNorm,
    conv(32, 3),
    Relu,
    max_pool(2),
    BatchNorm,
    conv(64, 3),
    Relu,
    BatchNorm,
    conv(64, 3),
    Relu,
    BatchNorm,
    conv(96, 3),
    Relu,
    BatchNorm,
    conv(96, 3),
    Relu,
    GlobalAvgPool,
    dense(10),
];
