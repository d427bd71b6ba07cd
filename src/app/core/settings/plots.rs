//! How a person wants plots to be.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::axis::{Scale, XAxis};

/// How a person wants plots to be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlotSettings {
    /// What runs along the bottom.
    pub axis: XAxis,
    /// Linear or logarithmic heights.
    pub scale: Scale,
    /// Names of the curves that are switched off.
    pub hidden: BTreeSet<String>,
}
