//! Where in a network one looks, and from how close.

use crate::model::inspect::Anatomy;
use crate::model::{Layer, Shape};

/// From how close one looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Depth {
    /// At the whole network.
    #[default]
    Network,
    /// At all maps of a stage.
    Stage,
    /// At one map.
    Map,
    /// At one number.
    Number,
}

/// A number of a network, by its stage, its map and its place in that map, each from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spot {
    /// Which stage.
    pub part: usize,
    /// Which of its maps, of the numbers of a vector or of its tokens.
    pub map: usize,
    /// Which number of that map, row by row.
    pub at: usize,
}

/// What a stage gives, as pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pictures {
    /// How many.
    pub count: usize,
    /// Rows of each.
    pub height: usize,
    /// Columns of each.
    pub width: usize,
}

impl Pictures {
    /// Maps are pictures, each number of a vector is one, and so is each token: its numbers row by row, as square as they
    /// can be, so that the patches of an image are what they are.
    #[must_use]
    pub fn of(shape: Shape) -> Self {
        match shape {
            Shape::Map { channels, height, width } => Self { count: channels, height, width },
            Shape::Vector(length) => Self { count: length, height: 1, width: 1 },
            Shape::Sequence { tokens, width } => {
                let columns = (1..=width).find(|&columns| columns * columns >= width && width.is_multiple_of(columns));
                let columns = columns.unwrap_or(width).max(1);
                Self { count: tokens, height: width / columns, width: columns }
            }
        }
    }

    /// Numbers of one.
    #[must_use]
    pub fn size(self) -> usize {
        self.height * self.width
    }
}

impl Depth {
    /// The next coarser depth: from a number to its map, from a map to its stage, from a stage to the network.
    #[must_use]
    pub fn out(self) -> Self {
        match self {
            Self::Network | Self::Stage => Self::Network,
            Self::Map => Self::Stage,
            Self::Number => Self::Map,
        }
    }
}

impl Spot {
    /// The same where the network has such a place, else the nearest that it has.
    #[must_use]
    pub fn within(self, anatomy: &Anatomy) -> Self {
        let part = self.part.min(anatomy.parts.len().saturating_sub(1));
        let Some(pictures) = anatomy.parts.get(part).map(|part| Pictures::of(part.output)) else {
            return Self::default();
        };
        let (most, size) = (pictures.count.saturating_sub(1), pictures.size().saturating_sub(1));
        Self { part, map: self.map.min(most), at: self.at.min(size) }
    }
}

/// Place of the first stage of this kind, if there is one.
#[must_use]
pub fn first(anatomy: &Anatomy, is_wanted: impl Fn(Layer) -> bool) -> Option<usize> {
    anatomy.parts.iter().position(|part| part.layers.iter().any(|&at| is_wanted(anatomy.layers[at].layer)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_as_square_as_its_numbers_can_be() {
        let of = |width| Pictures::of(Shape::Sequence { tokens: 16, width });
        for (width, rows, columns) in [(49, 7, 7), (64, 8, 8), (192, 12, 16), (256, 16, 16), (7, 1, 7)] {
            assert_eq!(of(width), Pictures { count: 16, height: rows, width: columns }, "{width}");
        }
    }
}
