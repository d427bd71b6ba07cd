//! The command line as scripts meet it: the real program, its exit status and what it writes where.

#[path = "cli/images.rs"]
mod images;
#[path = "cli/methods.rs"]
mod methods;
#[path = "common/program.rs"]
mod program;
#[path = "cli/rates.rs"]
mod rates;
#[path = "cli/strokes.rs"]
mod strokes;
#[path = "cli/training.rs"]
mod training;
#[path = "cli/write.rs"]
mod write;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use digit_lab::data::{DIGITS, Image, Mnist, SIDE};
use image::{GrayImage, Luma};
use program::{Lab, Run};
use serde_json::Value;

/// The digit as a picture `scale` times as large: ink of grey level `ink` on paper of grey level `paper`.
fn write_picture(lab: &Lab, name: &str, digit: &Image, scale: u32, ink: u8, paper: u8) {
    let side = SIDE as u32 * scale;
    let picture = GrayImage::from_fn(side, side, |x, y| {
        let share = f32::from(digit.pixel((x / scale) as usize, (y / scale) as usize)) / 255.0;
        Luma([(f32::from(paper) + share * (f32::from(ink) - f32::from(paper))).round() as u8])
    });
    picture.save(lab.path(name)).expect("a temporary picture is written");
}

fn test_digits(count: usize) -> Vec<(Image, u8)> {
    let test = Mnist::unpack().expect("not damaged").test;
    (0..count).map(|index| (test.image(index), test.label(index))).collect()
}

/// A ring, a downstroke and a dot that nobody labelled; then a digit without ink.
const INK: &str = r#"{"label": 0, "writer": "a", "strokes": [[[50, 0], [85, 15], [100, 60], [85, 105], [50, 120], [15, 105], [0, 60], [15, 15], [50, 0]]]}
{"label": 1, "writer": "a", "strokes": [[[10, 0], [11, 40], [10, 80], [9, 120]]]}
"#;

/// Half a minute of training would be a long test: this is a second of it.
const TINY: [&str; 11] =
    ["train", "--data", "small", "--limit", "500", "--epochs", "1", "--validation", "500", "--seed", "3"];

fn tiny_run<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    TINY.into_iter().chain(rest.iter().copied()).collect()
}

#[test]
fn without_a_display_the_window_says_so_and_names_classify() {
    let run = Lab::new().run(&[]).fails(1, "no display");
    assert!(run.err.contains("classify") && run.out.is_empty(), "{}", run.err);
}

#[test]
fn bad_usage_ends_with_2_and_touches_nothing() {
    let lab = Lab::new();
    for words in [
        &["paint"][..],
        &["classify"],
        &["classify", "--kernels", "slow", "a.png"],
        &["train"],
        &["train", "--architecture", "resnet"],
        &["train", "--architecture", "conv3", "--epochs", "0"],
        &["train", "--architecture", "conv3", "--batch", "many"],
        &["train", "--architecture", "softmax", "--from", "conv3"],
        &["train", "--architecture", "softmax", "--limit", "500", "--learning-rate", "99"],
        &["train", "--architecture", "softmax", "--limit", "500", "--label-smoothing", "NaN"],
        &["evaluate", "--ink"],
    ] {
        let run = lab.run(words);
        assert_eq!(run.status, Some(2), "{words:?}: {}{}", run.out, run.err);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{words:?}");
    }
    assert!(!lab.path("data").exists());
}

#[test]
fn help_and_version_are_results() {
    let lab = Lab::new();
    for job in ["classify", "evaluate", "train", "models"] {
        assert!(lab.run(&["--help"]).succeeds().out.contains(job));
        assert!(lab.run(&[job, "--help"]).succeeds().out.contains("--json"));
    }
    assert!(lab.run(&["--version"]).succeeds().out.starts_with("digit-lab "));
}

#[test]
fn pictures_are_read_dark_on_light_and_light_on_dark() {
    let lab = Lab::new();
    let digits = test_digits(20);
    let mut words: Vec<String> = vec!["classify".into(), "--json".into()];
    for (index, (digit, _)) in digits.iter().enumerate() {
        let (dark, light) = (format!("dark{index}.png"), format!("light{index}.jpg"));
        write_picture(&lab, &dark, digit, 5, 20, 240);
        write_picture(&lab, &light, digit, 8, 235, 15);
        words.extend([dark, light]);
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let read = lab.run(&words).succeeds().objects();
    assert_eq!(read.len(), 40);
    let labels = digits.iter().flat_map(|(_, label)| [label, label]);
    let right = read.iter().zip(labels).filter(|(object, label)| object["digit"] == **label).count();
    assert!(right >= 38, "{right} of 40 read right");
}

#[test]
fn a_picture_gives_one_object_with_the_fields_of_the_contract() {
    let lab = Lab::new();
    let (digit, _) = &test_digits(1)[0];
    write_picture(&lab, "seven.png", digit, 4, 0, 255);
    for kernels in ["fast", "candle"] {
        let run = lab.run(&["classify", "--json", "--kernels", kernels, "seven.png"]).succeeds();
        let [object] = &run.objects()[..] else { panic!("one line: {}", run.out) };
        assert_eq!((&object["file"], &object["index"]), (&"seven.png".into(), &0.into()));
        assert_eq!((&object["digit"], &object["verdict"]), (&7.into(), &"digit".into()));
        assert_eq!(object.get("label"), None, "a picture has no label");
        let shares: Vec<f64> = serde_json::from_value(object["probabilities"].clone()).expect("numbers");
        assert_eq!(shares.len(), DIGITS);
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-4, "{shares:?}");
        assert_eq!(object["confidence"].as_f64(), Some(shares[7]));
    }
}

/// Three bars on a page.
fn ones() -> GrayImage {
    let bar =
        |x: u32, y: u32| [60, 200, 340].iter().any(|left| (*left..left + 14).contains(&x)) && (60..180).contains(&y);
    GrayImage::from_fn(420, 240, |x, y| Luma([if bar(x, y) { 30 } else { 220 }]))
}

#[test]
fn several_digits_of_a_picture_or_a_drawing_are_listed_with_their_boxes() {
    let lab = Lab::new();
    ones().save(lab.path("ones.png")).expect("a temporary picture is written");
    let lines = [10, 40, 70].map(|x| format!("[[{x},0],[{x},20],[{x},40]]")).join(",");
    lab.write("ones.jsonl", format!("{{\"strokes\": [{lines}]}}"));
    let run = lab.run(&["classify", "--json", "ones.png", "ones.jsonl"]).succeeds();
    for object in run.objects() {
        assert_eq!((&object["digit"], &object["number"]), (&Value::Null, &"111".into()), "{object}");
        let digits = object["digits"].as_array().expect("a list");
        assert_eq!(digits.len(), 3);
        assert!(
            digits.iter().all(|digit| digit["digit"] == 1 && digit["box"].as_array().is_some_and(|b| b.len() == 4))
        );
    }
    let first = run.objects()[0]["digits"][0]["box"].clone();
    let bounds: Vec<f64> = serde_json::from_value(first).expect("numbers");
    for (told, is) in bounds.into_iter().zip([60.0, 60.0, 14.0, 120.0]) {
        assert!((told - is).abs() < 4.0, "{told} is not {is}");
    }
    let text = lab.run(&["classify", "ones.png"]).succeeds().out;
    assert!(text.contains("111  3 digits"), "{text}");
}

#[test]
fn a_blank_picture_gives_no_digit() {
    let lab = Lab::new();
    write_picture(&lab, "blank.png", &Image::BLANK, 4, 0, 255);
    let object = lab.run(&["classify", "--json", "blank.png"]).succeeds().objects().remove(0);
    assert_eq!((&object["digit"], &object["verdict"]), (&Value::Null, &"empty".into()));
    assert_eq!(object["probabilities"].as_array().map(Vec::len), Some(DIGITS));
    assert!(lab.run(&["classify", "blank.png"]).succeeds().out.contains("no ink"));
}

#[test]
fn what_is_no_digit_is_refused_with_a_reason() {
    let lab = Lab::new();
    // A dot, two bars beside each other, and a downstroke.
    let lines = [
        r#"{"strokes": [[[5, 5]]]}"#,
        r#"{"strokes": [[[0, 0], [0, 50], [0, 100]], [[60, 0], [60, 50], [60, 100]]]}"#,
        r#"{"label": 1, "strokes": [[[10, 0], [11, 40], [10, 80], [9, 120]]]}"#,
    ];
    lab.write("odd.jsonl", lines.join("\n"));
    let objects = lab.run(&["classify", "--json", "odd.jsonl"]).succeeds().objects();
    let told = |field: &str| -> Vec<Value> { objects.iter().map(|object| object[field].clone()).collect() };
    assert_eq!(told("verdict"), ["not-a-digit", "not-a-digit", "digit"]);
    assert_eq!(told("reason"), ["too little ink".into(), "several shapes".into(), Value::Null]);
    assert_eq!(told("digit"), [Value::Null, Value::Null, 1.into()]);
    let text = lab.run(&["classify", "odd.jsonl"]).succeeds().out;
    assert!(text.contains("not a digit: too little ink") && text.contains("11  2 digits"), "{text}");

    let verdicts = |rest: &[&str]| -> Vec<Value> {
        let words = [&["classify", "--json", "odd.jsonl"], rest].concat();
        lab.run(&words).succeeds().objects().iter().map(|object| object["verdict"].clone()).collect()
    };
    assert_eq!(verdicts(&["--refuse-below", "0", "--unsure-below", "0"]), ["digit"; 3]);
    assert_eq!(verdicts(&["--refuse-below", "0", "--unsure-below", "1"]), ["unsure"; 3]);
    lab.run(&["classify", "--refuse-below", "2", "odd.jsonl"]).fails(2, "a number from 0 to 1");
}

#[test]
fn one_command_measures_ink_and_what_is_no_digit() {
    let lab = Lab::new();
    lab.write_small_mnist(1_000);
    lab.write("ink.jsonl", INK);
    let words = ["evaluate", "--data", "small", "--ink", "ink.jsonl", "--ink", "ink.jsonl", "--not-digits", "--json"];
    let lines = lab.run(&words).succeeds().objects();
    let images: Vec<_> = lines.iter().map(|line| line["images"].as_u64()).collect();
    assert_eq!(images[..3], [Some(200), Some(2), Some(2)]);
    for line in &lines[..3] {
        for field in ["ece_before", "ece", "refused", "unsure", "median_ms", "p95_ms", "p99_ms"] {
            assert!(line[field].as_f64().is_some_and(|value| value >= 0.0), "{field}: {line}");
        }
    }
    let kinds = lines[3]["kinds"].as_array().expect("a list");
    let blank = kinds.iter().find(|kind| kind["kind"] == "blank").expect("it is among them");
    assert_eq!(blank["refused"], 1.0);
    assert!(lines[3]["refused"].as_f64().is_some_and(|share| (0.0..=1.0).contains(&share)));
}

#[test]
fn whole_numbers_are_measured_by_their_gaps() {
    let lab = Lab::new();
    lab.write("ink.jsonl", INK);
    let words = ["evaluate", "--numbers", "--count", "2", "--model", "tiny", "--ink", "ink.jsonl", "--json"];
    let lines = lab.run(&words).succeeds().objects();
    let of = |dataset: &str, form: &str| {
        lines.iter().filter(|line| line["dataset"] == dataset && line["form"] == form).count()
    };
    assert!(of("made-up digits, seed 1", "drawn") > 5 && of("MNIST test", "picture") > 5);
    assert_eq!((of("ink.jsonl", "drawn"), of("MNIST test", "drawn")), (of("ink.jsonl", "picture"), 0));
    assert!(lines.iter().all(|line| line["numbers"] == 2 && line["median_ms"].as_f64().is_some_and(|ms| ms > 0.0)));
    let far = lines.iter().find(|line| line["layout"] == "in a row" && line["dataset"] == "ink.jsonl");
    assert_eq!(far.map(|line| &line["correct"]), Some(&2.into()), "rings and downstrokes far apart");
    let text = lab.run(&["evaluate", "--numbers", "--count", "1", "--model", "tiny"]).succeeds().out;
    assert!(text.contains("MNIST test, picture, in a column, gap 0 %"), "{text}");
}

#[test]
fn ink_is_drawn_again_and_keeps_its_labels_and_its_order() {
    let lab = Lab::new();
    let blank = r#"{"writer": "b", "strokes": []}"#;
    lab.write("two.jsonl", format!("{INK}\n{blank}\n"));
    let run = lab.run(&["classify", "--json", "two.jsonl"]).succeeds();
    let told: Vec<_> = run.objects().iter().map(|o| (o["index"].clone(), o.get("label").cloned())).collect();
    let label = |digit: i32| Some(Value::from(digit));
    assert_eq!(told, [(0.into(), label(0)), (1.into(), label(1)), (2.into(), None)]);
    let digits: Vec<_> = run.objects().iter().map(|object| object["digit"].clone()).collect();
    assert_eq!(digits, [0.into(), 1.into(), Value::Null]);
    let text = lab.run(&["classify", "two.jsonl"]).succeeds().out;
    assert_eq!(text.lines().count(), 3, "{text}");
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_others_are_read() {
    let lab = Lab::new();
    let (digit, _) = &test_digits(1)[0];
    write_picture(&lab, "good.png", digit, 4, 0, 255);
    let whole = fs::read(lab.path("good.png")).expect("written above");
    lab.write("cut.png", &whole[..whole.len() / 2]);
    lab.write("text.png", "this is no picture");
    lab.write("empty.png", "");
    lab.write("broken.jsonl", INK.replace("\"label\": 1", "\"label\""));
    lab.write("binary.jsonl", [0xff, 0xfe, 0x00]);
    lab.write("hollow.jsonl", "\n\n");
    let bad = ["cut.png", "text.png", "empty.png", "broken.jsonl", "binary.jsonl", "hollow.jsonl", "missing.png"];
    let mut words = vec!["classify", "--json"];
    words.extend(bad);
    words.push("good.png");
    let run = lab.run(&words).fails(1, "7 of 8 files could not be read");
    for name in bad {
        assert!(run.err.lines().any(|line| line.ends_with(&format!(": {name}"))), "{name}: {}", run.err);
    }
    assert!(run.err.contains("line 2"), "the ink fault names its line: {}", run.err);
    assert_eq!(run.objects().len(), 1);
}

#[test]
fn drawings_labelled_as_something_else_are_left_out_and_counted() {
    let lab = Lab::new();
    lab.write("ink.jsonl", INK.replace("\"label\": 1", "\"label\": \"A\""));
    let run = lab.run(&["classify", "--json", "ink.jsonl"]).succeeds();
    assert_eq!(run.objects().len(), 1, "the ring alone");
    assert!(run.err.contains("1 drawing has a label other than 0–9 and was left out"), "{}", run.err);
}

#[test]
fn an_unknown_model_is_a_failed_job_that_says_where_models_are() {
    let lab = Lab::new();
    lab.write("ink.jsonl", INK);
    for words in [&["classify", "--model", "nobody", "ink.jsonl"][..], &["evaluate", "--model", "nobody"]] {
        let run = lab.run(words).fails(1, "there is no model \"nobody\"");
        assert!(run.err.contains("conv3"), "{}", run.err);
    }
}

#[test]
fn a_tiny_run_reports_its_epochs_and_its_model_can_be_used() {
    let lab = Lab::new();
    lab.write_small_mnist(1_000);
    let run = lab.run(&tiny_run(&["--architecture", "softmax", "--epochs", "2", "--out", "m.safetensors", "--json"]));
    // The later of two equal options holds, so that scripts can add to a line.
    let run = run.succeeds();
    let lines = run.objects();
    assert_eq!(lines.len(), 3, "{}", run.out);
    for (index, line) in lines[..2].iter().enumerate() {
        assert_eq!(line["epoch"], index + 1);
        for name in ["train_loss", "train_accuracy", "validation_loss", "validation_accuracy"] {
            assert!(line[name].is_f64(), "{name}: {line}");
        }
    }
    for name in ["images_per_second", "validation_accuracy", "test_accuracy", "seconds"] {
        assert!(lines[2][name].as_f64().is_some_and(|value| value > 0.0), "{name}: {}", lines[2]);
    }
    assert_eq!(lines[2]["model"], "m.safetensors");

    lab.write("ink.jsonl", INK);
    let scored = lab.run(&["evaluate", "--model", "m.safetensors", "--ink", "ink.jsonl", "--json"]).succeeds();
    let score = &scored.objects()[0];
    assert_eq!((&score["dataset"], &score["images"]), (&"ink.jsonl".into(), &2.into()));
    let share = score["correct"].as_f64().expect("a number") / 2.0;
    assert_eq!(score["accuracy"].as_f64(), Some(share));
    assert!(score["seconds"].is_f64());

    let words = ["evaluate", "--model", "m.safetensors", "--data", "small", "--json"];
    let tested = lab.run(&words).succeeds().objects().remove(0);
    assert_eq!(tested["images"], 200);
    assert_eq!(tested["accuracy"], lines[2]["test_accuracy"], "the run reported what evaluate finds");
}

#[test]
fn a_trained_model_is_calibrated_and_can_be_calibrated_again() {
    let lab = Lab::new();
    lab.write_small_mnist(1_000);
    lab.run(&tiny_run(&["--architecture", "softmax", "--out", "m.safetensors"])).succeeds();
    let card = || -> Value { serde_json::from_slice(&fs::read(lab.path("m.json")).expect("a card")).expect("JSON") };
    let trained = card();
    assert_eq!(trained["calibration"]["images"], 500);
    let temperature = trained["calibration"]["temperature"].as_f64().expect("a number");
    assert!((0.05..20.0).contains(&temperature), "{temperature}");

    let mut old = trained.clone();
    old.as_object_mut().expect("a card is an object").remove("calibration");
    lab.write("m.json", old.to_string());
    let words = ["calibrate", "m.safetensors", "--data", "small", "--json"];
    let told = lab.run(&words).succeeds().objects().remove(0);
    assert_eq!((&told["images"], &told["path"]), (&500.into(), &"m.safetensors".into()));
    assert!(told["ece_after"].as_f64() <= told["ece_before"].as_f64(), "{told}");
    assert_eq!(card(), trained, "the same images give the same calibration");

    lab.run(&["calibrate", "conv3"]).fails(2, "--out");
    old["training"] = serde_json::json!({});
    lab.write("m.json", old.to_string());
    lab.run(&words).fails(1, "no images that were held out");
}

#[test]
fn a_model_is_calibrated_on_what_its_own_split_held_out() {
    let lab = Lab::new();
    lab.write_small_mnist(1_000);
    for split in [&["--ratio", "60,25,15"][..], &["--set", "data.split={\"k_fold\":{\"folds\":4,\"fold\":3}}"]] {
        let words =
            ["train", "--architecture", "softmax", "--data", "small", "--epochs", "1", "--out", "m.safetensors"];
        lab.run(&[&words, split].concat()).succeeds();
        let card = fs::read(lab.path("m.json")).expect("a card");
        // Where its data is says the card; that the images are the same shows in every number.
        lab.run(&["calibrate", "m.safetensors"]).succeeds();
        let read = |bytes: &[u8]| -> Value { serde_json::from_slice(bytes).expect("JSON") };
        assert_eq!(read(&fs::read(lab.path("m.json")).expect("a card")), read(&card), "{split:?}");
    }
    // Other images would be split otherwise.
    fs::rename(lab.path("small"), lab.path("first")).expect("it can be renamed");
    lab.write_small_mnist(800);
    lab.run(&["calibrate", "m.safetensors"]).fails(1, "they are not those it was trained on");
    lab.run(&["calibrate", "m.safetensors", "--data", "first"]).succeeds();
}

#[test]
fn the_same_seed_gives_the_same_weights_on_any_number_of_threads() {
    let lab = Lab::new();
    lab.write_small_mnist(1_000);
    let train = |out: &str, rest: &[&str]| {
        let words = tiny_run(&[&["--architecture", "conv3", "--augment", "light", "--out", out], rest].concat());
        lab.run(&words).succeeds();
        fs::read(lab.path(out)).expect("the run has written it")
    };
    let one = train("one.safetensors", &["--threads", "1"]);
    let plain = tiny_run(&["--architecture", "conv3", "--out", "plain.safetensors"]);
    lab.run(&plain).succeeds();
    assert!(one != fs::read(lab.path("plain.safetensors")).expect("written"), "the images were not changed");
    assert!(one == train("two.safetensors", &["--threads", "2"]), "threads change the weights");
    assert!(one == train("again.safetensors", &["--threads", "1"]), "the run does not repeat");
    assert!(one != train("other.safetensors", &["--threads", "2", "--seed", "4"]), "the seed changes nothing");
}

#[test]
fn a_model_without_a_file_name_goes_into_the_data_folder() {
    let lab = Lab::new();
    lab.write_small_mnist(1_000);
    let run = lab.run(&tiny_run(&["--architecture", "softmax", "--name", "Room 7b"])).succeeds();
    let saved = lab.path("data").join("models").join("Room-7b.safetensors");
    assert!(saved.is_file() && saved.with_extension("json").is_file(), "{}", run.out);
    let card: Value = serde_json::from_slice(&fs::read(saved.with_extension("json")).expect("there")).expect("JSON");
    let command = card["command"].as_str().expect("a command");
    assert!(command.starts_with("digit-lab train --architecture softmax --epochs 1 "), "{command}");
    let here = lab.run(&["models", "--json"]).succeeds().objects();
    assert_eq!(here.last().map(|model| model["name"].clone()), Some("Room 7b".into()));
    let elsewhere = lab.path("elsewhere");
    let there = lab.run(&["models", "--json", "--data-dir", &elsewhere.to_string_lossy()]).succeeds();
    assert_eq!(there.objects().len(), here.len() - 1, "another folder has no saved model");
}

#[test]
fn fine_tuning_starts_from_the_given_model() {
    let lab = Lab::new();
    lab.write_small_mnist(1_000);
    let run =
        lab.run(&tiny_run(&["--from", "conv3", "--learning-rate", "1e-5", "--out", "tuned.safetensors", "--json"]));
    let result = run.succeeds().objects().remove(1);
    assert_eq!(result["architecture"], "conv3");
    assert!(result["test_accuracy"].as_f64().is_some_and(|share| share > 0.98), "500 images alone give less: {result}");
}

#[test]
fn a_place_that_cannot_be_written_is_found_out_before_the_run() {
    let lab = Lab::new();
    lab.write("file", "");
    let out = lab.path("file").join("m.safetensors").to_string_lossy().into_owned();
    let run = lab.run(&["train", "--architecture", "conv2_dropout", "--out", &out]).fails(1, "a file is in the way");
    assert!(run.out.is_empty(), "{}", run.out);
    lab.run(&["train", "--architecture", "conv3", "--out", &lab.path("").to_string_lossy()]).fails(1, "folder");
}

#[test]
fn half_a_saved_model_is_reported_beside_the_whole_ones() {
    let lab = Lab::new();
    fs::create_dir_all(lab.path("data/models")).expect("a temporary folder");
    lab.write("data/models/half.safetensors", "");
    lab.write("data/models/torn.json", "{");
    let run = lab.run(&["models", "--json"]).fails(1, "half.safetensors");
    assert!(run.err.contains("torn.safetensors are missing"), "{}", run.err);
    assert!(run.objects().iter().any(|model| model["id"] == "conv3" && model["source"] == "bundled"));
}

#[test]
fn the_bundled_model_scores_what_its_card_says() {
    let lab = Lab::new();
    let listed = lab.run(&["models", "--json"]).succeeds().objects().remove(0);
    let scored = lab.run(&["evaluate", "--json"]).succeeds().objects().remove(0);
    assert_eq!((&scored["dataset"], &scored["images"]), (&"MNIST test".into(), &10_000.into()));
    let share = |value: &Value| value.as_f64().expect("a share");
    let (measured, promised) = (share(&scored["accuracy"]), share(&listed["test_accuracy"]));
    // Another processor may round otherwise and tip an image that is on the edge.
    assert!((measured - promised).abs() < 3e-4, "{measured} instead of {promised}");
    assert!(measured >= 0.992, "{measured}");
}

#[test]
fn ink_without_labels_cannot_be_scored() {
    let lab = Lab::new();
    lab.write("ink.jsonl", INK.replace("\"label\": 1, ", ""));
    lab.run(&["evaluate", "--ink", "ink.jsonl"]).fails(1, "digit 2 of the ink file has no label");
}

#[test]
fn a_digit_without_ink_counts_as_read_wrong() {
    let lab = Lab::new();
    lab.write("ink.jsonl", r#"{"label": 4, "writer": "b", "strokes": []}"#);
    let score = lab.run(&["evaluate", "--ink", "ink.jsonl", "--json"]).succeeds().objects().remove(0);
    assert_eq!((&score["images"], &score["correct"]), (&1.into(), &0.into()));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let lab = Lab::new();
    let mut child = lab
        .command(&["models", "--json"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let run = Run::of(&child.wait_with_output().expect("it ends"));
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
}

#[test]
fn what_is_logged_goes_to_standard_error() {
    let lab = Lab::new();
    let plain = lab.run(&["models", "--json"]).succeeds();
    let chatty = lab.run(&["models", "--json", "--log", "trace"]).succeeds();
    assert_eq!(plain.out, chatty.out);
    lab.run(&["models", "--log", "shouting"]).fails(2, "--log");
}

#[test]
fn every_path_in_the_results_is_the_one_given() {
    let lab = Lab::new();
    fs::create_dir(lab.path("a folder")).expect("a temporary folder");
    lab.write("a folder/ink.jsonl", INK);
    let given = Path::new("a folder").join("ink.jsonl").to_string_lossy().into_owned();
    let run = lab.run(&["classify", "--json", &given]).succeeds();
    assert!(run.objects().iter().all(|object| object["file"] == given.as_str()), "{}", run.out);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_run_with_what_it_has_learned() {
    use std::io::{BufRead, BufReader};

    let lab = Lab::new();
    lab.write_small_mnist(1_000);
    let words =
        "train --architecture softmax --epochs 1000 --validation 100 --data small --out kept.safetensors --json";
    let mut command = lab.command(&words.split(' ').collect::<Vec<_>>());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    lines.next().expect("an epoch is told").expect("in text");
    let signal = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("there is a kill");
    assert!(signal.success());
    let last = lines.map_while(Result::ok).last().expect("the result is told");
    assert!(child.wait().expect("it ends").success());
    let result: Value = serde_json::from_str(&last).expect("a line is an object");
    assert!(result["best_epoch"].as_u64().is_some_and(|epoch| (1..1_000).contains(&epoch)), "{last}");
    assert!(lab.path("kept.safetensors").is_file());
}
