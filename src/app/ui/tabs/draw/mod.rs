//! The Draw tab: the canvas, and what the network reads on it.

mod answer;
mod boxes;
mod canvas;
mod columns;
mod inside;
mod keep;
mod layout;
mod menus;
mod number;
mod options;
mod replay;
mod sizes;
mod strip;
mod sureness;
mod tools;

use egui::{Context, Id};

use crate::app::core::command::Command;
use crate::app::core::state::Core;

pub use layout::ui;

/// What the Draw tab keeps that is only about looks.
#[derive(Default)]
pub struct DrawView {
    /// Where the canvas was shown last.
    placed: Option<canvas::Placed>,
    /// The ink on it as it was painted last.
    ink: canvas::PaintedInk,
    strip: strip::StripView,
    page: Option<boxes::PageTexture>,
    inside: inside::InsideLooks,
    /// The digit of a number that is pointed at, by its place.
    pointed: Option<usize>,
}

impl DrawView {
    /// The canvas as egui knows it, once it was shown.
    #[must_use]
    pub fn canvas_id(&self) -> Option<Id> {
        self.placed.map(|placed| placed.id)
    }
}

/// What the hand did on the canvas since the last frame. Asked before anything is drawn, so that the ink is under the
/// pointer in the same frame.
#[must_use]
pub fn hand(ctx: &Context, view: &DrawView, core: &Core) -> Option<Command> {
    canvas::input::command_of_hand(ctx, view.placed.as_ref()?, core)
}
