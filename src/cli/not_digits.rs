//! How much of what is no digit a model refuses, kind by kind.

use std::io::{self, Write};

use serde::Serialize;

use super::evaluate::Table;
use super::{Form, text, write_json};
use crate::analysis::{Judge, Verdict};
use crate::data::Dataset;
use crate::ink::not_digits::{Counts, LOOKALIKES, NonDigit};
use crate::model::{ModelError, Predictor};
use crate::train;

/// Images of each kind.
const IMAGES: usize = 200;

/// What became of the images of one kind.
#[derive(Debug, Serialize)]
struct KindLine {
    kind: &'static str,
    images: usize,
    refused: f64,
    unsure: f64,
    #[serde(skip)]
    counts: Counts,
}

/// What became of all of them.
#[derive(Debug, Serialize)]
pub struct NotDigits {
    dataset: &'static str,
    seed: u64,
    images: usize,
    refused: f64,
    unsure: f64,
    refused_with_lookalikes: f64,
    kinds: Vec<KindLine>,
}

/// Reads them and judges what was read; blank ones count as refused.
///
/// # Errors
/// When the network cannot be run.
pub fn measure(predictor: &Predictor, judge: &Judge, seed: u64) -> Result<NotDigits, ModelError> {
    let mut kinds = Vec::new();
    for &kind in NonDigit::ALL {
        let images = kind.images(seed, IMAGES);
        let pixels: Vec<u8> = images.iter().flat_map(|image| image.0).collect();
        let dataset = Dataset::new(kind.id(), pixels, vec![0; images.len()]).expect("784 pixels for each label");
        let read = train::evaluate(predictor, &dataset, &mut |_done| true)?;
        let read = read.expect("only a progress callback that says no ends an evaluation early").predictions;
        let verdicts: Vec<Verdict> =
            images.iter().zip(&read).map(|(image, reading)| judge.judge(image, Some(reading)).verdict).collect();
        let share = |wanted: &[Verdict]| {
            verdicts.iter().filter(|verdict| wanted.contains(verdict)).count() as f64 / verdicts.len().max(1) as f64
        };
        kinds.push(KindLine {
            kind: kind.id(),
            images: images.len(),
            refused: share(&[Verdict::NotADigit, Verdict::Empty]),
            unsure: share(&[Verdict::Unsure]),
            counts: kind.counts(),
        });
    }
    let mean = |value: fn(&KindLine) -> f64, wanted: &[Counts]| {
        let all: Vec<f64> = kinds.iter().filter(|line| wanted.contains(&line.counts)).map(value).collect();
        all.iter().sum::<f64>() / all.len().max(1) as f64
    };
    let (counted, all) = (&[Counts::Yes][..], &[Counts::Yes, Counts::OnlyReported][..]);
    Ok(NotDigits {
        dataset: "not digits",
        seed,
        images: kinds.iter().filter(|line| line.counts == Counts::Yes).map(|line| line.images).sum(),
        refused: mean(|line| line.refused, counted),
        unsure: mean(|line| line.unsure, counted),
        refused_with_lookalikes: mean(|line| line.refused, all),
        kinds,
    })
}

impl NotDigits {
    /// Writes them as one object, or as rows of the table.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn write(&self, out: &mut dyn Write, form: Form) -> io::Result<()> {
        if form == Form::Json {
            return write_json(out, self);
        }
        let name = format!("not digits, seed {}", self.seed);
        Table::row(out, &name, self.images, ["", "", ""].map(str::to_owned), [self.refused, self.unsure])?;
        for line in &self.kinds {
            let name = match line.counts {
                Counts::Yes => format!("  {}", line.kind),
                Counts::OnlyReported => format!("  {} *", line.kind),
            };
            Table::row(out, &name, line.images, ["", "", ""].map(str::to_owned), [line.refused, line.unsure])?;
        }
        let letters: Vec<String> = LOOKALIKES.chars().map(String::from).collect();
        let with = text::percent(self.refused_with_lookalikes, 2);
        writeln!(out, "* not counted, since no one can tell them from digits: {}; with them {with}", letters.join(" "))
    }
}
