//! The training loop, its settings and events, and the one thread it runs on. Knows neither egui nor the disk.

mod batch;
mod clock;
pub mod config;
pub mod evaluate;
pub mod event;
pub mod history;
pub mod optimiser;
pub(crate) mod panic;
mod pool;
mod progress;
pub mod run;
pub mod schedule;
mod session;
mod step;
pub mod worker;

pub use config::{Optimiser, Schedule, TrainConfig};
pub use evaluate::{Evaluation, evaluate};
pub use event::{EpochReport, Outcome, Started, StepReport, StopReason, TrainError, TrainEvent};
pub use history::History;
pub use run::{Directive, Job, Observer, TrainingData, run};
pub use worker::{Control, Trainer};
