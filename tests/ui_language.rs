//! The language of the window: chosen in the menu of looks, in the palette or on the command line, and remembered.

#[expect(dead_code, reason = "these tests draw nothing")]
#[path = "common/window.rs"]
mod window;

use std::fs;
use std::process::Command as Program;

use digit_lab::app::App;
use digit_lab::app::core::command::Command;
use digit_lab::store::folders::DataDir;
use digit_lab::text::Language;
use eframe::App as _;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;
use window::Window;

fn folder() -> TempDir {
    tempfile::tempdir().expect("there is room for a folder")
}

/// What the settings file says about the language, after the window was closed.
fn remembered(dir: &TempDir, window: Window) -> serde_json::Value {
    let mut harness = window.harness;
    harness.state_mut().on_exit(None);
    let text = fs::read_to_string(dir.path().join("settings.json")).expect("the settings are written");
    serde_json::from_str::<serde_json::Value>(&text).expect("JSON")["language"].clone()
}

#[test]
fn the_menu_of_looks_changes_the_language_at_once_and_back() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.click("Theme and text size");
    window.click("简体中文");
    assert!(window.has("错例") && window.has("主题与文字大小") && !window.has("Errors"));
    window.click("主题与文字大小");
    window.click("English");
    assert!(window.has("Errors") && !window.has("错例"));
    window.click("Theme and text size");
    window.click("简体中文");
    assert_eq!(remembered(&dir, window), "zh-CN");

    // As it is read at the next start.
    let data = DataDir(dir.path().to_path_buf());
    let harness = Harness::builder().build_eframe(move |context| App::new(&context.egui_ctx, data, None));
    harness.get_by_label("错例");
}

#[test]
fn the_palette_finds_every_language_by_its_own_name() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    for (language, sign) in [(Language::Chinese, "错例"), (Language::English, "Errors")] {
        window.press(Modifiers::COMMAND, Key::K);
        window.type_text(language.own_name());
        window.press(Modifiers::NONE, Key::Enter);
        assert!(window.has(sign), "{language:?}");
    }
    window.harness.state_mut().run(Command::UseLanguage(None));
    assert_eq!(window.harness.state().core.settings.language, None);
}

#[test]
fn a_message_is_said_anew_in_another_language() {
    let dir = folder();
    fs::write(dir.path().join("settings.json"), r#"{"format":99}"#).expect("written");
    let mut window = Window::open(dir.path());
    let words = |window: &Window| window.harness.state().core.shared.notices.all()[0].words();
    let english = words(&window);
    assert!(english.contains("newer version"), "{english}");
    window.harness.state_mut().run(Command::UseLanguage(Some(Language::Chinese)));
    window.settle();
    assert!(words(&window).contains("更新版本"), "{}", words(&window));
}

#[test]
fn settings_of_before_there_were_languages_open() {
    let dir = folder();
    fs::write(dir.path().join("settings.json"), r#"{"format":1,"theme":"dark","text_size":125}"#).expect("written");
    let data = DataDir(dir.path().to_path_buf());
    let harness = Harness::builder().build_eframe(move |context| App::new(&context.egui_ctx, data, None));
    let core = &harness.state().core;
    assert_eq!((core.settings.language, core.settings.text_size), (None, 125));
    assert!(core.shared.notices.all().is_empty(), "{:?}", core.shared.notices.all());
}

#[test]
fn an_unknown_language_is_answered_with_those_there_are() {
    let output = Program::new(env!("CARGO_BIN_EXE_digit-lab")).args(["--lang", "tlh"]).output().expect("it starts");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{complaint}");
    for language in Language::ALL {
        assert!(complaint.contains(language.tag()) && complaint.contains(language.own_name()), "{complaint}");
    }
}
