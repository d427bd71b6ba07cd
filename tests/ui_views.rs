//! The views of the Train tab through AccessKit: each is reached by its name and its key, and shows what it says.

#[path = "common/lab.rs"]
mod lab;

use digit_lab::app::state::State;
use digit_lab::app::tabs::Tab;
use digit_lab::app::tabs::train::views::TrainView;
use digit_lab::app::training::{Setup, StartFrom};
use digit_lab::app::widgets::plots::{Scale, XAxis};
use digit_lab::model::Arch;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lab::Lab;

#[test]
fn every_view_opens_by_its_name_and_by_its_key() {
    let mut lab = Lab::open(Tab::Train, [1024.0, 700.0]);
    for view in TrainView::ALL {
        lab.harness.get_by_role_and_label(Role::Tab, view.title()).click();
        lab.until("the view is open", |state| state.settings.train_view == view);
    }
    for view in TrainView::ALL {
        lab.harness.key_press_modifiers(Modifiers::ALT, view.key());
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
    let hidden = |state: &State, name: &str| state.settings.plots.hidden.contains(name);
    lab.until("it is hidden", |state| hidden(state, "Training, raw"));
    lab.harness.get_by_role_and_label(Role::CheckBox, "Accuracy: show training, raw").focus();
    lab.harness.step();
    lab.harness.key_press(Key::Space);
    lab.until("it is back", |state| !hidden(state, "Training, raw"));
}

#[test]
fn axes_are_chosen_and_remembered() {
    let mut lab = with_a_run([1920.0, 1080.0]);
    for axis in XAxis::ALL {
        lab.harness.get_by_role_and_label(Role::RadioButton, axis.title()).click();
        lab.until("the axis is chosen", |state| state.settings.plots.axis == axis);
    }
    for scale in Scale::ALL {
        lab.harness.get_by_role_and_label(Role::RadioButton, scale.title()).click();
        lab.until("the scale is chosen", |state| state.settings.plots.scale == scale);
        lab.harness.get_by_label_contains("Loss: training ");
    }
    let told = lab.harness.get_by_label_contains("Accuracy: training ").accesskit_node().label().unwrap_or_default();
    assert!(told.contains("best epoch "), "{told}");
}

#[test]
fn in_a_small_window_the_axes_are_in_a_menu() {
    let mut lab = with_a_run([1024.0, 700.0]);
    lab.harness.get_by_role_and_label(Role::Button, "Axes").click();
    lab.harness.run_steps(4);
    lab.harness.get_by_role_and_label(Role::RadioButton, "Steps").click();
    lab.until("the axis is chosen", |state| state.settings.plots.axis == XAxis::Step);
}
