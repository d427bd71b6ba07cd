//! The middle of the Draw tab: the network opened up, one operation by hand, what can be switched off.

#[expect(dead_code, reason = "the other tests of the window use the rest")]
#[path = "common/window.rs"]
mod window;

use std::path::Path;
use std::sync::Arc;

use digit_lab::app::core::command::Command;
use digit_lab::app::core::inside::command::InsideCommand;
use digit_lab::app::core::inside::place::{Depth, Pictures, Spot};
use digit_lab::app::core::inside::player::Play;
use digit_lab::app::core::inside::working::{ByHand, Numbers, is_before_relu};
use digit_lab::app::core::settings::inside::{InsideView, Stage};
use digit_lab::model::worked::{Operation, number, probability};
use digit_lab::model::{Arch, Layer, Model, Weights};
use digit_lab::text::Named as _;
use egui::accesskit::Role;
use egui::{Key, Modifiers, PointerButton};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tempfile::TempDir;
use window::{Window, seven};

const NONE: Modifiers = Modifiers::NONE;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn run(window: &mut Window, command: InsideCommand) {
    window.harness.state_mut().run(Command::Inside(command));
    window.settle();
}

/// The Draw tab with a seven on the canvas and its middle open.
fn open(dir: &Path) -> Window {
    let mut window = Window::open(dir);
    window.draw(&seven(), PointerButton::Primary);
    window.wait_until("the digit is read", |window| window.canvas_value() != "blank");
    window.press(NONE, Key::I);
    looked(&mut window);
    window
}

/// Waits until every number is there.
fn looked(window: &mut Window) {
    window.wait_until("the network was looked into", |window| window.harness.state().core.inside.look().is_some());
    window.settle();
}

#[test]
fn the_key_opens_the_network_and_it_stays_open() {
    let dir = folder();
    let mut window = open(dir.path());
    let core = &window.harness.state().core;
    let anatomy = core.inside.anatomy().expect("a model is loaded").clone();
    assert_eq!((anatomy.arch, core.settings.inside.stage), (Arch::Conv5, Stage::Open));
    for part in &anatomy.parts {
        let begins = format!("{}: {}", part.name, part.output);
        let is_named = |name: Option<String>| name.is_some_and(|name| name.starts_with(&begins));
        let found = window.harness.get_all_by_role(Role::Button).any(|node| is_named(node.accesskit_node().label()));
        assert!(found, "{begins}");
    }
    assert_eq!(window.canvas_value().chars().next(), Some('7'), "the drawing is still read");
    window.click("Close the network");
    assert_eq!(window.harness.state().core.settings.inside.stage, Stage::Closed);
}

#[test]
fn one_looks_from_the_network_to_a_number_and_back() {
    let dir = folder();
    let mut window = open(dir.path());
    let spoken = window
        .harness
        .get_all_by_role(Role::Button)
        .find_map(|node| node.accesskit_node().label().filter(|name| name.starts_with("conv1")))
        .expect("the first stage is there");
    window.click(&spoken);
    let depth = |window: &Window| window.harness.state().core.inside.depth;
    assert_eq!(depth(&window), Depth::Stage);
    let map = window
        .harness
        .get_all_by_role(Role::Button)
        .find_map(|node| node.accesskit_node().label().filter(|name| name.starts_with("Map 5:")))
        .expect("its maps are there");
    window.click(&map);
    assert_eq!((depth(&window), window.harness.state().core.inside.spot.map), (Depth::Map, 4));
    let large = window
        .harness
        .get_all_by_role(Role::Image)
        .find_map(|node| node.accesskit_node().label().filter(|name| name.starts_with("Map 5:")))
        .expect("the map is there");
    window.harness.get_by_role_and_label(Role::Image, &large).click();
    window.settle();
    assert_eq!(depth(&window), Depth::Number);
    for expected in [Depth::Map, Depth::Stage, Depth::Network] {
        window.press(NONE, Key::Escape);
        assert_eq!(depth(&window), expected);
    }
}

/// Whether a screen reader hears `words` somewhere; the text of a label is its value.
fn is_said(window: &Window, words: &str) -> bool {
    let mut labels = window.harness.get_all_by_role(Role::Label);
    labels.any(|node| node.accesskit_node().value().is_some_and(|said| said.contains(words)))
}

/// Plays every operation of the network to its end by the names of its controls, and holds what is said to the network.
fn by_hand(window: &mut Window, expected: &[Operation]) {
    run(window, InsideCommand::Show(InsideView::ByHand));
    let anatomy = window.harness.state().core.inside.anatomy().expect("a model is loaded").clone();
    assert_eq!(ByHand::operations(&anatomy), expected);
    for &operation in expected {
        run(window, InsideCommand::Operate(operation));
        let lines = {
            let scene = window.harness.state().core.inside.scene().expect("there is ink");
            assert_eq!(scene.operation, operation);
            scene.working.lines.clone()
        };
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                window.click("Next step");
            }
            let formula = line.formula();
            assert!(is_said(window, &formula), "{}: {formula}", operation.title());
        }
        window.click("Last step");
        // What is said is of the frame before.
        window.settle();
        let core = &window.harness.state().core;
        let scene = core.inside.scene().expect("there is ink");
        assert_eq!(core.inside.working.player.step() + 1, scene.length.steps());
        if let (Some(layer), Some(look)) = (scene.layer, core.inside.look()) {
            let given = if is_before_relu(&anatomy, layer) { layer + 1 } else { layer };
            let computed = f64::from(look.outputs[given][scene.place]);
            assert!((scene.working.result - computed).abs() <= 1e-5 * computed.abs().max(1.0), "{}", operation.title());
        }
        let written = if operation == Operation::CrossEntropy { probability } else { number };
        let result = format!("result: {}", written(scene.working.result));
        if operation != Operation::Softmax {
            assert!(is_said(window, &result), "{}: {result}", operation.title());
        }
    }
}

#[test]
fn every_operation_of_a_convolutional_network_plays_to_its_end() {
    let dir = folder();
    let mut window = open(dir.path());
    by_hand(
        &mut window,
        &[
            Operation::Convolution,
            Operation::MaxPooling,
            Operation::BatchNorm,
            Operation::Dense,
            Operation::Softmax,
            Operation::CrossEntropy,
        ],
    );
}

#[test]
fn stride_and_padding_are_said_and_their_zeros_take_part() {
    let dir = folder();
    let mut window = open(dir.path());
    let current = window.harness.state_mut().core.by_hand().shared.current.as_mut().expect("it is loaded");
    let mut model = Model::clone(current.model.network().expect("it is a network"));
    (model.card.architecture, model.weights) = (Arch::ResNet20, Weights::fresh(Arch::ResNet20, 1));
    (current.model, current.generation) = (Arc::new(model).into(), current.generation + 1_000);
    window.wait_until("the deep network is there", |window| {
        window.harness.state().core.inside.anatomy().is_some_and(|anatomy| anatomy.arch == Arch::ResNet20)
    });
    looked(&mut window);
    by_hand(
        &mut window,
        &[Operation::Convolution, Operation::BatchNorm, Operation::Dense, Operation::Softmax, Operation::CrossEntropy],
    );
    let anatomy = window.harness.state().core.inside.anatomy().expect("a model is loaded").clone();
    let is_strided = |layer: Layer| matches!(layer, Layer::Conv2d { kernel: 3, stride: 2, padding: 1, .. });
    let strided = anatomy.layers.iter().position(|layer| is_strided(layer.layer)).expect("it has one");
    run(&mut window, InsideCommand::Operate(Operation::Convolution));
    run(&mut window, InsideCommand::OperateOn(strided));
    run(&mut window, InsideCommand::Pick(0));
    assert!(window.has("The window of 3 × 3 moves by 2 (stride); around the input 1 ring of zeros (padding)"));
    let scene = window.harness.state().core.inside.scene().expect("there is ink");
    let line = &scene.working.lines[0];
    assert_eq!(line.terms.iter().filter(|term| term.from.is_none()).count(), 5, "at the corner");
    assert!(line.formula().starts_with("0 × "), "{}", line.formula());
}

#[test]
fn attention_plays_to_its_end_and_its_heads_can_be_switched_off() {
    let dir = folder();
    let mut window = open(dir.path());
    window.harness.state_mut().run(Command::UseModel("vit7".into()));
    window.wait_until("the transformer is loaded", |window| {
        window.harness.state().core.inside.anatomy().is_some_and(|anatomy| anatomy.arch == Arch::Vit7)
    });
    looked(&mut window);
    by_hand(
        &mut window,
        &[Operation::Dense, Operation::Softmax, Operation::CrossEntropy, Operation::Attention, Operation::LayerNorm],
    );
    let logits = |window: &Window| window.harness.state().core.inside.look().map(|look| look.prediction.logits);
    let before = logits(&window);
    run(&mut window, InsideCommand::Show(InsideView::Layers));
    window.click("Shuffle patches");
    window.wait_until("the answer follows", |window| logits(window) != before);
    window.click("All on again");
    window.wait_until("it is as before", |window| logits(window) == before);
}

#[test]
fn the_textbooks_numbers_are_worked_out_in_the_view() {
    let dir = folder();
    let mut window = open(dir.path());
    let softmax = [
        "e^(1.00) = 2.72",
        "e^(2.00) = 7.39",
        "e^(3.00) = 20.09",
        "2.72 + 7.39 + 20.09 = 30.19",
        "2.72 / 30.19 = 0.090",
        "7.39 / 30.19 = 0.245",
        "20.09 / 30.19 = 0.665",
    ];
    let cross_entropy = ["p = 0.500", "−ln(0.500) = 0.693"];
    for (operation, all) in [(Operation::Softmax, &softmax[..]), (Operation::CrossEntropy, &cross_entropy)] {
        run(&mut window, InsideCommand::Operate(operation));
        window.click("Textbook");
        assert_eq!(window.harness.state().core.inside.working.numbers, Numbers::Textbook);
        window.click("First step");
        for (at, said) in all.iter().enumerate() {
            if at > 0 {
                window.click("Next step");
            }
            assert!(is_said(&window, said), "{said}");
        }
        let steps = window.harness.state().core.inside.scene().map(|scene| scene.length.steps());
        assert_eq!(steps, Some(all.len()), "nothing is left out");
    }
    assert!(window.has("3 is right: probability 0.500") && window.has("1 is right: probability 0.200"));
}

#[test]
fn the_place_that_was_zoomed_to_is_worked_out_and_found_again() {
    let dir = folder();
    let mut window = open(dir.path());
    let spot = Spot { part: 2, map: 3, at: 40 };
    run(&mut window, InsideCommand::Go(Depth::Number, spot));
    window.click("Work it out by hand");
    let place = |window: &Window| {
        let scene = window.harness.state().core.inside.scene().expect("there is ink");
        (scene.layer, scene.place)
    };
    let found = {
        let anatomy = window.harness.state().core.inside.anatomy().expect("a model is loaded");
        let part = &anatomy.parts[spot.part];
        (Some(part.first()), spot.map * Pictures::of(part.output).size() + spot.at)
    };
    assert_eq!(place(&window), found);
    window.click("Next step");
    let step = |window: &Window| window.harness.state().core.inside.working.player.step();
    // Another view, another operation, the tab closed: it is where it was left.
    run(&mut window, InsideCommand::Show(InsideView::Why));
    run(&mut window, InsideCommand::Show(InsideView::ByHand));
    assert_eq!((place(&window), step(&window)), (found, 1));
    let operation = window.harness.state().core.inside.scene().expect("there is ink").operation;
    run(&mut window, InsideCommand::Operate(Operation::Softmax));
    run(&mut window, InsideCommand::Operate(operation));
    assert_eq!((place(&window), step(&window)), (found, 1));
    run(&mut window, InsideCommand::Toggle);
    run(&mut window, InsideCommand::Toggle);
    assert_eq!((place(&window), step(&window)), (found, 1));
    // And the row of layers follows what was picked by hand.
    run(&mut window, InsideCommand::Pick(found.1 + 1));
    run(&mut window, InsideCommand::Show(InsideView::Layers));
    let inside = &window.harness.state().core.inside;
    assert_eq!((inside.depth, inside.spot), (Depth::Number, Spot { at: 41, ..spot }));
}

#[test]
fn playing_goes_on_by_itself_and_holds_at_the_end() {
    let dir = folder();
    let mut window = open(dir.path());
    run(&mut window, InsideCommand::Operate(Operation::MaxPooling));
    window.press(NONE, Key::K);
    window.wait_until("it has come to its end", |window| {
        let inside = &window.harness.state().core.inside;
        let steps = inside.scene().map_or(0, |scene| scene.length.steps());
        inside.working.player.step() + 1 == steps
    });
}

#[test]
fn a_blank_canvas_and_broken_weights_are_told_in_a_sentence() {
    let dir = folder();
    let mut window = open(dir.path());
    run(&mut window, InsideCommand::Show(InsideView::ByHand));
    window.harness.state_mut().run(Command::Clear);
    window.settle();
    assert!(window.has("Draw a digit at the left, and its numbers appear here"));
}

#[test]
fn the_arrows_move_the_picked_pixel_and_space_plays_while_the_figure_has_the_focus() {
    let dir = folder();
    let mut window = open(dir.path());
    run(&mut window, InsideCommand::Operate(Operation::Convolution));
    // It begins at the top left.
    window.click("Output, at row 1, column 1");
    let at = |window: &Window, row: usize, column: usize| window.has(&format!("Output, at row {row}, column {column}"));
    window.harness.get_by_label_contains("Output, at row").focus();
    window.settle();
    run(&mut window, InsideCommand::Pick(0));
    assert!(at(&window, 1, 1));
    for (key, row, column) in [
        (Key::ArrowRight, 1, 2),
        (Key::ArrowDown, 2, 2),
        (Key::ArrowLeft, 2, 1),
        (Key::ArrowLeft, 2, 1),
        (Key::ArrowUp, 1, 1),
    ] {
        window.press(NONE, key);
        assert!(at(&window, row, column), "{key:?}");
    }
    window.press(NONE, Key::Space);
    assert_eq!(window.harness.state().core.inside.working.player.play, Play::Plays);
}

#[test]
fn the_first_step_is_at_the_top_left_and_another_map_can_be_picked() {
    let dir = folder();
    let mut window = open(dir.path());
    run(&mut window, InsideCommand::Operate(Operation::Convolution));
    let anatomy = window.harness.state().core.inside.anatomy().expect("a model is loaded").clone();
    let place = |window: &Window| window.harness.state().core.inside.scene().expect("there is ink").place;
    let layer = window.harness.state().core.inside.scene().and_then(|scene| scene.layer).expect("of a layer");
    let digit_lab::model::Shape::Map { height, width, .. } = anatomy.layers[layer].output else {
        panic!("a convolution gives maps");
    };
    let size = height * width;
    assert_eq!(place(&window) % size, 0);
    let map = place(&window) / size;
    let slider = window.harness.get_by_role_and_label(Role::Slider, "Which output map");
    slider.focus();
    window.settle();
    window.press(NONE, Key::ArrowRight);
    assert_eq!(place(&window), (map + 1) * size);
}
