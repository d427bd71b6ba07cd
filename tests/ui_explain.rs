//! Why the network says what it says, in the window: each view is played to its end by its accessible names.

#![expect(clippy::float_cmp, reason = "what is taken back is the same number")]

#[expect(dead_code, reason = "the other tests of the window use the rest")]
#[path = "common/window.rs"]
mod window;

use std::path::Path;

use digit_lab::app::core::command::Command;
use digit_lab::app::core::explain::Explain;
use digit_lab::app::core::explain::command::ExplainCommand;
use digit_lab::app::core::explain::landscape::Scene;
use digit_lab::app::core::inside::command::InsideCommand;
use digit_lab::app::core::settings::inside::InsideView;
use digit_lab::data::Image;
use digit_lab::explain::adversarial::attack;
use digit_lab::explain::landscape::Grid;
use digit_lab::explain::{Baseline, ExplainedNet, Method};
use digit_lab::model::Weights;
use digit_lab::store::folders::DataDir;
use egui::PointerButton;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tempfile::TempDir;
use window::{Window, seven};

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

/// A seven on the canvas, and this view open.
fn open(dir: &Path, view: InsideView) -> Window {
    // The smallest network, so that what asks it a thousand times takes no time.
    std::fs::write(dir.join("settings.json"), r#"{"format": 1, "model": "tiny"}"#).expect("a file can be written");
    let mut window = Window::open(dir);
    window.draw(&seven(), PointerButton::Primary);
    window.wait_until("the digit is read", |window| window.canvas_value() != "blank");
    dispatch(&mut window, Command::Inside(InsideCommand::Show(view)));
    window
}

fn dispatch(window: &mut Window, command: Command) {
    window.harness.state_mut().core.dispatch(command);
    window.settle();
}

fn ask(window: &mut Window, command: ExplainCommand) {
    dispatch(window, Command::Explain(command));
}

fn explain(window: &Window) -> &Explain {
    &window.harness.state().core.explain
}

/// Whether something has a name that contains these words.
fn says(window: &Window, words: &str) -> bool {
    window.harness.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn a_step_of_backpropagation_lowers_the_loss_and_is_taken_back() {
    let dir = folder();
    let mut window = open(dir.path(), InsideView::Backpropagation);
    ask(&mut window, ExplainCommand::Label(Some(4)));
    window.wait_until("a pass there and back", |window| {
        explain(window).practising.pass().is_some_and(|pass| pass.label == 4)
    });
    window.settle();
    assert!(says(&window, "Wanted: 4") && says(&window, "∂L/∂w = Σ δ·a") && says(&window, "w ← w − η g"));
    assert!(says(&window, "Gradient at conv1") && says(&window, "Chain rule: p − y of"));
    let before = explain(&window).practising.pass().expect("it is there").loss;
    let weights = window
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
        .weights
        .clone();
    for step in 1..=3 {
        window.wait_until("a step can be taken", |window| {
            explain(window).practising.can_step(&window.harness.state().core.shared)
        });
        window.settle();
        window.click("Take the step");
        window.wait_until("the step is taken", |window| explain(window).practising.losses().len() == step + 1);
        window.wait_until("and its pass is there", |window| {
            explain(window).practising.can_step(&window.harness.state().core.shared)
        });
    }
    let losses = explain(&window).practising.losses();
    assert!(losses[3] < losses[0], "{losses:?}");
    assert_eq!(losses[0], before);
    let now = &window
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
        .weights;
    assert!(*now == weights, "nothing of it reaches the model");
    window.settle();
    window.click("Take the step back");
    window.wait_until("it is taken back", |window| explain(window).practising.steps() == 2);
    window.click("Start over");
    window.wait_until("the loss is the old one", |window| {
        explain(window).practising.pass().is_some_and(|pass| pass.loss == before)
    });
}

#[test]
fn practised_weights_read_when_that_is_asked() {
    let dir = folder();
    let mut window = open(dir.path(), InsideView::Backpropagation);
    let ready = |window: &Window| explain(window).practising.can_step(&window.harness.state().core.shared);
    window.wait_until("a step can be taken", ready);
    ask(&mut window, ExplainCommand::Step);
    window.wait_until("the step is taken", ready);
    let practised = explain(&window).practising.practice().expect("there is a copy").weights.clone();
    window.settle();
    window.click("Use these weights");
    window.wait_until("they read", |window| {
        let current = window.harness.state().core.shared.current.as_ref();
        current.and_then(|current| current.model.network()).is_some_and(|model| model.weights == practised)
    });
}

#[test]
fn every_way_of_explaining_has_its_map_and_both_checks() {
    let dir = folder();
    let mut window = open(dir.path(), InsideView::Why);
    for method in [Method::Occlusion, Method::Gradient, Method::SmoothGrad, Method::Integrated] {
        ask(&mut window, ExplainCommand::Method(method));
        window.wait_until("the map", |window| explain(window).why.shown().is_some_and(|shown| shown.method == method));
        window.settle();
        assert!(says(&window, "what speaks for 7, logit"), "{method:?}");
        assert!(says(&window, "Area under deletion"), "{method:?}");
    }
    assert!(says(&window, "All pixels add up to"));
    ask(&mut window, ExplainCommand::Baseline(Baseline::Blurred));
    ask(&mut window, ExplainCommand::Against(Some(1)));
    window.wait_until("the difference", |window| says(window, "what speaks for 7 and not 1"));
    ask(&mut window, ExplainCommand::Method(Method::Occlusion));
    window.wait_until("the map", |window| {
        explain(window).why.shown().is_some_and(|shown| shown.method == Method::Occlusion)
    });
    window.settle();
    let layer = window.harness.query_all_by_label_contains("Randomise this layer: ").next().expect("it is offered");
    layer.click();
    window.wait_until("the map of the other network", |window| says(window, "1 layer drawn anew: rank correlation"));
    assert!(says(&window, "drawn anew: rank correlation") && says(&window, "Rank correlation"));
    window.click("As trained");
    window.wait_until("one map alone", |window| !says(window, "1 layer drawn anew: rank correlation"));
}

#[test]
fn the_smallest_change_flips_the_answer_and_goes_to_the_canvas() {
    let dir = folder();
    let mut window = open(dir.path(), InsideView::Change);
    window.wait_until("it can be looked for", |window| {
        explain(window).change.can_find(&window.harness.state().core.shared)
    });
    window.settle();
    window.click("Find it");
    window.wait_until("a change", |window| explain(window).change.flip().is_some());
    window.settle();
    let flip = explain(&window).change.flip().expect("it is there").clone();
    assert_ne!(flip.after.class(), flip.before.class());
    assert!(
        says(&window, &format!("turn {} into {}", flip.before.class(), flip.after.class())) || flip.changes.len() == 1
    );
    window.click("Put on the canvas");
    window.wait_until("the canvas reads it", |window| {
        window.harness.state().core.canvas.prediction().map(digit_lab::model::Prediction::class)
            == Some(flip.after.class())
    });
}

#[test]
fn a_step_against_the_slope_stands_beside_noise_of_its_size() {
    let dir = folder();
    let mut window = open(dir.path(), InsideView::Change);
    window.wait_until("the attack", |window| explain(window).change.attack().is_some());
    ask(&mut window, ExplainCommand::Epsilon(20));
    window.settle();
    assert!(says(&window, "Along the slope: ") && says(&window, "Noise of the same size: "));
    let attack = explain(&window).change.attack().expect("it is there").clone();
    let temperature = window.harness.state().core.inside.temperature().0;
    assert!(attack.attacked_share(20, temperature) < attack.noisy_share(20, temperature));
    let told = digit_lab::app::core::explain::words::flips(&attack);
    assert!(says(&window, &told), "{told}");
    // What is said of the picture is what the bars say of it.
    let bars = window.harness.state().core.inside.prediction().expect("it is read");
    ask(&mut window, ExplainCommand::Epsilon(0));
    let share = digit_lab::text::format::confidence(bars.confidence());
    assert!(says(&window, &format!("Along the slope: {}, {share}", bars.class())));
    ask(&mut window, ExplainCommand::Epsilon(20));
    window.click("Put the attacked picture on the canvas");
    window.wait_until("the canvas shows it", |window| *window.harness.state().core.canvas.seen() == attack.picture(20));
}

#[test]
fn the_landscape_fills_and_can_be_stopped_and_two_weights_go_downhill() {
    let dir = folder();
    let mut window = open(dir.path(), InsideView::Landscape);
    window.wait_until("images", |window| window.harness.state().core.shared.data.is_some());
    window.settle();
    assert!(says(&window, "Not measured yet"));
    window.click("Measure");
    window.wait_until("the coarsest grid", |window| {
        explain(window).landscape.grid().is_some_and(|grid| (0..25).all(|at| grid.losses[Grid::order()[at]].is_some()))
    });
    window.settle();
    assert!(says(&window, "Landscape of the loss from"));
    if explain(&window).landscape.grid().is_some_and(|grid| grid.done() < 1.0) {
        window.click("Stop measuring");
    }
    window.wait_until("it is over", |window| window.has("Measure"));
    let grid = explain(&window).landscape.grid().expect("what is measured stays");
    let (least, most) = grid.range().expect("losses");
    assert!(grid.losses[grid.losses.len() / 2].expect("the middle") < most && least < most);
    window.click("Two weights");
    window.settle();
    assert_eq!(explain(&window).landscape.scene, Scene::TwoWeights);
    ask(&mut window, ExplainCommand::Steps(1));
    assert!(says(&window, "∂e/∂w = ⅔ Σ (w x + b − y) x = −4.000"), "the first step by hand");
    assert!(says(&window, "−1.000 − 0.080 × (−4.000) = −0.680") || says(&window, "−1.000 − 0.08 × (−4.000) = −0.680"));
    ask(&mut window, ExplainCommand::Steps(40));
    assert!(says(&window, "After 40 steps: Gradient descent: "));
}

#[test]
fn blank_canvases_and_weights_that_are_no_numbers_are_said() {
    let dir = folder();
    let mut window = open(dir.path(), InsideView::Why);
    dispatch(&mut window, Command::Clear);
    for view in [InsideView::Backpropagation, InsideView::Why, InsideView::Change] {
        dispatch(&mut window, Command::Inside(InsideCommand::Show(view)));
        assert!(says(&window, "Draw a digit"), "{view:?}");
    }
    window.draw(&seven(), PointerButton::Primary);
    let current = window.harness.state_mut().core.by_hand().shared.current.as_mut().expect("it is loaded");
    let mut model = digit_lab::model::Model::clone(current.model.network().expect("it is a network"));
    let broken = model.weights.0.iter().map(|(name, array)| {
        let values = vec![f32::NAN; array.values.len()].into();
        (name.clone(), digit_lab::model::Array { shape: array.shape.clone(), values })
    });
    model.weights = Weights(broken.collect());
    (current.model, current.generation) = (std::sync::Arc::new(model).into(), current.generation + 1_000);
    for view in [InsideView::Backpropagation, InsideView::Why, InsideView::Change] {
        dispatch(&mut window, Command::Inside(InsideCommand::Show(view)));
        window.wait_until("it is said", |window| says(window, "not finite") || says(window, "cannot be"));
    }
}

#[test]
fn what_is_older_than_the_choice_keeps_its_own_name_until_the_new_is_there() {
    let dir = folder();
    let mut window = open(dir.path(), InsideView::Why);
    let first_frame = |window: &mut Window, command| {
        window.harness.state_mut().core.dispatch(Command::Explain(command));
        window.harness.step();
    };
    window.wait_until("the map", |window| explain(window).why.is_of_now());
    window.settle();
    assert!(says(&window, "Occlusion: what speaks for 7") && !says(&window, "as before"));
    first_frame(&mut window, ExplainCommand::Method(Method::SmoothGrad));
    assert!(says(&window, "Occlusion: what speaks for 7 (as before; the new one is being computed)"));
    assert!(says(&window, "Area under deletion"), "the right side stays as well");
    window.wait_until("the new map", |window| explain(window).why.is_of_now());
    window.settle();
    assert!(says(&window, "SmoothGrad: what speaks for 7") && !says(&window, "as before"));

    dispatch(&mut window, Command::Inside(InsideCommand::Show(InsideView::Backpropagation)));
    window.wait_until("the pass", |window| explain(window).practising.is_of_now());
    ask(&mut window, ExplainCommand::Step);
    window.wait_until("the step", |window| explain(window).practising.is_of_now());
    window.settle();
    assert!(says(&window, "−ln p(7)") && says(&window, "The step "));
    first_frame(&mut window, ExplainCommand::Label(Some(3)));
    assert!(says(&window, "Wanted: 3") && says(&window, "−ln p(7)") && says(&window, "as before"));
    window.wait_until("the pass for the other digit", |window| explain(window).practising.is_of_now());
    window.settle();
    assert!(says(&window, "−ln p(3)") && !says(&window, "as before"));
    assert!(!says(&window, "The step "), "that step was taken for another digit");
    assert_eq!(explain(&window).practising.losses().len(), 1);
}

/// Pixels of a saved picture.
struct Saved(image::RgbImage);

impl Saved {
    /// Opens the menu of the view that is shown, picks this form, types where to, and reads the file.
    fn bytes(window: &mut Window, form: &str, path: &Path) -> Vec<u8> {
        window.click("Save the picture");
        window.click(form);
        window.wait_until("a path can be typed", |window| says(window, "please type the path"));
        window.harness.get_by_role_and_label(Role::TextInput, "Path").focus();
        window.settle();
        window.type_text(&path.display().to_string());
        window.harness.get_by_role_and_label(Role::Button, "Save").click();
        window.wait_until("the picture is saved", |window| path.exists() && !says(window, "please type the path"));
        std::fs::read(path).expect("it is there")
    }

    fn of(window: &mut Window, path: &Path) -> Self {
        let bytes = Self::bytes(window, "Picture (PNG)", path);
        Self(image::load_from_memory(&bytes).expect("it is a picture").into_rgb8())
    }

    fn lightness(&self, x: u32, y: u32) -> u8 {
        self.0.get_pixel(x, y).0.into_iter().max().unwrap_or_default()
    }

    /// Places of black areas that hang together: left, top, width and height, where they are about square.
    fn black_squares(&self) -> Vec<[u32; 4]> {
        let (width, height) = self.0.dimensions();
        let mut seen = vec![false; (width * height) as usize];
        let mut found = Vec::new();
        for start in 0..width * height {
            let mut open = vec![start];
            let [mut left, mut top, mut right, mut bottom] = [width, height, 0, 0];
            while let Some(at) = open.pop() {
                let (x, y) = (at % width, at / width);
                if std::mem::replace(&mut seen[at as usize], true) || self.lightness(x, y) >= 40 {
                    continue;
                }
                (left, right, top, bottom) = (left.min(x), right.max(x), top.min(y), bottom.max(y));
                let beside = [(x > 0).then(|| at - 1), (x + 1 < width).then(|| at + 1)];
                let over = [(y > 0).then(|| at - width), (y + 1 < height).then(|| at + width)];
                open.extend(beside.into_iter().chain(over).flatten());
            }
            if right > left + 40 && bottom > top + 40 {
                let (wide, high) = (right - left + 1, bottom - top + 1);
                if wide.abs_diff(high) <= 4 {
                    found.push([left, top, wide, high]);
                }
            }
        }
        found
    }

    /// Whether one of its squares shows `drawing`, pixel by pixel.
    fn shows(&self, drawing: &Image) -> bool {
        self.black_squares().into_iter().any(|[left, top, wide, high]| {
            let at = |pixel: u32| {
                let (x, y) = (f64::from(pixel % 28) + 0.5, f64::from(pixel / 28) + 0.5);
                let (x, y) = (x / 28.0 * f64::from(wide), y / 28.0 * f64::from(high));
                self.lightness(left + x as u32, top + y as u32)
            };
            let share = |pixels: &dyn Fn(u8) -> bool, is_right: &dyn Fn(u8) -> bool| {
                let all: Vec<u32> = (0..784_u32).filter(|&pixel| pixels(drawing.0[pixel as usize])).collect();
                all.iter().filter(|&&pixel| is_right(at(pixel))).count() as f64 / all.len() as f64
            };
            share(&|ink| ink >= 200, &|light| light > 100) > 0.8 && share(&|ink| ink == 0, &|light| light < 100) > 0.94
        })
    }

    /// The share of pixels that are clearly of a colour.
    fn coloured(&self) -> f64 {
        let is_coloured = |pixel: &image::Rgb<u8>| pixel.0[0].abs_diff(pixel.0[2]) > 30;
        self.0.pixels().filter(|pixel| is_coloured(pixel)).count() as f64 / f64::from(self.0.width() * self.0.height())
    }
}

#[test]
fn a_saved_picture_of_every_view_shows_what_the_view_shows() {
    let dir = folder();
    let mut window = open(dir.path(), InsideView::Layers);
    let kept = std::env::var_os("DIGIT_LAB_KEEP").map(std::path::PathBuf::from);
    for &view in InsideView::ALL {
        dispatch(&mut window, Command::Inside(InsideCommand::Show(view)));
        window.wait_until("it is there", |window| {
            let explain = explain(window);
            match view {
                InsideView::Layers | InsideView::ByHand | InsideView::Filters => {
                    window.harness.state().core.inside.look().is_some()
                }
                InsideView::Backpropagation => explain.practising.pass().is_some(),
                InsideView::Why => explain.why.shown().is_some(),
                InsideView::Change => explain.change.attack().is_some(),
                InsideView::Landscape => true,
            }
        });
        if view == InsideView::Landscape {
            ask(&mut window, ExplainCommand::Scene(Scene::TwoWeights));
        }
        window.settle();
        let path = dir.path().join(format!("{view:?}.png"));
        let saved = Saved::of(&mut window, &path);
        if let Some(kept) = &kept {
            std::fs::copy(&path, kept.join(format!("{view:?}.png"))).expect("the folder is there");
        }
        let drawn = Saved::bytes(&mut window, "Drawing (SVG)", &dir.path().join(format!("{view:?}.svg")));
        let drawn = String::from_utf8(drawn).expect("it is text");
        let shapes = ["<path", "<polygon", "<polyline", "<rect", "<line", "<image"];
        let shapes: usize = shapes.iter().map(|shape| drawn.matches(shape).count()).sum();
        assert!(drawn.starts_with("<svg") && drawn.contains("<text") && shapes > 20, "{view:?}: {shapes} shapes");
        let drawing = window.harness.state().core.inside.image().clone();
        match view {
            InsideView::Layers | InsideView::ByHand | InsideView::Why | InsideView::Change => {
                assert!(saved.shows(&drawing), "{view:?}");
            }
            InsideView::Filters | InsideView::Backpropagation => {
                assert!(saved.coloured() > 0.02, "{view:?}: {}", saved.coloured());
            }
            InsideView::Landscape => assert!(saved.coloured() > 0.02, "{}", saved.coloured()),
        }
    }
}

#[test]
fn the_slope_takes_more_from_trained_networks_than_noise_does() {
    let dir = folder();
    let data = DataDir::new(Some(dir.path().to_path_buf()));
    let model = digit_lab::store::models::find(&data, "tiny").expect("it is bundled");
    let net = ExplainedNet::new(model.card.architecture, &model.weights, model.card.pixels).expect("it is whole");
    let train = digit_lab::data::Mnist::unpack().expect("it is embedded").train;
    let (mut slope, mut noise) = (0.0, 0.0);
    for at in 0..20 {
        let image = train.image(at * 100);
        let label = net.read(std::slice::from_ref(&image)).expect("it runs")[0].class();
        let found = attack(&net, &image, label, 1).expect("it runs");
        slope += found.attacked_share(10, 1.0) / 20.0;
        noise += found.noisy_share(10, 1.0) / 20.0;
    }
    assert!(slope < noise - 0.1, "at ε 0.1: {slope} along the slope, {noise} with noise");
}

#[test]
fn the_weight_stays_the_same_after_a_step_and_its_update_adds_up() {
    let dir = folder();
    let mut window = open(dir.path(), InsideView::Backpropagation);
    let ready = |window: &Window| explain(window).practising.can_step(&window.harness.state().core.shared);
    ask(&mut window, ExplainCommand::Label(Some(4)));
    window.wait_until("a step can be taken", ready);
    window.settle();
    let followed = |window: &Window| {
        let followed = explain(window).practising.followed().expect("one is followed");
        (followed.tensor.clone(), followed.index, followed.weight)
    };
    let (tensor, index, _) = followed(&window);
    for _ in 0..3 {
        let said = window
            .harness
            .query_all_by_label_contains("w ← w − η g = ")
            .next()
            .and_then(|node| node.accesskit_node().value().or_else(|| node.accesskit_node().label()))
            .expect("the update is written");
        let numbers: Vec<f64> = said
            .replace('−', "-")
            .split(|letter: char| !(letter.is_ascii_digit() || letter == '-' || letter == '.'))
            .filter_map(|word| word.parse().ok())
            .collect();
        let [weight, rate, gradient, after] = numbers[..] else { panic!("{said}: {numbers:?}") };
        assert!((weight - rate * gradient - after).abs() <= 0.5e-6 + 1e-12, "{said}");
        assert!(!said.contains("× −") && !said.contains("− −"), "{said}");
        let steps = explain(&window).practising.steps();
        ask(&mut window, ExplainCommand::Step);
        window
            .wait_until("the step is taken", |window| explain(window).practising.steps() == steps + 1 && ready(window));
        window.settle();
        assert_eq!((tensor.clone(), index), (followed(&window).0, followed(&window).1));
        assert!((f64::from(followed(&window).2) - after).abs() < 2e-6);
    }
    assert!(window.harness.query_all_by_label("The strongest").next().is_some());
}
