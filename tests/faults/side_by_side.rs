//! Two of anything at the same time lose nothing.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use digit_lab::ink::{Point, Stroke};
use digit_lab::store::folders::DataDir;
use digit_lab::store::own_digits::{self, Edit, OwnDigit};
use digit_lab::store::settings::{self, WhileHeld};
use serde::{Deserialize, Serialize};

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

/// Settings of which each process changes its own.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Four {
    numbers: [Numbered; 1],
    first: u64,
    second: u64,
    third: u64,
    fourth: u64,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Numbered {
    same: u64,
}

/// Which process it is, and in which folder it works: set for the processes that the next test starts.
const CHILD: &str = "DIGIT_LAB_TEST_CHILD";
const FOLDER: &str = "DIGIT_LAB_TEST_FOLDER";
/// What each of them does so often.
const ROUNDS: u64 = 12;

fn digit(label: u8) -> OwnDigit {
    let x = 0.2 + f32::from(label) * 0.05;
    let stroke = Stroke::new(vec![Point { x, y: 0.2 }, Point { x, y: 0.8 }], 0.06);
    OwnDigit::new(&[stroke], digit_lab::data::Label::digit(label)).expect("it has ink")
}

/// The work of one process; of the test program itself there is none.
#[test]
fn work_of_one_process() {
    let (Ok(child), Some(folder)) = (std::env::var(CHILD), std::env::var_os(FOLDER)) else { return };
    let child: u8 = child.parse().expect("a number");
    let dir = DataDir::new(Some(folder.into()));
    let mut known = Four::default();
    for round in 1..=ROUNDS {
        own_digits::edit(&dir, &[Edit::Add(digit(child).line)]).expect("there is room");
        let mut changed = known.clone();
        *[&mut changed.first, &mut changed.second, &mut changed.third, &mut changed.fourth][usize::from(child)] = round;
        settings::write_changes(&dir.settings(), &known, &changed, WhileHeld::Wait).expect("there is room");
        known = changed;
    }
}

#[test]
fn own_digits_and_settings_of_several_processes_are_all_kept() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = DataDir::new(Some(folder.path().to_owned()));
    // Many lines make every writing slow.
    let old: Vec<Edit> = (0..3_000).map(|_| Edit::Add(digit(9).line)).collect();
    own_digits::edit(&dir, &old).expect("there is room");
    let start = |child: u8| {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args(["--exact", "side_by_side::work_of_one_process"]).env(CHILD, child.to_string());
        command.env(FOLDER, folder.path()).stdout(Stdio::null()).spawn().expect("it starts")
    };
    let children: Vec<Child> = (0..4).map(start).collect();
    for mut child in children {
        assert!(child.wait().expect("it ends").success());
    }
    let (digits, strange) = own_digits::read(&dir).expect("it is whole");
    let count =
        |label: u8| digits.iter().filter(|digit| digit.label == digit_lab::data::Label::digit(label)).count() as u64;
    assert_eq!((count(9), strange), (3_000, 0));
    assert_eq!([0, 1, 2, 3].map(count), [ROUNDS; 4]);
    let Four { first, second, third, fourth, .. } = settings::read(&dir.settings()).expect("it is whole");
    assert_eq!([first, second, third, fourth], [ROUNDS; 4]);
    let left: Vec<String> = names(folder.path().to_owned());
    assert!(!left.iter().any(|name| Path::new(name).extension().is_some_and(|ending| ending == "part")), "{left:?}");
}
