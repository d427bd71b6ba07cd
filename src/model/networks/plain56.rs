//! `plain20` with nine blocks a stage instead of three: so deep that it hardly trains.

use super::residual::{self, Shortcut};
use crate::model::Table;

pub fn table() -> Table {
    residual::table(9, Shortcut::None)
}
