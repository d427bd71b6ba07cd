//! A densely connected network (arXiv 1608.06993): in each block, every convolution reads what all before it gave, and
//! adds 12 maps of its own.

use super::{conv_same, dense};
use crate::model::layer::Layer::{AvgPool2d, BatchNorm, Conv2d, GlobalAvgPool, Relu};
use crate::model::{Source, Table};

/// Maps that a convolution adds.
const GROWTH: usize = 12;
/// Convolutions of each block.
const DEPTH: usize = 4;

pub fn table() -> Table {
    let mut table = Table::chain(&[conv_same(2 * GROWTH, 3)]);
    let first = table.end();
    let block = put_block(&mut table, &first);
    let half = put_transition(&mut table, &block, 3 * GROWTH);
    let block = put_block(&mut table, &half);
    let quarter = put_transition(&mut table, &block, 4 * GROWTH);
    let block = put_block(&mut table, &quarter);
    table.then(&block, &[BatchNorm, Relu, GlobalAvgPool, dense(10)]);
    table
}

fn put_block(table: &mut Table, x: &Source) -> Source {
    (0..DEPTH).fold(x.clone(), |all, _| {
        let grown = table.then(&all, &[BatchNorm, Relu, conv_same(GROWTH, 3)]);
        table.concat(&[&all, &grown])
    })
}

/// Mixes the maps of a block and halves their size.
fn put_transition(table: &mut Table, x: &Source, filters: usize) -> Source {
    let mixing = Conv2d { filters, kernel: 1, stride: 1, padding: 0 };
    table.then(x, &[BatchNorm, Relu, mixing, AvgPool2d { size: 2 }])
}
