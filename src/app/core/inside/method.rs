//! The method that reads the canvas, if it is no network: what there is to see of how it reads.

use std::sync::Arc;

use crate::app::core::canvas::latest_answer::{LatestReading, ReadingThread};
use crate::app::core::shared::Shared;
use crate::background::MethodInspector;
use crate::data::Image;
use crate::methods::{Findings, MethodModel};
use crate::text::Message;

impl ReadingThread for MethodInspector {
    type Request = (Arc<MethodModel>, Image);
    type Reading = Arc<Findings>;

    fn start(wake: impl Fn() + Send + 'static) -> Result<Self, Message> {
        Self::start(wake)
    }

    fn request(&self, ticket: u64, (model, image): Self::Request) {
        self.request(ticket, model, image);
    }

    fn latest(&self) -> Option<Result<(u64, Arc<Findings>), Message>> {
        self.latest()
    }
}

/// What is looked at: which method, by the number of the current model, and which picture.
#[derive(Clone, PartialEq)]
struct Question {
    generation: u64,
    image: Image,
}

/// The method that reads, and what was found about the picture.
#[derive(Default)]
pub struct InsideMethod {
    latest: LatestReading<Question, MethodInspector>,
    model: Option<Arc<MethodModel>>,
    generation: u64,
}

impl InsideMethod {
    /// Asks for a look if picture or method are others, and takes the newest; never waits.
    pub(super) fn follow(&mut self, model: Option<(Arc<MethodModel>, u64)>, image: &Image, shared: &mut Shared) {
        let generation = model.as_ref().map_or(0, |(_, generation)| *generation);
        if generation != self.generation {
            (self.generation, self.model) = (generation, model.map(|(model, _)| model));
            self.latest.forget();
        }
        let Some(model) = &self.model else { return };
        if image.is_blank() {
            self.latest.forget();
        } else {
            let question = Question { generation, image: image.clone() };
            self.latest.ask(shared, question, || (Arc::clone(model), image.clone()));
        }
        self.latest.poll(shared);
    }

    /// The method that reads the canvas, if it is no network.
    #[must_use]
    pub fn model(&self) -> Option<&Arc<MethodModel>> {
        self.model.as_ref()
    }

    /// Another number for another method.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// What was found, as of the newest look; none for a blank canvas.
    #[must_use]
    pub fn findings(&self) -> Option<&Arc<Findings>> {
        self.model.as_ref().and_then(|_| self.latest.answer())
    }
}
