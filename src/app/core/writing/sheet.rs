//! A sheet of a hundred samples, ten of each digit, with what is read in each; and files of it.

use std::sync::Arc;

use super::Writing;
use super::order::{Order, Origin};
use super::page::TOKENIZER;
use super::sums;
use crate::app::core::effects::WorkKind;
use crate::app::core::settings::Settings;
use crate::app::core::shared::Shared;
use crate::background::TaskContext;
use crate::data::DIGITS;
use crate::handwriting::outlook::LONGEST;
use crate::handwriting::{Kind, WrittenDigit, continue_digit};
use crate::ink::{Stroke, side_by_side};
use crate::text::ToMessage as _;

/// Samples of each digit.
pub const OF_EACH: usize = 10;

/// One sample.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// What was asked for; a network that knows no classes is asked for nothing.
    pub class: Option<u8>,
    /// What was written, in the middle of its paper.
    pub strokes: Vec<Stroke>,
    /// What is read in it, if there is a reader.
    pub read: Option<u8>,
}

impl Sample {
    /// Whether it is read as what was asked for; `None` if nothing was asked for or nobody reads.
    #[must_use]
    pub fn is_right(&self) -> Option<bool> {
        Some(self.class? == self.read?)
    }
}

/// A sheet of samples.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Row by row.
    pub samples: Arc<Vec<Sample>>,
    /// Who wrote and who read.
    pub origin: Origin,
}

impl Sheet {
    /// How many are read as what was asked for, of a digit or of all.
    #[must_use]
    pub fn right(&self, class: Option<u8>) -> usize {
        let of_class = |sample: &&Sample| class.is_none() || class == sample.class;
        self.samples.iter().filter(of_class).filter(|sample| sample.is_right() == Some(true)).count()
    }

    /// Whether digits were asked for.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.samples.iter().any(|sample| sample.class.is_some())
    }
}

/// Writes a sheet in the background.
pub(super) fn start(writing: &Writing, settings: &Settings, shared: &mut Shared) {
    let Some(mut order) = Order::of(writing, settings, shared, "sheet") else { return };
    let knows_classes = writing.model().knows_classes();
    let work = move |context: &TaskContext| {
        let start = TOKENIZER.token(Kind::Start).map_err(|fault| fault.to_message())?;
        let mut samples = Vec::with_capacity(OF_EACH * DIGITS);
        for class in (0..DIGITS as u8).flat_map(|class| [class; OF_EACH]) {
            if context.is_cancelled() {
                break;
            }
            let prompt = [start, class];
            let prompt = if knows_classes { &prompt[..] } else { &prompt[..1] };
            let written =
                continue_digit(&mut order.scribe, TOKENIZER, prompt, &order.sampler, LONGEST, &mut order.chance);
            let written = written.map_err(|fault| fault.to_message())?;
            let strokes = written.digits.last().map(WrittenDigit::strokes).unwrap_or_default();
            let read = order.grader.as_ref().and_then(|grader| grader.read(std::slice::from_ref(&strokes)).ok()?.pop());
            samples.push(Sample { class: knows_classes.then_some(class), strokes, read });
            context.progress(samples.len() as f32 / (OF_EACH * DIGITS) as f32);
        }
        Ok(Sheet { samples: Arc::new(samples), origin: order.origin })
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
