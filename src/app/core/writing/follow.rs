//! A number that is followed, step by step, to what it is computed from.

use crate::handwriting::{Outlook, Token};
use crate::model::token_look::{Followed, Spot};

/// Where a way through the numbers of a pass begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// The logit of a token.
    Logit(Token),
    /// How much a head of a block looks at a token of the page, all counted from 0.
    Look {
        /// The block.
        block: usize,
        /// The head.
        head: usize,
        /// The token.
        place: usize,
    },
}

/// A way through the numbers of a pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Following {
    /// Where it begins.
    pub root: Root,
    /// The numbers behind that, each one that the one before is computed from.
    pub path: Vec<Spot>,
}

impl Following {
    /// A way that begins here.
    #[must_use]
    pub fn of(root: Root) -> Self {
        Self { root, path: Vec::new() }
    }

    /// The way without its last number; `None` if that was where it began.
    #[must_use]
    pub fn back(mut self) -> Option<Self> {
        self.path.pop().map(|_| self)
    }

    /// The number that it has come to, if it has one place in a layer.
    #[must_use]
    pub fn spot(&self, outlook: &Outlook) -> Option<Spot> {
        match (self.path.last(), self.root) {
            (Some(&spot), _) => Some(spot),
            (None, Root::Logit(token)) => outlook.look.as_ref()?.logit(token),
            (None, Root::Look { .. }) => None,
        }
    }

    /// What that number is computed from; `None` while the pass is not known, and where there is no such number.
    #[must_use]
    pub fn followed(&self, outlook: &Outlook) -> Option<Followed> {
        let look = outlook.look.as_ref()?;
        match (self.spot(outlook), self.root) {
            (Some(spot), _) => look.follow(spot),
            (None, Root::Look { block, head, place }) => {
                look.follow_look(block, head, place.checked_sub(outlook.attention.from)?)
            }
            (None, Root::Logit(_)) => None,
        }
    }
}
