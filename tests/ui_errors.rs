//! The Errors tab through AccessKit: evaluation, matrix, gallery and the story of one picture.

#[path = "common/lab.rs"]
mod lab;
#[path = "common/software.rs"]
mod software;

use digit_lab::app::core::evaluation::{Filter, Sheet};
use digit_lab::app::core::settings::look::ThemeChoice;
use digit_lab::app::core::settings::tab::Tab;
use egui::accesskit::Role;
use egui::{CornerRadius, Event, Key, Modifiers, Rect, Shape, TextureId, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lab::Lab;
use software::SoftwareRenderer;

/// The Errors tab with the result of the untrained model, which came by itself because it is quick.
fn evaluated() -> Lab {
    let mut lab = Lab::open(Tab::Errors, [1280.0, 800.0]);
    lab.until("the images are read", |state| state.evaluation.results().is_some());
    lab
}

#[test]
fn the_first_visit_reads_the_images_and_says_how_many_are_wrong() {
    let mut lab = evaluated();
    let results = lab.state().evaluation.results().expect("it was waited for");
    let (right, wrong) = (results.evaluation.accuracy() * 100.0, results.misreads.len());
    assert!(wrong > 100, "an untrained model is mostly wrong");
    lab.harness.get_by_label(&format!("{right:.2} % right"));
    lab.harness.get_by_label(&format!("{wrong} of 200 wrong"));
}

#[test]
fn a_cell_of_the_matrix_filters_the_gallery_and_a_picture_tells_its_story() {
    let mut lab = evaluated();
    let error = lab.state().evaluation.results().expect("it was waited for").misreads[0];
    let cell = Filter { truth: Some(error.label), predicted: Some(error.predicted) };
    lab.harness.get_by_label_contains(&format!("True {}, read as {}:", error.label, error.predicted)).click();
    lab.until("the filter is set", |state| state.evaluation.filter == cell);
    assert!(lab.state().evaluation.shown().iter().all(|shown| cell.admits(shown)));

    let second = lab.state().evaluation.shown().get(1).copied();
    lab.harness.get_by_label_contains(&format!("Image {}: {} read as", error.index, error.label)).click();
    lab.until("it is picked", |state| state.evaluation.selected == Some(error.index));
    lab.harness.get_by_label(&format!("Image {} of the test set, counted from 0", error.index));
    lab.harness.get_by_label_contains(&format!("It is a {}", error.label));
    lab.harness.get_by_label_contains(&format!("Digit {}: ", error.predicted));

    if let Some(second) = second {
        lab.harness.key_press(egui::Key::ArrowRight);
        lab.until("the next one is picked", |state| state.evaluation.selected == Some(second.index));
        lab.harness.key_press(egui::Key::ArrowLeft);
        lab.until("the first one again", |state| state.evaluation.selected == Some(error.index));
    }
    lab.harness.get_by_label("Clear").click();
    lab.until("the filter is gone", |state| state.evaluation.filter == Filter::default());
}

#[test]
fn a_header_filters_by_one_digit_and_its_chip_takes_that_away() {
    let mut lab = evaluated();
    let digit = lab.state().evaluation.results().expect("it was waited for").misreads[0].label;
    lab.harness.get_by_label_contains(&format!("True {digit}: ")).click();
    lab.until("the filter is set", |state| state.evaluation.filter.truth == Some(digit));
    lab.harness.get_by_label(&format!("True {digit}")).click();
    lab.until("the filter is gone", |state| state.evaluation.filter == Filter::default());
}

#[test]
fn a_filter_without_errors_says_so_and_offers_all() {
    let mut lab = evaluated();
    let all = lab.state().evaluation.results().expect("it was waited for").misreads.clone();
    let mut cells = (0..100).map(|cell| Filter { truth: Some(cell / 10), predicted: Some(cell % 10) });
    let none = cells.find(|filter| !all.iter().any(|error| filter.admits(error)));
    lab.state().evaluation.filter = none.expect("the diagonal holds no errors");
    lab.harness.step();
    lab.harness.get_by_label("No errors of this kind");
    lab.harness.get_by_label("Show all errors").click();
    lab.until("the filter is gone", |state| state.evaluation.filter == Filter::default());
}

#[test]
fn another_model_makes_the_result_outdated_until_it_is_run_again() {
    let mut lab = evaluated();
    lab.make_current("Other", 2);
    lab.harness.step();
    lab.harness.get_by_label_contains("Outdated");
    lab.harness.get_by_label("Run again").click();
    lab.until("the other model is evaluated", |state| {
        state.evaluation.results().is_some_and(|results| results.subject.model.name() == "Other")
    });
    lab.harness.get_by_label_contains("Up to date");
}

#[test]
fn the_reliability_diagram_shows_both_calibration_errors_and_every_bin() {
    let mut lab = evaluated();
    lab.harness.get_by_role_and_label(Role::Tab, "Reliability").click();
    lab.until("the diagram is open", |state| state.evaluation.sheet == Sheet::Reliability);
    let [before, after] = lab.state().evaluation.results().expect("it was waited for").reliability.clone();
    let told = format!(
        "Reliability diagram of 200 images, calibration error {:.2} % before and {:.2} % after calibration",
        before.error() * 100.0,
        after.error() * 100.0
    );
    lab.harness.get_by_label(&told);
    lab.harness.get_by_label_contains("Sure by 0 to 7 %: no images");
    lab.harness.get_by_label_contains("Sure by 93 to 100 %");
    lab.harness.get_by_role_and_label(Role::Tab, "Confusion matrix").click();
    lab.until("the matrix is back", |state| state.evaluation.sheet == Sheet::Confusion);
    lab.harness.get_by_role_and_label(Role::Label, "Confusion matrix");
}

/// The darkest and the lightest grey of the picture in what is named so.
fn greys(lab: &mut Lab, name: &str) -> [u8; 2] {
    let rect = lab.harness.get_by_label_contains(name).rect();
    // Words may stand below it, and a frame around it.
    let square = Rect::from_min_size(rect.min, Vec2::splat(rect.width().min(rect.height()))).shrink(5.0);
    let window = lab.harness.render().expect("no paint callbacks");
    let greys = (square.top() as u32..square.bottom() as u32)
        .flat_map(|y| (square.left() as u32..square.right() as u32).map(move |x| (x, y)));
    let greys = greys.map(|(x, y)| window.get_pixel(x, y).0).map(|[red, green, blue, _]| {
        assert_eq!([red, green], [green, blue], "an image has no colours");
        red
    });
    greys.fold([u8::MAX, 0], |[darkest, lightest], grey| [darkest.min(grey), lightest.max(grey)])
}

#[test]
fn an_image_looks_the_same_small_and_large_and_in_both_themes() {
    let builder = Harness::builder().with_size([1280.0, 800.0]).renderer(SoftwareRenderer::default());
    let mut lab = Lab::start(Tab::Errors, builder);
    lab.until("the images are read", |state| state.evaluation.results().is_some());
    let error = lab.state().evaluation.shown()[0];
    lab.state().evaluation.selected = Some(error.index);
    for theme in [ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::Light] {
        lab.state().settings.theme = theme;
        lab.harness.run_steps(8);
        for name in
            [format!("Image {}: {} read as", error.index, error.label), format!("Test image {}, a", error.index)]
        {
            let [darkest, lightest] = greys(&mut lab, &name);
            assert!(darkest == 0 && lightest > 240, "{name}: {darkest} to {lightest} in {theme:?}");
        }
    }
}

/// The name of what has the focus.
fn focused(lab: &Lab) -> Option<String> {
    let root = lab.harness.root();
    let found = root.children_recursive().find(|node| node.accesskit_node().is_focused())?;
    found.accesskit_node().label()
}

fn press(lab: &mut Lab, key: Key) {
    lab.harness.key_press(key);
    lab.harness.run_steps(3);
}

#[test]
fn the_matrix_is_one_stop_for_tab_and_arrow_keys_go_from_cell_to_cell() {
    let mut lab = evaluated();
    let is_in_matrix = |name: &str| name.starts_with("True ") || name.starts_with("Read as ");
    let mut stops = Vec::new();
    while stops.iter().filter(|stop: &&String| is_in_matrix(stop)).count() == 0 {
        press(&mut lab, Key::Tab);
        stops.push(focused(&lab).expect("there is something at every stop"));
        assert!(stops.len() < 40, "{stops:?}");
    }
    press(&mut lab, Key::Tab);
    let after = focused(&lab).expect("there is something after it");
    assert!(!is_in_matrix(&after), "{after}");
    lab.harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    lab.harness.run_steps(3);
    assert_eq!(focused(&lab), stops.last().cloned(), "and back again");

    // From the header of row 0 to where a 2 is read as a 1, and no farther than the edge.
    for key in [Key::ArrowLeft, Key::ArrowRight, Key::ArrowRight, Key::ArrowDown, Key::ArrowDown] {
        press(&mut lab, key);
    }
    let cell = focused(&lab).expect("a cell");
    assert!(cell.starts_with("True 2, read as 1:"), "{cell}");

    // The cell of an error filters at Enter, and an arrow key that is held goes on.
    let error = lab.state().evaluation.results().expect("it was waited for").misreads[0];
    let (right, down) = (i32::from(error.predicted) - 1, i32::from(error.label) - 2);
    let step = |way: i32, back: Key, on: Key| vec![if way < 0 { back } else { on }; way.unsigned_abs() as usize];
    let way = [step(right, Key::ArrowLeft, Key::ArrowRight), step(down, Key::ArrowUp, Key::ArrowDown)].concat();
    for key in way {
        lab.harness.key_press(key);
        lab.harness.step();
    }
    press(&mut lab, Key::Enter);
    let cell = Filter { truth: Some(error.label), predicted: Some(error.predicted) };
    assert_eq!(lab.state().evaluation.filter, cell);
}

#[test]
fn long_presses_count_on_cells_and_pictures() {
    let mut lab = evaluated();
    let error = lab.state().evaluation.results().expect("it was waited for").misreads[0];
    let mut hold = |name: String| {
        let place = lab.harness.get_by_label_contains(&name).rect().center();
        let button = |pressed| Event::PointerButton {
            pos: place,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        lab.harness.event(Event::PointerMoved(place));
        lab.harness.event(button(true));
        // Longer than egui takes for a click by default.
        let begun = lab.harness.ctx.input(|input| input.time);
        while lab.harness.ctx.input(|input| input.time) < begun + 1.5 {
            lab.harness.step();
        }
        lab.harness.event(button(false));
        lab.harness.run_steps(3);
    };
    hold(format!("True {}, read as {}:", error.label, error.predicted));
    hold(format!("Image {}: {} read as", error.index, error.label));
    let cell = Filter { truth: Some(error.label), predicted: Some(error.predicted) };
    assert_eq!(lab.state().evaluation.filter, cell);
    assert_eq!(lab.state().evaluation.selected, Some(error.index));
}

#[test]
fn no_corner_of_a_picture_sticks_out_of_its_frame() {
    let mut lab = evaluated();
    lab.harness.run_steps(2);
    let (mut pictures, mut frames) = (Vec::new(), Vec::new());
    let mut open: Vec<Shape> = lab.harness.output().shapes.iter().map(|clipped| clipped.shape.clone()).collect();
    while let Some(shape) = open.pop() {
        match shape {
            Shape::Vec(shapes) => open.extend(shapes),
            Shape::Mesh(mesh) if mesh.texture_id != TextureId::default() => pictures.push(mesh.calc_bounds()),
            Shape::Rect(rect) if rect.brush.is_some() => pictures.push(rect.rect),
            Shape::Rect(rect) if rect.stroke.width > 0.0 => frames.push((rect.rect, rect.corner_radius)),
            _ => {}
        }
    }
    let around = |picture: &Rect| {
        let is_it = |frame: &Rect| (frame.min - picture.min).length() + (frame.max - picture.max).length() < 2.0;
        frames.iter().find(|(frame, _)| is_it(frame)).map(|(_, corners)| *corners)
    };
    let framed: Vec<_> = pictures.iter().filter_map(around).collect();
    assert!(framed.len() > 5, "{} pictures have a frame", framed.len());
    assert!(framed.iter().all(|corners| *corners == CornerRadius::ZERO), "{framed:?}");
}
