//! Methods that are no networks, on the command line: trained, saved, listed, measured, read with, and refused.

use super::*;

fn lab() -> Lab {
    let lab = Lab::new();
    lab.write_small_mnist(1_000);
    lab
}

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

#[test]
fn a_method_is_trained_saved_measured_and_reads() {
    let lab = lab();
    let [result] = &lab.run(&words("fit forest --data small --trees 20 --name Wood --json")).succeeds().objects()[..]
    else {
        panic!("one result")
    };
    let reached = result["test_accuracy"].as_f64().expect("it is measured");
    assert!(reached > 0.7, "{result}");
    let listed = lab.run(&["models", "--json"]).succeeds().objects();
    let wood = listed.iter().find(|model| model["name"] == "Wood").expect("it is listed");
    assert_eq!((&wood["architecture"], &wood["id"]), (&"forest".into(), &"Wood".into()));
    assert!(lab.run(&["models"]).succeeds().out.lines().any(|line| line.contains("Wood") && line.contains("forest")));

    let [score] = &lab.run(&words("evaluate --model Wood --data small --json")).succeeds().objects()[..] else {
        panic!("one data set")
    };
    let measured = score["accuracy"].as_f64().expect("a share");
    assert!((measured - reached).abs() < 1e-9, "{score} beside {result}");

    let (digit, label) = &test_digits(1)[0];
    write_picture(&lab, "seven.png", digit, 4, 20, 240);
    let path = result["model"].as_str().expect("a path");
    let [reading] =
        &lab.run(&["classify", "--model", path, "--refuse-below", "0", "--json", "seven.png"]).succeeds().objects()[..]
    else {
        panic!("one digit")
    };
    assert_eq!(reading["digit"], u64::from(*label));
}

#[test]
fn the_same_seed_learns_the_same_whatever_the_threads() {
    let lab = lab();
    for (file, threads) in [("a.method", "1"), ("b.method", "3")] {
        let more = ["--threads", threads, "--out", file];
        lab.run(&[&words("fit linear_svm --data small --seed 4")[..], &more].concat()).succeeds();
    }
    let learned = |name: &str| {
        let file = fs::read(lab.path(name)).expect("it was written");
        let card = u32::from_le_bytes(file[8..12].try_into().expect("four bytes")) as usize;
        file[12 + card..].to_vec()
    };
    assert!(learned("a.method") == learned("b.method"));
}

#[test]
fn what_a_method_has_no_use_for_is_refused_in_a_sentence() {
    let lab = lab();
    lab.run(&words("fit tree --k 3")).fails(2, "has no --k");
    lab.run(&words("fit neighbours --gamma 0.1")).fails(2, "has no --gamma");
    lab.run(&words("fit conv3")).fails(2, "least_squares");
    lab.run(&words("fit tree --depth 0")).fails(2, "from 1 to 60");
    lab.run(&words("fit tree --data small --out tree.safetensors")).fails(1, ".method");
    lab.run(&words("fit tree --data small --limit 5")).fails(1, "only 4 images");
    lab.write("broken.method", "DIGLABM1 and no more");
    lab.run(&words("evaluate --model broken.method --data small")).fails(1, "cannot be used");
    lab.run(&words("fit tree --data small --limit 200 --out broken.method")).fails(1, "cannot be used");
}

#[test]
fn one_command_measures_every_method() {
    let lab = Lab::new();
    lab.write("mine.jsonl", INK);
    let rows = lab.run(&words("methods --limit 600 --ink mine.jsonl --json")).succeeds().objects();
    assert_eq!(rows.len(), 7);
    for row in &rows {
        let [mnist, ink] = &row["right"].as_array().expect("a list")[..] else { panic!("two sets: {row}") };
        // Guessing reads a tenth; least squares reads least, with fewer images than the 785 numbers it has to find.
        assert!(mnist[1].as_f64().is_some_and(|share| share > 0.3), "{row}");
        assert_eq!(ink[0], "mine.jsonl");
        assert!(row["reading_ms"].as_f64().is_some_and(|time| time > 0.0), "{row}");
    }
}
