//! A transformer that continues pen strokes. What its blocks add is dropped in part while it trains, since real writers are
//! few.

use super::transformer::{self, Blocks};
use crate::model::{Reach, Table};

pub fn table() -> Table {
    transformer::strokes(Blocks { count: 4, width: 64, heads: 4, reach: Reach::Causal, dropout: 0.1 })
}
