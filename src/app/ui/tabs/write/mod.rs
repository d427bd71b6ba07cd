//! The Write tab: a network writes digits, token by token. The paper in the middle with ways to go on below it, and beside
//! it what comes next and why, what the network looks at, and the hand it is shown.

mod arithmetic;
mod attention;
mod fan;
mod follow;
mod glyph;
mod hand;
mod head;
mod many;
mod next;
mod paper;
mod sampling;
mod sheet;
mod sums;
mod tape;
mod ways;

use egui::{Response, ScrollArea, Ui};

use crate::app::core::command::Command;
use crate::app::core::settings::writing::{WritingPaper, WritingSide};
use crate::app::core::writing::command::WritingCommand;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, space};
use crate::app::ui::widgets::scroll;
use crate::app::ui::widgets::tabs::{self, Open, TabWords};
use crate::text::Named as _;

/// Least width for the paper and what stands beside it, in points.
const SIDE_BY_SIDE: f32 = 640.0;
/// Width of what stands beside the paper, in points.
const SIDE: [f32; 2] = [290.0, 380.0];
/// Least height of the paper, in points.
const LEAST_PAPER: f32 = 150.0;

/// What the Write tab keeps.
#[derive(Default)]
pub struct WriteTab {
    /// The way that is pointed at.
    pointed: Option<usize>,
    /// What the digit on the paper is said to be when it is shown to the network.
    said: Option<u8>,
}

/// Draws the Write tab.
pub fn ui(ui: &mut Ui, tab: &mut WriteTab, context: &mut ViewContext<'_>) {
    let now = ui.input(|input| input.time);
    if context.core.writing.is_playing() {
        context.commands.push(Command::Writing(WritingCommand::Advance(now)));
        ui.ctx().request_repaint_after_secs(context.settings.writing.pace.secs().min(0.1) as f32);
    }
    let room = ui.available_size();
    if room.x < SIDE_BY_SIDE {
        scroll::page(ui, space::S, |ui| {
            head::show(ui, context);
            middle(ui, tab, (room.y - 120.0).max(420.0), context);
            ui.add_space(space::M);
            side(ui, context, tab);
        });
        return;
    }
    let width = (room.x * 0.3).clamp(SIDE[0], SIDE[1]);
    egui::Panel::right("writing_side").resizable(false).exact_size(width).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            // Room for the scroll bar, so that it covers no numbers.
            ui.set_max_width(ui.available_width() - space::S);
            side(ui, context, tab);
        });
    });
    let frame = egui::Frame::new().inner_margin(egui::Margin { right: space::M as i8, ..egui::Margin::ZERO });
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        let top = ui.cursor().top();
        head::show(ui, context);
        let rest = room.y - (ui.cursor().top() - top);
        middle(ui, tab, rest, context);
    });
}

/// The paper with its tokens and ways, or the sheet, in `height` points.
fn middle(ui: &mut Ui, tab: &mut WriteTab, height: f32, context: &mut ViewContext<'_>) {
    match context.settings.writing.paper {
        WritingPaper::Page => {}
        WritingPaper::Sheet => return sheet::show(ui, height, context),
        WritingPaper::Sums => return sums::show(ui, height, context),
    }
    let below = tape::HEIGHT + ways::height(context) + 2.0 * ui.spacing().item_spacing.y;
    paper::show(ui, tab, (height - below).max(LEAST_PAPER), context);
    tape::show(ui, context);
    ways::show(ui, tab, context);
}

/// What stands beside the paper.
fn side(ui: &mut Ui, context: &mut ViewContext<'_>, tab: &mut WriteTab) {
    let titles: Vec<TabWords<'_>> =
        WritingSide::ALL.iter().map(|side| TabWords { icon: None, title: side.title() }).collect();
    let open = WritingSide::ALL.iter().position(|&side| side == context.settings.writing.side).unwrap_or(0);
    let tip = |index: usize, tab: Response| match WritingSide::ALL.get(index) {
        Some(side) => tab.on_hover_text(side.help()),
        None => tab,
    };
    ui.horizontal(|ui| {
        if let Some(&side) = tabs::show(ui, &titles, Open::Tab(open), ui.available_width(), tip)
            .and_then(|index| WritingSide::ALL.get(index))
        {
            context.settings.writing.side = side;
        }
    });
    ui.add_space(space::XS);
    match context.settings.writing.side {
        WritingSide::Next => {
            next::show(ui, context);
            follow::show(ui, context);
            ui.add_space(space::S);
            sampling::show(ui, context);
        }
        WritingSide::Attention => {
            attention::show(ui, context);
            follow::show(ui, context);
        }
        WritingSide::Hand => hand::show(ui, tab, context),
    }
}

/// A quiet sentence.
fn note(ui: &mut Ui, words: &str) {
    let text = egui::RichText::new(words).size(theme::size::SMALL).color(theme::palette(ui).quiet);
    ui.add(egui::Label::new(text).wrap());
}
