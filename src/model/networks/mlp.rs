//! A multi-layer perceptron: pixels in no particular order, two hidden layers.

use super::dense;
use crate::model::Table;
use crate::model::layer::Layer::{Flatten, Relu};

pub fn table() -> Table {
    Table::chain(&[Flatten, dense(128), Relu, dense(64), Relu, dense(10)])
}
