//! What a hand can do on the canvas, through real pointer, wheel, key and touch events, and the names of controls.

#[path = "common/window.rs"]
mod window;

use std::path::Path;
use std::sync::Arc;

use digit_lab::app::App;
use digit_lab::app::core::canvas::export::DrawingForm;
use digit_lab::app::core::command::Command;
use digit_lab::app::core::files::request::{ChosenFile, Request};
use digit_lab::app::core::settings::canvas::{Grid, Tool};
use digit_lab::ink::{Smoothing, Stroke};
use digit_lab::text::Language;
use eframe::App as _;
use egui::{
    Color32, ColorImage, Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, OutputCommand, PointerButton, Pos2,
    TouchDeviceId, TouchId, TouchPhase, Vec2,
};
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;
use window::{Window, seven};

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn strokes(window: &Window) -> Vec<Stroke> {
    window.harness.state().core.canvas.drawing.strokes().to_vec()
}

fn draw_line(window: &mut Window, from: (f32, f32), to: (f32, f32), button: PointerButton) {
    let steps = (0..=20).map(|step| {
        let share = step as f32 / 20.0;
        (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
    });
    window.draw(&[steps.collect()], button);
}

fn place(window: &Window, x: f32, y: f32) -> Pos2 {
    window.canvas().lerp_inside([x, y])
}

fn middle_of(strokes: &[Stroke]) -> (f32, f32) {
    let (low, high) = digit_lab::ink::transform::bounds(strokes).expect("there is ink");
    (f32::midpoint(low.x, high.x), f32::midpoint(low.y, high.y))
}

fn touch(window: &mut Window, finger: u64, phase: TouchPhase, (x, y): (f32, f32), force: Option<f32>) {
    let pos = place(window, x, y);
    let (device_id, id) = (TouchDeviceId(1), TouchId(finger));
    window.harness.event(Event::Touch { device_id, id, phase, pos, force });
    window.harness.step();
}

/// Corners and shapes that the canvas of the last frame is painted with.
fn painted(window: &Window) -> (usize, usize) {
    let output = window.harness.output();
    let shapes = output.shapes.len();
    let meshes = window.harness.ctx.tessellate(output.shapes.clone(), output.pixels_per_point);
    let corners = meshes.iter().map(|clipped| match &clipped.primitive {
        egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
        egui::epaint::Primitive::Callback(_) => 0,
    });
    (corners.sum(), shapes)
}

#[test]
fn very_much_ink_costs_no_more_to_paint_than_much() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.settle();
    let (blank, _) = painted(&window);
    // Turns that are as sharp as can be, all over the canvas.
    let point = |index: u32| {
        let at = |prime: u32| (index.wrapping_mul(prime) % 1_009) as f32 / 1_009.0;
        digit_lab::ink::Point { x: at(523), y: at(797) }
    };
    let ink = Stroke::new((0..20_000).map(point).collect(), 0.02);
    window.harness.state_mut().core.by_hand().canvas.replace_ink(vec![ink]);
    window.settle();
    let (corners, shapes) = painted(&window);
    assert!(corners < blank + 5_000 && shapes < 5_000, "{corners} corners in {shapes} shapes, {blank} when blank");
    // Little ink is painted as lines again.
    window.harness.state_mut().core.by_hand().canvas.replace_ink(seven_strokes());
    window.settle();
    assert!(painted(&window).0 > blank + 50);
}

fn seven_strokes() -> Vec<Stroke> {
    let points = seven().into_iter().flatten().map(|(x, y)| digit_lab::ink::Point { x, y });
    vec![Stroke::new(points.collect(), 0.08)]
}

#[test]
fn the_ink_is_under_the_pointer_in_the_same_frame_at_every_smoothing() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    for &smoothing in Smoothing::ALL {
        window.harness.state_mut().core.by_hand().settings.canvas.smoothing = smoothing;
        let press =
            |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: NONE };
        let start = place(&window, 0.2, 0.3);
        window.harness.event(Event::PointerMoved(start));
        window.harness.event(press(start, true));
        window.harness.step();
        for step in 1..=10 {
            let pointer = place(&window, 0.2 + 0.05 * step as f32, 0.3 + 0.03 * (step % 3) as f32);
            window.harness.input_mut().events.push(Event::PointerMoved(pointer));
            window.harness.step();
            let strokes = strokes(&window);
            let end = *strokes.last().expect("it is being drawn").smoothed().last().expect("it has points");
            assert!(place(&window, end.x, end.y).distance(pointer) < 0.01, "{smoothing:?}: {end:?}");
        }
        let end = place(&window, 0.7, 0.33);
        window.harness.event(press(end, false));
        window.harness.step();
    }
    let drawn: Vec<Smoothing> = strokes(&window).iter().map(|stroke| stroke.smoothing).collect();
    assert_eq!(drawn, Smoothing::ALL, "it travels with the stroke");
}

#[test]
fn the_area_eraser_cuts_and_one_undo_brings_all_back() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    draw_line(&mut window, (0.1, 0.5), (0.9, 0.5), PointerButton::Primary);
    let before = strokes(&window);
    window.press(NONE, Key::A);
    draw_line(&mut window, (0.4, 0.3), (0.4, 0.7), PointerButton::Primary);
    draw_line(&mut window, (0.6, 0.3), (0.6, 0.7), PointerButton::Primary);
    assert_eq!(strokes(&window).len(), 3);
    window.press(CTRL, Key::Z);
    assert_eq!(strokes(&window).len(), 2);
    window.click("Undo");
    assert_eq!(strokes(&window), before);
}

#[test]
fn keys_wheel_and_slider_set_the_width_of_the_tool_in_use() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    let widths = |window: &Window| {
        let settings = &window.harness.state().core.settings;
        (settings.pen_width, settings.canvas.eraser_width)
    };
    let (pen, eraser) = widths(&window);
    for (key, by) in [(Key::CloseBracket, 1.0), (Key::Plus, 2.0), (Key::OpenBracket, 1.0), (Key::Minus, 0.0)] {
        window.press(NONE, key);
        assert!((widths(&window).0 - pen - by * 0.01).abs() < 1e-5, "{key:?}");
    }
    let middle = place(&window, 0.5, 0.5);
    let wheel = |y: f32| Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: Vec2::new(0.0, y),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: NONE,
    };
    window.harness.event(Event::PointerMoved(middle));
    window.harness.step();
    window.harness.event(wheel(3.0));
    window.settle();
    assert!((widths(&window).0 - pen - 0.03).abs() < 1e-5);
    window.click("Eraser");
    assert!(window.has("Eraser width in per cent of the canvas"));
    window.harness.event(Event::PointerMoved(middle));
    window.harness.step();
    window.harness.event(wheel(-2.0));
    window.settle();
    assert!((widths(&window).1 - eraser + 0.02).abs() < 1e-5);
    draw_line(&mut window, (0.1, 0.5), (0.9, 0.5), PointerButton::Middle);
    assert!(strokes(&window).is_empty(), "the wheel's button draws nothing");
}

#[test]
fn escape_takes_back_the_stroke_under_way_and_nothing_else() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    draw_line(&mut window, (0.1, 0.5), (0.9, 0.5), PointerButton::Primary);
    let (start, end) = (place(&window, 0.2, 0.2), place(&window, 0.8, 0.8));
    let press = |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: NONE };
    for event in [Event::PointerMoved(start), press(start, true), Event::PointerMoved(end)] {
        window.harness.event(event);
    }
    window.harness.step();
    assert_eq!(strokes(&window).len(), 2);
    window.press(NONE, Key::Escape);
    assert_eq!(strokes(&window).len(), 1);
    window.harness.event(Event::PointerMoved(start));
    window.harness.event(press(start, false));
    window.settle();
    assert_eq!(strokes(&window).len(), 1, "the rest of the movement draws nothing");
    window.press(NONE, Key::Escape);
    assert_eq!(strokes(&window).len(), 1);
}

#[test]
fn arrows_move_the_drawing_and_a_held_key_is_one_step() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    draw_line(&mut window, (0.4, 0.5), (0.6, 0.5), PointerButton::Primary);
    let before = strokes(&window);
    let key =
        |pressed, repeat| Event::Key { key: Key::ArrowRight, physical_key: None, pressed, repeat, modifiers: NONE };
    window.harness.event(key(true, false));
    window.harness.step();
    for _ in 0..4 {
        window.harness.event(key(true, true));
        window.harness.step();
    }
    window.harness.event(key(false, false));
    window.settle();
    let (x, y) = middle_of(&strokes(&window));
    assert!((x - 0.55).abs() < 1e-3 && (y - 0.5).abs() < 1e-3, "({x}, {y})");
    window.press(NONE, Key::ArrowUp);
    assert!((middle_of(&strokes(&window)).1 - 0.49).abs() < 1e-3);
    window.press(CTRL, Key::Z);
    window.press(CTRL, Key::Z);
    assert_eq!(strokes(&window), before);
    window.press(Modifiers::SHIFT, Key::ArrowUp);
    assert!(strokes(&window)[0].width > before[0].width, "larger, with its ink");
    window.press(Modifiers::ALT, Key::ArrowUp);
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    for _ in 0..3 {
        window.press(CTRL, Key::Z);
    }
    assert_eq!(strokes(&window), before);
}

#[test]
fn handles_scale_and_turn_and_the_middle_moves() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    draw_line(&mut window, (0.3, 0.3), (0.5, 0.5), PointerButton::Primary);
    let before = strokes(&window);
    window.press(NONE, Key::T);
    draw_line(&mut window, (0.4, 0.4), (0.5, 0.6), PointerButton::Primary);
    let (x, y) = middle_of(&strokes(&window));
    assert!((x - 0.5).abs() < 0.01 && (y - 0.6).abs() < 0.01, "({x}, {y})");
    // The corner lies half the ink's width and a gap outside of the points.
    draw_line(&mut window, (0.65, 0.75), (0.8, 0.9), PointerButton::Primary);
    assert!(strokes(&window)[0].width > before[0].width * 1.2, "{:?}", strokes(&window)[0].width);
    assert_eq!(strokes(&window).len(), 1, "nothing was drawn");
    window.press(CTRL, Key::Z);
    window.press(CTRL, Key::Z);
    assert_eq!(strokes(&window), before);
}

#[test]
fn numbers_change_the_drawing_in_one_step() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    draw_line(&mut window, (0.3, 0.5), (0.7, 0.5), PointerButton::Primary);
    let before = strokes(&window);
    window.click("Transform");
    window.click("Size in per cent");
    window.type_text("50");
    window.press(NONE, Key::Enter);
    let line = &strokes(&window)[0].points;
    let length = line[0].distance(line[line.len() - 1]);
    assert!((length - 0.2).abs() < 0.01, "{length}");
    window.click("Undo");
    assert_eq!(strokes(&window), before);
}

#[test]
fn each_touch_is_a_stroke_whose_pressure_is_kept_and_can_be_ignored() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    for (y, force) in [(0.3, 0.9), (0.7, 0.1)] {
        touch(&mut window, 1, TouchPhase::Start, (0.2, y), Some(force));
        touch(&mut window, 1, TouchPhase::Move, (0.5, y), Some(force));
        touch(&mut window, 1, TouchPhase::End, (0.8, y), Some(force));
    }
    let drawn = strokes(&window);
    assert_eq!(drawn.len(), 2);
    assert!(drawn[0].width_at(0.0) > 2.0 * drawn[1].width_at(0.0));
    assert_eq!(drawn[0].trace.pressures.len(), drawn[0].points.len());
    window.click("Options");
    window.click("Pressure widens the ink");
    window.press(NONE, Key::Escape);
    touch(&mut window, 2, TouchPhase::Start, (0.2, 0.5), Some(0.9));
    touch(&mut window, 2, TouchPhase::End, (0.8, 0.5), Some(0.9));
    assert!(strokes(&window)[2].is_even());
}

#[test]
fn two_fingers_at_once_move_the_drawing_and_leave_no_ink() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    draw_line(&mut window, (0.4, 0.4), (0.6, 0.4), PointerButton::Primary);
    let before = strokes(&window);
    touch(&mut window, 1, TouchPhase::Start, (0.3, 0.5), None);
    touch(&mut window, 2, TouchPhase::Start, (0.7, 0.5), None);
    for step in 1..=5 {
        let down = 0.5 + 0.04 * step as f32;
        touch(&mut window, 1, TouchPhase::Move, (0.3, down), None);
        touch(&mut window, 2, TouchPhase::Move, (0.7, down), None);
    }
    touch(&mut window, 1, TouchPhase::End, (0.3, 0.7), None);
    touch(&mut window, 2, TouchPhase::End, (0.7, 0.7), None);
    window.settle();
    assert_eq!(strokes(&window).len(), 1);
    assert!((middle_of(&strokes(&window)).1 - 0.6).abs() < 0.01);
    window.press(CTRL, Key::Z);
    assert_eq!(strokes(&window), before);

    // One that comes while a stroke is long under way does nothing.
    touch(&mut window, 3, TouchPhase::Start, (0.2, 0.8), None);
    window.harness.run_steps(20);
    touch(&mut window, 4, TouchPhase::Start, (0.9, 0.1), None);
    touch(&mut window, 4, TouchPhase::Move, (0.1, 0.1), None);
    touch(&mut window, 3, TouchPhase::Move, (0.8, 0.8), None);
    touch(&mut window, 4, TouchPhase::End, (0.1, 0.1), None);
    touch(&mut window, 3, TouchPhase::End, (0.8, 0.8), None);
    let drawn = strokes(&window);
    assert_eq!(drawn.len(), 2);
    assert!(drawn[1].points.iter().all(|point| (point.y - 0.8).abs() < 1e-3), "no scribble between the fingers");
}

#[test]
fn a_replay_grows_with_its_reading_and_ends_at_the_drawing() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    draw_line(&mut window, (0.3, 0.2), (0.7, 0.2), PointerButton::Primary);
    draw_line(&mut window, (0.7, 0.2), (0.45, 0.8), PointerButton::Primary);
    window.harness.key_press(Key::R);
    window.harness.step();
    let shown = |window: &Window| window.harness.state().core.canvas.shown().len();
    assert_eq!(shown(&window), 1, "the first stroke is being drawn");
    window.harness.step();
    assert!(window.has("Moment of the replay in seconds"));
    window.wait_until("the moment is read", |window| window.canvas_value() != "blank");
    window.wait_until("both strokes are there", |window| shown(window) == 2);
    window.wait_until("it stops at the end", |window| window.has("Play the replay"));
    assert_eq!(window.harness.state().core.canvas.shown(), strokes(&window));
    window.harness.get_by_label("Play the replay").click();
    window.harness.step();
    assert_eq!(shown(&window), 1, "from the end it begins anew");
    window.press(NONE, Key::Space);
    assert!(window.has("Play the replay"), "held");
    draw_line(&mut window, (0.4, 0.5), (0.7, 0.5), PointerButton::Primary);
    assert!(window.has("Pen") && !window.has("Moment of the replay in seconds"), "drawing goes on");
    assert_eq!(strokes(&window).len(), 3);
}

#[test]
fn a_replay_with_reduced_motion_shows_whole_strokes() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.harness.state_mut().core.by_hand().settings.motion = digit_lab::app::core::settings::look::Motion::Reduced;
    draw_line(&mut window, (0.3, 0.2), (0.7, 0.2), PointerButton::Primary);
    draw_line(&mut window, (0.7, 0.2), (0.45, 0.8), PointerButton::Primary);
    window.press(NONE, Key::R);
    let all = strokes(&window);
    for _ in 0..60 {
        window.harness.step();
        for (shown, whole) in window.harness.state().core.canvas.shown().iter().zip(&all) {
            let (end, last) = (shown.points[shown.points.len() - 1], whole.points[whole.points.len() - 1]);
            assert!(end.distance(last) < 1e-3, "a stroke in the making");
        }
    }
    assert_eq!(window.harness.state().core.canvas.shown().len(), 2);
}

#[test]
fn grid_and_example_are_shown_but_never_read() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.press(NONE, Key::G);
    window.click("Options");
    window.click("Trace a 8");
    let settings = &window.harness.state().core.settings.canvas;
    assert_eq!((settings.grid, settings.example), (Grid::Shown, Some(8)));
    window.settle();
    assert_eq!(window.canvas_value(), "blank");
    assert!(strokes(&window).is_empty());
}

fn save(window: &mut Window, form: DrawingForm, path: &Path) {
    window
        .harness
        .state_mut()
        .core
        .dispatch(Command::Answer(ChosenFile { request: Request::SaveDrawing(form), path: path.to_path_buf() }));
    window.wait_until("it is saved", |_| path.exists());
}

#[test]
fn the_drawing_is_saved_in_every_form_and_ink_comes_back_as_it_was() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.draw(&seven(), PointerButton::Primary);
    let before = strokes(&window);
    let files = folder();
    for &form in DrawingForm::ALL {
        let path = files.path().join(form.file_name());
        save(&mut window, form, &path);
        assert!(std::fs::metadata(&path).is_ok_and(|file| file.len() > 100), "{form:?}");
    }
    let picture = image::open(files.path().join(DrawingForm::Png.file_name())).expect("it is a picture").into_luma8();
    assert_eq!(picture.dimensions(), (1024, 1024));
    assert!(picture.pixels().any(|pixel| pixel.0[0] == 0) && picture.get_pixel(0, 0).0[0] == 255);
    assert_eq!(window.harness.state().core.settings.canvas.folder.as_deref(), Some(files.path()));

    window.click("Clear");
    let ink = files.path().join(DrawingForm::Ink.file_name());
    window.harness.state_mut().core.dispatch(Command::Answer(ChosenFile { request: Request::OpenPicture, path: ink }));
    window.wait_until("the ink is back", |window| !strokes(window).is_empty());
    let after = strokes(&window);
    assert_eq!((after.len(), after[0].smoothing), (1, before[0].smoothing));
    assert!((after[0].width - before[0].width).abs() < 1e-6);
    assert!(after[0].points.iter().zip(&before[0].points).all(|(a, b)| a.distance(*b) < 2e-5));
    assert_eq!(after[0].trace.times.len(), before[0].points.len());
}

#[test]
fn the_drawing_is_copied_as_a_picture_and_ink_and_pictures_are_pasted() {
    let dir = folder();
    let mut window = Window::open(dir.path());
    window.draw(&seven(), PointerButton::Primary);
    let copied = |window: &Window| window.harness.output().platform_output.commands.clone();
    window.harness.event(Event::Copy);
    window.harness.step();
    let commands = copied(&window);
    let Some(OutputCommand::CopyImage(picture)) = commands.first() else { panic!("{commands:?}") };
    assert_eq!(picture.size, [1024, 1024]);

    window.click("Export");
    window.harness.get_by_label("Copy as ink").click();
    window.harness.step();
    let text = copied(&window).into_iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text),
        _ => None,
    });
    let before = strokes(&window);
    window.click("Clear");
    window.harness.event(Event::Paste(text.expect("the ink was copied")));
    window.wait_until("the ink is pasted", |window| !strokes(window).is_empty());
    assert_eq!(strokes(&window)[0].points.len(), before[0].points.len());

    let mut image = ColorImage::filled([60, 80], Color32::WHITE);
    for y in 10..70 {
        for x in 27..33 {
            image.pixels[y * 60 + x] = Color32::BLACK;
        }
    }
    window.harness.event(Event::PasteImage(Arc::new(image)));
    window.wait_until("the picture is shown", |window| window.harness.state().core.canvas.picture.is_some());
    window.harness.event(Event::Paste("hello".to_owned()));
    window.wait_until("it is said that this is no ink", |window| {
        let notices = window.harness.state().core.shared.notices.all();
        notices.iter().any(|notice| notice.words().contains("no ink"))
    });
}

#[test]
fn what_the_canvas_is_set_to_survives_a_restart() {
    let dir = folder();
    {
        let mut window = Window::open(dir.path());
        window.press(NONE, Key::G);
        window.press(NONE, Key::A);
        window.press(NONE, Key::CloseBracket);
        window.click("Options");
        window.click("Strong");
        window.harness.state_mut().on_exit(None);
    }
    let window = Window::open(dir.path());
    let settings = &window.harness.state().core.settings.canvas;
    assert_eq!((settings.grid, settings.tool, settings.smoothing), (Grid::Shown, Tool::AreaEraser, Smoothing::Strong));
    assert!((settings.eraser_width - 0.08).abs() < 1e-6);
}

#[test]
fn every_tool_has_its_name_in_windows_of_any_size() {
    for (size, text) in
        [([1024.0, 700.0], 100), ([1920.0, 1080.0], 100), ([1024.0, 700.0], 200), ([1024.0, 700.0], 300)]
    {
        let dir = folder();
        let data = digit_lab::store::folders::DataDir::new(Some(dir.path().to_path_buf()));
        let harness = egui_kittest::Harness::builder().with_size(size).build_eframe(move |context| {
            let mut app = App::new(&context.egui_ctx, data, Some(Language::English));
            app.core.edit(|settings| settings.text_size = text);
            app
        });
        let mut window = Window { harness };
        window.settle();
        let room = window.harness.ctx.content_rect();
        for name in ["Pen", "Eraser", "Area eraser", "Transform", "Undo"] {
            let rect = window.harness.get_by_label(name).rect();
            assert!(room.contains_rect(rect), "{name} at {rect:?} in {room:?}, {size:?} at {text} %");
        }
        for name in ["Redo", "Clear", "Replay", "Options", "Export"] {
            assert!(window.has(name) || window.has("More tools"), "{name} in {size:?} at {text} %");
        }
    }
}
