//! Softmax regression: one weight for each pixel and digit. The baseline that every network has to beat.

use super::dense;
use crate::model::layer::Layer::{self, Flatten};

pub const LAYERS: &[Layer] = &[Flatten, dense(10)];
