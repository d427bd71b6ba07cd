//! The strip of the normaliser's steps: what it shows, what each switch does to the reading, and how one gets back.

#[expect(dead_code, reason = "the other tests of the window use the rest")]
#[path = "common/window.rs"]
mod window;

use std::path::Path;

use digit_lab::app::App;
use digit_lab::app::core::settings::canvas::Steps;
use digit_lab::data::Image;
use digit_lab::ink::normalise::stages::{Omitted, Source, Stage, Step, input};
use digit_lab::model::{Kernels, Predictor};
use digit_lab::store::folders::DataDir;
use digit_lab::store::models;
use digit_lab::text::{Language, Named as _};
use eframe::App as _;
use egui::accesskit::Role;
use egui::{Key, Modifiers, PointerButton, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;
use window::{Window, seven};

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

/// A seven of a quarter of the canvas, near its upper left corner.
fn small_seven() -> Vec<Vec<(f32, f32)>> {
    seven().into_iter().map(|stroke| stroke.into_iter().map(|(x, y)| (0.3 * x, 0.3 * y)).collect()).collect()
}

fn open_with_seven(dir: &Path) -> Window {
    let mut window = Window::open(dir);
    // As thick for its size as the usual pen on a large digit.
    window.harness.state_mut().core.by_hand().settings.pen_width = 0.027;
    window.draw(&small_seven(), PointerButton::Primary);
    window.wait_until("the digit is read", |window| window.canvas_value() != "blank");
    window.press(Modifiers::NONE, Key::N);
    window
}

fn seen(window: &Window) -> Image {
    window.harness.state().core.canvas.seen().clone()
}

fn switch(window: &mut Window, step: Step) {
    window.harness.get_by_role_and_label(Role::CheckBox, &step.title()).click();
    window.settle();
}

/// What the canvas's ink is to the network without `omitted`.
fn expected(window: &Window, omitted: Omitted) -> Image {
    input(&Source::of_strokes(window.harness.state().core.canvas.drawing.strokes()), omitted)
}

#[test]
fn every_stage_has_its_picture_and_every_step_its_switch() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    assert!(!window.has("From ink to network"), "it is hidden at first");
    window.click("Steps");
    for &stage in Stage::ALL {
        window.harness.get_by_role_and_label(Role::Image, &format!("{}: nothing yet", stage.title()));
    }
    assert!(window.has("Draw something, and each step appears here"));
    window.draw(&seven(), PointerButton::Primary);
    window.settle();
    for (stage, size) in [(Stage::Strokes, 280), (Stage::Box, 160), (Stage::Shrunk, 20), (Stage::Mass, 20)]
        .into_iter()
        .chain([(Stage::Placed, 28), (Stage::Input, 28)])
    {
        let name = format!("{}: {size} by {size} pixels", stage.title());
        window.harness.get_by_role_and_label(Role::Image, &name);
    }
    for &step in Step::ALL {
        window.harness.get_by_role_and_label(Role::CheckBox, &step.title());
    }
    window.click("Hide the steps");
    assert!(!window.has("From ink to network"));
}

#[test]
fn without_a_step_the_network_reads_the_picture_made_without_it_and_with_it_again() {
    let dir = folder();
    let mut window = open_with_seven(dir.path());
    let model = models::default_model().expect("it is in the program");
    let predictor = Predictor::for_model(&model, Kernels::default()).expect("its weights fit");
    let before = *window.harness.state().core.canvas.prediction().expect("it was read");
    for &step in Step::ALL {
        switch(&mut window, step);
        let omitted = Omitted::NONE.toggled(step);
        assert_eq!(seen(&window), expected(&window, omitted), "{step:?}");
        let read = predictor.predict(&seen(&window)).expect("it reads");
        window.wait_until("the picture is read", |window| {
            window.harness.state().core.canvas.prediction().is_some_and(|now| now.class() == read.class())
        });
        if seen(&window) != expected(&window, Omitted::NONE) {
            window.wait_until("the bars change", |window| {
                window.harness.state().core.canvas.prediction().is_some_and(|now| *now != before)
            });
        }
        assert!(window.has(&format!("Read without the step “{}”", step.title())), "{step:?}");
        window.click("Switch on again");
        assert_eq!(seen(&window), expected(&window, Omitted::NONE), "{step:?}");
        window.wait_until("it is read as before", |window| {
            window.harness.state().core.canvas.prediction() == Some(&before)
        });
    }
}

#[test]
fn a_small_digit_is_lost_without_cutting_it_out() {
    let dir = folder();
    let mut window = open_with_seven(dir.path());
    window.wait_until("it is a seven", |window| window.canvas_value().starts_with('7'));
    switch(&mut window, Step::CutOut);
    let is_sure = |window: &Window| {
        let read = window.harness.state().core.canvas.prediction();
        read.is_some_and(|read| read.class() == 7 && read.confidence() > 0.9)
    };
    window.wait_until("the complaint appears", |window| !is_sure(window));
    window.click("All steps on");
    window.wait_until("and disappears", is_sure);
}

#[test]
fn one_button_takes_all_steps_again_and_is_off_while_there_is_nothing_to_do() {
    let dir = folder();
    let mut window = open_with_seven(dir.path());
    switch(&mut window, Step::Centre);
    switch(&mut window, Step::Margin);
    assert!(window.has("Read without 2 steps: Centre, Leave a margin"));
    assert!(window.has("28\u{a0}×\u{a0}28, no margin"));
    window.click("All steps on");
    assert_eq!(window.harness.state().core.canvas.omitted, Omitted::NONE);
    assert!(!window.has("Switch on again"));
}

#[test]
fn the_strip_is_remembered_and_its_switches_are_not() {
    let dir = folder();
    {
        let mut window = open_with_seven(dir.path());
        switch(&mut window, Step::Polarity);
        assert_ne!(window.harness.state().core.canvas.omitted, Omitted::NONE);
        window.harness.state_mut().on_exit(None);
    }
    let window = Window::open(dir.path());
    let state = &window.harness.state().core;
    assert_eq!((state.settings.canvas.steps, state.canvas.omitted), (Steps::Shown, Omitted::NONE));
    assert!(window.has("From ink to network"));
}

#[test]
fn the_reading_stays_without_the_step_while_one_draws_on_and_steps_back() {
    let dir = folder();
    let mut window = open_with_seven(dir.path());
    switch(&mut window, Step::Proportions);
    let omitted = Omitted::NONE.toggled(Step::Proportions);
    window.draw(&[vec![(0.1, 0.2), (0.3, 0.2)]], PointerButton::Primary);
    window.settle();
    assert_eq!(seen(&window), expected(&window, omitted));
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(seen(&window), expected(&window, omitted));
    window.click("Clear");
    assert!(seen(&window).is_blank());
    assert_eq!(window.canvas_value(), "blank");
}

#[test]
fn several_digits_are_one_while_a_step_is_left_out() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    let bar = |x: f32| (0..=20).map(|step| (x, 0.3 + 0.02 * step as f32)).collect::<Vec<_>>();
    window.draw(&[bar(0.3), bar(0.7)], PointerButton::Primary);
    window.wait_until("two digits are found", |window| window.canvas_value() == "11");
    window.click("Steps");
    assert!(window.has("Several digits are read one by one; these are the steps of all ink as one digit"));
    switch(&mut window, Step::Centre);
    window.wait_until("they are one", |window| window.canvas_value() == "Not a digit: several shapes");
    window.click("All steps on");
    window.wait_until("they are two again", |window| window.canvas_value() == "11");
}

/// Where what has this name is, of those that have it the first.
fn rect_of(window: &Window, name: &str) -> Rect {
    window.harness.get_by_label(name).rect()
}

#[test]
fn the_strip_covers_neither_canvas_nor_tools_in_windows_of_any_size() {
    let sizes = [([1024.0, 700.0], 100), ([1366.0, 768.0], 125), ([1920.0, 1080.0], 100), ([1920.0, 1080.0], 200)];
    for (size, text) in sizes.into_iter().chain([([1024.0, 700.0], 150), ([1024.0, 700.0], 300)]) {
        let dir = folder();
        let data = DataDir::new(Some(dir.path().to_path_buf()));
        let harness = Harness::builder().with_size(size).build_eframe(move |context| {
            let mut app = App::new(&context.egui_ctx, data, Some(Language::English));
            app.core.edit(|settings| settings.text_size = text);
            app.core.edit(|settings| settings.canvas.steps = Steps::Shown);
            app
        });
        let mut window = Window { harness };
        window.settle();
        let room = window.harness.ctx.content_rect();
        let strip = rect_of(&window, "From ink to network");
        for name in ["Pen", "Eraser", "Undo", "Canvas"] {
            let rect = rect_of(&window, name);
            assert!(!rect.intersects(strip), "{name} at {rect:?}, {strip:?} in {size:?} at {text} %");
            assert!(room.contains_rect(rect), "{name} at {rect:?} in {room:?}, {size:?} at {text} %");
            let is_above = rect.bottom() <= strip.top();
            assert!(
                is_above || strip.left() >= rect.right() || strip.top() > room.bottom(),
                "{name} {size:?} {text} %"
            );
        }
        for &stage in Stage::ALL {
            let picture = rect_of(&window, &format!("{}: nothing yet", stage.title()));
            assert!(picture.top() > strip.top(), "{stage:?} in {size:?} at {text} %");
        }
    }
}
