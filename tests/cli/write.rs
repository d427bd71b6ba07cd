//! `digit-lab write`, and training a network that writes, from the program's own handwriting.

use super::INK;
use super::program::Lab;

/// A network trained for a moment: a thousandth of what it takes.
fn trained(lab: &Lab) {
    let words = "train --architecture gpt_tiny --limit 48 --epochs 1 --batch 16 --learning-rate 0.01 --seed 2 --json";
    let more = ["--name", "Scribe", "--out", "scribe.safetensors"];
    let words: Vec<&str> = words.split(' ').chain(more).collect();
    let [epoch, result] = &lab.run(&words).succeeds().objects()[..] else { panic!("an epoch and the result") };
    assert!(epoch["bits_per_token"].as_f64().is_some_and(|bits| bits < 44_f64.log2()), "{epoch}");
    assert!(result["bits_per_token"][1].as_f64().is_some_and(|bits| bits < 44_f64.log2()), "{result}");
    assert_eq!((&result["architecture"], &result["parameters"]), (&"gpt_tiny".into(), &32_428.into()));
}

#[test]
fn a_network_learns_from_the_programs_handwriting_and_writes() {
    let lab = Lab::new();
    trained(&lab);
    lab.write("mine.jsonl", INK);
    let write = |name: &str, more: &[&str]| {
        let words = ["write", "2026", "--model", "scribe.safetensors", "--out", name];
        lab.run(&[&words[..], more].concat()).succeeds();
        std::fs::read_to_string(lab.path(name)).expect("it was written")
    };
    let first = write("a.jsonl", &["--seed", "3"]);
    assert_eq!(first.lines().count(), 4);
    assert_eq!(first, write("b.jsonl", &["--seed", "3"]));
    assert_ne!(first, write("c.jsonl", &["--seed", "4"]));
    assert_ne!(first, write("d.jsonl", &["--seed", "3", "--like", "mine.jsonl"]));
    assert!(write("e.svg", &[]).matches("<path").count() >= 4);
    let listed = lab.run(&["runs", "--json"]).succeeds().objects();
    assert!(listed.iter().any(|run| run["settings"]["arch"] == "gpt_tiny"), "the run is kept: {listed:?}");
}

#[test]
fn a_network_that_writes_is_measured() {
    let lab = Lab::new();
    trained(&lab);
    lab.write("mine.jsonl", (0..5).map(|_| INK).collect::<String>());
    let words = ["write", "--evaluate", "--model", "scribe.safetensors", "--count", "20", "--ink", "mine.jsonl"];
    let [report] = &lab.run(&[&words[..], &["--json"]].concat()).succeeds().objects()[..] else { panic!("one object") };
    assert_eq!((&report["samples"], report["bits"].as_array().map(Vec::len)), (&20.into(), Some(2)));
    for name in ["read_as_asked", "tokens_per_second", "first_point_ms"] {
        assert!(report[name].as_f64().is_some_and(f64::is_finite), "{report}");
    }
    for row in report["bits"].as_array().expect("a list") {
        let bits = row["bits_after"].as_array().expect("a list");
        assert!(bits.len() == 5 && bits.iter().all(|bits| bits.as_f64().is_some_and(|bits| bits > 0.0)), "{row}");
    }
    let told = lab.run(&words).succeeds().out;
    assert!(told.contains("nearest learned") && told.contains("tokens/s"), "{told}");
}

#[test]
fn what_cannot_be_written_is_a_sentence() {
    let lab = Lab::new();
    for (words, status, fault) in [
        ("write 3+4 --out a.svg", 2, "digits"),
        ("write 12 --out a.png --model conv3", 1, "reads pictures and continues no pen strokes"),
        ("write 12", 2, "--out"),
        ("write", 2, "NUMBER"),
        ("write --evaluate --model nobody", 1, "nobody"),
        ("write 1 --out a.svg --model conv3 --temperature=-1", 2, "temperature"),
        ("write 1 --out a.svg --model conv3 --top-k 0", 2, "at least one token"),
        ("train --architecture gpt_tiny --augment light", 2, "about pictures"),
        ("train --architecture gpt_tiny --data mnist.csv", 2, "about pictures"),
        ("train --architecture gpt_tiny --folds 3", 2, "about pictures"),
        ("train --architecture gpt_tiny --teacher conv5", 2, "teachers"),
    ] {
        lab.run(&words.split(' ').collect::<Vec<_>>()).fails(status, fault);
    }
}

#[test]
fn a_network_that_writes_reads_no_pictures() {
    let lab = Lab::new();
    trained(&lab);
    lab.write("ink.jsonl", INK);
    let refused = ["classify --model scribe.safetensors ink.jsonl", "evaluate --model scribe.safetensors"];
    for words in refused {
        lab.run(&words.split(' ').collect::<Vec<_>>()).fails(1, "reads no pictures");
    }
    for (like, fault) in [("ink.jsonl", None), ("none.jsonl", Some("none.jsonl"))] {
        let words = ["write", "1", "--model", "scribe.safetensors", "--out", "a.svg", "--like", like];
        match fault {
            None => drop(lab.run(&words).succeeds()),
            Some(fault) => drop(lab.run(&words).fails(1, fault)),
        }
    }
}
