//! The strength of each random change to the training images; and the chance and the work of a run.

use eframe::egui::Ui;

use super::Desk;
use super::number::{Scale, field, number, small};
use super::row::{self, setting, words};
use crate::data::Augmentation;
use crate::train::TrainConfig;

/// Each change with its strength.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>) {
    places(ui, desk);
    strokes(ui, desk);
    let (explain, usual) = (desk.explain, desk.usual.config.written);
    let help = "Replaces this share of the images by the same digit in made-up strokes, with habits that MNIST lacks";
    let about = words("Made-up digits", help);
    setting(ui, explain, about, &mut desk.setup.config.written, &usual, |ui, value| {
        small(ui, about.title, value, TrainConfig::WRITTEN, 2, "")
    });
    row::note(ui, "No flips: a mirrored digit is another digit or none at all");
}

/// Where the digit is, how large and how straight.
fn places(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (explain, usual) = (desk.explain, desk.usual.config.augmentation);
    let one = &mut desk.setup.config.augmentation;
    let about = words("Shift", "Moves the digit by up to so many pixels");
    setting(ui, explain, about, &mut one.shift, &usual.shift, |ui, value| {
        small(ui, about.title, value, Augmentation::SHIFT, 1, " px")
    });
    let about = words("Rotation", "Turns the digit by up to so much to either side");
    setting(ui, explain, about, &mut one.rotation, &usual.rotation, |ui, value| {
        small(ui, about.title, value, Augmentation::ROTATION, 0, "°")
    });
    let about = words("Size", "Makes the digit larger or smaller by up to this share");
    setting(ui, explain, about, &mut one.scale, &usual.scale, |ui, value| {
        small(ui, about.title, value, Augmentation::SCALE, 2, "")
    });
    let about = words("Slant", "Slants the digit to either side by up to this share of its height");
    setting(ui, explain, about, &mut one.shear, &usual.shear, |ui, value| {
        small(ui, about.title, value, Augmentation::SHEAR, 2, "")
    });
    let about = words("Crop", "Cuts up to this share of each side off and enlarges the rest");
    setting(ui, explain, about, &mut one.crop, &usual.crop, |ui, value| {
        small(ui, about.title, value, Augmentation::CROP, 2, "")
    });
}

/// What its strokes look like.
fn strokes(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (explain, usual) = (desk.explain, desk.usual.config.augmentation);
    let one = &mut desk.setup.config.augmentation;
    let about = words("Bending", "Bends the strokes as an unsteady hand does (elastic distortion)");
    setting(ui, explain, about, &mut one.elastic, &usual.elastic, |ui, value| {
        small(ui, about.title, value, Augmentation::ELASTIC, 1, " px")
    });
    let about = words("Thickness", "Makes the strokes thicker or thinner by up to so much on each side");
    setting(ui, explain, about, &mut one.thickness, &usual.thickness, |ui, value| {
        small(ui, about.title, value, Augmentation::THICKNESS, 2, " px")
    });
    let about = words("Noise", "Adds grain to every pixel, as a bad scan does");
    setting(ui, explain, about, &mut one.noise, &usual.noise, |ui, value| {
        small(ui, about.title, value, Augmentation::NOISE, 2, "")
    });
    let about = words("Pen", "Draws this share of the images anew with a pen of even width");
    setting(ui, explain, about, &mut one.pen, &usual.pen, |ui, value| {
        small(ui, about.title, value, Augmentation::PEN, 2, "")
    });
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
    row::note(ui, "The number of threads changes nothing but the time: one core learns the same as all");
}
