//! Methods that are no networks, in the window: trained, read with live, looked into, compared, saved and opened again.

#[expect(dead_code, reason = "the other tests of the window use the rest")]
#[path = "common/window.rs"]
mod window;

use std::path::Path;
use std::sync::Arc;

use digit_lab::app::core::command::Command;
use digit_lab::app::core::evaluation::EvaluationCommand;
use digit_lab::app::core::inside::command::InsideCommand;
use digit_lab::app::core::methods::MethodCommand;
use digit_lab::app::core::settings::compared::ComparedModel;
use digit_lab::app::core::settings::setup::StartFrom;
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::data::Dataset;
use digit_lab::methods::{Finding, Method};
use digit_lab::text::Named as _;
use digit_lab::train::TrainingData;
use egui::PointerButton;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;
use window::{Window, seven};

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn run(window: &mut Window, command: Command) {
    window.harness.state_mut().run(command);
    window.settle();
}

/// A window with a seven on the canvas and few images to learn from.
fn open(dir: &Path) -> Window {
    let mut window = Window::open(dir);
    window.draw(&seven(), PointerButton::Primary);
    window.wait_until("images are there", |window| window.harness.state().core.shared.data.is_some());
    let state = window.harness.state_mut().core.by_hand();
    let data = state.shared.data.take().expect("it was waited for");
    let few = TrainingData { train: Arc::new(data.train.take(1_500)), test: Arc::new(data.test.take(200)) };
    state.shared.data = Some(few);
    window.settle();
    window
}

/// Trains this method with the buttons of the Train tab.
fn train(window: &mut Window, method: Method) {
    run(window, Command::Open(Tab::Train));
    window.click(&StartFrom::Method.title());
    let state = window.harness.state_mut().core.by_hand();
    state.settings.methods.method = method;
    state.settings.methods.trees = 10;
    window.settle();
    window.click("Start");
    window.wait_until("it has learned and reads", |window| is_current(window, method));
    window.settle();
}

fn is_current(window: &Window, method: Method) -> bool {
    let current = window.harness.state().core.shared.current.as_ref();
    current.and_then(|current| current.model.method()).is_some_and(|model| model.card.method() == method)
}

fn says(window: &Window, words: &str) -> bool {
    window.harness.query_all_by_label_contains(words).next().is_some()
}

fn findings(window: &Window) -> Option<&Finding> {
    window.harness.state().core.inside.method.findings().map(|found| &found.finding)
}

#[test]
fn a_method_is_trained_reads_live_is_saved_and_opened_again() {
    let dir = folder();
    let mut window = open(dir.path());
    train(&mut window, Method::Neighbours);
    assert!(says(&window, "Nearest neighbours"));
    assert!(!says(&window, "Learning rate"), "what makes no sense is not there");
    run(&mut window, Command::Open(Tab::Draw));
    window.wait_until("the drawing is read", |window| window.canvas_value().starts_with('7'));
    run(&mut window, Command::Open(Tab::Train));
    window.click("Save");
    window.wait_until("it is saved", |window| window.harness.state().core.methods.trained[0].saved.is_some());
    let path = window.harness.state().core.methods.trained[0].saved.clone().expect("it was waited for");
    window.wait_until("it is listed", |window| !window.harness.state().core.shared.available_methods.is_empty());
    run(&mut window, Command::UseModel("conv3".into()));
    window.wait_until("a network reads", |window| !is_current(window, Method::Neighbours));
    run(&mut window, Command::UseModel(path.display().to_string()));
    window.wait_until("the method reads again", |window| is_current(window, Method::Neighbours));
    assert_eq!(window.harness.state().core.settings.model, Some(path.display().to_string()));
    drop(window);
    // The next start begins with it.
    let window = Window::open(dir.path());
    assert!(window.harness.state().core.settings.model.is_none() || is_current(&window, Method::Neighbours));
}

#[test]
fn every_method_shows_how_it_reads() {
    let dir = folder();
    let mut window = open(dir.path());
    for (method, words) in [
        (Method::LeastSquares, "highest sum wins"),
        (Method::Neighbours, "most similar training pictures"),
        (Method::KernelSvm, "pull hardest"),
        (Method::Tree, "questions about this drawing"),
        (Method::Forest, "10 trees vote"),
    ] {
        train(&mut window, method);
        run(&mut window, Command::Open(Tab::Draw));
        if !window.harness.state().core.settings.inside.stage.eq(&digit_lab::app::core::settings::inside::Stage::Open) {
            run(&mut window, Command::Inside(InsideCommand::Toggle));
        }
        window.wait_until("it was looked into", |window| findings(window).is_some());
        window.settle();
        assert!(says(&window, words), "{method:?}");
        assert!(!says(&window, "Backpropagation"), "views of networks are not there");
        match (method, findings(&window).expect("it was waited for")) {
            (Method::Neighbours, Finding::Neighbours(near, 3)) => {
                assert!(near.len() >= 24 && near.windows(2).all(|pair| pair[0].distance <= pair[1].distance));
            }
            (Method::Tree, Finding::Way(asked, votes)) => {
                assert_eq!(votes.iter().sum::<usize>(), 1);
                assert!(asked.len() > 3 && !asked[0].left.is_empty());
            }
            (Method::KernelSvm, Finding::Supports(_, pulls)) => assert!(!pulls[0].is_empty()),
            (Method::LeastSquares, Finding::Sums(sums)) => assert_eq!(sums.len(), 10),
            (Method::Forest, Finding::Way(_, votes)) => assert_eq!(votes.iter().sum::<usize>(), 10),
            (method, _) => panic!("{method:?} shows something else"),
        }
    }
}

#[test]
fn a_method_stands_in_errors_and_beside_a_network() {
    let dir = folder();
    let mut window = open(dir.path());
    train(&mut window, Method::Tree);
    run(&mut window, Command::Open(Tab::Errors));
    run(&mut window, Command::Evaluate(EvaluationCommand::Start));
    window.wait_until("it is measured", |window| window.harness.state().core.evaluation.results().is_some());
    window.settle();
    assert!(says(&window, "Decision tree"));
    window.harness.state_mut().core.by_hand().settings.canvas.compared = vec![ComparedModel::Model("conv3".into())];
    run(&mut window, Command::Open(Tab::Draw));
    window.wait_until("both have read", |window| {
        let columns = window.harness.state().core.canvas.compare.columns();
        columns.len() == 2 && columns.iter().all(|column| column.prediction.is_some())
    });
    assert_eq!(window.harness.state().core.canvas.compare.columns()[0].parameters, None);
}

#[test]
fn training_stops_on_request_and_images_of_one_class_are_refused() {
    let dir = folder();
    let mut window = open(dir.path());
    run(&mut window, Command::Open(Tab::Train));
    window.click(&StartFrom::Method.title());
    window.harness.state_mut().core.by_hand().settings.methods.method = Method::KernelSvm;
    run(&mut window, Command::Method(MethodCommand::Start));
    run(&mut window, Command::Method(MethodCommand::Stop));
    assert!(window.harness.state().core.methods.trained.is_empty());
    let one = Dataset::new("ones", vec![9; 40 * 784], vec![1; 40]).map(Arc::new).expect("whole");
    window.harness.state_mut().core.by_hand().shared.data = Some(TrainingData { train: one.clone(), test: one });
    run(&mut window, Command::Method(MethodCommand::Start));
    window.wait_until("it is said", |window| says(window, "all images are labelled 1"));
    assert_eq!(window.harness.get_all_by_role(Role::ProgressIndicator).count(), 1);
}

#[test]
fn the_current_method_cannot_be_fine_tuned_and_that_is_said() {
    let dir = folder();
    let mut window = open(dir.path());
    train(&mut window, Method::LeastSquares);
    window.click(&StartFrom::CurrentModel.title());
    window.settle();
    assert!(says(&window, "is no network"));
}
