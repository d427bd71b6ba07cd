//! Makes the pictures of this folder: draws a digit, looks inside the network that reads it, shows digits of one's own,
//! trains a short run, opens the errors, writes a number, begins one by hand, and lays runs over each other in the real window, in both
//! languages, both themes (the inside in one) and two sizes. Run it with `sh screenshots/make.sh`, which builds the program
//! first; words behind it name the scenes to take, such as `runs`.

#[path = "../tests/common/desktop.rs"]
mod desktop;
#[path = "../tests/common/digits.rs"]
mod digits;
#[path = "../tests/common/layout.rs"]
mod layout;
mod shadow;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use desktop::{Desktop, FAR_AWAY, Window, wait_for, wait_within};
use digit_lab::app::core::settings::inside::{InsideOptions, InsideView};
use digit_lab::app::core::settings::look::ThemeChoice;
use digit_lab::app::core::settings::setup::{Setup, StartFrom};
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::settings::train_view::TrainView;
use digit_lab::app::core::settings::writing::{WritingSettings, WritingSide};
use digit_lab::app::core::settings::{Settings, WindowPlace};
use digit_lab::app::core::state::Core;
use digit_lab::data::Label;
use digit_lab::ink::{Point, Stroke};
use digit_lab::model::{Layer, Part};
use digit_lab::store::own_digits::{self, Edit, OwnDigit};
use digit_lab::store::runs::{self, ListedRun, RunState};
use digit_lab::store::{folders::DataDir, settings};
use digit_lab::text::{Language, Message, Named as _};
use digit_lab::tr;
use egui::Rect;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{RgbImage, imageops};
use layout::Layout;
use shadow::Shadow;
use tempfile::TempDir;

/// Insides of the window: the smallest in which nothing may be cramped, and a projector's.
const SIZES: [[u32; 2]; 2] = [[1024, 700], [1920, 1080]];
/// Room around the window, where the mouse waits while a picture is taken.
const MARGIN: u32 = 40;
/// Least width of a window that shows the details of a run beside those of the ticked ones, in points.
const SIDE_BY_SIDE: u32 = 1_500;
/// What the fine-tuning is called.
const TUNED: &str = "Tuned on 10,000 images";
/// Runs that differ only in their seed.
const SEEDS: [&str; 3] = ["3", "2", "1"];
/// What the language model is called that was taught a hand.
const TAUGHT: &str = "After my hand";
/// The transformer whose attention is shown.
const TRANSFORMER: &str = "vit7";
/// Views of the network's inside.
const INSIDE: [InsideView; 4] = [InsideView::Layers, InsideView::ByHand, InsideView::Backpropagation, InsideView::Why];
/// The digits that were kept, each with the width of its pen.
const KEPT: [(usize, f32); 11] = [
    (0, 0.07),
    (1, 0.08),
    (3, 0.06),
    (4, 0.07),
    (7, 0.08),
    (7, 0.06),
    (9, 0.07),
    (5, 0.07),
    (1, 0.06),
    (4, 0.08),
    (7, 0.07),
];
/// The digit on the canvas.
const DIGIT: usize = 2;
/// How long the window has to stay as it is before it counts as at rest: longer than a message stays.
const REST: Duration = Duration::from_secs(8);
/// How long a run may take, or the window to come to rest, on a busy machine.
const PATIENCE: Duration = Duration::from_mins(10);
/// The same as [`REST`] after a click, before the mouse goes on.
const SHORT_REST: Duration = Duration::from_millis(700);

fn main() {
    // With words, only the scenes that are named.
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let inside = INSIDE.map(Scene::Inside);
    let others =
        [Scene::Attention, Scene::Digits, Scene::Continuation, Scene::AttentionOnInk, Scene::Hand, Scene::Runs];
    let scenes = Tab::ALL.iter().copied().map(Scene::Place).chain(inside).chain(others);
    for scene in scenes.filter(|scene| wanted.is_empty() || wanted.contains(&scene.name())) {
        // Training takes longest, so that it is done once for all pictures.
        let train: Option<fn(&Path)> = match scene {
            Scene::Runs => Some(train_some),
            Scene::Hand => Some(teach_a_hand),
            _ => None,
        };
        let trained = train.map(|train| {
            let folder = temporary();
            train(folder.path());
            folder
        });
        for (language, size) in Language::ALL.iter().flat_map(|&language| SIZES.map(|size| (language, size))) {
            language.make_current();
            let prefix = if language == Language::English { "" } else { "zh_" };
            for (theme, name) in scene.themes() {
                let fresh = temporary();
                let folder = trained.as_ref().unwrap_or(&fresh);
                let picture = take(scene, &DataDir(folder.path().to_path_buf()), theme, size);
                let [width, height] = size;
                let file = format!("{prefix}{}_{name}_{width}x{height}.png", scene.name());
                save(&with_few_colours(picture), &Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots").join(file));
            }
        }
    }
}

/// What is on a picture.
#[derive(Clone, Copy)]
enum Scene {
    /// A place at work.
    Place(Tab),
    /// A drawing, and a view of what the network makes of it.
    Inside(InsideView),
    /// A drawing, and how a transformer's heads look from patch to patch of it.
    Attention,
    /// Digits of one's own, and a drawing that is to be one of them.
    Digits,
    /// A digit that was begun by hand, and ten ways in which the language model would go on.
    Continuation,
    /// What of the ink the language model looks at.
    AttentionOnInk,
    /// The same beginning, continued before and after the model was taught a hand.
    Hand,
    /// A finished fine-tuning, compared before and after, and its curves over those of other runs.
    Runs,
}

impl Scene {
    /// The beginning of its files' names.
    fn name(self) -> String {
        match self {
            Self::Place(Tab::Draw) => "draw".to_owned(),
            Self::Place(Tab::Train) => "train".to_owned(),
            Self::Place(Tab::Errors) => "errors".to_owned(),
            Self::Place(Tab::Write) => "write".to_owned(),
            Self::Inside(view) => view.key().replace('-', "_"),
            Self::Attention => "inside_attention".to_owned(),
            Self::Digits => "digits".to_owned(),
            Self::Continuation => "write_continuation".to_owned(),
            Self::AttentionOnInk => "write_attention".to_owned(),
            Self::Hand => "write_hand".to_owned(),
            Self::Runs => "runs".to_owned(),
        }
    }

    /// The themes it is shown in.
    fn themes(self) -> Vec<(ThemeChoice, &'static str)> {
        let (light, dark) = ((ThemeChoice::Light, "light"), (ThemeChoice::Dark, "dark"));
        match self {
            Self::Inside(_) | Self::Attention | Self::Continuation | Self::AttentionOnInk | Self::Hand => vec![light],
            Self::Place(_) | Self::Digits | Self::Runs => vec![light, dark],
        }
    }
}

/// A folder that goes away with the picture.
fn temporary() -> TempDir {
    tempfile::tempdir().expect("a folder for temporary files")
}

/// A picture of `scene` with what `dir` holds.
fn take(scene: Scene, dir: &DataDir, theme: ThemeChoice, [width, height]: [u32; 2]) -> RgbImage {
    let place = WindowPlace { size: [width as f32, height as f32], ..WindowPlace::default() };
    let (tab, train_view) = match scene {
        Scene::Place(tab) => (tab, TrainView::default()),
        Scene::Inside(_) | Scene::Attention | Scene::Digits => (Tab::Draw, TrainView::default()),
        Scene::Continuation | Scene::AttentionOnInk | Scene::Hand => (Tab::Write, TrainView::default()),
        // In a small window there is room for the curves or for the details.
        Scene::Runs if width < SIDE_BY_SIDE => (Tab::Train, TrainView::Curves),
        Scene::Runs => (Tab::Train, TrainView::Runs),
    };
    let language = Some(Language::current());
    let train = short_run();
    let view = if let Scene::Inside(view) = scene { view } else { InsideView::default() };
    let inside = InsideOptions { view, ..InsideOptions::default() };
    let model = matches!(scene, Scene::Attention).then(|| TRANSFORMER.to_owned());
    let side = if matches!(scene, Scene::AttentionOnInk) { WritingSide::Attention } else { WritingSide::default() };
    let writing = WritingSettings { side, compares: true, ..WritingSettings::default() };
    let window = place;
    let wanted =
        Settings { language, theme, tab, train_view, train, inside, model, writing, window, ..Settings::default() };
    settings::write(&dir.settings(), &wanted).expect("a temporary file can be written");
    if matches!(scene, Scene::Digits) {
        keep_some(dir);
    }

    let desktop = Desktop::start(width + MARGIN, height + MARGIN);
    let window = desktop.run(&program(), &["--data-dir", &dir.0.to_string_lossy()]);
    window.resize(width, height);
    // The images are there once the window has come to rest for the first time.
    at_rest(&desktop, REST);
    match scene {
        Scene::Place(Tab::Draw) => draw(&window, [width, height]),
        Scene::Inside(_) => {
            draw(&window, [width, height]);
            window.press("i");
        }
        Scene::Attention => {
            draw(&window, [width, height]);
            window.press("i");
            look_at_heads(&desktop, &window, dir, [width, height]);
        }
        Scene::Place(Tab::Write) => window.press("ctrl+j"),
        Scene::Continuation | Scene::AttentionOnInk => {
            let mut shadow = Shadow::open(dir, [width, height]);
            shadow.until("who writes to be loaded", |state| state.writing.writer().is_some());
            begin(&window, &shadow);
        }
        Scene::Hand => {
            let mut shadow = Shadow::open(dir, [width, height]);
            shadow.until("who writes to be loaded", |state| state.writing.writer().is_some());
            click(&desktop, &window, shadow.click(tr!("writing-model", model = "").trim()));
            click(&desktop, &window, shadow.click(TAUGHT));
            shadow.until("both to be there", |state| state.writing.model().before().is_some());
            at_rest(&desktop, REST);
            begin(&window, &shadow);
        }
        Scene::Place(Tab::Train) => {
            window.press("ctrl+Return");
            wait_within(PATIENCE, "the run to end", || has_finished(dir).then_some(()));
        }
        Scene::Place(Tab::Errors) => {
            // Where reading would take long, the window does not begin by itself.
            window.press("ctrl+k");
            window.hand(&["type", "--delay", "60", "Read the test images"]);
            window.press("Return");
            at_rest(&desktop, REST);
            window.press("Right");
        }
        Scene::Digits => {
            draw(&window, [width, height]);
            let mut shadow = Shadow::open(dir, [width, height]);
            shadow.until("the digits to be there", |state| state.own_digits.all().len() == KEPT.len());
            click(&desktop, &window, shadow.click(&tr!("tools-own-digits")));
        }
        Scene::Runs => overlay(&desktop, &window, dir, [width, height]),
    }
    let picture = at_rest(&desktop, REST);
    imageops::crop_imm(&picture, 0, 0, width, height).to_image()
}

/// Keeps digits as if they had been drawn.
fn keep_some(dir: &DataDir) {
    let edits = KEPT.map(|(digit, width)| {
        let points = |stroke: Vec<[f32; 2]>| stroke.into_iter().map(|[x, y]| Point { x, y }).collect();
        let strokes: Vec<Stroke> =
            digits::strokes(digit).into_iter().map(|stroke| Stroke::new(points(stroke), width)).collect();
        Edit::Add(OwnDigit::new(&strokes, Label::digit(digit as u8)).expect("it has ink").line)
    });
    own_digits::edit(dir, &edits).expect("a temporary file can be written");
}

/// Three runs that differ in their seed, and a fine-tuning of the first, so that it is the newest.
fn train_some(folder: &Path) {
    let start = folder.join("One convolution.safetensors").to_string_lossy().into_owned();
    let train = |words: &[&str]| {
        let mut command = std::process::Command::new(program());
        command.arg("--data-dir").arg(folder).args(["train", "--epochs", "4"]).args(words);
        let ended = command.stdout(std::process::Stdio::null()).status();
        assert!(ended.is_ok_and(|status| status.success()), "the program trains: {words:?}");
    };
    for seed in SEEDS {
        train(&["--architecture", "conv1", "--limit", "2000", "--seed", seed, "--out", &start]);
    }
    train(&["--from", &start, "--limit", "10000", "--name", TUNED]);
}

/// A language model of strokes that was taught the digits that are kept.
fn teach_a_hand(folder: &Path) {
    let dir = DataDir(folder.to_path_buf());
    keep_some(&dir);
    let own = own_digits::path(&dir);
    let mut command = std::process::Command::new(program());
    command.arg("--data-dir").arg(folder).args(["train", "--from", "gpt", "--epochs", "40", "--batch", "4"]);
    command.args(["--set", "written=0", "--name", TAUGHT, "--data"]).arg(own);
    let ended = command.stdout(std::process::Stdio::null()).status();
    assert!(ended.is_ok_and(|status| status.success()), "the program trains");
}

/// Opens the attention of the first block of the transformer.
fn look_at_heads(desktop: &Desktop, window: &Window<'_>, dir: &DataDir, size: [u32; 2]) {
    let mut shadow = Shadow::open(dir, size);
    shadow.until("the transformer to be loaded", |state| state.shared.current.is_some());
    let layout = Layout::of_draw_tab(size);
    shadow.draw(&digits::strokes(DIGIT).iter().map(|stroke| layout.on_canvas(stroke)).collect::<Vec<_>>());
    shadow.press(egui::Key::I);
    shadow.until("it to be looked into", |state| state.inside.look().is_some());
    let stage = shadow.state().inside.anatomy().and_then(|anatomy| {
        let attends = |part: &&Part| matches!(anatomy.layers[part.first()].layer, Layer::Attention { .. });
        anatomy.parts.iter().find(attends).map(|part| part.name.clone())
    });
    click(desktop, window, shadow.click(&stage.expect("a transformer has attention")));
}

/// Begins a seven on the paper of the Write tab: its bar, and a little of the way down.
fn begin(window: &Window<'_>, shadow: &Shadow) {
    let paper = shadow.places(&tr!("writing-paper"))[0];
    let at = |x: f32, y: f32| {
        let place = paper.center() + egui::vec2(x, y) * paper.height();
        [place.x as i32, place.y as i32]
    };
    let bar = (0..=20).map(|step| at(-0.2 + 0.02 * step as f32, -0.28));
    let down = (1..=8).map(|step| at(0.2 - 0.015 * step as f32, -0.28 + 0.035 * step as f32));
    window.drag(&bar.chain(down).collect::<Vec<_>>());
}

/// Whether a run has ended; its last readings move nothing in the window for a while.
fn has_finished(dir: &DataDir) -> bool {
    let is_finished = |run: &ListedRun| run.record.state == RunState::Finished;
    runs::list(dir).is_ok_and(|(runs, _)| runs.iter().any(is_finished))
}

/// Ticks all runs; in a large window opens the fine-tuning and compares it before and after. What is clicked is found by its name in a shadow of the window, and seen to change in the window itself.
fn overlay(desktop: &Desktop, window: &Window<'_>, dir: &DataDir, size: [u32; 2]) {
    let mut shadow = Shadow::open(dir, size);
    let all = SEEDS.len() + 1;
    shadow.until("the runs to be listed", |state| state.runs.list.as_ref().is_some_and(|list| list.len() == all));
    shadow.until("the images to be there", |state| state.shared.data.is_some());
    let overlay = tr!("kept-runs-overlay", run = "").trim().to_owned();
    for row in 0..all {
        let tick = shadow.click_nth(&overlay, row);
        click(desktop, window, tick);
        let ticked = |state: &Core| state.runs.ticked.values().filter(|ticked| ticked.curves.is_some()).count();
        shadow.until("the curves to be read", |state| ticked(state) == row + 1);
    }
    if size[0] < SIDE_BY_SIDE {
        return;
    }
    let tuned = runs::record::label(Message::verbatim(TUNED), all).to_string();
    let row = shadow.click(&tr!("kept-runs-told", run = tuned, state = RunState::Finished.name()));
    click(desktop, window, row);
    let compare = shadow.click(&tr!("runs-compare-before-and-after"));
    shadow.until("the comparison", |state| state.runs.compared.is_some());
    let result = shadow.places(before_in_words())[0];
    let before = part(&desktop.picture(), result);
    click(desktop, window, compare);
    wait_for("the comparison to be seen", || (part(&desktop.picture(), result) != before).then_some(()));
}

/// What stands in the result of a comparison, in the language of the thread.
fn before_in_words() -> &'static str {
    match Language::current() {
        Language::English => ": before ",
        Language::Chinese => "张图像，之前 ",
    }
}

/// Clicks `place` in the window and sees to it that something has come of it.
fn click(desktop: &Desktop, window: &Window<'_>, place: Rect) {
    let before = desktop.picture();
    wait_for("a click to be taken in", || {
        // While the mouse lies still on it no frame can miss the click, however long it takes.
        point(window, place);
        at_rest(desktop, SHORT_REST);
        window.hand(&["click", "1"]);
        at_rest(desktop, SHORT_REST);
        leave(window);
        (at_rest(desktop, SHORT_REST) != before).then_some(())
    });
}

/// Moves the mouse to the middle of `place`.
fn point(window: &Window<'_>, place: Rect) {
    let at = place.center();
    window.hand(&["mousemove", &at.x.to_string(), &at.y.to_string()]);
}

/// Takes the mouse out of the window.
fn leave(window: &Window<'_>) {
    window.hand(&["mousemove", FAR_AWAY, FAR_AWAY]);
}

/// What is seen at `place`.
fn part(picture: &RgbImage, place: Rect) -> RgbImage {
    let (at, size) = (place.min, place.size());
    imageops::crop_imm(picture, at.x as u32, at.y as u32, size.x as u32, size.y as u32).to_image()
}

/// Enough training to see the curves bend.
fn short_run() -> Setup {
    let mut setup = Setup::defaults(StartFrom::FreshWeights);
    setup.config.epochs = 4;
    setup.config.limit = Some(20_000);
    setup
}

fn draw(window: &Window<'_>, size: [u32; 2]) {
    let layout = Layout::of_draw_tab(size);
    for stroke in digits::strokes(DIGIT) {
        window.drag(&layout.on_canvas(&stroke));
    }
    wait_for("the digit to be read", || window.title().starts_with(&DIGIT.to_string()).then_some(()));
}

/// What is seen once nothing has moved for as long as `rest`.
fn at_rest(desktop: &Desktop, rest: Duration) -> RgbImage {
    let mut last = desktop.picture();
    let mut since = Instant::now();
    wait_within(PATIENCE, "the window to come to rest", || {
        let now = desktop.picture();
        if now != last {
            last = now;
            since = Instant::now();
        }
        (since.elapsed() >= rest).then(|| last.clone())
    })
}

/// The program, built beside this one.
fn program() -> PathBuf {
    let here = std::env::current_exe().expect("the system knows what it runs");
    let target = here.parent().and_then(Path::parent).expect("examples are in a folder of the build's");
    let program = target.join(format!("digit-lab{}", std::env::consts::EXE_SUFFIX));
    assert!(program.exists(), "build the program first, or run `sh screenshots/make.sh`: {}", program.display());
    program
}

/// The picture with 256 of its colours, each other one replaced by the nearest: half the size as a file, and no difference
/// to see. They are the most frequent ones, and of the others each time the one that is farthest from all that are there,
/// since a curve and a sign have few pixels and a colour of their own.
fn with_few_colours(mut picture: RgbImage) -> RgbImage {
    let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
    for pixel in picture.pixels() {
        *counts.entry(pixel.0).or_default() += 1;
    }
    let distance = |one: [u8; 3], other: [u8; 3]| -> u32 {
        one.iter().zip(other).map(|(&one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    let mut rest: Vec<([u8; 3], usize)> = counts.iter().map(|(&colour, &count)| (colour, count)).collect();
    rest.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let mut kept: Vec<[u8; 3]> = rest.drain(..rest.len().min(128)).map(|(colour, _)| colour).collect();
    let mut apart: Vec<([u8; 3], u32)> = rest
        .into_iter()
        .map(|(colour, _)| (colour, kept.iter().map(|&one| distance(one, colour)).min().unwrap_or(u32::MAX)))
        .collect();
    while kept.len() < 256 {
        let Some(&(farthest, 1..)) = apart.iter().max_by_key(|(_, distance)| *distance) else { break };
        kept.push(farthest);
        for (colour, nearest) in &mut apart {
            *nearest = (*nearest).min(distance(farthest, *colour));
        }
    }
    let nearest = |colour: [u8; 3]| kept.iter().copied().min_by_key(|&other| distance(colour, other));
    let nearest: BTreeMap<[u8; 3], [u8; 3]> =
        counts.keys().map(|&colour| (colour, nearest(colour).unwrap_or(colour))).collect();
    for pixel in picture.pixels_mut() {
        pixel.0 = nearest[&pixel.0];
    }
    picture
}

fn save(picture: &RgbImage, path: &Path) {
    let file = File::create(path).unwrap_or_else(|error| panic!("{error}: {}", path.display()));
    let encoder = PngEncoder::new_with_quality(BufWriter::new(file), CompressionType::Best, FilterType::Adaptive);
    picture.write_with_encoder(encoder).unwrap_or_else(|error| panic!("{error}: {}", path.display()));
}
