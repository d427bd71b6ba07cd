//! `ResNet`-20: nine blocks of two convolutions, each of which adds to what it was given.

use super::residual::{self, Shortcut};
use crate::model::Table;

pub fn table() -> Table {
    residual::table(9, Shortcut::Added)
}
