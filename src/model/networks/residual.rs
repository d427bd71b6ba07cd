//! What the residual networks of CIFAR-10 (arXiv 1512.03385, section 4.2) and their plain twins are made of: three
//! stages of `blocks` pairs of convolutions, 16, 32 and 64 wide, each but the first at half the size.

use super::{conv_same, dense};
use crate::model::layer::Layer::{BatchNorm, Conv2d, GlobalAvgPool, Relu};
use crate::model::{Source, Table};

/// Whether a block's input is added to what it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// No.
    None,
    /// Yes; by a convolution of 1 × 1 where width or size changes.
    Added,
}

/// A network of 6 × `blocks` + 2 layers with weights, shortcuts left out.
pub fn table(blocks: usize, shortcut: Shortcut) -> Table {
    let mut table = Table::chain(&[conv_same(16, 3), BatchNorm, Relu]);
    let mut x = table.end();
    for (stage, filters) in [16, 32, 64].into_iter().enumerate() {
        for block in 0..blocks {
            let stride = if stage > 0 && block == 0 { 2 } else { 1 };
            x = put_block(&mut table, &x, filters, stride, shortcut);
        }
    }
    table.then(&x, &[GlobalAvgPool, dense(10)]);
    table
}

fn put_block(table: &mut Table, x: &Source, filters: usize, stride: usize, shortcut: Shortcut) -> Source {
    let first = Conv2d { filters, kernel: 3, stride, padding: 1 };
    let branch = table.then(x, &[first, BatchNorm, Relu, conv_same(filters, 3), BatchNorm]);
    let sum = match shortcut {
        Shortcut::None => branch,
        Shortcut::Added if stride == 1 => table.add(&[&branch, x]),
        Shortcut::Added => {
            let fitted = table.then(x, &[Conv2d { filters, kernel: 1, stride, padding: 0 }]);
            table.add(&[&branch, &fitted])
        }
    };
    table.then(&sum, &[Relu])
}
