//! What the app knows and does, without a window: settings, commands and what they do, the canvas and its reading,
//! training, runs, evaluation, work in the background and files.
//!
//! [`state::Core`] holds all of it and shows it as [`state::CoreState`]. [`state::Core::poll_background`] takes in what
//! happened in the background, [`state::Core::dispatch`] does what was asked for; nothing else changes it. What only a window can do is asked
//! for as a [`window_request::WindowRequest`]. Of egui it knows the names of keys, nothing that draws.

pub mod activity;
pub mod canvas;
pub mod command;
pub mod dispatch;
pub mod effects;
pub mod evaluation;
pub mod explain;
pub mod files;
pub mod icons;
mod images;
pub mod inside;
pub mod methods;
pub mod model_words;
pub mod notices;
pub mod own_digits;
pub mod platform;
pub mod runs;
pub mod settings;
pub mod shared;
pub mod state;
pub mod teachers;
pub mod training;
pub mod variants;
pub mod wake;
pub mod window_event;
pub mod window_request;
pub mod writing;
