//! Settings of a run: plain data, checked once at the edge.

use std::fmt::Display;

use serde::{Deserialize, Serialize};

pub use super::optimiser::Optimiser;
pub use super::schedule::Schedule;

use super::TrainError;
use crate::data::augment::{Augmentation, AugmentationError};
use crate::model::{Arch, Kernels, Pixels};

/// Everything that decides a run. The same settings give the same curve on the same machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrainConfig {
    /// Network.
    pub arch: Arch,
    /// Passes over the training images, 1 to 1,000.
    pub epochs: usize,
    /// Images a step, 1 to 4,096.
    pub batch_size: usize,
    /// Seed of everything random in the run.
    pub seed: u64,
    /// Threads to compute on, at most 256; 0 takes one for each core.
    pub threads: usize,
    /// Images of the training set that are held out for validation, at least 1.
    pub validation_images: usize,
    /// Train on at most this many images, at least 1.
    pub limit: Option<usize>,
    /// Optimiser.
    pub optimiser: Optimiser,
    /// Highest learning rate, above 0 and at most 10.
    pub learning_rate: f64,
    /// Learning-rate schedule.
    pub schedule: Schedule,
    /// Decoupled weight decay, 0 to 1.
    pub weight_decay: f64,
    /// Label smoothing, in [0, 0.5].
    pub label_smoothing: f64,
    /// Random changes to the training images.
    pub augmentation: Augmentation,
    /// Preprocessing of pixels, for a run that starts from fresh weights.
    pub pixels: Pixels,
    /// Which operations compute the network.
    pub kernels: Kernels,
}

impl Default for TrainConfig {
    fn default() -> Self {
        Self {
            arch: Arch::Conv3,
            epochs: 3,
            batch_size: 64,
            seed: 1,
            threads: 0,
            validation_images: 5_000,
            limit: None,
            optimiser: Optimiser::AdamW { beta1: 0.9, beta2: 0.999 },
            learning_rate: 4e-3,
            schedule: Schedule::OneCycle,
            weight_decay: 0.0,
            label_smoothing: 0.0,
            augmentation: Augmentation::default(),
            pixels: Pixels::Unit,
            kernels: Kernels::Fast,
        }
    }
}

impl TrainConfig {
    /// Checks every setting that can be judged without the data.
    ///
    /// # Errors
    /// Names the first setting that is out of range, and the range.
    pub fn validate(&self) -> Result<(), TrainError> {
        within("the number of epochs", self.epochs, 1, 1_000)?;
        within("the batch size", self.batch_size, 1, 4_096)?;
        within("the number of threads", self.threads, 0, 256)?;
        within("the number of validation images", self.validation_images, 1, usize::MAX)?;
        if let Some(limit) = self.limit {
            within("the number of training images", limit, 1, usize::MAX)?;
        }
        self.validate_optimiser()?;
        check(
            "the label smoothing",
            self.label_smoothing,
            (0.0..=0.5).contains(&self.label_smoothing),
            "from 0 to 0.5",
        )?;
        self.augmentation.validate().map_err(|AugmentationError { name, range, value }| TrainError::BadSetting {
            setting: name,
            value: value.to_string(),
            range: format!("from {} to {}", range.start(), range.end()),
        })?;
        validate_pixels(self.pixels)
    }

    /// Checks that holding out the validation images leaves one to train on, of `images` in the training set.
    ///
    /// # Errors
    /// When it does not.
    pub fn validate_for(&self, images: usize) -> Result<(), TrainError> {
        if images < 2 {
            return check(
                "the number of images to learn from",
                images,
                false,
                "at least 2: one to train on, one to validate",
            );
        }
        within("the number of validation images", self.validation_images, 1, images - 1)
    }

    fn validate_optimiser(&self) -> Result<(), TrainError> {
        let rate = self.learning_rate;
        check("the learning rate", rate, rate > 0.0 && rate <= 10.0, "above 0 and at most 10")?;
        check("the weight decay", self.weight_decay, (0.0..=1.0).contains(&self.weight_decay), "from 0 to 1")?;
        let share = |setting, value: f64| check(setting, value, (0.0..1.0).contains(&value), "at least 0 and below 1");
        match self.optimiser {
            Optimiser::Sgd { momentum } => share("the momentum", momentum),
            Optimiser::AdamW { beta1, beta2 } => {
                share("beta 1 of the optimiser", beta1)?;
                share("beta 2 of the optimiser", beta2)
            }
        }
    }
}

fn validate_pixels(pixels: Pixels) -> Result<(), TrainError> {
    match pixels {
        Pixels::Unit | Pixels::Signed => Ok(()),
        Pixels::Standardised { mean, deviation } => {
            check("the mean of the pixels", mean, (0.0..=1.0).contains(&mean), "from 0 to 1")?;
            let fits = deviation > 0.0 && deviation <= 1.0;
            check("the deviation of the pixels", deviation, fits, "above 0 and at most 1")
        }
    }
}

/// Refuses a count outside `low..=high`; no upper end is named if there is none.
fn within(setting: &'static str, value: usize, low: usize, high: usize) -> Result<(), TrainError> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    let range = if high == usize::MAX { format!("at least {low}") } else { format!("from {low} to {high}") };
    Err(TrainError::BadSetting { setting, value: value.to_string(), range })
}

/// Refuses `value` unless it fits. Ranges are written so that NaN never fits.
fn check(setting: &'static str, value: impl Display, fits: bool, range: &str) -> Result<(), TrainError> {
    if fits {
        Ok(())
    } else {
        Err(TrainError::BadSetting { setting, value: value.to_string(), range: range.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentence with which the defaults, changed like this, are refused.
    fn refusal(change: impl FnOnce(&mut TrainConfig)) -> String {
        let mut config = TrainConfig::default();
        change(&mut config);
        config.validate().expect_err("it is out of range").to_string()
    }

    #[test]
    fn the_defaults_are_in_range() {
        TrainConfig::default().validate().expect("defaults train");
        TrainConfig::default().validate_for(60_000).expect("defaults fit MNIST");
    }

    #[test]
    fn a_setting_out_of_range_is_refused_with_the_range() {
        assert_eq!(refusal(|c| c.epochs = 0), "the number of epochs is 0; it has to be from 1 to 1000");
        assert_eq!(
            refusal(|c| c.learning_rate = 100.0),
            "the learning rate is 100; it has to be above 0 and at most 10"
        );
        for (named, sentence) in [
            ("epochs", refusal(|c| c.epochs = 1_001)),
            ("batch", refusal(|c| c.batch_size = 0)),
            ("batch", refusal(|c| c.batch_size = 4_097)),
            ("threads", refusal(|c| c.threads = 257)),
            ("validation", refusal(|c| c.validation_images = 0)),
            ("training images", refusal(|c| c.limit = Some(0))),
            ("learning rate", refusal(|c| c.learning_rate = 0.0)),
            ("learning rate", refusal(|c| c.learning_rate = f64::NAN)),
            ("weight decay", refusal(|c| c.weight_decay = -0.1)),
            ("smoothing", refusal(|c| c.label_smoothing = 0.6)),
            ("momentum", refusal(|c| c.optimiser = Optimiser::Sgd { momentum: 1.0 })),
            ("beta 1", refusal(|c| c.optimiser = Optimiser::AdamW { beta1: -0.5, beta2: 0.9 })),
            ("beta 2", refusal(|c| c.optimiser = Optimiser::AdamW { beta1: 0.9, beta2: f64::INFINITY })),
            ("shift", refusal(|c| c.augmentation.shift = 9.0)),
            ("rotation", refusal(|c| c.augmentation.rotation = f32::NAN)),
            ("size", refusal(|c| c.augmentation.scale = 0.6)),
            ("slant", refusal(|c| c.augmentation.shear = -0.1)),
            ("deviation", refusal(|c| c.pixels = Pixels::Standardised { mean: 0.1, deviation: 0.0 })),
        ] {
            assert!(sentence.contains(named) && sentence.contains("it has to be"), "{sentence}");
        }
    }

    #[test]
    fn validation_has_to_leave_an_image_to_train_on() {
        let config = TrainConfig { validation_images: 100, ..TrainConfig::default() };
        assert!(config.validate_for(101).is_ok());
        let sentence = config.validate_for(100).expect_err("nothing is left").to_string();
        assert_eq!(sentence, "the number of validation images is 100; it has to be from 1 to 99");
        assert!(config.validate_for(1).is_err() && config.validate_for(0).is_err());
    }

    #[test]
    fn settings_survive_json_and_missing_ones_take_their_defaults() {
        let config = TrainConfig { arch: Arch::Mlp, limit: Some(100), ..TrainConfig::default() };
        let json = serde_json::to_string(&config).expect("settings serialise");
        assert_eq!(serde_json::from_str::<TrainConfig>(&json).expect("and back"), config);
        assert_eq!(serde_json::from_str::<TrainConfig>("{}").expect("all defaults"), TrainConfig::default());
    }

    #[test]
    fn choices_have_a_title_and_a_sentence() {
        for optimiser in Optimiser::ALL {
            assert!(!optimiser.title().is_empty() && !optimiser.description().ends_with('.'));
            let config = TrainConfig { optimiser, learning_rate: optimiser.usual_rate(), ..TrainConfig::default() };
            config.validate().expect("the usual settings are in range");
        }
        for schedule in Schedule::ALL {
            assert!(!schedule.title().is_empty() && !schedule.description().ends_with('.'));
        }
    }
}
