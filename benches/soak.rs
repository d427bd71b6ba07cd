//! The window in use for a long time: draws, trains, goes from tab to tab, and prints what it holds and how long its frames
//! take. `cargo bench --bench soak`, for as many seconds as `DIGIT_LAB_SOAK_SECS` says (else 60); with `DIGIT_LAB_SOAK_RUNS`
//! for so many small runs one right after the other instead, with nothing else in between; with `DIGIT_LAB_SOAK_INK` for a
//! stroke of so many points all over the canvas, looked at from tab to tab and then drawn on.
//!
//! Without a screen: what the graphics driver does is not in it.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::time::{Duration, Instant};

use digit_lab::app::App;
use digit_lab::app::core::command::Command;
use digit_lab::app::core::own_digits::OwnDigitsCommand;
use digit_lab::app::core::settings::setup::{Setup, StartFrom};
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::training::command::TrainCommand;
use digit_lab::data::Label;
use digit_lab::ink::{Point, Stroke};
use digit_lab::model::Arch;
use digit_lab::store::folders::DataDir;
use digit_lab::text::Language;
use egui::{Event, Modifiers, PointerButton, Pos2, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

/// Time from one frame to the next.
const PERIOD: Duration = Duration::from_millis(16);
/// Lines of the table.
const LINES: u32 = 12;

fn main() {
    let number = |variable: &str| std::env::var(variable).ok().and_then(|number| number.parse::<u64>().ok());
    let length = Duration::from_secs(number("DIGIT_LAB_SOAK_SECS").unwrap_or(60));
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let dir = DataDir(folder.path().to_path_buf());
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 900.0))
        .build_eframe(move |context| App::new(&context.egui_ctx, dir, Some(Language::English)));
    let is_ready = |app: &App| app.core.shared.current.is_some() && app.core.shared.data.is_some();
    while !is_ready(harness.state()) {
        std::thread::sleep(PERIOD);
        harness.step();
    }
    println!("| after | memory | handles | runs | digits kept | frames | longest frame |");
    println!("|---|---|---|---|---|---|---|");
    let begun = Instant::now();
    if let Some(runs) = number("DIGIT_LAB_SOAK_RUNS") {
        only_runs(&mut harness, runs, begun);
        return;
    }
    if let Some(points) = number("DIGIT_LAB_SOAK_INK") {
        much_ink(&mut harness, points as u32, begun);
        return;
    }
    let (mut frames, mut longest, mut round, mut told) = (0_u64, Duration::ZERO, 0_u32, 0_u32);
    while begun.elapsed() < length {
        round += 1;
        let tab = [Tab::Draw, Tab::Train, Tab::Draw, Tab::Errors][round as usize % 4];
        harness.state_mut().run(Command::Open(tab));
        if harness.state().core.training.live_run().is_none() {
            train(&mut harness, round);
        }
        for step in 0..60 {
            if tab == Tab::Draw {
                draw(&mut harness, round, step);
            }
            longest = longest.max(frame(&mut harness, None));
            frames += 1;
        }
        if tab == Tab::Draw {
            let label = Label::digit((round % 10) as u8);
            harness.state_mut().run(Command::OwnDigits(OwnDigitsCommand::Keep(label)));
        }
        if begun.elapsed() * LINES >= length * (told + 1) {
            told += 1;
            line(&harness, begun.elapsed(), frames, longest);
            longest = Duration::ZERO;
        }
    }
    line(&harness, begun.elapsed(), frames, longest);
}

/// One long stroke, and what frames cost with it: a line for each tab, two for the canvas as it is, one for another
/// stroke on it.
fn much_ink(harness: &mut Harness<'_, App>, points: u32, begun: Instant) {
    let point = |index: u32| {
        let at = |prime: u32| (index.wrapping_mul(prime) % 10_007) as f32 / 10_007.0;
        Point { x: at(5_237), y: at(7_919) }
    };
    let ink = Stroke::new((0..points).map(point).collect(), 0.02);
    line(harness, begun.elapsed(), 0, Duration::ZERO);
    harness.state_mut().run(Command::Open(Tab::Draw));
    harness.state_mut().core.by_hand().canvas.replace_ink(vec![ink]);
    for (round, tab) in [Tab::Draw, Tab::Draw, Tab::Train, Tab::Draw, Tab::Errors, Tab::Draw].into_iter().enumerate() {
        harness.state_mut().run(Command::Open(tab));
        let longest = (0..60).map(|step| frame(harness, (round == 5).then_some(step))).max();
        line(harness, begun.elapsed(), 60, longest.unwrap_or_default());
    }
}

/// A frame, with a step of a stroke or without; how long it took.
fn frame(harness: &mut Harness<'_, App>, step: Option<u32>) -> Duration {
    if let Some(step) = step {
        draw(harness, 0, step);
    }
    let started = Instant::now();
    harness.step();
    let output = harness.output();
    drop(harness.ctx.tessellate(output.shapes.clone(), output.pixels_per_point));
    let took = started.elapsed();
    std::thread::sleep(PERIOD.saturating_sub(took));
    took
}

/// So many small runs, on the view of their curves, each shown until it is over and on the disk.
fn only_runs(harness: &mut Harness<'_, App>, runs: u64, begun: Instant) {
    harness.state_mut().run(Command::Open(Tab::Train));
    let (mut frames, mut longest) = (0, Duration::ZERO);
    for run in 1..=runs {
        train(harness, run as u32);
        let mut ended = None;
        // The next one as soon as the shelf knows of this one.
        while ended.is_none_or(|ended: Instant| ended.elapsed() < Duration::from_millis(300)) {
            longest = longest.max(frame(harness, None));
            frames += 1;
            if ended.is_none() && harness.state().core.training.live_run().is_none() {
                ended = Some(Instant::now());
            }
        }
        if run == 1 || run % (runs / u64::from(LINES)).max(1) == 0 {
            line(harness, begun.elapsed(), frames, longest);
            longest = Duration::ZERO;
        }
    }
}

/// A small run.
fn train(harness: &mut Harness<'_, App>, round: u32) {
    let mut setup = Setup::defaults(StartFrom::FreshWeights);
    setup.config.arch = Arch::Tiny;
    setup.config.epochs = 1;
    setup.config.limit = Some(2_000);
    setup.config.seed = u64::from(round);
    let app = harness.state_mut();
    app.core.edit(|settings| settings.train = setup);
    app.run(Command::Train(TrainCommand::Start));
}

/// A part of a stroke.
fn draw(harness: &mut Harness<'_, App>, round: u32, step: u32) {
    let Some(canvas) = harness.query_by_label("Canvas") else { return };
    let rect = canvas.rect();
    let turn = step as f32 / 60.0 * std::f32::consts::TAU;
    let wide = 0.15 + 0.1 * (round % 3) as f32;
    let place = Pos2::new(
        rect.center().x + rect.width() * wide * turn.sin(),
        rect.center().y - rect.height() * 0.3 * turn.cos(),
    );
    let button = |pressed| Event::PointerButton {
        pos: place,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let events = &mut harness.input_mut().events;
    events.push(Event::PointerMoved(place));
    if step == 0 || step == 59 {
        events.push(button(step == 0));
    }
}

fn line(harness: &Harness<'_, App>, after: Duration, frames: u64, longest: Duration) {
    let core = &harness.state().core;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().split(' ').next()?.parse::<u64>().ok());
    let memory = kilobytes.map_or_else(|| "–".to_owned(), |kilobytes| format!("{} MB", kilobytes / 1024));
    let handles = std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
    let runs = core.runs.list.as_ref().map_or(0, Vec::len);
    let kept = core.own_digits.all().len();
    println!(
        "| {:.0} s | {memory} | {handles} | {runs} | {kept} | {frames} | {:.0} ms |",
        after.as_secs_f64(),
        longest.as_secs_f64() * 1000.0
    );
}
