//! Changes of the picture as the window knows them: the smallest change of ink that flips the answer, and the fast
//! gradient sign method beside noise.

use std::sync::Arc;

use super::net_source::NetSource;
use super::{Explain, Explained, SEED};
use crate::app::core::effects::WorkKind;
use crate::app::core::shared::Shared;
use crate::data::Image;
use crate::explain::adversarial::{Attack, STEPS, attack};
use crate::explain::flip::{Flip, Pen, flip};
use crate::text::{Message, ToMessage as _};

/// What is changed: whose weights, which picture.
#[derive(Clone, PartialEq)]
struct Question {
    stamp: u64,
    image: Image,
}

/// What came of the search for a flip.
#[derive(Debug, Clone, PartialEq)]
pub enum Search {
    /// Nobody looked yet, on this picture.
    NotBegun,
    /// Found.
    Found(Arc<Flip>),
    /// Eighty pixels were not enough.
    NotFound,
    /// It could not be done.
    Failed(Message),
}

/// Changes of the picture.
pub struct Change {
    /// What may be done to the ink.
    pub pen: Pen,
    /// The digit that is wanted; any other than the one read for `None`.
    pub wanted: Option<u8>,
    /// Step of the slider; where the slope tells most from noise while nobody chose one.
    step: Option<usize>,
    now: Option<(Question, NetSource)>,
    search: Search,
    asked: Option<Question>,
    attack: Option<(Question, Arc<Attack>)>,
    fault: Option<Message>,
}

impl Default for Change {
    fn default() -> Self {
        Self {
            pen: Pen::default(),
            wanted: None,
            step: None,
            now: None,
            search: Search::NotBegun,
            asked: None,
            attack: None,
            fault: None,
        }
    }
}

impl Change {
    pub(super) fn follow(&mut self, explained: &Explained, net: NetSource, shared: &mut Shared) {
        let question = Question { stamp: explained.stamp, image: explained.image.clone() };
        if self.now.as_ref().is_none_or(|(now, _)| *now != question) {
            // What was found is of another picture or of other weights.
            shared.effects.discard(&WorkKind::Flip);
            self.search = Search::NotBegun;
            self.now = Some((question.clone(), net.clone()));
        }
        if shared.is_running(&WorkKind::Attack) || self.asked.as_ref() == Some(&question) {
            return;
        }
        self.asked = Some(question.clone());
        let asked = question.clone();
        let work = move |_: &_| {
            let net = net.get()?;
            let label = net.read(std::slice::from_ref(&question.image)).map_err(Message::of)?[0].class();
            attack(&net, &question.image, label, SEED).map_err(|error| error.to_message())
        };
        shared.start_for(WorkKind::Attack, work, |explain: &mut Explain, _, found| {
            let change = &mut explain.change;
            match found {
                Ok(found) => (change.attack, change.fault) = (Some((asked, Arc::new(found))), None),
                Err(fault) => (change.attack, change.fault) = (None, Some(fault)),
            }
        });
    }

    /// Whether there is a picture to look for a change of, and nobody looks.
    #[must_use]
    pub fn can_find(&self, shared: &Shared) -> bool {
        self.now.is_some() && !shared.is_running(&WorkKind::Flip)
    }

    pub(super) fn find(&mut self, shared: &mut Shared) {
        let Some((question, net)) = self.now.clone() else { return };
        let (pen, wanted) = (self.pen, self.wanted);
        let work = move |context: &crate::background::TaskContext| {
            let go_on = |share: f32| {
                context.progress(share);
                !context.is_cancelled()
            };
            flip(&*net.get()?, &question.image, pen, wanted, &go_on).map_err(|error| error.to_message())
        };
        shared.start_for(WorkKind::Flip, work, |explain: &mut Explain, _, found| {
            explain.change.search = match found {
                Ok(Some(flip)) => Search::Found(Arc::new(flip)),
                Ok(None) => Search::NotFound,
                Err(fault) => Search::Failed(fault),
            };
        });
    }

    /// What came of the search.
    #[must_use]
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// The change that flips the answer.
    #[must_use]
    pub fn flip(&self) -> Option<&Flip> {
        match &self.search {
            Search::Found(flip) => Some(flip),
            Search::NotBegun | Search::NotFound | Search::Failed(_) => None,
        }
    }

    /// The newest attack, which may be on an older picture than that of now.
    #[must_use]
    pub fn attack(&self) -> Option<&Arc<Attack>> {
        self.attack.as_ref().map(|(_, attack)| attack)
    }

    /// Whether the newest attack is on the picture and the weights of now.
    #[must_use]
    pub fn is_of_now(&self) -> bool {
        matches!((&self.attack, &self.now), (Some((of, _)), Some((now, _))) if of == now)
    }

    /// Step of the slider: the one that was chosen, else the one of the newest attack at which slope and noise differ
    /// most.
    #[must_use]
    pub fn step(&self) -> usize {
        self.step.or_else(|| Some(self.attack()?.telling())).unwrap_or_default()
    }

    pub(super) fn choose_step(&mut self, step: usize) {
        self.step = Some(step.min(STEPS));
    }

    /// Why there is none.
    #[must_use]
    pub fn fault(&self) -> Option<&Message> {
        self.fault.as_ref()
    }
}
