//! The place that one looks at, which the row of layers, the filters and the operation by hand share.

use super::Inside;
use super::place::{Depth, Spot};
use crate::app::core::settings::inside::InsideView;

/// Which view says where one looks, for the others to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Lead {
    /// All show the same.
    #[default]
    Nobody,
    /// The row of layers, or the filters.
    Spot,
    /// The operation by hand.
    ByHand,
}

impl Inside {
    /// Looks at this place from this close.
    pub(super) fn go(&mut self, depth: Depth, spot: Spot) {
        let spot = self.anatomy.as_ref().map_or(spot, |anatomy| spot.within(anatomy));
        if depth > Depth::Network || spot != self.spot {
            self.lead = Lead::Spot;
        }
        (self.depth, self.spot) = (depth, spot);
    }

    /// Takes the place that was looked at last over into `view`, so that a map or number that was zoomed to is the one
    /// that is worked out, and the reverse.
    pub(super) fn meet(&mut self, view: InsideView) {
        let Some(anatomy) = &self.anatomy else { return };
        let is_by_hand = view == InsideView::ByHand;
        if self.lead == Lead::Spot && is_by_hand {
            self.working.look_at(anatomy, self.spot);
        } else if self.lead == Lead::ByHand && !is_by_hand {
            self.spot = self.scene.as_ref().and_then(|scene| scene.spot(anatomy)).unwrap_or(self.spot);
        } else {
            return;
        }
        self.lead = Lead::Nobody;
    }
}
