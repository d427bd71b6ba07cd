//! The Train tab through AccessKit: a tiny run from the start button to a model on the disk.

#[path = "common/lab.rs"]
mod lab;
#[path = "common/rest.rs"]
mod rest;

use digit_lab::app::core::settings::setup::{Setup, StartFrom};
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::settings::train_view::TrainView;
use digit_lab::app::core::state::Core;
use digit_lab::app::core::training::run::Phase;
use digit_lab::model::Arch;
use digit_lab::store::runs;
use digit_lab::train::{DataPlan, Remedy, StopReason, TrainError, TrainEvent};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lab::Lab;

/// The Train tab, set to a fresh softmax regression on 300 images.
fn train_tab(epochs: usize) -> Lab {
    let mut lab = Lab::open(Tab::Train, [1280.0, 800.0]);
    let mut setup = Setup::defaults(StartFrom::FreshWeights);
    setup.config.arch = Arch::Softmax;
    setup.config.epochs = epochs;
    setup.config.data = DataPlan::holding_out(100);
    setup.config.learning_rate = 0.01;
    lab.state().settings.train = setup;
    lab.harness.step();
    lab
}

fn finished(lab: &mut Lab) {
    lab.until("the run has ended", |state| state.training.shown().is_some_and(|run| !run.phase.is_live()));
}

#[test]
fn a_run_is_announced_trained_used_and_saved() {
    let mut lab = train_tab(2);
    lab.harness.get_by_label("Train Softmax regression, 7,850 parameters, on 300 images for 2 epochs");
    lab.harness.get_by_label_contains("Start training").click();
    finished(&mut lab);
    let run = lab.state().training.shown().expect("it ran");
    assert!(
        matches!(&run.phase, Phase::Finished(outcome) if outcome.reason == StopReason::Completed),
        "{:?}",
        run.phase
    );
    assert_eq!(run.history.epochs.len(), 2);
    assert!(!run.history.steps.is_empty(), "the training curve has points");
    for metric in ["Loss", "Accuracy"] {
        let label = format!("{metric}: training ");
        let plot = lab.harness.get_by_label_contains(&label);
        let told = plot.accesskit_node().label().unwrap_or_default();
        assert!(told.contains("validation"), "{told}");
    }
    lab.harness.get_by_label_contains("Best epoch: ");

    rest::click(&mut lab, "Use this model");
    lab.until("the trained model is current", |state| {
        state.shared.current.as_ref().is_some_and(|current| current.model.name().starts_with("Softmax regression"))
    });
    lab.harness.get_by_label_contains("Save…").click();
    lab.harness.step();
    lab.harness.step();
    let name = lab.harness.get_by_label("Name");
    name.focus();
    lab.harness.step();
    lab.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    lab.harness.step();
    lab.harness.get_by_label("Name").type_text("My first");
    lab.harness.step();
    lab.harness.get_all_by_label_contains(" Save").last().expect("the button is there").click();
    lab.until("the model is listed", |state| {
        state.shared.available_models.iter().any(|model| model.card.name == "My first")
    });
    lab.until("the saved model is current", |state| {
        state.shared.current.as_ref().is_some_and(|current| current.named.is_some())
    });
    let folder = lab.state().shared.dir.models();
    assert_eq!(folder.read_dir().expect("it was made").count(), 2, "weights and card");
    lab.harness.get_by_label_contains(", saved");
}

#[test]
fn a_run_pauses_goes_on_and_keeps_its_best_weights_when_it_is_stopped() {
    let mut lab = train_tab(1_000);
    lab.harness.get_by_label_contains("Start training").click();
    let epochs =
        |state: &digit_lab::app::core::state::Core| state.training.shown().map_or(0, |run| run.history.epochs.len());
    lab.until("an epoch is done", |state| epochs(state) > 0);
    rest::click(&mut lab, "Pause");
    lab.until("it is paused", |state| state.training.shown().is_some_and(|run| matches!(run.phase, Phase::Paused)));
    lab.harness.get_by_label("State: paused");
    rest::click(&mut lab, "Resume");
    let before = epochs(&lab.harness.state().core);
    lab.until("it goes on", |state| epochs(state) > before + 2);
    rest::click(&mut lab, "Stop");
    finished(&mut lab);
    let run = lab.state().training.shown().expect("it ran");
    assert!(matches!(&run.phase, Phase::Finished(outcome) if outcome.reason == StopReason::Stopped), "{:?}", run.phase);
    lab.harness.get_by_label_contains("its best weights kept");
}

#[test]
fn a_deleted_run_comes_back() {
    let mut lab = train_tab(1);
    lab.harness.get_by_label_contains("Start training").click();
    finished(&mut lab);
    rest::click(&mut lab, "Delete");
    lab.until("it is gone", |state| state.training.runs.is_empty());
    lab.harness.get_by_label("Softmax regression #1 was deleted");
    rest::click(&mut lab, "Undo");
    lab.until("it is back", |state| state.training.runs.len() == 1);
    lab.harness.get_by_label("Use this model");
}

#[test]
fn a_run_that_was_stopped_and_deleted_comes_back_with_its_folder() {
    let on_the_disk = |state: &Core| runs::list(&state.shared.dir).map_or(0, |(listed, _)| listed.len());
    let mut lab = train_tab(1_000);
    lab.harness.get_by_label_contains("Start training").click();
    lab.until("an epoch is done", |state| state.training.shown().is_some_and(|run| !run.history.epochs.is_empty()));
    rest::click(&mut lab, "Pause");
    lab.until("it is on the disk", |state| on_the_disk(state) == 1);
    rest::click(&mut lab, "Stop and delete");
    lab.until("it is gone", |state| state.training.runs.is_empty());
    lab.until("also from the disk", |state| on_the_disk(state) == 0);
    lab.harness.get_by_label("Softmax regression #1 was deleted");
    rest::click(&mut lab, "Undo");
    lab.until("it is back", |state| state.training.runs.len() == 1);
    lab.until("also on the disk", |state| on_the_disk(state) == 1);
    let run = lab.state().training.shown().expect("it is back");
    assert!(matches!(&run.phase, Phase::Finished(outcome) if outcome.reason == StopReason::Stopped), "{:?}", run.phase);
    lab.harness.get_by_label("Use this model");
}

#[test]
fn the_transport_is_the_same_in_every_view_and_nothing_starts_a_run_but_one_button() {
    let mut lab = train_tab(1_000);
    let look = |lab: &mut Lab, moment: &str| {
        let mut places = Vec::new();
        for view in TrainView::ALL.iter().copied() {
            lab.state().settings.train_view = view;
            lab.harness.run_steps(3);
            for name in ["Start", "One step", "Stop", "Stop and delete"] {
                let button = lab.harness.get_by_label(name);
                places.push((name, button.rect(), button.accesskit_node().is_disabled()));
            }
        }
        let (first, others) = places.split_at(4);
        assert!(others.chunks(4).all(|view| view == first), "{moment}: {places:?}");
        first[0].2
    };
    for view in TrainView::ALL.iter().copied() {
        lab.state().settings.train_view = view;
        lab.harness.run_steps(3);
        let starts = lab.harness.query_all_by_label("Start").count();
        let large = lab.harness.query_all_by_label_contains("Start training").count();
        assert_eq!(starts + large, 1, "{view:?}");
    }
    lab.state().settings.train_view = TrainView::Runs;
    lab.harness.run_steps(2);
    lab.harness.get_by_label("Start").click();
    lab.until("it trains", |state| state.training.shown().is_some_and(|run| matches!(run.phase, Phase::Training)));
    assert!(look(&mut lab, "during"), "a second run waits");
    rest::click(&mut lab, "Stop");
    finished(&mut lab);
    assert!(!look(&mut lab, "after"));
}

#[test]
fn a_second_run_leaves_the_first_result_in_the_list() {
    let mut lab = train_tab(1);
    lab.harness.get_by_label_contains("Start training").click();
    finished(&mut lab);
    lab.harness.get_by_label("Start").click();
    lab.until("the second one has ended", |state| {
        state.training.shown().is_some_and(|run| run.number == 2 && !run.phase.is_live())
    });
    lab.harness.get_by_label_contains("Softmax regression #1, ").click();
    lab.until("the first one is shown", |state| state.training.shown().is_some_and(|run| run.number == 1));
    lab.harness.get_by_label("Use this model");
}

#[test]
fn a_run_that_diverged_says_what_to_try() {
    let mut lab = train_tab(1);
    lab.harness.get_by_label_contains("Start training").click();
    finished(&mut lab);
    let run = lab.state().training.runs.last_mut().expect("it ran");
    run.apply(TrainEvent::Failed(TrainError::Diverged {
        step: 3,
        loss: 1e7,
        remedies: vec![Remedy::Clip, Remedy::LowerRate { to: 0.002, is_usual: false }],
        best: None,
    }));
    lab.harness.step();
    lab.harness.get_by_label_contains("• gradient clipping (to a norm of 1)");
    lab.harness.get_by_label("Try a rate of 0.002").click();
    lab.until("the second run has ended", |state| {
        state.training.shown().is_some_and(|run| run.number == 2 && !run.phase.is_live())
    });
    let rate = lab.state().settings.train.config.learning_rate;
    assert!((rate - 0.002).abs() < 1e-9, "{rate}");
}

#[test]
fn what_start_does_first_shows_learning_from_the_very_beginning() {
    let mut lab = Lab::open(Tab::Train, [1280.0, 800.0]);
    lab.harness.get_by_label_contains("Train LeNet-5, ");
    lab.harness.get_by_label_contains("Start training").click();
    finished(&mut lab);
    let run = lab.state().training.shown().expect("it ran");
    let baseline = run.history.baseline().expect("it was validated before the first step");
    assert!((baseline.loss - 10.0_f64.ln()).abs() < 0.1 && baseline.accuracy < 0.3, "{baseline:?}");
    let points = run.history.validation_curve().len();
    assert!(points > run.history.epochs.len());
    assert!(lab.harness.get_all_by_label("Best epoch").count() >= 1, "the legend says what the mark is");
}

#[test]
fn a_run_that_stays_at_chance_is_told_with_what_to_try() {
    let mut lab = train_tab(60);
    lab.state().settings.train.config.data.label_noise = 1.0;
    lab.harness.step();
    lab.harness.get_by_label_contains("Start training").click();
    finished(&mut lab);
    lab.harness.step();
    lab.harness.get_by_label("What to try");
    lab.harness.get_by_label_contains("labels that are not shuffled (100 % of them are, by the settings)");
    lab.harness.get_by_label_contains("which is guessing");
}

#[test]
fn updates_of_layers_are_kept_though_their_view_was_never_open() {
    let mut lab = train_tab(3);
    lab.harness.get_by_label_contains("Start training").click();
    finished(&mut lab);
    lab.state().settings.train_view = TrainView::Layers;
    lab.harness.run_steps(2);
    lab.harness.get_by_label_contains("Update ratio: dense1 ");
}

#[test]
fn a_run_that_cannot_be_kept_is_told_once_and_trained_all_the_same() {
    let mut lab = train_tab(3);
    let runs = lab.state().shared.dir.runs();
    if runs.exists() {
        std::fs::remove_dir_all(&runs).expect("nothing is in it yet");
    }
    std::fs::write(&runs, "in the way").expect("a temporary file is written");
    lab.harness.get_by_label_contains("Start training").click();
    finished(&mut lab);
    let is_told = |text: &str| text.contains("training goes on without");
    lab.until("the fault is told", |state| state.shared.notices.all().iter().any(|notice| is_told(&notice.words())));
    assert_eq!(lab.state().shared.notices.all().iter().filter(|notice| is_told(&notice.words())).count(), 1);
    let run = lab.state().training.shown().expect("it ran");
    assert!(matches!(&run.phase, Phase::Finished(outcome) if outcome.summary.epochs == 3), "{:?}", run.phase);
    assert_eq!(std::fs::read_to_string(&runs).expect("it is still there"), "in the way");
    // What was learned can be used.
    lab.harness.get_by_label("Use this model");
}

#[test]
fn the_defaults_come_back_with_one_click() {
    let mut lab = train_tab(77);
    lab.harness.get_by_label("Defaults").click();
    lab.harness.step();
    lab.harness.step();
    assert_eq!(lab.state().settings.train, Setup::defaults(StartFrom::FreshWeights));
}
