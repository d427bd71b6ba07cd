//! Several models on the same drawing: chosen, read, told apart, taken away and remembered.

#[expect(dead_code, reason = "the other tests of the window use the rest")]
#[path = "common/window.rs"]
mod window;

use digit_lab::app::core::settings::compared::ComparedModel;
use digit_lab::model::{Arch, Kernels, Model, Predictor, Weights};
use digit_lab::store::folders::DataDir;
use digit_lab::store::models;
use eframe::App as _;
use egui::PointerButton;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tempfile::TempDir;
use window::{Window, seven};

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn compared(window: &Window) -> &[ComparedModel] {
    &window.harness.state().core.settings.canvas.compared
}

fn compare_with(window: &mut Window, names: &[&str]) {
    let wanted = names.iter().map(|name| ComparedModel::Model((*name).to_owned())).collect();
    window.harness.state_mut().core.by_hand().settings.canvas.compared = wanted;
    window.settle();
}

fn has_part(window: &Window, words: &str) -> bool {
    window.harness.query_all_by_label_contains(words).next().is_some()
}

/// A saved model that knows nothing, and its path.
fn save_ignorant(dir: &TempDir) -> String {
    let mut card = models::default_model().expect("it is in the program").card;
    (card.name, card.architecture, card.calibration) = ("Ignorant".to_owned(), Arch::Softmax, None);
    card.parameters = Arch::Softmax.parameters();
    let mut weights = Weights::fresh(Arch::Softmax, 1);
    // Nothing but a liking for fours.
    for (name, array) in &mut weights.0 {
        let values = (0..array.values.len()).map(|index| f32::from(name.ends_with("bias") && index == 4) * 9.0);
        array.values = values.collect::<Vec<f32>>().into();
    }
    let path = models::save(&DataDir(dir.path().to_path_buf()), &Model { card, weights }).expect("saved");
    path.display().to_string()
}

#[test]
fn a_second_model_is_chosen_in_the_menu_reads_the_drawing_and_is_removed() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.draw(&seven(), PointerButton::Primary);
    window
        .wait_until("the models are listed", |window| !window.harness.state().core.shared.available_models.is_empty());
    let other = models::find(&DataDir(dir.path().to_path_buf()), "conv3").expect("it is in the program");
    let name = other.card.name.clone();
    window.click("Compare…");
    let row = window
        .harness
        .query_all_by_label_contains(&name)
        .find(|row| row.accesskit_node().label().is_some_and(|label| label.starts_with(&name)))
        .expect("it is in the menu");
    row.click();
    window.settle();
    assert_eq!(compared(&window), [ComparedModel::Model("conv3".to_owned())]);

    let predictor = Predictor::for_model(&other, Kernels::default()).expect("its weights fit");
    let seen = window.harness.state().core.canvas.seen().clone();
    let expected = predictor.predict(&seen).expect("it reads");
    let sure = digit_lab::text::format::confidence(expected.probabilities[7]);
    let seventh = format!("{name}, digit 7: {sure}");
    window.wait_until("it has read", |window| window.harness.query_by_role_and_label(Role::Meter, &seventh).is_some());
    let weights = format!("{name}: {} parameters, ", digit_lab::text::format::count(other.card.parameters));
    window.wait_until("its time is told", |window| has_part(window, &weights) && has_part(window, " ms"));
    window.wait_until("they agree", |window| window.has("Both agree: 7"));

    // Each row of bars is as high in one column as in the other.
    let main = window
        .harness
        .state()
        .core
        .shared
        .current
        .as_ref()
        .expect("it is loaded")
        .model
        .network()
        .expect("it is a network")
        .card
        .name
        .clone();
    for digit in 0..10 {
        let row = |name: &str| {
            let bar = format!("{name}, digit {digit}: ");
            let meter = window.harness.query_all_by_label_contains(&bar).next().expect("it has a bar");
            meter.rect().center().y
        };
        assert!((row(&main) - row(&name)).abs() < 0.5, "digit {digit}");
    }
    window.click(&format!("Remove {name}"));
    assert!(compared(&window).is_empty());
    assert!(!has_part(&window, "agree"));
}

#[test]
fn disagreement_is_told_in_words() {
    let dir = folder();
    let ignorant = save_ignorant(&dir);
    let mut window = Window::open(dir.path());
    compare_with(&mut window, &["conv3", &ignorant]);
    assert!(has_part(&window, "Nothing to read"));
    window.draw(&seven(), PointerButton::Primary);
    window.wait_until("they disagree", |window| window.has("They disagree: 7, 7, 4"));
    assert!(window.has("Ignorant: 4 Very sure"));
    window.click("Clear");
    window.wait_until("nothing is left of it", |window| has_part(window, "Ignorant, digit 4: nothing to read"));
}

#[test]
fn newer_ink_is_read_by_all_of_them() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    compare_with(&mut window, &["conv3"]);
    window.draw(&seven(), PointerButton::Primary);
    window.wait_until("both read a seven", |window| window.has("Both agree: 7"));
    window.click("Clear");
    let bar = (0..=20).map(|step| (0.5, 0.2 + 0.03 * step as f32)).collect();
    window.draw(&[bar], PointerButton::Primary);
    window.wait_until("both read a one", |window| window.has("Both agree: 1"));
}

#[test]
fn a_model_that_is_gone_says_so_and_training_says_when_there_is_none() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    compare_with(&mut window, &["/no/such/model.safetensors"]);
    window.wait_until("the fault is told", |window| has_part(window, "model.safetensors: "));
    window.click("Remove /no/such/model.safetensors");
    assert!(compared(&window).is_empty());
    window.harness.state_mut().core.by_hand().settings.canvas.compared = vec![ComparedModel::Training];
    window.settle();
    assert!(window.has("Weights in training: Nothing is being trained now"));
}

#[test]
fn what_is_compared_survives_a_restart() {
    let dir = folder();
    {
        let mut window = Window::open(dir.path());
        compare_with(&mut window, &["conv3"]);
        window.harness.state_mut().on_exit(None);
    }
    let mut window = Window::open(dir.path());
    assert_eq!(compared(&window), [ComparedModel::Model("conv3".to_owned())]);
    window.draw(&seven(), PointerButton::Primary);
    window.wait_until("both read", |window| window.has("Both agree: 7"));
}
