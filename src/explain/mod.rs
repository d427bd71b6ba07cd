//! Why a network says what it says, and whether the reason given is true: one step of backpropagation by hand, heat
//! maps and their checks, the smallest change that flips an answer, the landscape of the loss.
//!
//! Everything works for every network that reads pictures, by the stages of its table; pure functions of weights and
//! pictures, which ask a [`Watcher`] whether to go on where they take long.

pub mod adversarial;
pub mod contour;
pub mod curves;
mod error;
pub mod favourite;
pub mod flip;
pub mod follow;
pub mod heat;
pub mod landscape;
mod local;
mod net;
pub mod practice;
pub mod randomise;
pub mod rank;
mod rollout;
mod score;
pub mod two_weights;

pub use error::ExplainError;
pub use heat::{Baseline, HeatMap, Method};
pub use net::ExplainedNet;
pub use score::Score;

/// Told how much is done, in [0, 1]; says whether to go on.
pub type Watcher<'a> = &'a dyn Fn(f32) -> bool;

/// Reports to `watcher`.
///
/// # Errors
/// When it wants no more.
fn report(watcher: Watcher<'_>, done: f32) -> Result<(), ExplainError> {
    if watcher(done) { Ok(()) } else { Err(ExplainError::Cancelled) }
}

#[cfg(test)]
mod test_nets;
