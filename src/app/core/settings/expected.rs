//! How many digits the canvas is expected to hold.

use serde::{Deserialize, Serialize};

use crate::text::Named;

/// How many digits the canvas is expected to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// One, unless several are found.
    #[default]
    Auto,
    /// One, whatever is found.
    One,
    /// Any number of them.
    Number,
}

impl Expected {
    /// Every choice.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl Named for Expected {
    fn key(&self) -> &'static str {
        match self {
            Self::Auto => "expected-auto",
            Self::One => "expected-one",
            Self::Number => "expected-number",
        }
    }
}
