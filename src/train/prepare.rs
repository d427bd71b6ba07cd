//! Splits the images of a run into training, validation and test sets as its plan says. Everything follows from the
//! settings and the seed.

use std::sync::Arc;

use super::{SplitPlan, TrainConfig, TrainingData};
use crate::data::epoch_sampler::image_of;
use crate::data::noise::shuffled_labels;
use crate::data::{Dataset, EpochSampler, Split, strata};
use crate::model::Pixels;

/// Weights that shares of a ratio are rounded to: a ten-thousandth.
const WHOLE: f64 = 10_000.0;

/// The images of a run after they are chosen, mixed and split into training, validation and test.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// What `train` names.
    pub dataset: Arc<Dataset>,
    /// The images of an epoch, as [`EpochSampler::epoch`] numbers them.
    pub train: Vec<u32>,
    /// A label for each image of `dataset`, as it is to be learned.
    pub labels: Arc<[u8]>,
    /// Images to validate on, with their own labels.
    pub validation: Arc<Dataset>,
    /// Images to test on, with their own labels.
    pub test: Arc<Dataset>,
}

impl Prepared {
    /// Splits, chooses and repeats images as `config` says, which [`TrainConfig::validate_for`] has checked.
    #[must_use]
    pub fn new(config: &TrainConfig, data: &TrainingData) -> Self {
        let plan = &config.data;
        let seed = plan.split_seed.unwrap_or(config.seed);
        let (dataset, train, validation, test) = match plan.split {
            SplitPlan::Standard { validation } => {
                let split = Split::new(data.train.len(), validation, seed);
                (Arc::clone(&data.train), split.train, split.validation, Arc::clone(&data.test))
            }
            SplitPlan::KFold { folds, fold } => {
                let (train, validation) = strata::fold(&strata_of(&data.train), folds, fold.saturating_sub(1), seed);
                (Arc::clone(&data.train), train, validation, Arc::clone(&data.test))
            }
            SplitPlan::Ratio { train, validation, test } => {
                let pool = Dataset::pooled(plan.source.name_in_files(), &data.train, &data.test);
                let weights = [train, validation, test].map(|share| (share * WHOLE).round() as u32);
                let [train, validation, test] = strata::parts(&strata_of(&pool), weights, seed);
                let test = Arc::new(pool.subset(&test));
                (Arc::new(pool), train, validation, test)
            }
        };
        let draw = EpochSampler {
            per_digit: plan.per_digit,
            classes: plan.classes,
            share: plan.source.mixed_with.as_ref().map_or(0.0, |mix| mix.share),
            limit: config.limit,
        };
        let validation = Arc::new(dataset.subset(&validation));
        let train = draw.epoch(&dataset, &train);
        let images: Vec<u32> = train.iter().map(|&number| image_of(number, dataset.len()) as u32).collect();
        let labels = shuffled_labels(dataset.labels(), &images, plan.label_noise, config.seed).into();
        Self { dataset, train, labels, validation, test }
    }

    /// Share of the validation images that show the most frequent digit, in [0, 1].
    #[must_use]
    pub fn chance(&self) -> f64 {
        let mut counts = vec![0_usize; self.validation.names().len()];
        for &label in self.validation.labels() {
            counts[usize::from(label)] += 1;
        }
        let most = counts.into_iter().max().unwrap_or(0);
        most as f64 / self.validation.len().max(1) as f64
    }

    /// Whether all images to train on are the same picture; of one image alone it is not said.
    #[must_use]
    pub fn are_images_alike(&self) -> bool {
        let pixels = |number: &u32| self.dataset.pixels(image_of(*number, self.dataset.len()));
        let Some((first, rest)) = self.train.split_first() else { return false };
        !rest.is_empty() && rest.iter().all(|number| pixels(number) == pixels(first))
    }

    /// The preprocessing that `config` chooses, measured on the images to train on.
    #[must_use]
    pub fn pixels(&self, config: &TrainConfig) -> Pixels {
        let mut images: Vec<usize> = self.train.iter().map(|&number| image_of(number, self.dataset.len())).collect();
        images.sort_unstable();
        images.dedup();
        config.pixels.measure(&self.dataset, images.into_iter())
    }
}

/// Digit and source of each image: what a fair split spreads evenly.
fn strata_of(dataset: &Dataset) -> Vec<u16> {
    let sources = dataset.parts().iter().enumerate().flat_map(|(part, &count)| std::iter::repeat_n(part, count));
    sources
        .zip(dataset.labels())
        .map(|(part, &label)| (part * dataset.names().len()) as u16 + u16::from(label))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::data::{Classes, PIXELS};
    use crate::train::data_plan::{Collection, DataPlan, DataSource, Mix};

    /// Images that differ in their first two bytes, numbered from `first` on; digit 0 is twice as frequent as each other.
    fn numbered(name: &str, first: u16, count: u16) -> Dataset {
        let image = |number: u16| {
            let mut pixels = [0; PIXELS];
            pixels[..2].copy_from_slice(&number.to_be_bytes());
            pixels
        };
        let pixels = (first..first + count).flat_map(image).collect();
        let labels = (first..first + count).map(|number| (number % 11 % 10) as u8).collect();
        Dataset::new(name, pixels, labels).expect("the lengths fit")
    }

    fn data() -> TrainingData {
        let (train, test) = (numbered("digits training", 0, 880), numbered("digits test", 880, 220));
        TrainingData { train: Arc::new(train), test: Arc::new(test) }
    }

    fn prepared(plan: DataPlan) -> Prepared {
        Prepared::new(&TrainConfig { data: plan, ..TrainConfig::default() }, &data())
    }

    /// The numbers of the images of each part.
    fn numbers(prepared: &Prepared) -> [Vec<u16>; 3] {
        let number = |pixels: &[u8; PIXELS]| u16::from_be_bytes([pixels[0], pixels[1]]);
        let all = |set: &Dataset| (0..set.len()).map(|index| number(set.pixels(index))).collect();
        let train = prepared.train.iter();
        let train = train.map(|&image| number(prepared.dataset.pixels(image_of(image, prepared.dataset.len()))));
        [train.collect(), all(&prepared.validation), all(&prepared.test)]
    }

    #[track_caller]
    fn assert_disjoint(prepared: &Prepared) {
        let parts = numbers(prepared).map(|part| part.into_iter().collect::<BTreeSet<u16>>());
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
            assert!(parts[one].is_disjoint(&parts[other]), "parts {one} and {other} share an image");
        }
    }

    #[test]
    fn the_standard_split_keeps_the_test_images() {
        let prepared = prepared(DataPlan::holding_out(80));
        let [train, validation, test] = numbers(&prepared);
        assert_eq!((train.len(), validation.len()), (800, 80));
        assert_eq!(test, (880..1_100).collect::<Vec<u16>>());
        assert_disjoint(&prepared);
        assert_eq!(*prepared.labels, *data().train.labels());
    }

    #[test]
    fn a_ratio_pools_all_images_and_keeps_every_digits_share() {
        let split = SplitPlan::Ratio { train: 0.7, validation: 0.15, test: 0.15 };
        let source = Collection::Ink("digits.jsonl".into()).into();
        let prepared = prepared(DataPlan { source, split, ..DataPlan::default() });
        let [train, validation, test] = numbers(&prepared);
        assert_eq!((train.len(), validation.len(), test.len()), (770, 165, 165));
        assert_disjoint(&prepared);
        assert!(test.iter().any(|&number| number < 880) && train.iter().any(|&number| number >= 880));
        assert_eq!((prepared.validation.class_counts()[0], prepared.test.class_counts()[3]), (30, 15));
        assert_eq!(prepared.test.name(), "digits");
    }

    #[test]
    fn the_folds_hold_out_every_training_image_once() {
        let fold = |fold| prepared(DataPlan { split: SplitPlan::KFold { folds: 4, fold }, ..DataPlan::default() });
        let mut held: Vec<u16> = Vec::new();
        for number in 1..=4 {
            let fold = fold(number);
            assert_disjoint(&fold);
            assert_eq!((fold.train.len(), fold.validation.len(), fold.test.len()), (660, 220, 220));
            held.extend(&numbers(&fold)[1]);
        }
        held.sort_unstable();
        assert_eq!(held, (0..880).collect::<Vec<u16>>());
    }

    #[test]
    fn the_seed_alone_decides() {
        let plans = [
            DataPlan::holding_out(80),
            DataPlan { split: SplitPlan::ALL[1], ..DataPlan::default() },
            DataPlan { split: SplitPlan::ALL[2], ..DataPlan::default() },
            DataPlan { label_noise: 0.5, ..DataPlan::holding_out(80) },
        ];
        for data_plan in plans {
            let with =
                |seed| Prepared::new(&TrainConfig { seed, data: data_plan.clone(), ..TrainConfig::default() }, &data());
            let (one, same, other) = (with(1), with(1), with(2));
            assert_eq!((numbers(&one), &one.labels), (numbers(&same), &same.labels));
            assert_ne!(numbers(&one), numbers(&other));
        }
    }

    #[test]
    fn a_seed_of_the_splits_own_holds_out_the_same_images_in_runs_of_other_seeds() {
        for split in [SplitPlan::Standard { validation: 80 }, SplitPlan::ALL[1], SplitPlan::ALL[2]] {
            let held_out = |seed, split_seed| {
                let data_plan = DataPlan { split, split_seed, ..DataPlan::default() };
                let config = TrainConfig { seed, data: data_plan, ..TrainConfig::default() };
                let [_, validation, test] = numbers(&Prepared::new(&config, &data()));
                (validation, test)
            };
            assert_eq!(held_out(1, Some(5)), held_out(2, Some(5)), "{split:?}");
            assert_ne!(held_out(1, Some(5)), held_out(1, Some(6)), "{split:?}");
            assert_eq!(held_out(5, None), held_out(1, Some(5)), "{split:?}: without one it is the run's");
        }
    }

    #[test]
    fn few_and_balanced_change_what_is_trained_on_and_nothing_else() {
        let whole = prepared(DataPlan::holding_out(80));
        let few = prepared(DataPlan { per_digit: Some(5), ..DataPlan::holding_out(80) });
        assert_eq!(few.train.len(), 50);
        let balanced = prepared(DataPlan { classes: Classes::Balanced, ..DataPlan::holding_out(80) });
        assert!(balanced.train.len() > whole.train.len());
        for other in [&few, &balanced] {
            assert_eq!(numbers(other)[1..], numbers(&whole)[1..]);
        }
    }

    #[test]
    fn shuffled_labels_are_learned_and_never_measured_with() {
        let noisy = prepared(DataPlan { label_noise: 1.0, ..DataPlan::holding_out(80) });
        let right = |part: &Dataset| {
            let numbers = (0..part.len()).map(|at| u16::from_be_bytes([part.pixels(at)[0], part.pixels(at)[1]]));
            numbers.zip(part.labels()).all(|(number, &label)| (number % 11 % 10) as u8 == label)
        };
        assert!(right(&noisy.validation) && right(&noisy.test));
        let train = noisy.train.iter().map(|&image| image as usize);
        let wrong = train.filter(|&image| noisy.labels[image] != noisy.dataset.label(image)).count();
        assert!((680..=760).contains(&wrong), "{wrong} of 800");
    }

    #[test]
    fn images_that_are_all_one_picture_are_known_and_so_is_the_share_of_the_most_frequent_digit() {
        let usual = prepared(DataPlan::holding_out(80));
        assert!(!usual.are_images_alike());
        // Digit 0 is two of eleven.
        assert!((usual.chance() - 2.0 / 11.0).abs() < 0.06, "{}", usual.chance());
        let black =
            |count: usize| Arc::new(Dataset::new("black", vec![0; count * PIXELS], vec![3; count]).expect("fits"));
        let black = TrainingData { train: black(100), test: black(10) };
        let plan = DataPlan::holding_out(20);
        let black = Prepared::new(&TrainConfig { data: plan, ..TrainConfig::default() }, &black);
        assert!(black.are_images_alike() && (black.chance() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_mix_trains_on_the_chosen_share_and_spreads_both_sources_over_the_parts() {
        let joined =
            |first: u16| Dataset::joined("both", &[&numbered("a", first, 400), &numbered("b", first + 400, 100)]);
        let mixed = TrainingData { train: Arc::new(joined(0)), test: Arc::new(joined(1_000)) };
        let source = DataSource {
            mixed_with: Some(Mix::new(Collection::Ink("mine.jsonl".into()), 0.5)),
            ..DataSource::default()
        };
        for split in SplitPlan::ALL.map(|split| match split {
            SplitPlan::Standard { .. } => SplitPlan::Standard { validation: 100 },
            SplitPlan::Ratio { .. } | SplitPlan::KFold { .. } => split,
        }) {
            let plan = DataPlan { source: source.clone(), split, ..DataPlan::default() };
            let prepared = Prepared::new(&TrainConfig { data: plan, ..TrainConfig::default() }, &mixed);
            assert_disjoint(&prepared);
            let [train, validation, _] = numbers(&prepared);
            let from_second = |numbers: &[u16]| numbers.iter().filter(|&&number| number % 1_000 >= 400).count();
            assert!((from_second(&train) * 2).abs_diff(train.len()) <= 1, "{split:?}");
            let share = from_second(&validation) as f64 / validation.len() as f64;
            assert!((share - 0.2).abs() < 0.1, "{split:?}: {share}");
        }
    }
}
