//! The weights being trained, ready to be used while they change, and the start of a run that writes.

use std::sync::Arc;

use super::TrainingState;
use super::run::Run;
use crate::app::core::effects::WorkKind;
use crate::app::core::settings::setup::Setup;
use crate::app::core::shared::Shared;
use crate::handwriting::Scribe;
use crate::model::{Arch, Kernels, ModelError, Predictor, Skill, Subject, Weights};
use crate::store::handwriting;
use crate::text::{Message, ToMessage as _};
use crate::train::{Material, Prompts, TrainError};

/// The weights being trained, ready to read with.
#[derive(Clone)]
pub struct LiveReader {
    /// Reads with the newest weights.
    pub predictor: Arc<Predictor>,
    /// The newest weights themselves, to look into.
    pub subject: Subject,
    /// Grows with every new set of weights.
    pub generation: u64,
}

/// The weights being trained, ready to write with.
#[derive(Clone)]
pub struct LiveScribe {
    /// Writes with the newest weights.
    pub scribe: Arc<Scribe>,
    /// Its network.
    pub arch: Arch,
    /// What it is told before each digit.
    pub prompts: Prompts,
    /// Grows with every new set of weights.
    pub generation: u64,
}

/// The weights being trained, ready for what they are for.
#[derive(Default)]
pub struct AtWork {
    /// To read with.
    pub reader: Option<LiveReader>,
    /// To write with.
    pub scribe: Option<LiveScribe>,
}

impl AtWork {
    /// Takes newer weights of `run`.
    ///
    /// # Errors
    /// When they do not fit its network.
    pub(super) fn take(&mut self, run: &Run, weights: Weights, generation: u64) -> Result<(), ModelError> {
        match run.config.arch.skill() {
            Skill::ReadsPictures => self.reader = Some(reader(run, weights, generation)?),
            Skill::ContinuesTokens => self.scribe = Some(scribe(run, &weights, generation)?),
        }
        Ok(())
    }
}

fn reader(run: &Run, weights: Weights, generation: u64) -> Result<LiveReader, ModelError> {
    let (arch, pixels) = (run.config.arch, run.pixels());
    let predictor = Arc::new(Predictor::new(arch, &weights, pixels, Kernels::default())?.with_labels(run.labels()));
    Ok(LiveReader {
        predictor,
        subject: Subject { arch, weights, labels: run.labels(), pixels, temperature: 1.0 },
        generation,
    })
}

fn scribe(run: &Run, weights: &Weights, generation: u64) -> Result<LiveScribe, ModelError> {
    let arch = run.config.arch;
    let scribe = Arc::new(Scribe::with(arch, weights)?);
    Ok(LiveScribe { scribe, arch, prompts: run.config.prompts, generation })
}

impl TrainingState {
    /// Starts a run of a network that writes; what reads now grades it.
    pub(super) fn start_writing(&mut self, setup: &Setup, shared: &mut Shared) -> Result<(), TrainError> {
        let Some(current) = &shared.current else { return Ok(()) };
        setup.config.validate()?;
        self.folds = None;
        let (reader, setup, writer) = (Arc::clone(&current.predictor), setup.clone(), shared.writer.clone());
        let source = setup.config.data.source.clone();
        let open = move |_: &_| handwriting::open(&source).map_err(Message::of);
        shared.start_for(WorkKind::Handwriting, open, move |training: &mut Self, shared, writing| {
            let begun = writing.and_then(|writing| {
                let writing = Material::from(writing).graded_by(reader);
                let job = setup.writing_job(writer.as_deref(), writing);
                training.begin(job, setup.purpose, shared).map_err(|error| error.to_message())
            });
            if let Err(fault) = begun {
                shared.notices.error(fault);
            }
        });
        Ok(())
    }
}
