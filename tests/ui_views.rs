//! The views of the Train tab through AccessKit: each is reached by its name and its key, and shows what it says.

#[path = "common/lab.rs"]
mod lab;
#[path = "common/rest.rs"]
mod rest;

use digit_lab::app::core::canvas::reading::WeightsSource;
use digit_lab::app::core::settings::axis::{Scale, XAxis};
use digit_lab::app::core::settings::plots::CurveId;
use digit_lab::app::core::settings::setup::{Setup, StartFrom};
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::settings::train_view::TrainView;
use digit_lab::app::core::state::CoreState;
use digit_lab::app::core::training::run::Phase;
use digit_lab::model::Arch;
use digit_lab::text::Named;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lab::Lab;

#[test]
fn every_view_opens_by_its_name_and_by_its_key() {
    let mut lab = Lab::open(Tab::Train, [1024.0, 700.0]);
    for view in TrainView::ALL.iter().copied() {
        lab.harness.get_by_role_and_label(Role::Tab, &view.title()).click();
        lab.until("the view is open", |state| state.settings.train_view == view);
    }
    for view in TrainView::ALL.iter().copied() {
        lab.harness.key_press_modifiers(Modifiers::ALT, view.shortcut_key());
        lab.until("the view is open", |state| state.settings.train_view == view);
    }
}

/// A run of 25 steps that has ended.
fn with_a_run(size: [f32; 2]) -> Lab {
    let mut lab = Lab::open(Tab::Train, size);
    let mut setup = Setup::defaults(StartFrom::FreshWeights);
    setup.config.arch = Arch::Softmax;
    setup.config.epochs = 5;
    lab.state().settings.train = setup;
    lab.harness.step();
    lab.harness.get_by_label_contains("Start training").click();
    lab.until("the run has ended", |state| state.training.shown().is_some_and(|run| !run.phase.is_live()));
    lab
}

#[test]
fn curves_are_switched_by_mouse_and_keyboard_and_stay_so() {
    let mut lab = with_a_run([1280.0, 800.0]);
    lab.harness.get_by_role_and_label(Role::CheckBox, "Loss: show training, raw").click();
    let hidden = |state: &CoreState| state.settings.plots.hidden.contains(&CurveId::TrainingRaw);
    lab.until("it is hidden", |state| hidden(state));
    lab.harness.get_by_role_and_label(Role::CheckBox, "Accuracy: show training, raw").focus();
    lab.harness.step();
    lab.harness.key_press(Key::Space);
    lab.until("it is back", |state| !hidden(state));
}

#[test]
fn axes_are_chosen_and_remembered() {
    let mut lab = with_a_run([1920.0, 1080.0]);
    for axis in XAxis::ALL {
        lab.harness.get_by_role_and_label(Role::RadioButton, &axis.title()).click();
        lab.until("the axis is chosen", |state| state.settings.plots.axis == axis);
    }
    for scale in Scale::ALL {
        lab.harness.get_by_role_and_label(Role::RadioButton, &scale.title()).click();
        lab.until("the scale is chosen", |state| state.settings.plots.scale == scale);
        lab.harness.get_by_label_contains("Loss: training ");
    }
    let told = lab.harness.get_by_label_contains("Accuracy: training ").accesskit_node().label().unwrap_or_default();
    assert!(told.contains("Best epoch "), "{told}");
}

#[test]
fn in_a_small_window_axis_and_scale_are_in_a_menu_named_for_both() {
    let mut lab = with_a_run([1024.0, 700.0]);
    lab.harness.get_by_role_and_label(Role::Button, "Axes").click();
    lab.harness.run_steps(4);
    lab.harness.get_by_role_and_label(Role::RadioButton, "Steps").click();
    lab.until("the axis is chosen", |state| state.settings.plots.axis == XAxis::Step);
    for scale in [Scale::Log, Scale::Linear] {
        lab.harness.get_by_role_and_label(Role::RadioButton, &scale.title()).click();
        lab.until("the scale is chosen", |state| state.settings.plots.scale == scale);
    }
}

#[test]
fn curves_say_what_only_training_does() {
    let mut lab = Lab::open(Tab::Train, [1280.0, 800.0]);
    let mut setup = Setup::defaults(StartFrom::FreshWeights);
    (setup.config.arch, setup.config.label_smoothing, setup.config.synthetic) = (Arch::Softmax, 0.1, 0.2);
    lab.state().settings.train = setup;
    lab.harness.step();
    lab.harness.get_by_label_contains("Start training").click();
    lab.until("the run has ended", |state| state.training.shown().is_some_and(|run| !run.phase.is_live()));
    lab.harness.get_by_label("Training is measured with augmented images and label smoothing, validation without");
    let mut lab = with_a_run([1280.0, 800.0]);
    assert!(lab.harness.query_by_label_contains("Training is measured with").is_none());
    lab.harness.step();
}

#[test]
fn the_top_bar_names_the_weights_that_read_the_canvas() {
    let mut lab = while_training(TrainView::Watch);
    lab.until("the weights are there", |state| state.training.live().is_some());
    lab.harness.get_by_label("Current model: Beginner");
    lab.state().canvas.source = WeightsSource::Training;
    lab.harness.run_steps(2);
    lab.harness.get_by_label_contains("The canvas reads with: Run 1, in training");
    assert!(lab.harness.query_by_label_contains("Beginner").is_none(), "another model is named");
    lab.until("an epoch is done", |state| state.training.shown().is_some_and(|run| !run.history.epochs.is_empty()));
    lab.harness.get_by_label_contains(" % on the validation images");
    rest::click(&mut lab, "Stop and delete");
    lab.until("the run is gone", |state| state.training.runs.is_empty());
    lab.harness.get_by_label("Current model: Beginner");
}

/// A run that goes on until it is stopped, with `view` open.
fn while_training(view: TrainView) -> Lab {
    let mut lab = Lab::open(Tab::Train, [1280.0, 800.0]);
    let mut setup = Setup::defaults(StartFrom::FreshWeights);
    setup.config.arch = Arch::Conv3;
    setup.config.epochs = 1_000;
    let state = lab.state();
    state.settings.train = setup;
    state.settings.train_view = TrainView::Curves;
    lab.harness.step();
    lab.harness.get_by_label_contains("Start training").click();
    lab.harness.step();
    lab.state().settings.train_view = view;
    lab
}

#[test]
fn layers_are_told_while_a_run_trains() {
    let mut lab = while_training(TrainView::Layers);
    lab.until("layers are measured", |state| state.training.shown().is_some_and(|run| run.statistics.ratios.len() > 1));
    lab.harness.get_by_label_contains("Weights of conv1, from");
    lab.harness.get_by_label_contains("Activations of dense1, from");
    lab.harness.get_by_label_contains("Update ratio of conv2: ");
    lab.harness.get_by_label_contains("filters of the first layer");
    lab.harness.get_by_label_contains("Update ratio: conv1 ");
}

#[test]
fn digits_are_told_while_a_run_trains() {
    let mut lab = while_training(TrainView::Digits);
    lab.until("digits are measured", |state| state.training.shown().is_some_and(|run| run.statistics.digits.is_some()));
    lab.harness.get_by_label("Confusion matrix");
    lab.harness.get_by_label_contains("Digit 7: precision ");
    lab.until("an epoch is done", |state| state.training.shown().is_some_and(|run| !run.statistics.epochs.is_empty()));
}

#[test]
fn hard_images_are_read_before_and_while_a_run_trains() {
    let mut lab = Lab::open(Tab::Train, [1280.0, 800.0]);
    lab.state().settings.train_view = TrainView::Watch;
    lab.harness.step();
    lab.harness.get_by_label("Read with the current model, until a run trains");
    let read = |lab: &Lab| lab.harness.query_all_by_label_contains(": read as ").count();
    let deadline = std::time::Instant::now() + std::time::Duration::from_mins(1);
    while read(&lab) < 12 && std::time::Instant::now() < deadline {
        lab.harness.step();
    }
    assert_eq!(read(&lab), 12);
    let mut lab = while_training(TrainView::Watch);
    lab.until("the weights are there", |state| state.training.live().is_some());
    lab.harness.get_by_label("Read with the weights being trained, a few times a second");
}

#[test]
fn a_rate_is_found_and_taken() {
    let mut lab = Lab::open(Tab::Train, [1280.0, 800.0]);
    let mut setup = Setup::defaults(StartFrom::FreshWeights);
    setup.config.arch = Arch::Softmax;
    lab.state().settings.train = setup;
    lab.state().settings.train_view = TrainView::Rates;
    lab.harness.step();
    lab.harness.get_by_label("Find a learning rate").click();
    lab.until("it is found", |state| state.training.finder.found().is_some());
    lab.harness.get_by_label_contains("learning rates");
    let found = lab.state().training.finder.found().and_then(|found| found.suggestion).expect("the loss falls");
    let shown = digit_lab::text::format::rate(found.steepest).to_string();
    lab.harness.get_all_by_label(&format!("Use {shown}")).next().expect("it is offered").click();
    lab.until("it is the rate of the next run", |state| {
        (state.settings.train.config.learning_rate / found.steepest - 1.0).abs() < 0.1
    });
}

#[test]
fn a_run_does_one_step_at_a_time_and_can_be_deleted() {
    let mut lab = while_training(TrainView::Curves);
    lab.until("it trains", |state| state.training.shown().is_some_and(|run| !run.history.steps.is_empty()));
    rest::click(&mut lab, "Pause");
    lab.until("it holds", |state| state.training.shown().is_some_and(|run| matches!(run.phase, Phase::Paused)));
    let steps = |state: &CoreState| {
        state.training.shown().and_then(|run| run.history.steps.last()).map_or(0, |report| report.step)
    };
    rest::click(&mut lab, "One step");
    let mut before = steps(lab.state());
    lab.until("a step is done", |state| steps(state) > before);
    for _ in 0..2 {
        before = steps(lab.state());
        rest::click(&mut lab, "One step");
        lab.until("one more is done", |state| steps(state) == before + 1);
    }
    // What the last one did stands under Watch: its batch, read before and after it.
    lab.state().settings.train_view = TrainView::Watch;
    let last = steps(lab.state());
    lab.until("it was measured", |state| {
        let alone = state.training.shown().and_then(|run| run.statistics.single_step.as_ref());
        alone.is_some_and(|step| step.measured.step == last)
    });
    lab.harness.step();
    let run = lab.state().training.shown().expect("it holds");
    let (alone, size) = (run.statistics.single_step.clone().expect("it was waited for"), run.config.batch_size);
    assert_eq!(alone.examples.len(), size);
    let [loss, after] = alone.losses();
    assert!(after < loss, "a step on a batch lowers its loss: {loss} to {after}");
    assert!(alone.layers.iter().all(|(_, ratio)| *ratio > 0.0), "every layer moved");
    lab.harness.get_by_label_contains(&format!("Step {last} on a batch of {size}"));
    rest::click(&mut lab, "Stop and delete");
    lab.until("nothing is left", |state| state.training.runs.is_empty());
}
