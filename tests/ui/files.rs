//! Files that are dropped on the window or chosen for it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use digit_lab::app::core::canvas::command::CanvasCommand;
use digit_lab::app::core::command::Command;
use digit_lab::app::core::effects::WorkKind;
use digit_lab::app::core::files::dialog::{FileDialogs, PathQuestion};
use digit_lab::app::core::files::request::{ChosenFile, Request};
use digit_lab::app::core::notices::Notice;
use egui_kittest::kittest::Queryable as _;

use super::dropped::drop_file;
use super::folder;
use super::window::Window;

fn notices(window: &Window) -> String {
    let notices = window.harness.state().core.shared.notices.all();
    notices.iter().map(Notice::words).collect::<Vec<_>>().join("\n")
}

fn wait_for_model(window: &mut Window) {
    window.wait_until("the model is loaded", |window| window.harness.state().core.shared.current.is_some());
}

/// A black bar on white paper, more or less a one.
fn picture_of_a_one(path: &Path) {
    let paint = |x: u32, y: u32| if (45..55).contains(&x) && (15..85).contains(&y) { 0 } else { 255 };
    let picture = image::GrayImage::from_fn(100, 100, |x, y| image::Luma([paint(x, y)]));
    picture.save(path).expect("a test can write its own folder");
}

#[test]
fn a_dropped_picture_is_read_in_place_of_the_drawing_until_one_draws_again() {
    let dir = folder();
    let path = dir.path().join("one.png");
    picture_of_a_one(&path);
    let mut window = Window::open(dir.path());
    drop_file(&mut window, &path);
    window.wait_until("the picture is read", |window| window.canvas_value() != "blank");
    let shown = window.harness.state().core.canvas.picture.as_ref().map(|picture| picture.name.to_string());
    assert_eq!(shown.as_deref(), Some("one.png"));

    window.draw(&super::window::seven(), egui::PointerButton::Primary);
    assert!(window.harness.state().core.canvas.picture.is_none());
}

#[test]
fn every_digit_of_a_dropped_picture_gets_a_box() {
    let dir = folder();
    let path = dir.path().join("ones.png");
    let bar =
        |x: u32, y: u32| [60, 200, 340].iter().any(|left| (*left..left + 14).contains(&x)) && (60..180).contains(&y);
    let paint = |x: u32, y: u32| if bar(x, y) { 30 } else { 220 };
    let picture = image::GrayImage::from_fn(420, 240, |x, y| image::Luma([paint(x, y)]));
    picture.save(&path).expect("a test can write its own folder");
    let mut window = Window::open(dir.path());
    drop_file(&mut window, &path);
    window.wait_until("the digits are read", |window| window.canvas_value().replace(' ', "") == "111");
    assert_eq!(window.harness.state().core.canvas.number.digits().len(), 3);
    window.click("Clear");
    assert_eq!(window.canvas_value(), "blank");
}

#[test]
fn the_first_digit_of_a_dropped_ink_file_comes_to_the_canvas() {
    let dir = folder();
    let path = dir.path().join("ink.jsonl");
    let ink = r#"{"label": 7, "strokes": [[[10, 10], [90, 10], [50, 120]]]}"#;
    std::fs::write(&path, ink).expect("a test can write its own folder");
    let mut window = Window::open(dir.path());
    drop_file(&mut window, &path);
    let has_ink = |window: &Window| super::strokes(window.harness.state()) == 1;
    window.wait_until("the ink is on the canvas", has_ink);
    window.click("Undo");
    assert!(!has_ink(&window), "it is one step that can be undone");
}

#[test]
fn files_of_no_use_are_explained_and_change_nothing() {
    let dir = folder();
    let (text, empty) = (dir.path().join("notes.txt"), dir.path().join("empty"));
    std::fs::write(&text, "hello").expect("a test can write its own folder");
    std::fs::create_dir(&empty).expect("a test can write its own folder");
    let mut window = Window::open(dir.path());
    window.wait_until("MNIST is unpacked", |window| window.harness.state().core.shared.data.is_some());

    drop_file(&mut window, &text);
    assert!(notices(&window).contains("notes.txt"), "{}", notices(&window));
    drop_file(&mut window, &empty);
    window.wait_until("the fault of the folder is told", |window| notices(window).contains("empty"));
    let shared = &window.harness.state().core.shared;
    assert_eq!(shared.data.as_ref().map(|data| data.train.len()), Some(60_000));
    assert!(window.harness.state().core.is_on_mnist());
}

#[test]
fn a_saved_model_can_be_dropped_and_is_there_again_after_a_restart() {
    let dir = folder();
    let path = dir.path().join("mine.safetensors");
    {
        let mut window = Window::open(dir.path());
        wait_for_model(&mut window);
        window
            .harness
            .state_mut()
            .core
            .dispatch(Command::Answer(ChosenFile { request: Request::SaveModel, path: dir.path().join("mine") }));
        window.wait_until("it is saved", |_| path.exists() && path.with_extension("json").exists());
        drop_file(&mut window, &path);
        window.wait_until("it is current", |window| {
            let current = window.harness.state().core.shared.current.as_ref();
            current.and_then(|current| current.named.clone()) == Some(path.display().to_string())
        });
        eframe::App::on_exit(window.harness.state_mut(), None);
    }
    let mut window = Window::open(dir.path());
    wait_for_model(&mut window);
    let current = window.harness.state().core.shared.current.as_ref();
    assert_eq!(current.and_then(|current| current.named.clone()), Some(path.display().to_string()));
}

#[test]
fn a_model_that_is_gone_is_reported_and_the_bundled_one_takes_its_place() {
    let dir = folder();
    let settings = r#"{"format": 1, "model": "/gone/model.safetensors"}"#;
    std::fs::write(dir.path().join("settings.json"), settings).expect("a test can write its own folder");
    let mut window = Window::open(dir.path());
    wait_for_model(&mut window);
    assert!(notices(&window).contains("/gone/model.safetensors"), "{}", notices(&window));
}

/// A desktop whose dialogs answer when the test says so.
struct SlowDesktop(Arc<Mutex<Receiver<Option<PathBuf>>>>);

impl FileDialogs for SlowDesktop {
    fn job(&self, _: PathQuestion) -> Box<dyn FnOnce() -> Option<PathBuf> + Send> {
        let answers = Arc::clone(&self.0);
        Box::new(move || answers.lock().ok()?.recv().ok()?)
    }

    fn may_be_silent(&self) -> bool {
        true
    }
}

/// A window on such a desktop, and what its dialogs are to answer. It is not patient, since the tests are not.
fn on_slow_desktop(dir: &Path) -> (Window, Sender<Option<PathBuf>>) {
    on_slow_desktop_for(dir, Duration::from_millis(200))
}

/// The same with a window of this patience.
fn on_slow_desktop_for(dir: &Path, patience: Duration) -> (Window, Sender<Option<PathBuf>>) {
    let (answer, answers) = channel();
    let mut window = Window::open(dir);
    wait_for_model(&mut window);
    let desktop = Box::new(SlowDesktop(Arc::new(Mutex::new(answers))));
    window.harness.state_mut().core.use_dialogs(desktop, patience);
    (window, answer)
}

const SILENT: &str = "The desktop's file dialog does not answer, so please type the path";

fn press_open(window: &mut Window) {
    window.press(egui::Modifiers::COMMAND, egui::Key::O);
}

/// Draws frames for so long.
fn wait(window: &mut Window, time: Duration) {
    let begun = Instant::now();
    while begun.elapsed() < time {
        window.harness.step();
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_dialog_that_never_answers_gives_way_to_a_typed_path_and_its_late_answer_is_ignored() {
    let dir = folder();
    let (mut window, answer) = on_slow_desktop(dir.path());
    press_open(&mut window);
    assert!(!window.has(SILENT), "a dialog may appear yet");
    window.wait_until("a path can be typed", |window| window.has(SILENT));
    window.press(egui::Modifiers::NONE, egui::Key::Escape);
    assert!(!window.has(SILENT));

    press_open(&mut window);
    window.wait_until("it can again", |window| window.has(SILENT));
    // While it is waited for, the second press is answered at once.
    window.type_text("/typed/model.safetensors");
    window.press(egui::Modifiers::NONE, egui::Key::Enter);
    window.wait_until("the typed one is tried", |window| notices(window).contains("/typed/model.safetensors"));
    for _ in 0..2 {
        answer.send(Some("/late/model.safetensors".into())).expect("the dialogs wait");
    }
    wait(&mut window, Duration::from_millis(300));
    assert!(!notices(&window).contains("/late/model.safetensors"), "{}", notices(&window));
}

#[test]
fn that_there_is_no_dialog_may_take_long_to_find_out() {
    const NONE: &str = "This desktop offers no file dialog, so please type the path";
    let dir = folder();
    let (mut window, answer) = on_slow_desktop_for(dir.path(), Duration::from_mins(10));
    for was_seen in [true, false] {
        window.harness.input_mut().focused = true;
        window.harness.step();
        press_open(&mut window);
        window.harness.input_mut().focused = !was_seen;
        // Longer than it takes a person to put a dialog away.
        wait(&mut window, Duration::from_millis(500));
        answer.send(None).expect("the dialog waits");
        window.wait_until("it is over", |window| !window.harness.state().core.shared.is_running(&WorkKind::Dialog));
        window.harness.step();
        window.harness.step();
        assert_eq!(window.has(NONE), !was_seen, "a dialog was there: {was_seen}");
    }
}

#[test]
fn a_dialog_that_is_late_may_still_answer_while_a_path_is_typed() {
    let dir = folder();
    let (mut window, answer) = on_slow_desktop(dir.path());
    press_open(&mut window);
    window.wait_until("a path can be typed", |window| window.has(SILENT));
    answer.send(Some("/chosen/model.safetensors".into())).expect("the dialog waits");
    window.wait_until("it is tried", |window| notices(window).contains("/chosen/model.safetensors"));
    window.settle();
    assert!(!window.has(SILENT), "nothing is left to type");
}

#[test]
fn a_dialog_that_is_open_is_not_disturbed() {
    let dir = folder();
    let (mut window, answer) = on_slow_desktop(dir.path());
    window.harness.input_mut().focused = true;
    window.harness.step();
    press_open(&mut window);
    // It takes the focus, as dialogs do.
    window.harness.input_mut().focused = false;
    wait(&mut window, Duration::from_millis(600));
    assert!(!window.has(SILENT));
    answer.send(Some("/chosen/model.safetensors".into())).expect("the dialog waits");
    window.harness.input_mut().focused = true;
    window.wait_until("it is tried", |window| notices(window).contains("/chosen/model.safetensors"));
    assert!(!window.has(SILENT));
}

#[test]
fn who_asks_again_and_sees_no_dialog_can_type() {
    let dir = folder();
    let (mut window, _answer) = on_slow_desktop(dir.path());
    window.harness.input_mut().focused = true;
    window.harness.step();
    press_open(&mut window);
    window.harness.input_mut().focused = false;
    wait(&mut window, Duration::from_millis(300));
    window.harness.input_mut().focused = true;
    assert!(!window.has(SILENT));
    press_open(&mut window);
    assert!(window.has(SILENT));
}

#[test]
fn drops_are_invited_only_where_files_can_be_dropped() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    wait_for_model(&mut window);
    window.settle();
    let says = |window: &Window, words: &str| window.harness.query_all_by_label_contains(words).next().is_some();
    assert!(says(&window, "drop a picture"));
    window.harness.state_mut().core.by_hand().shared.platform.takes_drops = false;
    window.settle();
    assert!(!says(&window, "drop a picture") && says(&window, "paste a picture"));
}

#[test]
fn pressure_is_offered_only_where_pens_tell_it() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.click("Options");
    assert!(window.has("Pressure widens the ink"));
    window.harness.state_mut().core.by_hand().shared.platform.tells_pressure = false;
    window.settle();
    assert!(!window.has("Pressure widens the ink"));
    let command = Command::Canvas(CanvasCommand::TogglePressure);
    assert!(!command.is_enabled(&window.harness.state().core));
}
