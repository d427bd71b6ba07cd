//! LeNet-5 (`LeCun`, Bottou, Bengio, Haffner 1998, section II.B) with plain mean pooling and full connections.

use super::{conv, dense};
use crate::model::Table;
use crate::model::layer::Layer::{AvgPool2d, Conv2d, Flatten, Tanh};

pub fn table() -> Table {
    Table::chain(&[
        Conv2d { filters: 6, kernel: 5, stride: 1, padding: 2 },
        Tanh,
        AvgPool2d { size: 2 },
        conv(16, 5),
        Tanh,
        AvgPool2d { size: 2 },
        Flatten,
        dense(120),
        Tanh,
        dense(84),
        Tanh,
        dense(10),
    ])
}
