//! One convolution, one pool, one hidden layer: the smallest network that sees neighbourhoods.

use super::{conv, dense, max_pool};
use crate::model::Table;
use crate::model::layer::Layer::{Flatten, Relu};

pub fn table() -> Table {
    Table::chain(&[conv(32, 3), Relu, max_pool(2), Flatten, dense(128), Relu, dense(10)])
}
