//! What is no digit, and the panel that says when an answer counts.

use std::time::Duration;

use digit_lab::app::core::settings::thresholds::ChosenThresholds;
use egui::accesskit::Role;
use egui::{Key, Modifiers, PointerButton};
use egui_kittest::kittest::Queryable as _;

use super::folder;
use super::window::{Window, seven};

/// Whether the answer has these words.
fn answers(window: &Window, words: &str) -> bool {
    window.harness.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn a_dot_is_no_digit_unless_one_asks_for_an_answer_all_the_same() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.draw(&[vec![(0.5, 0.5), (0.502, 0.502)]], PointerButton::Primary);
    window.wait_until("the dot is refused", |window| answers(window, "Not a digit. Too little ink"));

    window.click("Thresholds");
    let slider = "Refuse below, in per cent";
    window.harness.get_by_role_and_label(Role::Slider, slider).focus();
    window.settle();
    for _ in 0..60 {
        window.press(Modifiers::NONE, Key::ArrowLeft);
    }
    let chosen = window.harness.state().core.settings.thresholds.refuse_below;
    assert!(chosen.is_some_and(|share| share <= 0.0), "{chosen:?}");
    assert!(!answers(&window, "Not a digit"));
    window.click("Back to the model's own");
    assert_eq!(window.harness.state().core.settings.thresholds, ChosenThresholds::default());
    assert!(answers(&window, "Not a digit. Too little ink"));
}

#[test]
fn a_heart_of_two_strokes_is_no_number_and_no_digit() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    // The usual curve, in two strokes from the notch down to the tip.
    let half = |side: f32| {
        let place = |step: u8| {
            let turn = std::f32::consts::PI * f32::from(step) / 40.0;
            let height = 13.0 * turn.cos() - 5.0 * (2.0 * turn).cos() - 2.0 * (3.0 * turn).cos() - (4.0 * turn).cos();
            (0.5 + side * 0.3 * turn.sin().powi(3), 0.48 - 0.3 * height / 16.0)
        };
        (0..=40).map(place).collect::<Vec<_>>()
    };
    window.draw(&[half(-1.0), half(1.0)], PointerButton::Primary);
    let has_read_all = |window: &Window| {
        let draw = &window.harness.state().core.canvas;
        draw.number.found() > 0 && draw.prediction().is_some()
    };
    window.wait_until("both readers took it for something", has_read_all);
    window.wait_until("it is refused", |window| window.canvas_value().starts_with("Not a digit"));
    // The first half alone is refused too: what counts is what is said in the end.
    std::thread::sleep(Duration::from_millis(300));
    window.settle();
    assert!(window.canvas_value().starts_with("Not a digit"), "{}", window.canvas_value());
    assert!(answers(&window, "Not a digit. "), "panel and canvas agree");
}

#[test]
fn what_is_less_probable_than_the_person_wants_is_unsure() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.draw(&seven(), PointerButton::Primary);
    window.wait_until("it is read", |window| answers(window, "Read as 7"));
    window.harness.state_mut().core.by_hand().settings.thresholds.unsure_below = Some(1.0);
    window.settle();
    assert!(answers(&window, "7? Unsure") || answers(&window, "7 or "));
}
