//! Two convolutions, one pool, dropout twice: the wide network of many textbooks.

use super::{conv, dense, max_pool};
use crate::model::Table;
use crate::model::layer::Layer::{Dropout, Flatten, Relu};

pub fn table() -> Table {
    Table::chain(&[
        conv(32, 3),
        Relu,
        conv(64, 3),
        Relu,
        max_pool(2),
        Dropout { rate: 0.25 },
        Flatten,
        dense(128),
        Relu,
        Dropout { rate: 0.5 },
        dense(10),
    ])
}
