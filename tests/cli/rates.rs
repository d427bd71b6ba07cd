//! `digit-lab find-rate`.

use super::*;

const SEARCH: [&str; 9] = ["find-rate", "--data", "small", "--validation", "500", "--seed", "3", "--steps", "80"];

fn search<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    SEARCH.into_iter().chain(rest.iter().copied()).collect()
}

#[test]
fn a_search_tells_every_rate_and_suggests_one_that_can_be_trained_with() {
    let lab = Lab::new();
    lab.write_small_mnist(1_000);
    let words = search(&["--architecture", "mlp", "--optimiser", "sgd", "--json", "--save-settings", "found.json"]);
    let lines = lab.run(&words).succeeds().objects();
    let (last, tried) = lines.split_last().expect("there are lines");
    let rates: Vec<f64> = tried.iter().map(|line| line["rate"].as_f64().expect("a number")).collect();
    assert!(rates.windows(2).all(|pair| pair[0] < pair[1]) && (rates[0] - 1e-4).abs() < 1e-9, "{rates:?}");
    assert!(tried.iter().all(|line| line["loss"].is_f64() && line["smooth"].is_f64()));
    assert_eq!(last["ending"], "exploded", "{last}");
    let steepest = last["suggestion"]["steepest"].as_f64().expect("a number");
    assert!((1e-3..1.0).contains(&steepest) && last["suggestion"]["tenth_of_lowest"].is_f64(), "{last}");
    assert_eq!(lab.run(&words).succeeds().objects(), lines, "the search repeats");

    let text = lab.run(&search(&["--settings", "found.json"])).succeeds().out;
    assert!(text.contains("Suggested learning rate") && text.lines().count() < 25, "{text}");
    let file: Value = serde_json::from_slice(&fs::read(lab.path("found.json")).expect("written")).expect("JSON");
    assert_eq!((&file["learning_rate"], &file["arch"]), (&last["suggestion"]["steepest"], &"mlp".into()));
    let words = ["train", "--settings", "found.json", "--epochs", "2", "--out", "m.safetensors", "--json"];
    let result = lab.run(&words).succeeds().objects().remove(2);
    assert!(result["test_accuracy"].as_f64().is_some_and(|share| share > 0.5), "{result}");
    assert!(!lab.path("data/runs").join("found").exists());
}

#[test]
fn a_search_that_cannot_be_is_refused_with_the_range() {
    let lab = Lab::new();
    lab.write_small_mnist(1_000);
    lab.run(&["find-rate"]).fails(2, "--architecture");
    lab.run(&search(&["--architecture", "mlp", "--lowest", "0"])).fails(2, "above 0");
    lab.run(&search(&["--architecture", "mlp", "--lowest", "1", "--highest", "0.1"])).fails(2, "above 1");
    lab.run(&search(&["--architecture", "mlp", "--steps", "3"])).fails(2, "from 20 to 2000");
    assert!(!lab.path("data").exists(), "a search keeps nothing");
}

#[test]
fn a_search_where_the_loss_never_falls_suggests_nothing() {
    let lab = Lab::new();
    lab.write_small_mnist(1_000);
    let words =
        search(&["--architecture", "mlp", "--lowest", "1e-9", "--highest", "1e-8", "--save-settings", "no.json"]);
    let run = lab.run(&words).succeeds();
    assert!(run.out.contains("never fell") && run.err.contains("no settings were written"), "{}{}", run.out, run.err);
    assert!(!lab.path("no.json").exists());
}
