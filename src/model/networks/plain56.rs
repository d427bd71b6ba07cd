//! The same as `resnet20` without its shortcuts: to see what they are for.

use super::residual::{self, Shortcut};
use crate::model::Table;

pub fn table() -> Table {
    residual::table(9, Shortcut::None)
}
