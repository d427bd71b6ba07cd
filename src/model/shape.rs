//! Shapes of what flows through a network: feature maps, vectors, sequences.

use crate::data::SIDE;

/// Shape of one image's numbers between two layers.
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
    /// One image: the input of every network.
    pub const IMAGE: Self = Self::Map { channels: 1, height: SIDE, width: SIDE };

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
