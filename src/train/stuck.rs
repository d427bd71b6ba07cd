//! Tells a run that stays at chance from one that learns, by its reports alone: after some steps it still reads the
//! validation images no better than by guessing. Says what to try, the likeliest cause first.

use super::{History, Remedy, StepReport, TrainConfig, ValidationReport};
use crate::display_as_message;
use crate::msg;
use crate::text::{Message, ToMessage, format};

/// Steps after which a network that learns reads better than chance, whatever it starts from.
const LEAST_STEPS: u64 = 200;
/// Accuracy above chance, as a share of the images, that may be luck: what a network says of images that it knows nothing
/// about is not independent from one image to the next, so that it varies more than a coin does.
const LUCK: f64 = 0.05;
/// Standard deviations of a coin's luck that are allowed for, where images are few.
const DEVIATIONS: f64 = 3.0;
/// Share of the loss of guessing below which a network has begun to learn.
const LOSS: f64 = 0.97;
/// Training accuracy above chance from which on a network has learned its images by heart.
const BY_HEART: f64 = 0.15;
/// Share of an epoch over which the training accuracy is averaged.
const RECENT: f64 = 0.25;

/// How a run stays at chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StuckKind {
    /// It reads no image better than by guessing.
    NothingLearned,
    /// It reads its training images, and others no better than by guessing.
    LearnedByHeart,
}

/// A run that stays at chance.
#[derive(Debug, Clone, PartialEq)]
pub struct Stuck {
    /// How.
    pub kind: StuckKind,
    /// Steps done when it was last validated.
    pub step: u64,
    /// Loss on the validation images then, in nats.
    pub loss: f64,
    /// Accuracy on them then, in [0, 1].
    pub validation_accuracy: f64,
    /// Accuracy on the training images over the last part of an epoch before it, in [0, 1], by the labels to be learned.
    pub training_accuracy: f64,
    /// What to try, the likeliest first.
    pub remedies: Vec<Remedy>,
}

impl Stuck {
    /// Whether the run with these reports, begun with `config` and going on from a model if `is_tuned`, stays at chance;
    /// `None` if it learns, or has not come far enough to tell.
    #[must_use]
    pub fn of(history: &History, config: &TrainConfig, is_tuned: bool) -> Option<Self> {
        let started = history.started.as_ref()?;
        let [last, before] = latest(history);
        let last = last?;
        // What a rate does that still warms up says nothing.
        if last.step < LEAST_STEPS || last.epochs < config.warmup {
            return None;
        }
        let chance = started.chance;
        let deviation = (chance * (1.0 - chance) / started.validation_images.max(1) as f64).sqrt();
        let limit = chance + LUCK.max(DEVIATIONS * deviation);
        let is_at_chance =
            |report: &ValidationReport| report.accuracy <= limit && report.loss >= LOSS * started.guessing_loss;
        if limit >= 1.0 || !is_at_chance(&last) || before.is_some_and(|before| !is_at_chance(&before)) {
            return None;
        }
        let training_accuracy = recent_accuracy(&history.steps, last.step);
        // In its first epoch it meets every image for the first time, and knows none by heart.
        let is_by_heart = last.epochs > 1.0 && training_accuracy >= limit + BY_HEART;
        let kind = if is_by_heart { StuckKind::LearnedByHeart } else { StuckKind::NothingLearned };
        let mut config = config.clone();
        history.changes.iter().for_each(|changed| changed.change.apply(&mut config));
        let remedies = Remedy::when_stuck(&config, kind, started.are_images_alike, is_tuned);
        let ValidationReport { step, loss, accuracy: validation_accuracy, .. } = last;
        Some(Self { kind, step, loss, validation_accuracy, training_accuracy, remedies })
    }

    /// What to try, as it stands behind "try"; `None` if nothing can be told.
    #[must_use]
    pub fn advice(&self) -> Option<Message> {
        Remedy::advice(&self.remedies)
    }

    /// What is wrong, as a sentence without advice.
    #[must_use]
    pub fn fault(&self) -> Message {
        let validation = format::percent_to(self.validation_accuracy, 1);
        match self.kind {
            StuckKind::NothingLearned => msg!(
                "stuck-nothing-learned",
                step = self.step,
                validation = validation,
                loss = format::decimal(self.loss, 2),
            ),
            StuckKind::LearnedByHeart => msg!(
                "stuck-by-heart",
                step = self.step,
                validation = validation,
                training = format::percent_to(self.training_accuracy, 1),
            ),
        }
    }
}

display_as_message!(Stuck);

impl ToMessage for Stuck {
    fn to_message(&self) -> Message {
        match self.advice() {
            None => self.fault(),
            Some(advice) => msg!("stuck-try", fault = self.fault(), remedies = advice),
        }
    }
}

/// The newest validation after a step, and the one before it.
fn latest(history: &History) -> [Option<ValidationReport>; 2] {
    let within = history.validations.iter().rev().filter(|report| report.step > 0).take(2).copied();
    let mut newest: Vec<ValidationReport> = within.collect();
    newest.extend(history.epochs.iter().rev().take(2).map(ValidationReport::from));
    newest.sort_by_key(|report| std::cmp::Reverse(report.step));
    [newest.first().copied(), newest.get(1).copied()]
}

/// Mean training accuracy over the last part of an epoch up to `step`, each report counted for the steps it is about.
fn recent_accuracy(steps: &[StepReport], step: u64) -> f64 {
    let until = steps.partition_point(|report| report.step <= step);
    let known = &steps[..until];
    let from = known.last().map_or(0.0, |last| last.epochs - RECENT);
    let (mut right, mut weight) = (0.0, 0.0);
    for (place, report) in known.iter().enumerate().rev().take_while(|(_, report)| report.epochs > from) {
        let before = place.checked_sub(1).map_or(0, |before| known[before].step);
        let about = (report.step - before) as f64;
        right += report.accuracy * about;
        weight += about;
    }
    if weight > 0.0 { right / weight } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Arch, Pixels};
    use crate::train::{EpochReport, Started, TrainEvent};

    /// A run of epochs of 300 steps with these accuracies on training and validation images, at the loss of chance.
    fn run(accuracies: &[(f64, f64)]) -> History {
        let mut history = History::default();
        history.apply(&TrainEvent::Started(Started {
            arch: Arch::Mlp,
            trained_parameters: 1,
            train_images: 19_200,
            validation_images: 5_000,
            steps_per_epoch: 300,
            epochs: 10,
            pixels: Pixels::Unit,
            chance: 0.11,
            guessing_loss: std::f64::consts::LN_10,
            labels: crate::data::LabelSet::DIGITS,
            are_images_alike: false,
        }));
        for (place, &(training, validation)) in accuracies.iter().enumerate() {
            let (step, epoch) = (300 * (place as u64 + 1), place + 1);
            let report = StepReport { step, epochs: epoch as f64, accuracy: training, ..StepReport::default() };
            history.apply(&TrainEvent::Step(report));
            history.apply(&TrainEvent::Epoch(EpochReport {
                epoch,
                step,
                validation_loss: 2.303,
                validation_accuracy: validation,
                ..EpochReport::default()
            }));
        }
        history
    }

    fn kind(history: &History) -> Option<StuckKind> {
        Stuck::of(history, &TrainConfig::default(), false).map(|stuck| stuck.kind)
    }

    #[test]
    fn what_stays_at_chance_is_told_from_what_learns_and_from_what_learned_by_heart() {
        assert_eq!(kind(&run(&[])), None);
        assert_eq!(kind(&run(&[(0.1, 0.113)])), Some(StuckKind::NothingLearned));
        assert_eq!(kind(&run(&[(0.9, 0.95)])), None);
        assert_eq!(kind(&run(&[(0.1, 0.1), (0.6, 0.1)])), Some(StuckKind::LearnedByHeart));
        assert_eq!(kind(&run(&[(0.6, 0.1)])), Some(StuckKind::NothingLearned), "it has seen no image twice");
        assert_eq!(kind(&run(&[(0.1, 0.1), (0.4, 0.5)])), None, "it has begun to learn");
        assert_eq!(kind(&run(&[(0.9, 0.9), (0.1, 0.1)])), None, "once is no state");
        assert_eq!(kind(&run(&[(0.9, 0.9), (0.1, 0.1), (0.1, 0.1)])), Some(StuckKind::NothingLearned));
    }

    #[test]
    fn a_run_that_has_hardly_begun_or_still_warms_up_is_left_alone() {
        let warming = TrainConfig { warmup: 2.0, ..TrainConfig::default() };
        assert_eq!(Stuck::of(&run(&[(0.1, 0.1)]), &warming, false), None);
        let mut early = run(&[(0.1, 0.1)]);
        early.epochs[0].step = LEAST_STEPS - 1;
        assert_eq!(kind(&early), None);
        let mut few = run(&[(0.1, 0.2)]);
        few.started.as_mut().expect("it began").validation_images = 50;
        assert_eq!(kind(&few), Some(StuckKind::NothingLearned), "a fifth of fifty is within luck");
    }

    #[test]
    fn what_is_told_names_figures_and_what_to_try() {
        let config = TrainConfig { learning_rate: 0.05, ..TrainConfig::default() };
        let stuck = Stuck::of(&run(&[(0.1, 0.098)]), &config, false).expect("it is at chance");
        let told = stuck.to_string();
        for part in ["300 steps", "9.8 %", "2.30", "; try a lower learning rate (usual here is 0.004)"] {
            assert!(told.contains(part), "{told}: no {part}");
        }
        let told = Stuck::of(&run(&[(0.1, 0.1), (0.6, 0.1)]), &config, false).expect("it is at chance").to_string();
        assert!(told.contains("by heart") && told.contains("60.0 %"), "{told}");
    }
}
