//! The training loop, its settings and events, and the one thread it runs on. Knows neither egui nor the disk.

pub mod config;
pub mod evaluate;
pub mod event;
pub(crate) mod panic;
pub mod run;
pub mod worker;

pub use config::TrainConfig;
pub use evaluate::{Evaluation, evaluate};
pub use event::{EpochReport, Outcome, Started, StepReport, StopReason, TrainError, TrainEvent};
pub use run::{Directive, Job, Observer, TrainingData, run};
pub use worker::{Control, Trainer};
