//! Backpropagation as the window knows it: a copy of the weights, the pass on the picture there and back, and the steps
//! taken so far.

use std::sync::Arc;

use super::stepping::Stepping;
use super::taken::{self, Past};
use super::{Explain, Explained};
use crate::app::core::canvas::reading::WeightsSource;
use crate::app::core::effects::WorkKind;
use crate::app::core::shared::Shared;
use crate::data::Image;
use crate::explain::follow::{Followed, follow};
use crate::explain::practice::{Pass, Practice, Rule};
use crate::model::Prediction;
use crate::text::Message;

/// Learning rates that can be chosen.
pub const RATES: std::ops::RangeInclusive<f64> = 1e-5..=1.0;

/// What a pass is asked for.
#[derive(Clone, PartialEq)]
struct Question {
    /// Grows with every change of the copy of the weights.
    version: u64,
    image: Image,
    /// `None` is the digit that is read.
    label: Option<u8>,
}

/// What a pass found.
struct Found {
    question: Question,
    practice: Practice,
    pass: Pass,
}

/// The copy of the weights and what is done with it.
pub struct Practising {
    /// The digit that is wanted; the one that is read for `None`.
    pub label: Option<u8>,
    stepping: Stepping,
    rate: f64,
    start: Option<(u64, Practice)>,
    /// Whose weights were copied.
    source: WeightsSource,
    now: Option<Practice>,
    version: u64,
    past: Vec<Past>,
    /// What is to be shown.
    wanted: Option<Question>,
    asked: Option<Question>,
    pass: Option<Arc<Pass>>,
    passed: Option<Question>,
    chosen: Option<(String, usize)>,
    followed: Option<Followed>,
    fault: Option<Message>,
}

impl Default for Practising {
    fn default() -> Self {
        Self {
            label: None,
            stepping: Stepping::default(),
            rate: Stepping::default().rate(),
            start: None,
            source: WeightsSource::Current,
            now: None,
            version: 0,
            past: Vec::new(),
            wanted: None,
            asked: None,
            pass: None,
            passed: None,
            chosen: None,
            followed: None,
            fault: None,
        }
    }
}

impl Practising {
    /// Asks for another pass if picture, label or weights changed.
    pub(super) fn follow(&mut self, explained: &Explained, shared: &mut Shared) {
        self.begin(explained);
        let Some(practice) = self.now.clone() else { return };
        let question = Question { version: self.version, image: explained.image.clone(), label: self.label };
        self.wanted = Some(question.clone());
        if shared.is_running(&WorkKind::Practice) || self.asked.as_ref() == Some(&question) {
            return;
        }
        self.asked = Some(question.clone());
        Self::pass_on(question, practice, None, shared);
    }

    /// Forgets the steps on a copy of another model. Those on a copy of the weights of a run stay while these change.
    pub(super) fn leave_others(&mut self, explained: &Explained) {
        let is_other = self.start.as_ref().is_some_and(|(stamp, start)| {
            let follows = self.source == WeightsSource::Training && explained.source == WeightsSource::Training;
            *stamp != explained.stamp && !(follows && start.arch == explained.subject.arch)
        });
        if is_other {
            (self.start, self.now, self.pass, self.passed) = (None, None, None, None);
            (self.followed, self.chosen, self.asked) = (None, None, None);
            self.past.clear();
            self.version += 1;
        }
    }

    /// Takes the network's weights, unless steps were taken on a copy of them.
    fn begin(&mut self, explained: &Explained) {
        let is_same = self.start.as_ref().is_some_and(|(stamp, _)| *stamp == explained.stamp);
        if is_same || (self.start.is_some() && !self.past.is_empty()) {
            return;
        }
        self.source = explained.source;
        let subject = &explained.subject;
        let is_other = self.start.as_ref().is_none_or(|(_, start)| start.arch != subject.arch);
        let practice = Practice::new(subject.arch, subject.pixels, subject.weights.clone());
        self.start = Some((explained.stamp, practice.clone()));
        self.now = Some(practice);
        self.past.clear();
        self.version += 1;
        if is_other {
            (self.pass, self.followed, self.chosen) = (None, None, None);
        }
    }

    /// Passes the picture there and back, after a step if there is one to take.
    fn pass_on(question: Question, practice: Practice, step: Option<(Arc<Pass>, Rule)>, shared: &mut Shared) {
        let work = move |_: &_| {
            let practice = match &step {
                Some((pass, rule)) => practice.step(pass, *rule).map_err(Message::of)?,
                None => practice,
            };
            let label = match question.label {
                Some(label) => label,
                // Any label shows what is read.
                None => practice.pass(&question.image, 0).map_err(Message::of)?.prediction.class(),
            };
            let pass = practice.pass(&question.image, label).map_err(Message::of)?;
            Ok(Found { question, practice, pass })
        };
        shared.start_for(WorkKind::Practice, work, |explain: &mut Explain, _, found| {
            explain.practising.take(found);
        });
    }

    fn take(&mut self, found: Result<Found, Message>) {
        match found {
            Ok(Found { question, practice, pass }) => {
                if question.version != self.version {
                    return;
                }
                self.fault = None;
                self.now = Some(practice);
                self.pass = Some(Arc::new(pass));
                self.passed = Some(question);
                self.look_along();
            }
            Err(fault) => {
                self.fault = Some(fault);
                (self.pass, self.followed, self.passed) = (None, None, None);
            }
        }
    }

    /// Follows the chosen weight through the newest pass; the one with the greatest gradient of the first tensor while
    /// none is chosen.
    fn look_along(&mut self) {
        let (Some(practice), Some(pass)) = (&self.now, &self.pass) else { return };
        let greatest = || {
            let first = practice.arch.placed().into_iter().find(|layer| !layer.params.is_empty())?;
            let tensor = format!("{}.weight", first.name);
            let index = strongest(pass, &tensor)?.first().copied()?;
            Some((tensor, index))
        };
        let chosen = self.chosen.clone().or_else(greatest);
        self.followed = chosen.and_then(|(tensor, index)| follow(practice, pass, &tensor, index));
    }

    pub(super) fn follow_weight(&mut self, tensor: String, index: usize) {
        self.chosen = Some((tensor, index));
        self.look_along();
    }

    pub(super) fn step_by(&mut self, stepping: Stepping) {
        if stepping == self.stepping {
            return;
        }
        (self.stepping, self.rate) = (stepping, stepping.rate());
        // Moments of one rule mean nothing to another.
        if let Some(now) = &mut self.now {
            now.moments = Arc::default();
            now.steps = 0;
        }
    }

    pub(super) fn set_rate(&mut self, rate: f64) {
        self.rate = rate.clamp(*RATES.start(), *RATES.end());
    }

    /// Whether a step can be taken: there is a pass of just these weights.
    #[must_use]
    pub fn can_step(&self, shared: &Shared) -> bool {
        let is_newest = self.passed.is_some() && self.passed == self.asked;
        is_newest && self.pass.is_some() && !shared.is_running(&WorkKind::Practice)
    }

    pub(super) fn step(&mut self, shared: &mut Shared) {
        let (Some(practice), Some(pass), Some(asked)) = (self.now.clone(), self.pass.clone(), self.asked.clone())
        else {
            return;
        };
        if !self.can_step(shared) {
            return;
        }
        if self.past.len() == taken::most(&practice) {
            self.past.remove(0);
        }
        self.past.push(Past {
            practice: practice.clone(),
            loss: pass.loss,
            prediction: pass.prediction,
            image: asked.image.clone(),
            label: pass.label,
        });
        self.version += 1;
        // The digit that is wanted stays the same, also where another is read afterwards, and so does the weight.
        self.label = Some(pass.label);
        let followed = || self.followed.as_ref().map(|followed| (followed.tensor.clone(), followed.index));
        self.chosen = self.chosen.take().or_else(followed);
        let question = Question { version: self.version, label: self.label, ..asked };
        self.asked = Some(question.clone());
        Self::pass_on(question, practice, Some((pass, self.rule())), shared);
    }

    /// Whether a step can be taken back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub(super) fn undo(&mut self) {
        if let Some(past) = self.past.pop() {
            self.now = Some(past.practice);
            self.version += 1;
        }
    }

    pub(super) fn start_over(&mut self) {
        if let Some((_, start)) = &self.start {
            self.now = Some(start.clone());
            self.past.clear();
            self.version += 1;
        }
    }

    /// The copy of the weights as it is now.
    #[must_use]
    pub fn practice(&self) -> Option<&Practice> {
        self.now.as_ref()
    }

    /// The weights that were practised on, from those at the start to those of now.
    pub fn trail(&self) -> impl Iterator<Item = &Practice> {
        self.past.iter().map(|past| &past.practice).chain(self.now.as_ref().filter(|_| !self.past.is_empty()))
    }

    /// The newest pass there and back.
    #[must_use]
    pub fn pass(&self) -> Option<&Arc<Pass>> {
        self.pass.as_ref()
    }

    /// Another number for other weights.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The weight that is followed.
    #[must_use]
    pub fn followed(&self) -> Option<&Followed> {
        self.followed.as_ref()
    }

    /// How steps are taken.
    #[must_use]
    pub fn rule(&self) -> Rule {
        Rule { optimiser: self.stepping.optimiser(), rate: self.rate }
    }

    /// By which rule.
    #[must_use]
    pub fn stepping(&self) -> Stepping {
        self.stepping
    }

    /// Steps taken that can be taken back.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.past.len()
    }

    /// Whether the newest pass is of what is chosen now, on the weights of now.
    #[must_use]
    pub fn is_of_now(&self) -> bool {
        self.passed.is_some() && self.passed == self.wanted
    }

    /// The last steps that were taken for the picture and the digit of the newest pass.
    fn comparable(&self) -> &[Past] {
        let (Some(passed), Some(pass)) = (&self.passed, &self.pass) else { return &[] };
        taken::comparable(&self.past, &passed.image, pass.label)
    }

    /// Losses of the picture and the digit of now, before each of the last steps that were taken for them, and now.
    #[must_use]
    pub fn losses(&self) -> Vec<f32> {
        let before = self.comparable().iter().map(|past| past.loss);
        before.chain(self.pass.as_ref().map(|pass| pass.loss)).collect()
    }

    /// What was read before the last step, if that was taken for the picture and the digit of now.
    #[must_use]
    pub fn before(&self) -> Option<&Prediction> {
        self.comparable().last().map(|past| &past.prediction)
    }

    /// Why there is no pass.
    #[must_use]
    pub fn fault(&self) -> Option<&Message> {
        self.fault.as_ref()
    }
}

/// Places of a tensor's numbers, those with the greatest gradient first.
#[must_use]
pub fn strongest(pass: &Pass, tensor: &str) -> Option<Vec<usize>> {
    let values = &pass.gradients.0.get(tensor)?.values;
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].abs().total_cmp(&values[a].abs()));
    Some(order)
}
