//! The window without a screen: shell and canvas, through AccessKit, keys and pointer events.

#[path = "common/dropped.rs"]
mod dropped;
#[path = "ui/files.rs"]
mod files;
#[path = "ui/keyboard.rs"]
mod keyboard;
#[path = "ui/own_digits.rs"]
mod own_digits;
#[path = "ui/press.rs"]
mod press;
#[path = "ui/verdicts.rs"]
mod verdicts;
#[path = "common/window.rs"]
mod window;

use digit_lab::app::App;
use digit_lab::app::core::command::Command;
use digit_lab::app::core::notices::{Notice, Severity};
use digit_lab::app::core::settings::look::ThemeChoice;
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::text::Named as _;
use eframe::App as _;
use egui::{Key, Modifiers, PointerButton, Theme};
use tempfile::TempDir;
use window::{Window, seven};

const CTRL: Modifiers = Modifiers::COMMAND;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn strokes(app: &App) -> usize {
    app.core.canvas.drawing.strokes().len()
}

#[test]
fn a_drawn_digit_is_read_and_a_cleared_canvas_is_not() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    assert_eq!(window.canvas_value(), "blank");
    assert!(window.has("Digit 7: nothing to read"));

    window.draw(&seven(), PointerButton::Primary);
    window.wait_until("the network has read the drawing", |window| window.canvas_value() != "blank");
    let prediction = *window.harness.state().core.canvas.prediction().expect("it was read");
    assert!(window.canvas_value().starts_with(&prediction.class().to_string()));
    let seventh = format!("Digit 7: {}", digit_lab::text::format::confidence(prediction.probabilities[7]));
    assert!(window.has(&seventh), "{seventh}");

    window.click("Clear");
    assert_eq!(window.canvas_value(), "blank");
    assert!(window.has("Digit 7: nothing to read"));
}

/// Two vertical strokes and a seven after them.
fn one_one_seven() -> Vec<Vec<(f32, f32)>> {
    let one = |x: f32| (0..=20).map(|step| (x, 0.4 + 0.012 * step as f32)).collect();
    let seven = seven().remove(0).into_iter().map(|(x, y)| (0.4 + 0.45 * x, 0.3 + 0.43 * y)).collect();
    vec![one(0.15), one(0.32), seven]
}

#[test]
fn several_digits_are_boxed_and_read_as_a_number_and_one_digit_is_not() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.draw(&seven(), PointerButton::Primary);
    window.wait_until("the digit is read", |window| window.canvas_value() != "blank");
    assert!(window.harness.state().core.canvas.number.text().is_none());
    let as_it_is = "Your ink, cut out, shrunk to fit 20\u{a0}×\u{a0}20 pixels and centred in 28\u{a0}×\u{a0}28, as the digits of MNIST were";
    assert!(window.has(as_it_is));
    // One digit that is looked for as a number is read as it is, too.
    window.click("Number");
    window.wait_until("it is read as a number", |window| window.has("Show digit 1: 7"));
    assert!(window.has(as_it_is));
    window.click("Auto");
    window.click("Clear");

    window.draw(&one_one_seven(), PointerButton::Primary);
    window.wait_until("three digits are found", |window| window.canvas_value().replace(' ', "") == "117");
    for name in ["Show digit 1: 1", "Show digit 2: 1", "Show digit 3: 7", "Copy"] {
        assert!(window.has(name), "{name}");
    }
    let draw = &window.harness.state().core.canvas;
    let boxes: Vec<f32> = draw.number.digits().iter().map(|digit| digit.found.bounds.left).collect();
    assert!(boxes.is_sorted(), "{boxes:?}");

    // The network does not get these strokes as they are, and that is told.
    let redrawn = "One digit of several: its strokes drawn anew as wide as those of MNIST, shrunk and centred";
    assert!(window.has(redrawn));

    // What is chosen is what the bars show.
    window.click("Show digit 1: 1");
    let chosen = window.harness.state().core.canvas.number.chosen().map(|digit| digit.prediction.class());
    assert_eq!(chosen, Some(1));

    window.click("One digit");
    assert!(window.harness.state().core.canvas.number.text().is_none());
    window.click("Number");
    window.wait_until("they are found again", |window| window.canvas_value().replace(' ', "") == "117");
    window.click("Clear");
    assert_eq!(window.canvas_value(), "blank");
}

#[test]
fn every_pointer_event_between_two_frames_becomes_ink() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    let seven = seven();
    window.draw(&seven, PointerButton::Primary);
    let app = window.harness.state();
    let drawn = &app.core.canvas.drawing.strokes()[0].points;
    for (x, y) in &seven[0] {
        let nearest = drawn.iter().map(|point| (point.x - x).hypot(point.y - y)).fold(f32::INFINITY, f32::min);
        assert!(nearest < 0.01, "({x}, {y}) is missing: the nearest point is {nearest} away");
    }
}

#[test]
fn strokes_are_undone_redone_and_cleared_by_button_and_by_key() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.draw(&[vec![(0.2, 0.2), (0.8, 0.2)], vec![(0.5, 0.2), (0.5, 0.8)]], PointerButton::Primary);
    let mut counts = vec![strokes(window.harness.state())];
    let mut then = |window: &mut Window, act: &dyn Fn(&mut Window)| {
        act(window);
        counts.push(strokes(window.harness.state()));
    };
    then(&mut window, &|window| window.click("Undo"));
    then(&mut window, &|window| window.press(CTRL, Key::Z));
    then(&mut window, &|window| window.click("Redo"));
    then(&mut window, &|window| window.press(CTRL | Modifiers::SHIFT, Key::Z));
    then(&mut window, &|window| window.press(Modifiers::NONE, Key::Delete));
    then(&mut window, &|window| window.press(CTRL, Key::Z));
    then(&mut window, &|window| window.press(CTRL, Key::Z));
    then(&mut window, &|window| window.press(CTRL, Key::Y));
    assert_eq!(counts, [2, 1, 0, 1, 2, 0, 2, 1, 2]);
}

#[test]
fn the_right_button_and_the_eraser_remove_strokes() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    let lines = [vec![(0.2, 0.2), (0.8, 0.2)], vec![(0.2, 0.8), (0.8, 0.8)]];
    window.draw(&lines, PointerButton::Primary);
    window.draw(&[vec![(0.5, 0.1), (0.5, 0.3)]], PointerButton::Secondary);
    assert_eq!(strokes(window.harness.state()), 1, "the upper line is gone");

    window.press(Modifiers::NONE, Key::E);
    window.draw(&[vec![(0.5, 0.7), (0.5, 0.9)]], PointerButton::Primary);
    assert_eq!(strokes(window.harness.state()), 0, "and now the lower one");
    window.press(CTRL, Key::Z);
    assert_eq!(strokes(window.harness.state()), 1, "an erasure is one step");
}

#[test]
fn each_place_opens_by_the_rail_and_by_key() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    for &tab in Tab::ALL {
        window.click(&tab.title());
        assert_eq!(window.harness.state().core.settings.tab, tab);
    }
    for tab in Tab::ALL.iter().copied() {
        window.press(CTRL, tab.shortcut_key());
        assert_eq!(window.harness.state().core.settings.tab, tab);
    }
}

#[test]
fn the_palette_finds_a_place_by_a_few_letters() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.press(CTRL, Key::K);
    assert!(window.has("Find a command"));
    window.type_text("goerr");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.harness.state().core.settings.tab, Tab::Errors);
    assert!(!window.has("Find a command"), "the palette closes");
}

#[test]
fn letters_typed_into_the_palette_are_no_shortcuts() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    let width = window.harness.state().core.settings.pen_width;
    window.press(CTRL, Key::K);
    window.press(Modifiers::NONE, Key::CloseBracket);
    assert!((window.harness.state().core.settings.pen_width - width).abs() < f32::EPSILON);
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::NONE, Key::CloseBracket);
    assert!(window.harness.state().core.settings.pen_width > width);
}

#[test]
fn the_theme_changes_by_menu() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    for (choice, theme) in [(ThemeChoice::Dark, Theme::Dark), (ThemeChoice::Light, Theme::Light)] {
        window.click("Theme and text size");
        window.click(&choice.title());
        assert_eq!(window.harness.ctx.theme(), theme);
    }
}

#[test]
fn settings_survive_a_restart() {
    let dir = folder();
    {
        let mut window = Window::open(dir.path());
        window.press(CTRL, Key::Num2);
        window.press(CTRL, Key::Plus);
        window.click("Theme and text size");
        window.click("Dark");
        window.harness.state_mut().on_exit(None);
    }
    let window = Window::open(dir.path());
    let settings = &window.harness.state().core.settings;
    assert_eq!((settings.tab, settings.text_size, settings.theme), (Tab::Train, 110, ThemeChoice::Dark));
}

#[test]
fn settings_that_cannot_be_read_are_reported_and_left_alone() {
    for content in ["{ this is no JSON", r#"{"format": 99, "tab": "errors"}"#] {
        let dir = folder();
        let path = dir.path().join("settings.json");
        std::fs::write(&path, content).expect("a test can write its own folder");
        let mut window = Window::open(dir.path());
        let notices = window.harness.state().core.shared.notices.all();
        assert!(notices.iter().any(|notice| notice.words().contains("settings.json")), "{notices:?}");
        window.press(CTRL, Key::Num2);
        window.harness.state_mut().on_exit(None);
        assert_eq!(std::fs::read_to_string(&path).expect("it is still there"), content);
    }
}

#[test]
fn every_command_that_makes_sense_can_be_run() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    let (mut done, mut refused) = (Vec::new(), Vec::new());
    for command in Command::palette() {
        // Dialogs of the desktop have no place in a test.
        if matches!(command, Command::Ask(_)) {
            continue;
        }
        let app = window.harness.state_mut();
        if command.is_enabled(&app.core) {
            app.run(command.clone());
            window.settle();
            done.push(command);
        } else {
            refused.push(command);
        }
        // Whatever it did, nothing failed.
        let core = &window.harness.state().core;
        let faults = core.shared.notices.all().iter().filter(|notice| notice.weight == Severity::Error);
        let faults: Vec<String> = faults.map(Notice::words).collect();
        assert!(faults.is_empty(), "after {:?}: {faults:?}", done.last());
    }
    // With neither ink, runs nor digits of one's own, what needs them makes no sense; the rest does.
    for command in [Command::Open(Tab::Errors), Command::ToggleHelp, Command::LargerText, Command::ToggleMotion] {
        assert!(done.contains(&command), "{command:?}");
    }
    for command in [Command::Undo, Command::Redo, Command::Clear] {
        assert!(refused.contains(&command), "{command:?}");
    }
    assert!(done.len() > refused.len(), "{refused:?}");
}
