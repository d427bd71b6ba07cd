//! A small vision transformer over 49 squares of 4 × 4 pixels.

use super::transformer::{self, Order};
use crate::model::Table;

pub fn table() -> Table {
    transformer::vision(4, Order::Embedded)
}
