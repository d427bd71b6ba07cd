//! Nothing that is printed ends a run: whoever reads it may leave.

use std::process::Stdio;

use super::*;

/// A run of a second that has something to say on both outputs.
const TRAIN: &str = "train --architecture conv3 --data small --validation 100 --limit 300 --epochs 3 --augment strong \
                     --label-smoothing 0.1 --json --out m.safetensors";

/// The end of a pipe that nobody reads.
fn pipe_without_reader() -> Stdio {
    let (reader, writer) = std::io::pipe().expect("there are pipes");
    drop(reader);
    writer.into()
}

#[cfg(target_os = "linux")]
fn full_device() -> Stdio {
    fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has one").into()
}

fn epochs(lab: &Lab) -> Value {
    listed(lab)[0]["epochs_done"].clone()
}

#[test]
fn a_run_whose_standard_error_is_gone_is_saved() {
    let lab = lab();
    let output = lab.command(&words(TRAIN)).stderr(pipe_without_reader()).output().expect("the program starts");
    Run::of(&output).succeeds();
    assert!(lab.path("m.safetensors").is_file() && lab.path("m.json").is_file());
    assert_eq!(epochs(&lab), 3);
}

#[cfg(target_os = "linux")]
#[test]
fn a_fault_that_cannot_be_told_is_an_exit_status_and_no_panic() {
    let lab = lab();
    let missing = words("train --settings missing.json");
    for stderr in [pipe_without_reader(), full_device()] {
        let output = lab.command(&missing).stderr(stderr).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(1));
    }
    let mut command = lab.command(&[]);
    let output =
        command.arg("--log").arg("trace").args(words(TRAIN)).stderr(full_device()).output().expect("it starts");
    assert_eq!(output.status.code(), Some(0), "a log that cannot be written is no reason to end");
}

#[test]
fn a_run_whose_reader_leaves_goes_on_and_is_saved() {
    let lab = lab();
    let output = lab.command(&words(TRAIN)).stdout(pipe_without_reader()).output().expect("the program starts");
    let run = Run::of(&output).succeeds();
    assert!(lab.path("m.safetensors").is_file() && lab.path("m.json").is_file());
    assert_eq!(epochs(&lab), 3, "all of them");
    assert_eq!(run.err.matches("no longer read").count(), 1, "{}", run.err);
    assert!(run.err.contains("saved as m.safetensors"), "{}", run.err);
}

#[test]
fn every_fold_is_trained_though_nobody_reads_of_it() {
    let lab = lab();
    let line = "train --architecture softmax --data small --epochs 1 --folds 3";
    let output = lab.command(&words(line)).stdout(pipe_without_reader()).output().expect("the program starts");
    Run::of(&output).succeeds();
    assert_eq!(listed(&lab).len(), 3);
}

#[test]
fn settings_and_calibration_are_written_though_nobody_reads_of_them() {
    let lab = lab();
    lab.run(&words(TRAIN)).succeeds();
    for line in [
        "find-rate --architecture softmax --data small --validation 100 --steps 60 --save-settings found.json",
        "calibrate m.safetensors --data small --out calibrated.safetensors",
    ] {
        let output = lab.command(&words(line)).stdout(pipe_without_reader()).output().expect("the program starts");
        Run::of(&output).succeeds();
    }
    assert!(lab.path("found.json").is_file() && lab.path("calibrated.safetensors").is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_find_no_room_are_a_fault_and_the_run_is_saved() {
    let lab = lab();
    let output = lab.command(&words(TRAIN)).stdout(full_device()).output().expect("the program starts");
    let run = Run::of(&output).fails(1, "the results could not be written");
    assert!(lab.path("m.safetensors").is_file() && run.err.contains("saved as m.safetensors"), "{}", run.err);
}
