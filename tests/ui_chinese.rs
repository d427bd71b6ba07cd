//! A walk through the window in Chinese: every tab and view, every control with its tooltip, every menu, every command
//! with its notice, and what is said of bad files. Whatever is painted or read aloud on the way holds no English words,
//! but for names and the terms that Chinese keeps.

#[path = "common/chinese.rs"]
mod chinese;
#[path = "common/english_values.rs"]
mod english_values;
#[path = "common/lab.rs"]
mod lab;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chinese::english_words;
use digit_lab::app::core::command::Command;
use digit_lab::app::core::files::request::Request;
use digit_lab::app::core::inside::command::InsideCommand;
use digit_lab::app::core::runs::command::RunsCommand;
use digit_lab::app::core::settings::compared::ComparedModel;
use digit_lab::app::core::settings::inside::InsideView;
use digit_lab::app::core::settings::setup::{Setup, StartFrom};
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::settings::train_view::TrainView;
use digit_lab::app::core::settings::writing::{WritingPaper, WritingSide};
use digit_lab::app::core::state::Core;
use digit_lab::app::core::training::command::TrainCommand;
use digit_lab::app::core::training::run::SavedState;
use digit_lab::app::core::writing::command::WritingCommand;
use digit_lab::ink::{Point, Stroke};
use digit_lab::model::Arch;
use digit_lab::model::worked::Operation;
use digit_lab::store::runs::export::RunForm;
use digit_lab::text::Language;
use digit_lab::train::DataPlan;
use egui::accesskit::Role;
use egui::{Event, Key, Pos2, Shape};
use egui_kittest::kittest::NodeT as _;
use english_values::english_values;
use lab::Lab;

/// What was seen on the way: every text, and where it was seen first.
#[derive(Default)]
struct Seen {
    texts: BTreeMap<String, String>,
    names: BTreeSet<String>,
}

impl Seen {
    /// Takes note of all that is painted and all that a screen reader would say.
    fn look(&mut self, lab: &Lab, place: &str) {
        let mut add = |text: &str| {
            if !text.trim().is_empty() {
                self.texts.entry(text.to_owned()).or_insert_with(|| place.to_owned());
            }
        };
        for clipped in &lab.harness.output().shapes {
            texts_of(&clipped.shape, &mut add);
        }
        let mut open = vec![lab.harness.root()];
        while let Some(node) = open.pop() {
            let access = node.accesskit_node();
            for text in [access.label(), access.value(), access.description()].into_iter().flatten() {
                add(&text);
            }
            open.extend(node.children());
        }
    }

    /// Every text with English words, and where it was.
    fn english(&self) -> Vec<String> {
        // The longest first, so that a name that holds another is taken out whole.
        let mut names: Vec<&String> = self.names.iter().collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let words = |text: &str| {
            let nameless = names.iter().fold(text.to_owned(), |text, name| text.replace(name.as_str(), "·"));
            english_words(&nameless, |_| false)
        };
        let found = self.texts.iter().filter(|(text, _)| !words(text).is_empty());
        let mut all: Vec<String> =
            found.map(|(text, place)| format!("{place}: {:?} in {text:?}", words(text))).collect();
        // Also where each of its words is a name or a term: of two words or more even inside of other text.
        for value in english_values() {
            // The key says "Delete" in every language.
            let is_key = value == "Delete";
            let is_there = |text: &String| *text == value && !is_key || value.contains(' ') && text.contains(&value);
            let there = self.texts.iter().filter(|(text, _)| is_there(text));
            all.extend(there.map(|(text, place)| format!("{place}: the English {value:?} in {text:?}")));
        }
        all
    }
}

/// The words of a page of HTML, what is in its tags left out.
fn words_of_page(page: &str) -> Vec<String> {
    let without_style = page.split("<style>").map(|part| part.split_once("</style>").map_or(part, |(_, rest)| rest));
    let parts = without_style.flat_map(|part| part.split('<'));
    parts.map(|part| part.split_once('>').map_or(part, |(_, words)| words).to_owned()).collect()
}

fn texts_of(shape: &Shape, add: &mut impl FnMut(&str)) {
    match shape {
        Shape::Text(text) => add(text.galley.text()),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| texts_of(shape, add)),
        _ => {}
    }
}

/// The window in Chinese.
fn open(tab: Tab, size: [f32; 2]) -> (Lab, Seen) {
    let mut lab = Lab::open(tab, size);
    lab.state().settings.language = Some(Language::Chinese);
    lab.harness.step();
    lab.harness.step();
    let mut seen = Seen::default();
    // The author of the drawing, its folder and its model are called what they are called.
    seen.names.extend(["Beginner"].map(str::to_owned));
    // Names of files and settings.
    seen.names.extend(["train-images", "train-labels", "strokes"].map(str::to_owned));
    (lab, seen)
}

/// Middles of all controls, from the top down.
fn controls(lab: &Lab) -> Vec<(Role, Pos2)> {
    let mut found = Vec::new();
    let mut open = vec![lab.harness.root()];
    while let Some(node) = open.pop() {
        let role = node.accesskit_node().role();
        if !matches!(role, Role::Window | Role::Unknown | Role::GenericContainer)
            && let Some(bounds) = node.accesskit_node().raw_bounds()
        {
            let [x, y] = [f64::midpoint(bounds.x0, bounds.x1), f64::midpoint(bounds.y0, bounds.y1)];
            found.push((role, Pos2::new(x as f32, y as f32)));
        }
        open.extend(node.children());
    }
    found.retain(|(_, at)| at.x.is_finite() && at.y.is_finite());
    found.sort_by(|(_, one), (_, other)| (one.y, one.x).partial_cmp(&(other.y, other.x)).expect("they are finite"));
    found
}

/// Rests the pointer on every control until its tooltip is there.
fn hover_all(lab: &mut Lab, seen: &mut Seen, place: &str) {
    seen.look(lab, place);
    for (_, at) in controls(lab) {
        lab.harness.event(Event::PointerMoved(at));
        lab.harness.run_steps(3);
        seen.look(lab, place);
    }
    lab.harness.event(Event::PointerGone);
    lab.harness.step();
}

/// Clicks on every button and choice in turn; what opens is looked at and closed.
fn open_all(lab: &mut Lab, seen: &mut Seen, place: &str, tab: Tab) {
    let is_button = |role: &Role| matches!(role, Role::Button | Role::ComboBox | Role::DisclosureTriangle);
    let buttons: Vec<Pos2> = controls(lab).into_iter().filter(|(role, _)| is_button(role)).map(|(_, at)| at).collect();
    for at in buttons {
        for pressed in [true, false] {
            let button = egui::PointerButton::Primary;
            lab.harness.event(Event::PointerMoved(at));
            lab.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: egui::Modifiers::NONE });
            lab.harness.step();
        }
        lab.harness.run_steps(3);
        seen.look(lab, place);
        for _ in 0..2 {
            lab.harness.key_press(Key::Escape);
            lab.harness.step();
        }
        let core = lab.state();
        core.settings.tab = tab;
        core.settings.language = Some(Language::Chinese);
        lab.harness.step();
    }
}

#[track_caller]
fn assert_chinese(seen: &Seen) {
    let english = seen.english();
    assert!(seen.texts.len() > 30, "only {} texts were seen", seen.texts.len());
    assert!(english.is_empty(), "\n{}", english.join("\n"));
}

fn tiny_run(lab: &mut Lab) {
    let mut setup = Setup::defaults(StartFrom::CurrentModel);
    setup.config.epochs = 2;
    setup.config.arch = Arch::Softmax;
    setup.config.data = DataPlan::holding_out(100);
    lab.state().settings.train = setup;
    lab.harness.step();
    lab.harness.state_mut().run(Command::Train(TrainCommand::Start));
}

/// Starts a short run from the current model.
fn tune_current(lab: &mut Lab) {
    let mut setup = Setup::defaults(StartFrom::CurrentModel);
    setup.config.arch = lab
        .state()
        .shared
        .current
        .as_ref()
        .expect("it is loaded")
        .model
        .network()
        .expect("it is a network")
        .card
        .architecture;
    setup.config.epochs = 1;
    setup.config.data = DataPlan::holding_out(100);
    lab.state().settings.train = setup;
    lab.harness.step();
    lab.harness.state_mut().run(Command::Train(TrainCommand::Start));
}

fn drawing() -> Vec<Stroke> {
    let points = |from: (f32, f32), to: (f32, f32)| {
        let place = |share: f32| Point { x: from.0 + (to.0 - from.0) * share, y: from.1 + (to.1 - from.1) * share };
        Stroke::new((0..=10).map(|step| place(step as f32 / 10.0)).collect(), 0.08)
    };
    vec![points((0.3, 0.2), (0.7, 0.2)), points((0.7, 0.2), (0.45, 0.8))]
}

#[test]
fn the_draw_tab_speaks_chinese() {
    let (mut lab, mut seen) = open(Tab::Draw, [1280.0, 800.0]);
    hover_all(&mut lab, &mut seen, "Draw, blank");
    lab.state().canvas.replace_ink(drawing());
    lab.until("the drawing is read", |core| core.canvas.prediction().is_some());
    hover_all(&mut lab, &mut seen, "Draw");
    open_all(&mut lab, &mut seen, "Draw", Tab::Draw);
    assert_chinese(&seen);
}

#[test]
fn the_train_tab_speaks_chinese() {
    let (mut lab, mut seen) = open(Tab::Train, [1400.0, 900.0]);
    hover_all(&mut lab, &mut seen, "Train, before a run");
    tiny_run(&mut lab);
    lab.until("the run has ended", |core| core.training.shown().is_some_and(|run| !run.phase.is_live()));
    for view in TrainView::ALL.iter().copied() {
        lab.state().settings.train_view = view;
        lab.harness.run_steps(4);
        hover_all(&mut lab, &mut seen, &format!("Train, {view:?}"));
    }
    open_all(&mut lab, &mut seen, "Train", Tab::Train);
    assert_chinese(&seen);
}

#[test]
fn the_write_tab_speaks_chinese() {
    let (mut lab, mut seen) = open(Tab::Write, [1400.0, 900.0]);
    lab.until("who writes is loaded", |core| core.writing.writer().is_some());
    hover_all(&mut lab, &mut seen, "Write, blank");
    for command in [WritingCommand::Write, WritingCommand::PlayPause] {
        lab.harness.state_mut().run(Command::Writing(command));
    }
    lab.until("it is known what comes next", |core| core.writing.is_answered() && core.writing.has_ways());
    for &side in WritingSide::ALL {
        lab.state().settings.writing.side = side;
        lab.harness.run_steps(4);
        hover_all(&mut lab, &mut seen, &format!("Write, {side:?}"));
    }
    open_all(&mut lab, &mut seen, "Write", Tab::Write);
    for (paper, command) in [(WritingPaper::Sheet, WritingCommand::Sheet), (WritingPaper::Sums, WritingCommand::Sums)] {
        lab.state().settings.writing.paper = paper;
        lab.harness.state_mut().run(Command::Writing(command));
        lab.until("it is written", |core| match paper {
            WritingPaper::Sums => core.writing.sums.is_some(),
            WritingPaper::Page | WritingPaper::Sheet => core.writing.sheet.is_some(),
        });
        hover_all(&mut lab, &mut seen, &format!("Write, {paper:?}"));
    }
    assert_chinese(&seen);
}

#[test]
fn the_inside_of_a_network_speaks_chinese() {
    let (mut lab, mut seen) = open(Tab::Draw, [1400.0, 900.0]);
    lab.harness.state_mut().run(Command::UseModel("vit7".into()));
    lab.harness.state_mut().run(Command::Inside(InsideCommand::Toggle));
    hover_all(&mut lab, &mut seen, "Inside, blank");
    lab.state().canvas.replace_ink(drawing());
    for network in ["vit7", "conv3"] {
        lab.harness.state_mut().run(Command::UseModel(network.into()));
        lab.until("the network is looked into", |core| {
            core.inside.anatomy().is_some_and(|anatomy| anatomy.arch.id() == network) && core.inside.look().is_some()
        });
        // Stages are called as their tensors are.
        let names = lab.state().inside.anatomy().map(|anatomy| {
            let parts = anatomy.parts.iter().map(|part| part.name.clone());
            parts.chain(anatomy.layers.iter().map(|layer| layer.name.clone())).collect::<Vec<_>>()
        });
        seen.names.extend(names.into_iter().flatten());
        // Functions and tensors as formulas have them.
        seen.names.extend(["max(", "exp", ".weight"].map(str::to_owned));
        for view in InsideView::ALL.iter().copied() {
            lab.harness.state_mut().run(Command::Inside(InsideCommand::Show(view)));
            for _ in 0..40 {
                lab.harness.step();
                std::thread::sleep(Duration::from_millis(5));
            }
            let place = format!("Inside of {network}, {view:?}");
            // The controls are the same for both.
            if network == "vit7" { hover_all(&mut lab, &mut seen, &place) } else { seen.look(&lab, &place) }
        }
        for operation in Operation::ALL.iter().copied() {
            lab.harness.state_mut().run(Command::Inside(InsideCommand::Operate(operation)));
            lab.harness.run_steps(4);
            seen.look(&lab, &format!("{operation:?} by hand"));
            lab.harness.state_mut().run(Command::Inside(InsideCommand::ToEnd));
            lab.harness.run_steps(4);
            seen.look(&lab, &format!("{operation:?} by hand, at its end"));
        }
    }
    assert_chinese(&seen);
}

#[test]
fn a_bundled_model_has_its_chinese_name_wherever_it_is_named() {
    let (mut lab, mut seen) = open(Tab::Draw, [1280.0, 900.0]);
    lab.state().shared.load_model(Some("tiny".to_owned()));
    let is_tiny = |core: &Core| core.shared.current.as_ref().is_some_and(|now| now.named.as_deref() == Some("tiny"));
    lab.until("it is the current model", is_tiny);
    lab.state().settings.canvas.compared = vec![ComparedModel::Model("conv3".to_owned())];
    lab.state().canvas.replace_ink(drawing());
    lab.until("both have read", |core| {
        let columns = core.canvas.compare.columns();
        columns.len() == 2 && columns.iter().all(|column| column.prediction.is_some())
    });
    hover_all(&mut lab, &mut seen, "Draw, compared");
    lab.state().settings.tab = Tab::Train;
    tune_current(&mut lab);
    lab.until("the result is compared", |core| core.training.shown().is_some_and(|run| run.compared.is_some()));
    lab.until("the run is listed", |core| core.runs.list.as_ref().is_some_and(|runs| !runs.is_empty()));
    hover_all(&mut lab, &mut seen, "Train, tuned");
    let suggested =
        lab.state().training.shown().map(digit_lab::app::core::training::Run::suggested_name).expect("it is shown");
    lab.harness.state_mut().run(Command::Keep(SavedState::Naming(suggested.clone())));
    lab.harness.run_steps(3);
    seen.look(&lab, "Train, naming");
    seen.texts.insert(suggested, "suggested name".to_owned());
    let id = lab.state().training.shown().and_then(|run| run.folder().map(str::to_owned)).expect("it has a folder");
    lab.state().settings.train_view = TrainView::Runs;
    lab.harness.state_mut().run(Command::Runs(RunsCommand::Open(id.clone())));
    lab.harness.state_mut().run(Command::Runs(RunsCommand::Compare(id.clone())));
    lab.until("it is compared", |core| core.runs.compared.is_some());
    hover_all(&mut lab, &mut seen, "Train, the run opened");
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("report.html");
    let report = Request::ExportRun(id, RunForm::Report);
    lab.harness.state_mut().run(Command::answer(report, path.clone()));
    lab.until("the report is written", |_| path.is_file());
    let page = std::fs::read_to_string(&path).expect("it was written");
    seen.texts.extend(words_of_page(&page).into_iter().map(|words| (words, "the report".to_owned())));
    assert_chinese(&seen);
}

#[test]
fn the_errors_tab_speaks_chinese() {
    let (mut lab, mut seen) = open(Tab::Errors, [1280.0, 800.0]);
    lab.until("the images are read", |core| core.evaluation.results().is_some());
    hover_all(&mut lab, &mut seen, "Errors");
    open_all(&mut lab, &mut seen, "Errors", Tab::Errors);
    assert_chinese(&seen);
}

#[test]
fn every_command_and_its_notice_speak_chinese() {
    let (mut lab, mut seen) = open(Tab::Draw, [1280.0, 800.0]);
    lab.state().canvas.replace_ink(drawing());
    lab.harness.state_mut().run(Command::TogglePalette);
    lab.harness.run_steps(3);
    seen.look(&lab, "palette");
    lab.harness.key_press(Key::Escape);
    lab.harness.step();
    let switches_language = |command: &Command| matches!(command, Command::UseLanguage(_));
    for command in Command::palette().into_iter().filter(|command| !switches_language(command)) {
        let place = format!("{command:?}");
        lab.harness.state_mut().run(command);
        lab.harness.run_steps(3);
        seen.look(&lab, &place);
        lab.harness.key_press(Key::Escape);
        lab.harness.step();
    }
    assert_chinese(&seen);
}

#[test]
fn what_is_said_of_bad_files_is_chinese() {
    let (mut lab, mut seen) = open(Tab::Draw, [1280.0, 800.0]);
    let folder = tempfile::tempdir().expect("a folder for the test");
    let files: [(&str, &[u8]); 8] = [
        ("a.png", b"no picture"),
        ("b.jsonl", b"{\"label\": 7"),
        ("c.safetensors", b"\x08\0\0\0\0\0\0\0{\"a\": 1}"),
        ("d.json", b"{\"epochs\": -1}"),
        ("e.txt", b"words"),
        ("f-idx3-ubyte", b"\0\0"),
        ("g.jsonl", b""),
        ("h.jpg", b""),
    ];
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a test can write its own folder");
        seen.names.insert(path.display().to_string());
        let before = lab.state().shared.notices.all().len();
        lab.harness.state_mut().run(Command::Drop(path));
        lab.until("something is said", |core| core.shared.notices.all().len() > before);
        seen.look(&lab, name);
    }
    let missing = folder.path().join("empty");
    std::fs::create_dir(&missing).expect("a test can write its own folder");
    seen.names.insert(missing.display().to_string());
    let before = lab.state().shared.notices.all().len();
    lab.harness.state_mut().run(Command::Drop(missing));
    lab.until("something is said", |core| core.shared.notices.all().len() > before);
    seen.look(&lab, "an empty folder");
    assert_chinese(&seen);
}
