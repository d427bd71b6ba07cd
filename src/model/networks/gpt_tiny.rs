//! A narrow transformer that continues pen strokes, small enough to be trained in minutes.

use super::transformer::{self, Blocks};
use crate::model::{Reach, Table};

pub fn table() -> Table {
    transformer::strokes(Blocks { count: 2, width: 32, heads: 2, reach: Reach::Causal, dropout: 0.0 })
}
