//! Opening what a job learns from or names, with a word about those that seem to be stored otherwise than they are read.

use super::report;
use crate::data::{PixelLayout, PixelOrder, Polarity};
use crate::model::{Arch, Skill};
use crate::store::datasets::{self, Doubt};
use crate::store::{StoreError, handwriting, models};
use crate::train::{DataSource, Material, TrainingData};

/// Opens what `source` names.
///
/// # Errors
/// Those of [`datasets::open`].
pub fn open(source: &DataSource) -> Result<TrainingData, StoreError> {
    let data = datasets::open(source)?;
    warn(&datasets::doubts(source, &data));
    Ok(data)
}

/// What a network of this kind learns from: the images or the handwriting that `source` names.
///
/// # Errors
/// Those of [`open`].
pub fn material(arch: Arch, source: &DataSource) -> Result<Material, StoreError> {
    match arch.skill() {
        Skill::ReadsPictures => open(source).map(Material::from),
        Skill::ContinuesTokens => Ok(Material::from(handwriting::open(source)?).graded_by(models::usual_reader()?)),
    }
}

/// Says which images seem to be transposed or inverted, and the options that put them right.
pub fn warn(doubts: &[Doubt]) {
    for Doubt { called, seems } in doubts {
        let PixelLayout { order, polarity } = seems;
        let (is_turned, is_inverted) = (*order == PixelOrder::Columns, *polarity == Polarity::DarkOnLight);
        let (seems, option) = match (is_turned, is_inverted) {
            (true, false) => ("transposed, as EMNIST's are", "--transpose"),
            (false, true) => ("inverted: dark on light", "--invert"),
            (true, true) => ("transposed and inverted", "--transpose --invert"),
            (false, false) => continue,
        };
        report(&format_args!("the images of {called} look {seems}; put them right with {option}"));
    }
}
