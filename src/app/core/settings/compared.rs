//! Which models read beside the current one.

use serde::{Deserialize, Serialize};

/// Most models that are compared with the one that reads anyway.
pub const MOST: usize = 2;

/// A model to compare with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComparedModel {
    /// A bundled model by its identifier, or a saved one by its path.
    Model(String),
    /// The weights that are being trained.
    Training,
}

/// At most [`MOST`], each once.
#[must_use]
pub fn in_range(wanted: Vec<ComparedModel>) -> Vec<ComparedModel> {
    let mut kept: Vec<ComparedModel> = Vec::new();
    for one in wanted {
        if kept.len() < MOST && !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}
