//! Bytes of checkpoints: there and back to the bit, and what is refused.

use super::*;
use crate::model::Arch;
use crate::train::{EpochReport, SettingChange, StepReport, TrainingData, ValidationReport};

/// A model to learn from.
fn teacher() -> Model {
    let weights = Weights::fresh(Arch::Softmax, 7);
    let text = r#"{"format":1,"name":"teacher","architecture":"softmax","parameters":7850,"pixels":"unit"}"#;
    Model { card: ModelCard::from_json(text).expect("a card"), weights }
}

fn checkpoint() -> Checkpoint {
    let weights = Weights::fresh(Arch::Softmax, 1);
    // Numbers that JSON's usual way of writing them gets wrong in the last bit, if any does.
    let awkward = 0.1 + 0.2;
    let changed = SettingChanged {
        step: 3,
        epochs: 1.0 / 3.0,
        elapsed_secs: awkward,
        change: SettingChange::LearningRate(5e-324),
    };
    Checkpoint {
        config: TrainConfig {
            arch: Arch::Softmax,
            learning_rate: 0.012_345_678_901_234_567,
            dropout: Some(0.1),
            ..TrainConfig::default()
        },
        start: None,
        teachers: vec![teacher()],
        images: Fingerprint { name: "bits: of a name".into(), images: 10, hash: u64::MAX },
        position: RunPosition {
            epochs: 1,
            done: 64,
            steps: 17,
            images: 1_000,
            elapsed_secs: awkward,
            training_secs: 0.1,
        },
        totals: Totals::default(),
        weights: weights.clone(),
        optimiser: SavedOptimiser {
            steps: 17,
            first: weights.clone(),
            second: Weights::default(),
            average: weights.clone(),
            adapters: Weights::default(),
        },
        best: Some(Best { epoch: 1, accuracy: 1.0 / 3.0, loss: awkward, weights }),
        patience: Patience::default(),
        history: History {
            started: None,
            steps: vec![StepReport { step: 1 << 40, loss: f64::MIN_POSITIVE, ..StepReport::default() }],
            validations: vec![ValidationReport { loss: awkward, ..ValidationReport::default() }],
            epochs: vec![EpochReport { is_best: true, train_loss: awkward, ..EpochReport::default() }],
            changes: vec![changed],
        },
    }
}

/// The sentence with which bytes are refused.
fn refusal(bytes: &[u8]) -> String {
    Checkpoint::from_bytes(bytes).expect_err("it is no good checkpoint").to_string()
}

#[test]
fn a_checkpoint_survives_its_bytes_to_the_bit() {
    let before = checkpoint();
    let after = Checkpoint::from_bytes(&before.to_bytes().expect("it serialises")).expect("and back");
    assert_eq!(after, before);
    assert_eq!(after.config.learning_rate.to_bits(), before.config.learning_rate.to_bits());
}

#[test]
fn a_sum_that_is_no_number_survives_too() {
    let mut before = checkpoint();
    before.history.steps[0].gradient_norm = f64::INFINITY;
    let after = Checkpoint::from_bytes(&before.to_bytes().expect("it serialises")).expect("and back");
    assert_eq!(after.history, before.history);
}

#[test]
fn garbage_and_cut_files_are_refused_in_a_sentence() {
    let bytes = checkpoint().to_bytes().expect("it serialises");
    let sentence = "the checkpoint cannot be used: it is damaged, or no checkpoint of this program";
    for garbage in [&b""[..], b"PK", &[0xff; 100], &bytes[..bytes.len() / 2], &bytes[..200]] {
        assert_eq!(refusal(garbage), sentence);
    }
    let model = Weights::fresh(Arch::Softmax, 1).to_safetensors().expect("it serialises");
    assert_eq!(refusal(&model), sentence, "a model is no checkpoint");
    let mut spoilt = bytes;
    spoilt[300] ^= 0x55;
    assert!(Checkpoint::from_bytes(&spoilt).is_err());
}

/// `bytes` with one place changed for something as long.
fn replaced(mut bytes: Vec<u8>, old: &[u8], new: &[u8]) -> Vec<u8> {
    let at = bytes.windows(old.len()).position(|window| window == old).expect("it is in the header");
    bytes[at..at + old.len()].copy_from_slice(new);
    bytes
}

#[test]
fn a_checkpoint_from_before_there_were_teachers_is_read() {
    let before = Checkpoint { teachers: Vec::new(), ..checkpoint() };
    let bytes = replaced(before.to_bytes().expect("it serialises"), br#"\"format\":2"#, br#"\"format\":1"#);
    let named: &[u8] = br#"\"teachers\":[],"#;
    let older = replaced(bytes, named, &vec![b' '; named.len()]);
    assert_eq!(Checkpoint::from_bytes(&older).expect("it is read"), before);
}

#[test]
fn a_newer_format_is_refused_as_such() {
    let bytes = checkpoint().to_bytes().expect("it serialises");
    let newer = replaced(bytes, br#"\"format\":2"#, br#"\"format\":9"#);
    let sentence = refusal(&newer);
    assert!(sentence.contains("format 9") && sentence.contains("newer version"), "{sentence}");
}

#[test]
fn weights_of_another_network_are_refused() {
    let mut wrong = checkpoint();
    wrong.config.arch = Arch::Mlp;
    assert!(refusal(&wrong.to_bytes().expect("it serialises")).contains("do not fit the network mlp"));
    let mut wrong = checkpoint();
    wrong.optimiser.first = Weights::fresh(Arch::Mlp, 1);
    assert!(refusal(&wrong.to_bytes().expect("it serialises")).contains("does not fit its weights"));
    let mut wrong = checkpoint();
    wrong.config.epochs = 0;
    assert!(refusal(&wrong.to_bytes().expect("it serialises")).contains("the number of epochs is 0"));
}

#[test]
fn a_checkpoint_of_another_run_is_refused() {
    let images = |name: &str| crate::data::Dataset::new(name, vec![7; 784 * 10], vec![1; 10]).expect("ten images");
    let images = std::sync::Arc::new(images("ten"));
    let data = TrainingData { train: images.clone(), test: images.clone() };
    let mut good = checkpoint();
    good.history.changes.clear();
    good.images = Fingerprint::of(&images);
    let job = good.job(data);
    good.check(&job, &good.config).expect("it is of this run");
    let threads = TrainConfig { threads: 7, ..good.config.clone() };
    good.check(&job, &threads).expect("threads decide nothing");
    let other = TrainConfig { seed: 2, ..good.config.clone() };
    assert!(good.check(&job, &other).expect_err("another seed").to_string().contains("other settings"));
    good.images.hash ^= 1;
    assert!(good.check(&job, &good.config).expect_err("other images").to_string().contains("other images"));
}
