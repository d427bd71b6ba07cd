//! The images that a run trains on, chosen in the window or by a settings file.

use std::fs;
use std::path::{Path, PathBuf};

use digit_lab::app::core::command::Command;
use digit_lab::app::core::files::request::Request;
use digit_lab::app::core::settings::panel::Section;
use digit_lab::app::core::state::Core;
use digit_lab::app::core::training::setup_command::SetupCommand;
use digit_lab::data::{Mnist, PixelLayout, PixelOrder};
use digit_lab::store::runs;
use digit_lab::store::training_settings;
use digit_lab::train::{Collection, DataSource, Mix};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tempfile::TempDir;

use super::lab::Lab;
use super::{choose, click, open, set, settings, started};

/// A folder of IDX files with so many images to train on, and 20 to test on.
fn folder_of(train: u32) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fill(folder.path(), train);
    folder
}

fn fill(folder: &Path, train: u32) {
    for (part, count) in [("train", train), ("t10k", 20)] {
        let pixels = (0..count).flat_map(|image| vec![(image % 10 * 20) as u8; 784]).collect();
        let images = [[0x803, count, 28, 28].map(u32::to_be_bytes).concat(), pixels].concat();
        let labels =
            [[0x801, count].map(u32::to_be_bytes).concat(), (0..count).map(|image| (image % 10) as u8).collect()];
        fs::write(folder.join(format!("{part}-images-idx3-ubyte")), images).expect("there is room");
        fs::write(folder.join(format!("{part}-labels-idx1-ubyte")), labels.concat()).expect("there is room");
    }
}

/// An ink file of ten sevens and ten ones.
fn ink_in(folder: &Path) -> PathBuf {
    let lines = [
        r#"{"label": 7, "strokes": [[[10, 10], [90, 10], [50, 120]]]}"#,
        r#"{"label": 1, "strokes": [[[50, 10], [50, 90]]]}"#,
    ];
    let path = folder.join("mine.jsonl");
    fs::write(&path, lines.join("\n").repeat(10).replace("}{", "}\n{")).expect("there is room");
    path
}

fn source(lab: &mut Lab) -> DataSource {
    lab.state().settings.train.config.data.source.clone()
}

fn has_told(state: &Core, words: &str) -> bool {
    state.shared.notices.all().iter().any(|notice| notice.words().to_lowercase().contains(words))
}

#[test]
fn a_settings_file_with_a_mix_trains_on_that_mix_and_the_run_says_so() {
    let folder = folder_of(200);
    ink_in(folder.path());
    let file = folder.path().join("lesson.json");
    let text = r#"{"format": 2, "arch": "softmax", "epochs": 1, "data": {"split": {"standard": {"validation": 20}},
        "source": {"from": {"folder": "."}, "mixed_with": {"with": {"ink": "mine.jsonl"}, "share": 0.25}}}}"#;
    fs::write(&file, text).expect("there is room");
    let mut lab = settings();
    lab.harness.state_mut().run(digit_lab::app::core::command::Command::answer(Request::OpenSettings, file.clone()));
    lab.until("the images are open", |state| state.shared.has_images() && !state.is_on_mnist());
    let run = started(&mut lab);
    let wanted = DataSource {
        from: Collection::Folder(folder.path().join(".")),
        mixed_with: Some(Mix::new(Collection::Ink(folder.path().join("mine.jsonl")), 0.25)),
        ..DataSource::default()
    };
    assert_eq!(run.data.source, wanted);
    let history = &lab.state().training.shown().expect("it ran").history;
    let began = history.started.as_ref().expect("it began");
    // 200 images and 16 of ink.
    assert_eq!((began.train_images, began.validation_images), (196, 20));

    lab.until("the run is written", |state| state.runs.list.as_ref().is_some_and(|list| !list.is_empty()));
    let dir = lab.state().shared.dir.clone();
    let kept = runs::list(&dir).expect("it is readable").0;
    assert_eq!(kept[0].record.source(), wanted, "it can be resumed on the same images");
    // And back: what is saved now is what was trained on.
    let saved = folder.path().join("saved.json");
    lab.harness.state_mut().run(digit_lab::app::core::command::Command::answer(Request::SaveSettings, saved.clone()));
    lab.until("it is written", |_| saved.exists());
    assert_eq!(training_settings::read(&saved).expect("readable").config, run);

    // The way back to MNIST is one command, also for the images.
    lab.harness.state_mut().run(Command::Setup(SetupCommand::Back));
    lab.until("MNIST is open again", |state| state.shared.has_images() && state.is_on_mnist());
}

#[test]
fn images_are_chosen_and_mixed_in_the_panel() {
    let folder = folder_of(300);
    let ink = ink_in(folder.path());
    let mut lab = settings();
    open(&mut lab, Section::Data);
    lab.harness.get_by_label("400 images to train and validate on, 200 to test on");
    lab.harness.state_mut().run(digit_lab::app::core::command::Command::answer(Request::MixInk, ink.clone()));
    lab.until("the ink is mixed in", |state| {
        state.shared.data.as_ref().is_some_and(|data| data.train.parts().len() == 2)
    });
    set(&mut lab, "Share", "0.1");
    let mixed = source(&mut lab).mixed_with.expect("it was mixed in");
    assert_eq!((mixed.with, mixed.share), (Collection::Ink(ink), 0.1));
    assert!(lab.state().shared.has_images(), "another share needs no other images");
    lab.harness
        .state_mut()
        .run(digit_lab::app::core::command::Command::answer(Request::OpenData, folder.path().to_path_buf()));
    lab.until("the folder is open", |state| {
        state.shared.data.as_ref().is_some_and(|data| data.train.parts()[0] == 300)
    });
    choose(&mut lab, "Mix in", "MNIST, inside the program");
    lab.until("MNIST is mixed in", |state| {
        state.shared.data.as_ref().is_some_and(|data| data.train.parts()[1] == 60_000)
    });
    assert!((source(&mut lab).mixed_with.expect("it is mixed").share - 0.1).abs() < 1e-12, "the share stays");
    choose(&mut lab, "Mix in", "Nothing");
    lab.until("the folder is alone", |state| state.shared.data.as_ref().is_some_and(|data| data.train.len() == 300));
    set(&mut lab, "Epochs", "1");
    set(&mut lab, "Validation", "50");
    assert_eq!(started(&mut lab).data.source, Collection::Folder(folder.path().to_path_buf()).into());
    choose(&mut lab, "Source", "MNIST, inside the program");
    lab.until("MNIST is back", |state| state.shared.has_images() && state.is_on_mnist());
    lab.harness.get_by_label("60,000 images to train and validate on, 10,000 to test on");
}

#[test]
fn settings_whose_images_are_gone_say_so_and_start_once_they_are_there() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (file, gone) = (folder.path().join("lesson.json"), folder.path().join("fashion"));
    fs::write(&file, r#"{"format": 1, "data": {"source": {"from": {"folder": "fashion"}}}}"#).expect("there is room");
    let mut lab = settings();
    open(&mut lab, Section::Data);
    lab.harness.state_mut().run(digit_lab::app::core::command::Command::answer(Request::OpenSettings, file.clone()));
    lab.until("the fault is told", |state| has_told(state, "there is no such folder"));
    assert_eq!(source(&mut lab).from, Collection::Folder(gone.clone()), "nothing is forgotten");
    assert!(lab.harness.get_by_label_contains("Start training").accesskit_node().is_disabled());
    assert!(lab.state().shared.data.is_some(), "the other places keep their images");
    lab.harness
        .get_all_by_label_contains("A run cannot start: the images cannot be opened: there is no such folder")
        .next()
        .expect("told");
    fs::create_dir(&gone).expect("there is room");
    fill(&gone, 100);
    click(&mut lab, "Open the images again");
    lab.until("they are open", |state| state.shared.has_images());
    assert!(!lab.harness.get_by_label_contains("Start training").accesskit_node().is_disabled());
}

#[test]
fn images_that_cannot_be_opened_leave_the_settings_as_they_were() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let ink = folder.path().join("mine.jsonl");
    fs::write(&ink, r#"{"label": 12, "strokes": [[[50, 10], [50, 90]]]}"#).expect("there is room");
    let mut lab = settings();
    let before = lab.state().settings.train.clone();
    lab.harness.state_mut().run(digit_lab::app::core::command::Command::answer(Request::OpenInk, ink));
    lab.until("the fault is told", |state| has_told(state, "drawings whose labels are not 0–9"));
    lab.harness
        .state_mut()
        .run(digit_lab::app::core::command::Command::answer(Request::MixData, folder.path().to_path_buf()));
    lab.until("the fault is told", |state| has_told(state, "mine.jsonl is a json file"));
    assert_eq!(lab.state().settings.train, before);
    assert!(lab.state().shared.has_images());
    assert!(!lab.harness.get_by_label_contains("Start training").accesskit_node().is_disabled());
}

/// A folder of MNIST's first images as EMNIST would store them, named as there.
fn transposed_in(folder: &Path) {
    let mnist = Mnist::unpack().expect("the embedded data are whole");
    let layout = PixelLayout { order: PixelOrder::Columns, ..PixelLayout::default() };
    for (part, set) in [("train", mnist.train.take(300)), ("test", mnist.test.take(50))] {
        let mut pixels = set.all_pixels().to_vec();
        layout.undo(&mut pixels);
        let count = set.len() as u32;
        let images = [[0x803, count, 28, 28].map(u32::to_be_bytes).concat(), pixels].concat();
        let labels = [[0x801, count].map(u32::to_be_bytes).concat(), set.labels().to_vec()].concat();
        fs::write(folder.join(format!("emnist-digits-{part}-images-idx3-ubyte")), images).expect("there is room");
        fs::write(folder.join(format!("emnist-digits-{part}-labels-idx1-ubyte")), labels).expect("there is room");
    }
}

#[test]
fn transposed_images_are_noticed_and_turned_by_a_setting() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    transposed_in(folder.path());
    let mut lab = settings();
    open(&mut lab, Section::Data);
    lab.harness.query_by_label("Pixel order").is_none().then_some(()).expect("MNIST is as it is");
    lab.harness
        .state_mut()
        .run(digit_lab::app::core::command::Command::answer(Request::OpenData, folder.path().to_path_buf()));
    lab.until("it is noticed", |state| has_told(state, "look transposed, as emnist's are"));
    lab.until("they are open", |state| state.shared.data.as_ref().is_some_and(|data| data.train.len() == 300));
    let told = lab.state().shared.notices.told().map(|(_, notice)| notice.words());
    assert!(told.as_ref().is_some_and(|told| told.contains("look transposed")), "not that all went well: {told:?}");
    // A fifth of the 300, and not all but one.
    lab.harness.get_by_label_contains("; 60 will be held out");
    let mnist = Mnist::unpack().expect("the embedded data are whole").train;
    let first = |lab: &mut Lab| lab.state().shared.data.as_ref().map(|data| data.train.image(0)).expect("open");
    assert_ne!(first(&mut lab), mnist.image(0));
    choose(&mut lab, "Pixel order", "By columns");
    lab.until("they are turned", |state| {
        state.shared.has_images()
            && state.shared.data.as_ref().is_some_and(|data| data.train.image(0) == mnist.image(0))
    });
    assert_eq!(source(&mut lab).layout.order, PixelOrder::Columns);
    set(&mut lab, "Epochs", "1");
    set(&mut lab, "Validation", "50");
    assert_eq!(started(&mut lab).data.source.layout.order, PixelOrder::Columns, "the run says so");
    choose(&mut lab, "Source", "MNIST, inside the program");
    assert_eq!(source(&mut lab), DataSource::default());
}
