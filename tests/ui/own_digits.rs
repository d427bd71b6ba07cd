//! Digits of one's own: drawn, labelled, kept, taken out, and taught to the model.

use digit_lab::app::core::notices::Severity;
use digit_lab::app::core::settings::Settings;
use digit_lab::app::core::settings::setup::StartFrom;
use digit_lab::train::Collection;
use egui::{Key, Modifiers, PointerButton};

use super::{CTRL, folder, seven, strokes};
use crate::window::Window;

/// The lines of the file that are there.
fn lines(dir: &std::path::Path) -> Vec<String> {
    let text = std::fs::read_to_string(dir.join("my digits.jsonl")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn kept(window: &Window) -> Vec<u8> {
    window.harness.state().core.own_digits.all().iter().filter_map(|digit| digit.label.as_digit()).collect()
}

#[test]
fn a_drawing_is_kept_by_the_key_of_its_digit_and_the_canvas_is_free_for_the_next() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.press(Modifiers::NONE, Key::Num7);
    assert!(kept(&window).is_empty(), "there is nothing to keep");
    for count in 1..=2 {
        window.draw(&seven(), PointerButton::Primary);
        window.press(Modifiers::NONE, Key::Num7);
        window.wait_until("it is on the disk, and said to be", |window| kept(window).len() == count);
        assert_eq!((lines(dir.path()).len(), strokes(window.harness.state())), (count, 0));
    }
    assert!(lines(dir.path()).iter().all(|line| line.starts_with("{\"label\":7,")));
    window.press(CTRL, Key::Z);
    assert_eq!(strokes(window.harness.state()), 1, "the ink comes back");
    drop(window);

    let mut again = Window::open(dir.path());
    again.wait_until("they are read at the next start", |window| kept(window) == [7, 7]);
}

#[test]
fn several_digits_are_not_kept_as_one() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.draw(&super::one_one_seven(), PointerButton::Primary);
    window.wait_until("three digits are found", |window| window.canvas_value().replace(' ', "") == "117");
    window.press(Modifiers::NONE, Key::Num7);
    assert_eq!((kept(&window), strokes(window.harness.state())), (Vec::new(), 3));
}

#[test]
fn a_digit_that_cannot_be_written_is_told_and_not_shown_as_kept() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    // Nothing can be written where a folder is.
    std::fs::create_dir(dir.path().join("my digits.jsonl")).expect("there is room");
    window.draw(&seven(), PointerButton::Primary);
    window.press(Modifiers::NONE, Key::Num7);
    window.wait_until("it is told", |window| {
        let notices = window.harness.state().core.shared.notices.all();
        notices.iter().any(|notice| notice.words().starts_with("Error: your own digits could not be written"))
    });
    window.wait_until("the list is what is on the disk", |window| kept(window).is_empty());
    let notices = window.harness.state().core.shared.notices.all();
    assert!(notices.iter().all(|notice| notice.weight != Severity::Done), "nothing is said to be kept: {notices:?}");
    assert_eq!(strokes(window.harness.state()), 1, "the ink stays");

    std::fs::remove_dir(dir.path().join("my digits.jsonl")).expect("it is there");
    window.press(Modifiers::NONE, Key::Num7);
    window.wait_until("it is kept once there is room", |window| kept(window) == [7]);
    assert_eq!((lines(dir.path()).len(), strokes(window.harness.state())), (1, 0));
}

#[test]
fn a_kept_digit_is_taken_out_and_brought_back() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.draw(&seven(), PointerButton::Primary);
    window.click("My digits");
    window.click("Keep as a 1");
    window.wait_until("it is kept", |window| kept(window) == [1]);
    window.draw(&seven(), PointerButton::Primary);
    window.press(Modifiers::NONE, Key::Num7);
    window.wait_until("it is kept", |window| kept(window) == [1, 7]);
    window.click("My digits");
    window.click("Your 1, number 1; take it out");
    window.wait_until("it is taken out", |window| kept(window) == [7]);
    assert_eq!(lines(dir.path()).len(), 1);
    window.click("Bring the digit back");
    window.wait_until("it is back", |window| kept(window) == [7, 1]);
    assert_eq!(lines(dir.path()).len(), 2);
}

#[test]
fn the_model_is_taught_ones_own_digits_with_mnist_beside_them() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.draw(&seven(), PointerButton::Primary);
    window.press(Modifiers::NONE, Key::Num7);
    window.wait_until("it is kept", |window| kept(window) == [7]);
    window.click("My digits");
    window.click("Teach the model my digits");
    let settings: &Settings = &window.harness.state().core.settings;
    assert_eq!(settings.train.start_from, StartFrom::CurrentModel);
    let source = settings.train.config.data.source.clone();
    assert_eq!(source.from, Collection::Mnist);
    let own = Collection::Ink(std::path::absolute(dir.path().join("my digits.jsonl")).expect("a path"));
    assert_eq!(source.mixed_with.map(|mix| mix.with), Some(own));
    let images = |window: &Window| window.harness.state().core.shared.data.as_ref().map(|data| data.train.len());
    window.wait_until("the mix is open", |window| images(window) == Some(60_001));

    // One more is drawn: the images follow.
    window.press(CTRL, Key::Num1);
    window.draw(&seven(), PointerButton::Primary);
    window.press(Modifiers::NONE, Key::Num2);
    window.wait_until("the mix is opened again", |window| images(window) == Some(60_002));
}

#[test]
fn the_digits_that_were_kept_are_offered_as_images_to_train_on() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.draw(&seven(), PointerButton::Primary);
    window.press(Modifiers::NONE, Key::Num7);
    window.wait_until("it is kept", |window| kept(window) == [7]);
    window.press(CTRL, Key::Num2);
    window.click("Images");
    window.click("Source");
    window.click("1 digit I kept");
    let own = Collection::Ink(std::path::absolute(dir.path().join("my digits.jsonl")).expect("a path"));
    let source = |window: &Window| window.harness.state().core.settings.train.config.data.source.clone();
    assert_eq!(source(&window).from, own);
    window.wait_until("they are open", |window| {
        let data = &window.harness.state().core.shared.data;
        data.as_ref().is_some_and(|data| data.train.labels() == [7])
    });
}
