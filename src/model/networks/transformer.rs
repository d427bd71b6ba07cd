//! What transformers (arXiv 1706.03762) are made of: blocks that normalise, let tokens look at each other, and change each
//! by itself. The vision transformers (arXiv 2010.11929) read the image in squares, each a token, and take the mean of all
//! tokens; the others (GPT-2's arrangement) look up pen strokes token by token and tell for each which one comes next.

use super::dense;
use crate::model::layer::Layer::{
    Attention, Dropout, Embedding, Gelu, LayerNorm, Linear, MeanTokens, Patches, Positions,
};
use crate::model::layer::{Layer, Reach};
use crate::model::{Source, Table};

/// Tokens of pen strokes: `handwriting::Tokenizer::DEFAULT` has as many.
const VOCABULARY: usize = 44;

/// The blocks of a transformer.
#[derive(Debug, Clone, Copy)]
pub struct Blocks {
    /// How many.
    pub count: usize,
    /// Numbers of a token.
    pub width: usize,
    /// Heads of each attention.
    pub heads: usize,
    /// Which tokens a token may look at.
    pub reach: Reach,
    /// Share dropped of what each half of a block adds; nothing stands there at 0.
    pub dropout: f32,
}

impl Blocks {
    /// Puts the blocks behind what there is, and a normalisation behind them; gives that.
    fn put(self, table: &mut Table) -> Source {
        let Self { count, width, heads, reach, dropout } = self;
        let mut x = table.end();
        for _ in 0..count {
            let looks = [LayerNorm, Linear { units: 3 * width }, Attention { heads, reach }, Linear { units: width }];
            let changes = [LayerNorm, Linear { units: 4 * width }, Gelu, Linear { units: width }];
            for layers in [looks, changes] {
                let mut branch = table.then(&x, &layers);
                if dropout > 0.0 {
                    branch = table.then(&branch, &[Dropout { rate: dropout }]);
                }
                x = table.add(&[&x, &branch]);
            }
        }
        table.then(&x, &[LayerNorm])
    }
}

/// Whether tokens tell where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By learned numbers that are added to each: the position embedding.
    Embedded,
    /// No.
    Unknown,
}

/// A transformer that sees squares of `size` × `size` pixels.
pub fn vision(size: usize, order: Order) -> Table {
    let blocks = Blocks { count: 4, width: 64, heads: 4, reach: Reach::Full, dropout: 0.0 };
    let tokens = [Patches { size }, Linear { units: blocks.width }, Positions];
    let mut table = Table::chain(match order {
        Order::Embedded => &tokens,
        Order::Unknown => &tokens[..2],
    });
    let end = blocks.put(&mut table);
    table.then(&end, &[MeanTokens, dense(10)]);
    table
}

/// A transformer of these blocks that continues pen strokes.
pub fn strokes(blocks: Blocks) -> Table {
    let look_up: [Layer; 2] = [Embedding { vocabulary: VOCABULARY, width: blocks.width }, Positions];
    let mut table = Table::chain(&look_up);
    let end = blocks.put(&mut table);
    table.then(&end, &[Linear { units: VOCABULARY }]);
    table
}
