//! The strength of each random change to the training images; and the chance and the work of a run.

use eframe::egui::{self, Ui};

use super::Desk;
use super::number::{Scale, field, number, small};
use super::row::{self, setting, words};
use crate::data::Augmentation;

/// Each change with its strength.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (explain, usual) = (desk.explain, desk.usual.config.augmentation.clone());
    let augmentation = &mut desk.setup.config.augmentation;
    let about = words("Shift", "Moves the digit by up to so many pixels");
    setting(ui, explain, about, &mut augmentation.shift, &usual.shift, |ui, value| {
        small(ui, about.title, value, Augmentation::SHIFT, 1, " px")
    });
    let about = words("Rotation", "Turns the digit by up to so many degrees to either side");
    setting(ui, explain, about, &mut augmentation.rotation, &usual.rotation, |ui, value| {
        small(ui, about.title, value, Augmentation::ROTATION, 0, "°")
    });
    let about = words("Size", "Makes the digit larger or smaller by up to this share");
    setting(ui, explain, about, &mut augmentation.scale, &usual.scale, |ui, value| {
        small(ui, about.title, value, Augmentation::SCALE, 2, "")
    });
    let about = words("Slant", "Slants the digit to either side by up to this share of its height");
    setting(ui, explain, about, &mut augmentation.shear, &usual.shear, |ui, value| {
        small(ui, about.title, value, Augmentation::SHEAR, 2, "")
    });
    flips(ui, desk);
}

/// Shown switched off, because people look for it.
fn flips(ui: &mut Ui, desk: &Desk<'_>) {
    let about = words("Flips", "Switched off: a mirrored digit is another digit or none");
    setting(ui, desk.explain, about, &mut false, &false, |ui, flips| {
        let response = ui.add_enabled(false, egui::Checkbox::new(flips, ""));
        ui.weak("off: a mirrored 2 is no 2");
        response.on_disabled_hover_text(about.help).into()
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
    row::note(
        ui,
        "Neither changes what is learned from more threads: a run gives the same weights on one core as on all",
    );
}
