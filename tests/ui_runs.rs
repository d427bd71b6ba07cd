//! The list of runs through AccessKit: listed, told apart, laid over the plots, renamed, deleted, brought back, compared and
//! gone on with.

#[path = "common/lab.rs"]
mod lab;

use std::sync::Arc;
use std::time::Duration;

use digit_lab::app::core::command::Command;
use digit_lab::app::core::effects::WorkKind;
use digit_lab::app::core::files::request::Request;
use digit_lab::app::core::own_digits::{OwnDigits, OwnDigitsCommand};
use digit_lab::app::core::runs::command::RunsCommand;
use digit_lab::app::core::settings::axis::XAxis;
use digit_lab::app::core::settings::setup::{Setup, StartFrom};
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::settings::train_view::TrainView;
use digit_lab::app::core::state::Core;
use digit_lab::app::core::training::TrainingState;
use digit_lab::app::core::training::command::TrainCommand;
use digit_lab::app::core::training::run::Phase;
use digit_lab::app::core::window_request::{WhyTyped, WindowRequest};
use digit_lab::data::Label;
use digit_lab::ink::{Point, Stroke};
use digit_lab::model::{Arch, Pixels};
use digit_lab::store::folders::DataDir;
use digit_lab::store::own_digits::{self, Edit, OwnDigit};
use digit_lab::store::runs::{RunFolder, RunRecord, RunState, Update, read};
use digit_lab::train::{DataPlan, EpochReport, History, Started, TrainConfig, TrainingData};
use egui::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
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
fn a_run_that_cannot_be_read_is_shown_with_the_reason_and_can_be_deleted_and_brought_back() {
    let mut lab = Lab::open(Tab::Train, [1280.0, 900.0]);
    lab.until("the runs were looked for", |state| state.runs.list.is_some());
    let folder = lab.harness.state().core.shared.dir.runs().join("torn");
    std::fs::create_dir_all(&folder).expect("made");
    std::fs::write(folder.join("run.json"), "{\"format\": \"x\"}").expect("written");
    lab.harness.state_mut().run(Command::Runs(RunsCommand::Renew));
    lab.until("it was found", |state| state.runs.broken().count() == 1);
    lab.harness.get_by_label("1 run cannot be read").click();
    lab.harness.step();
    lab.harness.step();
    lab.harness.get_by_label_contains("\"format\" should be a whole number from 0 on, not \"x\"");
    lab.harness.get_by_label("Delete").click();
    lab.until("it is gone", |state| state.runs.broken().count() == 0 && state.runs.deleted.is_some());
    assert!(!folder.exists());
    lab.harness.get_by_label("Undo").click();
    lab.until("it is back", |state| state.runs.broken().count() == 1);
    assert!(folder.exists());
}

#[test]
fn without_runs_the_view_says_what_will_be_there() {
    let mut lab = Lab::open(Tab::Train, [1280.0, 800.0]);
    lab.state().settings.train_view = TrainView::Runs;
    lab.until("the runs were looked for", |state| state.runs.list.is_some());
    lab.harness.get_by_label("Every run you train is kept here");
}

#[test]
fn a_run_is_renamed_deleted_and_brought_back() {
    let mut lab = runs_view(1);
    lab.harness.get_by_label_contains("Beginner, tuned #1, finished, ");
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
    lab.until("it is gone", |state| listed(state) == 0 && state.training.runs.is_empty());
    lab.harness.get_by_label("Monday #1 was deleted");
    assert_eq!(lab.harness.query_all_by_label("Undo").count(), 1);
    lab.harness.get_by_label("Undo").click();
    lab.until("it is back", |state| listed(state) == 1 && state.training.runs.len() == 1);
    lab.harness.get_by_label_contains("Monday #1, finished, ");
    assert_eq!(lab.harness.query_all_by_label("Undo").count(), 0);
}

#[test]
fn a_run_of_an_earlier_sitting_is_opened_deleted_and_brought_back() {
    let mut lab = runs_view(2);
    lab.state().training = TrainingState::default();
    lab.state().settings.train_view = TrainView::Curves;
    lab.harness.run_steps(2);
    lab.harness.get_by_label_contains("Beginner, tuned #1, finished, ").click();
    lab.until("its details are shown", |state| state.settings.train_view == TrainView::Runs);
    lab.harness.get_by_label("Beginner, tuned #1");
    lab.harness.get_by_label("Delete").click();
    lab.until("it is gone", |state| listed(state) == 1);
    lab.harness.get_by_label("Beginner, tuned #1 was deleted");
    lab.harness.get_by_label("Undo").click();
    lab.until("it is back", |state| listed(state) == 2);
    lab.harness.get_by_label_contains("Beginner, tuned #1, finished, ");
}

#[test]
fn a_run_that_could_not_be_brought_back_can_be_asked_for_again() {
    let mut lab = runs_view(2);
    lab.state().training = TrainingState::default();
    let ids: Vec<String> = lab.state().runs.list.iter().flatten().map(|run| run.id.clone()).collect();
    lab.harness.state_mut().run(Command::Runs(RunsCommand::Delete(ids[0].clone())));
    lab.until("it is gone", |state| listed(state) == 1 && state.runs.deleted.is_some());
    let trash = lab.state().shared.dir.runs().join(".trash");
    let aside = trash.with_file_name(".aside");
    std::fs::rename(&trash, &aside).expect("moved");
    lab.harness.state_mut().run(Command::Runs(RunsCommand::Restore));
    lab.until("it is told", |state| state.shared.notices.unread().0 > 0);
    std::fs::rename(&aside, &trash).expect("moved back");
    lab.harness.state_mut().run(Command::Runs(RunsCommand::Restore));
    lab.until("it is back", |state| listed(state) == 2 && state.runs.deleted.is_none());
}

/// Ticks the run with this label and waits for its curves.
fn tick(lab: &mut Lab, run: &str, ticked: usize) {
    lab.harness.get_by_role_and_label(Role::CheckBox, &format!("Overlay {run}")).click();
    lab.until("its curves are read", |state| {
        state.runs.ticked.values().filter(|ticked| ticked.curves.is_some()).count() == ticked
    });
}

/// What the plot whose label begins so says.
fn plot(lab: &Lab, beginning: &str) -> String {
    let plots = lab.harness.query_all_by_role(Role::Image);
    let labels: Vec<String> = plots.filter_map(|plot| plot.accesskit_node().label()).collect();
    labels.into_iter().find(|label| label.starts_with(beginning)).unwrap_or_default()
}

#[test]
fn a_tick_lays_a_run_over_the_plots_in_view_at_once() {
    let mut lab = runs_view(2);
    lab.state().settings.train_view = TrainView::Curves;
    lab.harness.run_steps(2);
    assert!(!plot(&lab, "Loss: ").contains('#'));
    tick(&mut lab, "Beginner, tuned #1", 1);
    for metric in ["Loss: ", "Accuracy: "] {
        let told = plot(&lab, metric);
        assert!(told.contains("training ") && told.contains("#1 Beginner, tuned "), "{told}");
    }
    // Repeats are one curve until each is asked for; a measure can be chosen.
    tick(&mut lab, "Beginner, tuned #2", 2);
    lab.harness.get_by_label("Loss: show #1–2 mean of 2: Beginner, tuned");
    lab.harness.get_by_role_and_label(Role::Button, "2 runs laid over").click();
    lab.harness.run_steps(4);
    lab.harness.get_by_role_and_label(Role::RadioButton, "Each run").click();
    lab.harness.run_steps(2);
    lab.harness.get_by_role_and_label(Role::CheckBox, "Training loss").click();
    lab.harness.run_steps(2);
    lab.harness.get_by_label("Loss: show #2 Beginner, tuned");
    lab.harness.get_by_label("Loss: show #2 Beginner, tuned, training");
    assert_eq!(lab.state().settings.overlay.measures.len(), 3);
    lab.harness.key_press(egui::Key::Escape);
    lab.harness.run_steps(2);
    lab.harness.get_by_label("Clear all ticks").click();
    lab.until("none is ticked", |state| state.runs.ticked.is_empty());
    assert!(!plot(&lab, "Loss: ").contains('#'));
}

#[test]
fn runs_of_earlier_sittings_have_the_plots_to_themselves() {
    let mut lab = runs_view(1);
    lab.state().training = TrainingState::default();
    lab.state().settings.train_view = TrainView::Curves;
    lab.harness.run_steps(2);
    lab.harness.get_by_label_contains("Start training");
    tick(&mut lab, "Beginner, tuned #1", 1);
    assert!(plot(&lab, "Loss: ").starts_with("Loss: #1 Beginner, tuned "), "{}", plot(&lab, "Loss: "));
    for axis in XAxis::ALL {
        lab.state().settings.plots.axis = axis;
        lab.harness.run_steps(2);
        assert!(plot(&lab, "Accuracy: ").contains("#1 "), "{axis:?}");
    }
}

#[test]
fn what_differs_between_runs_is_told_in_the_list_and_in_a_table() {
    let mut lab = runs_view(2);
    let ids: Vec<String> = lab.state().runs.list.iter().flatten().map(|run| run.id.clone()).collect();
    assert_eq!([&ids[0], &ids[1]].map(|id| lab.state().runs.difference(id).to_owned()), ["Seed 2", "Seed 1"]);
    for (place, run) in ["Beginner, tuned #1", "Beginner, tuned #2"].into_iter().enumerate() {
        tick(&mut lab, run, place + 1);
    }
    lab.harness.get_by_label("What differs");
    lab.harness.get_by_label("Seed");
    lab.harness.get_by_label_contains("2 seeds of Beginner, tuned: validation ");
    lab.state().runs.search = "no such run".to_owned();
    lab.harness.step();
    lab.harness.get_by_label("No run matches what is searched for");
}

/// Keeps a run of three epochs as if it had been trained.
fn keep_one(dir: &DataDir, started_secs: u64) {
    let config = TrainConfig { arch: Arch::Softmax, epochs: 3, seed: started_secs, ..TrainConfig::default() };
    let mut record = RunRecord::begun(config, None, started_secs);
    let folder = RunFolder::create(dir, &record, None).expect("there is room");
    let epochs = (1..=3).map(|epoch| EpochReport {
        epoch,
        step: 10 * epoch as u64,
        validation_accuracy: 0.5 + 0.1 * epoch as f64,
        validation_loss: 1.0 / epoch as f64,
        is_best: true,
        ..EpochReport::default()
    });
    let started = Started {
        arch: Arch::Softmax,
        trained_parameters: 7_850,
        train_images: 300,
        validation_images: 100,
        steps_per_epoch: 10,
        epochs: 3,
        pixels: Pixels::Unit,
        chance: 0.1,
        guessing_loss: std::f64::consts::LN_10,
        labels: digit_lab::data::LabelSet::DIGITS,
        are_images_alike: false,
    };
    let history = History { started: Some(started), epochs: epochs.collect(), ..History::default() };
    record.follow(&history);
    record.state = RunState::Finished;
    let update = Update { record: Some(record), history: Some(Arc::new(history)), ..Update::default() };
    folder.write(&update).expect("there is room");
}

#[test]
fn among_sixty_runs_one_is_found_and_laid_over_in_a_small_window() {
    let size = [1024.0, 700.0];
    let mut lab = Lab::open(Tab::Train, size);
    let dir = lab.state().shared.dir.clone();
    for second in 1..=60 {
        keep_one(&dir, second);
    }
    lab.harness.state_mut().run(Command::Runs(RunsCommand::Renew));
    lab.until("all are listed", |state| listed(state) == 60);
    lab.harness.get_by_role_and_label(Role::CheckBox, "Overlay Softmax regression #60");
    assert!(lab.harness.query_all_by_label_contains("Overlay ").count() < 20, "only what is seen is drawn");
    lab.harness.get_by_label("Search the runs").focus();
    lab.harness.step();
    lab.harness.get_by_label("Search the runs").type_text("#37");
    lab.until("it is found", |state| state.runs.entries(&state.training).len() == 1);
    tick(&mut lab, "Softmax regression #37", 1);
    let plot = lab.harness.get_by_label_contains("Loss: #37 Softmax regression ").rect();
    let row = lab.harness.get_by_role_and_label(Role::CheckBox, "Overlay Softmax regression #37").rect();
    assert!(plot.height() > 80.0 && plot.bottom() <= row.top() && row.bottom() < size[1], "{plot:?} {row:?}");
}

/// The buttons that start a run.
fn starts(lab: &Lab) -> usize {
    lab.harness.query_all_by_label("Start").count() + lab.harness.query_all_by_label_contains("Start training").count()
}

#[test]
fn teaching_ones_own_digits_leads_to_one_start_and_shows_them_before_and_after() {
    let mut lab = Lab::open(Tab::Draw, [1280.0, 960.0]);
    let dir = lab.state().shared.dir.clone();
    let stroke = Stroke::new((0..9).map(|at| Point { x: 0.5, y: 0.1 + 0.1 * at as f32 }).collect(), 0.06);
    let digit = OwnDigit::new(&[stroke], Label::digit(1)).expect("it has ink");
    own_digits::edit(&dir, &[Edit::Add(digit.line)]).expect("there is room");
    lab.state().own_digits = OwnDigits::default();
    lab.until("it is read", |state| state.own_digits.all().len() == 1);
    let teach = Command::OwnDigits(OwnDigitsCommand::Teach);
    for round in 1..=2 {
        lab.harness.state_mut().run(teach.clone());
        lab.until("the images are there", |state| {
            let is_open = state.shared.data.as_ref().is_some_and(|data| data.train.len() == 60_001);
            is_open && state.training.can(TrainCommand::Start, &state.shared)
        });
        // Also after a run, whose result makes room for what is next.
        assert_eq!((lab.state().settings.tab, starts(&lab)), (Tab::Train, 1), "round {round}");
        lab.harness.get_by_label_contains("Fine-tune Beginner");
        if round == 1 {
            // Less of it, so that it is quick.
            let state = lab.state();
            let config = &mut state.settings.train.config;
            (config.epochs, config.limit) = (1, Some(600));
            config.data.split = DataPlan::holding_out(100).split;
            let data = state.shared.data.take().expect("it was waited for");
            state.shared.data = Some(TrainingData { test: Arc::new(data.test.take(200)), ..data });
            lab.harness.run_steps(2);
            lab.harness.get_by_label_contains("Start training").click();
            lab.until("it has come to its result", |state| {
                state.training.shown().is_some_and(|run| run.compared.is_some())
            });
            lab.harness.get_by_label_contains("Your own digits, most of which it was trained on: before ");
            lab.harness.get_by_label_contains("Test images of MNIST and my digits: before ");
            lab.harness.get_by_label_contains("My digits · Beginner, tuned #1, ");
        }
    }
}

#[test]
fn after_a_run_the_result_is_compared_with_the_model_before_and_one_button_stands_out() {
    let mut lab = runs_view(1);
    lab.state().settings.train_view = TrainView::Curves;
    lab.until("it is compared", |state| state.training.shown().is_some_and(|run| run.compared.is_some()));
    let compared = lab.state().training.shown().and_then(|run| run.compared.clone()).expect("it was waited for");
    let set = &compared.sets[0];
    assert_eq!((compared.before.to_string().as_str(), set.images.len()), ("Beginner", 200));
    assert!(set.after > set.before && !set.fixed.is_empty(), "{} {}", set.before, set.after);
    let told = format!("; {} fixed, {} broken", set.fixed.len(), set.broken.len());
    lab.harness.get_by_label_contains(&told);
    // A window of this height has room for the images themselves.
    assert!(lab.harness.query_all_by_label_contains(" before and as ").count() > 0);
    lab.harness.get_by_label("Use this model").click();
    lab.until("it is current", |state| state.shared.current.as_ref().is_some_and(|now| now.model.name() != "Beginner"));
    assert_eq!(lab.harness.query_all_by_label("Use this model").count(), 0);
    lab.harness.get_by_label_contains("In use");
    lab.harness.get_by_label("Details").click();
    lab.until("the details are there", |state| state.settings.train_view == TrainView::Runs);
    lab.harness.get_by_label("Before: Beginner");
}

#[test]
fn a_fine_tuning_is_compared_before_and_after() {
    let mut lab = runs_view(1);
    let id = lab.state().runs.list.iter().flatten().map(|run| run.id.clone()).next().expect("one run");
    lab.harness.state_mut().run(Command::Runs(RunsCommand::Open(id)));
    lab.until("the window has compared it by itself", |state| {
        state.training.shown().is_some_and(|run| run.compared.is_some())
    });
    lab.harness.get_by_label("Compare before and after").click();
    lab.until("it is compared", |state| state.runs.compared.is_some());
    assert!(lab.harness.query_all_by_label_contains("of 200 images").count() > 0);
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
    lab.harness.state_mut().run(digit_lab::app::core::command::Command::answer(Request::CompareInk(id), path));
    lab.until("both are compared", |state| state.runs.compared.as_ref().is_some_and(|both| both.sets.len() == 2));
    let own = set(&mut lab, 0);
    assert_eq!((own.images.len(), own.title.to_string().as_str()), (1, "Your digits, mine.jsonl"));
    // Those that were kept in the window are there by themselves.
    let stroke = Stroke::new((0..9).map(|at| Point { x: 0.5, y: 0.1 + 0.1 * at as f32 }).collect(), 0.06);
    let digit = OwnDigit::new(&[stroke], Label::digit(1)).expect("it has ink");
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
fn a_run_deleted_while_it_trains_leaves_nothing_behind_and_can_be_brought_back() {
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
        lab.until("a dialog is over", |state| !state.shared.is_running(&WorkKind::Dialog));
        lab.state().requests.push(WindowRequest::TypePath(Request::ExportRun(id.clone(), form), WhyTyped::NoDialog));
        lab.harness.step();
        lab.harness.step();
        lab.harness.get_by_label("Path").focus();
        lab.harness.step();
        lab.harness.get_by_label("Path").type_text(&typed);
        lab.harness.step();
        lab.harness.get_by_role_and_label(Role::Button, "Export").click();
        // A window that opens is measured before it is shown.
        lab.harness.run_steps(4);
    };
    ask(&mut lab);
    lab.harness.get_by_label("Choose another name").click();
    lab.harness.run_steps(4);
    lab.harness.get_by_label("Path");
    // Whatever was asked first, this is why a name is typed now.
    lab.harness.get_by_label("This name is taken, so please type another one");
    assert!(lab.harness.query_by_label_contains("offers no file dialog").is_none());
    lab.harness.get_by_role_and_label(Role::Button, "Export").click();
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
        lab.harness
            .state_mut()
            .run(digit_lab::app::core::command::Command::answer(Request::ExportRun(id.clone(), form), path.clone()));
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
    lab.state().training = TrainingState::default();
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
    let notices: Vec<String> = lab.state().shared.notices.all().iter().map(|notice| notice.text.to_string()).collect();
    assert!(notices.iter().any(|notice| notice.contains(" was stopped: ")), "{notices:?}");
    assert!(!notices.iter().any(|notice| notice.contains(" is done: ")), "{notices:?}");
    let id = lab.state().runs.list.iter().flatten().map(|run| run.id.clone()).next().expect("one run");
    assert!(!read(&lab.state().shared.dir.clone(), &id).expect("it is there").can_resume);
}

#[test]
fn of_many_runs_only_the_last_are_at_hand_and_all_are_in_the_list() {
    let mut lab = runs_view(9);
    assert_eq!(listed(&lab.harness.state().core), 9);
    assert!(lab.state().training.runs.len() <= 7, "{} hold their weights", lab.state().training.runs.len());
}
