//! The strength of each random change to the training images; and the chance and the work of a run.

use std::ops::RangeInclusive;

use egui::Ui;

use super::number::{field, small};
use super::row::{setting, words};
use super::{Desk, row};
use crate::data::Augmentation;
use crate::train::TrainConfig;

/// One random change and how its strength is set.
struct Strength {
    title: &'static str,
    help: &'static str,
    value: fn(&mut Augmentation) -> &mut f32,
    range: RangeInclusive<f32>,
    decimals: usize,
    unit: &'static str,
}

/// All of them: where the digit is, how large and how straight; then what its strokes look like.
const STRENGTHS: [Strength; 9] = [
    Strength {
        title: "Shift",
        help: "Moves the digit by up to so many pixels",
        value: |one| &mut one.shift,
        range: Augmentation::SHIFT,
        decimals: 1,
        unit: " px",
    },
    Strength {
        title: "Rotation",
        help: "Turns the digit by up to so much to either side",
        value: |one| &mut one.rotation,
        range: Augmentation::ROTATION,
        decimals: 0,
        unit: "°",
    },
    Strength {
        title: "Size",
        help: "Makes the digit larger or smaller by up to this share",
        value: |one| &mut one.scale,
        range: Augmentation::SCALE,
        decimals: 2,
        unit: "",
    },
    Strength {
        title: "Slant",
        help: "Slants the digit to either side by up to this share of its height",
        value: |one| &mut one.shear,
        range: Augmentation::SHEAR,
        decimals: 2,
        unit: "",
    },
    Strength {
        title: "Crop",
        help: "Cuts up to this share of each side off and enlarges the rest",
        value: |one| &mut one.crop,
        range: Augmentation::CROP,
        decimals: 2,
        unit: "",
    },
    Strength {
        title: "Bending",
        help: "Bends the strokes as an unsteady hand does (elastic distortion)",
        value: |one| &mut one.elastic,
        range: Augmentation::ELASTIC,
        decimals: 1,
        unit: " px",
    },
    Strength {
        title: "Thickness",
        help: "Makes the strokes thicker or thinner by up to so much on each side",
        value: |one| &mut one.thickness,
        range: Augmentation::THICKNESS,
        decimals: 2,
        unit: " px",
    },
    Strength {
        title: "Noise",
        help: "Adds grain to every pixel, as a bad scan does",
        value: |one| &mut one.noise,
        range: Augmentation::NOISE,
        decimals: 2,
        unit: "",
    },
    Strength {
        title: "Pen",
        help: "Draws this share of the images anew with a pen of even width",
        value: |one| &mut one.pen,
        range: Augmentation::PEN,
        decimals: 2,
        unit: "",
    },
];

/// Each change with its strength.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>) {
    let explain = desk.explain;
    for Strength { title, help, value, range, decimals, unit } in STRENGTHS {
        let usual = *value(&mut desk.usual.config.augmentation);
        setting(ui, explain, words(title, help), value(&mut desk.setup.config.augmentation), &usual, |ui, strength| {
            small(ui, title, strength, range, decimals, unit)
        });
    }
    let usual = desk.usual.config.written;
    let help = "Replaces this share of the images by the same digit in made-up strokes, with habits that MNIST lacks";
    let about = words("Made-up digits", help);
    setting(ui, explain, about, &mut desk.setup.config.written, &usual, |ui, value| {
        small(ui, about.title, value, TrainConfig::WRITTEN, 2, "")
    });
    row::note(ui, "No flips: a mirrored digit is another digit or none at all");
}

/// Seed and threads.
pub fn run(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (explain, usual) = (desk.explain, &desk.usual.config);
    let config = &mut desk.setup.config;
    let about = words("Seed", "Number that all chance in the run comes from: the same seed gives the same run");
    setting(ui, explain, about, &mut config.seed, &usual.seed, |ui, seed| {
        field(ui, seed, 0..=u64::from(u32::MAX), 0.1, &|n| format!("{n:.0}"))
    });
    let about = words("Threads", "Processor cores to compute on; fewer leave more for other programs");
    setting(ui, explain, about, &mut config.threads, &usual.threads, |ui, threads| {
        let text = |n: f64| if n < 0.5 { "all".to_owned() } else { format!("{n:.0}") };
        field(ui, threads, TrainConfig::THREADS, 0.05, &text)
    });
    row::note(ui, "The number of threads changes nothing but the time: one core learns the same as all");
}
