//! Five convolutions whose outputs are normalised after the ReLU and the pool. In this order most positions carry no
//! gradient through the ReLU and the pool, so that training costs a fraction of what it costs in `conv6`.

use super::{conv, conv_same, dense, max_pool};
use crate::model::Table;
use crate::model::layer::Layer::{BatchNorm, Flatten, Relu};

pub fn table() -> Table {
    Table::chain(&[
        conv(32, 3),
        Relu,
        max_pool(2),
        BatchNorm,
        conv_same(64, 3),
        Relu,
        BatchNorm,
        conv(64, 3),
        Relu,
        max_pool(2),
        BatchNorm,
        conv_same(96, 3),
        Relu,
        BatchNorm,
        conv(96, 3),
        Relu,
        Flatten,
        dense(10),
    ])
}
