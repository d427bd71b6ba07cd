//! The Draw tab with its middle open: the drawing at the left, the network as a row of live stages in the middle, the
//! answer at the right. What the middle shows is one of several views; a new one is a file here and a variant of
//! [`InsideView`].

mod along;
mod answer;
mod backpropagation;
mod change;
mod choice;
mod favourite;
mod figure;
mod filters;
mod landscape;
mod layers;
mod maps;
mod method;
mod patches;
mod why;
mod working;

use std::sync::Arc;

use egui::{Align, Layout, Rect, Response, RichText, ScrollArea, Sense, Ui, UiBuilder, Vec2};

use super::canvas::Wheel;
use super::{DrawView, canvas, layout};
use crate::app::core::canvas::reading::WeightsSource;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::inside::picture::PictureForm;
use crate::app::core::inside::place::Depth;
use crate::app::core::settings::inside::InsideView;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{self, Emphasis, IconButton, Show};
use crate::app::ui::widgets::tabs::{self, Open, TabWords};
use crate::app::ui::widgets::{card, scroll};
use crate::data::SIDE;
use crate::text::{Message, Named as _};
use crate::tr;

/// From this width on, in points, the answer has a column of its own.
const THREE_COLUMNS: f32 = 1_150.0;
/// Least and greatest width of the drawing, in points: that of the shortest row of tools, and as large as context may be.
const DRAWING: [f32; 2] = [224.0, 308.0];
/// Below this width, in points, the drawing and the answer lie above the network, and all of it scrolls.
const STACKED: f32 = 640.0;
/// Least width and height that a view is drawn in, in points: in less room it scrolls.
const LEAST_VIEW: Vec2 = Vec2::new(560.0, 400.0);
/// Smallest drawing above the network, in points.
const LEAST_DRAWING: f32 = 110.0;
/// Width of the answer beside the network, in points.
const ANSWER: [f32; 2] = [250.0, 330.0];

/// Side of what the network sees, in points: four for each pixel.
const SEEN: f32 = 4.0 * SIDE as f32;

/// What the middle keeps between frames.
#[derive(Default)]
pub struct InsideLooks {
    maps: maps::Maps,
    method: method::MethodLooks,
    filters: filters::FiltersLooks,
    working: working::WorkingLooks,
    /// The form in which what is drawn in this frame is to be saved.
    to_save: Option<PictureForm>,
}

/// Draws the tab with its middle open.
pub fn ui(ui: &mut Ui, view: &mut DrawView, context: &mut ViewContext<'_>, room: Rect) {
    if room.width() < STACKED {
        stacked(ui, view, context, room);
        return;
    }
    let is_wide = room.width() >= THREE_COLUMNS;
    let share = if is_wide { 0.17 } else { 0.24 };
    let drawing = (room.width() * share).clamp(DRAWING[0], DRAWING[1]).min(room.height() * 0.5).floor();
    let drawing = drawing.max(canvas_least(room));
    let left = Rect::from_min_size(room.min, Vec2::new(drawing, room.height()));
    let mut middle = room.with_min_x(left.right() + space::L);
    if is_wide {
        let answer = (room.width() * 0.18).clamp(ANSWER[0], ANSWER[1]);
        let right = room.with_min_x(room.right() - answer);
        middle.max.x = right.left() - space::L;
        ui.scope_builder(UiBuilder::new().id_salt("answer").max_rect(right), |ui| {
            card::show(ui, |ui| answer::ui(ui, 0.0, context));
        });
    }
    let left = UiBuilder::new().id_salt("drawing").max_rect(left);
    ui.scope_builder(left, |ui| left_column(ui, view, context, drawing, !is_wide));
    let middle = UiBuilder::new().id_salt("stage").max_rect(middle);
    ui.scope_builder(middle, |ui| stage(ui, &mut view.inside, context));
}

/// In narrow windows the drawing gives way.
fn canvas_least(room: Rect) -> f32 {
    (room.width() * 0.4).min(DRAWING[0])
}

fn left_column(ui: &mut Ui, view: &mut DrawView, context: &mut ViewContext<'_>, side: f32, has_answer: bool) {
    canvas::ui(ui, view, context, side, Wheel::Width);
    ui.add_space(space::S);
    layout::row(ui, context);
    ui.add_space(space::S);
    super::answer::live_switch(ui, context);
    ui.add_space(space::S);
    if has_answer {
        let room = ui.available_rect_before_wrap();
        ui.scope_builder(UiBuilder::new().max_rect(room), |ui| answer::ui(ui, space::S, context));
    } else {
        super::answer::seen(ui, &context.core.canvas, SEEN);
    }
}

/// Drawing and answer beside each other, the network below them.
fn stacked(ui: &mut Ui, view: &mut DrawView, context: &mut ViewContext<'_>, room: Rect) {
    scroll::page(ui, space::S, |ui| {
        let width = ui.available_width();
        let side = (width * 0.4).min(room.height() * 0.55).max(LEAST_DRAWING).floor();
        let (above, _) = ui.allocate_exact_size(Vec2::new(width, side), Sense::hover());
        let (left, right) = above.split_left_right_at_x(above.left() + side);
        let left = UiBuilder::new().id_salt("drawing").max_rect(left);
        ui.scope_builder(left, |ui| canvas::ui(ui, view, context, side, Wheel::Scroll));
        let right = UiBuilder::new().id_salt("answer").max_rect(right.with_min_x(right.left() + space::M));
        ui.scope_builder(right, |ui| answer::ui(ui, space::S, context));
        layout::row(ui, context);
        super::answer::live_switch(ui, context);
        let height = (room.height() - theme::CONTROL_HEIGHT).max(LEAST_VIEW.y);
        let (below, _) = ui.allocate_exact_size(Vec2::new(width, height), Sense::hover());
        let below = UiBuilder::new().id_salt("stage").max_rect(below);
        ui.scope_builder(below, |ui| stage(ui, &mut view.inside, context));
    });
}

/// Draws `contents` in its room, or in the least that it needs, which then scrolls.
fn in_room(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let room = ui.available_size();
    if room.x >= LEAST_VIEW.x && room.y >= LEAST_VIEW.y {
        contents(ui);
        return;
    }
    ScrollArea::both().auto_shrink(false).show(ui, |ui| {
        let (rect, _) = ui.allocate_exact_size(room.max(LEAST_VIEW), Sense::hover());
        ui.scope_builder(UiBuilder::new().max_rect(rect), contents);
    });
}

/// The choice of the view, and the view.
fn stage(ui: &mut Ui, looks: &mut InsideLooks, context: &mut ViewContext<'_>) {
    let room = ui.available_rect_before_wrap();
    let (head, body) = room.split_top_bottom_at_y(room.top() + theme::CONTROL_HEIGHT);
    let row = UiBuilder::new().max_rect(head).layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(row, |ui| header(ui, looks, context));
    let body = body.with_min_y(body.top() + space::S);
    let (layer, first) = (ui.layer_id(), figure::count(ui.ctx(), ui.layer_id()));
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
        if context.core.inside.method.model().is_some() {
            if context.core.inside.image().is_blank() && method::needs_ink(context) {
                empty(ui, &tr!("inside-method-blank"));
            } else {
                remark(ui, context);
                method::ui(ui, looks, context);
            }
            return;
        }
        if let Some(words) = absence(context) {
            empty(ui, &words);
            return;
        }
        let view = context.core.settings.inside.view;
        if needs_ink(view) && context.core.inside.image().is_blank() {
            empty(ui, &tr!("inside-blank"));
            return;
        }
        remark(ui, context);
        in_room(ui, |ui| match view {
            InsideView::Layers => layers::ui(ui, looks, context),
            InsideView::ByHand => working::ui(ui, looks, context),
            InsideView::Filters => filters::ui(ui, looks, context),
            InsideView::Backpropagation => backpropagation::ui(ui, looks, context),
            InsideView::Why => why::ui(ui, context),
            InsideView::Change => change::ui(ui, context),
            InsideView::Landscape => landscape::ui(ui, context),
        });
    });
    if let Some(form) = looks.to_save.take() {
        let title = match context.core.inside.method.model() {
            Some(model) => model.card.method().title(),
            None => context.core.settings.inside.view.title(),
        };
        let pixels = |texture| looks.maps.pixels(texture);
        let picture = figure::picture(ui.ctx(), layer, first, body, &title, pixels);
        context.commands.push(Command::Inside(InsideCommand::Save(form, Arc::new(picture))));
    }
}

fn header(ui: &mut Ui, looks: &mut InsideLooks, context: &mut ViewContext<'_>) {
    let close = Command::Inside(InsideCommand::Toggle);
    let words = tr!("inside-close");
    let button = IconButton::new(icons::X, &words).emphasis(Emphasis::Quiet).show(Show::Icon);
    if ui.add(button).on_hover_text(tr!("inside-close.help")).clicked() {
        context.commands.push(close);
    }
    let words = tr!("inside-save");
    let save = ui.add(IconButton::new(icons::EXPORT, &words).emphasis(Emphasis::Quiet).show(Show::Icon));
    super::menus::popup(&save.on_hover_text(tr!("inside-save.help")), |ui| {
        for form in PictureForm::ALL.iter().copied() {
            if ui.add(IconButton::new(None, &form.title()).emphasis(Emphasis::Quiet)).clicked() {
                looks.to_save = Some(form);
                ui.close();
            }
        }
    });
    if let Some(model) = context.core.inside.method.model() {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let title = model.card.method().title();
            ui.label(RichText::new(title).font(theme::strong_font(size::TITLE)))
                .on_hover_text(model.card.method().help());
        });
        return;
    }
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let words: Vec<TabWords<'_>> =
            InsideView::ALL.iter().map(|view| TabWords { icon: Some(view.icon()), title: view.title() }).collect();
        let shown = context.core.settings.inside.view;
        let place = InsideView::ALL.iter().position(|&view| view == shown).unwrap_or(0);
        let tip = |index: usize, tab: Response| match InsideView::ALL.get(index) {
            Some(&view) => button::with_tooltip(tab, &Command::Inside(InsideCommand::Show(view)).info()),
            None => tab,
        };
        let room = ui.available_width();
        let picked = tabs::show(ui, &words, Open::Tab(place), room, tip).and_then(|index| InsideView::ALL.get(index));
        context.commands.extend(picked.map(|&view| Command::Inside(InsideCommand::Show(view))));
    });
}

/// Why there is nothing to see, in a sentence.
fn absence(context: &ViewContext<'_>) -> Option<String> {
    let inside = &context.core.inside;
    if inside.anatomy().is_none() {
        return Some(tr!("inside-no-model").into_owned());
    }
    inside.fault().map(|fault| tr!("inside-fault", fault = fault.clone()).into_owned())
}

/// What is to be known about what is shown, where it is not simply the drawing and the network.
fn remark(ui: &mut Ui, context: &ViewContext<'_>) {
    let core = context.core;
    let is_over = core.canvas.source == WeightsSource::Training && core.training.live().is_none();
    // Every other view says so in the middle of its room.
    let is_network = core.inside.method.model().is_none()
        && core.settings.inside.view == InsideView::Layers
        && core.inside.depth == Depth::Network;
    let words = if core.inside.image().is_blank() && is_network {
        tr!("inside-blank")
    } else if is_over {
        tr!("inside-run-over")
    } else if core.canvas.number.digits().len() > 1 {
        tr!("inside-several")
    } else {
        return;
    };
    ui.label(RichText::new(words).size(size::SMALL).color(theme::palette(ui).quiet));
}

fn empty(ui: &mut Ui, words: &str) {
    ui.add_space(space::XXL);
    ui.vertical_centered(|ui| {
        let icon = RichText::new(icons::SHARE_NETWORK).font(theme::icon_font(size::LARGE));
        ui.label(icon.color(theme::palette(ui).quiet));
        ui.label(RichText::new(words).size(size::TITLE).color(theme::palette(ui).quiet));
    });
}

/// Whether there is nothing to see of it on a blank canvas.
fn needs_ink(view: InsideView) -> bool {
    match view {
        InsideView::Layers | InsideView::ByHand | InsideView::Filters | InsideView::Landscape => false,
        InsideView::Backpropagation | InsideView::Why | InsideView::Change => true,
    }
}

/// Opacity of what is old.
const FADED: f32 = 0.4;

/// Draws what stays while something newer is computed, paler where it is `old`, so that nobody takes it for the new.
fn faded(ui: &mut Ui, old: bool, contents: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        let share = ui.ctx().animate_bool_with_time(ui.scope_id().with("old"), old, ui.style().animation_time);
        ui.multiply_opacity(egui::lerp(1.0..=FADED, share));
        contents(ui);
    });
}

/// In place of an explanation: what is wrong, or that it comes.
fn wait(ui: &mut Ui, fault: Option<&Message>) {
    match fault {
        Some(fault) => empty(ui, &tr!("explain-fault", fault = fault.clone())),
        None => empty(ui, &tr!("explain-working")),
    }
}
