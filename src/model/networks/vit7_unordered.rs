//! `vit7` without position embedding: it cannot tell where a square lies, so that a picture is a bag of squares to it.

use super::transformer::{self, Order};
use crate::model::Table;

pub fn table() -> Table {
    transformer::vision(7, Order::Unknown)
}
