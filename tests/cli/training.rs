//! Settings from files, lessons and single options; mixes, folds, and runs that are interrupted or fail.

use std::process::Child;
use std::time::{Duration, Instant};

use super::*;

/// How long anything may take before a test fails.
const DEADLINE: Duration = Duration::from_mins(2);

fn lab() -> Lab {
    let lab = Lab::new();
    lab.write_small_mnist(1_000);
    lab
}

/// The settings on the card beside these weights.
fn settings_of(lab: &Lab, weights: &str) -> Value {
    let card = fs::read(lab.path(weights).with_extension("json")).expect("there is a card");
    let card: Value = serde_json::from_slice(&card).expect("a card is JSON");
    card["training"]["settings"].clone()
}

fn bytes(lab: &Lab, name: &str) -> Vec<u8> {
    fs::read(lab.path(name)).expect("the run has written it")
}

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

#[test]
fn settings_that_were_saved_make_the_same_weights_and_single_options_change_them() {
    let lab = lab();
    let line = "train --architecture mlp --data small --validation 300 --epochs 2 --limit 200 --seed 5 --batch 20 \
                --augment light --set l1=0.001 --save-settings s.json --out a.safetensors";
    lab.run(&words(line)).succeeds();
    let saved: Value = serde_json::from_slice(&bytes(&lab, "s.json")).expect("JSON");
    assert_eq!((&saved["epochs"], &saved["l1"], &saved["batch_size"]), (&2.into(), &0.001.into(), &20.into()));

    lab.run(&words("train --settings s.json --out b.safetensors")).succeeds();
    assert!(bytes(&lab, "a.safetensors") == bytes(&lab, "b.safetensors"), "the settings do not say it all");
    lab.run(&words("train --settings s.json --epochs 1 --set seed=6 --out c.safetensors")).succeeds();
    let (before, after) = (settings_of(&lab, "a.safetensors"), settings_of(&lab, "c.safetensors"));
    assert_eq!((&after["epochs"], &after["seed"], &after["l1"]), (&1.into(), &6.into(), &before["l1"]));
    assert!(bytes(&lab, "a.safetensors") != bytes(&lab, "c.safetensors"));

    // The card's command makes them again, too.
    let card: Value = serde_json::from_slice(&bytes(&lab, "a.json")).expect("JSON");
    let command = card["command"].as_str().expect("a command").strip_prefix("digit-lab ").expect("ours");
    let again: Vec<&str> = command.split(' ').chain(["--out", "d.safetensors"]).collect();
    let plain: Vec<String> = again.iter().map(|word| word.replace('\'', "")).collect();
    lab.run(&plain.iter().map(String::as_str).collect::<Vec<_>>()).succeeds();
    assert!(bytes(&lab, "a.safetensors") == bytes(&lab, "d.safetensors"), "{command}");
}

#[test]
fn settings_that_cannot_be_used_are_told_and_left_alone() {
    let lab = lab();
    let train = |file: &str| lab.run(&["train", "--settings", file, "--data", "small", "--out", "m.safetensors"]);
    for (text, told) in [
        ("{\"format\": 99, \"arch\": \"mlp\"}", "from a newer version of Digit Lab"),
        ("{\"format\": 1, \"speed\": 9}", "there is no setting \"speed\""),
        ("{\"format\": 1, \"epochs\": 0}", "the number of epochs is 0; it has to be from 1 to 1000"),
        ("{\"format\": 1, \"epochs\": \"many\"}", "\"epochs\" does not fit"),
        ("once upon a time", "no JSON"),
        ("\u{feff}", "no JSON"),
    ] {
        lab.write("s.json", text);
        let run = train("s.json").fails(1, told);
        assert!(run.err.trim_end().ends_with(": s.json"), "the path comes last: {}", run.err);
        assert_eq!(bytes(&lab, "s.json"), text.as_bytes());
        // Nor are they replaced by others, unless they can be read.
        if !told.contains("epochs") && !told.contains("speed") {
            let line = "train --architecture softmax --data small --limit 50 --save-settings s.json";
            lab.run(&words(line)).fails(1, "left as it is");
            assert_eq!(bytes(&lab, "s.json"), text.as_bytes());
        }
    }
    train("missing.json").fails(1, "missing.json");
    assert!(!lab.path("m.safetensors").exists() && !lab.path("data/runs").exists());
}

#[test]
fn every_lesson_trains_and_takes_changes() {
    let lab = lab();
    let small = "--data small --validation 300 --limit 60 --epochs 1 --json --set warmup=0.25";
    let presets = ["ninety-nine", "one-layer", "rate-too-low", "overfit", "augmented", "shuffled-labels", "few-shot"];
    let mut seen = Vec::new();
    for preset in presets {
        let out = format!("{preset}.safetensors");
        let mut line = words(small);
        line.splice(0..0, ["train", "--preset", preset, "--out", &out]);
        let lines = lab.run(&line).succeeds().objects();
        assert_eq!(lines.len(), 2, "{preset}: one epoch and the result");
        let settings = settings_of(&lab, &out);
        assert_eq!((&settings["warmup"], &settings["limit"]), (&0.25.into(), &60.into()), "{preset}");
        assert!(!seen.contains(&settings), "{preset} is what another is");
        seen.push(settings);
    }
    lab.run(&words("train --preset nothing")).fails(2, "ninety-nine");
    lab.run(&words("train --preset overfit --settings s.json")).fails(2, "cannot be used with");
}

#[test]
fn settings_are_set_by_name_or_refused_with_it() {
    let lab = lab();
    let small = "train --architecture mlp --data small --validation 300 --limit 60 --epochs 1 --out m.safetensors";
    let with = |rest: &[&str]| lab.run(&[&words(small), rest].concat());
    with(&[
        "--set",
        "data.label_noise=0.25",
        "--set",
        "pixels=signed",
        "--set",
        "optimiser={\"sgd\":{\"momentum\":0.5,\"nesterov\":true}}",
        "--set",
        "augmentation.elastic=1",
        "--set",
        "early_stopping={\"patience\":2}",
    ])
    .succeeds();
    let settings = settings_of(&lab, "m.safetensors");
    assert_eq!((&settings["data"]["label_noise"], &settings["pixels"]), (&0.25.into(), &"signed".into()));
    assert_eq!(settings["optimiser"]["sgd"]["momentum"], 0.5);
    assert_eq!(
        (&settings["augmentation"]["elastic"], &settings["early_stopping"]["patience"]),
        (&1.0.into(), &2.into())
    );
    for (set, told) in [
        ("speed=9", "there is no setting \"speed\""),
        ("data.speed=9", "data.speed"),
        ("speed.fast=9", "no group of settings \"speed\""),
        ("l1=-1", "the L1 penalty is -1; it has to be from 0 to 1"),
        ("epochs=many", "epochs"),
        ("epochs", "NAME=VALUE"),
    ] {
        with(&["--set", set]).fails(2, told);
    }
}

#[test]
fn a_mix_shows_its_second_folder_as_often_as_asked() {
    let lab = lab();
    // Black images of the digit 7: whoever learns from them calls black a 7.
    fs::create_dir(lab.path("black")).expect("a temporary folder");
    for name in ["train", "t10k"] {
        let count = 50_u32.to_be_bytes();
        let side = (SIDE as u32).to_be_bytes();
        let pixels = [&[0, 0, 8, 3], &count[..], &side, &side, &vec![255; 50 * SIDE * SIDE]].concat();
        lab.write(&format!("black/{name}-images-idx3-ubyte"), pixels);
        lab.write(&format!("black/{name}-labels-idx1-ubyte"), [&[0, 0, 8, 1], &count[..], &[7; 50]].concat());
    }
    let line = "train --architecture softmax --data small --validation 100 --epochs 1 --mix black --json \
                --out m.safetensors --mix-share";
    let train_accuracy = |share: &str| {
        let lines = lab.run(&[&words(line)[..], &[share]].concat()).succeeds().objects();
        lines[0]["train_accuracy"].as_f64().expect("a number")
    };
    let (few, many) = (train_accuracy("0.05"), train_accuracy("0.9"));
    assert!(many > 0.65 && few < many - 0.3, "{few} and {many}: black ones are quickly learned");
    let mix = settings_of(&lab, "m.safetensors")["data"]["source"]["mixed_with"].clone();
    assert!(mix["share"] == 0.9 && mix.to_string().contains("black"), "{mix}");
    lab.run(&words("train --architecture softmax --mix black --mix-share 1.5 --data small")).fails(2, "share");
    lab.run(&words("train --architecture softmax --mix nowhere --data small")).fails(1, "nowhere");
    lab.run(&words("train --architecture softmax --mix-share 0.5")).fails(2, "--mix");
}

#[test]
fn a_cross_validation_tells_every_fold_and_their_mean_and_deviation() {
    let lab = lab();
    let line = "train --architecture mlp --data small --limit 300 --epochs 2 --folds 3";
    let lines = lab.run(&words(&format!("{line} --json"))).succeeds().objects();
    let folds: Vec<&Value> = lines.iter().filter(|line| line["fold"].is_u64()).collect();
    let numbers: Vec<u64> = folds.iter().filter_map(|fold| fold["fold"].as_u64()).collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(lines.iter().filter(|line| line["epoch"].is_u64()).count(), 6, "two epochs a fold");
    let last = lines.last().expect("there are lines");
    assert_eq!(last["folds"], 3);
    for part in ["validation", "test"] {
        let values: Vec<f64> =
            folds.iter().map(|fold| fold[format!("{part}_accuracy")].as_f64().expect("a number")).collect();
        let mean = values.iter().sum::<f64>() / 3.0;
        let deviation = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 2.0).sqrt();
        let told = |what: &str| last[format!("{part}_accuracy_{what}")].as_f64().expect("a number");
        assert!((told("mean") - mean).abs() < 1e-12 && (told("deviation") - deviation).abs() < 1e-12, "{last}");
        assert!(mean > 0.5 && deviation > 0.0, "{part}: {values:?}");
    }
    let text = lab.run(&words(line)).succeeds().out;
    assert!(text.contains("fold 3 of 3") && text.contains("mean and deviation of 3 folds"), "{text}");
    assert!(!lab.path("data/models").exists(), "no model is saved");
    lab.run(&words("train --architecture mlp --folds 1")).fails(2, "from 2 to 20");
    lab.run(&words("train --architecture mlp --folds 3 --ratio 70,15,15")).fails(2, "cannot be used with");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_cross_validation_without_a_mean() {
    use std::io::{BufRead, BufReader};

    let lab = lab();
    let line = "train --architecture softmax --data small --epochs 1000 --folds 3 --json";
    let mut command = lab.command(&words(line));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    lines.next().expect("an epoch is told").expect("in text");
    let signal = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("there is a kill");
    assert!(signal.success());
    let rest: Vec<String> = lines.map_while(Result::ok).collect();
    assert_eq!(child.wait().expect("it ends").code(), Some(130), "as a shell tells of Ctrl+C");
    assert!(rest.iter().all(|line| line.contains("epoch") && !line.contains("fold")), "{rest:?}");
}

#[test]
fn a_result_without_a_place_is_told_all_the_same() {
    let lab = lab();
    let line = "train --architecture mlp --data small --validation 300 --epochs 40 --json";
    // Not where it runs either, in which it is to be kept last.
    let nowhere = lab.path("nowhere");
    fs::create_dir(&nowhere).expect("a temporary folder");
    let line = line.replace("small", &lab.path("small").display().to_string());
    let mut command = lab.command(&words(&line));
    let child = command.current_dir(&nowhere).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let begun = Instant::now();
    while !lab.path("data/runs").exists() {
        assert!(begun.elapsed() < DEADLINE, "no run came");
        std::thread::sleep(Duration::from_millis(1));
    }
    // A file in the way of the folder of models, once it was seen that it could be made.
    fs::remove_dir(lab.path("data/models")).expect("it is there and empty");
    lab.write("data/models", "");
    fs::remove_dir(&nowhere).expect("it is empty");
    let run = Run::of(&child.wait_with_output().expect("it ends")).fails(1, "models");
    let lines = run.objects();
    let result = lines.last().expect("a result");
    assert!(result["test_accuracy"].as_f64().is_some_and(|accuracy| accuracy > 0.1), "{}", run.out);
    assert!(result["model"].is_null(), "{}", run.out);
    // The run itself is kept elsewhere.
    let listed = lab.run(&["runs", "--json"]).succeeds().objects().remove(0);
    assert_eq!(listed["state"], "finished", "{listed}");
}

/// Kills `child` at once, as a power cut would, when the run in `lab` has a checkpoint.
fn kill_at_checkpoint(lab: &Lab, mut child: Child) {
    let begun = Instant::now();
    let has_checkpoint = || {
        let runs = fs::read_dir(lab.path("data/runs")).into_iter().flatten().flatten();
        runs.into_iter().any(|run| run.path().join("checkpoint").exists())
    };
    while !has_checkpoint() {
        assert!(begun.elapsed() < DEADLINE, "no checkpoint came");
        assert!(child.try_wait().expect("it can be asked").is_none(), "it ended before its first checkpoint");
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it has ended");
}

#[test]
fn an_interrupted_run_of_adapters_goes_on_to_the_bit() {
    let base = lab();
    base.run(&words("train --architecture mlp --data small --validation 300 --epochs 1 --out base.safetensors"))
        .succeeds();
    let line = "train --from base.safetensors --data small --validation 300 --epochs 8 --trainable low-rank --rank 3 \
                --weight-average 0.9 --patience 8 --set l1=0.0001 --learning-rate 0.001 --checkpoint-every 0 --json \
                --name tuned";
    let whole = base.run(&words(&format!("{line} --out whole.safetensors"))).succeeds().objects();
    assert_eq!(whole.len(), 9);

    let broken = lab();
    for name in ["base.safetensors", "base.json"] {
        fs::copy(base.path(name), broken.path(name)).expect("a temporary file is copied");
    }
    let mut command = broken.command(&words(line));
    kill_at_checkpoint(&broken, command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts"));
    // The model it started from is no longer needed, and its data may be named from anywhere.
    fs::remove_file(broken.path("base.safetensors")).expect("it was copied");
    let listed = broken.run(&["runs", "--json"]).succeeds().objects().remove(0);
    assert_eq!((&listed["state"], &listed["can_resume"]), (&"interrupted".into(), &true.into()), "{listed}");
    let lines = broken.run(&words("train --resume tuned --out resumed.safetensors --json")).succeeds().objects();
    assert!(bytes(&base, "whole.safetensors") == bytes(&broken, "resumed.safetensors"), "the weights differ");
    for field in ["best_epoch", "validation_accuracy", "test_accuracy"] {
        assert_eq!(lines.last().expect("a result")[field], whole[8][field], "{field}");
    }
    broken.run(&words("train --resume tuned")).fails(1, "no checkpoint to go on from");
    broken.run(&words("train --resume nobody")).fails(1, "there is no such run");
    broken.run(&words("train --resume tuned --architecture mlp")).fails(2, "cannot be used with");
}

#[test]
fn a_run_that_is_killed_at_once_goes_on_and_to_the_file_it_was_started_for() {
    let lab = lab();
    let line = "train --architecture mlp --data small --validation 300 --epochs 60 --out mine.safetensors";
    let mut command = lab.command(&words(line));
    let begun = Instant::now();
    kill_at_checkpoint(&lab, command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts"));
    assert!(begun.elapsed() < Duration::from_secs(10), "the first checkpoint does not wait for the interval");
    assert!(!lab.path("mine.safetensors").exists());
    let id = lab.run(&["runs", "--json"]).succeeds().objects()[0]["id"].as_str().expect("a run has one").to_owned();
    let result = lab.run(&["train", "--resume", &id, "--json"]).succeeds().objects().pop();
    let model = result.expect("a result")["model"].as_str().expect("it was saved").to_owned();
    assert!(model.ends_with("mine.safetensors") && lab.path("mine.safetensors").is_file(), "{model}");
    let card: Value = serde_json::from_slice(&bytes(&lab, "mine.json")).expect("JSON");
    assert_eq!(card["name"], "mine", "as it would have been called without the break");
}

#[test]
fn few_images_train_by_default_and_a_number_that_does_not_fit_is_told_with_its_option() {
    let lab = lab();
    let line = "train --architecture softmax --data small --epochs 1 --json";
    lab.run(&words(&format!("{line} --out m.safetensors"))).succeeds();
    let split = settings_of(&lab, "m.safetensors")["data"]["split"].clone();
    assert_eq!(split["standard"]["validation"], 200, "a fifth of the images: {split}");
    lab.run(&words(&format!("{line} --validation 1000"))).fails(2, "--validation");
    lab.run(&words("find-rate --architecture softmax --data small --steps 20 --validation 5000"))
        .fails(2, "--validation");
    lab.run(&words("find-rate --architecture softmax --data small --steps 20")).succeeds();
}

#[test]
fn a_run_that_stays_at_chance_is_told_once_with_what_to_try() {
    let lab = lab();
    let line = "train --architecture mlp --data small --validation 300 --epochs 10 --batch 20 --json --label-noise 1 \
                --schedule constant --learning-rate 0.001 --out m.safetensors";
    let run = lab.run(&words(line)).succeeds();
    assert_eq!(run.err.matches("which is guessing").count(), 1, "{}", run.err);
    assert!(run.err.contains("labels that are not shuffled (100 % of them are, by the settings)"), "{}", run.err);
    assert_eq!(run.objects().len(), 11, "the epochs and the result, and nothing else");
    let well = "train --architecture mlp --data small --validation 300 --epochs 10 --batch 20 --out w.safetensors";
    let run = lab.run(&words(well)).succeeds();
    assert!(!run.err.contains("guessing"), "{}", run.err);
    // What is measured before the first step comes first.
    let first = run.out.lines().next().expect("lines");
    assert!(first.starts_with("before the first step: validation ") && first.contains("loss 2."), "{}", run.out);
}

#[test]
fn validation_above_training_is_explained_once() {
    let lab = lab();
    let line = "train --architecture conv3 --data small --validation 300 --epochs 2 --augment strong \
                --label-smoothing 0.1 --out m.safetensors";
    let run = lab.run(&words(line)).succeeds();
    assert_eq!(run.err.matches("validation is above training").count(), 1, "{}\n{}", run.out, run.err);
    assert!(run.err.contains("augmented images and label smoothing"), "{}", run.err);
}

#[test]
fn a_damaged_or_foreign_checkpoint_is_told_and_left_alone() {
    let lab = lab();
    let line = "train --architecture mlp --data small --validation 300 --epochs 50 --checkpoint-every 0 --name cut";
    let mut command = lab.command(&words(line));
    kill_at_checkpoint(&lab, command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts"));
    let run = fs::read_dir(lab.path("data/runs")).expect("there are runs").flatten().next().expect("one").path();
    let whole = fs::read(run.join("checkpoint")).expect("there is one");
    for spoilt in [&b"once upon a time"[..], &whole[..whole.len() / 2], b""] {
        fs::write(run.join("checkpoint"), spoilt).expect("it can be spoilt");
        let told = lab.run(&words("train --resume cut")).fails(1, "the checkpoint cannot be used").err;
        assert!(told.trim_end().ends_with("checkpoint"), "the path comes last: {told}");
        assert_eq!(fs::read(run.join("checkpoint")).expect("still there"), spoilt);
    }
    fs::write(run.join("checkpoint"), whole).expect("it can be mended");
    let record = fs::read_to_string(run.join("run.json")).expect("there is one");
    for spoilt in [record.replacen("\"format\": 1", "\"format\": 99", 1), record[..record.len() / 2].to_owned()] {
        assert_ne!(spoilt, record);
        fs::write(run.join("run.json"), &spoilt).expect("it can be spoilt");
        lab.run(&["runs", "--json"]).fails(1, "it is left as it is");
        assert_eq!(fs::read_to_string(run.join("run.json")).expect("still there"), spoilt);
    }
}

#[test]
fn a_run_that_explodes_keeps_its_best_epoch_and_says_what_to_try() {
    let lab = lab();
    // The rate rises by a tenth an epoch until it is too much.
    let line = "train --architecture mlp --data small --validation 300 --epochs 100 --optimiser sgd --learning-rate 10 \
                --schedule constant --set warmup=100 --name wild --out best.safetensors --json";
    let run = lab.run(&words(line)).fails(1, "the network no longer learns");
    assert!(run.err.contains("try a lower learning rate (usual here is 0.05) or gradient clipping"), "{}", run.err);
    let lines = run.objects();
    let (result, epochs) = lines.split_last().expect("there are lines");
    let highest = epochs.iter().filter_map(|epoch| epoch["validation_accuracy"].as_f64()).fold(0.0, f64::max);
    assert!(highest > 0.5 && epochs.len() < 100, "{}", run.out);
    assert_eq!(result["validation_accuracy"].as_f64(), Some(highest));
    let tested = ["evaluate", "--model", "best.safetensors", "--data", "small", "--json"];
    assert_eq!(lab.run(&tested).succeeds().objects()[0]["accuracy"], result["test_accuracy"]);
    let listed = lab.run(&["runs", "--json"]).succeeds().objects().remove(0);
    assert_eq!(listed["state"], "failed", "{listed}");
    lab.run(&words("runs export wild --form safetensors --out kept.safetensors")).succeeds();
    assert!(bytes(&lab, "kept.safetensors") == bytes(&lab, "best.safetensors"));
}

#[test]
fn a_run_learns_from_teachers_and_its_settings_and_command_say_so() {
    let lab = lab();
    let line = "train --architecture softmax --data small --validation 300 --epochs 1 --limit 200 --teacher tiny \
                --teacher conv3 --teacher-share 0.5 --temperature 2 --save-settings s.json --out a.safetensors";
    lab.run(&words(line)).succeeds();
    let settings = settings_of(&lab, "a.safetensors");
    let expected = serde_json::json!({"teachers": ["tiny", "conv3"], "share": 0.5, "temperature": 2.0});
    assert_eq!(settings["distillation"], expected);
    lab.run(&words("train --settings s.json --out b.safetensors")).succeeds();
    assert!(bytes(&lab, "a.safetensors") == bytes(&lab, "b.safetensors"), "the settings do not say it all");
    lab.run(&words("find-rate --settings s.json --steps 20")).succeeds();

    // A teacher beside the settings file is found from another folder, too.
    fs::create_dir(lab.path("class")).expect("there is room");
    for name in ["a.safetensors", "a.json"] {
        fs::copy(lab.path(name), lab.path("class").join(name)).expect("there is room");
    }
    let text = r#"{"format": 2, "arch": "softmax", "epochs": 1, "limit": 50, "distillation": {"teachers": ["a.json"]},
        "data": {"split": {"standard": {"validation": 300}}}}"#;
    fs::write(lab.path("class").join("s.json"), text).expect("there is room");
    lab.run(&words("train --settings class/s.json --data small --out c.safetensors")).succeeds();

    let nobody = "train --architecture softmax --data small --teacher nobody";
    lab.run(&words(nobody)).fails(1, "there is no model \"nobody\"");
    let without = "train --architecture softmax --data small --teacher-share 0.5";
    lab.run(&words(without)).fails(2, "need a --teacher");
}

#[test]
fn the_programs_own_images_win_over_a_folder_of_their_name() {
    let lab = lab();
    fs::rename(lab.path("small"), lab.path("mnist")).expect("a temporary folder");
    let images = |data: &[&str]| {
        let line = "train --architecture softmax --epochs 1 --limit 50 --validation 100 --out m.safetensors";
        lab.run(&[words(line).as_slice(), data].concat()).succeeds();
        settings_of(&lab, "m.safetensors")["data"]["source"].clone()
    };
    assert_eq!(images(&["--data", "mnist"])["from"], "mnist");
    let mixed = images(&["--data", "./mnist", "--mix", "mnist"]);
    assert!(mixed["from"]["folder"].as_str().is_some_and(|folder| folder.ends_with("mnist")), "{mixed}");
    assert_eq!(mixed["mixed_with"]["with"], "mnist");
    // The folder has two hundred test images, the program ten thousand.
    for (data, images) in [("mnist", 10_000), ("./mnist", 200)] {
        let run = lab.run(&["evaluate", "--model", "m.safetensors", "--data", data, "--json"]).succeeds();
        assert_eq!(run.objects()[0]["images"], images, "{data}");
    }
}
