//! The commands for the settings of the next run as a whole.

use strum::VariantArray as _;

use crate::train::presets::Preset;

/// A command for the settings of the next run as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(name(SetupCommandKind), derive(strum::VariantArray), vis(pub(super)))]
pub enum SetupCommand {
    /// The settings of a lesson.
    Use(Preset),
    /// Everything to its default, for the same start.
    Defaults,
    /// As they were before they were last replaced as a whole.
    Back,
    /// Show the explanations under the settings, or only on hover.
    Explain,
}

impl SetupCommand {
    /// Those that the palette offers, in its order: all of them.
    #[must_use]
    pub fn palette() -> Vec<Self> {
        SetupCommandKind::VARIANTS.iter().copied().flat_map(Self::offered).collect()
    }

    /// The commands of this kind that the palette offers.
    fn offered(kind: SetupCommandKind) -> Vec<Self> {
        match kind {
            SetupCommandKind::Use => Preset::ALL.into_iter().map(Self::Use).collect(),
            SetupCommandKind::Defaults => vec![Self::Defaults],
            SetupCommandKind::Back => vec![Self::Back],
            SetupCommandKind::Explain => vec![Self::Explain],
        }
    }
}
