//! What to try when the loss of a run explodes, or it stays at chance: read off its settings, the likeliest cause first.

use super::{Optimiser, Schedule, StuckKind, TrainConfig};
use crate::model::Pixels;
use crate::text::{Message, ToMessage, format};
use crate::{display_as_message, msg};

/// Most that is told at once.
const MOST: usize = 3;
/// L2 norm to clip gradients to.
const CLIP: f64 = 1.0;
/// Share of a weight that weight decay may take off in a step; above it, decay itself overshoots before long.
const MOST_DECAY: f64 = 0.1;
/// Smallest batch whose gradient is steady.
const STEADY_BATCH: usize = 16;
/// Largest L1 penalty that is usual.
const USUAL_L1: f64 = 0.01;

/// Times a rate is above or below the usual one before it alone keeps a network at chance.
const FAR_ABOVE: f64 = 3.0;
const FAR_BELOW: f64 = 20.0;
/// Share of shuffled labels from which on hardly anything can be learned from the others.
const MOSTLY_SHUFFLED: f64 = 0.5;

/// Something to try.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Remedy {
    /// The learning rate is above what is usual with the optimiser, or usual and still too much.
    LowerRate {
        /// The rate to try.
        to: f64,
        /// Whether it is what the optimiser usually takes.
        is_usual: bool,
    },
    /// The learning rate is so far below what is usual that nothing moves.
    HigherRate {
        /// The rate to try, which the optimiser usually takes.
        to: f64,
    },
    /// The training labels are shuffled on purpose.
    UnshuffledLabels {
        /// Share of them that is.
        share: f64,
    },
    /// The labels that came with the images may not be theirs.
    CheckLabels,
    /// All training images are the same picture.
    OtherImages,
    /// Momentum adds up more steps than is usual.
    LessMomentum {
        /// The momentum to try.
        to: f64,
    },
    /// Weight decay takes off too much in each step.
    LessWeightDecay,
    /// The L1 penalty is larger than the gradient.
    LessL1,
    /// The first steps are as long as the later ones.
    WarmUp,
    /// Gradients may be as long as they come.
    Clip,
    /// Gradients are clipped, but to a length that hardly holds them.
    ClipShorter,
    /// A few images give a gradient that points anywhere.
    LargerBatch,
    /// Paper that is not 0 makes for longer gradients.
    UnitPixels,
}

impl Remedy {
    /// What to try after the loss of a run with these settings exploded when `epochs` were trained, the likeliest first;
    /// `pixels` are those it reads, and `is_tuned` tells whether it went on from a model.
    #[must_use]
    pub fn of(config: &TrainConfig, pixels: Pixels, is_tuned: bool, epochs: f64) -> Vec<Self> {
        let TrainConfig { optimiser, learning_rate, weight_decay, l1, batch_size, .. } = *config;
        let mut found = Vec::new();
        // What a model has learned already is spoilt by steps that fresh weights need.
        let usual = optimiser.usual_rate();
        let usual = if is_tuned { one_digit(usual / 10.0) } else { usual };
        let is_high = learning_rate > usual;
        let rate = if is_high { usual } else { one_digit(learning_rate / 3.0) };
        let lower = Self::LowerRate { to: rate, is_usual: is_high && !is_tuned };
        let (momentum, usual_momentum) = momentum(optimiser);
        let causes = [
            (lower, is_high),
            (Self::LessMomentum { to: usual_momentum }, momentum > usual_momentum),
            (Self::LessWeightDecay, learning_rate * weight_decay / (1.0 - momentum) > MOST_DECAY),
            (Self::LessL1, l1 > USUAL_L1),
            (lower, !is_high),
            (Self::WarmUp, starts_at_full_rate(config) && epochs <= 1.0),
            (Self::Clip, config.clip_norm.is_none()),
            (Self::ClipShorter, config.clip_norm.is_some_and(|norm| norm > CLIP)),
            (Self::LargerBatch, batch_size < STEADY_BATCH),
            (Self::UnitPixels, pixels != Pixels::Unit && !is_tuned),
        ];
        found.extend(causes.into_iter().filter(|(_, applies)| *applies).map(|(remedy, _)| remedy));
        found.truncate(MOST);
        found
    }

    /// What to try where a run with these settings stays at chance, the likeliest first. `are_images_alike` tells whether
    /// all training images are the same picture, and `is_tuned` whether it goes on from a model.
    #[must_use]
    pub fn when_stuck(config: &TrainConfig, kind: StuckKind, are_images_alike: bool, is_tuned: bool) -> Vec<Self> {
        if are_images_alike {
            return vec![Self::OtherImages];
        }
        let TrainConfig { optimiser, learning_rate, weight_decay, l1, .. } = *config;
        let usual = if is_tuned { one_digit(optimiser.usual_rate() / 10.0) } else { optimiser.usual_rate() };
        let lower = |to| Self::LowerRate { to, is_usual: !is_tuned && learning_rate > usual };
        let (momentum, usual_momentum) = momentum(optimiser);
        let share = config.data.label_noise;
        let is_shuffled = share > MOSTLY_SHUFFLED;
        let is_by_heart = match kind {
            StuckKind::LearnedByHeart => true,
            StuckKind::NothingLearned => false,
        };
        let (is_far_above, is_far_below) = (learning_rate > FAR_ABOVE * usual, learning_rate * FAR_BELOW < usual);
        let causes = [
            (Self::UnshuffledLabels { share }, is_shuffled),
            (Self::CheckLabels, is_by_heart && !is_shuffled),
            (lower(usual), is_far_above),
            (Self::HigherRate { to: usual }, is_far_below),
            (Self::LessL1, l1 > USUAL_L1),
            (Self::LessWeightDecay, learning_rate * weight_decay / (1.0 - momentum) > MOST_DECAY),
            (Self::LessMomentum { to: usual_momentum }, momentum > usual_momentum),
            (Self::CheckLabels, !is_by_heart && !is_shuffled),
            (lower(one_digit(learning_rate / 10.0)), !is_far_above && !is_far_below && !is_by_heart),
        ];
        causes.into_iter().filter(|(_, applies)| *applies).map(|(remedy, _)| remedy).take(MOST).collect()
    }

    /// The first of `remedies`, as many as are told at once: "a, b or c"; `None` if there are none.
    pub(super) fn advice(remedies: &[Self]) -> Option<Message> {
        match remedies {
            [] => None,
            [only] => Some(only.to_message()),
            [first, second] => Some(msg!("remedies-two", first = first.to_message(), second = second.to_message())),
            [first, second, third, ..] => {
                let (first, second, third) = (first.to_message(), second.to_message(), third.to_message());
                Some(msg!("remedies-three", first = first, second = second, third = third))
            }
        }
    }
}

display_as_message!(Remedy);

impl ToMessage for Remedy {
    /// What to try, as it stands behind "try".
    fn to_message(&self) -> Message {
        match self {
            Self::LowerRate { to, is_usual: true } => msg!("remedy-usual-rate", rate = to.to_string()),
            Self::LowerRate { to, is_usual: false } => msg!("remedy-lower-rate", rate = to.to_string()),
            Self::HigherRate { to } => msg!("remedy-higher-rate", rate = to.to_string()),
            Self::UnshuffledLabels { share } => msg!("remedy-unshuffled-labels", share = format::percent_to(*share, 0)),
            Self::CheckLabels => msg!("remedy-check-labels"),
            Self::OtherImages => msg!("remedy-other-images"),
            Self::LessMomentum { to } => msg!("remedy-less-momentum", momentum = to.to_string()),
            Self::LessWeightDecay => msg!("remedy-less-weight-decay"),
            Self::LessL1 => msg!("remedy-less-l1", penalty = USUAL_L1.to_string()),
            Self::WarmUp => msg!("remedy-warm-up"),
            Self::Clip => msg!("remedy-clip", norm = CLIP.to_string()),
            Self::ClipShorter => msg!("remedy-clip-shorter", norm = CLIP.to_string()),
            Self::LargerBatch => msg!("remedy-larger-batch"),
            Self::UnitPixels => msg!("remedy-unit-pixels"),
        }
    }
}

/// The momentum of an optimiser, and what is usual with it.
fn momentum(optimiser: Optimiser) -> (f64, f64) {
    match optimiser {
        Optimiser::Sgd { momentum, .. } => (momentum, 0.9),
        Optimiser::RmsProp { momentum, .. } => (momentum, 0.0),
        // Their means of gradients are no sums: they make no step longer.
        Optimiser::Adam { .. } | Optimiser::AdamW { .. } => (0.0, 0.0),
    }
}

/// Whether nothing holds the first steps back.
fn starts_at_full_rate(config: &TrainConfig) -> bool {
    let rises = match config.schedule {
        Schedule::OneCycle => true,
        Schedule::Constant | Schedule::Step { .. } | Schedule::Exponential { .. } | Schedule::Cosine => false,
    };
    !rises && config.warmup == 0.0
}

/// `value`, rounded to its first digit.
fn one_digit(value: f64) -> f64 {
    format!("{value:.0e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain() -> TrainConfig {
        let optimiser = Optimiser::Sgd { momentum: 0.9, nesterov: false };
        TrainConfig { optimiser, learning_rate: 0.03, schedule: Schedule::Constant, ..TrainConfig::default() }
    }

    fn told(change: impl FnOnce(&mut TrainConfig)) -> String {
        let mut config = plain();
        change(&mut config);
        config.validate().expect("somebody could have set this");
        let advice = Remedy::advice(&Remedy::of(&config, Pixels::Unit, false, 0.5));
        format!("; try {}", advice.expect("something can be tried"))
    }

    #[test]
    fn what_to_try_follows_from_the_settings() {
        type Setting = fn(&mut TrainConfig);
        let cases: [(Setting, &str); 10] = [
            (
                |_| {},
                "; try a lower learning rate (such as 0.01), a warm-up of one epoch or gradient clipping (to a norm of 1)",
            ),
            (|c| c.learning_rate = 2.0, "; try a lower learning rate (usual here is 0.05), a warm-up"),
            (
                |c| {
                    c.optimiser = Optimiser::ALL[3];
                    c.learning_rate = 0.1;
                },
                "; try a lower learning rate (usual here is 0.004), a warm-up",
            ),
            (|c| c.schedule = Schedule::OneCycle, "; try a lower learning rate (such as 0.01) or gradient clipping"),
            (
                |c| {
                    c.warmup = 2.0;
                    c.clip_norm = Some(0.5);
                },
                "; try a lower learning rate (such as 0.01)",
            ),
            (|c| c.clip_norm = Some(50.0), "a warm-up of one epoch or clipping gradients to a norm of 1"),
            (
                |c| c.optimiser = Optimiser::Sgd { momentum: 0.99, nesterov: false },
                "; try less momentum (usual here is 0.9), a lower learning rate",
            ),
            (
                |c| c.optimiser = Optimiser::RmsProp { decay: 0.99, momentum: 0.5 },
                "; try a lower learning rate (usual here is 0.001), less momentum (usual here is 0) or a warm-up",
            ),
            (|c| c.weight_decay = 1.0, "; try less weight decay, a lower learning rate"),
            (
                |c| {
                    c.l1 = 0.5;
                    c.warmup = 1.0;
                    c.clip_norm = Some(1.0);
                    c.batch_size = 4;
                },
                "; try a smaller L1 penalty (at most 0.01), a lower learning rate (such as 0.01) or larger batches",
            ),
        ];
        for (change, expected) in cases {
            let told = told(change);
            assert!(told.contains(expected), "{told}, not {expected}");
        }
    }

    #[test]
    fn what_comes_too_late_or_is_not_to_be_chosen_is_not_told() {
        let of = |pixels, is_tuned, epochs| Remedy::of(&plain(), pixels, is_tuned, epochs);
        assert!(of(Pixels::Unit, false, 1.0).contains(&Remedy::WarmUp));
        assert!(!of(Pixels::Unit, false, 1.5).contains(&Remedy::WarmUp), "the first epoch went well");
        assert!(of(Pixels::Signed, false, 1.5).contains(&Remedy::UnitPixels));
        assert!(!of(Pixels::Signed, true, 1.5).contains(&Remedy::UnitPixels), "a model brings its pixels");
        // What is usual with fresh weights is too much for those that have learned.
        assert_eq!(of(Pixels::Unit, true, 1.5)[0], Remedy::LowerRate { to: 0.005, is_usual: false });
    }

    #[test]
    fn what_to_try_at_chance_names_the_cause_first() {
        let stuck = |change: fn(&mut TrainConfig), kind| {
            let mut config = TrainConfig::default();
            change(&mut config);
            Remedy::when_stuck(&config, kind, false, false)
        };
        let (nothing, by_heart) = (StuckKind::NothingLearned, StuckKind::LearnedByHeart);
        let shuffled = stuck(|c| c.data.label_noise = 1.0, nothing);
        assert_eq!(shuffled[0], Remedy::UnshuffledLabels { share: 1.0 });
        assert_eq!(stuck(|_| {}, by_heart), [Remedy::CheckLabels]);
        assert_eq!(stuck(|c| c.learning_rate = 0.05, nothing)[0], Remedy::LowerRate { to: 0.004, is_usual: true });
        assert_eq!(stuck(|c| c.learning_rate = 1e-5, nothing)[0], Remedy::HigherRate { to: 0.004 });
        assert_eq!(stuck(|c| c.l1 = 1.0, nothing)[0], Remedy::LessL1);
        assert!(stuck(|_| {}, nothing).contains(&Remedy::CheckLabels), "labels that are not the images' own");
        let black = Remedy::when_stuck(&TrainConfig::default(), nothing, true, false);
        assert_eq!(black, [Remedy::OtherImages]);
    }

    #[test]
    fn without_remedies_there_is_no_advice() {
        assert_eq!(Remedy::advice(&[]), None);
    }
}
