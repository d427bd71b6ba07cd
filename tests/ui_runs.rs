//! The runs on the disk through AccessKit: listed, overlaid, renamed, deleted, brought back, and gone on with.

#[path = "common/lab.rs"]
mod lab;

use digit_lab::app::command::Command;
use digit_lab::app::runs::RunsCommand;
use digit_lab::app::state::State;
use digit_lab::app::tabs::Tab;
use digit_lab::app::tabs::train::views::TrainView;
use digit_lab::app::training::{Setup, StartFrom};
use digit_lab::model::Arch;
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
        lab.harness.state_mut().run(Command::Train(digit_lab::app::training::TrainCommand::Start));
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

fn listed(state: &State) -> usize {
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
    lab.harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::A);
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
        state.runs.ticked.len() == 2 && state.runs.ticked.values().all(|ticked| ticked.history.is_some())
    });
    lab.harness.get_by_label("What differs");
    lab.harness.get_by_label("seed");
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
    lab.harness.get_by_label_contains("of 200 test images");
    let compared = lab.state().runs.compared.clone().expect("it was waited for");
    assert!(compared.after > compared.before && !compared.fixed.is_empty(), "{} {}", compared.before, compared.after);
}

#[test]
fn an_interrupted_run_is_offered_and_goes_on_to_its_end() {
    let mut lab = Lab::open(Tab::Train, [1280.0, 900.0]);
    let mut setup = Setup::defaults(StartFrom::FreshWeights);
    setup.config.arch = Arch::Softmax;
    setup.config.epochs = 1_000;
    setup.config.data = DataPlan::holding_out(100);
    lab.state().settings.train = setup;
    lab.harness.step();
    lab.harness.state_mut().run(Command::Train(digit_lab::app::training::TrainCommand::Start));
    lab.until("it trains", |state| state.training.shown().is_some_and(|run| run.history.epochs.len() > 2));
    // A pause makes a checkpoint.
    lab.harness.state_mut().run(Command::Train(digit_lab::app::training::TrainCommand::TogglePause));
    let dir = lab.state().shared.dir.clone();
    let checkpoints = |dir: &digit_lab::store::folders::DataDir| {
        let folders = std::fs::read_dir(dir.runs()).into_iter().flatten().flatten();
        folders.filter(|folder| folder.path().join("checkpoint").is_file()).count()
    };
    lab.until("there is a checkpoint", |_| checkpoints(&dir) == 1);
    // The window closes: the thread ends and the lock is let go, as when the process is killed.
    lab.state().training = digit_lab::app::training::TrainingState::default();
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
    lab.harness.state_mut().run(Command::Train(digit_lab::app::training::TrainCommand::Stop));
    lab.until("it is written", |state| {
        state.runs.list.iter().flatten().any(|run| run.record.state == RunState::Stopped && run.has_weights)
    });
    let id = lab.state().runs.list.iter().flatten().map(|run| run.id.clone()).next().expect("one run");
    assert!(!read(&dir, &id).expect("it is there").can_resume);
}
