//! Softmax regression: one weight for each pixel and digit. The baseline that every network has to beat.

use super::dense;
use crate::model::Table;
use crate::model::layer::Layer::Flatten;

pub fn table() -> Table {
    Table::chain(&[Flatten, dense(10)])
}
