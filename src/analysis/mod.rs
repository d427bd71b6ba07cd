//! Readings of predictions: the confusion matrix and the list of errors. Knows neither egui, the disk nor threads.

pub mod confusion;
pub mod misread;

pub use confusion::Confusion;
pub use misread::{Misread, misreads};
