//! Runs that learn which token comes next keep the promises of all runs.

use digit_lab::handwriting::{Corpus, Tokenizer};
use digit_lab::train::{Handwriting, Prompts, Sweep, find_rate};

use super::resume::expect_the_same;
use super::*;

/// Four made-up writers to learn from, one to choose by and one to test on.
fn writing() -> Handwriting {
    Handwriting::parted("few", Corpus::made_up(Tokenizer::DEFAULT, 3, 6, 3), 1, 1)
}

fn strokes(change: impl FnOnce(&mut TrainConfig)) -> Job {
    let mut config = TrainConfig { batch_size: 4, data: DataPlan::default(), ..config(Arch::GptTiny) };
    change(&mut config);
    Job { config, start: None, teachers: Vec::new(), data: writing().into() }
}

#[test]
fn a_run_learns_which_token_comes_next() {
    let (witness, result) = train(&strokes(|config| config.epochs = 12));
    let started = &witness.started[0];
    assert!((started.guessing_loss - 44_f64.ln()).abs() < 1e-12, "{started:?}");
    assert_eq!(started.trained_parameters, Arch::GptTiny.parameters());
    let losses: Vec<f64> = witness.epochs.iter().map(|epoch| epoch.validation_loss).collect();
    assert!(losses[0] < 44_f64.ln() && losses.last() < losses.first(), "{losses:?}");
    let outcome = finished(result);
    let best = witness.epochs.iter().min_by(|a, b| a.validation_loss.total_cmp(&b.validation_loss)).expect("epochs");
    assert_eq!(outcome.summary.best_epoch, best.epoch, "the loss decides");
    assert_eq!(outcome.summary.validation_loss, Some(best.validation_loss));
    assert_eq!((outcome.summary.data.as_str(), outcome.calibration), ("few", None));
}

#[test]
fn it_is_the_same_on_any_number_of_threads() {
    let weights = |threads| finished(train(&strokes(|config| config.threads = threads)).1).last_weights;
    assert!(weights(1) == weights(3));
}

#[test]
fn a_resumed_run_of_strokes_equals_the_uninterrupted_one_to_the_bit() {
    for arch in [Arch::GptTiny, Arch::Gpt] {
        let job = strokes(|config| {
            (config.arch, config.epochs, config.limit) = (arch, 2, Some(20));
            (config.synthetic, config.weight_average, config.clip_norm) = (0.5, Some(0.9), Some(1.0));
        });
        expect_the_same(&job, &[2, 5, 7], &[(6, SettingChange::BatchSize(3))]);
    }
}

#[test]
fn settings_of_a_run_matter_where_they_are_about_strokes() {
    let usual = finished(train(&strokes(|config| config.epochs = 1)).1).last_weights;
    let changes: [fn(&mut TrainConfig); 5] = [
        |config| config.prompts = Prompts::Nothing,
        |config| config.synthetic = 0.5,
        |config| config.limit = Some(5),
        |config| config.dropout = Some(0.3),
        |config| config.seed = 9,
    ];
    for change in changes {
        let changed = strokes(|config| {
            config.epochs = 1;
            change(config);
        });
        assert!(finished(train(&changed).1).last_weights != usual);
    }
}

#[test]
fn a_network_is_not_trained_on_what_it_cannot_read() {
    let pictures = Job { config: config(Arch::GptTiny), ..job(config(Arch::Softmax)) };
    let strokes = strokes(|config| config.arch = Arch::Softmax);
    for (job, fitting) in [(pictures, "reads pictures"), (strokes, "continues pen strokes")] {
        let fault = train(&job).1.expect_err("it does not fit").to_string();
        assert!(fault.contains("the network") && fault.contains(fitting), "{fault}");
    }
}

#[test]
fn a_rate_can_be_found_for_strokes_too() {
    let sweep = Sweep { low: 1e-5, high: 1.0, steps: 40 };
    let found = find_rate(&strokes(|_| ()), sweep, &mut |_| true).expect("it can be searched");
    assert!(
        found.suggestion.is_some_and(|rates| rates.steepest > 1e-5 && rates.steepest < 0.5),
        "{:?}",
        found.suggestion
    );
}

#[test]
fn a_checkpoint_of_other_strokes_is_refused() {
    let data = |seed| Material::from(Handwriting::parted("few", Corpus::made_up(Tokenizer::DEFAULT, seed, 6, 3), 1, 1));
    assert_eq!(data(3).fingerprint(), Material::from(writing()).fingerprint());
    assert_ne!(data(3).fingerprint(), data(4).fingerprint());
}
