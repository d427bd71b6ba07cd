//! Files that earlier versions wrote still open, and say what they said. Each is called after the commit whose program
//! wrote files of that form; the descriptions of models are that commit's own, the others follow its types.

use std::collections::HashMap;
use std::fs;

use digit_lab::app::core::settings::look::{Motion, ThemeChoice};
use digit_lab::app::core::settings::setup::StartFrom;
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::settings::{Settings, SettingsFile};
use digit_lab::data::{DIGITS, Mnist};
use digit_lab::model::{Arch, Kernels, ModelCard, Predictor, Weights};
use digit_lab::store::folders::DataDir;
use digit_lab::store::runs::{self, RunState};
use digit_lab::store::{models, own_digits, settings};
use digit_lab::text::{Language, Named};
use digit_lab::train::columns::{EPOCH_COLUMNS, STEP_COLUMNS};
use digit_lab::train::{Checkpoint, Optimiser, Schedule, SettingChange, SplitPlan, StoppingMeasure};
use safetensors::tensor::{Dtype, TensorView};

/// A data folder of its own.
fn data_dir() -> (tempfile::TempDir, DataDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = DataDir(folder.path().to_path_buf());
    (folder, dir)
}

fn chinese(named: &impl Named) -> String {
    named.name().in_language(Language::Chinese).into_owned()
}

fn old(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old").join(name);
    fs::read_to_string(path).expect("the old files are here")
}

/// Of the first version whose window trained: there was no language, and the held-out images stood beside the data.
#[test]
fn the_settings_of_4e3ae49_open() {
    let (_folder, dir) = data_dir();
    fs::write(dir.settings(), old("settings-4e3ae49.json")).expect("it can be written");
    let (mut file, read, error) = SettingsFile::open(&dir);
    assert_eq!(error, None);
    assert_eq!((read.theme, read.motion, read.text_size), (ThemeChoice::Dark, Motion::Reduced, 125));
    assert_eq!((read.tab, read.language), (Tab::Train, None));
    assert!((read.pen_width - 0.1).abs() < 1e-6 && read.model.as_deref() == Some("conv3"));
    assert_eq!((read.window.size, read.window.position), ([1100.0, 720.0], Some([40.0, 30.0])));
    let config = &read.train.config;
    assert_eq!((read.train.start_from, config.arch), (StartFrom::FreshWeights, Arch::LeNet5));
    assert_eq!((config.epochs, config.batch_size, config.seed, config.threads), (7, 32, 9, 2));
    assert_eq!((config.limit, config.schedule, config.kernels), (Some(2_000), Schedule::Cosine, Kernels::Candle));
    assert_eq!(config.optimiser, Optimiser::Sgd { momentum: 0.8, nesterov: false });
    assert!((config.augmentation.rotation - 10.0).abs() < 1e-6 && (config.label_smoothing - 0.1).abs() < 1e-12);
    // What is changed is written into it, and opens again.
    let changed = Settings { language: Some(Language::Chinese), ..read };
    file.write_now(&changed).expect("it can be written");
    let again: Settings = settings::read(&dir.settings()).expect("it opens");
    assert_eq!((again.language, again.text_size), (Some(Language::Chinese), 125));
}

/// Of the first version that kept runs: they had no number and no purpose, and why one failed was told in English words.
#[test]
fn the_run_of_08157f4_opens() {
    let (_folder, dir) = data_dir();
    let folder = dir.runs().join("2026-11-18_10-46-40");
    fs::create_dir_all(&folder).expect("it can be made");
    fs::write(folder.join("run.json"), old("run-08157f4.json")).expect("it can be written");
    let (listed, unreadable) = runs::list(&dir).expect("the folder can be read");
    assert!(unreadable.is_empty(), "{unreadable:?}");
    let record = &listed[0].record;
    assert_eq!((record.state, record.epochs_done, record.best_epoch), (RunState::Failed, 2, 1));
    assert_eq!(record.best_validation, Some(0.8712));
    assert_eq!(record.title().to_string(), "Softmax regression");
    assert_eq!(record.title().in_language(Language::Chinese), chinese(&Arch::Softmax));
    let fault = record.fault.as_ref().expect("it is told");
    assert_eq!(fault.in_language(Language::Chinese), "the loss reached 31.25 in step 12: the network no longer learns");
    assert!((record.settings.synthetic - 0.25).abs() < 1e-12);
    assert_eq!(record.settings.data.split, SplitPlan::Standard { validation: 5_000 });
    let stopping = record.settings.early_stopping.expect("it was set");
    assert_eq!((stopping.measure, stopping.patience), (StoppingMeasure::ValidationAccuracy, 2));
    // It is given another name like any other run, and keeps the rest.
    runs::rename(&dir, &listed[0].id, "Monday").expect("it can be written");
    let renamed = runs::read(&dir, &listed[0].id).expect("it opens").record;
    assert_eq!((renamed.name.as_str(), renamed.fault.as_ref()), ("Monday", Some(fault)));
}

/// Of the first version with checkpoints, format 1: no teachers, no validations within an epoch. Its description is the
/// file; the numbers of its tensors are made up here.
#[test]
fn the_checkpoint_of_8391bd1_opens() {
    let weights = Weights::fresh(Arch::Softmax, 1);
    let mut tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = Vec::new();
    for group in ["weights/", "first/", "best/"] {
        for (name, array) in &weights.0 {
            let bytes = array.values.iter().flat_map(|value| value.to_le_bytes()).collect();
            tensors.push((format!("{group}{name}"), Dtype::F32, array.shape.clone(), bytes));
        }
    }
    // The columns of then; `columns.rs` never changes their names.
    let mut table = |group: &str, names: &[&str], values: &[f64]| {
        for name in names {
            let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
            tensors.push((format!("{group}{name}"), Dtype::F64, vec![values.len()], bytes));
        }
    };
    let steps =
        ["step", "epochs", "loss", "accuracy", "learning_rate", "gradient_norm", "images_per_second", "elapsed_secs"];
    table("steps/", &steps, &[1.0, 2.0, 3.0]);
    let epochs = [
        "epoch",
        "step",
        "train_loss",
        "train_accuracy",
        "validation_loss",
        "validation_accuracy",
        "is_best",
        "images_per_second",
        "elapsed_secs",
    ];
    table("epochs/", &epochs, &[1.0]);
    assert!(steps.iter().all(|name| STEP_COLUMNS.iter().any(|column| column.name == *name)));
    assert!(epochs.iter().all(|name| EPOCH_COLUMNS.iter().any(|column| column.name == *name)));
    let views = tensors.iter().map(|(name, kind, shape, bytes)| {
        (name.as_str(), TensorView::new(*kind, shape.clone(), bytes).expect("as many values as the shape says"))
    });
    let description = old("checkpoint-8391bd1.json");
    let header = HashMap::from([("digit-lab checkpoint".to_owned(), description)]);
    let bytes = safetensors::serialize(views, Some(header)).expect("it can be encoded");

    let read = Checkpoint::from_bytes(&bytes).expect("it opens");
    assert_eq!(read.weights, weights);
    assert_eq!((read.position.epochs, read.position.done, read.position.steps), (1, 48, 3_441));
    assert!((read.position.elapsed_secs - 12.25).abs() < 1e-12);
    assert_eq!(read.optimiser.steps, 3_441);
    assert!(read.optimiser.second.0.is_empty() && read.teachers.is_empty() && read.history.validations.is_empty());
    let best = read.best.as_ref().expect("an epoch was finished");
    assert_eq!((best.epoch, best.accuracy.to_bits()), (1, 0.8712_f64.to_bits()));
    assert_eq!(read.config.optimiser, Optimiser::Sgd { momentum: 0.9, nesterov: true });
    assert!((read.config.synthetic - 0.5).abs() < 1e-12);
    assert_eq!((read.history.steps.len(), read.history.epochs.len()), (3, 1));
    assert!(
        matches!(read.history.changes[0].change, SettingChange::LearningRate(rate) if (rate - 0.002).abs() < 1e-12)
    );
    // Written by this version, it is the same.
    let again = Checkpoint::from_bytes(&read.to_bytes().expect("it can be encoded")).expect("it opens");
    assert_eq!(again, read);
}

/// The first description of a model that there was, with neither accuracies nor a calibration.
#[test]
fn the_card_of_1c5a40f_opens() {
    let card = ModelCard::from_json(&old("card-1c5a40f.json")).expect("it opens");
    assert_eq!((card.name.as_str(), card.architecture, card.seed), ("Three convolutions", Arch::Conv3, 1));
    assert_eq!((card.validation_accuracy, card.calibration.as_ref()), (None, None));
    assert_eq!(card.shown_name().in_language(Language::Chinese), chinese(&Arch::Conv3));
    assert_eq!(ModelCard::from_json(&card.to_json()).expect("it opens"), card);
}

/// The first description with a calibration.
#[test]
fn the_card_of_6591694_opens() {
    let card = ModelCard::from_json(&old("card-6591694.json")).expect("it opens");
    let calibration = card.calibration.as_ref().expect("it was measured");
    assert!((calibration.temperature - 0.747_277_5).abs() < 1e-6, "{}", calibration.temperature);
    assert!(calibration.score_distribution.is_some() && card.training.epochs > 0);
    assert_eq!(ModelCard::from_json(&card.to_json()).expect("it opens"), card);
}

/// Of the first version that kept digits of one's own.
#[test]
fn the_own_digits_of_62b9158_open() {
    let (_folder, dir) = data_dir();
    let text = old("own-digits-62b9158.jsonl");
    fs::write(dir.own_digits(), &text).expect("it can be written");
    let (digits, strange) = own_digits::read(&dir).expect("it opens");
    assert_eq!((digits.iter().map(|digit| digit.label.name()).collect::<Vec<_>>(), strange), (vec!["7", "1"], 0));
    assert!(digits.iter().all(|digit| digit.image.0.iter().any(|&pixel| pixel > 128)));
    // Another digit is added behind them, and they stay as they are written.
    let added = digits[0].line.clone();
    own_digits::edit(&dir, &[own_digits::Edit::Add(added.clone())]).expect("it can be written");
    assert_eq!(fs::read_to_string(dir.own_digits()).expect("it can be read"), format!("{text}{added}\n"));
}

/// Logits of the first test image, a 7, by the models that have been in the program since 2026-11-29 or longer, as that
/// version's candle kernels gave them.
const LOGITS: [(&str, [f32; DIGITS]); 5] = [
    (
        "conv5",
        [
            -1.651_882, -1.833_393, -1.770_202, -1.858_363, -1.620_957, -1.625_786, -1.740_799, 3.518_457, -1.768_329,
            -1.740_532,
        ],
    ),
    (
        "conv3",
        [
            -1.553_674, -1.572_218, -0.441_628, -1.347_76, -1.454_195, -1.817_254, -1.175_747, 5.443_657, -1.684_203,
            -1.477_032,
        ],
    ),
    (
        "tiny",
        [
            -3.744_916, 0.358_262, -1.591_946, -0.383_675, -0.721_952, -5.104_133, -2.859_871, 12.482_781, -2.604_157,
            -0.914_872,
        ],
    ),
    (
        "vit7",
        [
            -0.465_277, -0.705_322, -0.570_348, -0.634_670, -0.503_014, -0.455_362, -0.523_402, 4.701_333, -0.472_601,
            -0.608_946,
        ],
    ),
    (
        "zero_to_four",
        [
            1.897_502,
            0.297_293,
            7.359_079,
            8.084_368,
            -0.203_521,
            -10.056_335,
            -4.742_187,
            -7.413_905,
            -6.162_32,
            -4.267_471,
        ],
    ),
];

#[test]
fn stored_models_still_give_the_logits_they_gave() {
    let (_folder, dir) = data_dir();
    let image = Mnist::unpack().expect("it is in the program").test.image(0);
    for (name, logits) in LOGITS {
        let model = models::find(&dir, name).expect("it is in the program");
        let card = &model.card;
        for kernels in [Kernels::Candle, Kernels::Fast] {
            let predictor = Predictor::new(card.architecture, &model.weights, card.pixels, kernels).expect("it fits");
            let found = predictor.predict(&image).expect("it reads").logits;
            let apart = found.iter().zip(logits).map(|(found, stored)| (found - stored).abs()).fold(0.0, f32::max);
            // What another order of summing may change.
            assert!(apart < 1e-4, "{name}, {kernels:?}: {found:?}");
        }
    }
}
