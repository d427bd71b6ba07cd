//! What the vision transformers (arXiv 2010.11929) are made of: the image in squares, each a token; blocks that normalise,
//! let tokens look at each other, and change each by itself; the mean of all tokens.

use super::dense;
use crate::model::layer::Layer::{Attention, Gelu, LayerNorm, Linear, MeanTokens, Patches, Positions};
use crate::model::layer::{Layer, Reach};
use crate::model::{Source, Table};

/// Numbers of a token.
const WIDTH: usize = 64;
/// Heads of each attention.
const HEADS: usize = 4;
/// Blocks.
const BLOCKS: usize = 4;

/// Whether tokens tell where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By learned numbers that are added to each: the position embedding.
    Embedded,
    /// No.
    Unknown,
}

/// A transformer that sees squares of `size` × `size` pixels.
pub fn table(size: usize, order: Order) -> Table {
    let tokens = [Patches { size }, Linear { units: WIDTH }, Positions];
    let mut table = Table::chain(match order {
        Order::Embedded => &tokens,
        Order::Unknown => &tokens[..2],
    });
    let mut x = table.end();
    let attention = Attention { heads: HEADS, reach: Reach::Full };
    for _ in 0..BLOCKS {
        x = put_branch(&mut table, &x, &[LayerNorm, Linear { units: 3 * WIDTH }, attention, Linear { units: WIDTH }]);
        x = put_branch(&mut table, &x, &[LayerNorm, Linear { units: 4 * WIDTH }, Gelu, Linear { units: WIDTH }]);
    }
    table.then(&x, &[LayerNorm, MeanTokens, dense(10)]);
    table
}

/// Adds what `layers` make of `x` to it.
fn put_branch(table: &mut Table, x: &Source, layers: &[Layer]) -> Source {
    let branch = table.then(x, layers);
    table.add(&[x, &branch])
}
