//! Input methods, as Chinese is typed: what is being composed is shown in the field, comes in once, and runs nothing.

#[expect(dead_code, reason = "these tests draw nothing")]
#[path = "common/window.rs"]
mod window;

use std::sync::Arc;

use digit_lab::app::core::command::Command;
use digit_lab::app::core::runs::command::RunsCommand;
use digit_lab::app::core::settings::setup::{Setup, StartFrom};
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::settings::train_view::TrainView;
use digit_lab::app::core::training::command::TrainCommand;
use digit_lab::model::Arch;
use digit_lab::store::runs::{RunFolder, RunRecord};
use digit_lab::train::{DataPlan, TrainConfig, TrainingData};
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tempfile::TempDir;
use window::Window;

fn open() -> (TempDir, Window) {
    let dir = tempfile::tempdir().expect("there is room for a folder");
    let window = Window::open(dir.path());
    (dir, window)
}

/// What egui gets from winit while `letters` are typed one after another into an input method.
fn compose(window: &mut Window, letters: &str) {
    for (end, letter) in letters.char_indices() {
        let text = letters[..end + letter.len_utf8()].to_owned();
        let active_range_chars = Some(0..text.chars().count());
        window.harness.event(Event::Ime(ImeEvent::Preedit { text, active_range_chars }));
        window.settle();
    }
}

/// What egui gets once a word is chosen: on most systems the composition is cleared first, on some again afterwards.
fn commit(window: &mut Window, word: &str) {
    let cleared = || Event::Ime(ImeEvent::Preedit { text: String::new(), active_range_chars: None });
    window.harness.event(cleared());
    window.harness.event(Event::Ime(ImeEvent::Commit(word.to_owned())));
    window.settle();
    window.harness.event(cleared());
    window.settle();
}

fn value(window: &Window, field: &str) -> String {
    window.harness.get_by_label(field).accesskit_node().value().unwrap_or_default()
}

/// What a shortcut could have changed.
fn at_stake(window: &Window) -> (Tab, f32, bool, usize) {
    let core = &window.harness.state().core;
    let is_palette_open = window.has("Find a command");
    (core.settings.tab, core.settings.pen_width, is_palette_open, core.canvas.drawing.strokes().len())
}

#[test]
fn a_word_composed_in_the_palette_is_shown_and_comes_in_once() {
    let (_dir, mut window) = open();
    window.press(Modifiers::COMMAND, Key::K);
    let before = at_stake(&window);
    compose(&mut window, "shuzi");
    assert_eq!(value(&window, "Find a command"), "shuzi", "the composition is shown");
    commit(&mut window, "数字");
    assert_eq!(value(&window, "Find a command"), "数字");
    assert_eq!(at_stake(&window), before, "no shortcut ran");
    // A second word goes on behind the first.
    compose(&mut window, "bi");
    commit(&mut window, "笔");
    assert_eq!(value(&window, "Find a command"), "数字笔");
}

#[test]
fn a_composition_that_is_given_up_leaves_nothing() {
    let (_dir, mut window) = open();
    window.press(Modifiers::COMMAND, Key::K);
    window.type_text("go");
    compose(&mut window, "shu");
    window.harness.event(Event::Ime(ImeEvent::Preedit { text: String::new(), active_range_chars: None }));
    window.settle();
    assert_eq!(value(&window, "Find a command"), "go");
}

/// The view of runs after one tiny run, with the cursor in its search.
fn searching_runs(window: &mut Window) {
    window.wait_until("model and images are loaded", |window| {
        let shared = &window.harness.state().core.shared;
        shared.current.is_some() && shared.data.is_some()
    });
    let state = window.harness.state_mut().core.by_hand();
    let data = state.shared.data.take().expect("it was waited for");
    let few = TrainingData { train: Arc::new(data.train.take(400)), test: Arc::new(data.test.take(200)) };
    state.shared.data = Some(few);
    let mut setup = Setup::defaults(StartFrom::FreshWeights);
    setup.config.epochs = 1;
    setup.config.arch = Arch::Softmax;
    setup.config.data = DataPlan::holding_out(100);
    state.settings.train = setup;
    state.settings.tab = Tab::Train;
    state.settings.train_view = TrainView::Runs;
    window.settle();
    window.harness.state_mut().run(Command::Train(TrainCommand::Start));
    window.wait_until("the run is over and listed", |window| {
        let state = &window.harness.state().core;
        let is_over = state.training.shown().is_some_and(|run| !run.phase.is_live());
        is_over && state.runs.list.as_ref().is_some_and(|list| !list.is_empty())
    });
    // Few runs are seen at once, and need no search.
    let dir = window.harness.state().core.shared.dir.clone();
    for second in 1..=6 {
        let record = RunRecord::begun(TrainConfig::default(), None, second);
        RunFolder::create(&dir, &record, None).expect("there is room");
    }
    window.harness.state_mut().run(Command::Runs(RunsCommand::Renew));
    window.wait_until("all are listed", |window| {
        window.harness.state().core.runs.list.as_ref().is_some_and(|list| list.len() > 6)
    });
    window.harness.state_mut().core.by_hand().settings.train_view = TrainView::Runs;
    window.settle();
    window.harness.get_by_label("Search the runs").focus();
    window.settle();
}

#[test]
fn what_is_composed_in_the_search_of_runs_is_no_shortcut_even_where_its_keys_are_reported_too() {
    let (_dir, mut window) = open();
    searching_runs(&mut window);
    let before = at_stake(&window);
    for (letters, key) in [("j", Key::J), ("ju", Key::U), ("jua", Key::CloseBracket), ("juan", Key::Num1)] {
        window.harness.key_press(key);
        let active_range_chars = Some(0..letters.len());
        window.harness.event(Event::Ime(ImeEvent::Preedit { text: letters.to_owned(), active_range_chars }));
        window.settle();
        assert_eq!(value(&window, "Search the runs"), letters);
    }
    commit(&mut window, "卷");
    assert_eq!(value(&window, "Search the runs"), "卷");
    assert_eq!(window.harness.state().core.runs.search, "卷");
    assert_eq!(at_stake(&window), before, "no shortcut ran");
}
