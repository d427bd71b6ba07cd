//! `digit-lab strokes`: pen strokes as tokens.

use super::INK;
use super::program::Lab;

#[test]
fn tokens_of_each_digit_are_listed_with_how_well_they_draw_it() {
    let lab = Lab::new();
    lab.write("ink.jsonl", INK.to_owned() + "{\"strokes\": []}\n");
    let listed = lab.run(&["strokes", "tokens", "ink.jsonl", "--json"]).succeeds().objects();
    assert_eq!(listed.len(), 3);
    for (object, label) in listed.iter().zip(0..2) {
        assert_eq!((&object["file"], &object["label"]), (&"ink.jsonl".into(), &label.into()));
        let tokens = object["tokens"].as_array().expect("a list").len();
        assert_eq!(object["steps"], tokens / 2);
        assert!(object["chamfer"].as_f64().is_some_and(|distance| distance < 0.03), "{object}");
    }
    assert_eq!(listed[2]["fault"], "there is no ink to turn into tokens");
    let told = lab.run(&["strokes", "tokens", "ink.jsonl"]).succeeds().out;
    assert!(told.lines().nth(1).is_some_and(|line| line.starts_with("#1  1  90°24 ")), "{told}");
}

#[test]
fn digits_that_come_back_from_their_tokens_are_read_as_before() {
    let lab = Lab::new();
    lab.write("ink.jsonl", INK);
    lab.run(&["strokes", "round-trip", "ink.jsonl", "--out", "back.jsonl"]).succeeds();
    let read = lab.run(&["classify", "--json", "back.jsonl"]).succeeds().objects();
    let digits: Vec<_> = read.iter().map(|object| object["digit"].clone()).collect();
    assert_eq!(digits, [0, 1]);
    lab.run(&["strokes", "round-trip", "ink.jsonl", "--out", "back.svg"]).succeeds();
    let picture = std::fs::read_to_string(lab.path("back.svg")).expect("it was written");
    assert_eq!(picture.matches("<path").count(), 2);
}

#[test]
fn a_packed_file_is_learnt_from_and_another_file_is_refused() {
    let lab = Lab::new();
    lab.write("ink.jsonl", INK.to_owned() + &INK.replace("\"a\"", "\"b\""));
    let told = lab.run(&["strokes", "pack", "ink.jsonl", "--out", "packed"]).succeeds().out;
    assert!(told.starts_with("4 digits of 2 writers, 0 left out"), "{told}");
    let told = lab.run(&["strokes", "corpus", "--packed", "packed", "--hold-out", "1"]).succeeds().out;
    assert!(told.contains("1 writers") && told.contains("bits a token among"), "{told}");
    let refused = lab.run(&["strokes", "corpus", "--packed", "ink.jsonl"]).fails(1, "the file of digits is damaged");
    assert!(refused.out.is_empty());
    lab.run(&["strokes", "corpus", "--packed", "packed"]).fails(2, "there are no digits to learn from");
}

#[test]
fn made_up_digits_are_measured_before_and_after() {
    let lab = Lab::new();
    let words = ["strokes", "measure", "--count", "100", "--model", "conv3", "--json"];
    let [row] = &lab.run(&words).succeeds().objects()[..] else { panic!("one set of digits") };
    assert_eq!(row["digits"], "made up");
    assert!(row["steps"].as_f64().is_some_and(|steps| (8.0..20.0).contains(&steps)), "{row}");
    let share = |name: &str| row[name].as_f64().expect("a share");
    assert!(share("read_before") > 0.9 && share("read_after") > share("read_before") - 0.05, "{row}");
}

#[test]
fn counting_writes_digits_and_the_same_seed_the_same() {
    let lab = Lab::new();
    let write = |name: &str, more: &[&str]| {
        let words = ["strokes", "write", "2026", "--writers", "8", "--times", "2", "--hold-out", "1", "--out", name];
        lab.run(&[&words[..], more].concat()).succeeds();
        std::fs::read_to_string(lab.path(name)).expect("it was written")
    };
    let first = write("a.jsonl", &["--seed", "3"]);
    assert_eq!(first.lines().count(), 4);
    assert_eq!(first, write("b.jsonl", &["--seed", "3"]));
    assert_ne!(first, write("c.jsonl", &["--seed", "4"]));
    let refused = ["strokes", "write", "7", "--writers", "8", "--out", "d.jsonl"];
    for (more, fault) in [
        (["--temperature", "-1"], "temperature"),
        (["--top-k", "0"], "at least one token"),
        (["--top-p", "1.5"], "above 0"),
        (["--context", "20"], "may not fit into the context"),
    ] {
        let more = [more[0].to_owned() + "=" + more[1]];
        let words: Vec<&str> = refused.iter().copied().chain(more.iter().map(String::as_str)).collect();
        lab.run(&words).fails(2, fault);
    }
    lab.run(&["strokes", "write", "3+4", "--out", "d.jsonl"]).fails(2, "digits");
    lab.run(&["strokes", "write", "7", "--writers", "8", "--out", "d.png"]).fails(2, ".jsonl or .svg");
}
