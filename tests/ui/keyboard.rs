//! The window by keys alone: the order of Tab, where the focus goes, and the page of help.

use digit_lab::app::core::command::Command;
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::ui::shortcuts;
use digit_lab::text::{Language, Named as _};
use egui::{FontFamily, FontId, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::folder;
use super::window::Window;

const NONE: Modifiers = Modifiers::NONE;

/// What has the focus, by name.
fn focused(window: &Window) -> Option<String> {
    let ids = window.harness.ctx.memory(egui::Memory::focused)?;
    let found = window.harness.root().children_recursive().find(|node| node.accesskit_node().is_focused());
    let found = found.unwrap_or_else(|| panic!("{ids:?} has the focus and no node"));
    found.accesskit_node().label()
}

/// Presses Tab until what has this name has the focus.
fn tab_to(window: &mut Window, name: &str) {
    for _ in 0..40 {
        if focused(window).as_deref() == Some(name) {
            return;
        }
        window.press(NONE, Key::Tab);
    }
    panic!("Tab does not come to {name}");
}

#[test]
fn tab_goes_through_rail_and_top_bar_in_the_order_in_which_they_are_seen() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.wait_until("nothing is done in the background", |window| {
        let core = &window.harness.state().core;
        core.shared.current.is_some() && core.shared.data.is_some() && core.activities().is_empty()
    });
    let mut stops = Vec::new();
    // Places, help, palette, and the four of the top bar.
    for _ in 0..Tab::ALL.len() + 6 {
        window.press(NONE, Key::Tab);
        let stop = focused(&window).expect("there is something at every stop");
        let place = window.harness.get_by_label(&stop).rect();
        assert!(place.is_positive(), "{stop} cannot be seen");
        stops.push(stop);
    }
    let [help, palette] = [Command::ToggleHelp, Command::TogglePalette].map(|command| command.info().label.to_string());
    let mut expected: Vec<String> = Tab::ALL.iter().map(|tab| tab.title().into_owned()).collect();
    expected.extend([help, palette]);
    let top_bar = stops.split_off(expected.len());
    assert_eq!(stops, expected);
    assert!(top_bar[0].starts_with("Current model: "), "{top_bar:?}");
    assert_eq!(top_bar[1..], ["Messages", "Theme and text size", "Full screen"]);
}

#[test]
fn escape_gives_the_focus_back_to_what_opened_a_menu_or_the_palette() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    tab_to(&mut window, "Theme and text size");
    window.press(NONE, Key::Enter);
    assert!(window.has("Dark"), "the menu is open");
    window.press(NONE, Key::Escape);
    assert!(!window.has("Dark"));
    assert_eq!(focused(&window).as_deref(), Some("Theme and text size"));

    window.press(Modifiers::COMMAND, Key::K);
    assert!(window.has("Find a command"));
    window.press(NONE, Key::Escape);
    assert_eq!(focused(&window).as_deref(), Some("Theme and text size"));
    window.press(NONE, Key::Tab);
    assert_eq!(focused(&window).as_deref(), Some("Full screen"));
}

#[test]
fn help_is_found_by_its_word_and_tells_of_every_tab_and_every_key() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.press(Modifiers::COMMAND, Key::K);
    window.type_text("help");
    window.press(NONE, Key::Enter);
    for tab in Tab::ALL {
        let title = tab.title();
        let headings = window.harness.query_all_by_role(egui::accesskit::Role::Heading);
        assert!(headings.filter_map(|node| node.accesskit_node().label()).any(|label| label.ends_with(&*title)));
    }
    for command in Command::palette() {
        let info = command.info();
        let keys = shortcuts::all_printed(&window.harness.ctx, &info);
        if !keys.is_empty() {
            let label = info.label.to_string();
            assert!(window.harness.query_all_by_label(&label).next().is_some(), "{label} is missing");
            assert!(window.harness.query_all_by_label(&keys).next().is_some(), "{keys} is missing");
        }
    }
    window.press(NONE, Key::Escape);
    assert!(!window.has("Keys in every tab"));
    window.press(NONE, Key::F1);
    assert!(window.has("Keys in every tab"));
    window.press(NONE, Key::F1);
    assert!(!window.has("Keys in every tab"));
}

#[test]
fn every_key_that_is_printed_is_in_the_fonts() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    for language in Language::ALL.iter().copied() {
        window.harness.state_mut().core.by_hand().settings.language = Some(language);
        window.settle();
        for os in [egui::os::OperatingSystem::Nix, egui::os::OperatingSystem::Mac] {
            window.harness.ctx.set_os(os);
            for command in Command::palette() {
                let keys = shortcuts::all_printed(&window.harness.ctx, &command.info());
                let font = FontId::new(14.0, FontFamily::Proportional);
                let are_there = window.harness.ctx.fonts_mut(|fonts| fonts.has_glyphs(&font, &keys));
                assert!(are_there, "{keys:?} in {language:?} on {os:?}");
            }
        }
    }
    Language::English.make_current();
}
