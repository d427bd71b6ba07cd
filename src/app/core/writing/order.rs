//! What it takes to have many digits written in one go: who writes, who reads, and with which chances.

use rand_chacha::ChaCha8Rng;

use super::Writing;
use crate::app::core::settings::Settings;
use crate::app::core::shared::Shared;
use crate::data::rng;
use crate::handwriting::{Sampler, Scribe};
use crate::text::Message;
use crate::train::Grader;

/// Where what was written in one go comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// Who wrote.
    pub model: Message,
    /// Who read.
    pub reader: Option<Message>,
    /// With which seed.
    pub seed: u64,
}

/// What it takes to have digits written and read.
pub(super) struct Order {
    pub scribe: Scribe,
    pub sampler: Sampler,
    pub chance: ChaCha8Rng,
    pub grader: Option<Grader>,
    pub origin: Origin,
}

impl Order {
    /// With who writes and who reads now; `None` while nobody writes. Each `purpose` has chances of its own.
    pub fn of(writing: &Writing, settings: &Settings, shared: &Shared, purpose: &'static str) -> Option<Self> {
        let (writer, model, seed) = (writing.writer()?, writing.model().name()?, settings.writing.seed);
        let reader = shared.current.as_ref();
        Some(Self {
            scribe: Scribe::clone(&writer.scribe),
            sampler: settings.writing.sampler(),
            chance: rng::stream(seed, purpose),
            grader: reader.map(|reader| Grader(reader.predictor.clone())),
            origin: Origin { model, reader: reader.map(|reader| reader.model.shown_name()), seed },
        })
    }
}
