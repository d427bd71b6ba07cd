//! A small vision transformer over sixteen squares of 7 × 7 pixels.

use super::transformer::{self, Order};
use crate::model::Table;

pub fn table() -> Table {
    transformer::vision(7, Order::Embedded)
}
