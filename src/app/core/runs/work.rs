//! What is done to the runs on the disk, each a job for a background task.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::overlaid::RunCurves;
use super::run_writer;
use crate::model::{Model, Skill};
use crate::msg;
use crate::store::folders::DataDir;
use crate::store::runs::export::{RunForm, confusion, to_file};
use crate::store::runs::{ListedRun, RunFolder, RunRecord, RunWeights, UnreadableRun, trash};
use crate::store::{atomic, datasets, handwriting, models, runs};
use crate::text::Message;
use crate::train::checkpoint::Fingerprint;
use crate::train::{Checkpoint, DataSource, Job, Material, TrainingData};

/// The runs on the disk.
pub struct Listed {
    /// Runs whose `run.json` can be read, newest first.
    pub runs: Vec<ListedRun>,
    /// Folders of runs whose `run.json` is missing or damaged, with the reason.
    pub unreadable: Vec<UnreadableRun>,
    /// Highest run number in use, runs in the trash included.
    pub highest: usize,
}

/// All that it takes to go on with a run.
pub struct Resumable {
    /// Its folder, held.
    pub folder: RunFolder,
    /// Its description.
    pub record: RunRecord,
    /// Settings and data set to go on with.
    pub job: Job,
    /// Where it was.
    pub checkpoint: Checkpoint,
}

/// The first look: also removes what was deleted long ago, and completes the records of earlier versions.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn first_look(dir: &DataDir) -> Result<Listed, Message> {
    run_writer::tidy(dir);
    atomic::sweep(&dir.0);
    models::tidy(dir);
    runs::sweep(dir).map_err(Message::of)?;
    runs::complete(dir);
    list_runs(dir)
}

/// Which runs there are.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn list_runs(dir: &DataDir) -> Result<Listed, Message> {
    let (runs, unreadable) = runs::list(dir).map_err(Message::of)?;
    let highest = runs::next_number(dir) - 1;
    Ok(Listed { runs, unreadable, highest })
}

/// A run's curves.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn curves(dir: &DataDir, id: &str) -> Result<Arc<RunCurves>, Message> {
    let history = runs::history(dir, id).map_err(Message::of)?;
    Ok(Arc::new(RunCurves::of(&history)))
}

/// Another name; says which.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn rename(dir: &DataDir, id: &str, name: &str) -> Result<Message, Message> {
    runs::rename(dir, id, name).map_err(Message::of)?;
    Ok(msg!("runs-renamed", name = name.trim()))
}

/// Into the trash.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn delete(dir: &DataDir, id: &str) -> Result<(), Message> {
    trash::delete(dir, id).map_err(Message::of)
}

/// Out of the trash; says so.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn restore(dir: &DataDir, id: &str, name: Message) -> Result<Message, Message> {
    runs::restore(dir, id).map_err(Message::of)?;
    Ok(msg!("runs-restored", run = name))
}

/// Ends an interrupted run with its best weights; says so.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn keep_best(dir: &DataDir, id: &str) -> Result<Message, Message> {
    runs::keep_best(dir, id).map_err(Message::of)?;
    Ok(msg!("runs-best-kept"))
}

/// The run's best weights.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn model(dir: &DataDir, id: &str) -> Result<Arc<Model>, Message> {
    let run = runs::read(dir, id).map_err(Message::of)?;
    runs::model(dir, &run, RunWeights::Best).map(Arc::new).map_err(Message::of)
}

/// The run's best weights among the models; gives their file.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn save_model(dir: &DataDir, id: &str) -> Result<PathBuf, Message> {
    models::save(dir, model(dir, id)?.as_ref()).map_err(Message::of)
}

/// The run as a file; says where it is. `open` are the images that are open, and where they come from.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn export(
    dir: &DataDir,
    id: &str,
    form: RunForm,
    open: Option<(DataSource, TrainingData)>,
    path: &Path,
) -> Result<Message, Message> {
    let run = runs::read(dir, id).map_err(Message::of)?;
    // Other images than the run's own would count something else.
    let open = open.filter(|(source, _)| form == RunForm::Report && *source == run.record.source());
    let confusion = open.and_then(|(_, data)| confusion(dir, &run, &data.test));
    let path = to_file(dir, &run, form, confusion, path).map_err(Message::of)?;
    Ok(msg!("runs-written", path = &path))
}

/// All that it takes to go on with a run; `open` are the images that are open.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn resume(dir: &DataDir, id: &str, open: Option<TrainingData>) -> Result<Resumable, Message> {
    let record = runs::read(dir, id).map_err(Message::of)?.record;
    let folder = RunFolder::take_over(dir, id).map_err(Message::of)?;
    let checkpoint = runs::checkpoint(dir, id).map_err(Message::of)?;
    let fits = |data: &TrainingData| Fingerprint::of(&data.train) == checkpoint.images;
    let images = || match open.filter(fits) {
        Some(data) => Ok(data),
        None => datasets::open(&record.source()).map_err(Message::of),
    };
    let material = match record.settings.arch.skill() {
        Skill::ReadsPictures => Material::from(images()?),
        Skill::ContinuesTokens => {
            let writing = handwriting::open(&record.source()).map_err(Message::of)?;
            Material::from(writing).graded_by(models::usual_reader().map_err(Message::of)?)
        }
    };
    let job = checkpoint.job(material);
    Ok(Resumable { folder, record, job, checkpoint })
}
