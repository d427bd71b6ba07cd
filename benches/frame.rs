//! How long the window works on a frame while somebody draws, with and without a training run on all cores:
//! `cargo bench --bench frame`. Without a screen: what the graphics driver does is not in it, what assistive
//! technology is told is.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::time::{Duration, Instant};

use digit_lab::app::App;
use digit_lab::app::core::command::Command;
use digit_lab::app::core::inside::command::InsideCommand;
use digit_lab::app::core::settings::setup::{Setup, StartFrom};
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::training::command::TrainCommand;
use digit_lab::app::core::training::run::Phase;
use digit_lab::store::folders::DataDir;
use digit_lab::text::Language;
use egui::{Event, Modifiers, PointerButton, Pos2, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

/// Frames measured in each state.
const FRAMES: usize = 1500;
/// Frames for which a stroke goes on.
const STROKE: usize = 60;
/// Where the pen moves between two frames, as a mouse of 500 Hz reports it.
const MOVES: usize = 8;
/// Time from one frame to the next.
const PERIOD: Duration = Duration::from_millis(16);

fn main() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let dir = DataDir(folder.path().to_path_buf());
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1920.0, 1080.0))
        .build_eframe(move |context| App::new(&context.egui_ctx, dir, Some(Language::English)));
    let is_ready = |app: &App| app.core.shared.current.is_some() && app.core.shared.data.is_some();
    while !is_ready(harness.state()) {
        std::thread::sleep(PERIOD);
        harness.step();
    }
    println!("| while drawing, 1920 × 1080 | median | p99 | longest |");
    println!("|---|---|---|---|");
    row("nothing else", draw(&mut harness));
    harness.state_mut().run(Command::Inside(InsideCommand::Toggle));
    row("the network open", draw(&mut harness));
    harness.state_mut().run(Command::Inside(InsideCommand::Toggle));

    let mut setup = Setup::defaults(StartFrom::FreshWeights);
    setup.config.epochs = 1000;
    let app = harness.state_mut();
    app.core.edit(|settings| settings.train = setup);
    app.run(Command::Train(TrainCommand::Start));
    let is_training = |app: &App| app.core.training.shown().is_some_and(|run| matches!(run.phase, Phase::Training));
    while !is_training(harness.state()) {
        std::thread::sleep(PERIOD);
        harness.step();
    }
    harness.state_mut().run(Command::Open(Tab::Draw));
    row("`conv3` in training on all cores", draw(&mut harness));
    for command in [Command::ToggleLiveReading, Command::Inside(InsideCommand::Toggle)] {
        harness.state_mut().run(command);
    }
    row("the same, the network in training open", draw(&mut harness));
    harness.state_mut().run(Command::Inside(InsideCommand::Toggle));
    harness.state_mut().run(Command::Open(Tab::Train));
    row("the same, the curves open", draw(&mut harness));
}

/// Draws strokes for [`FRAMES`] frames and gives the time of each, tessellation included. Where there is no canvas
/// the mouse only moves.
fn draw(harness: &mut Harness<'_, App>) -> Vec<Duration> {
    harness.run_steps(4);
    let canvas = harness.query_by_label("Canvas").map(|canvas| canvas.rect());
    let area = canvas.unwrap_or(harness.ctx.content_rect());
    let mut times = Vec::with_capacity(FRAMES);
    for frame in 0..FRAMES {
        let place = |move_of: usize| -> Pos2 {
            let angle = (frame * MOVES + move_of) as f32 / (STROKE * MOVES) as f32 * std::f32::consts::TAU;
            area.center() + area.size() * 0.3 * Vec2::new(angle.cos(), (2.0 * angle).sin())
        };
        let press = |pressed| Event::PointerButton {
            pos: place(0),
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        let events = &mut harness.input_mut().events;
        events.extend((0..MOVES).map(|step| Event::PointerMoved(place(step))));
        if canvas.is_some() && frame % STROKE == 0 {
            events.push(press(true));
        } else if canvas.is_some() && frame % STROKE == STROKE - 1 {
            events.push(press(false));
        }
        let begun = Instant::now();
        harness.step();
        let output = harness.output();
        let shapes = harness.ctx.tessellate(output.shapes.clone(), output.pixels_per_point);
        times.push(begun.elapsed());
        drop(shapes);
        if canvas.is_some() && frame % (STROKE * 4) == STROKE * 4 - 1 {
            harness.state_mut().run(Command::Clear);
        }
        std::thread::sleep(PERIOD.saturating_sub(begun.elapsed()));
    }
    times
}

fn row(state: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!("| {state} | {:.1} ms | {:.1} ms | {:.1} ms |", at(50), at(99), at(100));
}
