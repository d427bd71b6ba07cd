//! Which images a run learns from and which it is measured on: plain settings, checked once. Knows no images.

use serde::{Deserialize, Serialize};

use super::TrainError;
use super::config::{check, within};

/// Which images a run uses, and how.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DataPlan {
    /// Where the images come from.
    pub source: DataSource,
    /// Which train, which validate and which test.
    pub split: SplitPlan,
    /// How often each digit is met.
    pub classes: Classes,
    /// Train on at most this many images of each digit, at least 1.
    pub per_digit: Option<usize>,
    /// Share of the training labels that is shuffled on purpose, in [0, 1].
    pub label_noise: f64,
}

/// Where the images come from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataSource {
    /// The images that are in the program.
    #[default]
    Mnist,
}

/// Which images train, which validate and which test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SplitPlan {
    /// The data's own test images; of its training images, some are held out for validation.
    Standard {
        /// Images held out, at least 1.
        validation: usize,
    },
    /// All images together, shared out anew; the shares add up to 1.
    Ratio {
        /// Share that trains, above 0.
        train: f64,
        /// Share that validates, above 0.
        validation: f64,
        /// Share that tests.
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

impl SplitPlan {
    /// Every split with its usual settings.
    pub const ALL: [Self; 3] = [
        Self::Standard { validation: 5_000 },
        Self::Ratio { train: 0.7, validation: 0.15, test: 0.15 },
        Self::KFold { folds: 5, fold: 1 },
    ];

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Standard { .. } => "Standard",
            Self::Ratio { .. } => "By ratio",
            Self::KFold { .. } => "k-fold",
        }
    }

    /// One sentence for a sixteen-year-old.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Standard { .. } => "Tests on the images everybody tests on, and holds some of the others out",
            Self::Ratio { .. } => "Shuffles all images together and shares them out, as textbooks do",
            Self::KFold { .. } => "Cuts the images into equal parts and holds another one out in every run",
        }
    }

    /// Images held out of a training set of `images`, at least 1.
    #[must_use]
    pub fn held_out(self, images: usize) -> usize {
        let share = match self {
            Self::Standard { validation } => validation,
            Self::Ratio { validation, .. } => (images as f64 * validation).round() as usize,
            Self::KFold { folds, .. } => images / folds.max(1),
        };
        share.max(1)
    }
}

impl Default for SplitPlan {
    fn default() -> Self {
        Self::Standard { validation: 5_000 }
    }
}

/// How often each digit is met in an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Classes {
    /// As often as it occurs.
    #[default]
    Natural,
    /// Each as often as the others.
    Balanced,
}

impl Classes {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Natural, Self::Balanced];

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Natural => "Natural",
            Self::Balanced => "Balanced",
        }
    }

    /// One sentence for a sixteen-year-old.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Natural => "Every digit as often as it occurs in the data",
            Self::Balanced => "Every digit equally often, however many images there are of it",
        }
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
        match self.split {
            SplitPlan::Standard { validation } => {
                within("the number of validation images", validation, 1, usize::MAX)?;
            }
            SplitPlan::Ratio { train, validation, test } => {
                let share = |setting, value: f64| check(setting, value, value > 0.0 && value < 1.0, "between 0 and 1");
                share("the share of training images", train)?;
                share("the share of validation images", validation)?;
                share("the share of test images", test)?;
                let sum = train + validation + test;
                check("the sum of the shares", sum, (sum - 1.0).abs() < 1e-6, "1")?;
            }
            SplitPlan::KFold { folds, fold } => {
                within("the number of folds", folds, 2, 20)?;
                within("the fold that validates", fold, 1, folds)?;
            }
        }
        if let Some(images) = self.per_digit {
            within("the number of images of each digit", images, 1, usize::MAX)?;
        }
        let fits = (0.0..=1.0).contains(&self.label_noise);
        check("the share of shuffled labels", self.label_noise, fits, "from 0 to 1")
    }
}
