//! What is lost and what is not: pipes that close, places that cannot be written, signals, kills, and several processes
//! side by side, with the real program.

#[path = "common/program.rs"]
mod program;

#[path = "faults/inputs.rs"]
mod inputs;
#[cfg(debug_assertions)]
#[path = "faults/kills.rs"]
mod kills;
#[path = "faults/pipes.rs"]
mod pipes;
#[path = "faults/places.rs"]
mod places;
#[path = "faults/runs.rs"]
mod runs;
#[path = "faults/side_by_side.rs"]
mod side_by_side;
#[cfg(unix)]
#[path = "faults/signals.rs"]
mod signals;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use program::{Lab, Run};
use serde_json::Value;

/// How long anything may take before a test fails.
const DEADLINE: Duration = Duration::from_mins(2);

/// A folder with few images, so that neither unpacking nor testing takes long.
fn lab() -> Lab {
    let lab = Lab::new();
    lab.write_small_mnist(600);
    lab
}

fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// Names of what lies in a folder, in order; none if it is not there.
fn names(folder: PathBuf) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The saved models, by file.
fn models(lab: &Lab) -> Vec<String> {
    names(lab.path("data/models")).into_iter().filter(|name| name.ends_with(".safetensors")).collect()
}

fn listed(lab: &Lab) -> Vec<Value> {
    lab.run(&["runs", "--json"]).succeeds().objects()
}

/// What a child that was started came to, which must not take for ever.
#[track_caller]
fn ended(mut child: std::process::Child) -> Run {
    let begun = Instant::now();
    while child.try_wait().expect("it can be asked").is_none() {
        if begun.elapsed() > DEADLINE {
            child.kill().expect("it can be killed");
            panic!("it never ends");
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    Run::of(&child.wait_with_output().expect("it has ended"))
}

/// Waits until `is_so`.
#[track_caller]
fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < DEADLINE, "waited too long until {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}
