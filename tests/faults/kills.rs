//! The process is gone before any one of its calls of the disk: what was there or what was to be there is whole.

use std::process::Stdio;

use super::*;

/// Runs the program, which ends before its call number `call` of the disk; whether it got that far.
fn ends_before(lab: &Lab, line: &str, call: usize) -> bool {
    let mut command = lab.command(&words(line));
    let child = command.env("DIGIT_LAB_END_BEFORE", call.to_string()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = child.status().expect("the program starts");
    // Without a status it was ended by a signal.
    status.code().is_none()
}

#[test]
fn a_model_is_the_old_or_the_new_one_whenever_its_process_ends() {
    let lab = lab();
    let train = "train --data small --validation 100 --limit 60 --epochs 1";
    for (network, file) in [("softmax", "old"), ("mlp", "new")] {
        lab.run(&words(&format!("{train} --architecture {network} --out {file}.safetensors"))).succeeds();
    }
    let card = |file: &str| {
        let bytes = fs::read(lab.path(file)).expect("there is a card");
        serde_json::from_slice::<Value>(&bytes).expect("a card is JSON")
    };
    let mut seen = Vec::new();
    let mut call = 1;
    loop {
        for ending in ["safetensors", "json"] {
            fs::copy(lab.path(&format!("old.{ending}")), lab.path(&format!("m.{ending}"))).expect("it is copied");
        }
        if !ends_before(&lab, "calibrate new.safetensors --data small --out m.safetensors", call) {
            break;
        }
        let read = lab.run(&words("evaluate --model m.safetensors --data small --json")).succeeds().objects().remove(0);
        seen.push(read["model"].clone());
        call += 1;
    }
    assert!(call > 12, "{call} calls");
    seen.dedup();
    assert!(seen.len() <= 2, "first the old one, then the new one: {seen:?}");
    assert_eq!(card("m.json")["architecture"], "mlp");
    lab.run(&words("calibrate new.safetensors --data small --out m.safetensors")).succeeds();
    let left = names(lab.path("")).iter().filter(|name| name.contains(".pair")).count();
    assert_eq!(left, 0, "what a kill left is put right");
}

#[test]
fn runs_can_be_listed_and_models_read_whenever_a_training_ends() {
    let lab = lab();
    let line = "train --architecture softmax --data small --validation 100 --limit 60 --epochs 1 --checkpoint-every 0";
    let mut call = 1;
    while ends_before(&lab, line, call) {
        let listed = lab.run(&["runs", "--json"]);
        for run in listed.objects() {
            let id = run["id"].as_str().expect("it has one");
            if run.get("unreadable").is_some() {
                // It was gone before it could say what it is; that can be deleted.
                assert!(!lab.path("data/runs").join(id).join("run.json").exists(), "{run}");
                lab.run(&["runs", "delete", id]).succeeds();
            } else if run["can_resume"] == true {
                lab.run(&["train", "--resume", id]).succeeds();
            }
        }
        lab.run(&["runs", "--json"]).succeeds();
        let models = lab.run(&["models", "--json"]).succeeds();
        assert!(models.err.is_empty(), "before call {call}: {}", models.err);
        call += 1;
    }
    assert!(call > 20, "{call} calls");
}
