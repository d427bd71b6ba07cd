//! What a run learns from: pictures with labels, or the handwriting of several people.

use std::sync::Arc;

use super::checkpoint::Fingerprint;
use super::range::check;
use super::{DataSource, SplitPlan, TrainConfig, TrainError, TrainingData};
use crate::handwriting::{Corpus, CorpusError, Tokenizer};
use crate::ink::{Drawing, Stroke};
use crate::model::{ModelError, Predictor, Skill};
use crate::msg;
use crate::text::Message;

/// How often a made-up writer writes each digit.
const TIMES: u64 = 10;

/// What a run learns from, and is measured on.
#[derive(Debug, Clone)]
pub enum Material {
    /// Pictures with labels.
    Images(TrainingData),
    /// Handwriting as tokens.
    Handwriting(Arc<Handwriting>),
}

impl From<TrainingData> for Material {
    fn from(data: TrainingData) -> Self {
        Self::Images(data)
    }
}

impl From<Handwriting> for Material {
    fn from(writing: Handwriting) -> Self {
        Self::Handwriting(Arc::new(writing))
    }
}

/// Digits of several writers as tokens, parted by writer.
#[derive(Debug, Clone, PartialEq)]
pub struct Handwriting {
    /// Name of the data.
    pub name: String,
    /// Writers to learn from.
    pub train: Corpus,
    /// Writers to choose the best epoch by.
    pub validation: Corpus,
    /// Writers that are only ever reported on.
    pub test: Corpus,
    /// Who grades samples of what is learned, if somebody does.
    pub grader: Option<Grader>,
}

/// A network that reads what another has written, and so tells whether it can be read.
#[derive(Clone)]
pub struct Grader(pub Arc<Predictor>);

impl Grader {
    /// What it reads in each of these drawings; of those without ink, nothing.
    ///
    /// # Errors
    /// When its network cannot be run.
    pub fn read(&self, drawings: &[Vec<Stroke>]) -> Result<Vec<u8>, ModelError> {
        let inked = drawings.iter().filter(|strokes| !strokes.is_empty());
        inked.map(|strokes| Ok(self.0.predict(&Drawing::redrawn(strokes).image())?.class())).collect()
    }
}

impl PartialEq for Grader {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl std::fmt::Debug for Grader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Grader")
    }
}

impl Handwriting {
    /// Writers of the bundled digits that are only reported on: the last ones.
    pub const TEST_WRITERS: usize = 5;
    /// Writers of the bundled digits that choose the best epoch: the last ones before those.
    pub const VALIDATION_WRITERS: usize = 3;

    /// The digits in the program: the training writers of UCI's *Pen-Based Recognition of Handwritten Digits*.
    ///
    /// # Errors
    /// Only if the program file is damaged.
    pub fn bundled() -> Result<Self, CorpusError> {
        let all = Corpus::bundled(Tokenizer::DEFAULT)?;
        Ok(Self::parted("pen-based digits", all, Self::VALIDATION_WRITERS, Self::TEST_WRITERS))
    }

    /// The last `test` writers of `all` to report on, and the last `validation` before them to choose by.
    #[must_use]
    pub fn parted(name: &str, all: Corpus, validation: usize, test: usize) -> Self {
        let (rest, test) = all.hold_out(test);
        let (train, validation) = rest.hold_out(validation);
        Self { name: name.to_owned(), train, validation, test, grader: None }
    }

    /// The writers to learn from beside as many made-up ones that these have `share` of all digits; of a share of 1 there
    /// are only those. The same seed makes up the same ones.
    #[must_use]
    pub fn learned_from(&self, share: f64, seed: u64) -> Corpus {
        if share <= 0.0 {
            return self.train.clone();
        }
        let real = self.train.digits().count() as f64;
        let wanted = if share < 1.0 { real * share / (1.0 - share) } else { real };
        let writers = (wanted / (10 * TIMES) as f64).round().max(1.0) as u64;
        let mut all = Corpus::made_up(self.train.tokenizer, seed, writers, TIMES);
        if share < 1.0 {
            all.writers.splice(0..0, self.train.writers.iter().cloned());
        }
        all
    }
}

impl Material {
    /// The bundled handwriting.
    ///
    /// # Errors
    /// Only if the program file is damaged.
    pub fn bundled_handwriting() -> Result<Self, CorpusError> {
        Ok(Handwriting::bundled()?.into())
    }

    /// The same with samples of what is learned read by `predictor`; pictures need nobody.
    #[must_use]
    pub fn graded_by(self, predictor: Arc<Predictor>) -> Self {
        match self {
            Self::Images(data) => Self::Images(data),
            Self::Handwriting(mut writing) => {
                Arc::make_mut(&mut writing).grader = Some(Grader(predictor));
                Self::Handwriting(writing)
            }
        }
    }

    /// Name of the data.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Images(data) => data.train.name(),
            Self::Handwriting(writing) => &writing.name,
        }
    }

    /// Tells it from other material, by what is learned from.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        match self {
            Self::Images(data) => Fingerprint::of(&data.train),
            Self::Handwriting(writing) => {
                let digits = writing.train.digits();
                let bytes = digits.flat_map(|digit| std::iter::once(&digit.class).chain(&digit.steps));
                Fingerprint::of_bytes(&writing.name, writing.train.digits().count(), bytes)
            }
        }
    }

    /// Checks that a run of `config` can learn from it.
    ///
    /// # Errors
    /// Names the setting that does not fit, and what would.
    pub fn check(&self, config: &TrainConfig) -> Result<(), TrainError> {
        let fits = |skill: Skill, wanted: Message| {
            check(msg!("train-setting-network"), config.arch, config.arch.skill() == skill, wanted)
        };
        match self {
            Self::Images(data) => {
                fits(Skill::ReadsPictures, msg!("range-network-reads-pictures"))?;
                config.validate_for(data.train.len(), data.test.len())
            }
            Self::Handwriting(_) => {
                fits(Skill::ContinuesTokens, msg!("range-network-continues-tokens"))?;
                only_pictures(config)
            }
        }
    }
}

/// Refuses settings that are about pictures: they would change nothing.
fn only_pictures(config: &TrainConfig) -> Result<(), TrainError> {
    let usual = TrainConfig::default();
    let plan = &config.data;
    let left = |setting: Message, value: f64, usual: f64| {
        check(setting, value, (value - usual).abs() <= 0.0, msg!("range-about-pictures"))
    };
    left(msg!("train-setting-outliers"), config.outliers, usual.outliers)?;
    left(msg!("train-setting-label-noise"), plan.label_noise, usual.data.label_noise)?;
    left(msg!("train-setting-teachers"), config.teachers().len() as f64, 0.0)?;
    let about_pictures = |setting: Message, fits: bool| check(setting, "–", fits, msg!("range-about-pictures"));
    about_pictures(msg!("train-setting-augmentation"), config.augmentation.is_none())?;
    let is_of_strokes = plan.source == DataSource::default() || plan.source.hand().is_some();
    about_pictures(msg!("train-setting-source"), is_of_strokes)?;
    about_pictures(msg!("train-setting-per-digit"), plan.per_digit.is_none() && plan.classes == usual.data.classes)?;
    about_pictures(msg!("train-setting-split"), matches!(plan.split, SplitPlan::Standard { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Arch;

    #[test]
    fn the_bundled_writers_are_parted_and_none_is_in_two_parts() {
        let Handwriting { train, validation, test, .. } = Handwriting::bundled().expect("not damaged");
        let counts = [&train, &validation, &test].map(|part| part.writers.len());
        assert_eq!(counts, [22, Handwriting::VALIDATION_WRITERS, Handwriting::TEST_WRITERS]);
        let mut names: Vec<&str> =
            [&train, &validation, &test].iter().flat_map(|part| &part.writers).map(|one| &*one.writer).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 30);
        assert_eq!(train.digits().chain(validation.digits()).chain(test.digits()).count(), 7_494);
    }

    #[test]
    fn made_up_writers_take_their_share_of_the_digits() {
        let writing = Handwriting::parted("few", Corpus::made_up(Tokenizer::DEFAULT, 3, 8, 5), 1, 1);
        assert_eq!(writing.learned_from(0.0, 1), writing.train);
        // 6 writers of 50 digits each; three quarters are 9 writers of 100.
        let mixed = writing.learned_from(0.75, 1);
        assert_eq!(mixed.writers.len(), 6 + 9);
        assert!(mixed.writers.starts_with(&writing.train.writers));
        assert_eq!(mixed, writing.learned_from(0.75, 1));
        assert_ne!(mixed, writing.learned_from(0.75, 2));
        assert!(writing.learned_from(1.0, 1).writers.iter().all(|one| !writing.train.writers.contains(one)));
    }

    #[test]
    fn settings_about_pictures_and_networks_that_read_them_are_refused() {
        let writing = Material::bundled_handwriting().expect("not damaged");
        let usual = TrainConfig { arch: Arch::GptTiny, ..TrainConfig::default() };
        writing.check(&usual).expect("the usual settings fit");
        let refusal = |change: fn(&mut TrainConfig)| {
            let mut config = usual.clone();
            change(&mut config);
            writing.check(&config).expect_err("it does not fit").to_string()
        };
        for (named, sentence) in [
            ("network", refusal(|config| config.arch = Arch::Conv3)),
            ("without a digit", refusal(|config| config.outliers = 0.1)),
            ("label noise", refusal(|config| config.data.label_noise = 0.1)),
            ("changes to the training images", refusal(|config| config.augmentation.shift = 1.0)),
            ("teachers", refusal(|config| config.distillation = Some(super::super::Distillation::from_one("conv5")))),
            ("held out", refusal(|config| config.data.split = SplitPlan::KFold { folds: 5, fold: 1 })),
            ("each digit", refusal(|config| config.data.per_digit = Some(3))),
        ] {
            assert!(sentence.contains(named) && sentence.contains("it has to be"), "{sentence}");
        }
    }
}
