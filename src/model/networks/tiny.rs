//! Six narrow convolutions and one pool, normalised after the ReLU: fewer weights than softmax regression.

use super::{conv, dense, max_pool};
use crate::model::Table;
use crate::model::layer::Layer::{BatchNorm, GlobalAvgPool, Relu};

pub fn table() -> Table {
    Table::chain(&[
        conv(8, 3),
        Relu,
        BatchNorm,
        conv(10, 3),
        Relu,
        max_pool(2),
        BatchNorm,
        conv(12, 3),
        Relu,
        BatchNorm,
        conv(14, 3),
        Relu,
        BatchNorm,
        conv(14, 3),
        Relu,
        BatchNorm,
        conv(16, 3),
        Relu,
        GlobalAvgPool,
        dense(10),
    ])
}
