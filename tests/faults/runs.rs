//! Runs that are named, deleted and left behind.

use std::process::Stdio;

use super::*;

/// Trains a run called `name` and gives its id.
fn trained(lab: &Lab, name: &str) -> String {
    let line =
        format!("train --architecture softmax --data small --validation 100 --limit 60 --epochs 1 --name {name}");
    let before = names(lab.path("data/runs"));
    lab.run(&words(&line)).succeeds();
    names(lab.path("data/runs")).into_iter().find(|id| !before.contains(id)).expect("it is kept")
}

#[test]
fn deleting_twice_deletes_one_run() {
    let lab = lab();
    let first = trained(&lab, "first");
    // One whose id begins with that of the first.
    let second = format!("{first}-2");
    let at = |id: &str| lab.path("data/runs").join(id);
    let other = trained(&lab, "second");
    if other != second {
        fs::rename(at(&other), at(&second)).expect("it is ours");
    }
    lab.run(&["runs", "delete", &first]).succeeds();
    lab.run(&["runs", "delete", &first]).fails(1, "there is no such run");
    let left: Vec<Value> = listed(&lab).into_iter().map(|run| run["id"].clone()).collect();
    assert_eq!(left, [Value::from(second)]);
}

#[test]
fn only_one_run_that_is_named_in_full_is_renamed_or_deleted() {
    let lab = lab();
    let ids = ["one", "two", "two"].map(|name| trained(&lab, name));
    let year = &ids[0][..4];
    for line in [format!("runs rename {year} x"), format!("runs delete {year}"), "runs delete two".to_owned()] {
        let run = lab.run(&words(&line)).fails(1, "");
        let candidates: &[String] = if line.ends_with("two") { &ids[1..] } else { &ids };
        assert!(candidates.iter().all(|id| run.err.contains(id.as_str())), "{line} names the candidates: {}", run.err);
    }
    // Nor is one shown that might be another.
    lab.run(&["runs", "show", year]).fails(1, &ids[1]);
    let mut left: Vec<String> = listed(&lab).iter().filter_map(|run| run["name"].as_str().map(str::to_owned)).collect();
    left.sort();
    assert_eq!(left, ["one", "two", "two"]);
    lab.run(&words("runs rename one three")).succeeds();
    lab.run(&words("runs delete three")).succeeds();
    lab.run(&["runs", "show", &ids[1]]).succeeds();
}

#[test]
fn a_name_that_is_given_while_training_stays() {
    let lab = lab();
    let line = "train --architecture mlp --data small --validation 100 --epochs 40";
    let mut command = lab.command(&words(line));
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    let ids = || names(lab.path("data/runs"));
    wait_until("the run is there", || {
        ids().first().is_some_and(|id| lab.path("data/runs").join(id).join("checkpoint").exists())
    });
    lab.run(&["runs", "rename", &ids()[0], "Monday"]).succeeds();
    assert!(child.try_wait().expect("it can be asked").is_none(), "it still trains");
    assert!(child.wait().expect("it ends").success());
    let run = listed(&lab).remove(0);
    assert_eq!((&run["name"], &run["state"]), (&"Monday".into(), &"finished".into()), "{run}");
}

#[test]
fn what_is_no_run_is_listed_as_such_and_can_be_deleted() {
    let lab = lab();
    let whole = trained(&lab, "whole");
    for folder in ["2026-01-01-120000", "2026-01-01-120000-2"] {
        fs::create_dir(lab.path("data/runs").join(folder)).expect("a temporary folder");
        fs::write(lab.path("data/runs").join(folder).join("lock"), "").expect("a temporary file");
    }
    let run = lab.run(&["runs"]);
    assert!(run.out.contains(&whole) && run.out.contains("whole"), "{}", run.out);
    assert!(run.out.contains("2026-01-01-120000-2") && run.out.contains("not readable"), "{}", run.out);
    lab.run(&["runs", "show", "2026-01-01-120000"]).fails(1, "2026-01-01-120000");
    lab.run(&["runs", "delete", "2026-01-01-120000"]).succeeds();
    lab.run(&["runs", "delete", "2026-01-01-120000-2"]).succeeds();
    assert_eq!(listed(&lab).len(), 1);
}
