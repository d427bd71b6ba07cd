//! The window and what it shows. It knows the layers below, never candle: it sees images, predictions and weights, no
//! tensors.
//!
//! [`core`] is what the app knows and does, with no widget in it; [`ui`] draws it. `ui` uses `core` and never the other
//! way round: a view looks at [`core::state::Core`] and pushes [`core::command::Command`]s, and
//! [`core::state::Core::dispatch`] carries them out, one after the other.

pub mod core;
pub mod ui;

pub use ui::app::App;
pub use ui::window::{AppError, run};
