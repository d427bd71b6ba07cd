//! Inputs that are not what they seem: pipes, devices, names that do things to a terminal.

use std::process::Stdio;

use super::*;

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_refused_at_once() {
    let lab = lab();
    for name in ["pipe.png", "pipe.jsonl", "pipe.json", "pipe.safetensors", "pipe.csv"] {
        let made = std::process::Command::new("mkfifo").arg(lab.path(name)).status().expect("there is a mkfifo");
        assert!(made.success());
    }
    for line in [
        "classify pipe.png",
        "classify pipe.jsonl",
        "classify /dev/zero",
        "evaluate --ink pipe.jsonl",
        "evaluate --model pipe.safetensors --data small",
        "evaluate --model tiny --data pipe.csv",
        "train --settings pipe.json",
        "train --architecture softmax --data pipe.csv",
        "train --architecture softmax --data small --out pipe.safetensors",
        "train --architecture softmax --data small --save-settings pipe.json",
    ] {
        let mut command = lab.command(&words(line));
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let run = ended(child);
        assert_eq!(run.status, Some(1), "{line}: {}{}", run.out, run.err);
        assert!(!run.err.is_empty(), "{line}: {}", run.out);
    }
}

#[test]
fn names_do_nothing_to_the_terminal() {
    let lab = lab();
    let name = "a\u{1b}]0;title\u{7}\u{9b}31mb";
    let line = "train --architecture softmax --data small --validation 100 --limit 60 --epochs 1";
    lab.run(&[words(line).as_slice(), &["--name", name]].concat()).succeeds();
    let id = listed(&lab)[0]["id"].as_str().expect("it has one").to_owned();
    assert_eq!(listed(&lab)[0]["name"], name, "an object has it as it is");
    let missing = format!("{name}.png");
    for words in [vec!["runs"], vec!["models"], vec!["runs", "show", &id], vec!["classify", &missing]] {
        let run = lab.run(&words);
        let is_control = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
        assert!(
            !run.out.contains(is_control) && !run.err.contains(is_control),
            "{words:?}: {:?}{:?}",
            run.out,
            run.err
        );
        assert!(format!("{}{}", run.out, run.err).contains("\\u001b"), "{words:?}: {}{}", run.out, run.err);
    }
}

#[test]
fn what_cannot_be_right_is_told_where_it_stands() {
    let lab = lab();
    lab.write("s.json", "{\"format\": 2, \"arch\": \"mlp\", \"data\": {\"label_noise\": \"much\"}}");
    lab.run(&words("train --settings s.json --data small")).fails(1, "\"data.label_noise\"");
    let line = "train --architecture softmax --data small --validation 100 --limit 60 --epochs 1 --out m.safetensors";
    lab.run(&words(line)).succeeds();
    let card = fs::read(lab.path("m.json")).expect("there is a card");
    let mut card: Value = serde_json::from_slice(&card).expect("a card is JSON");
    card["test_accuracy"] = 5.0.into();
    lab.write("m.json", card.to_string());
    lab.run(&words("evaluate --model m.safetensors --data small")).fails(1, "cannot be right");
}

#[test]
fn what_leaves_the_program_says_nothing_about_this_computer() {
    let lab = lab();
    let data = lab.path("small").display().to_string();
    let line =
        "train --architecture softmax --validation 100 --limit 60 --epochs 1 --name mine --out m.safetensors --data";
    lab.run(&[words(line).as_slice(), &[data.as_str()]].concat()).succeeds();
    let place = lab.path("").display().to_string();
    let place = place.trim_end_matches('/').as_bytes();
    for form in ["report", "png", "svg", "csv", "json", "tensorboard", "safetensors", "onnx"] {
        let file = format!("out.{form}");
        lab.run(&["runs", "export", "mine", "--form", form, "--out", &file]).succeeds();
        let bytes = fs::read(lab.path(&file)).expect("it was written");
        assert!(!bytes.windows(place.len()).any(|part| part == place), "{form} names a folder of this computer");
    }
}
