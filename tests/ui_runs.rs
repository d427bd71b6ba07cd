//! The runs on the disk through AccessKit: listed, overlaid, renamed, deleted, brought back, and gone on with.

#[path = "common/lab.rs"]
mod lab;

use std::time::Duration;

use digit_lab::app::core::command::Command;
use digit_lab::app::core::effects::Kind;
use digit_lab::app::core::files::request::Request;
use digit_lab::app::core::runs::command::RunsCommand;
use digit_lab::app::core::settings::setup::{Setup, StartFrom};
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::settings::train_view::TrainView;
use digit_lab::app::core::state::Core;
use digit_lab::app::core::training::command::TrainCommand;
use digit_lab::app::core::training::run::Phase;
use digit_lab::app::core::window_request::{WhyTyped, WindowRequest};
use digit_lab::ink::{Point, Stroke};
use digit_lab::model::Arch;
use digit_lab::store::own_digits::{self, Edit, OwnDigit};
use digit_lab::store::runs::{RunState, read};
use digit_lab::train::DataPlan;
use egui_kittest::kittest::Queryable as _;
use lab::Lab;

/// The Runs view after `runs` tiny runs that differ in their seed.
fn runs_view(runs: u64) -> Lab {
    let mut lab = Lab::open(Tab::Train, [1280.0, 900.0]);
    for seed in 1..=runs {
        let mut setup = Setup::defaults(StartFrom::CurrentModel);
        setup.config.epochs = 2;
        setup.config.arch = Arch::Softmax;
        setup.config.data = DataPlan::holding_out(100);
        setup.config.seed = seed;
        lab.state().settings.train = setup;
        lab.harness.step();
        lab.harness.state_mut().run(Command::Train(TrainCommand::Start));
        lab.until("the run has ended", |state| state.training.shown().is_some_and(|run| !run.phase.is_live()));
        lab.until("it is listed", |state| {
            listed(state) == seed as usize
                && state.runs.list.iter().flatten().all(|run| run.record.state == RunState::Finished)
        });
    }
    lab.state().settings.train_view = TrainView::Runs;
    lab.harness.step();
    lab.harness.step();
    lab
}

fn listed(state: &Core) -> usize {
    state.runs.list.as_ref().map_or(0, Vec::len)
}

#[test]
fn without_runs_the_view_says_what_will_be_there() {
    let mut lab = Lab::open(Tab::Train, [1280.0, 800.0]);
    lab.state().settings.train_view = TrainView::Runs;
    lab.until("the runs were looked for", |state| state.runs.list.is_some());
    lab.harness.get_by_label("Every run you train is kept here");
}

#[test]
fn a_run_is_opened_renamed_deleted_and_brought_back() {
    let mut lab = runs_view(1);
    lab.harness.get_by_label_contains("Beginner, tuned, finished, ").click();
    lab.until("it is open", |state| state.runs.open.is_some());
    lab.harness.get_by_label("Rename").click();
    lab.harness.step();
    lab.harness.step();
    lab.harness.get_by_label("Name of the run").focus();
    lab.harness.step();
    lab.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    lab.harness.step();
    lab.harness.get_by_label("Name of the run").type_text("Monday");
    lab.harness.step();
    lab.harness.get_by_label("Save the name").click();
    lab.until("it has its name", |state| state.runs.list.iter().flatten().any(|run| run.record.name == "Monday"));
    lab.harness.get_by_label("Delete").click();
    lab.until("it is gone", |state| listed(state) == 0);
    lab.harness.get_by_label("Monday was deleted");
    lab.harness.get_by_label("Undo").click();
    lab.until("it is back", |state| listed(state) == 1);
    lab.harness.get_by_label_contains("Monday, finished, ");
}

#[test]
fn ticked_runs_are_overlaid_with_what_differs_and_their_mean() {
    let mut lab = runs_view(2);
    let ids: Vec<String> = lab.state().runs.list.iter().flatten().map(|run| run.id.clone()).collect();
    for id in &ids {
        lab.harness.state_mut().run(Command::Runs(RunsCommand::Tick(id.clone())));
    }
    lab.until("their curves are read", |state| {
        state.runs.ticked.len() == 2 && state.runs.ticked.values().all(|ticked| ticked.curves.is_some())
    });
    lab.harness.get_by_label("What differs");
    lab.harness.get_by_label("seed");
    // Repeats are one curve until each is asked for; a measure can be chosen.
    lab.harness.get_by_label("Overlay: show 1–2 mean of 2: Beginner, tuned");
    lab.harness.get_by_label("Each run").click();
    lab.harness.step();
    lab.harness.step();
    lab.harness.get_by_label("Overlay: show 2 Beginner, tuned");
    lab.harness.get_by_label("Training loss").click();
    lab.harness.step();
    lab.harness.step();
    assert_eq!(lab.state().settings.overlay.measures.len(), 3);
    lab.harness.get_by_label_contains("2 seeds of Beginner, tuned: validation ");
    assert_eq!(lab.harness.get_all_by_label("Overlay Beginner, tuned").count(), 2);
    lab.state().runs.search = "no such run".to_owned();
    lab.harness.step();
    lab.harness.get_by_label("No run matches what is searched for");
}

#[test]
fn a_fine_tuning_is_compared_before_and_after() {
    let mut lab = runs_view(1);
    let id = lab.state().runs.list.iter().flatten().map(|run| run.id.clone()).next().expect("one run");
    lab.harness.state_mut().run(Command::Runs(RunsCommand::Open(id)));
    lab.harness.step();
    lab.harness.step();
    lab.harness.get_by_label("Compare before and after").click();
    lab.until("it is compared", |state| state.runs.compared.is_some());
    lab.harness.get_by_label_contains("of 200 images");
    let set =
        |lab: &mut Lab, place: usize| lab.state().runs.compared.clone().expect("it was waited for").sets.remove(place);
    let test = set(&mut lab, 0);
    assert!(test.after > test.before && !test.fixed.is_empty(), "{} {}", test.before, test.after);
    let first = test.fixed[0];
    let told = format!("it is a {}, read as {} before and as {} after", first.label, first.before, first.after);
    assert!(lab.harness.get_all_by_label_contains(&told).count() > 0);
    // A person's own digits are compared on too, once there are some.
    let path = lab.state().shared.dir.models().with_file_name("mine.jsonl");
    std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("made");
    std::fs::write(&path, r#"{"label": 1, "strokes": [[[5, 0], [5, 10], [5, 20]]]}"#).expect("written");
    let id = lab.state().runs.list.iter().flatten().map(|run| run.id.clone()).next().expect("one run");
    lab.harness.state_mut().run(Command::Runs(RunsCommand::CompareOwn(id.clone())));
    lab.harness.state_mut().core.answer(Request::CompareInk(id), path);
    lab.until("both are compared", |state| state.runs.compared.as_ref().is_some_and(|both| both.sets.len() == 2));
    let own = set(&mut lab, 0);
    assert_eq!((own.images.len(), own.title.to_string().as_str()), (1, "Your digits, mine.jsonl"));
    // Those that were kept in the window are there by themselves.
    let stroke = Stroke::new((0..9).map(|at| Point { x: 0.5, y: 0.1 + 0.1 * at as f32 }).collect(), 0.06);
    let digit = OwnDigit::new(&[stroke], 1).expect("it has ink");
    let dir = lab.state().shared.dir.clone();
    own_digits::edit(&dir, &[Edit::Add(digit.line)]).expect("there is room");
    let id = lab.state().runs.list.iter().flatten().map(|run| run.id.clone()).next().expect("one run");
    lab.harness.state_mut().run(Command::Runs(RunsCommand::Compare(id)));
    lab.until("all are compared", |state| state.runs.compared.as_ref().is_some_and(|all| all.sets.len() == 3));
    assert_eq!(set(&mut lab, 2).title.to_string(), "Your own digits");
}

/// A run that has come through two epochs and would take minutes: however slow the window, it is not over before it is
/// held.
fn training() -> Lab {
    let mut lab = Lab::open(Tab::Train, [1280.0, 900.0]);
    let mut setup = Setup::defaults(StartFrom::FreshWeights);
    setup.config.arch = Arch::Conv1;
    setup.config.epochs = 1_000;
    setup.config.data = DataPlan::holding_out(100);
    lab.state().settings.train = setup;
    lab.harness.step();
    lab.harness.state_mut().run(Command::Train(TrainCommand::Start));
    lab.until("it trains", |state| state.training.shown().is_some_and(|run| run.history.epochs.len() > 2));
    lab
}

/// Pauses between two steps, which makes a checkpoint; a pause in the middle of a validation makes none.
fn pause_with_checkpoint(lab: &mut Lab) {
    let folder = lab.state().shared.dir.runs();
    let has_checkpoint = || {
        let runs = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        runs.filter(|run| run.path().join("checkpoint").is_file()).count() == 1
    };
    let mut tries = 0..20;
    while !has_checkpoint() && tries.next().is_some() {
        if lab.state().training.shown().is_some_and(|run| matches!(run.phase, Phase::Paused)) {
            lab.harness.state_mut().run(Command::Train(TrainCommand::TogglePause));
        }
        lab.harness.state_mut().run(Command::Train(TrainCommand::TogglePause));
        for _ in 0..250 {
            lab.harness.step();
            std::thread::sleep(Duration::from_millis(2));
        }
    }
    assert!(has_checkpoint(), "no pause made a checkpoint");
}

/// What is in the folder of runs, but for the trash.
fn left(lab: &mut Lab) -> Vec<std::ffi::OsString> {
    let folder = lab.state().shared.dir.runs();
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.filter(|name| name != ".trash").collect()
}

#[test]
fn a_discarded_run_leaves_nothing_behind_and_can_be_brought_back() {
    let mut lab = training();
    pause_with_checkpoint(&mut lab);
    lab.harness.state_mut().run(Command::Train(TrainCommand::Abandon));
    lab.until("it is gone", |state| state.runs.deleted.is_some() && listed(state) == 0);
    assert!(left(&mut lab).is_empty());
    lab.harness.state_mut().run(Command::Runs(RunsCommand::Restore));
    lab.until("it is back", |state| listed(state) == 1);
}

#[test]
fn a_file_is_replaced_only_after_asking() {
    let mut lab = runs_view(1);
    let id = lab.state().runs.list.iter().flatten().map(|run| run.id.clone()).next().expect("one run");
    let path = lab.state().shared.dir.models().with_file_name("curves.csv");
    std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("made");
    std::fs::write(&path, "mine").expect("written");
    let typed = path.with_extension("").display().to_string();
    let form = digit_lab::store::runs::export::RunForm::Csv;
    let ask = |lab: &mut Lab| {
        lab.harness.state_mut().run(Command::Runs(RunsCommand::Export(id.clone(), form)));
        // Where there is no dialog, that it is missing would open the window for the path anew, whenever it is found out.
        lab.until("a dialog is over", |state| !state.shared.is_running(&Kind::Dialog));
        lab.state().window.push(WindowRequest::TypePath(Request::ExportRun(id.clone(), form), WhyTyped::NoDialog));
        lab.harness.step();
        lab.harness.step();
        lab.harness.get_by_label("Path").focus();
        lab.harness.step();
        lab.harness.get_by_label("Path").type_text(&typed);
        lab.harness.step();
        lab.harness.get_by_label("Export").click();
        // A window that opens is measured before it is shown.
        lab.harness.run_steps(4);
    };
    ask(&mut lab);
    lab.harness.get_by_label("Choose another name").click();
    lab.harness.run_steps(4);
    lab.harness.get_by_label("Path");
    lab.harness.get_by_label("Export").click();
    lab.harness.run_steps(4);
    assert_eq!(std::fs::read_to_string(&path).expect("still there"), "mine");
    lab.harness.get_by_label("Replace it").click();
    lab.until("it is written", |_| std::fs::read_to_string(&path).is_ok_and(|text| text.contains("epoch")));
}

#[test]
fn a_chosen_path_receives_the_run_it_was_asked_for_whatever_was_asked_since() {
    let mut lab = runs_view(2);
    let ids: Vec<String> = lab.state().runs.list.iter().flatten().map(|run| run.id.clone()).collect();
    let [first, second] = &ids[..] else { panic!("two runs: {ids:?}") };
    let form = digit_lab::store::runs::export::RunForm::Csv;
    let folder = tempfile::tempdir().expect("a folder");
    let written = |lab: &mut Lab, id: &String, name: &str| {
        let path = folder.path().join(name);
        lab.state().answer(Request::ExportRun(id.clone(), form), path.clone());
        let is_there = |_: &Core| std::fs::read_to_string(&path).is_ok_and(|text| text.contains("epoch"));
        lab.until("it is written", is_there);
        std::fs::read_to_string(&path).expect("it is there")
    };
    let [alone, other] = [(first, "first.csv"), (second, "second.csv")].map(|(id, name)| written(&mut lab, id, name));
    assert_ne!(alone, other);
    // The dialog of the first is open while the second is asked for.
    for id in [first, second] {
        lab.harness.state_mut().run(Command::Runs(RunsCommand::Export(id.clone(), form)));
    }
    assert_eq!(written(&mut lab, first, "again.csv"), alone);
}

#[test]
fn an_interrupted_run_is_offered_and_goes_on_to_its_end() {
    let mut lab = training();
    pause_with_checkpoint(&mut lab);
    // The window closes: the thread ends and the lock is let go, as when the process is killed.
    lab.state().training = digit_lab::app::core::training::TrainingState::default();
    lab.harness.state_mut().run(Command::Runs(RunsCommand::Renew));
    lab.until("it is found", |state| state.runs.list.iter().flatten().any(|run| run.can_resume));
    lab.state().settings.train_view = TrainView::Runs;
    lab.harness.step();
    lab.harness.step();
    lab.harness.get_by_label_contains("was interrupted after");
    lab.harness.get_by_label("Keep best");
    lab.harness.get_by_label("Resume").click();
    lab.until("it goes on", |state| {
        state.training.live_run().is_some_and(|run| run.history.epochs.len() > 2 && !run.history.steps.is_empty())
    });
    lab.harness.state_mut().run(Command::Train(TrainCommand::Stop));
    lab.until("it is written", |state| {
        state.runs.list.iter().flatten().any(|run| run.record.state == RunState::Stopped && run.has_weights)
    });
    let id = lab.state().runs.list.iter().flatten().map(|run| run.id.clone()).next().expect("one run");
    assert!(!read(&lab.state().shared.dir.clone(), &id).expect("it is there").can_resume);
}
