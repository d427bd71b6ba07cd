//! What the choice of images, labels and pixels does to a run, on a few hundred real images and small networks.

#[path = "common/images.rs"]
mod images;
#[path = "common/witness.rs"]
mod witness;

use std::sync::Arc;

use digit_lab::data::{Classes, Dataset};
use digit_lab::model::{Arch, Model, Pixels, Predictor, Weights};
use digit_lab::train::{
    Collection, DataPlan, DataSource, Job, Mix, Outcome, Scaling, SplitPlan, TrainConfig, TrainingData,
};
use images::first_images;
use witness::{Witness, watch};

/// The first 1,000 training and 200 test images.
fn data() -> TrainingData {
    first_images(1_000, 200)
}

fn config(arch: Arch) -> TrainConfig {
    let data = DataPlan::holding_out(200);
    TrainConfig { arch, data, epochs: 1, batch_size: 32, threads: 2, ..TrainConfig::default() }
}

fn train(job: &Job) -> (Witness, Outcome) {
    let (witness, result) = watch(job);
    (witness, result.unwrap_or_else(|error| panic!("it should train: {error}")))
}

fn weights(change: impl FnOnce(&mut TrainConfig)) -> Weights {
    let mut config = config(Arch::Softmax);
    change(&mut config);
    train(&Job { config, start: None, teachers: Vec::new(), data: data().into() }).1.weights
}

type Edit = fn(&mut TrainConfig);

#[test]
fn each_choice_of_images_changes_training() {
    let plain = weights(|_| {});
    assert!(plain == weights(|_| {}), "a run repeats");
    let changes: [(&str, Edit); 9] = [
        ("ratio", |c| c.data.split = SplitPlan::Ratio { train: 0.7, validation: 0.15, test: 0.15 }),
        ("fold 1", |c| c.data.split = SplitPlan::KFold { folds: 4, fold: 1 }),
        ("fold 2", |c| c.data.split = SplitPlan::KFold { folds: 4, fold: 2 }),
        ("balanced", |c| c.data.classes = Classes::Balanced),
        ("few", |c| c.data.per_digit = Some(10)),
        ("limit", |c| c.limit = Some(100)),
        ("noise", |c| c.data.label_noise = 0.3),
        ("signed", |c| c.pixels = Scaling::Signed),
        ("standardised", |c| c.pixels = Scaling::Standardised),
    ];
    let all: Vec<(&str, Weights)> = changes.map(|(name, change)| (name, weights(change))).into();
    for (at, (name, changed)) in all.iter().enumerate() {
        assert!(*changed != plain, "{name} changes nothing");
        assert!(all[..at].iter().all(|(_, other)| other != changed), "{name} does what another does");
    }
}

#[test]
fn no_choice_of_images_depends_on_the_threads() {
    let choice = |c: &mut TrainConfig| {
        c.data = DataPlan {
            split: SplitPlan::KFold { folds: 3, fold: 2 },
            split_seed: Some(4),
            classes: Classes::Balanced,
            per_digit: Some(30),
            label_noise: 0.2,
            source: DataSource::default(),
        };
        c.augmentation.shift = 2.0;
        c.pixels = Scaling::Standardised;
    };
    let with = |threads| {
        weights(|c| {
            choice(c);
            c.threads = threads;
        })
    };
    assert!(with(1) == with(3));
}

#[test]
fn a_mix_shows_the_share_of_the_second_source() {
    let mnist = data();
    let black = Dataset::new("black", vec![255; 50 * 784], vec![7; 50]).expect("the lengths fit");
    let train_images = Arc::new(Dataset::joined("mixed", &[&mnist.train, &black]));
    let mixed = TrainingData { train: train_images, test: mnist.test };
    let source =
        DataSource { mixed_with: Some(Mix::new(Collection::Ink("mine.jsonl".into()), 0.5)), ..DataSource::default() };
    let config =
        TrainConfig { data: DataPlan { source, ..DataPlan::holding_out(50) }, epochs: 2, ..config(Arch::Softmax) };
    let (witness, outcome) = train(&Job { config, start: None, teachers: Vec::new(), data: mixed.into() });
    assert_eq!(witness.started.map(|started| started.train_images), Some(1_000));
    // Black images are a twentieth of what there is and half of what is shown: they alone give half of the answers.
    assert!(witness.epochs[0].train_accuracy > 0.4, "{:?}", witness.epochs[0]);
    let kernels = digit_lab::model::Kernels::Fast;
    let predictor = Predictor::new(Arch::Softmax, &outcome.weights, outcome.pixels, kernels).expect("it fits");
    let black = predictor.predict(&digit_lab::data::Image([255; 784])).expect("it runs");
    assert_eq!(black.class(), 7, "{black:?}");
}

#[test]
fn the_card_keeps_split_and_seed() {
    let split = SplitPlan::Ratio { train: 0.7, validation: 0.15, test: 0.15 };
    let config = TrainConfig { seed: 7, data: DataPlan { split, ..DataPlan::default() }, ..config(Arch::Softmax) };
    let (_, outcome) = train(&Job { config: config.clone(), start: None, teachers: Vec::new(), data: data().into() });
    assert_eq!((outcome.summary.train_images, outcome.summary.validation_images), (840, 180));
    let model = outcome.into_model("split".into(), String::new());
    let kept: TrainConfig = serde_json::from_value(model.card.training.settings).expect("the settings are whole");
    assert_eq!((kept.data, kept.seed, model.card.seed), (config.data, 7, 7));
}

#[test]
fn a_model_reads_a_picture_the_same_before_and_after_it_was_saved() {
    let image = data().test.image(3);
    for pixels in Scaling::ALL.iter().copied() {
        for arch in [Arch::Softmax, Arch::LeNet5] {
            let config = TrainConfig { pixels, limit: Some(300), ..config(arch) };
            let kernels = config.kernels;
            let (witness, outcome) = train(&Job { config, start: None, teachers: Vec::new(), data: data().into() });
            let trained = outcome.into_model("trained".into(), String::new());
            assert_eq!(Scaling::from(trained.card.pixels), pixels);
            assert_eq!(witness.started.map(|started| started.pixels), Some(trained.card.pixels));
            let bytes = trained.weights.to_safetensors().expect("whole weights");
            let loaded = Model::from_bytes(&trained.card.to_json(), &bytes).expect("it was just written");
            let read = |model: &Model| {
                let predictor = Predictor::for_model(model, kernels).expect("the weights fit");
                predictor
                    .predict(&image)
                    .expect("it runs")
                    .probabilities
                    .iter()
                    .map(|share| share.to_bits())
                    .collect::<Vec<_>>()
            };
            assert_eq!(read(&trained), read(&loaded), "{arch} with {pixels:?}");
            // Another preprocessing would have read it otherwise.
            let other = if pixels == Scaling::Signed { Pixels::Unit } else { Pixels::Signed };
            let mut wrong = loaded.clone();
            wrong.card.pixels = other;
            assert_ne!(read(&wrong), read(&loaded), "{arch} with {pixels:?}");
        }
    }
}

#[test]
fn standardised_pixels_have_the_mean_and_deviation_of_the_training_part() {
    let few = TrainConfig { pixels: Scaling::Standardised, limit: Some(50), ..config(Arch::Softmax) };
    let (_, outcome) = train(&Job { config: few.clone(), start: None, teachers: Vec::new(), data: data().into() });
    let Pixels::Standardised { mean, deviation } = outcome.pixels else { panic!("{:?}", outcome.pixels) };
    assert!((mean - 0.13).abs() < 0.02 && (deviation - 0.31).abs() < 0.02, "{mean} {deviation}");
    assert_ne!(data().train.mean_and_deviation(), (mean, deviation), "held-out images must not be measured");
    // A model that is trained further keeps the preprocessing it has.
    let model = outcome.into_model("first".into(), String::new());
    let again = TrainConfig { pixels: Scaling::Unit, limit: None, ..few };
    let (_, tuned) = train(&Job { config: again, start: Some(model), teachers: Vec::new(), data: data().into() });
    assert_eq!(tuned.pixels, Pixels::Standardised { mean, deviation });
}
