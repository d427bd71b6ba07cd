//! Which images a run learns from and which it is measured on: plain settings, checked once.

use serde::{Deserialize, Serialize};

pub use super::data_source::{Collection, DataSource, Mix};
pub use crate::data::Classes;

use super::TrainError;
use super::range::{check, from_to, within};
use crate::msg;
use crate::text::{Message, Named};

/// Which images a run uses, and how.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DataPlan {
    /// Where the images come from.
    pub source: DataSource,
    /// Which train, which validate and which test.
    pub split: SplitPlan,
    /// Seed that decides which images are held out; the run's own if `None`. With one of its own, runs of other seeds
    /// are measured on the same images.
    pub split_seed: Option<u64>,
    /// How often each digit is met.
    pub classes: Classes,
    /// Train on at most this many images of each digit, at least 1.
    pub per_digit: Option<usize>,
    /// Share of the training labels that is shuffled on purpose, in [0, 1].
    pub label_noise: f64,
}

/// Which images train, which validate and which test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, strum::EnumCount)]
#[serde(rename_all = "snake_case")]
pub enum SplitPlan {
    /// The data's own test images; of its training images, some are held out for validation.
    Standard {
        /// Images held out, at least 1.
        validation: usize,
    },
    /// All images together, shared out anew; the shares add up to 1.
    Ratio {
        /// Share of all images in the training set, in (0, 1).
        train: f64,
        /// Share of all images in the validation set, in (0, 1).
        validation: f64,
        /// Share of all images in the test set, in [0, 1).
        test: f64,
    },
    /// The training images in equal parts, one of which validates.
    KFold {
        /// Number of parts, 2 to 20.
        folds: usize,
        /// The part that validates, from 1.
        fold: usize,
    },
}

impl Named for SplitPlan {
    fn key(&self) -> &'static str {
        match self {
            Self::Standard { .. } => "split-standard",
            Self::Ratio { .. } => "split-ratio",
            Self::KFold { .. } => "split-k-fold",
        }
    }
}

impl SplitPlan {
    /// Every split with its usual settings.
    pub const ALL: [Self; <Self as strum::EnumCount>::COUNT] = [
        Self::Standard { validation: Self::USUAL_VALIDATION },
        Self::Ratio { train: 0.7, validation: 0.15, test: 0.15 },
        Self::KFold { folds: 5, fold: 1 },
    ];

    /// Which part validates and of how many, from 1; `None` if the images are not shared out in turns.
    #[must_use]
    pub fn fold(self) -> Option<(usize, usize)> {
        match self {
            Self::KFold { folds, fold } => Some((fold, folds)),
            Self::Standard { .. } | Self::Ratio { .. } => None,
        }
    }

    /// Images that the usual standard split holds out.
    pub const USUAL_VALIDATION: usize = 5_000;

    /// This split for `images` training images: the usual number of held-out images is a fifth of them at most, so that
    /// most are left to train on. A number that somebody chose stays as it is, whether it fits or not.
    #[must_use]
    pub fn fitted(self, images: usize) -> Self {
        match self {
            Self::Standard { validation: Self::USUAL_VALIDATION } => {
                Self::Standard { validation: Self::USUAL_VALIDATION.min((images / 5).max(1)) }
            }
            Self::Standard { .. } | Self::Ratio { .. } | Self::KFold { .. } => self,
        }
    }

    /// As [`fitted`](Self::fitted), and a number that somebody chose leaves one image at least to train on.
    #[must_use]
    pub fn within(self, images: usize) -> Self {
        match self.fitted(images) {
            // None at all is refused, not mended.
            Self::Standard { validation } => {
                Self::Standard { validation: validation.min(images.saturating_sub(1).max(1)) }
            }
            other @ (Self::Ratio { .. } | Self::KFold { .. }) => other,
        }
    }

    /// Images held out of `images`, at least 1; those are the training images, or all where the split takes all.
    #[must_use]
    pub fn held_out(self, images: usize) -> usize {
        let share = match self {
            Self::Standard { validation } => validation,
            Self::Ratio { validation, .. } => (images as f64 * validation).round() as usize,
            Self::KFold { folds, .. } => images / folds.max(1),
        };
        share.max(1)
    }

    /// How many of `train` training and `test` test images this split trains, validates and tests on, before any are
    /// left out or repeated. In a cross-validation a fold may differ by one.
    #[must_use]
    pub fn sizes(self, train: usize, test: usize) -> Sizes {
        match self {
            Self::Standard { .. } | Self::KFold { .. } => {
                let validation = self.held_out(train).min(train.saturating_sub(1));
                Sizes { train: train - validation, validation, test }
            }
            Self::Ratio { train: share, validation, test: _ } => {
                let all = train + test;
                let upto = |share: f64| (all as f64 * share).round() as usize;
                let (first, second) = (upto(share).min(all), upto(share + validation).min(all));
                Sizes { train: first, validation: second - first, test: all - second }
            }
        }
    }
}

/// Numbers of images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// To train on.
    pub train: usize,
    /// To validate on.
    pub validation: usize,
    /// To test on.
    pub test: usize,
}

impl Default for SplitPlan {
    fn default() -> Self {
        Self::Standard { validation: Self::USUAL_VALIDATION }
    }
}

impl DataPlan {
    /// The standard plan with `validation` images held out.
    #[must_use]
    pub fn holding_out(validation: usize) -> Self {
        Self { split: SplitPlan::Standard { validation }, ..Self::default() }
    }

    /// Checks what can be judged without the images.
    ///
    /// # Errors
    /// Names the first setting that is out of range, and the range.
    pub fn validate(&self) -> Result<(), TrainError> {
        if let Some(Mix { with, share, .. }) = &self.source.mixed_with {
            let fits = *share > 0.0 && *share < 1.0;
            check(msg!("train-setting-mixed-share"), share, fits, msg!("range-above-below", low = "0", high = "1"))?;
            // The same image could else be trained on and held out.
            let is_another = *with != self.source.from;
            check(msg!("train-setting-mixed-collection"), with.called(), is_another, msg!("range-other-collection"))?;
        }
        match self.split {
            SplitPlan::Standard { validation } => {
                within(msg!("train-setting-validation-images"), validation, 1, usize::MAX)?;
            }
            SplitPlan::Ratio { train, validation, test } => {
                let share = |setting: Message, value: f64| {
                    check(setting, value, value > 0.0 && value < 1.0, msg!("range-between", low = "0", high = "1"))
                };
                share(msg!("train-setting-train-share"), train)?;
                share(msg!("train-setting-validation-share"), validation)?;
                share(msg!("train-setting-test-share"), test)?;
                let sum = train + validation + test;
                check(
                    msg!("train-setting-sum-of-shares"),
                    sum,
                    (sum - 1.0).abs() < 1e-6,
                    msg!("range-exactly", number = "1"),
                )?;
            }
            SplitPlan::KFold { folds, fold } => {
                within(msg!("train-setting-folds"), folds, 2, 20)?;
                within(msg!("train-setting-fold"), fold, 1, folds)?;
            }
        }
        if let Some(images) = self.per_digit {
            within(msg!("train-setting-per-digit"), images, 1, usize::MAX)?;
        }
        let fits = (0.0..=1.0).contains(&self.label_noise);
        check(msg!("train-setting-label-noise"), self.label_noise, fits, from_to(&0, &1))
    }

    /// Checks that `train` training and `test` test images leave some to train and some to validate on.
    ///
    /// # Errors
    /// When they do not.
    pub fn validate_for(&self, train: usize, test: usize) -> Result<(), TrainError> {
        let images = match self.split {
            SplitPlan::Standard { .. } | SplitPlan::KFold { .. } => train,
            SplitPlan::Ratio { .. } => train + test,
        };
        if images < 2 {
            return check(msg!("train-setting-images-to-learn"), images, false, msg!("range-two-images"));
        }
        match self.split {
            SplitPlan::Standard { validation } => {
                within(msg!("train-setting-validation-images"), validation, 1, images - 1)
            }
            SplitPlan::KFold { folds, .. } => within(msg!("train-setting-folds"), folds, 2, images),
            SplitPlan::Ratio { train, validation, test: _ } => {
                let fits = images as f64 * train.min(validation) >= 1.0;
                check(msg!("train-setting-images-to-share"), images, fits, msg!("range-image-in-every-part"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_textbook_ratio_shares_out_all_70_000_images() {
        let sizes = SplitPlan::Ratio { train: 0.7, validation: 0.15, test: 0.15 }.sizes(60_000, 10_000);
        assert_eq!(sizes, Sizes { train: 49_000, validation: 10_500, test: 10_500 });
        let sizes = SplitPlan::default().sizes(60_000, 10_000);
        assert_eq!(sizes, Sizes { train: 55_000, validation: 5_000, test: 10_000 });
        let sizes = SplitPlan::KFold { folds: 5, fold: 1 }.sizes(60_000, 10_000);
        assert_eq!(sizes, Sizes { train: 48_000, validation: 12_000, test: 10_000 });
    }

    #[test]
    fn a_mix_of_nothing_or_everything_is_refused_with_the_range() {
        for share in [0.0, 1.0, -0.5, f64::NAN] {
            let mut plan = DataPlan::default();
            plan.source.mixed_with = Some(Mix::new(Collection::Ink("mine.jsonl".into()), share));
            let sentence = plan.validate().expect_err("out of range").to_string();
            assert!(sentence.ends_with("it has to be above 0 and below 1"), "{sentence}");
        }
        let mut plan = DataPlan::default();
        plan.source.mixed_with = Some(Mix::new(Collection::Mnist, 0.5));
        let sentence = plan.validate().expect_err("it would be held out and trained on").to_string();
        assert_eq!(sentence, "the collection mixed in is MNIST; it has to be another one than the first");
    }

    #[test]
    fn of_few_images_the_usual_split_holds_out_a_fifth_and_a_chosen_number_is_left_alone() {
        let usual = |images| SplitPlan::default().fitted(images).sizes(images, 0);
        for (images, validation) in [(60_000, 5_000), (25_000, 5_000), (5_000, 1_000), (300, 60), (4, 1), (2, 1)] {
            let expected = Sizes { train: images - validation, validation, test: 0 };
            assert_eq!(usual(images), expected);
            DataPlan { split: SplitPlan::default().fitted(images), ..DataPlan::default() }
                .validate_for(images, 0)
                .expect("some train and some validate");
        }
        for split in [SplitPlan::Standard { validation: 400 }, SplitPlan::ALL[1], SplitPlan::ALL[2]] {
            assert_eq!(split.fitted(300), split);
        }
    }

    #[test]
    fn too_few_images_for_the_split_are_refused() {
        let plan = |split| DataPlan { split, ..DataPlan::default() };
        assert!(plan(SplitPlan::KFold { folds: 5, fold: 1 }).validate_for(4, 0).is_err());
        assert!(plan(SplitPlan::KFold { folds: 5, fold: 1 }).validate_for(5, 0).is_ok());
        let ratio = plan(SplitPlan::Ratio { train: 0.7, validation: 0.15, test: 0.15 });
        assert!(ratio.validate_for(1, 1).is_err() && ratio.validate_for(20, 10).is_ok());
    }
}
