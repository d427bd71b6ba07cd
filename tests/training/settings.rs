//! Every setting of the optimiser and of regularisation changes training, and as it says.

use digit_lab::train::{EarlyStopping, StoppingMeasure};

use super::*;

/// A run of a few steps.
fn short(arch: Arch) -> TrainConfig {
    TrainConfig { epochs: 2, limit: Some(96), data: DataPlan::holding_out(30), ..config(arch) }
}

fn weights_of(config: TrainConfig) -> Weights {
    let mut job = job(config);
    let images = images_of(&mut job);
    images.test = Arc::new(images.test.take(20));
    finished(train(&job).1).weights
}

/// Changes one setting.
type Setting = fn(&mut TrainConfig);

#[test]
fn every_setting_changes_the_weights_that_come_out() {
    let settings: [(&str, Setting); 11] = [
        ("optimiser", |c| {
            c.optimiser = Optimiser::RmsProp { decay: 0.99, momentum: 0.0 };
            c.learning_rate = 1e-3;
        }),
        ("rate", |c| c.learning_rate *= 2.0),
        ("schedule", |c| c.schedule = Schedule::Step { every: 1, factor: 0.5 }),
        ("warm-up", |c| c.warmup = 1.0),
        ("weight decay", |c| c.weight_decay = 0.1),
        ("L1", |c| c.l1 = 0.01),
        ("dropout", |c| c.dropout = Some(0.3)),
        ("smoothing", |c| c.label_smoothing = 0.1),
        ("average", |c| c.weight_average = Some(0.9)),
        ("clipping", |c| c.clip_norm = Some(0.1)),
        ("batch size", |c| c.batch_size = 20),
    ];
    // Momentum, so that the length of a gradient matters to the step.
    let plain = |kernels| {
        let optimiser = Optimiser::Sgd { momentum: 0.9, nesterov: false };
        TrainConfig { kernels, optimiser, learning_rate: 0.02, ..short(Arch::Mlp) }
    };
    for kernels in [Kernels::Fast, Kernels::Candle] {
        let before = weights_of(plain(kernels));
        assert!(before == weights_of(plain(kernels)), "it repeats");
        for (name, change) in settings {
            let mut config = plain(kernels);
            change(&mut config);
            assert!(weights_of(config) != before, "{name} changes nothing with {kernels:?}");
        }
        let nesterov = Optimiser::Sgd { momentum: 0.9, nesterov: true };
        assert!(weights_of(TrainConfig { optimiser: nesterov, ..plain(kernels) }) != before);
    }
}

#[test]
fn an_l1_penalty_leaves_many_weights_at_exactly_nothing() {
    let zeros = |l1| {
        let weights = weights_of(TrainConfig { l1, ..short(Arch::Mlp) });
        let values = weights.0.values().flat_map(|array| array.values.iter());
        values.filter(|value| **value == 0.0).count() as f64 / Arch::Mlp.parameters() as f64
    };
    let (without, with) = (zeros(0.0), zeros(1.0));
    assert!(without < 0.01 && with > 0.1, "{without} and {with}");
}

#[test]
fn rate_and_gradient_are_reported_as_they_are_used() {
    let mut witness = Witness::new(|_| Directive::Continue);
    witness.wants_all = true;
    let config = TrainConfig {
        schedule: Schedule::Step { every: 1, factor: 0.1 },
        warmup: 1.0,
        clip_norm: Some(0.5),
        learning_rate: 0.1,
        optimiser: Optimiser::Sgd { momentum: 0.0, nesterov: false },
        batch_size: 24,
        ..short(Arch::Softmax)
    };
    finished(run(&job(config), &mut witness));
    let near = |found: Vec<f64>, expected: &[f64]| {
        let is_near = found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(is_near, "{found:?}, not {expected:?}");
    };
    near(
        witness.steps.iter().map(|step| step.learning_rate).collect(),
        &[0.025, 0.05, 0.075, 0.1, 0.01, 0.01, 0.01, 0.01],
    );
    near(witness.steps.iter().map(|step| step.epochs).collect(), &[0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0]);
    // The gradient is told as it came, not as it was clipped.
    assert!(witness.steps.iter().any(|step| step.gradient_norm > 0.5), "{:?}", witness.steps);
}

#[test]
fn the_averaged_weights_are_what_is_validated_and_kept() {
    // Batch normalisation: only with statistics that belong to the averaged weights does this network read anything.
    let config = TrainConfig { weight_average: Some(0.95), epochs: 4, ..config(Arch::Tiny) };
    let (witness, result) = train(&job(config));
    let outcome = finished(result);
    assert!(outcome.validation_accuracy > 0.5, "{}", outcome.validation_accuracy);
    let predictor = Predictor::new(Arch::Tiny, &outcome.last_weights, Pixels::Unit, Kernels::Fast).expect("they fit");
    let split = Split::new(1_200, 200, 1);
    let validation = data().train.subset(&split.validation);
    let read = evaluate(&predictor, &validation, &mut |_| true).expect("it runs").expect("nobody stopped it");
    let last = witness.epochs.last().expect("four epochs");
    assert!((read.accuracy() - last.validation_accuracy).abs() < 1e-9, "the last weights are the averaged ones");
}

#[test]
fn a_run_that_no_longer_improves_ends_early_and_says_why() {
    let rule = EarlyStopping { measure: StoppingMeasure::ValidationLoss, patience: 2, min_change: 1.0 };
    let config = TrainConfig { epochs: 9, early_stopping: Some(rule), ..short(Arch::Softmax) };
    let (witness, result) = train(&job(config));
    let outcome = finished(result);
    // The first epoch is an improvement on nothing; no later one is by a whole nat.
    assert_eq!((witness.epochs.len(), outcome.summary.epochs), (3, 3));
    assert_eq!(outcome.reason, StopReason::EarlyStopped(rule));
    let words = outcome.reason.after(12.0).to_string();
    assert_eq!(words, "Ended early, since the validation loss did not improve for 2 epochs, after 12 s");
}

#[test]
fn a_run_that_explodes_after_an_epoch_keeps_what_it_had() {
    let optimiser = Optimiser::Sgd { momentum: 0.99, nesterov: false };
    let config =
        TrainConfig { epochs: 9, optimiser, learning_rate: 0.001, schedule: Schedule::Constant, ..config(Arch::Mlp) };
    let mut witness = Witness::new(|_| Directive::Continue);
    // 1,000 images are 32 steps of 32.
    witness.changes = vec![(33, SettingChange::LearningRate(10.0))];
    let error = run(&job(config), &mut witness).expect_err("no network learns at this rate");
    let tried =
        "try a lower learning rate (usual here is 0.05), less momentum (usual here is 0.9) or gradient clipping";
    assert!(error.to_string().contains(tried), "{error}");
    let TrainError::Diverged { best: Some(outcome), .. } = error else { panic!("{error}") };
    assert_eq!(outcome.reason, StopReason::Diverged);
    assert!((outcome.validation_accuracy - witness.epochs[0].validation_accuracy).abs() < f64::EPSILON);
    assert!(outcome.test_accuracy > 0.2 && outcome.summary.best_epoch == 1);
    let changes = outcome.summary.settings["changes"].as_array().expect("the change is on the card");
    assert_eq!(changes.len(), 1);
}
