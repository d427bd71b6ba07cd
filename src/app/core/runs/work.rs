//! What is done to the runs on the disk, each a job for a background task.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::keeper;
use super::overlaid::RunCurves;
use crate::model::Model;
use crate::msg;
use crate::store::folders::DataDir;
use crate::store::runs::export::{Form, confusion, to_file};
use crate::store::runs::{ListedRun, RunFolder, RunRecord, UnreadableRun, Which, trash};
use crate::store::{datasets, models, runs};
use crate::text::Message;
use crate::train::checkpoint::Fingerprint;
use crate::train::{Checkpoint, Job, TrainingData};

/// What a task brings.
pub enum Done {
    /// The runs there are.
    Listed {
        /// Those that can be read.
        runs: Vec<ListedRun>,
        /// The others.
        unreadable: Vec<UnreadableRun>,
        /// Whether nobody looked before.
        is_first: bool,
    },
    /// The curves of the run in this folder.
    Curves(String, Arc<RunCurves>),
    /// A run was deleted: its folder and its name.
    Deleted(String, Message),
    /// The list is another now; what to say about it.
    Changed(Message),
    /// Something was done.
    Told(Message),
    /// A model was written here.
    Saved(PathBuf),
    /// A model to use.
    Model(Arc<Model>),
    /// All that it takes to go on with a run.
    Resumable(Box<Resumable>),
}

/// All that it takes to go on with a run.
pub struct Resumable {
    /// Its folder, held.
    pub folder: RunFolder,
    /// Its description.
    pub record: RunRecord,
    /// Its settings and images.
    pub job: Job,
    /// Where it was.
    pub checkpoint: Checkpoint,
}

/// The first look: also removes what was deleted long ago.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn first_look(dir: &DataDir) -> Result<Done, Message> {
    keeper::tidy(dir);
    runs::sweep(dir).map_err(Message::of)?;
    let (runs, unreadable) = runs::list(dir).map_err(Message::of)?;
    Ok(Done::Listed { runs, unreadable, is_first: true })
}

/// Which runs there are.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn look(dir: &DataDir) -> Result<Done, Message> {
    let (runs, unreadable) = runs::list(dir).map_err(Message::of)?;
    Ok(Done::Listed { runs, unreadable, is_first: false })
}

/// A run's curves.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn curves(dir: &DataDir, id: String) -> Result<Done, Message> {
    let history = runs::history(dir, &id).map_err(Message::of)?;
    Ok(Done::Curves(id, Arc::new(RunCurves::of(&history))))
}

/// Another name.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn rename(dir: &DataDir, id: &str, name: &str) -> Result<Done, Message> {
    runs::rename(dir, id, name).map_err(Message::of)?;
    Ok(Done::Changed(msg!("runs-renamed", name = name.trim())))
}

/// Into the trash.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn delete(dir: &DataDir, id: String, name: Message) -> Result<Done, Message> {
    trash::delete(dir, &id).map_err(Message::of)?;
    Ok(Done::Deleted(id, name))
}

/// Out of the trash.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn restore(dir: &DataDir, id: &str, name: Message) -> Result<Done, Message> {
    runs::restore(dir, id).map_err(Message::of)?;
    Ok(Done::Changed(msg!("runs-restored", run = name)))
}

/// Ends an interrupted run with its best weights.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn keep_best(dir: &DataDir, id: &str) -> Result<Done, Message> {
    runs::keep_best(dir, id).map_err(Message::of)?;
    Ok(Done::Changed(msg!("runs-best-kept")))
}

/// The run's best weights.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn model(dir: &DataDir, id: &str) -> Result<Arc<Model>, Message> {
    let run = runs::read(dir, id).map_err(Message::of)?;
    runs::model(dir, &run, Which::Best).map(Arc::new).map_err(Message::of)
}

/// The run's best weights among the models.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn save_model(dir: &DataDir, id: &str) -> Result<Done, Message> {
    models::save(dir, model(dir, id)?.as_ref()).map(Done::Saved).map_err(Message::of)
}

/// The run as a file.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn export(dir: &DataDir, id: &str, form: Form, data: Option<TrainingData>, path: &Path) -> Result<Done, Message> {
    let run = runs::read(dir, id).map_err(Message::of)?;
    // Other images than the run's own would count something else.
    let data = data.filter(|data| form == Form::Report && data.train.name() == run.record.data);
    let confusion = data.and_then(|data| confusion(dir, &run, &data.test));
    let path = to_file(dir, &run, form, confusion, path).map_err(Message::of)?;
    Ok(Done::Told(msg!("runs-written", path = &path)))
}

/// All that it takes to go on with a run; `open` are the images that are open.
///
/// # Errors
/// When the disk or the files refuse it.
pub fn resume(dir: &DataDir, id: &str, open: Option<TrainingData>) -> Result<Done, Message> {
    let record = runs::read(dir, id).map_err(Message::of)?.record;
    let folder = RunFolder::take_over(dir, id).map_err(Message::of)?;
    let checkpoint = runs::checkpoint(dir, id).map_err(Message::of)?;
    let fits = |data: &TrainingData| Fingerprint::of(&data.train) == checkpoint.images;
    let data = match open.filter(fits) {
        Some(data) => data,
        None => datasets::open(&record.source()).map_err(Message::of)?,
    };
    let job = checkpoint.job(data);
    Ok(Done::Resumable(Box::new(Resumable { folder, record, job, checkpoint })))
}
