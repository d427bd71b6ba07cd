//! How many digits the canvas is expected to hold.

use serde::{Deserialize, Serialize};

/// How many digits the canvas is expected to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
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
    pub const ALL: [Self; 3] = [Self::Auto, Self::One, Self::Number];

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Auto => "Auto",
            Self::One => "One digit",
            Self::Number => "Number",
        }
    }

    /// What it does, in one sentence.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Auto => "Read one digit, or a whole number where several digits are found",
            Self::One => "Read everything on the canvas as one digit",
            Self::Number => "Find every digit on the canvas, even a single one, and put a box around it",
        }
    }
}
