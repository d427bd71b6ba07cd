//! The evaluation behind the Errors tab: a job that reads the test images, its result, and what is picked out of it.

pub mod job;

use strum::VariantArray as _;

use super::effects::WorkKind;
use super::shared::Shared;
use crate::analysis::Misread;
use crate::background::TaskContext;
use crate::data::Image;
use crate::text::{Message, Named};
use job::{EvaluationOutcome, Pace, evaluate};

pub use job::{EvaluationSubject, QUICK_SECS, Results};

/// What can be asked of an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(name(EvaluationCommandKind), derive(strum::VariantArray), vis(pub(super)))]
pub enum EvaluationCommand {
    /// Read all test images with the current model.
    Start,
    /// The same, unless it takes longer than [`QUICK_SECS`]; asked by the place itself when it is opened.
    StartIfQuick,
    /// End it.
    Cancel,
    /// Show the errors of all digits again.
    ClearFilter,
    /// Show only the errors that pass.
    FilterBy(Filter),
    /// Show the errors in this order.
    OrderBy(Order),
    /// Show this beside them.
    ShowSheet(Sheet),
    /// Show this error large, by its place in the test set.
    Select(Option<usize>),
    /// Show the error so many places further.
    Walk(isize),
}

impl EvaluationCommand {
    /// Those that the palette offers, in its order.
    #[must_use]
    pub fn palette() -> Vec<Self> {
        EvaluationCommandKind::VARIANTS.iter().copied().filter_map(Self::offered).collect()
    }

    /// The command of this kind, if the palette offers it: the others need an argument, or are asked by the place itself.
    fn offered(kind: EvaluationCommandKind) -> Option<Self> {
        match kind {
            EvaluationCommandKind::Start => Some(Self::Start),
            EvaluationCommandKind::Cancel => Some(Self::Cancel),
            EvaluationCommandKind::ClearFilter => Some(Self::ClearFilter),
            EvaluationCommandKind::StartIfQuick
            | EvaluationCommandKind::FilterBy
            | EvaluationCommandKind::OrderBy
            | EvaluationCommandKind::ShowSheet
            | EvaluationCommandKind::Select
            | EvaluationCommandKind::Walk => None,
        }
    }
}

/// What would be evaluated now, once model and images are there.
#[must_use]
pub fn subject(shared: &Shared) -> Option<EvaluationSubject> {
    let (current, data) = (shared.current.as_ref()?, shared.data.as_ref()?);
    Some(EvaluationSubject {
        model: current.model.clone(),
        test: data.test.clone(),
        source: shared.data_source.clone(),
    })
}

/// What there is to show besides a result.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Note {
    /// Nothing.
    #[default]
    Fresh,
    /// It did not start by itself because it would take about so many seconds.
    TooSlow {
        /// Estimate for all images, in seconds.
        expected_secs: f64,
    },
    /// Somebody cancelled it.
    Cancelled,
    /// It failed.
    Failed(Message),
}

/// In which order errors are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The most confident error first: the ones to wonder about.
    #[default]
    SurestFirst,
    /// The least confident first: the near misses.
    UnsureFirst,
}

/// Which errors are shown: only those with this true digit and this prediction, where given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// True digit, 0 to 9.
    pub truth: Option<u8>,
    /// Predicted digit, 0 to 9.
    pub predicted: Option<u8>,
}

impl Filter {
    /// Whether an error passes.
    #[must_use]
    pub fn admits(self, error: &Misread) -> bool {
        self.truth.is_none_or(|digit| digit == error.label)
            && self.predicted.is_none_or(|digit| digit == error.predicted)
    }
}

/// The table of the Errors tab that stands beside the misread images.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, strum::VariantArray)]
pub enum Sheet {
    /// The confusion matrix: which digits are taken for which.
    #[default]
    Confusion,
    /// The reliability diagram: accuracy against the probability that the model gives its answer.
    Reliability,
}

impl Sheet {
    /// Every sheet.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl Named for Sheet {
    fn key(&self) -> &'static str {
        match self {
            Self::Confusion => "sheet-confusion",
            Self::Reliability => "sheet-reliability",
        }
    }
}

/// Everything the Errors tab shows.
#[derive(Default)]
pub struct EvaluationState {
    results: Option<Results>,
    note: Note,
    tried: Option<EvaluationSubject>,
    /// Which errors are shown; changed by [`filter_by`](Self::filter_by).
    pub filter: Filter,
    /// In which order.
    pub order: Order,
    /// What stands beside them.
    pub sheet: Sheet,
    /// Index in the test set of the error in the large view.
    pub selected: Option<usize>,
}

impl EvaluationState {
    /// The image of the error that is selected, and its place in the test set.
    #[must_use]
    pub fn selected_image(&self) -> Option<(usize, Image)> {
        let (place, results) = (self.selected?, self.results()?);
        (place < results.subject.test.len()).then(|| (place, results.subject.test.image(place)))
    }

    /// Whether the command makes sense now.
    #[must_use]
    pub fn can(&self, command: EvaluationCommand, shared: &Shared) -> bool {
        let is_running = shared.is_running(&WorkKind::Evaluation);
        match command {
            EvaluationCommand::Start => !is_running && subject(shared).is_some(),
            EvaluationCommand::StartIfQuick => {
                let is_new = || subject(shared).is_some_and(|subject| self.tried.as_ref() != Some(&subject));
                !is_running && self.results.is_none() && is_new()
            }
            EvaluationCommand::Cancel => is_running,
            EvaluationCommand::ClearFilter => self.filter != Filter::default(),
            EvaluationCommand::FilterBy(_)
            | EvaluationCommand::OrderBy(_)
            | EvaluationCommand::ShowSheet(_)
            | EvaluationCommand::Select(_) => true,
            EvaluationCommand::Walk(steps) => self.neighbour(steps).is_some_and(|error| Some(error) != self.selected),
        }
    }

    /// Carries the command out, or starts the work that does.
    pub fn run(&mut self, command: EvaluationCommand, shared: &mut Shared) {
        match command {
            EvaluationCommand::Start => self.start(Pace::AsLongAsItTakes, shared),
            EvaluationCommand::StartIfQuick => self.start(Pace::OnlyIfQuick, shared),
            EvaluationCommand::Cancel => self.cancel(shared),
            EvaluationCommand::ClearFilter => self.filter_by(Filter::default()),
            EvaluationCommand::FilterBy(filter) => self.filter_by(filter),
            EvaluationCommand::OrderBy(order) => self.order = order,
            EvaluationCommand::ShowSheet(sheet) => self.sheet = sheet,
            EvaluationCommand::Select(error) => self.selected = error,
            EvaluationCommand::Walk(steps) => self.select_neighbour(steps),
        }
    }

    /// Starts reading all images; the last result stays until the new one is there.
    fn start(&mut self, pace: Pace, shared: &mut Shared) {
        let Some(subject) = subject(shared) else { return };
        self.note = Note::Fresh;
        self.tried = Some(subject.clone());
        let job_subject = subject.clone();
        let read = move |context: &TaskContext| evaluate(&job_subject, pace, context);
        shared.start_for(WorkKind::Evaluation, read, |state: &mut Self, shared, ending| match ending {
            Ok(EvaluationOutcome::Done(evaluation)) => state.finish(Results::new(subject, evaluation)),
            Ok(EvaluationOutcome::Cancelled) => state.note = Note::Cancelled,
            Ok(EvaluationOutcome::TooSlow { expected_secs }) => state.note = Note::TooSlow { expected_secs },
            Err(fault) => state.fail(fault, shared),
        });
    }

    fn fail(&mut self, fault: Message, shared: &mut Shared) {
        shared.notices.error(&fault);
        self.note = Note::Failed(fault);
    }

    fn cancel(&mut self, shared: &mut Shared) {
        if shared.is_running(&WorkKind::Evaluation) {
            shared.effects.discard(&WorkKind::Evaluation);
            self.note = Note::Cancelled;
        }
    }

    /// Shows `results`. The filter stays, and so does the selected picture if it is still wrong; otherwise the first
    /// one is selected.
    pub fn finish(&mut self, results: Results) {
        self.results = Some(results);
        self.note = Note::Fresh;
        self.select_shown();
    }

    /// The last finished evaluation.
    #[must_use]
    pub fn results(&self) -> Option<&Results> {
        self.results.as_ref()
    }

    /// What to say besides a result.
    #[must_use]
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// The errors that pass the filter, in the chosen order.
    #[must_use]
    pub fn shown(&self) -> Vec<Misread> {
        let all = self.results.as_ref().map_or(&[][..], |results| &results.misreads);
        let mut shown: Vec<Misread> = all.iter().copied().filter(|error| self.filter.admits(error)).collect();
        match self.order {
            Order::SurestFirst => {}
            Order::UnsureFirst => shown.reverse(),
        }
        shown
    }

    /// Shows only the errors that pass `filter`; the first of them is selected if the selected one does not.
    pub fn filter_by(&mut self, filter: Filter) {
        if filter != self.filter {
            self.filter = filter;
            self.select_shown();
        }
    }

    fn select_shown(&mut self) {
        let shown = self.shown();
        let is_shown = |index: &usize| shown.iter().any(|error| error.index == *index);
        let first = shown.first().map(|error| error.index);
        self.selected = self.selected.filter(is_shown).or(first);
    }

    /// Moves the selection by `steps` among the errors shown, stopping at both ends; the first one if none is selected.
    pub fn select_neighbour(&mut self, steps: isize) {
        self.selected = self.neighbour(steps);
    }

    /// The error `steps` places from the selected one among those shown, or the last one on the way.
    fn neighbour(&self, steps: isize) -> Option<usize> {
        let shown = self.shown();
        let place = self.selected.and_then(|index| shown.iter().position(|error| error.index == index));
        let next = place.map_or(0, |place| place.saturating_add_signed(steps).min(shown.len().saturating_sub(1)));
        shown.get(next).map(|error| error.index)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::core::training::run::tests::model;
    use crate::data::{DIGITS, Dataset, PIXELS};
    use crate::model::{Arch, Prediction};
    use crate::train::{DataSource, Evaluation};

    fn of(labels: &[u8]) -> EvaluationSubject {
        let test = Dataset::new("few", vec![0; labels.len() * PIXELS], labels.to_vec()).expect("sizes fit");
        EvaluationSubject {
            model: Arc::new(model(Arch::Softmax)).into(),
            test: Arc::new(test),
            source: DataSource::default(),
        }
    }

    fn reading(digit: usize, strength: f32) -> Prediction {
        Prediction::from_logits(std::array::from_fn::<f32, DIGITS, _>(
            |class| {
                if class == digit { strength } else { 0.0 }
            },
        ))
    }

    fn evaluated() -> EvaluationState {
        let predictions = vec![reading(7, 3.0), reading(7, 6.0), reading(1, 4.0), reading(3, 5.0)];
        let evaluation = Evaluation { predictions, correct: 1, loss: 1.0 };
        let mut state = EvaluationState::default();
        state.finish(Results::new(of(&[2, 2, 4, 3]), evaluation));
        state
    }

    #[test]
    fn filter_keeps_only_the_chosen_cell() {
        let mut state = evaluated();
        assert_eq!(state.shown().iter().map(|error| error.index).collect::<Vec<_>>(), [1, 2, 0]);
        state.filter = Filter { truth: Some(2), predicted: Some(7) };
        assert_eq!(state.shown().iter().map(|error| error.index).collect::<Vec<_>>(), [1, 0]);
        state.order = Order::UnsureFirst;
        assert_eq!(state.shown().iter().map(|error| error.index).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn selection_walks_the_shown_errors_and_stops_at_the_ends() {
        let mut state = evaluated();
        let mut walk = |steps| {
            state.select_neighbour(steps);
            state.selected
        };
        assert_eq!([walk(0), walk(1), walk(1), walk(1), walk(-1)], [Some(1), Some(2), Some(0), Some(0), Some(2)]);
    }

    #[test]
    fn a_filter_that_hides_the_selected_error_selects_its_first_one() {
        let mut state = evaluated();
        state.filter_by(Filter { truth: Some(4), predicted: None });
        assert_eq!(state.selected, Some(2));
        state.filter_by(Filter::default());
        assert_eq!(state.selected, Some(2));
        state.filter_by(Filter { truth: Some(9), predicted: None });
        assert_eq!(state.selected, None);
    }

    #[test]
    fn a_subject_changes_with_its_model_or_its_data() {
        let first = of(&[1]);
        assert!(first == first.clone());
        assert!(first != EvaluationSubject { model: of(&[1]).model, ..first.clone() });
        assert!(first != EvaluationSubject { test: of(&[1]).test, ..first.clone() });
    }
}
