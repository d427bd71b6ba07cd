//! Pictures of every tab in both themes, compared with those under `tests/snapshots`. The model, the ink, the images and
//! the run in them are made here, so that the pictures change only when the window does.

#[path = "common/digits.rs"]
mod digits;
#[expect(dead_code, reason = "the other tests of the window need no renderer")]
#[path = "common/lab.rs"]
mod lab;
#[path = "common/scenes.rs"]
mod scenes;
#[path = "common/software.rs"]
mod software;

use digit_lab::app::core::settings::look::ThemeChoice;
use digit_lab::app::core::settings::tab::Tab;
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, SnapshotResults, try_image_snapshot};
use image::{Rgba, RgbaImage};
use lab::Lab;
use software::SoftwareRenderer;

/// The smallest window in which nothing may be cramped, and a projector's.
const SMALL: [f32; 2] = [1024.0, 700.0];
const LARGE: [f32; 2] = [1920.0, 1080.0];

fn open(tab: Tab, theme: ThemeChoice, size: [f32; 2]) -> Lab {
    let builder = Harness::builder().with_size(size).with_max_steps(40).renderer(SoftwareRenderer::default());
    // The Errors tab reads the test images as soon as it is open, so the model comes first.
    let mut lab = Lab::start(Tab::Draw, builder);
    scenes::learn_templates(&mut lab);
    let state = lab.state();
    state.settings.theme = theme;
    state.settings.tab = tab;
    scenes::come_to_rest(&mut lab, tab);
    lab
}

fn name(tab: Tab, theme: ThemeChoice, what: &str) -> String {
    let theme = match theme {
        ThemeChoice::System => "system",
        ThemeChoice::Light => "light",
        ThemeChoice::Dark => "dark",
    };
    let tab = match tab {
        Tab::Draw => "draw",
        Tab::Train => "train",
        Tab::Errors => "errors",
        Tab::Write => "write",
    };
    format!("{tab}_{what}_{theme}")
}

/// The window once it has come to rest, with what is measured on the clock painted over.
fn picture(lab: &mut Lab) -> RgbaImage {
    lab.harness.run();
    let mut picture = lab.harness.render().expect("no paint callbacks");
    for measured in lab.harness.query_all_by_label_contains("Read in ") {
        let rect = measured.rect();
        for y in rect.top() as u32..=rect.bottom() as u32 {
            // Of one width, however many digits the time has.
            for x in rect.left() as u32..=rect.left() as u32 + 130 {
                picture.put_pixel(x, y, Rgba([128, 128, 128, 255]));
            }
        }
    }
    picture
}

#[test]
fn every_tab_at_work_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    for tab in Tab::ALL.iter().copied() {
        for (theme, size, what) in [
            (ThemeChoice::Light, SMALL, "small"),
            (ThemeChoice::Dark, SMALL, "small"),
            (ThemeChoice::Light, LARGE, "large"),
        ] {
            let mut lab = open(tab, theme, size);
            scenes::at_work(&mut lab, tab);
            results.add(try_image_snapshot(&picture(&mut lab), name(tab, theme, what)));
        }
    }
}

#[test]
fn every_tab_with_nothing_to_show_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    for tab in Tab::ALL.iter().copied() {
        let mut lab = open(tab, ThemeChoice::Dark, SMALL);
        scenes::with_nothing(&mut lab, tab);
        results.add(try_image_snapshot(&picture(&mut lab), name(tab, ThemeChoice::Dark, "empty")));
    }
}
