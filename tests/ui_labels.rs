//! Classes other than the ten digits, through the window: 47 of a folder that open, train and are shown, images that the
//! model does not know, and symbols of one's own that are taught and read in whole lines.

#[path = "common/digits.rs"]
mod digits;
#[path = "common/lab.rs"]
#[allow(dead_code, reason = "each test uses some of it")]
mod lab;
#[path = "common/window.rs"]
#[allow(dead_code, reason = "each test uses some of it")]
mod window;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use digit_lab::app::core::command::Command;
use digit_lab::app::core::evaluation::EvaluationCommand;
use digit_lab::app::core::own_digits::OwnDigitsCommand;
use digit_lab::app::core::settings::setup::StartFrom;
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::settings::train_view::TrainView;
use digit_lab::app::core::training::command::TrainCommand;
use digit_lab::data::Label;
use digit_lab::train::{Collection, DataPlan, OutputLayer, TrainingData};
use egui::{PointerButton, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use lab::Lab;
use window::Window;

/// Writes the four files of a data set of `classes` classes, each a bar at a place of its own, and their names.
fn folder_of(path: &Path, classes: u8, each: u32) {
    let file = |kind: u32, sizes: &[u32], body: Vec<u8>| {
        let numbers = std::iter::once(kind).chain(sizes.iter().copied()).flat_map(u32::to_be_bytes);
        numbers.chain(body).collect::<Vec<u8>>()
    };
    for (part, each) in [("train", each), ("t10k", 2)] {
        let count = u32::from(classes) * each;
        let labels: Vec<u8> = (0..count).map(|at| (at % u32::from(classes)) as u8).collect();
        let image = |&label: &u8| {
            let mut pixels = vec![0_u8; 784];
            let (row, column) = (usize::from(label) / 8 * 4, usize::from(label) % 8 * 3);
            for y in row..(row + 4).min(28) {
                pixels[y * 28 + column..y * 28 + column + 3].fill(255);
            }
            pixels
        };
        let pixels = labels.iter().flat_map(image).collect();
        fs::write(path.join(format!("{part}-images.idx3-ubyte")), file(0x803, &[count, 28, 28], pixels)).expect("room");
        fs::write(path.join(format!("{part}-labels.idx1-ubyte")), file(0x801, &[count], labels)).expect("room");
    }
    let names: Vec<String> = (0..classes).map(|class| format!("k{class}")).collect();
    fs::write(path.join("labels.txt"), names.join("\n")).expect("room");
}

/// The window with a folder of 47 classes open.
fn with_47(tab: Tab, size: [f32; 2]) -> (Lab, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    folder_of(folder.path(), 47, 12);
    let mut lab = Lab::open(tab, size);
    lab.state().settings.train.config.data.source = Collection::Folder(folder.path().to_path_buf()).into();
    lab.until("the folder is open", |state| {
        state.shared.data.as_ref().is_some_and(|data| data.names().len() == 47) && state.shared.has_images()
    });
    (lab, folder)
}

#[test]
fn images_that_the_model_does_not_know_are_told_with_what_can_be_done() {
    let (mut lab, _folder) = with_47(Tab::Train, [1280.0, 900.0]);
    lab.state().settings.train.start_from = StartFrom::CurrentModel;
    lab.harness.run_steps(3);
    let refusal = lab.state().training.refusal.clone().expect("ten outputs are too few").to_string();
    for words in ["the images show k0, k1,", "it knows 0, 1, 2, 3, 4, 5, 6, 7, 8, 9", "choose a new output layer"] {
        assert!(refusal.contains(words), "{refusal}");
    }
    lab.state().settings.train.choose_outputs(OutputLayer::New);
    lab.until("a new output layer makes it start", |state| state.training.can(TrainCommand::Start, &state.shared));
    assert!(lab.state().training.refusal.is_none());
}

#[test]
fn a_folder_of_47_classes_trains_and_is_shown_in_bars_a_matrix_and_figures() {
    let (mut lab, _folder) = with_47(Tab::Train, [1280.0, 900.0]);
    {
        let train = &mut lab.state().settings.train;
        train.start_from = StartFrom::CurrentModel;
        train.choose_outputs(OutputLayer::New);
        (train.config.epochs, train.config.learning_rate) = (12, 0.02);
        lab.state().settings.train_view = TrainView::Digits;
    }
    lab.until("it can start", |state| state.training.can(TrainCommand::Start, &state.shared));
    lab.harness.state_mut().run(Command::Train(TrainCommand::Start));
    lab.until("it is over", |state| state.training.shown().is_some_and(|run| run.result().is_some()));
    let run = lab.state().training.shown().expect("it ran");
    assert_eq!(run.labels().len(), 47);
    let started = run.history.started.clone().expect("it began");
    assert!((started.guessing_loss - 47.0_f64.ln()).abs() < 1e-9 && started.chance < 0.1, "{started:?}");
    let result = run.result().expect("it is over");
    assert!(result.test_accuracy > 0.9, "{}", result.test_accuracy);
    let model = run.model("Bars", "2026-01-01".into()).expect("it has a result");
    assert_eq!((model.card.labels.name(46_u8), model.weights.outputs(model.card.architecture)), ("k46", 47));
    // The matrix scrolls, so that its cells stay large enough to hit.
    let cell = lab.harness.get_by_role_and_label(Role::Button, "True k0, read as k1: 0 images");
    assert!(cell.rect().width() > 12.0, "{:?}", cell.rect());
    lab.harness.get_by_label_contains("Class k0: precision");

    // On the canvas the bars stand in columns.
    let predictor =
        digit_lab::model::Predictor::for_model(&model, digit_lab::model::Kernels::default()).expect("it fits");
    let current = digit_lab::app::core::shared::CurrentModel {
        model: Arc::new(model).into(),
        predictor: Arc::new(predictor),
        named: None,
        generation: 2_000,
    };
    lab.state().shared.current = Some(current);
    lab.state().settings.tab = Tab::Draw;
    lab.harness.run_steps(3);
    let place = |lab: &Lab, name: &str| {
        lab.harness.get_by_role_and_label(Role::Meter, &format!("Class {name}: nothing to read")).rect()
    };
    let (first, last) = (place(&lab, "k0"), place(&lab, "k46"));
    assert!(last.left() > first.right() - 20.0, "{first:?} {last:?}");
    assert!(last.bottom() <= 900.0 && first.height() >= 14.0, "{last:?}");

    // And its errors on the test images have a matrix of their own.
    lab.state().settings.tab = Tab::Errors;
    lab.harness.state_mut().run(Command::Evaluate(EvaluationCommand::Start));
    lab.until("they are read", |state| state.evaluation.results().is_some());
    let results = lab.state().evaluation.results().expect("they are read");
    assert_eq!((results.confusion.names().len(), results.confusion.total()), (47, 94));
}

/// A drawing's lines, put into a part of the canvas and shaken a little by `seed`.
fn at(lines: &[Vec<[f32; 2]>], (left, top, size): (f32, f32, f32), seed: u32) -> Vec<Vec<(f32, f32)>> {
    let shake = |salt: u32| (seed.wrapping_mul(2_654_435_761).wrapping_add(salt * 97) >> 20 & 255) as f32 / 255.0 - 0.5;
    let (wide, high) = (1.0 + 0.2 * shake(1), 1.0 + 0.2 * shake(2));
    let lean = 0.2 * shake(3);
    let place = |&[x, y]: &[f32; 2]| {
        let (x, y) = ((x - 0.5) * wide + lean * (0.5 - y) + 0.5, (y - 0.5) * high + 0.5);
        (left + size * (x + 0.03 * shake(4)), top + size * (y + 0.03 * shake(5)))
    };
    lines.iter().map(|line| line.iter().map(place).collect()).collect()
}

/// A straight line in steps.
fn line(from: [f32; 2], to: [f32; 2]) -> Vec<[f32; 2]> {
    (0..=14)
        .map(|step| step as f32 / 14.0)
        .map(|t| [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t])
        .collect()
}

fn sign(name: &str) -> Vec<Vec<[f32; 2]>> {
    match name {
        "+" => vec![line([0.5, 0.25], [0.5, 0.75]), line([0.25, 0.5], [0.75, 0.5])],
        "=" => vec![line([0.25, 0.42], [0.75, 0.42]), line([0.25, 0.6], [0.75, 0.6])],
        "×" => vec![line([0.3, 0.3], [0.7, 0.7]), line([0.7, 0.3], [0.3, 0.7])],
        other => panic!("no sign {other}"),
    }
}

#[test]
fn three_symbols_are_taught_and_a_sum_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = Window::open(folder.path());
    window.wait_until("a model reads", |window| window.harness.state().core.shared.current.is_some());
    let kept = |window: &Window| window.harness.state().core.own_digits.all().len();
    let mut count = 0;
    for seed in 0..8 {
        for name in ["+", "=", "×"] {
            window.draw(&at(&sign(name), (0.2, 0.2, 0.6), seed), PointerButton::Primary);
            window.click("My digits");
            window.click(&format!("Keep as a {name}"));
            count += 1;
            window.wait_until("it is kept", |window| kept(window) == count);
        }
    }
    window.click("My digits");
    window.click("Teach the model my digits");
    let config = window.harness.state().core.settings.train.config.clone();
    assert_eq!(config.output_layer, OutputLayer::Extended, "the model knows no signs yet");
    window.wait_until("it can start", |window| {
        let core = &window.harness.state().core;
        core.training.can(TrainCommand::Start, &core.shared) && core.shared.has_images()
    });
    // Less of it, so that it is quick where nothing is optimised.
    {
        let state = window.harness.state_mut().core.by_hand();
        let config = &mut state.settings.train.config;
        (config.epochs, config.limit) = (2, Some(3_000));
        config.data.split = DataPlan::holding_out(300).split;
        let data = state.shared.data.take().expect("it was waited for");
        state.shared.data = Some(TrainingData { test: Arc::new(data.test.take(300)), ..data });
    }
    window.settle();
    window.harness.get_by_label_contains("Start training").click();
    let is_over =
        |window: &Window| window.harness.state().core.training.shown().is_some_and(|run| run.result().is_some());
    // A network of five convolutions learns slowly where nothing is optimised.
    for _ in 0..60_000 {
        if is_over(&window) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
        window.harness.step();
    }
    let run = window.harness.state().core.training.shown().expect("it ran");
    assert_eq!(run.labels().names()[9..], ["9", "+", "=", "×"]);
    window.harness.state_mut().run(Command::Train(TrainCommand::Use));
    window.wait_until("the model is used", |window| window.harness.state().core.shared.labels().len() == 13);

    window.harness.state_mut().run(Command::Open(Tab::Draw));
    window.harness.state_mut().run(Command::Clear);
    window.settle();
    for (lines, place) in [
        (digits::strokes(3), (0.02, 0.3, 0.34)),
        (sign("+"), (0.36, 0.32, 0.28)),
        (digits::strokes(4), (0.64, 0.3, 0.34)),
    ] {
        window.draw(&at(&lines, place, 0), PointerButton::Primary);
    }
    window.wait_until("the sum is read", |window| window.canvas_value().replace(' ', "") == "3+4");
    window.harness.state_mut().run(Command::Clear);
    window.settle();
    for (lines, place) in [
        (digits::strokes(1), (-0.04, 0.35, 0.22)),
        (digits::strokes(2), (0.12, 0.35, 0.22)),
        (sign("+"), (0.34, 0.37, 0.18)),
        (digits::strokes(7), (0.54, 0.35, 0.22)),
        (sign("="), (0.78, 0.37, 0.18)),
    ] {
        window.draw(&at(&lines, place, 0), PointerButton::Primary);
    }
    window.wait_until("the line is read", |window| window.canvas_value().replace(' ', "") == "12+7=");
}

#[test]
fn a_symbol_is_named_and_none_is_called_like_a_digit() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = Window::open(folder.path());
    window.draw(&at(&sign("×"), (0.2, 0.2, 0.6), 1), PointerButton::Primary);
    window.click("My digits");
    window.harness.get_by_label("Name of another symbol").focus();
    window.settle();
    window.type_text("7");
    assert!(window.has("“7” is a digit: use its button above"));
    window.press(egui::Modifiers::NONE, egui::Key::Backspace);
    window.type_text("百");
    window.click("Keep as a 百");
    window.wait_until("it is kept", |window| {
        let own = &window.harness.state().core.own_digits;
        own.symbols() == [(Label::new("百").expect("a name"), 1)]
    });
    assert!(OwnDigitsCommand::palette().len() > 10);
    window.click("My digits");
    assert!(window.harness.get_all_by_label("Keep as a 百").next().is_some(), "it has a button of its own now");
    assert!(window.harness.get_by_label("Canvas").accesskit_node().value().is_some());
}
