//! Shapes of what flows through a network: feature maps, vectors, sequences.

use crate::data::SIDE;

/// Shape of one example's numbers between two layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Feature maps.
    Map {
        /// Number of maps.
        channels: usize,
        /// Rows of each map.
        height: usize,
        /// Columns of each map.
        width: usize,
    },
    /// A plain vector of this length.
    Vector(usize),
    /// Tokens in their order.
    Sequence {
        /// How many.
        tokens: usize,
        /// Numbers of each.
        width: usize,
    },
}

impl Shape {
    /// One image: the input of networks that read pictures.
    pub const IMAGE: Self = Self::Map { channels: 1, height: SIDE, width: SIDE };

    /// A sequence of tokens as a map of one row: the input of networks that continue them. Four digits in pen strokes
    /// and a fifth that follows them fit into it.
    pub const TOKENS: Self = Self::Map { channels: 1, height: 1, width: 128 };

    /// Numbers held.
    #[must_use]
    pub fn len(self) -> usize {
        match self {
            Self::Map { channels, height, width } => channels * height * width,
            Self::Vector(length) => length,
            Self::Sequence { tokens, width } => tokens * width,
        }
    }

    /// Whether it holds no number.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

impl std::fmt::Display for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Map { channels, height, width } => write!(f, "{channels} × {height} × {width}"),
            Self::Vector(length) => write!(f, "{length}"),
            Self::Sequence { tokens, width } => write!(f, "{tokens} × {width}"),
        }
    }
}
