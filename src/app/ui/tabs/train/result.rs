//! The result sheet: what a run brought, compared with what was there before, and what can be done with it; or why it
//! failed, and what to try.

use std::borrow::Cow;

use egui::{Align, Align2, Button, Key, Layout, RichText, Role, Sense, TextEdit, Ui, WidgetInfo, vec2};

use super::transport::{ALL_FIGURES, figure};
use super::views::runs::turned;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::runs::compare::ComparedSet;
use crate::app::core::settings::metric::Metric;
use crate::app::core::settings::train_view::TrainView;
use crate::app::core::training::command::TrainCommand;
use crate::app::core::training::run::{Phase, Run, SavedState};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{self, Emphasis, IconButton};
use crate::app::ui::widgets::progress;
use crate::model::Skill;
use crate::text::{Message, Named as _, format};
use crate::train::{Remedy, TrainError};
use crate::{msg, tr};

/// Height of what is told of one set of images, in points.
const SET: f32 = 58.0;
/// Most sets of images side by side.
const MOST_SETS: usize = 3;
/// Least height of the window that has room for pictures on the sheet, in points.
const ROOM_FOR_PICTURES: f32 = 900.0;

/// Below this width, in points, the buttons may need more than one row.
const WRAPS: f32 = 380.0;

/// The figures of a run that has ended, from the right.
pub fn figures(ui: &mut Ui, run: &Run) {
    let Some(result) = run.result() else { return };
    let best = run.history.best_epoch();
    let best = best
        .map_or(Cow::Borrowed("–"), |best| tr!("transport-epoch-of", epoch = best.epoch, epochs = run.config.epochs));
    if ui.available_width() >= ALL_FIGURES {
        figure(ui, &tr!("result-best-epoch"), &best, 88.0);
    }
    if run.config.arch.skill() == Skill::ContinuesTokens {
        // The same samples are graded whoever is held out; how well strangers are foretold says the loss.
        let bits = result.summary.test_loss.map(format::bits);
        let told = bits.map_or_else(|| "–".to_owned(), |bits| Metric::BitsPerToken.value(bits));
        figure(ui, &Metric::BitsPerToken.title(), &told, 92.0);
        let share = Metric::share_of(&run.config);
        figure(ui, &share.title(), &share.value(result.test_accuracy), 104.0);
        return;
    }
    let test = format::percent(result.test_accuracy).to_string();
    figure(ui, &tr!("result-test"), &test, 84.0);
    let validation = format::percent(result.validation_accuracy).to_string();
    figure(ui, &tr!("result-validation"), &validation, 84.0);
}

/// The row beneath: what happened, and the buttons.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let Some(run) = context.core.training.shown() else { return };
    if let Phase::Failed(error) = &run.phase {
        let slower = slower(error, run.config.learning_rate);
        // What went wrong and what to try stand in the advice.
        let words = if slower.is_some() {
            tr!("result-diverged", number = run.number)
        } else {
            tr!("result-failed", number = run.number, fault = error.to_string())
        };
        let text = format!("{} {words}", icons::WARNING);
        failed(ui, &text, slower, context);
        return;
    }
    let naming = match &run.kept {
        SavedState::Naming(name) => Some(name.clone()),
        SavedState::Unsaved | SavedState::Saving | SavedState::Saved(_) => None,
    };
    before_and_after(ui, context);
    match naming {
        Some(name) => name_row(ui, name, context),
        None => line(ui, |ui| actions(ui, context)),
    }
}

/// The learning rate to try after a run with `used` whose loss exploded: the one that the advice names, or a tenth.
fn slower(error: &TrainError, used: f64) -> Option<f64> {
    let TrainError::Diverged { remedies, .. } = error else { return None };
    let advised = remedies.iter().find_map(|remedy| match remedy {
        Remedy::LowerRate { to, .. } => Some(*to),
        _ => None,
    });
    Some(advised.unwrap_or((used / 10.0).max(1e-6)))
}

fn failed(ui: &mut Ui, text: &str, slower: Option<f64>, context: &mut ViewContext<'_>) {
    let wrong = theme::palette(ui).wrong;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::space::S;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if context.core.training.shown().is_some_and(|run| run.result().is_some()) {
                press(ui, TrainCommand::Use, (icons::CHECK, &tr!("result-use-best")), Emphasis::Main, context);
            }
            if let Some(rate) = slower {
                let title = tr!("result-slower", rate = format::rate(rate));
                let again = ui.add(Button::new(title).min_size(vec2(0.0, 32.0)));
                if again.on_hover_text(tr!("result-slower.help")).clicked() {
                    context.settings.train.config.learning_rate = rate;
                    context.commands.push(Command::Train(TrainCommand::Start));
                }
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                // The card keeps its height: what has no room is told by the notice and under the pointer.
                let mut job =
                    egui::text::LayoutJob::simple(text.to_owned(), theme::font(theme::size::BODY), wrong, 0.0);
                job.wrap = egui::text::TextWrapping { max_rows: 2, max_width: ui.available_width(), ..job.wrap };
                let words = ui.painter().layout_job(job);
                ui.add(egui::Label::new(words)).on_hover_text(text);
            });
        });
    });
}

/// What came of it, set by set: read right before and now, how many images were fixed and broken, and pictures of them
/// where there is room.
fn before_and_after(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let core = context.core;
    let Some(run) = core.training.shown() else { return };
    let Some(compared) = core.runs.comparison(run) else {
        if let Some(share) = core.runs.comparing_result(run.number, &core.shared) {
            ui.horizontal(|ui| {
                ui.label(RichText::new(tr!("result-comparing")).color(theme::palette(ui).quiet));
                progress::bar(ui, share, vec2(160.0, progress::HEIGHT));
            });
        }
        return;
    };
    let has_pictures = ui.ctx().content_rect().height() >= ROOM_FOR_PICTURES;
    let has_any = compared.sets.iter().any(|set| !set.fixed.is_empty() || !set.broken.is_empty());
    let height = SET + if has_pictures && has_any { turned::ROW + theme::space::XS } else { 0.0 };
    let sets = compared.sets.len().clamp(1, MOST_SETS);
    let gap = theme::space::L;
    let width = (ui.available_width() - gap * (sets - 1) as f32) / sets as f32;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for set in compared.sets.iter().take(MOST_SETS) {
            ui.allocate_ui_with_layout(vec2(width, height), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = theme::space::XS;
                shares(ui, set, &compared.before);
                if has_pictures {
                    turned::row(ui, set);
                }
            });
        }
    });
}

/// The images, how many of them are read right before and now, and how many were fixed and broken.
fn shares(ui: &mut Ui, set: &ComparedSet, model: &Message) {
    let palette = theme::palette(ui);
    let (before, after) = (format::percent(set.before), format::percent(set.after));
    let images = set.images.len();
    let title = tr!("result-set", set = set.title.clone(), model = model.clone());
    let change = tr!("result-change", before = before, after = after).into_owned();
    let counts = tr!("result-turned", fixed = set.fixed.len(), broken = set.broken.len()).into_owned();
    let shares = msg!("turned-shares", set = set.title.clone(), before = before, after = after, images = images);
    let told = tr!("result-told", shares = shares, counts = &counts).into_owned();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), SET), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
    let painter = ui.painter().with_clip_rect(rect);
    let small = theme::font(theme::size::SMALL);
    let mut title = egui::text::LayoutJob::simple(title.into_owned(), small.clone(), palette.quiet, rect.width());
    title.wrap = egui::text::TextWrapping::truncate_at_width(rect.width());
    painter.galley(rect.left_top(), painter.layout_job(title), palette.quiet);
    let place = rect.left_top() + vec2(0.0, 17.0);
    let strong = theme::strong_font(theme::size::TITLE);
    let figure = painter.text(place, Align2::LEFT_TOP, change, strong, palette.ink);
    painter.text(figure.left_bottom(), Align2::LEFT_TOP, counts, small, palette.quiet);
    response.on_hover_text(format!("{told}\n{}", tr!("turned-before", model = model.clone())));
}

/// What can be done with the result. One of the buttons stands out: first to use the model, then to save it.
fn actions(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let core = context.core;
    let Some(run) = core.training.shown() else { return };
    let in_use = match run.config.arch.skill() {
        Skill::ReadsPictures => core.shared.current_network(),
        Skill::ContinuesTokens => core.shared.writer.as_ref(),
    };
    let is_used = match (in_use, &run.handed_out) {
        (Some(current), Some(model)) => std::sync::Arc::ptr_eq(current, model),
        (None, _) | (_, None) => false,
    };
    let [use_look, save_look] =
        if is_used { [Emphasis::Plain, Emphasis::Main] } else { [Emphasis::Main, Emphasis::Plain] };
    if is_used {
        told(ui, &tr!("result-used"), "");
    } else {
        press(ui, TrainCommand::Use, (icons::CHECK, &tr!("result-use")), use_look, context);
    }
    let seconds = run.history.elapsed_secs();
    let ended = match &run.phase {
        Phase::Finished(outcome) => outcome.reason.after(seconds).to_string(),
        Phase::Starting | Phase::Training | Phase::Paused | Phase::Stopping | Phase::Failed(_) => {
            format::duration(seconds).to_string()
        }
    };
    match &run.kept {
        SavedState::Unsaved | SavedState::Naming(_) => {
            let title = tr!("result-save-as");
            let save = IconButton::new(icons::FLOPPY_DISK, &title).emphasis(save_look);
            if ui.add(save).on_hover_text(tr!("result-save-as.help")).clicked() {
                keep(context, SavedState::Naming(run.suggested_name()));
            }
        }
        SavedState::Saving => {
            let title = tr!("result-saving");
            ui.add_enabled(false, IconButton::new(icons::FLOPPY_DISK, &title));
        }
        SavedState::Saved(path) => told(ui, &tr!("result-saved"), &path.display().to_string()),
    }
    press(ui, TrainCommand::Delete, (icons::TRASH, &tr!("result-delete")), Emphasis::Quiet, context);
    let has_details = run.folder().is_some_and(|id| core.runs.find(id).is_some());
    let is_there = context.settings.train_view == TrainView::Runs && core.runs.open.is_none();
    if has_details && !is_there {
        let title = tr!("result-details");
        let details = IconButton::new(icons::LIST_CHECKS, &title).emphasis(Emphasis::Quiet);
        if ui.add(details).on_hover_text(tr!("result-details.help")).clicked() {
            context.commands.push(Command::ShowRun(core.training.shown));
            context.commands.push(Command::Watch(TrainView::Runs));
        }
    }
    // As much as the row is high; the rest under the pointer.
    let (font, quiet) = (theme::font(theme::size::SMALL), theme::palette(ui).quiet);
    let mut job = egui::text::LayoutJob::simple(ended.clone(), font, quiet, 0.0);
    job.wrap = egui::text::TextWrapping { max_rows: 2, max_width: ui.available_width(), ..job.wrap };
    let words = ui.painter().layout_job(job);
    ui.add(egui::Label::new(words)).on_hover_text(ended);
}

/// Something that is done, in place of the button that did it.
fn told(ui: &mut Ui, words: &str, hover: &str) {
    let text = RichText::new(format!("{} {words}", icons::CHECK_CIRCLE)).color(theme::palette(ui).right);
    let label = ui.label(text);
    if !hover.is_empty() {
        label.on_hover_text(hover);
    }
}

fn name_row(ui: &mut Ui, mut name: String, context: &mut ViewContext<'_>) {
    let mut next = None;
    let mut is_saved = false;
    line(ui, |ui| {
        let label = ui.label(tr!("result-name"));
        let edit = ui.add(TextEdit::singleline(&mut name).desired_width(240.0).char_limit(80)).labelled_by(label.id);
        let is_asked = ui.data(|data| data.get_temp::<bool>(edit.id)).unwrap_or(false);
        if !is_asked {
            edit.request_focus();
            ui.data_mut(|data| data.insert_temp(edit.id, true));
        }
        let is_done = edit.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let save = Button::new(format!("{} {}", icons::FLOPPY_DISK, tr!("result-save"))).min_size(vec2(0.0, 32.0));
        let can = Command::Train(TrainCommand::Save).is_enabled(context.core);
        let save = ui.add_enabled(can, save).on_hover_text(tr!("result-save.help"));
        if can && (save.clicked() || is_done) {
            is_saved = true;
        }
        let is_away = ui.input(|input| input.key_pressed(Key::Escape));
        if ui.button(tr!("result-cancel")).on_hover_text(tr!("result-cancel.help")).clicked() || is_away {
            next = Some(SavedState::Unsaved);
            ui.data_mut(|data| data.remove::<bool>(edit.id));
        }
    });
    let next = next.unwrap_or(SavedState::Naming(name));
    keep(context, next);
    if is_saved {
        context.commands.push(Command::Train(TrainCommand::Save));
    }
}

fn press(
    ui: &mut Ui,
    command: TrainCommand,
    (icon, text): (&str, &str),
    look: Emphasis,
    context: &mut ViewContext<'_>,
) {
    let command = Command::Train(command);
    let response = ui.add_enabled(command.is_enabled(context.core), IconButton::new(icon, text).emphasis(look));
    if button::with_tooltip(response, &command.info()).clicked() {
        context.commands.push(command);
    }
}

/// A row whose parts lie on one line, however high each is; in a narrow one they go on in the next.
fn line(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), 32.0);
    let row = egui::Layout::left_to_right(egui::Align::Center).with_main_wrap(size.x < WRAPS);
    ui.allocate_ui_with_layout(size, row, contents);
}

fn keep(context: &mut ViewContext<'_>, kept: SavedState) {
    if context.core.training.shown().is_some_and(|run| run.kept != kept) {
        context.commands.push(Command::Keep(kept));
    }
}
