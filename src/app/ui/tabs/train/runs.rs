//! The list of runs: those of this sitting and those on the disk in one list, the newest first. A tick lays the curves
//! of a run over the plots above; the run that is picked is shown there.

use std::borrow::Cow;
use std::ops::Range;

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{
    Align, Checkbox, Color32, Layout, PopupCloseBehavior, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2,
};

use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::runs::command::RunsCommand;
use crate::app::core::runs::run_list::RunEntry;
use crate::app::core::settings::overlay::{Measure, OverlaySettings, Repeats};
use crate::app::core::settings::train_view::TrainView;
use crate::app::core::training::run::{Phase, Run, SavedState};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{self, Emphasis, IconButton, Show};
use crate::app::ui::widgets::run_row::{HEIGHT, RunRow};
use crate::store::date;
use crate::store::runs::RunState;
use crate::text::{Named, format};
use crate::tr;

/// Width of the words at the right of a row: state and time.
const NOTE: f32 = 184.0;
/// Width of the column of ticks, in points.
const TICK: f32 = 22.0;
/// Least and greatest number of rows that are seen at once; more scroll.
const SEEN: [usize; 2] = [2, 14];
/// Share of the window's height that the rows take below plots, and below the details of runs.
const SHARES: [f32; 2] = [0.16, 0.13];
/// From this many runs on there is a field to search them.
const SEARCHED_FROM: usize = 6;
/// Width of the field, in points.
const SEARCH: f32 = 160.0;

/// Height of the list in points; 0 where nothing is on it. It depends on the window and the view alone, not on how many
/// runs there are: rows that come or go, ticks and what can be brought back move nothing.
#[must_use]
pub fn height(ui: &Ui, context: &ViewContext<'_>) -> f32 {
    let pitch = HEIGHT + ui.spacing().item_spacing.y;
    if is_empty(context) { 0.0 } else { above(ui) + pitch * (1.0 + seen(ui, context) as f32) }
}

/// The gap above it.
fn above(ui: &Ui) -> f32 {
    ui.spacing().item_spacing.y.min(theme::space::S)
}

fn is_empty(context: &ViewContext<'_>) -> bool {
    let core = context.core;
    core.runs.count(&core.training) == 0
        && core.runs.last_deleted(&core.training).is_none()
        && core.runs.broken().next().is_none()
}

/// Rows that are seen at once.
fn seen(ui: &Ui, context: &ViewContext<'_>) -> usize {
    let pitch = HEIGHT + ui.spacing().item_spacing.y;
    let share = if context.settings.train_view == TrainView::Runs { SHARES[1] } else { SHARES[0] };
    let window = ui.ctx().content_rect().height();
    ((window * share / pitch) as usize).clamp(SEEN[0], SEEN[1])
}

/// Shows the list of runs.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    if is_empty(context) {
        return;
    }
    let above = above(ui);
    ui.add_space(above);
    let size = vec2(ui.available_width(), height(ui, context) - above - ui.spacing().item_spacing.y);
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(size);
        contents(ui, context);
    });
}

fn contents(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let core = context.core;
    let all = core.runs.count(&core.training);
    head(ui, all, context);
    // In the place of the newest run, where it stays whatever becomes of those below it.
    let is_offered = offer_back(ui, context);
    if all > 0 {
        let list = core.runs.entries(&core.training);
        if list.is_empty() {
            ui.label(RichText::new(tr!("kept-runs-no-match")).color(theme::palette(ui).quiet));
        }
        let rows = (seen(ui, context) - usize::from(is_offered)) as f32;
        let height = rows * HEIGHT + (rows - 1.0) * ui.spacing().item_spacing.y;
        let mut show = |ui: &mut Ui, shown: Range<usize>| {
            // Room for the scroll bar, so that it covers no numbers.
            ui.set_max_width(ui.available_width() - theme::space::S);
            for run in list.get(shown).unwrap_or_default() {
                // As high as the row, so that the tick stands in its middle.
                let size = vec2(ui.available_width(), HEIGHT);
                ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| row(ui, run, context));
            }
        };
        if list.len() as f32 <= rows {
            // Without a scroll area of its own, so that the page brings a row into view that has the focus.
            show(ui, 0..list.len());
        } else {
            let scroll = ScrollArea::vertical().id_salt("run-list").auto_shrink([false, true]);
            // It would take more for itself where there is room for one row only.
            scroll.max_height(height).min_scrolled_height(height).show_rows(ui, HEIGHT, list.len(), show);
        }
    }
}

/// What the list is, how much is on it, the search, and at the right what is laid over the plots.
fn head(ui: &mut Ui, all: usize, context: &mut ViewContext<'_>) {
    ui.horizontal(|ui| {
        ui.set_min_height(HEIGHT);
        ui.label(RichText::new(tr!("run-list-heading")).font(theme::strong_font(theme::size::BODY)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if !context.core.runs.ticked.is_empty() {
                laid_over(ui, context);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| total_and_search(ui, all, context));
        });
    });
}

/// As far as there is room for them.
fn total_and_search(ui: &mut Ui, all: usize, context: &mut ViewContext<'_>) {
    let runs = &context.core.runs;
    let broken = runs.broken().count();
    if broken > 0 {
        let words = tr!("kept-runs-broken", runs = broken);
        let button = IconButton::new(icons::WARNING, &words).emphasis(Emphasis::Quiet);
        if ui.add(button).on_hover_text(tr!("kept-runs-broken.help")).clicked() {
            context.commands.push(Command::Watch(TrainView::Runs));
        }
    }
    let bytes: u64 = runs.list.iter().flatten().map(|run| run.bytes).sum();
    let total = tr!("kept-runs-total", runs = all, size = format::file_size(bytes as usize));
    let font = theme::font(theme::size::SMALL);
    let width = ui.painter().layout_no_wrap(total.to_string(), font, Color32::PLACEHOLDER).size().x;
    let is_searched = all >= SEARCHED_FROM || !runs.search.is_empty();
    let search = if is_searched { SEARCH + ui.spacing().item_spacing.x } else { 0.0 };
    if width + search <= ui.available_width() {
        ui.label(RichText::new(total).size(theme::size::SMALL).color(theme::palette(ui).quiet));
    }
    if is_searched {
        let mut search = runs.search.clone();
        let width = SEARCH.min(ui.available_width() - 2.0 * ui.spacing().button_padding.x);
        let field = TextEdit::singleline(&mut search).hint_text(tr!("kept-runs-search")).desired_width(width);
        let field = ui.add(field.char_limit(80));
        if field.changed() {
            context.commands.push(Command::Runs(RunsCommand::Search(search)));
        }
        field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, tr!("kept-runs-search-told")));
    }
}

/// How many runs lie over the plots, what of them, and the way to take them away.
fn laid_over(ui: &mut Ui, context: &mut ViewContext<'_>) {
    // From the right.
    let none = Command::Runs(RunsCommand::UntickAll);
    if button::command(ui, &none, button::Enabled::Yes, Show::Icon, Emphasis::Quiet).clicked() {
        context.commands.push(none);
    }
    let words = tr!("run-list-laid-over", runs = context.core.runs.ticked.len());
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let menu = MenuButton::new(format!("{} {words}", icons::SLIDERS_HORIZONTAL)).config(config);
    let (response, _) = menu.ui(ui, |ui| options(ui, &mut context.settings.overlay));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &*words));
    response.on_hover_text(tr!("run-list-laid-over.help"));
}

/// Which curves of a ticked run are laid over the plots, and how repeats are.
fn options(ui: &mut Ui, settings: &mut OverlaySettings) {
    for measure in Measure::ALL {
        let is_shown = settings.measures.contains(&measure);
        let title = measure.title();
        let choice = IconButton::new(None, &title).emphasis(Emphasis::Quiet).chosen(is_shown).role(Role::CheckBox);
        // One of them stays.
        if ui.add(choice).on_hover_text(measure.help()).clicked()
            && (!settings.measures.remove(&measure) || settings.measures.is_empty())
        {
            settings.measures.insert(measure);
        }
    }
    ui.separator();
    button::radio_choice(ui, Repeats::ALL, &mut settings.repeats);
}

fn row(ui: &mut Ui, run: &RunEntry<'_>, context: &mut ViewContext<'_>) {
    let label = run.label().to_string();
    tick(ui, run, &label, context);
    let result = run.accuracy().map(|share| tr!("sitting-validation", accuracy = format::percent(share)));
    let result = result.unwrap_or_default();
    let state = state(run);
    let note = note(run, &state);
    let told = if result.is_empty() {
        tr!("kept-runs-told", run = &label, state = state.as_ref())
    } else {
        tr!("kept-runs-told-result", run = &label, state = state.as_ref(), result = result.as_ref())
    };
    let saved = saved(run);
    let told = if saved.is_empty() { told } else { tr!("sitting-told-note", run = &*told, note = saved.as_ref()) };
    let view = context.settings.train_view;
    let row = RunRow {
        number: run.number(),
        sketch: &run.sketch(),
        title: &run.title().to_string(),
        difference: run.kept.map_or("", |kept| context.core.runs.difference(&kept.id)),
        result: &result,
        note: &note,
        note_width: NOTE,
        is_open: is_shown(run, view, context),
    };
    let id = run.kept.map(|kept| kept.id.clone()).unwrap_or_default();
    let help = Command::Runs(RunsCommand::Open(id)).info().help.to_string();
    let difference = row.difference;
    let hover =
        if difference.is_empty() { format!("{label}\n{help}") } else { format!("{label}\n{difference}\n{help}") };
    if row.show(ui, &told).on_hover_text(hover).clicked() {
        match (run.sitting, run.kept) {
            (Some((place, _)), _) => context.commands.push(Command::ShowRun(place)),
            (None, Some(kept)) => {
                context.commands.push(Command::Runs(RunsCommand::Open(kept.id.clone())));
                context.commands.push(Command::Watch(TrainView::Runs));
            }
            (None, None) => {}
        }
    }
}

/// Whether this is the run that the view above shows.
fn is_shown(run: &RunEntry<'_>, view: TrainView, context: &ViewContext<'_>) -> bool {
    let core = context.core;
    let is_shown = run.sitting.is_some_and(|(place, _)| place == core.training.shown);
    match (view, run.kept) {
        (TrainView::Runs, Some(kept)) => core.runs.detailed(&core.training).is_some_and(|run| run.id == kept.id),
        (TrainView::Runs, None) => is_shown && core.runs.shown().is_none(),
        (
            TrainView::Curves | TrainView::Rates | TrainView::Layers | TrainView::Digits | TrainView::Watch,
            Some(_) | None,
        ) => is_shown,
    }
}

/// The box that lays the curves of `run` over the plots.
fn tick(ui: &mut Ui, run: &RunEntry<'_>, label: &str, context: &mut ViewContext<'_>) {
    let mut is_ticked = run.kept.is_some_and(|kept| context.core.runs.ticked.contains_key(&kept.id));
    ui.allocate_ui_with_layout(vec2(TICK, HEIGHT), Layout::left_to_right(Align::Center), |ui| {
        let id = run.kept.map(|kept| kept.id.clone()).unwrap_or_default();
        let command = Command::Runs(RunsCommand::Tick(id));
        let can = command.is_enabled(context.core);
        let tick = ui.add_enabled(can, Checkbox::without_text(&mut is_ticked));
        let words = tr!("kept-runs-overlay", run = label);
        tick.widget_info(|| WidgetInfo::selected(Role::CheckBox, can, is_ticked, &*words));
        if tick.on_hover_text(command.info().help.to_string()).clicked() {
            context.commands.push(command);
        }
    });
}

/// How far it has come, in a word.
fn state(run: &RunEntry<'_>) -> Cow<'static, str> {
    match (run.sitting, run.kept) {
        (Some((_, run)), _) if run.phase.is_live() => live_state(run),
        (_, Some(kept)) => kept.record.state.title(),
        (Some((_, run)), None) => {
            run.result().map_or_else(|| tr!("sitting-failed"), |outcome| RunState::after(outcome.reason).title())
        }
        (None, None) => Cow::Borrowed(""),
    }
}

fn live_state(run: &Run) -> Cow<'static, str> {
    match run.phase {
        Phase::Paused => tr!("sitting-paused"),
        Phase::Stopping => tr!("sitting-stopping"),
        Phase::Starting | Phase::Training | Phase::Finished(_) | Phase::Failed(_) => {
            tr!("sitting-progress", share = format::percent_to(run.history.progress(), 0))
        }
    }
}

/// State and time, or, of what was trained just now, whether its model is saved.
fn note(run: &RunEntry<'_>, state: &str) -> String {
    let saved = saved(run);
    match (run.sitting, run.kept) {
        (Some(_), _) if saved.is_empty() => state.to_owned(),
        (Some(_), _) => saved.into_owned(),
        (None, Some(kept)) => {
            tr!("kept-runs-note", state = state, time = date::local_time(kept.record.started_secs)).into_owned()
        }
        (None, None) => String::new(),
    }
}

/// Whether the model is saved, of a run of this sitting that has one.
fn saved(run: &RunEntry<'_>) -> Cow<'static, str> {
    let Some((_, run)) = run.sitting.filter(|(_, run)| run.result().is_some()) else { return Cow::Borrowed("") };
    match run.kept {
        SavedState::Unsaved | SavedState::Naming(_) => tr!("sitting-not-saved"),
        SavedState::Saving => tr!("sitting-saving"),
        SavedState::Saved(_) => tr!("sitting-saved"),
    }
}

/// A line that says what was deleted and brings it back; whether there is something to bring back.
fn offer_back(ui: &mut Ui, context: &mut ViewContext<'_>) -> bool {
    let Some(name) = context.core.runs.last_deleted(&context.core.training) else { return false };
    ui.horizontal(|ui| {
        ui.set_min_height(HEIGHT);
        let title = tr!("kept-runs-undo");
        let undo = IconButton::new(icons::ARROW_COUNTER_CLOCKWISE, &title);
        let words = RichText::new(tr!("kept-runs-deleted", run = name)).color(theme::palette(ui).quiet);
        ui.scope(|ui| {
            // The words give way to the button.
            ui.set_max_width((ui.available_width() - undo.width(ui) - ui.spacing().item_spacing.x).max(0.0));
            ui.add(egui::Label::new(words).truncate());
        });
        let restore = Command::Runs(RunsCommand::Restore);
        if button::with_tooltip(ui.add(undo), &restore.info()).clicked() {
            context.commands.push(restore);
        }
    });
    true
}
