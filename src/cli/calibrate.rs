//! `digit-lab calibrate`: measures on held-out images how sure a model may be, and writes it on the model's card.

use std::io::Write;
use std::sync::Arc;

use serde::Serialize;

use super::args::{CalibrateArgs, LayoutArgs};
use super::{Form, JobError, images, run_settings, text, write_json};
use crate::data::{Dataset, Split};
use crate::model::{Calibration, InDistributionScore, Kernels, Model, ModelCard, Predictor};
use crate::store::models::{self, ModelSource};
use crate::store::{StoreError, folders::DataDir};
use crate::train::data_plan::{Collection, DataSource};
use crate::train::{self, Prepared, TrainConfig};

/// The result, as an object.
#[derive(Debug, Serialize)]
struct Line<'a> {
    model: &'a str,
    images: usize,
    temperature: f32,
    ece_before: f64,
    ece_after: f64,
    score: Option<InDistributionScore>,
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
    let validation = held_out(&model, args)?;
    let predictor = Predictor::for_model(&model, Kernels::default())?;
    let calibration =
        train::calibrate(&predictor, &validation, model.card.seed)?.ok_or_else(|| no_images(&model.card))?;
    model.card.calibration = Some(calibration.clone());
    models::save_to(&path, &model)?;
    write(args, out, &model.card.name, &calibration, &path.to_string_lossy())?;
    Ok(())
}

/// The images that the model's own run held out: its settings and its seed say which, of its data or of what
/// `args` name in their place.
fn held_out(model: &Model, args: &CalibrateArgs) -> Result<Arc<Dataset>, JobError> {
    let ModelCard { seed, training, .. } = &model.card;
    if training.validation_images == 0 {
        return Err(no_images(&model.card));
    }
    let asked = settings(&training.settings);
    let mut source = asked.as_ref().map_or_else(DataSource::default, |config| config.data.source.clone());
    if let Some(path) = &args.data {
        source.from = run_settings::collection(path);
    }
    if let Collection::Folder(_) = source.from {
        source.layout = args.layout.or(source.layout);
    } else if args.layout.is_given() {
        return Err(LayoutArgs::without_files());
    }
    let data = images::open(&source)?;
    let validation = if let Some(config) = asked {
        let config = TrainConfig { seed: *seed, ..config };
        config.validate_for(data.train.len(), data.test.len())?;
        Prepared::new(&config, &data).validation
    } else {
        let split = Split::new(data.train.len(), training.validation_images, *seed);
        Arc::new(data.train.subset(&split.validation))
    };
    if validation.len() != training.validation_images {
        let what = format!(
            "the model's run held {} images out, and of these images it would have been {}: they are not those it was \
             trained on; name them with --data",
            text::count(training.validation_images),
            text::count(validation.len())
        );
        return Err(StoreError::verbatim(what, data.train.name()).into());
    }
    Ok(validation)
}

/// The settings on a card; `None` on one from before there was a choice of images, when all splits were the same kind.
fn settings(written: &serde_json::Value) -> Option<TrainConfig> {
    written.get("data")?;
    serde_json::from_value(written.clone()).ok()
}

fn no_images(card: &ModelCard) -> JobError {
    let what = "the model cannot be calibrated: its card names no images that were held out when it was trained";
    StoreError::verbatim(what, &card.name).into()
}

fn write(
    args: &CalibrateArgs,
    out: &mut dyn Write,
    model: &str,
    calibration: &Calibration,
    path: &str,
) -> std::io::Result<()> {
    let Calibration { temperature, images, error_before, error_after, score_distribution, thresholds } = calibration;
    match Form::of(args.json) {
        Form::Json => write_json(
            out,
            &Line {
                model,
                images: *images,
                temperature: *temperature,
                ece_before: *error_before,
                ece_after: *error_after,
                score: score_distribution.as_ref().map(|distribution| distribution.score),
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
