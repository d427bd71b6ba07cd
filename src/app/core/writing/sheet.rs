//! A sheet of a hundred samples, ten of each digit, with what is read in each; and files of it.

use std::sync::Arc;

use super::Writing;
use super::page::TOKENIZER;
use super::sums;
use crate::app::core::effects::WorkKind;
use crate::app::core::settings::Settings;
use crate::app::core::shared::Shared;
use crate::background::TaskContext;
use crate::data::DIGITS;
use crate::data::rng;
use crate::handwriting::outlook::LONGEST;
use crate::handwriting::{Kind, Scribe, continue_digit};
use crate::ink::{Drawing, Stroke, side_by_side};
use crate::text::{Message, ToMessage as _};

/// Samples of each digit.
pub const OF_EACH: usize = 10;

/// One sample.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// What was asked for.
    pub class: u8,
    /// What was written, in the middle of its paper.
    pub strokes: Vec<Stroke>,
    /// What is read in it, if there is a reader.
    pub read: Option<u8>,
}

/// A sheet of samples.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Row by row.
    pub samples: Arc<Vec<Sample>>,
    /// Who wrote.
    pub model: Message,
    /// Who read.
    pub reader: Option<Message>,
    /// With which seed.
    pub seed: u64,
}

impl Sheet {
    /// How many are read as what was asked for, of a digit or of all.
    #[must_use]
    pub fn right(&self, class: Option<u8>) -> usize {
        let of_class = |sample: &&Sample| class.is_none_or(|class| class == sample.class);
        self.samples.iter().filter(of_class).filter(|sample| sample.read == Some(sample.class)).count()
    }
}

/// Writes a sheet in the background.
pub(super) fn start(writing: &Writing, settings: &Settings, shared: &mut Shared) {
    let (Some(writer), Some(model)) = (writing.writer(), writing.model().name()) else { return };
    let (sampler, seed) = (settings.writing.sampler(), settings.writing.seed);
    let reader = shared.current.clone();
    let work = move |context: &TaskContext| {
        let mut scribe = Scribe::clone(&writer.scribe);
        let start = TOKENIZER.token(Kind::Start).map_err(|fault| fault.to_message())?;
        let mut samples = Vec::with_capacity(OF_EACH * DIGITS);
        let mut chance = rng::stream(seed, "sheet");
        for class in (0..DIGITS as u8).flat_map(|class| [class; OF_EACH]) {
            if context.is_cancelled() {
                break;
            }
            let prompt = [start, class];
            let written = continue_digit(&mut scribe, TOKENIZER, &prompt, &sampler, LONGEST, &mut chance);
            let written = written.map_err(|fault| fault.to_message())?;
            let strokes = written.digits.last().map(crate::handwriting::WrittenDigit::strokes).unwrap_or_default();
            let read = reader.as_ref().filter(|_| !strokes.is_empty()).and_then(|reader| {
                reader.predictor.predict(&Drawing::redrawn(&strokes).image()).ok().map(|read| read.class())
            });
            samples.push(Sample { class, strokes, read });
            context.progress(samples.len() as f32 / (OF_EACH * DIGITS) as f32);
        }
        let reader = reader.map(|reader| reader.model.shown_name());
        Ok(Sheet { samples: Arc::new(samples), model, reader, seed })
    };
    shared.start_for(WorkKind::Sheet, work, |writing: &mut Writing, shared, sheet| match sheet {
        Ok(sheet) => writing.sheet = Some(sheet),
        Err(fault) => shared.notices.error(fault),
    });
}

/// What is exported: the papers, and how many stand in a row.
#[must_use]
pub fn papers(writing: &Writing, settings: &Settings) -> (Vec<Vec<Stroke>>, usize) {
    use crate::app::core::settings::writing::WritingPaper;
    match (&writing.sheet, settings.writing.paper) {
        (Some(sheet), WritingPaper::Sheet) => {
            (sheet.samples.iter().map(|sample| sample.strokes.clone()).collect(), OF_EACH)
        }
        (_, WritingPaper::Sums) if writing.sums.is_some() => {
            let answers = writing.sums.iter().flat_map(|table| table.answers.iter());
            let one = |answer: &sums::Answered| side_by_side(&answer.digits, answer.digits.len().max(1));
            (answers.map(one).collect(), sums::COLUMNS)
        }
        (_, WritingPaper::Page | WritingPaper::Sheet | WritingPaper::Sums) => {
            let digits = &writing.page.digits;
            (digits.iter().map(super::page::PageDigit::strokes).collect(), digits.len().max(1))
        }
    }
}
