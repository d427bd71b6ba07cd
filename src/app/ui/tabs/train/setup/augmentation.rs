//! The strength of each random change to the training images.

use std::ops::RangeInclusive;

use egui::Ui;

use super::number::{Scale, number, small};
use super::row::{setting, words};
use super::{SetupEditor, row};
use crate::data::Augmentation;
use crate::tr;
use crate::train::TrainConfig;

/// One random change and how its strength is set.
struct Strength {
    /// Message of its name and explanation.
    key: &'static str,
    /// Where it stands in the settings.
    value: fn(&mut Augmentation) -> &mut f32,
    range: RangeInclusive<f32>,
    decimals: usize,
    unit: Unit,
}

/// What a strength is measured in.
#[derive(Clone, Copy)]
enum Unit {
    /// Pixels of the image.
    Pixels,
    Degrees,
    /// A share in [0, 1], which has no unit.
    Share,
}

impl Unit {
    /// A number with the unit behind it.
    fn with(self, number: String) -> String {
        match self {
            Self::Pixels => tr!("setup-in-pixels", number = number).into_owned(),
            Self::Degrees => tr!("setup-in-degrees", number = number).into_owned(),
            Self::Share => number,
        }
    }
}

/// All of them: where the digit is, how large and how straight; then what its strokes look like.
const STRENGTHS: [Strength; 9] = [
    Strength {
        key: "setup-shift",
        value: |one| &mut one.shift,
        range: Augmentation::SHIFT,
        decimals: 1,
        unit: Unit::Pixels,
    },
    Strength {
        key: "setup-rotation",
        value: |one| &mut one.rotation,
        range: Augmentation::ROTATION,
        decimals: 0,
        unit: Unit::Degrees,
    },
    Strength {
        key: "setup-scale",
        value: |one| &mut one.scale,
        range: Augmentation::SCALE,
        decimals: 2,
        unit: Unit::Share,
    },
    Strength {
        key: "setup-shear",
        value: |one| &mut one.shear,
        range: Augmentation::SHEAR,
        decimals: 2,
        unit: Unit::Share,
    },
    Strength {
        key: "setup-crop",
        value: |one| &mut one.crop,
        range: Augmentation::CROP,
        decimals: 2,
        unit: Unit::Share,
    },
    Strength {
        key: "setup-elastic",
        value: |one| &mut one.elastic,
        range: Augmentation::ELASTIC,
        decimals: 1,
        unit: Unit::Pixels,
    },
    Strength {
        key: "setup-thickness",
        value: |one| &mut one.thickness,
        range: Augmentation::THICKNESS,
        decimals: 2,
        unit: Unit::Pixels,
    },
    Strength {
        key: "setup-noise",
        value: |one| &mut one.noise,
        range: Augmentation::NOISE,
        decimals: 2,
        unit: Unit::Share,
    },
    Strength { key: "setup-pen", value: |one| &mut one.pen, range: Augmentation::PEN, decimals: 2, unit: Unit::Share },
];

/// Each change with its strength.
pub fn show(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let explain = editor.explain;
    for Strength { key, value, range, decimals, unit } in STRENGTHS {
        let about = words(key);
        let usual = *value(&mut editor.usual.config.augmentation);
        setting(ui, explain, &about, value(&mut editor.setup.config.augmentation), &usual, |ui, strength| {
            number(ui, &about.title, strength, range, Scale::Linear, |n| unit.with(format!("{n:.decimals$}")))
        });
    }
    let usual = editor.usual.config.synthetic;
    let about = words("setup-synthetic");
    setting(ui, explain, &about, &mut editor.setup.config.synthetic, &usual, |ui, value| {
        small(ui, &about.title, value, TrainConfig::SYNTHETIC, 2)
    });
    row::note(ui, tr!("setup-no-flips"));
}
