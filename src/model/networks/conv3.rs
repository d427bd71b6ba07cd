//! Three convolutions, two pools, one small hidden layer: seven times lighter than `conv1`, and better.

use super::{conv, dense, max_pool};
use crate::model::layer::Layer::{self, Flatten, Relu};

pub const LAYERS: &[Layer] = &[
    conv(32, 3),
    Relu,
    max_pool(2),
    conv(64, 3),
    Relu,
    max_pool(2),
    conv(64, 3),
    Relu,
    Flatten,
    dense(64),
    Relu,
    dense(10),
];
