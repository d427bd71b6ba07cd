//! One convolution, one pool, one hidden layer: the smallest network that sees neighbourhoods.

use super::{conv, dense, max_pool};
use crate::model::layer::Layer::{self, Flatten, Relu};

pub const LAYERS: &[Layer] = &[conv(32, 3), Relu, max_pool(2), Flatten, dense(128), Relu, dense(10)];
