//! Where a model goes is known before the first step, and a place that is lost by the end is replaced by another.

use std::process::Stdio;

use super::*;

const TRAIN: &str = "train --architecture softmax --data small --validation 100 --epochs 1 --json";

#[test]
fn a_place_that_cannot_be_written_is_refused_before_the_first_step() {
    let lab = lab();
    fs::create_dir(lab.path("data")).expect("a temporary folder");
    lab.write("data/models", "in the way");
    let run = lab.run(&words(TRAIN)).fails(1, "a file is in the way");
    assert!(run.out.is_empty(), "not a step was trained: {}", run.out);
    assert_eq!(names(lab.path("data/runs")), [] as [String; 0]);
    // Another place will do.
    lab.run(&words(&format!("{TRAIN} --out m.safetensors"))).succeeds();
}

#[test]
fn names_that_no_file_can_have_are_refused_before_the_first_step() {
    let lab = lab();
    let long = format!("{}.safetensors", "n".repeat(300));
    for out in ["new/", "new/.", "small/..", &long] {
        let run = lab.run(&words(&format!("{TRAIN} --out {out}")));
        assert_eq!(run.status, Some(1), "{out}: {}{}", run.out, run.err);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{out}: {}{}", run.out, run.err);
    }
    assert_eq!(names(lab.path("data/runs")), [] as [String; 0]);
}

#[test]
fn a_model_called_by_a_very_long_name_is_saved() {
    let lab = lab();
    for _ in 0..2 {
        // Four bytes a letter: more than a name of a file may have.
        lab.run(&[words(TRAIN).as_slice(), &["--name", &"𠀀".repeat(300)]].concat()).succeeds();
    }
    assert_eq!(models(&lab).len(), 2);
}

#[test]
fn a_place_that_is_lost_while_training_is_replaced_by_the_current_folder() {
    let lab = lab();
    let line = "train --architecture mlp --data small --validation 100 --epochs 40 --json --name mine";
    let mut command = lab.command(&words(line));
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    wait_until("the run is kept", || !names(lab.path("data/runs")).is_empty());
    fs::remove_dir_all(lab.path("data/models")).expect("it was looked at");
    lab.write("data/models", "in the way");
    let run = Run::of(&child.wait_with_output().expect("it ends")).fails(1, "a file is in the way");
    assert!(run.err.contains("kept as mine.safetensors instead"), "{}", run.err);
    assert!(lab.path("mine.safetensors").is_file() && lab.path("mine.json").is_file());
    let result = run.objects().pop().expect("a result");
    assert_eq!(result["model"], "mine.safetensors", "{result}");
    lab.run(&words("evaluate --model mine.safetensors --data small --json")).succeeds();
}

#[test]
fn only_training_settings_are_replaced_by_training_settings() {
    let lab = lab();
    lab.run(&words(&format!("{TRAIN} --out m.safetensors"))).succeeds();
    let run = names(lab.path("data/runs")).remove(0);
    let record = format!("data/runs/{run}/run.json");
    lab.write("data/settings.json", "{\"format\": 1, \"theme\": \"dark\"}");
    for file in ["m.json", &record, "data/settings.json"] {
        let before = fs::read(lab.path(file)).expect("it is there");
        for line in [
            format!("{TRAIN} --out n.safetensors --save-settings {file}"),
            format!("find-rate --architecture softmax --data small --validation 100 --steps 60 --save-settings {file}"),
        ] {
            lab.run(&words(&line)).fails(1, "left as it is");
            assert!(fs::read(lab.path(file)).expect("it is there") == before, "{file} was replaced");
        }
    }
    let saving = format!("{TRAIN} --save-settings s.json");
    lab.run(&words(&saving)).succeeds();
    lab.run(&words(&saving)).succeeds();
}

#[test]
fn a_description_does_not_replace_what_is_none() {
    let lab = lab();
    lab.write("notes.json", "{\"mine\": true}");
    lab.run(&words(&format!("{TRAIN} --out notes.safetensors"))).fails(1, "no description of a model");
    assert_eq!(fs::read_to_string(lab.path("notes.json")).expect("it is there"), "{\"mine\": true}");
    lab.write("notes.txt", "a long night's work");
    lab.run(&words(&format!("{TRAIN} --out notes.txt"))).fails(1, "holds no weights");
    assert_eq!(fs::read_to_string(lab.path("notes.txt")).expect("it is there"), "a long night's work");
    let both = format!("{TRAIN} --save-settings m.json --out m.safetensors");
    lab.run(&words(&both)).fails(2, "--save-settings");
}
