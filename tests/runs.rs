//! Runs on the disk as scripts and power cuts meet them: the real program, killed at any moment, goes on to the bit.

#[path = "common/program.rs"]
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use program::{Lab, Run};
use serde_json::Value;

/// How long anything may take before a test fails.
const DEADLINE: Duration = Duration::from_mins(2);

/// A folder with few images, so that neither unpacking nor testing takes long.
fn lab() -> Lab {
    let lab = Lab::new();
    lab.write_small_mnist(1_500);
    lab
}

/// The one run there is, once it has begun.
fn run_begun(lab: &Lab) -> Option<PathBuf> {
    let mut folders = fs::read_dir(lab.path("data/runs")).ok()?.flatten();
    let folder = folders.next()?.path();
    assert!(folders.next().is_none(), "there is only one");
    Some(folder)
}

fn the_run(lab: &Lab) -> PathBuf {
    run_begun(lab).expect("there is a run")
}

fn listed(lab: &Lab) -> Vec<Value> {
    lab.run(&["runs", "--json"]).succeeds().objects()
}

/// A run of about two seconds with everything random in it: dropout, augmentation, shuffling.
const TRAIN: [&str; 15] = [
    "train",
    "--architecture",
    "lenet5",
    "--epochs",
    "4",
    "--data",
    "small",
    "--validation",
    "500",
    "--augment",
    "light",
    "--checkpoint-every",
    "0",
    "--name",
    "test",
];

/// Everything in a curve that no clock decides.
fn numbers(run: &Path) -> Vec<(u64, [u64; 4])> {
    let bytes = fs::read(run.join("curve.safetensors")).expect("there are curves");
    let history = digit_lab::store::runs::curve::from_bytes(&bytes).expect("they can be read");
    let bits = |epoch: &digit_lab::train::EpochReport| {
        let shares = [epoch.train_loss, epoch.train_accuracy, epoch.validation_loss, epoch.validation_accuracy];
        (epoch.step, shares.map(f64::to_bits))
    };
    history.epochs.iter().map(bits).collect()
}

/// Kills `child` at once, as a power cut would, when `is_time`, or says that it ended before.
fn kill_when(mut child: Child, is_time: impl Fn() -> bool) -> bool {
    let begun = Instant::now();
    while !is_time() {
        assert!(begun.elapsed() < DEADLINE, "waited too long");
        if child.try_wait().expect("it can be asked").is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    // On Unix this is SIGKILL: the program has no chance to tidy up.
    child.kill().expect("it can be killed");
    child.wait().expect("it has ended");
    true
}

#[test]
fn a_run_killed_again_and_again_ends_with_the_same_curve_and_weights() {
    let whole = lab();
    whole.run(&TRAIN).succeeds();
    let expected = the_run(&whole);
    let weights = |run: &Path| {
        ["best.safetensors", "last.safetensors"].map(|name| fs::read(run.join(name)).expect("there are weights"))
    };

    let broken = lab();
    let mut words: Vec<String> = TRAIN.iter().map(|&word| word.to_owned()).collect();
    let mut kills = 0;
    // The moments differ: right after the first checkpoint, after a while, and in later epochs.
    for wait_ms in [0, 60, 150, 300, 450] {
        let words_now: Vec<&str> = words.iter().map(String::as_str).collect();
        let child = broken.command(&words_now).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        let begun = std::cell::Cell::new(None);
        let stamp = || fs::metadata(run_begun(&broken)?.join("checkpoint")).and_then(|file| file.modified()).ok();
        let before = stamp();
        let is_time = || {
            let now = stamp();
            if begun.get().is_none() && now.is_some() && now != before {
                begun.set(Some(Instant::now()));
            }
            begun.get().is_some_and(|then: Instant| then.elapsed() >= Duration::from_millis(wait_ms))
        };
        if !kill_when(child, is_time) {
            break;
        }
        kills += 1;
        let run = &listed(&broken)[0];
        assert_eq!((&run["state"], &run["can_resume"]), (&"interrupted".into(), &true.into()), "{run}");
        let id = run["id"].as_str().expect("it has an id").to_owned();
        words = ["train", "--resume", &id, "--checkpoint-every", "0"].map(str::to_owned).to_vec();
    }
    assert!(kills >= 2, "it was killed only {kills} times");
    if listed(&broken)[0]["state"] != "finished" {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        broken.run(&words).succeeds();
    }
    let run = the_run(&broken);
    assert_eq!(numbers(&run), numbers(&expected));
    assert_eq!(numbers(&run).len(), 4);
    assert!(weights(&run) == weights(&expected), "the weights differ");
    assert!(!run.join("checkpoint").exists(), "a finished run has nothing to go on with");
}

#[test]
fn a_run_is_kept_shown_exported_renamed_deleted_and_restored() {
    let lab = lab();
    let train = ["train", "--architecture", "softmax", "--epochs", "2", "--data", "small", "--validation", "100"];
    lab.run(&train).succeeds();
    let run = listed(&lab).remove(0);
    assert_eq!(run["state"], "finished", "{run}");
    assert!(run["result"]["test_accuracy"].as_f64().is_some_and(|share| share > 0.3), "{run}");
    let id = run["id"].as_str().expect("it has an id").to_owned();
    let shown = lab.run(&["runs", "show", &id]).succeeds().out;
    for words in ["Test images read right", "Learning rate", "Softmax regression", "7,850"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    // It has the number by which the window calls it.
    let list = lab.run(&["runs"]).succeeds().out;
    assert!(list.contains("Softmax regression #1"), "{list}");
    assert_eq!(lab.run(&["runs", "show", "#1"]).succeeds().out, shown);
    let starts: [(&str, &[u8]); 8] = [
        ("report", b"<!DOCTYPE html>"),
        ("png", b"\x89PNG"),
        ("svg", b"<svg"),
        ("csv", b"kind,step"),
        ("json", b"{"),
        ("tensorboard", &[]),
        ("safetensors", &[]),
        ("onnx", &[8, 8]),
    ];
    for (form, start) in starts {
        let name = format!("out.{form}");
        lab.run(&["runs", "export", &id, "--form", form, "--out", &name]).succeeds();
        let bytes = fs::read(lab.path(&name)).expect("it was written");
        assert!(bytes.starts_with(start) && bytes.len() > 100, "{form}");
    }
    // It asks before it writes over a file.
    lab.run(&["runs", "export", &id, "--form", "csv", "--out", "out.csv"]).fails(1, "out.csv");
    lab.run(&["runs", "export", &id, "--form", "csv", "--out", "out.csv", "--force"]).succeeds();

    lab.run(&["runs", "rename", &id, "Monday"]).succeeds();
    lab.run(&["runs", "delete", "Monday"]).succeeds();
    assert!(listed(&lab).is_empty());
    lab.run(&["runs", "restore", &id]).succeeds();
    assert_eq!(listed(&lab)[0]["name"], "Monday");
    lab.run(&["train", "--resume", "Monday"]).fails(1, "no checkpoint to go on from");
}

#[test]
fn a_folder_that_cannot_be_written_is_reported_and_training_goes_on() {
    let lab = lab();
    fs::create_dir(lab.path("data")).expect("made");
    lab.write("data/runs", "in the way");
    let words = ["train", "--architecture", "softmax", "--epochs", "1", "--data", "small", "--validation", "100"];
    let told = lab.run(&words).succeeds().err;
    assert!(told.contains("training goes on"), "{told}");
}

/// Runs the program with `words` where no file may grow beyond `blocks` of 512 bytes, as on a disk that is full.
#[cfg(unix)]
fn on_a_full_disk(lab: &Lab, blocks: usize, words: &[&str]) -> Run {
    let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let program = lab.command(words);
    let mut shell = Command::new("sh");
    shell.args(["-c", &limited]).arg(program.get_program()).args(program.get_args());
    shell.current_dir(lab.path("")).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    Run::of(&shell.output().expect("there is a shell"))
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_is_reported_once_and_training_goes_on() {
    let lab = lab();
    let words = "train --architecture softmax --epochs 3 --data small --validation 100 --checkpoint-every 0 --json";
    let words: Vec<&str> = words.split(' ').collect();
    // Weights of 31 kB fit, a checkpoint with what the optimiser remembers does not.
    let run = on_a_full_disk(&lab, 160, &words).succeeds();
    assert_eq!(run.objects().len(), 4, "three epochs and the result: {}", run.out);
    // A short run may be over before the fault is known.
    assert_eq!(run.err.matches("the run may not be kept").count(), 1, "{}", run.err);
    assert!(run.err.contains("checkpoint"), "{}", run.err);
    let model = run.objects()[3]["model"].as_str().expect("a path").to_owned();
    assert!(Path::new(&model).is_file());
    assert_eq!(listed(&lab)[0]["state"], "finished", "what fits is written");

    // Not even the weights fit: the epochs are told, and that the model is lost.
    let run = on_a_full_disk(&lab, 16, &words).fails(1, "the run may not be kept");
    assert!(run.objects().len() >= 3 && run.err.contains("safetensors"), "{}{}", run.out, run.err);
    let models = fs::read_dir(lab.path("data/models")).expect("the first run's are there").flatten();
    let names: Vec<String> = models.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(names.len(), 2, "half a model is left: {names:?}");
}

#[test]
fn every_fold_of_a_cross_validation_is_kept_as_a_run() {
    let lab = lab();
    let words = "train --architecture softmax --epochs 1 --data small --folds 3 --name mine";
    lab.run(&words.split(' ').collect::<Vec<_>>()).succeeds();
    let runs = listed(&lab);
    let mut names: Vec<&str> = runs.iter().filter_map(|run| run["name"].as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["mine, fold 1 of 3", "mine, fold 2 of 3", "mine, fold 3 of 3"]);
    assert!(runs.iter().all(|run| run["state"] == "finished"), "{runs:?}");
}
