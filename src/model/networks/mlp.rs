//! A multi-layer perceptron: pixels in no particular order, two hidden layers.

use super::dense;
use crate::model::layer::Layer::{self, Flatten, Relu};

pub const LAYERS: &[Layer] = &[Flatten, dense(128), Relu, dense(64), Relu, dense(10)];
