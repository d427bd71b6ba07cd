//! Three convolutions, two pools, one small hidden layer: seven times lighter than `conv1`, and better.

use super::{conv, dense, max_pool};
use crate::model::Table;
use crate::model::layer::Layer::{Flatten, Relu};

pub fn table() -> Table {
    Table::chain(&[
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
    ])
}
