//! Makes the pictures of this folder: draws a digit, trains a short run, opens the errors and lays runs over each other in
//! the real window, in both themes and two sizes. Run it with `sh screenshots/make.sh`, which builds the program first;
//! words behind it name the scenes to take, such as `runs`.

#[path = "../tests/common/desktop.rs"]
mod desktop;
#[path = "../tests/common/digits.rs"]
mod digits;
#[path = "../tests/common/layout.rs"]
mod layout;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use desktop::{Desktop, Window, wait_for};
use digit_lab::app::settings::{Settings, ThemeChoice, WindowPlace};
use digit_lab::app::tabs::Tab;
use digit_lab::app::tabs::train::views::TrainView;
use digit_lab::app::training::{Setup, StartFrom};
use digit_lab::store::{folders::DataDir, settings};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{RgbImage, imageops};
use layout::Layout;

/// Insides of the window: the smallest in which nothing may be cramped, and a projector's.
const SIZES: [[u32; 2]; 2] = [[1024, 700], [1920, 1080]];
/// Room around the window, where the mouse waits while a picture is taken.
const MARGIN: u32 = 40;
/// Where the button that compares before and after is in a large window.
const COMPARE: [i32; 2] = [1_316, 702];
/// How far down the first run is.
const ROWS: i32 = 256;
/// The digit on the canvas.
const DIGIT: usize = 2;
/// How long the window has to stay as it is before it counts as at rest: longer than a message stays.
const REST: Duration = Duration::from_secs(8);

fn main() {
    // With words, only the scenes that are named.
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let scenes = Tab::ALL.map(Scene::Place).into_iter().chain([Scene::Runs]);
    for scene in scenes.filter(|scene| wanted.is_empty() || wanted.contains(&scene.name())) {
        for size in SIZES {
            for (theme, name) in [(ThemeChoice::Light, "light"), (ThemeChoice::Dark, "dark")] {
                let picture = take(scene, theme, size);
                let [width, height] = size;
                let file = format!("{}_{name}_{width}x{height}.png", scene.name());
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
    /// A finished fine-tuning, compared before and after, and its curves over those of other runs.
    Runs,
}

impl Scene {
    /// The beginning of its files' names.
    fn name(self) -> String {
        match self {
            Self::Place(tab) => tab.title().to_lowercase(),
            Self::Runs => "runs".to_owned(),
        }
    }
}

/// A picture of `scene`.
fn take(scene: Scene, theme: ThemeChoice, [width, height]: [u32; 2]) -> RgbImage {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let dir = DataDir(folder.path().to_path_buf());
    let place = WindowPlace { size: [width as f32, height as f32], ..WindowPlace::default() };
    let (tab, train_view) = match scene {
        Scene::Place(tab) => (tab, TrainView::default()),
        Scene::Runs => (Tab::Train, TrainView::Runs),
    };
    if let Scene::Runs = scene {
        train_some(folder.path());
    }
    let wanted = Settings { theme, tab, train_view, train: short_run(), window: place, ..Settings::default() };
    settings::write(&dir.settings(), &wanted).expect("a temporary file can be written");

    let desktop = Desktop::start(width + MARGIN, height + MARGIN);
    let window = desktop.run(&program(), &["--data-dir", &folder.path().to_string_lossy()]);
    window.resize(width, height);
    // The images are there once the window has come to rest for the first time.
    at_rest(&desktop);
    match scene {
        Scene::Place(Tab::Draw) => draw(&window, [width, height]),
        Scene::Place(Tab::Train) => window.press("ctrl+Return"),
        Scene::Place(Tab::Errors) => window.press("Right"),
        Scene::Runs => overlay(&window, width),
    }
    let picture = at_rest(&desktop);
    imageops::crop_imm(&picture, 0, 0, width, height).to_image()
}

/// Three runs that differ in their seed, and a fine-tuning of the first, so that it is the newest.
fn train_some(folder: &Path) {
    let start = folder.join("start.safetensors").to_string_lossy().into_owned();
    let train = |words: &[&str]| {
        let mut command = std::process::Command::new(program());
        command.arg("--data-dir").arg(folder).args(["train", "--epochs", "4"]).args(words);
        let ended = command.stdout(std::process::Stdio::null()).status();
        assert!(ended.is_ok_and(|status| status.success()), "the program trains: {words:?}");
    };
    for seed in ["3", "2", "1"] {
        train(&["--architecture", "conv1", "--limit", "2000", "--seed", seed, "--out", &start]);
    }
    train(&["--from", &start, "--limit", "10000", "--name", "Tuned on 10,000 images"]);
}

/// Ticks all runs; in a large window opens the newest and compares it before and after. Places are in points from the top
/// left.
fn overlay(window: &Window<'_>, width: u32) {
    // Where the side of the run begins: the settings beside it take 22 % within limits.
    let left = if width < 1_500 { 440 } else { 488 };
    for row in 0..4 {
        window.drag(&[[left + 11, ROWS + 40 * row]]);
    }
    // Where there is room for it, the newest is shown beside the curves.
    if width >= 1_500 {
        window.drag(&[[left + 200, ROWS]]);
        window.drag(&[COMPARE]);
    }
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
    wait_for("the digit to be read", || window.title().starts_with(&format!("{DIGIT} (")).then_some(()));
}

/// What is seen once nothing has moved for a while.
fn at_rest(desktop: &Desktop) -> RgbImage {
    let mut last = desktop.picture();
    let mut since = Instant::now();
    wait_for("the window to come to rest", || {
        let now = desktop.picture();
        if now != last {
            last = now;
            since = Instant::now();
        }
        (since.elapsed() >= REST).then(|| last.clone())
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

/// The picture with its 256 most frequent colours, each other one replaced by the nearest: half the size as a file, and
/// no difference to see.
fn with_few_colours(mut picture: RgbImage) -> RgbImage {
    let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
    for pixel in picture.pixels() {
        *counts.entry(pixel.0).or_default() += 1;
    }
    let mut frequent: Vec<([u8; 3], usize)> = counts.iter().map(|(&colour, &count)| (colour, count)).collect();
    frequent.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    frequent.truncate(256);
    let distance = |one: [u8; 3], other: [u8; 3]| -> u32 {
        one.iter().zip(other).map(|(&one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    let nearest =
        |colour: [u8; 3]| frequent.iter().map(|&(other, _)| other).min_by_key(|&other| distance(colour, other));
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
