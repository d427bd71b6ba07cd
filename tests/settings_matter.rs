//! Every setting that a settings file can hold changes what is trained, and the command line takes the same file as the
//! window: a setting that is new has to be listed here.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, OnceLock};

use digit_lab::data::{Dataset, Mnist};
use digit_lab::model::{Arch, Model, Weights};
use digit_lab::store::folders::DataDir;
use digit_lab::store::{models, training_settings};
use digit_lab::train::{
    Collection, DataPlan, Directive, Distillation, Job, Observer, Optimiser, Outcome, TrainConfig, TrainEvent,
    TrainingData, run,
};
use serde_json::{Map, Value};

/// The first 400 training and 40 test images.
fn data() -> TrainingData {
    static DATA: OnceLock<TrainingData> = OnceLock::new();
    let unpack = || {
        let mnist = Mnist::unpack().expect("the embedded data is whole");
        TrainingData { train: Arc::new(mnist.train.take(400)), test: Arc::new(mnist.test.take(40)) }
    };
    DATA.get_or_init(unpack).clone()
}

struct Nobody;

impl Observer for Nobody {
    fn event(&mut self, _event: TrainEvent) {}

    fn directive(&mut self) -> Directive {
        Directive::Continue
    }
}

/// A short run. Momentum, so that the length of a gradient matters to the step.
fn plain() -> TrainConfig {
    TrainConfig {
        arch: Arch::Softmax,
        epochs: 4,
        batch_size: 30,
        limit: Some(90),
        data: DataPlan::holding_out(40),
        optimiser: Optimiser::Sgd { momentum: 0.9, nesterov: false },
        learning_rate: 0.02,
        ..TrainConfig::default()
    }
}

fn trained_on(config: TrainConfig, start: Option<Model>, data: TrainingData) -> Outcome {
    let dir = DataDir::new(Some("no folder is needed for bundled models".into()));
    let teachers = models::find_all(&dir, config.teachers()).expect("they are bundled");
    run(&Job { config, start, teachers, data: data.into() }, &mut Nobody)
        .unwrap_or_else(|error| panic!("it should train: {error}"))
}

/// The weights after the last step of a run with these settings.
fn weights(config: TrainConfig) -> Weights {
    trained_on(config, None, data()).last_weights
}

/// Every setting by the name it has in a file, with a value that is not the usual one. Groups that hold choices, such
/// as the optimiser, are one setting here.
const SETTINGS: [(&str, &str); 35] = [
    ("arch", r#""mlp""#),
    ("epochs", "3"),
    ("batch_size", "29"),
    ("seed", "2"),
    ("limit", "80"),
    ("data.split", r#"{"k_fold": {"folds": 4, "fold": 2}}"#),
    ("data.split_seed", "7"),
    ("data.classes", r#""balanced""#),
    ("data.per_digit", "5"),
    ("data.label_noise", "0.5"),
    ("trainable", r#"{"low_rank": {"rank": 2}}"#),
    ("optimiser", r#"{"sgd": {"momentum": 0.9, "nesterov": true}}"#),
    ("learning_rate", "0.01"),
    ("schedule", r#""constant""#),
    ("warmup", "1"),
    ("weight_decay", "0.1"),
    ("l1", "0.01"),
    ("dropout", "0.3"),
    ("label_smoothing", "0.1"),
    ("weight_average", "0.9"),
    ("clip_norm", "0.1"),
    ("early_stopping", r#"{"measure": "validation_loss", "patience": 1, "min_change": 1}"#),
    ("written", "0.5"),
    ("outliers", "0.3"),
    ("distillation", r#"{"teachers": ["tiny"]}"#),
    ("augmentation.shift", "2"),
    ("augmentation.rotation", "15"),
    ("augmentation.scale", "0.2"),
    ("augmentation.shear", "0.2"),
    ("augmentation.elastic", "1"),
    ("augmentation.crop", "0.2"),
    ("augmentation.thickness", "0.5"),
    ("augmentation.noise", "0.2"),
    ("augmentation.pen", "0.5"),
    ("pixels", r#""signed""#),
];

/// Settings that have to change nothing but the time.
const TIME_ALONE: [(&str, &str); 1] = [("threads", "3")];

/// Settings that decide more than one run on given images shows; each has a test of its own here or elsewhere.
const ELSEWHERE: [&str; 6] =
    ["kernels", "output_layer", "prompts", "data.source.from", "data.source.layout", "data.source.mixed_with"];

fn changed(name: &str, value: &str) -> TrainConfig {
    training_settings::with(&plain(), &[(name.into(), value.into())]).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

#[test]
fn every_setting_of_a_file_changes_what_is_trained_and_each_otherwise() {
    let usual = weights(plain());
    assert!(usual == weights(plain()), "a run repeats");
    let mut all: Vec<(&str, Weights)> = Vec::new();
    for (name, value) in SETTINGS {
        let weights = weights(changed(name, value));
        assert!(weights != usual, "{name} changes nothing");
        for (other, found) in &all {
            assert!(*found != weights, "{name} does what {other} does");
        }
        all.push((name, weights));
    }
    for (name, value) in TIME_ALONE {
        assert!(weights(changed(name, value)) == usual, "{name} changes what is learned");
    }
}

/// The names of all settings; of a group that is a choice among kinds, only its own.
fn names(fields: &Map<String, Value>, within: &str, found: &mut BTreeSet<String>) {
    const GROUPS: [&str; 3] = ["data", "data.source", "augmentation"];
    for (name, value) in fields {
        let name = if within.is_empty() { name.clone() } else { format!("{within}.{name}") };
        match value {
            Value::Object(inner) if GROUPS.contains(&name.as_str()) => names(inner, &name, found),
            _ => _ = found.insert(name),
        }
    }
}

#[test]
fn no_setting_is_forgotten_here() {
    let mut there_are = BTreeSet::new();
    names(&training_settings::as_fields(&TrainConfig::default()), "", &mut there_are);
    let listed = SETTINGS.iter().chain(&TIME_ALONE).map(|(name, _)| *name).chain(ELSEWHERE);
    assert_eq!(there_are, listed.map(str::to_owned).collect());
}

#[test]
fn teachers_their_share_and_their_temperature_decide_what_is_learned() {
    let taught = |teachers: &[&str], share: f64, temperature: f64| {
        let teachers = teachers.iter().map(|&teacher| teacher.to_owned()).collect();
        weights(TrainConfig { distillation: Some(Distillation { teachers, share, temperature }), ..plain() })
    };
    let one = taught(&["tiny"], 0.5, 2.0);
    assert!(taught(&["tiny"], 0.0, 2.0) == weights(plain()), "without a share they are not heard");
    let others = [
        taught(&["conv3"], 0.5, 2.0),
        taught(&["tiny", "conv3"], 0.5, 2.0),
        taught(&["tiny"], 0.6, 2.0),
        taught(&["tiny"], 0.5, 3.0),
    ];
    for (at, other) in others.iter().enumerate() {
        assert!(*other != one && !others[..at].contains(other), "{at}");
    }
    assert!(taught(&["tiny", "conv3"], 0.5, 2.0) == others[1], "it repeats");
}

#[test]
fn what_a_run_starts_from_decides_what_comes_out() {
    let first = trained_on(plain(), None, data()).into_model("first".into(), String::new());
    let tuned = trained_on(plain(), Some(first.clone()), data());
    assert!(tuned.last_weights != weights(plain()));
    assert_eq!(tuned.summary.started_from.as_deref(), Some("first"));
    let frozen = TrainConfig { learning_rate: 1e-9, ..plain() };
    let near = trained_on(frozen, Some(first.clone()), data()).last_weights;
    let farthest = near
        .0
        .iter()
        .flat_map(|(name, array)| array.values.iter().zip(&*first.weights.0[name].values).map(|(a, b)| (a - b).abs()));
    assert!(farthest.fold(0.0, f32::max) < 1e-6, "it goes on from what the model has learned");
}

#[test]
fn the_images_and_the_share_of_a_mix_decide_what_is_learned() {
    let first = data();
    let black = Dataset::new("black", vec![255; 40 * 784], vec![7; 40]).expect("the lengths fit");
    let joined = Arc::new(Dataset::joined("both", &[&first.train, &black]));
    let mixed = |share| {
        let mut config = TrainConfig { limit: None, ..plain() };
        config.data.source = config.data.source.with_mixed_in(Collection::Ink("black.jsonl".into()));
        if let Some(mix) = &mut config.data.source.mixed_with {
            mix.share = share;
        }
        trained_on(config, None, TrainingData { train: joined.clone(), test: first.test.clone() }).last_weights
    };
    let alone = trained_on(TrainConfig { limit: None, ..plain() }, None, data()).last_weights;
    let (few, many) = (mixed(0.1), mixed(0.6));
    assert!(few != many && few != alone && many != alone);
}

fn digit_lab(dir: &Path, line: &str, file: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_digit-lab"));
    command.arg("--data-dir").arg(dir.join("data")).current_dir(dir);
    let words = line.split(' ').map(|word| if word == "FILE" { file.as_os_str() } else { word.as_ref() });
    command.args(words).output().expect("the program starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_command_line_starts_from_the_model_that_the_file_names() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("tune.json");
    let text = r#"{"format": 2, "start_from": "conv3", "epochs": 1, "limit": 20, "learning_rate": 1e-6,
        "data": {"split": {"standard": {"validation": 500}}}}"#;
    std::fs::write(&file, text).expect("there is room");
    let out =
        digit_lab(folder.path(), "train --settings FILE --out tuned.safetensors --save-settings kept.json", &file);
    assert!(out.status.success(), "{}", said(&out));
    let card = std::fs::read_to_string(folder.path().join("tuned.json")).expect("the model was saved");
    let card: Value = serde_json::from_str(&card).expect("a card is JSON");
    assert!(card["training"]["started_from"].is_string(), "{card}");
    assert!(card["test_accuracy"].as_f64().is_some_and(|accuracy| accuracy > 0.98), "it reads as its start does");
    assert!(card["command"].as_str().is_some_and(|command| command.contains("--from conv3")), "{card}");
    let kept = training_settings::read(&folder.path().join("kept.json")).expect("it was written");
    assert_eq!(kept.start_from.as_deref(), Some("conv3"));
}

#[test]
fn an_unknown_model_in_a_file_is_told_and_the_file_stays() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("tune.json");
    let text = r#"{"format": 2, "start_from": "nobody"}"#;
    std::fs::write(&file, text).expect("there is room");
    let out = digit_lab(folder.path(), "train --settings FILE --save-settings FILE", &file);
    assert_eq!(out.status.code(), Some(1));
    assert!(said(&out).contains("there is no model \"nobody\""), "{}", said(&out));
    assert_eq!(std::fs::read_to_string(&file).expect("still there"), text);
}

#[test]
fn the_command_line_trains_on_labelled_ink_and_on_a_mix_with_mnist() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let ink = folder.path().join("mine.jsonl");
    let one = r#"{"label": 1, "strokes": [[[50, 10], [50, 90]]]}"#;
    let seven = r#"{"label": 7, "strokes": [[[10, 10], [90, 10], [50, 120]]]}"#;
    std::fs::write(&ink, [one, seven].join("\n").repeat(5).replace("}{", "}\n{")).expect("there is room");
    let line = "train --architecture softmax --epochs 1 --validation 2 --data mine.jsonl --out own.safetensors \
                --save-settings own.json.settings";
    let out = digit_lab(folder.path(), line, &ink);
    assert!(out.status.success(), "{}", said(&out));
    let kept = training_settings::read(&folder.path().join("own.json.settings")).expect("it was written");
    assert_eq!(kept.config.data.source.from.path(), Some(ink.as_path()), "named from the root");
    let line = "train --architecture softmax --epochs 1 --limit 5000 --data mine.jsonl --mix mnist --mix-share 0.9 \
                --out mixed.safetensors";
    let out = digit_lab(folder.path(), line, &ink);
    assert!(out.status.success(), "{}", said(&out));
    let card = std::fs::read_to_string(folder.path().join("mixed.json")).expect("the model was saved");
    let card: Value = serde_json::from_str(&card).expect("a card is JSON");
    assert_eq!(card["training"]["data"], "mine training and MNIST training", "{card}");
    assert!(card["test_accuracy"].as_f64().is_some_and(|accuracy| accuracy > 0.5), "MNIST was learned from: {card}");
}
