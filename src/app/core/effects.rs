//! Work in the background of the window: a job on a thread of its own, and what to do to the state with its result.
//!
//! There is one list of it for the whole state, in [`Shared`](super::shared::Shared), which is polled in one place,
//! [`Core::poll_background`](super::state::Core::poll_background). A part of the state that starts work leaves with it
//! what its result changes, so that no part has to look after its own work.

use super::activity::Activity;
use crate::background::{Task, TaskContext, TaskError};
use crate::msg;
use crate::text::{Message, ToMessage};

/// What a job is about. One of a kind runs at a time, and a newer one replaces the older, except where
/// `WorkKind::runs_beside_others` says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkKind {
    /// Unpacking or opening images.
    Data,
    /// Loading a model.
    Model,
    /// Listing the models.
    ModelList,
    /// Writing a model.
    Save,
    /// Writing the drawing.
    Export,
    /// Writing settings of a run.
    Settings,
    /// Asking for a file.
    Dialog,
    /// Reading a dropped picture or ink file.
    Import,
    /// Reading the person's own digits.
    OwnDigits,
    /// Loading the models that the next run learns from.
    Teachers,
    /// Teachers predict the training images, to find those they are least sure of.
    AskTeachers,
    /// Loading the model of this name or path, to compare with on the canvas.
    ComparedModel(String),
    /// Reading or changing runs on the disk; any number at once.
    Runs,
    /// Reading test images with the model before and after a fine-tuning.
    CompareRun,
    /// Reading all test images.
    Evaluation,
    /// Training a method that is no network.
    FitMethod,
    /// Searching for a learning rate.
    FindRate,
    /// Reading hard images with the weights as they change.
    Watch,
    /// Looking for the images that excite the maps of a layer most.
    Excitement,
    /// A pass there and back on a copy of the weights, and a step.
    Practice,
    /// A heat map and its checks.
    HeatMap,
    /// Looking for the smallest change that flips the answer.
    Flip,
    /// Readings of a picture that is changed against the slope.
    Attack,
    /// Measuring the landscape of the loss.
    Landscape,
    /// Climbing to an input that pleases a map.
    Favourite,
    /// Loading the model that writes.
    WritingModel,
    /// Opening handwriting to learn from.
    Handwriting,
    /// Writing a sheet of samples.
    Sheet,
    /// The table of all sums.
    Sums,
    /// Foretelling the person's own digits.
    MeasureHand,
}

impl WorkKind {
    /// Name of its thread.
    fn thread_name(&self) -> &'static str {
        match self {
            Self::Data => "open-images",
            Self::Model => "load-model",
            Self::ModelList => "list-models",
            Self::Save => "save-model",
            Self::Export => "save-drawing",
            Self::Settings => "save-settings",
            Self::Dialog => "file-dialog",
            Self::Import => "open-file",
            Self::OwnDigits => "read-own-digits",
            Self::Teachers => "load-teachers",
            Self::AskTeachers => "ask-teachers",
            Self::ComparedModel(_) => "compare-models",
            Self::Runs => "runs",
            Self::CompareRun => "compare-run",
            Self::Evaluation => "evaluation",
            Self::FitMethod => "fit-method",
            Self::FindRate => "find-rate",
            Self::Watch => "watch",
            Self::Excitement => "excitement",
            Self::Practice => "practise",
            Self::HeatMap => "heat-map",
            Self::Flip => "find-flip",
            Self::Attack => "attack",
            Self::Landscape => "landscape",
            Self::Favourite => "favourite",
            Self::WritingModel => "load-writer",
            Self::Sheet => "write-sheet",
            Self::Sums => "write-sums",
            Self::Handwriting => "open-handwriting",
            Self::MeasureHand => "measure-hand",
        }
    }

    /// What it does, for the list of background work; `None` for what is done at once or speaks for itself.
    fn title(&self) -> Option<Message> {
        match self {
            Self::Data => Some(msg!("work-opening-images")),
            Self::Model => Some(msg!("work-loading-model")),
            Self::ModelList => Some(msg!("work-listing-models")),
            Self::Save => Some(msg!("work-saving-model")),
            Self::Export => Some(msg!("work-saving-drawing")),
            Self::Settings => Some(msg!("work-saving-settings")),
            Self::Import => Some(msg!("work-opening-file")),
            Self::CompareRun => Some(msg!("work-comparing-run")),
            Self::Evaluation => Some(msg!("evaluation-activity")),
            Self::FitMethod => Some(msg!("work-fitting-method")),
            Self::FindRate => Some(msg!("work-finding-rate")),
            Self::Excitement => Some(msg!("inside-exciting-work")),
            Self::Flip => Some(msg!("work-finding-flip")),
            Self::Landscape => Some(msg!("work-measuring-landscape")),
            Self::Sheet => Some(msg!("work-writing-sheet")),
            Self::Sums => Some(msg!("work-writing-sums")),
            Self::MeasureHand => Some(msg!("work-measuring-hand")),
            Self::Dialog
            | Self::OwnDigits
            | Self::Teachers
            | Self::AskTeachers
            | Self::ComparedModel(_)
            | Self::Runs
            | Self::Watch
            | Self::Practice
            | Self::HeatMap
            | Self::Attack
            | Self::Favourite
            | Self::WritingModel
            | Self::Handwriting => None,
        }
    }

    /// Whether several of this kind may run at a time; if not, a new one cancels the one under way.
    fn runs_beside_others(&self) -> bool {
        *self == Self::Runs
    }
}

/// The work under way. A job that has ended is handed out as a change `C` to the state, such as
/// `dyn FnOnce(&mut Shared)`.
pub struct Effects<C: ?Sized> {
    running: Vec<Running<C>>,
}

struct Running<C: ?Sized> {
    kind: WorkKind,
    job: Box<dyn Job<C>>,
}

/// A job without the type of its result.
trait Job<C: ?Sized> {
    /// What its result changes, once it has ended.
    fn poll(&mut self) -> Option<Box<C>>;
    fn progress(&self) -> f32;
    fn cancel(&self);
}

struct TypedJob<T, A> {
    /// The thread that does it, or why it could not be started.
    task: Result<Task<Result<T, Message>>, TaskError>,
    apply: Option<A>,
}

impl<C: ?Sized, T: Send + 'static, A: FnOnce(Result<T, Message>) -> Box<C>> Job<C> for TypedJob<T, A> {
    fn poll(&mut self) -> Option<Box<C>> {
        let result = match &mut self.task {
            Ok(task) => task.poll()?.unwrap_or_else(|error| Err(error.to_message())),
            Err(error) => Err(error.to_message()),
        };
        Some(self.apply.take()?(result))
    }

    fn progress(&self) -> f32 {
        self.task.as_ref().map_or(0.0, Task::progress)
    }

    fn cancel(&self) {
        if let Ok(task) = &self.task {
            task.cancel();
        }
    }
}

impl<C: ?Sized> Default for Effects<C> {
    fn default() -> Self {
        Self { running: Vec::new() }
    }
}

impl<C: ?Sized> Effects<C> {
    /// Does `work` on a thread; `apply` makes of its result a change to the state. A panic is a failure like any other,
    /// and so is a thread that cannot be started. `wake` is called when there is progress or a result.
    pub fn start<T: Send + 'static>(
        &mut self,
        kind: WorkKind,
        wake: impl Fn() + Send + Sync + Clone + 'static,
        work: impl FnOnce(&TaskContext) -> Result<T, Message> + Send + 'static,
        apply: impl FnOnce(Result<T, Message>) -> Box<C> + 'static,
    ) {
        if !kind.runs_beside_others() {
            self.discard(&kind);
        }
        let task = Task::spawn(kind.thread_name(), wake.clone(), work);
        if task.is_err() {
            wake();
        }
        self.running.push(Running { kind, job: Box::new(TypedJob { task, apply: Some(apply) }) });
    }

    /// The change of the next job that has ended; to be called once a frame, until there is none.
    pub fn poll(&mut self) -> Option<Box<C>> {
        let ended = |(place, running): (usize, &mut Running<C>)| Some((place, running.job.poll()?));
        let (place, change) = self.running.iter_mut().enumerate().find_map(ended)?;
        self.running.remove(place);
        Some(change)
    }

    /// Asks the work of this kind to end early and forgets it: its result changes nothing any more.
    pub fn discard(&mut self, kind: &WorkKind) {
        self.running.retain(|running| running.kind != *kind);
    }

    /// Asks the work of this kind to end early; its result still counts.
    pub fn cancel(&self, kind: &WorkKind) {
        self.of(kind).for_each(|running| running.job.cancel());
    }

    /// Whether work of this kind is under way.
    #[must_use]
    pub fn is_running(&self, kind: &WorkKind) -> bool {
        self.of(kind).next().is_some()
    }

    /// How much of the work of this kind is done, in [0, 1], while some is under way.
    #[must_use]
    pub fn progress(&self, kind: &WorkKind) -> Option<f32> {
        self.of(kind).next().map(|running| running.job.progress())
    }

    fn of(&self, kind: &WorkKind) -> impl Iterator<Item = &Running<C>> {
        self.running.iter().filter(move |running| running.kind == *kind)
    }

    /// What to show of the work under way.
    #[must_use]
    pub fn activities(&self) -> Vec<Activity> {
        let activity = |running: &Running<C>| {
            // Most jobs do not know how far they are.
            let progress = Some(running.job.progress()).filter(|&done| done > 0.0);
            Some(Activity { kind: Some(running.kind.clone()), title: running.kind.title()?, progress })
        };
        self.running.iter().filter_map(activity).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::time::Duration;

    use super::*;

    /// What happened to the state.
    type Log = Vec<String>;

    /// An effect runner of its own, and what it called to have the window drawn.
    struct Window {
        effects: Effects<dyn FnOnce(&mut Log)>,
        ring: Sender<()>,
        bell: Receiver<()>,
    }

    impl Window {
        fn new() -> Self {
            let (ring, bell) = channel();
            Self { effects: Effects::default(), ring, bell }
        }

        fn start(
            &mut self,
            kind: WorkKind,
            work: impl FnOnce(&TaskContext) -> Result<&'static str, Message> + Send + 'static,
        ) {
            let ring = self.ring.clone();
            let wake = move || {
                let _ = ring.send(());
            };
            self.effects.start(kind, wake, work, |result| {
                Box::new(move |log: &mut Log| {
                    log.push(result.map_or_else(|failure| format!("failed: {failure}"), str::to_owned));
                })
            });
        }

        /// Makes the changes until nothing is under way.
        fn settle(&mut self) -> Log {
            let mut log = Log::new();
            loop {
                while let Some(change) = self.effects.poll() {
                    change(&mut log);
                }
                if self.effects.running.is_empty() {
                    return log;
                }
                self.bell.recv_timeout(Duration::from_secs(20)).expect("work wakes the window");
            }
        }
    }

    /// Work that lasts until it is cancelled.
    #[expect(clippy::unnecessary_wraps, reason = "work may fail")]
    fn endless(context: &TaskContext) -> Result<&'static str, Message> {
        context.progress(0.5);
        while !context.is_cancelled() {
            std::thread::yield_now();
        }
        Ok("cancelled")
    }

    #[test]
    fn a_result_changes_the_state_once() {
        let mut window = Window::new();
        window.start(WorkKind::Model, |_| Ok("loaded"));
        assert!(window.effects.is_running(&WorkKind::Model) && !window.effects.is_running(&WorkKind::Data));
        assert_eq!(window.settle(), ["loaded"]);
        assert!(!window.effects.is_running(&WorkKind::Model) && window.effects.poll().is_none());
    }

    #[test]
    fn newer_work_replaces_older_of_its_kind_and_no_other() {
        let mut window = Window::new();
        window.start(WorkKind::Data, endless);
        window.start(WorkKind::Model, |_| Ok("model"));
        window.start(WorkKind::Data, |_| Ok("newer"));
        let mut log = window.settle();
        log.sort();
        assert_eq!(log, ["model", "newer"]);
    }

    #[test]
    fn work_on_runs_goes_on_side_by_side_and_is_not_listed() {
        let mut window = Window::new();
        window.start(WorkKind::Runs, |_| Ok("one"));
        window.start(WorkKind::Runs, |_| Ok("two"));
        assert!(window.effects.activities().is_empty());
        assert_eq!(window.settle().len(), 2);
    }

    #[test]
    fn what_is_cancelled_still_brings_its_result_and_what_is_discarded_does_not() {
        let mut window = Window::new();
        window.start(WorkKind::FindRate, endless);
        window.start(WorkKind::Evaluation, endless);
        window.effects.cancel(&WorkKind::FindRate);
        window.effects.discard(&WorkKind::Evaluation);
        assert_eq!(window.effects.progress(&WorkKind::Evaluation), None);
        assert_eq!(window.settle(), ["cancelled"]);
    }

    #[test]
    fn work_with_a_title_is_listed_with_its_progress() {
        let mut window = Window::new();
        window.start(WorkKind::FindRate, endless);
        window.start(WorkKind::Watch, endless);
        while window.effects.progress(&WorkKind::FindRate) == Some(0.0) {
            window.bell.recv_timeout(Duration::from_secs(20)).expect("progress wakes the window");
        }
        let title = msg!("work-finding-rate");
        assert_eq!(
            window.effects.activities(),
            [Activity { kind: Some(WorkKind::FindRate), title, progress: Some(0.5) }]
        );
    }

    #[test]
    fn failures_and_panics_reach_the_state() {
        let mut window = Window::new();
        window.start(WorkKind::Save, |_| Err(Message::verbatim("disk full")));
        assert_eq!(window.settle(), ["failed: disk full"]);
        window.start(WorkKind::Save, |_| panic!("no such folder"));
        assert!(window.settle()[0].contains("no such folder"));
    }
}
