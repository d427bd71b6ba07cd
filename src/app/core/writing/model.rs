//! Who writes: a model of the list, or the weights of the run under way.

use std::sync::Arc;

use super::command::WhoWrites;
use crate::app::core::effects::WorkKind;
use crate::app::core::settings::Settings;
use crate::app::core::shared::Shared;
use crate::app::core::training::TrainingState;
use crate::app::core::writing::Writing;
use crate::background::Writer;
use crate::handwriting::Scribe;
use crate::model::Model;
use crate::store::models;
use crate::text::{Message, Named as _, ToMessage as _};
use crate::train::{Prompts, prompts_of};

/// Numbers of live weights begin here, so that none is that of a model.
const LIVE_FROM: u64 = 1 << 63;

/// A model ready to write.
pub struct LoadedWriter {
    /// The model.
    pub model: Arc<Model>,
    writer: Writer,
    named: Option<String>,
}

/// Who writes.
#[derive(Default)]
pub struct WritingModel {
    loaded: Option<LoadedWriter>,
    /// Who wrote before.
    before: Option<LoadedWriter>,
    /// What is being loaded, or could not be.
    #[expect(clippy::option_option, reason = "what is wanted may be the usual model, which has no name")]
    wanted: Option<Option<String>>,
    fault: Option<Message>,
    is_live: bool,
    live: Option<(Writer, Message, Prompts)>,
    generations: u64,
}

impl WritingModel {
    /// Loads the model that the settings name, and follows the weights of the run.
    pub(super) fn follow(&mut self, named: Option<&str>, shared: &mut Shared, training: &TrainingState) {
        self.live = training.live_scribe().map(|live| {
            let generation = LIVE_FROM + live.generation;
            let writer = Writer { scribe: Arc::clone(&live.scribe), generation };
            (writer, Message::verbatim(live.arch.title()), live.prompts)
        });
        self.is_live &= self.live.is_some();
        let named = named.map(str::to_owned);
        if let Some(model) = shared.writer_offered.take() {
            match Scribe::new(&model) {
                Ok(scribe) => {
                    self.wanted = Some(named);
                    self.is_live = false;
                    self.take(model, Arc::new(scribe), None, shared);
                }
                Err(fault) => self.fault = Some(fault.to_message()),
            }
            return;
        }
        if self.wanted.as_ref() == Some(&named) {
            return;
        }
        self.wanted = Some(named.clone());
        let dir = shared.dir.clone();
        let work = move |_: &_| {
            let named = named.unwrap_or_else(|| models::DEFAULT_WRITER.to_owned());
            let model = Arc::new(models::find(&dir, &named).map_err(Message::of)?);
            let scribe = Scribe::new(&model).map_err(Message::of)?;
            Ok((model, Arc::new(scribe), Some(named)))
        };
        shared.start_for(WorkKind::WritingModel, work, |writing: &mut Writing, shared, loaded| match loaded {
            Ok((model, scribe, named)) => writing.model.take(model, scribe, named, shared),
            Err(fault) => writing.model.fault = Some(fault),
        });
    }

    /// Lets a model write from now on; `named` if it is one of the list or `None` for the usual one.
    fn take(&mut self, model: Arc<Model>, scribe: Arc<Scribe>, named: Option<String>, shared: &mut Shared) {
        shared.writer = Some(Arc::clone(&model));
        self.generations += 1;
        let writer = Writer { scribe, generation: self.generations };
        self.before = self.loaded.replace(LoadedWriter { model, writer, named });
        self.fault = None;
    }

    /// Who wrote before: the model of the list while weights in training write, else the one before that.
    #[must_use]
    pub fn before(&self) -> Option<(Writer, Message)> {
        let before = if self.is_live() { self.loaded.as_ref() } else { self.before.as_ref() };
        before.map(|one| (one.writer.clone(), one.model.card.shown_name()))
    }

    pub(super) fn choose(&mut self, who: WhoWrites, settings: &mut Settings) {
        self.is_live = who == WhoWrites::Live;
        if let WhoWrites::Model(named) = who {
            // Once more also after it could not be loaded.
            self.wanted = None;
            settings.writing.model = Some(named);
        }
    }

    /// Who writes, once it is loaded.
    #[must_use]
    pub fn writer(&self) -> Option<Writer> {
        let live = self.live.as_ref().filter(|_| self.is_live).map(|(writer, ..)| writer.clone());
        live.or_else(|| self.loaded.as_ref().map(|loaded| loaded.writer.clone()))
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> Option<Message> {
        let live = self.live.as_ref().filter(|_| self.is_live).map(|(_, name, _)| name.clone());
        live.or_else(|| self.loaded.as_ref().map(|loaded| loaded.model.card.shown_name()))
    }

    /// The model, if it is one of the list.
    #[must_use]
    pub fn loaded(&self) -> Option<&Arc<Model>> {
        self.loaded.as_ref().filter(|_| !self.is_live).map(|loaded| &loaded.model)
    }

    /// Whether it is this one of the list.
    #[must_use]
    pub fn is(&self, named: &str) -> bool {
        let own = self.loaded.as_ref().filter(|_| !self.is_live);
        own.and_then(|own| own.named.as_deref()) == Some(named)
    }

    /// Whether the weights of a run can write now.
    #[must_use]
    pub fn has_live(&self) -> bool {
        self.live.is_some()
    }

    /// Whether they do.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.is_live && self.live.is_some()
    }

    /// Whether classes mean something to it.
    #[must_use]
    pub fn knows_classes(&self) -> bool {
        self.prompts().knows_classes()
    }

    /// Whether it has learned sums.
    #[must_use]
    pub fn knows_sums(&self) -> bool {
        self.prompts() == Prompts::Sums
    }

    /// What it was told before each digit when it learned.
    fn prompts(&self) -> Prompts {
        match (&self.live, &self.loaded) {
            (Some((.., prompts)), _) if self.is_live => *prompts,
            (_, Some(loaded)) => prompts_of(&loaded.model.card),
            (_, None) => Prompts::default(),
        }
    }

    /// Why the model that the settings name cannot write.
    #[must_use]
    pub fn fault(&self) -> Option<&Message> {
        self.fault.as_ref()
    }
}
