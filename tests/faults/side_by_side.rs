//! Two of anything at the same time lose nothing.

use std::process::{Child, Stdio};

use super::*;

/// Starts several of the same at once.
fn together(lab: &Lab, line: &str, count: usize) -> Vec<Run> {
    let start = |_| {
        let mut command = lab.command(&words(line));
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
    };
    let children: Vec<Child> = (0..count).map(start).collect();
    children.into_iter().map(|child| Run::of(&child.wait_with_output().expect("it ends"))).collect()
}

#[test]
fn trainings_of_one_name_are_all_saved_and_all_kept() {
    let lab = lab();
    let line = "train --architecture softmax --data small --validation 100 --limit 60 --epochs 1 --json --name same";
    let (rounds, at_once) = (6, 4);
    for round in 1..=rounds {
        for run in together(&lab, line, at_once) {
            let run = run.succeeds();
            let model = run.objects().pop().expect("a result")["model"].as_str().expect("it was saved").to_owned();
            assert!(std::path::Path::new(&model).is_file(), "{model}");
            assert!(!run.err.contains("may not be kept"), "{}", run.err);
        }
        assert_eq!(models(&lab).len(), round * at_once, "saved models");
        assert_eq!(listed(&lab).len(), round * at_once, "kept runs");
    }
    let mut numbers: Vec<u64> = listed(&lab).iter().filter_map(|run| run["number"].as_u64()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), rounds * at_once, "each has a number of its own: {numbers:?}");
}

#[test]
fn trainings_for_one_file_leave_a_whole_model() {
    let lab = lab();
    let line =
        "train --architecture softmax --data small --validation 100 --limit 60 --epochs 1 --json --out m.safetensors";
    for _ in 0..4 {
        for run in together(&lab, line, 4) {
            run.succeeds();
        }
        lab.run(&words("evaluate --model m.safetensors --data small --json")).succeeds();
    }
}
