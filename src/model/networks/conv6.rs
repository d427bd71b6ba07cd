//! Three blocks of two convolutions with batch normalisation, ended by a mean over the map: no dense layer but the last.

use super::{conv_same, dense, max_pool};
use crate::model::Table;
use crate::model::layer::Layer::{BatchNorm, GlobalAvgPool, Relu};

pub fn table() -> Table {
    Table::chain(&[
        conv_same(24, 3),
        BatchNorm,
        Relu,
        conv_same(32, 3),
        BatchNorm,
        Relu,
        max_pool(2),
        conv_same(48, 3),
        BatchNorm,
        Relu,
        conv_same(64, 3),
        BatchNorm,
        Relu,
        max_pool(2),
        conv_same(96, 3),
        BatchNorm,
        Relu,
        conv_same(96, 3),
        BatchNorm,
        Relu,
        GlobalAvgPool,
        dense(10),
    ])
}
