//! `ResNet`-56: `resnet20` with nine blocks a stage instead of three.

use super::residual::{self, Shortcut};
use crate::model::Table;

pub fn table() -> Table {
    residual::table(9, Shortcut::Added)
}
