//! Presses that are long, or of a hand that trembles: clicks all the same.

use digit_lab::app::core::settings::canvas::{Grid, Pressure};
use digit_lab::app::core::settings::look::ThemeChoice;
use digit_lab::app::core::settings::tab::Tab;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2};
use egui_kittest::kittest::Queryable as _;

use super::folder;
use super::window::{Window, seven};

/// Frames of a press that is longer than egui takes for a click by default: 1.5 s.
const FRAMES: usize = 45;

fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

/// Presses what has this name for a long time, with the pointer at `offset` from its middle at the end.
fn hold(window: &mut Window, name: &str, offset: Vec2) {
    let place = window.harness.get_by_label(name).rect().center();
    window.harness.event(Event::PointerMoved(place));
    window.harness.event(button(place, true));
    for frame in 0..FRAMES {
        window.harness.event(Event::PointerMoved(place + offset * ((frame % 2) as f32)));
        window.harness.step();
    }
    window.harness.event(Event::PointerMoved(place + offset));
    window.harness.event(button(place + offset, false));
    window.harness.step();
    window.harness.event(Event::PointerGone);
    window.settle();
}

const STILL: Vec2 = Vec2::ZERO;
/// Farther than egui's default for a click.
const TREMBLING: Vec2 = Vec2::new(8.0, 2.0);

#[test]
fn long_and_trembling_presses_count_on_every_kind_of_control() {
    for offset in [STILL, TREMBLING] {
        let dir = folder();
        let mut window = Window::open(dir.path());
        window.draw(&seven(), PointerButton::Primary);
        // A button of a tool bar.
        hold(&mut window, "Undo", offset);
        assert!(window.harness.state().core.canvas.drawing.is_empty(), "{offset:?}");
        // A button that opens a menu, a box to tick in it, and the button again to close it.
        hold(&mut window, "Options", offset);
        hold(&mut window, "Pressure widens the ink", offset);
        assert_eq!(window.harness.state().core.settings.canvas.pressure, Pressure::Ignored, "{offset:?}");
        hold(&mut window, "Grid", offset);
        assert_eq!(window.harness.state().core.settings.canvas.grid, Grid::Shown, "{offset:?}");
        hold(&mut window, "Options", offset);
        assert!(!window.has("Pressure widens the ink"));
        // An entry of a menu.
        hold(&mut window, "Theme and text size", offset);
        hold(&mut window, "Dark", offset);
        assert_eq!(window.harness.state().core.settings.theme, ThemeChoice::Dark, "{offset:?}");
        window.press(Modifiers::NONE, Key::Escape);
        // A tab.
        hold(&mut window, "Train", offset);
        assert_eq!(window.harness.state().core.settings.tab, Tab::Train, "{offset:?}");
        // A row of the palette.
        window.press(Modifiers::COMMAND, Key::K);
        hold(&mut window, "Go to Draw", offset);
        assert_eq!(window.harness.state().core.settings.tab, Tab::Draw, "{offset:?}");
    }
}

#[test]
fn a_press_that_ends_beside_its_control_is_no_click() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.draw(&seven(), PointerButton::Primary);
    hold(&mut window, "Undo", Vec2::new(0.0, -60.0));
    assert!(!window.harness.state().core.canvas.drawing.is_empty());
}
