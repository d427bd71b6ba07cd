//! What reads pictures without a network: least squares, nearest neighbours, support vector machines, trees.
//!
//! Each method is one file of its own. [`MethodConfig`] says which one and with what settings, [`Fitted`] is what it has
//! learned and reads with, and a [`MethodModel`] is what travels: that and the [`MethodCard`] about it.

mod columns;
mod config;
mod directions;
mod examples;
mod file;
pub mod findings;
pub mod fitted;
pub mod forest;
pub mod kernel_svm;
mod least_squares;
pub mod linear;
mod linear_svm;
mod model;
pub mod neighbours;
mod readable;
mod smo;
mod split;
pub mod tree;

pub use config::{Method, MethodConfig};
pub use examples::{Examples, GoOn};
pub use findings::{Finding, Findings};
pub use fitted::Fitted;
pub use model::{CARD_FORMAT, MethodCard, MethodModel};
pub use readable::Readable;

use crate::text::{Message, ToMessage};
use crate::{display_as_message, msg};

/// Why a method has not learned, or cannot be opened.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MethodError {
    /// There are too few pictures to learn from.
    TooFew {
        /// How many there are.
        found: usize,
        /// How many it takes.
        least: usize,
    },
    /// All pictures are of this class.
    OneClass(&'static str),
    /// It was asked to stop.
    Stopped,
    /// The file is none of a method, or is damaged; why, as a clause.
    Damaged(Message),
}

impl ToMessage for MethodError {
    fn to_message(&self) -> Message {
        match self {
            Self::TooFew { found, least } => msg!("method-too-few", found = *found, least = *least),
            Self::OneClass(label) => msg!("method-one-class", class = *label),
            Self::Stopped => msg!("method-stopped"),
            Self::Damaged(fault) => msg!("method-damaged", fault = fault.clone()),
        }
    }
}

display_as_message!(MethodError);

impl From<examples::Stopped> for MethodError {
    fn from(_: examples::Stopped) -> Self {
        Self::Stopped
    }
}

#[cfg(test)]
mod tests;
