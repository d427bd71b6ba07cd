//! The Train tab: settings at the left, the transport above, the view that is open in the room that is left, the runs
//! below.

mod advice;
mod methods;
mod result;
mod runs;
pub mod setup;
mod transport;
pub mod views;

use egui::{Button, RichText, Role, ScrollArea, Ui, vec2};

use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::settings::setup::StartFrom;
use crate::app::core::settings::train_view::TrainView;
use crate::app::core::training::command::TrainCommand;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{Emphasis, IconButton};
use crate::app::ui::widgets::scroll;
use crate::model::Skill;
use crate::text::Named;
use crate::tr;
use setup::SetupView;
use views::Views;

/// Least and greatest width of the settings, in points.
const SETTINGS: [f32; 2] = [332.0, 380.0];
/// Least width for settings and run beside each other, in points.
const SIDE_BY_SIDE: f32 = 740.0;
/// Least width for the tabs in the row of the transport, in points.
const ROOM_FOR_TABS: f32 = 300.0;
/// Below this height, in points, gaps are small.
const LOW: f32 = 320.0;
/// Least height of the run, in points, in which figures are above the view.
const LEAST_WITH_FIGURES: f32 = 300.0;
/// Least height of a view in a window with little room, in points; what is more than the window scrolls.
const LEAST_VIEW: f32 = 200.0;

/// What the Train tab keeps.
#[derive(Default)]
pub struct TrainTab {
    views: Views,
    /// The settings at the left.
    pub setup: SetupView,
    /// Which half is shown where there is no room for both.
    half: Half,
    /// The run that was live in the frame before, and the view that was open.
    before: Option<(Option<usize>, TrainView)>,
}

/// One half of the tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Half {
    #[default]
    Settings,
    Run,
}

/// Draws the Train tab.
pub fn ui(ui: &mut Ui, tab: &mut TrainTab, context: &mut ViewContext<'_>) {
    let width = ui.available_width();
    let live = context.core.training.live_run().map(|run| run.number);
    let now = (live, context.settings.train_view);
    if let Some(before) = tab.before
        && (live.is_some() && before.0 != live || before.1 != now.1)
    {
        // Whoever starts a run or opens a view wants to see it.
        tab.half = Half::Run;
    }
    tab.before = Some(now);
    if width < SIDE_BY_SIDE {
        one_half(ui, tab, context);
        return;
    }
    let settings = (width * 0.22).clamp(SETTINGS[0], SETTINGS[1]);
    egui::Panel::left("train-settings").resizable(false).exact_size(settings).show(ui, |ui| {
        // As wide as the settings below, which leave room for their scroll bar.
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width() - theme::space::M);
            setup::head(ui, context);
        });
        let height = ui.available_height();
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            // Room for the scroll bar, so that it covers no numbers.
            ui.set_max_width(ui.available_width() - theme::space::M);
            setup::groups(ui, height, &mut tab.setup, context);
        });
    });
    egui::CentralPanel::default().show(ui, |ui| {
        if context.settings.train.start_from == StartFrom::Method && context.core.training.live_run().is_none() {
            scroll::page(ui, theme::space::M, |ui| methods::show(ui, context));
            return;
        }
        let height = ui.available_height();
        scroll::page(ui, theme::space::M, |ui| run_side(ui, &mut tab.views, height, context));
    });
}

/// The transport, and below it either the settings or the run, where there is no room for both beside each other.
fn one_half(ui: &mut Ui, tab: &mut TrainTab, context: &mut ViewContext<'_>) {
    if ui.available_height() < LOW {
        ui.spacing_mut().item_spacing.y = theme::space::XS;
    }
    if context.settings.train.start_from == StartFrom::Method && context.core.training.live_run().is_none() {
        scroll::page(ui, theme::space::S, |ui| {
            setup::low_head(ui, context);
            setup::groups(ui, ui.available_height(), &mut tab.setup, context);
            ui.add_space(theme::space::M);
            methods::show(ui, context);
        });
        return;
    }
    let half = &mut tab.half;
    transport::strip(ui, ROOM_FOR_TABS, context, |ui, context| halves(ui, half, context));
    let height = ui.available_height();
    let margin = theme::space::S;
    match tab.half {
        Half::Settings => scroll::page(ui, margin, |ui| {
            let top = ui.cursor().top();
            setup::low_head(ui, context);
            setup::groups(ui, height - (ui.cursor().top() - top), &mut tab.setup, context);
        }),
        Half::Run => scroll::page(ui, margin, |ui| {
            let (views, source) = (&mut tab.views, context.core.canvas.source);
            if height < LEAST_WITH_FIGURES {
                // The view comes first, and what tells of the run below it.
                view_and_run_list(ui, views, height, Start::Above, context);
                transport::below_strip(ui, source, context, |ui, context| views::axes(ui, views, context));
                return;
            }
            let top = ui.cursor().top();
            transport::below_strip(ui, source, context, |ui, context| views::axes(ui, views, context));
            let rest = height - (ui.cursor().top() - top);
            view_and_run_list(ui, views, rest.max(LEAST_VIEW), Start::Above, context);
        }),
    }
}

/// Tabs for the settings and for each view of the run.
fn halves(ui: &mut Ui, half: &mut Half, context: &mut ViewContext<'_>) {
    ui.spacing_mut().item_spacing.x = theme::space::XS;
    let title = tr!("setup-heading");
    let settings =
        IconButton::new(None, &title).emphasis(Emphasis::Quiet).chosen(*half == Half::Settings).role(Role::Tab);
    if ui.add(settings).clicked() {
        *half = Half::Settings;
    }
    let shown = match *half {
        Half::Settings => views::Shown::Settings,
        Half::Run => views::Shown::View,
    };
    if views::view_tabs(ui, ui.available_width(), shown, context) {
        *half = Half::Run;
    }
}

/// Everything about the run, in `height` points or what it needs at least.
fn run_side(ui: &mut Ui, views: &mut Views, height: f32, context: &mut ViewContext<'_>) {
    let top = ui.cursor().top();
    // Above the transport, so that the tabs stay where they are when a run begins.
    views::choice(ui, views, context);
    if !is_idle(context) {
        transport::show(ui, context.core.canvas.source, context);
    }
    let rest = height - (ui.cursor().top() - top);
    view_and_run_list(ui, views, rest, Start::Here, context);
}

/// Whether there is nothing to show but how to start. Of two ways to start, one would be too many.
fn is_idle(context: &ViewContext<'_>) -> bool {
    let view = context.settings.train_view;
    let has_ticked = view == TrainView::Curves && !context.core.runs.ticked.is_empty();
    view.needs_a_run() && context.core.training.shown().is_none() && !has_ticked
}

/// The open view, and the list of runs below it, in `height` points.
fn view_and_run_list(ui: &mut Ui, views: &mut Views, height: f32, start: Start, context: &mut ViewContext<'_>) {
    let list = runs::height(ui, context);
    let view = height - list;
    if context.settings.train_view == TrainView::Runs && view < views::runs::SCROLLS {
        // What is told of the ticked runs is as long as it is: below the list it moves no row.
        runs::show(ui, context);
        views::show(ui, views, view, context);
        return;
    }
    let (top, gap) = (ui.cursor().top(), ui.spacing().item_spacing.y);
    if is_idle(context) {
        idle(ui, view, start, context);
    } else {
        if context.settings.train_view.needs_a_run() {
            advice::show(ui, context);
        }
        views::show(ui, views, view - gap - (ui.cursor().top() - top), context);
    }
    // The list is at the bottom, even where the view needs less now than with another run.
    let mut least = if list > 0.0 { views::least_height(ui, context) } else { 0.0 };
    if is_idle(context) && start == Start::Here && least > 0.0 {
        // With the first tick comes the transport.
        least += transport::height(ui);
    }
    let block = view.max(least);
    ui.add_space((top + block - ui.cursor().top()).max(0.0));
    runs::show(ui, context);
}

/// Where a run is started before there is one; in one place only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    /// With a large button below the words that say what will happen.
    Here,
    /// With the button of the strip above.
    Above,
}

/// Before the first run: what will happen, and the one button that makes it happen.
fn idle(ui: &mut Ui, height: f32, start: Start, context: &mut ViewContext<'_>) {
    let palette = theme::palette(ui);
    let shared = &context.core.shared;
    let plan = match (&shared.current, &shared.data) {
        (Some(_), _) if context.settings.train.skill() == Skill::ContinuesTokens => {
            context.settings.train.writing_plan(shared.writer.as_deref()).to_string()
        }
        (Some(current), Some(data)) if shared.has_images() => {
            let model = current.model.network().map(|model| &**model);
            context.settings.train.plan(model, data.train.len(), data.names()).to_string()
        }
        (None, _) => tr!("idle-model-loading").into_owned(),
        (Some(_), _) if shared.data_fault.is_some() => tr!("idle-images-fault").into_owned(),
        (Some(_), _) => tr!("idle-images-opening").into_owned(),
    };
    let consequence = match context.settings.train.start_from {
        StartFrom::CurrentModel => tr!("idle-from-current"),
        StartFrom::WritingModel => tr!("idle-from-writer"),
        StartFrom::FreshWeights | StartFrom::Method => tr!("idle-from-fresh"),
    };
    let title = egui::TextWrapMode::Wrap;
    let block = 230.0;
    ui.add_space(((height - block) / 2.0).max(0.0));
    ui.vertical_centered(|ui| {
        ui.set_max_width(ui.available_width().min(520.0));
        let icon = context.settings.train_view.icon();
        ui.label(RichText::new(icon).size(theme::size::LARGE).color(palette.accent));
        ui.add_space(theme::space::S);
        let plan = RichText::new(plan).font(theme::strong_font(theme::size::TITLE));
        ui.add(egui::Label::new(plan).wrap_mode(title));
        ui.label(RichText::new(consequence).color(palette.quiet));
        if start == Start::Here {
            start_button(ui, context);
        }
        let view = context.settings.train_view;
        let is_of_tokens = context.settings.train.skill() == Skill::ContinuesTokens;
        let help = match view {
            TrainView::Curves if is_of_tokens => tr!("view-curves-writing"),
            _ => view.help(),
        };
        let promise = tr!("idle-promise", view = help);
        ui.add_space(theme::space::S);
        ui.add(egui::Label::new(RichText::new(promise).size(theme::size::SMALL).color(palette.quiet)).wrap());
    });
}

fn start_button(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let palette = theme::palette(ui);
    ui.add_space(theme::space::M);
    let start = Command::Train(TrainCommand::Start);
    let (can_start, info) = (start.is_enabled(context.core), start.info());
    let text =
        RichText::new(format!("{} {}", icons::PLAY, tr!("idle-start"))).font(theme::strong_font(theme::size::TITLE));
    let button = Button::new(text.color(palette.on_accent)).fill(palette.accent).min_size(vec2(220.0, 48.0));
    let response = ui.add_enabled(can_start, button);
    if response.on_hover_text(info.help.to_string()).clicked() {
        context.commands.push(start);
    }
}
