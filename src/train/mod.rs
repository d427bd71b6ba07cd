//! The training loop, its settings and events, and the one thread it runs on. Knows neither egui nor the disk.

mod batch;
pub mod calibrate;
mod clock;
pub mod columns;
pub mod config;
pub mod curve;
pub mod data_plan;
pub mod early_stopping;
pub mod evaluate;
pub mod event;
pub mod history;
mod made_up;
pub mod optimiser;
pub(crate) mod panic;
mod pool;
mod progress;
pub mod run;
pub mod schedule;
mod session;
mod step;
pub mod trainable;
pub mod worker;

pub use calibrate::calibrate;
pub use config::TrainConfig;
pub use data_plan::{Classes, DataPlan, DataSource, SplitPlan};
pub use early_stopping::{EarlyStopping, Measure};
pub use evaluate::{Evaluation, evaluate, on_one_thread};
pub use event::{EpochReport, Outcome, Started, StepReport, StopReason, TrainError, TrainEvent};
pub use history::History;
pub use optimiser::Optimiser;
pub use run::{Directive, Job, Observer, TrainingData, run};
pub use schedule::Schedule;
pub use trainable::Trainable;
pub use worker::{Control, Trainer};
