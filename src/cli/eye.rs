//! `digit-lab eye`: trains the network that finds digits on pages, and shows the pages it learns from.

use std::io::{Cursor, Write};
use std::path::Path;
use std::time::Instant;

use image::{ImageFormat, RgbImage};
use serde::Serialize;

use super::args::{EyeArgs, EyeJob, EyeTrainArgs};
use super::interrupt::Interrupt;
use super::{JobError, progress};
use crate::data::Mnist;
use crate::eye::lesson::{Lesson, Recipe};
use crate::eye::loss::Loss;
use crate::eye::page_maker::{IMAGES, Made, Maker};
use crate::eye::{Net, file};
use crate::store::{StoreError, atomic};

/// Largest file of weights that is read, in bytes.
const WEIGHTS_LIMIT: u64 = 16 << 20;
/// Steps between two lines and two files.
const REPORT: usize = 100;

/// Runs one job of `digit-lab eye`.
pub fn run(args: &EyeArgs, out: &mut dyn Write) -> Result<(), JobError> {
    match &args.job {
        EyeJob::Train(args) => train(args, out),
        EyeJob::Pages { out: folder, count, side, seed } => {
            let maker = Maker::new(Mnist::unpack()?.train);
            for index in 0..*count {
                let path = folder.join(format!("page-{seed}-{index}.png"));
                save_page(&maker.make(*seed, index, *side), &path)?;
            }
            Ok(writeln!(out, "{count} pages: {}", folder.display())?)
        }
    }
}

/// What lies beside the weights.
#[derive(Serialize)]
struct Card {
    name: &'static str,
    parameters: usize,
    seed: u64,
    steps: usize,
    batch: usize,
    side: usize,
    learning_rate: f32,
    /// Images of MNIST's training set that pages are made of, from the first on; the others are held out.
    images: usize,
    /// Fonts in which pages are printed.
    fonts: [&'static str; 1],
    fonts_held_out: [&'static str; 1],
    /// The mean loss of the last steps.
    loss: f32,
    seconds: f64,
}

fn train(args: &EyeTrainArgs, out: &mut dyn Write) -> Result<(), JobError> {
    let interrupt = Interrupt::listen();
    let recipe = Recipe {
        seed: args.seed,
        steps: args.steps,
        batch: args.batch.max(1),
        side: args.side.clamp(32, 1024),
        rate: args.learning_rate,
    };
    let start = args.from.as_deref().map(read_weights).transpose()?;
    let mut lesson = Lesson::new(recipe, Maker::new(Mnist::unpack()?.train), start);
    let bar = progress::bar(args.steps as u64);
    let begun = Instant::now();
    let (mut sum, mut count) = (Loss::default(), 0);
    while !lesson.is_done() && !interrupt.was_pressed() {
        sum = added(sum, lesson.step());
        count += 1;
        bar.inc(1);
        if lesson.steps().is_multiple_of(REPORT) || lesson.is_done() {
            let mean = shared(sum, count);
            let seconds = begun.elapsed().as_secs_f64();
            writeln!(
                out,
                "step {:5}  loss {:.4}  centres {:.4}  boxes {:.4}  ink {:.4}  votes {:.4}  {seconds:.0} s",
                lesson.steps(),
                mean.sum(),
                mean.centres,
                mean.boxes,
                mean.ink,
                mean.votes
            )?;
            out.flush()?;
            save(&lesson, &recipe, mean.sum(), seconds, &args.out)?;
            (sum, count) = (Loss::default(), 0);
        }
    }
    if count > 0 {
        save(&lesson, &recipe, shared(sum, count).sum(), begun.elapsed().as_secs_f64(), &args.out)?;
    }
    bar.finish_and_clear();
    Ok(())
}

fn added(a: Loss, b: Loss) -> Loss {
    Loss { centres: a.centres + b.centres, boxes: a.boxes + b.boxes, ink: a.ink + b.ink, votes: a.votes + b.votes }
}

fn shared(sum: Loss, count: usize) -> Loss {
    let share = |part: f32| part / count.max(1) as f32;
    Loss { centres: share(sum.centres), boxes: share(sum.boxes), ink: share(sum.ink), votes: share(sum.votes) }
}

fn read_weights(path: &Path) -> Result<Net, JobError> {
    let bytes = atomic::read(path, WEIGHTS_LIMIT)?;
    Ok(file::from_bytes(&bytes).map_err(|fault| StoreError::verbatim(fault, path))?)
}

fn save(lesson: &Lesson, recipe: &Recipe, loss: f32, seconds: f64, path: &Path) -> Result<(), JobError> {
    atomic::write(path, &file::to_bytes(lesson.learned())?)?;
    let card = Card {
        name: "Where digits are on a page",
        parameters: lesson.learned().parameters(),
        seed: recipe.seed,
        steps: lesson.steps(),
        batch: recipe.batch,
        side: recipe.side,
        learning_rate: recipe.rate,
        images: IMAGES,
        fonts: ["Inter Regular"],
        fonts_held_out: ["Inter SemiBold"],
        loss,
        seconds,
    };
    let text = serde_json::to_string_pretty(&card).map_err(std::io::Error::from)? + "\n";
    Ok(atomic::write(&path.with_extension("json"), text.as_bytes())?)
}

/// Writes a page with the boxes of its digits in red, the boxes nothing is asked of in yellow.
fn save_page(made: &Made, path: &Path) -> Result<(), JobError> {
    let side = made.side as u32;
    let Some(mut picture) = RgbImage::from_raw(side, side, made.rgb.clone()) else { return Ok(()) };
    let boxes = made.digits.iter().map(|digit| (digit.bounds, [230, 30, 30]));
    for (bounds, colour) in boxes.chain(made.unclear.iter().map(|bounds| (*bounds, [220, 180, 0]))) {
        let [left, top, right, bottom] = bounds.map(|edge| (edge as u32).min(side - 1));
        for x in left..=right {
            picture.put_pixel(x, top, image::Rgb(colour));
            picture.put_pixel(x, bottom, image::Rgb(colour));
        }
        for y in top..=bottom {
            picture.put_pixel(left, y, image::Rgb(colour));
            picture.put_pixel(right, y, image::Rgb(colour));
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).map_err(|fault| StoreError::verbatim(fault, path))?;
    Ok(atomic::write(path, bytes.get_ref())?)
}
