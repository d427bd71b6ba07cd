//! `digit-lab calibrate`: measures on held-out images how sure a model may be, and writes it on the model's card.

use std::io::Write;
use std::sync::Arc;

use serde::Serialize;

use super::args::CalibrateArgs;
use super::{Form, JobError, text, write_json};
use crate::data::{Dataset, Mnist, Split};
use crate::model::{Calibration, Kernels, Model, Predictor, Score};
use crate::store::models::{self, ModelSource};
use crate::store::{StoreError, datasets, folders::DataDir};
use crate::train;

/// The result, as an object.
#[derive(Debug, Serialize)]
struct Line<'a> {
    model: &'a str,
    images: usize,
    temperature: f32,
    ece_before: f64,
    ece_after: f64,
    score: Option<Score>,
    refuse_below: f32,
    unsure_below: f32,
    path: &'a str,
}

/// Measures the model and writes its new card.
pub fn run(args: &CalibrateArgs, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let source = models::locate(dir, &args.model)?;
    let path = match (&args.out, &source) {
        (Some(path), _) | (None, ModelSource::Saved(path)) => path.clone(),
        (None, ModelSource::Bundled(id)) => {
            let what = format!("{id} is inside the program; say with --out where its calibrated copy goes");
            return Err(JobError::Usage(what));
        }
    };
    let mut model = models::load(&source)?;
    models::check_target(&path)?;
    let images = match &args.data {
        Some(folder) => datasets::open_folder(folder)?.train,
        None => Mnist::unpack()?.train,
    };
    let calibration = measure(&model, &images)?;
    model.card.calibration = Some(calibration.clone());
    models::save_to(&path, &model)?;
    write(args, out, &model.card.name, &calibration, &path.to_string_lossy())?;
    Ok(())
}

/// Reads the images that the model's run held out, and sums them up.
fn measure(model: &Model, images: &Arc<Dataset>) -> Result<Calibration, JobError> {
    let predictor = Predictor::for_model(model, Kernels::default())?;
    let split = Split::new(images.len(), model.card.training.validation_images, model.card.seed);
    let validation = images.subset(&split.validation);
    train::calibrate(&predictor, &validation, model.card.seed)?.ok_or_else(|| {
        let what = "the model cannot be calibrated: its card names no images that were held out when it was trained";
        StoreError::new(what, &model.card.name).into()
    })
}

fn write(
    args: &CalibrateArgs,
    out: &mut dyn Write,
    model: &str,
    calibration: &Calibration,
    path: &str,
) -> std::io::Result<()> {
    let Calibration { temperature, images, error_before, error_after, familiarity, thresholds } = calibration;
    match Form::of(args.json) {
        Form::Json => write_json(
            out,
            &Line {
                model,
                images: *images,
                temperature: *temperature,
                ece_before: *error_before,
                ece_after: *error_after,
                score: familiarity.as_ref().map(|familiarity| familiarity.score),
                refuse_below: thresholds.refuse_below,
                unsure_below: thresholds.unsure_below,
                path,
            },
        ),
        Form::Text => {
            writeln!(
                out,
                "{model}: temperature {temperature:.3}, calibration error {} before and {} after, on {} held-out images",
                text::percent(*error_before, 2),
                text::percent(*error_after, 2),
                text::count(*images)
            )?;
            writeln!(out, "saved as {path}")
        }
    }
}
