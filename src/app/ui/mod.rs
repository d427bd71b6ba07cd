//! The window: places, what surrounds them, widgets, look, keys. Draws what `core` knows and turns what a person does
//! into commands.
//!
//! # A place of the window
//! Each [`Tab`](crate::app::core::settings::tab::Tab) is a file (or folder) below `tabs`, with what it keeps that is only
//! about looks (`DrawView`, `TrainTab`, `ErrorsTab`) and `pub fn ui(ui, view, context)`. The [`context::ViewContext`]
//! gives it the whole state to look at, a copy of the settings to edit, and a list to push commands to.

pub mod app;
pub mod clipboard;
pub mod context;
mod covered_pointer;
pub mod focus_memory;
pub mod press;
pub mod shell;
pub mod shortcuts;
pub mod tabs;
pub mod theme;
pub mod widgets;
pub mod window;
pub mod window_system;
