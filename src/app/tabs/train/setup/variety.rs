//! The strength of each random change to the training images; and the chance and the work of a run.

use eframe::egui::Ui;

use super::Desk;
use super::number::{Scale, field, number, small};
use super::row::{self, setting, words};
use crate::data::Augmentation;
use crate::train::TrainConfig;

/// Each change with its strength.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (explain, usual) = (desk.explain, desk.usual.config.augmentation);
    let one = &mut desk.setup.config.augmentation;
    type Of = Augmentation;
    let rows = [
        ("Shift", "Moves the digit by up to so many pixels", &mut one.shift, usual.shift, Of::SHIFT, 1, " px"),
        (
            "Rotation",
            "Turns the digit by up to so much to either side",
            &mut one.rotation,
            usual.rotation,
            Of::ROTATION,
            0,
            "°",
        ),
        (
            "Size",
            "Makes the digit larger or smaller by up to this share",
            &mut one.scale,
            usual.scale,
            Of::SCALE,
            2,
            "",
        ),
        (
            "Slant",
            "Slants the digit to either side by up to this share of its height",
            &mut one.shear,
            usual.shear,
            Of::SHEAR,
            2,
            "",
        ),
        (
            "Bending",
            "Bends the strokes as an unsteady hand does (elastic distortion)",
            &mut one.elastic,
            usual.elastic,
            Of::ELASTIC,
            1,
            " px",
        ),
        (
            "Crop",
            "Cuts up to this share of each side off and enlarges the rest",
            &mut one.crop,
            usual.crop,
            Of::CROP,
            2,
            "",
        ),
        (
            "Thickness",
            "Makes the strokes thicker or thinner by up to so much on each side",
            &mut one.thickness,
            usual.thickness,
            Of::THICKNESS,
            2,
            " px",
        ),
        ("Noise", "Adds grain to every pixel, as a bad scan does", &mut one.noise, usual.noise, Of::NOISE, 2, ""),
        (
            "Pen",
            "Draws this share of the images anew with a pen of even width",
            &mut one.pen,
            usual.pen,
            Of::PEN,
            2,
            "",
        ),
    ];
    for (title, help, value, usual, range, decimals, unit) in rows {
        setting(ui, explain, words(title, help), value, &usual, |ui, value| {
            small(ui, title, value, range, decimals, unit)
        });
    }
    let about = words(
        "Made-up digits",
        "Replaces this share of the images by the same digit in made-up strokes, with habits that MNIST lacks",
    );
    let usual = desk.usual.config.written;
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
        number(ui, about.title, threads, 0..=16, Scale::Linear, text)
    });
    row::note(
        ui,
        "Neither changes what is learned from more threads: a run gives the same weights on one core as on all",
    );
}
