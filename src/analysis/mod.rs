//! What predictions on labelled images amount to (confusion matrix, precision and recall, misclassified images,
//! calibration), and whether a single prediction is to be believed (verdicts).

pub mod calibration;
pub mod confusion;
pub mod figures;
pub mod misread;
pub mod shape;
pub mod spread;
pub mod ticks;
pub mod verdict;

pub use calibration::{Bin, Reliability};
pub use confusion::Confusion;
pub use figures::{DigitFigures, by_digit};
pub use misread::{Misread, misreads};
pub use shape::InkShape;
pub use spread::{Spread, spread_of_curves};
pub use verdict::{Judge, Judgement, Reason, Verdict};
