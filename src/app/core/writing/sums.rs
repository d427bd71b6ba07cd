//! All hundred sums of two digits as the network answers them, with what is read in each answer.

use std::sync::Arc;

use super::Writing;
use super::order::{Order, Origin};
use super::page::TOKENIZER;
use crate::app::core::effects::WorkKind;
use crate::app::core::settings::Settings;
use crate::app::core::shared::Shared;
use crate::background::TaskContext;
use crate::handwriting::{Sum, WrittenDigit};
use crate::ink::Stroke;
use crate::text::ToMessage as _;

/// How many sums stand in a row.
pub const COLUMNS: usize = 10;

/// A sum with its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// What was asked.
    pub sum: Sum,
    /// Whether nothing was learned from it.
    pub is_held_out: bool,
    /// What was written: each digit in the middle of its paper.
    pub digits: Vec<Vec<Stroke>>,
    /// What is read in it, if there is a reader.
    pub read: Option<Vec<u8>>,
}

impl Answered {
    /// Whether what is read is the sum; `None` if nobody reads.
    #[must_use]
    pub fn is_right(&self) -> Option<bool> {
        self.read.as_ref().map(|read| *read == self.sum.digits())
    }
}

/// All sums with their answers.
#[derive(Debug, Clone, PartialEq)]
pub struct SumTable {
    /// Row by row: the first digit is the same in a row, the second in a column.
    pub answers: Arc<Vec<Answered>>,
    /// Who wrote and who read.
    pub origin: Origin,
}

impl SumTable {
    /// How many are right, and how many there are: of those held out, or of the others.
    #[must_use]
    pub fn right(&self, held_out: bool) -> (usize, usize) {
        let own = || self.answers.iter().filter(|answer| answer.is_held_out == held_out);
        (own().filter(|answer| answer.is_right() == Some(true)).count(), own().count())
    }
}

/// Asks for all sums in the background.
pub(super) fn start(writing: &Writing, settings: &Settings, shared: &mut Shared) {
    let Some(mut order) = Order::of(writing, settings, shared, "sums") else { return };
    let work = move |context: &TaskContext| {
        let mut answers = Vec::with_capacity(COLUMNS * COLUMNS);
        for sum in Sum::all() {
            if context.is_cancelled() {
                break;
            }
            let written = sum.answer(&mut order.scribe, TOKENIZER, &order.sampler, &mut order.chance);
            let written = written.map_err(|fault| fault.to_message())?;
            let digits: Vec<Vec<Stroke>> = written.iter().map(WrittenDigit::strokes).collect();
            let read = order.grader.as_ref().and_then(|grader| grader.read(&digits).ok());
            answers.push(Answered { sum, is_held_out: sum.is_held_out(), digits, read });
            context.progress(answers.len() as f32 / (COLUMNS * COLUMNS) as f32);
        }
        Ok(SumTable { answers: Arc::new(answers), origin: order.origin })
    };
    shared.start_for(WorkKind::Sums, work, |writing: &mut Writing, shared, table| match table {
        Ok(table) => writing.sums = Some(table),
        Err(fault) => shared.notices.error(fault),
    });
}
