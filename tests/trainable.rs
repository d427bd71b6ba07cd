//! What a run may change: frozen layers stay to the bit, adapters learn and end in an ordinary model, and each lesson
//! shows what it says.

#[path = "common/images.rs"]
mod images;
#[path = "common/witness.rs"]
mod witness;

use digit_lab::model::{Arch, Model, Network, Weights};
use digit_lab::store::folders::DataDir;
use digit_lab::store::models;
use digit_lab::train::trainable::trained_parameters;
use digit_lab::train::{
    DataPlan, Job, Outcome, Preset, PresetStart, Schedule, TrainConfig, TrainError, Trainable, TrainingData,
};
use images::first_images;
use witness::{Witness, watch};

/// The first 3,000 training and 300 test images.
fn data() -> TrainingData {
    first_images(3_000, 300)
}

fn train(config: TrainConfig, start: Option<Model>) -> (Witness, Result<Outcome, TrainError>) {
    watch(&Job { config, start, teachers: Vec::new(), data: data().into() })
}

/// A short run of `arch`.
fn config(arch: Arch, trainable: Trainable) -> TrainConfig {
    TrainConfig {
        arch,
        trainable,
        data: DataPlan::holding_out(200),
        limit: Some(200),
        epochs: 1,
        batch_size: 32,
        schedule: Schedule::Constant,
        learning_rate: 2e-3,
        ..TrainConfig::default()
    }
}

/// A network with normalisation, if there is one, and one without.
fn architectures() -> Vec<Arch> {
    let has_norm = |arch: &Arch| Weights::fresh(*arch, 1).0.keys().any(|name| name.ends_with("running_mean"));
    let small = |arch: &Arch| arch.parameters() < 60_000 && has_norm(arch);
    [Arch::Conv3].into_iter().chain(Arch::ALL.iter().copied().find(small)).collect()
}

#[test]
fn frozen_layers_stay_to_the_bit_and_the_others_learn() {
    for arch in architectures() {
        for trainable in Trainable::ALL {
            let config = config(arch, trainable);
            let before = Weights::fresh(arch, config.seed);
            let (witness, result) = train(config, None);
            let after = result.unwrap_or_else(|error| panic!("{arch} {trainable:?}: {error}")).last_weights;
            let learning = trainable.layers(arch);
            for (name, array) in &before.0 {
                let layer = name.split('.').next().expect("names have a layer");
                let is_adapted = array.shape.len() > 1;
                let learns = match trainable {
                    Trainable::LowRank { .. } => is_adapted && learning.iter().any(|one| one == layer),
                    _ => learning.iter().any(|one| one == layer),
                };
                let same = array.values.iter().zip(&*after.0[name].values).all(|(a, b)| a.to_bits() == b.to_bits());
                assert_eq!(same, !learns, "{arch} {trainable:?}: {name}");
            }
            let counted = witness.started.map(|started| started.trained_parameters);
            assert_eq!(counted, Some(trained_parameters(arch, trainable, 10)), "{arch} {trainable:?}");
        }
    }
}

#[test]
fn adapters_repeat_on_any_threads_and_their_model_is_an_ordinary_one() {
    let with = |threads| {
        let config = TrainConfig { threads, ..config(Arch::Conv3, Trainable::LowRank { rank: 4 }) };
        train(config, None).1.expect("it trains")
    };
    let outcome = with(1);
    assert!(outcome.weights == with(3).weights);
    outcome.weights.check(Arch::Conv3).expect("nothing of the adapters is left");
    let averaged = TrainConfig { weight_average: Some(0.9), ..config(Arch::Conv3, Trainable::LowRank { rank: 4 }) };
    let averaged = train(averaged, None).1.expect("it trains").weights;
    assert!(
        averaged != outcome.weights && averaged != Weights::fresh(Arch::Conv3, 1),
        "the average is of the adapters"
    );
}

#[test]
fn adapters_of_every_rank_learn() {
    for rank in [1, 8, 64] {
        let config = TrainConfig { epochs: 4, limit: Some(1_000), ..config(Arch::Mlp, Trainable::LowRank { rank }) };
        let (witness, result) = train(config, None);
        result.expect("it trains");
        // Fresh weights stay as they are, so little can be learned beside them; but what can be is.
        let losses: Vec<f64> = witness.epochs.iter().map(|epoch| epoch.train_loss).collect();
        assert!(losses[losses.len() - 1] < 0.95 * losses[0], "rank {rank}: {losses:?}");
    }
}

#[test]
fn a_network_keeps_its_layers_frozen_when_its_dropout_changes() {
    let mut network =
        Network::new(Arch::Mlp, &Weights::fresh(Arch::Mlp, 1), digit_lab::model::Kernels::Fast).expect("fits");
    network.freeze(|layer| layer.name != "dense3");
    let names = |network: &Network| network.trained().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(&network), ["dense3.weight", "dense3.bias"]);
    network.set_dropout(Some(0.5)).expect("it can be placed");
    assert_eq!(names(&network), ["dense3.weight", "dense3.bias"]);
}

/// The lesson at small scale: fewer images to validate on.
fn lesson(preset: Preset, change: impl FnOnce(&mut TrainConfig)) -> (Witness, Result<Outcome, TrainError>) {
    let mut config = preset.config();
    config.data.split = DataPlan::holding_out(500).split;
    change(&mut config);
    train(config, None)
}

#[test]
fn overfitting_opens_a_gap_and_augmentation_narrows_it() {
    let gap = |preset: Preset| {
        let (witness, result) = lesson(preset, |_| {});
        result.expect("it trains");
        let last = *witness.epochs.last().expect("there was one");
        (last.train_accuracy, last.train_accuracy - last.validation_accuracy)
    };
    let (train, overfit) = gap(Preset::Overfit);
    assert!(train > 0.995 && overfit > 0.1, "{train} {overfit}");
    let (_, augmented) = gap(Preset::Augmented);
    assert!(augmented < overfit - 0.04, "{augmented} after {overfit}");
}

#[test]
fn a_rate_too_high_learns_nothing_and_one_too_low_hardly_anything() {
    let (witness, result) = lesson(Preset::RateTooHigh, |config| config.limit = Some(1_000));
    let at_chance = witness.epochs.iter().all(|epoch| epoch.validation_accuracy < 0.2);
    assert!(at_chance, "{:?}", witness.epochs);
    assert!(matches!(result, Ok(_) | Err(TrainError::Diverged { .. })));
    let (witness, result) = lesson(Preset::RateTooLow, |config| config.limit = Some(1_000));
    result.expect("it trains");
    let losses: Vec<f64> = witness.epochs.iter().map(|epoch| epoch.train_loss).collect();
    assert!(losses[0] - losses[losses.len() - 1] < 0.1 && losses[losses.len() - 1] > 1.5, "{losses:?}");
}

#[test]
fn shuffled_labels_are_learned_by_heart_and_help_with_nothing() {
    let (witness, result) = lesson(Preset::ShuffledLabels, |config| config.limit = Some(500));
    result.expect("it trains");
    let last = witness.epochs.last().expect("there was one");
    assert!(last.train_accuracy > 0.9 && last.validation_accuracy < 0.25, "{last:?}");
}

#[test]
fn a_teacher_teaches_to_read_though_every_label_is_shuffled() {
    let dir = DataDir::new(Some("no folder is needed for bundled models".into()));
    let validation = |has_teacher: bool| {
        let mut config = TrainConfig { limit: Some(1_500), ..Preset::Teacher.config() };
        config.data.split = DataPlan::holding_out(500).split;
        if !has_teacher {
            config.distillation = None;
        }
        let teachers = models::find_all(&dir, config.teachers()).expect("it is bundled");
        let outcome = watch(&Job { config, start: None, teachers, data: data().into() }).1;
        outcome.expect("it trains").validation_accuracy
    };
    let (taught, untaught) = (validation(true), validation(false));
    assert!(taught > 0.6 && untaught < 0.3, "{taught} with a teacher, {untaught} without");
}

#[test]
fn few_images_teach_convolutions_more_than_a_transformer() {
    let validation = |preset| {
        let (witness, result) = lesson(preset, |config| (config.limit, config.epochs) = (Some(300), 12));
        result.expect("it trains");
        witness.epochs.last().expect("there was one").validation_accuracy
    };
    let [convolutions, transformer] = [Preset::ConvolutionsHundredth, Preset::TransformerHundredth].map(validation);
    assert!(convolutions > transformer + 0.05, "{convolutions} against {transformer}");
}

#[test]
fn without_positions_a_transformer_does_not_notice_that_squares_are_shuffled() {
    let losses = |preset| {
        let (witness, result) = lesson(preset, |config| (config.limit, config.epochs) = (Some(640), 2));
        result.expect("it trains");
        witness.epochs.iter().map(|epoch| epoch.train_loss).collect::<Vec<_>>()
    };
    let [unshuffled, shuffled] = [Preset::Unordered, Preset::ShuffledUnordered].map(losses);
    for (unshuffled, shuffled) in unshuffled.iter().zip(&shuffled) {
        // Only the order in which sums are added differs.
        assert!((unshuffled - shuffled).abs() < 0.02, "{unshuffled} and {shuffled}");
    }
    let positions = losses(Preset::ShuffledTransformer);
    assert!(positions != shuffled && positions != unshuffled, "positions are numbers of their own");
}

#[test]
fn shortcuts_train_what_is_too_deep_without_them() {
    let loss = |preset| {
        let (witness, result) = lesson(preset, |config| config.limit = Some(1_500));
        result.expect("it trains");
        witness.epochs.last().expect("there was one").train_loss
    };
    let [plain, residual] = [Preset::Plain, Preset::Residual].map(loss);
    assert!(residual < plain - 0.2, "{residual} with shortcuts, {plain} without");
}

#[test]
fn the_lesson_on_fine_tuning_teaches_a_model_the_digits_that_it_never_saw() {
    let PresetStart::Bundled(id) = Preset::FewShot.start() else { panic!("it starts from a model") };
    let dir = DataDir::new(Some("no folder is needed for bundled models".into()));
    let model = models::find(&dir, id).expect("it is bundled");
    let config = TrainConfig {
        data: DataPlan { per_digit: Some(10), ..DataPlan::holding_out(500) },
        ..Preset::FewShot.config()
    };
    assert_eq!(config.arch, model.card.architecture);
    let (witness, result) = train(config, Some(model));
    assert_eq!(witness.started.expect("it began").train_images, 100);
    let before = witness.baseline.expect("it is measured before the first step").accuracy;
    let after = result.expect("it trains").validation_accuracy;
    assert!(before < 0.6 && after > 0.8, "{after} after {before}");
}
