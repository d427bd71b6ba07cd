//! What the buttons of the top bar open: models, background work, messages, look.

use std::borrow::Cow;

use egui::style::StyleModifier;
use egui::{Align, Layout, Popup, PopupCloseBehavior, RectAlign, Response, RichText, ScrollArea, Ui, vec2};

use super::notice_line;
use crate::app::core::activity::Activity;
use crate::app::core::command::Command;
use crate::app::core::effects::WorkKind;
use crate::app::core::files::request::Request;
use crate::app::core::icons;
use crate::app::core::model_words::{all_methods_told, all_told, is_current, is_current_method};
use crate::app::core::notices::{Notices, NoticesCommand};
use crate::app::core::settings::look::ThemeChoice;
use crate::app::core::shared::Shared;
use crate::app::core::state::Core;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{Emphasis, Enabled, IconButton, Show};
use crate::app::ui::widgets::{button, card, progress};
use crate::store::models::{ListedModel, ModelSource};
use crate::text::{Language, Named as _, format};
use crate::tr;

fn popup(anchor: &Response, align: RectAlign, width: f32, content: impl FnOnce(&mut Ui)) {
    let width = width.min(anchor.ctx.content_rect().width() - space::XXL);
    let menu = Popup::menu(anchor).align(align).gap(space::XS).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    // Sentences are not spread over the width as the entries of a menu are.
    let menu = menu.layout(Layout::top_down(Align::Min));
    // Fields look as they do outside of menus.
    menu.style(StyleModifier::default()).show(|ui| {
        ui.set_width(width);
        content(ui);
    });
}

/// A row of a menu; says whether it was clicked, and closes the menu then.
fn row(ui: &mut Ui, icon: &str, words: &str, is_chosen: Option<bool>) -> bool {
    let mut button = IconButton::new(icon, words).emphasis(Emphasis::Quiet).least_width(ui.available_width());
    if let Some(is_chosen) = is_chosen {
        button = button.chosen(is_chosen);
    }
    let was_clicked = ui.add(button).clicked();
    if was_clicked {
        ui.close();
    }
    was_clicked
}

fn command_row(ui: &mut Ui, command: Command, core: &Core, commands: &mut Vec<Command>) {
    let info = command.info();
    let label = info.label.to_string();
    let button = IconButton::new(info.icon, &label).emphasis(Emphasis::Quiet).least_width(ui.available_width());
    let response = ui.add_enabled(command.is_enabled(core), button);
    if button::with_tooltip(response, &info).clicked() {
        commands.push(command);
        ui.close();
    }
}

/// The models there are, and files of models and images.
pub fn models(anchor: &Response, core: &Core, commands: &mut Vec<Command>) {
    let shared = &core.shared;
    popup(anchor, RectAlign::BOTTOM_START, 360.0, |ui| {
        let height = (ui.ctx().content_rect().height() * 0.5).max(120.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            let told = all_told(&shared.available_models);
            let (bundled, saved): (Vec<_>, Vec<_>) = std::iter::zip(&shared.available_models, &told)
                .partition(|(model, _)| matches!(model.source, ModelSource::Bundled(_)));
            card::caption(ui, &tr!("models-in-the-program"));
            for (model, words) in bundled {
                model_row(ui, model, words, shared, commands);
            }
            card::caption(ui, &tr!("models-saved"));
            if saved.is_empty() {
                ui.weak(tr!("models-none-saved"));
            }
            for (model, words) in saved {
                model_row(ui, model, words, shared, commands);
            }
            if !shared.available_methods.is_empty() {
                card::caption(ui, &tr!("models-methods"));
            }
            for (listed, words) in
                std::iter::zip(&shared.available_methods, all_methods_told(&shared.available_methods))
            {
                let is_current = is_current_method(listed, shared);
                let icon = if is_current { icons::CHECK } else { icons::CPU };
                if row(ui, icon, &words, Some(is_current)) && !is_current {
                    commands.push(Command::UseModel(listed.named()));
                }
            }
        });
        ui.separator();
        ui.spacing_mut().item_spacing.y = space::XS;
        command_row(ui, Command::Ask(Request::OpenModel), core, commands);
        command_row(ui, Command::Ask(Request::SaveModel), core, commands);
        ui.separator();
        command_row(ui, Command::Ask(Request::OpenData), core, commands);
        if shared.data_source != crate::train::DataSource::default() {
            command_row(ui, Command::UseMnist, core, commands);
        }
    });
}

fn model_row(ui: &mut Ui, listed: &ListedModel, words: &str, shared: &Shared, commands: &mut Vec<Command>) {
    let is_current = is_current(listed, shared);
    let icon = if is_current { icons::CHECK } else { icons::CPU };
    if row(ui, icon, words, Some(is_current)) && !is_current {
        commands.push(Command::UseModel(listed.source.named()));
    }
}

/// What goes on in the background.
pub fn activities(anchor: &Response, activities: &[Activity], core: &Core, commands: &mut Vec<Command>) {
    popup(anchor, RectAlign::BOTTOM_END, 280.0, |ui| {
        for activity in activities {
            ui.label(activity.title.to_string());
            if activity.kind == Some(WorkKind::Import) {
                command_row(ui, Command::StopOpening, core, commands);
            }
            if let Some(share) = activity.progress {
                progress::bar(ui, share, vec2(ui.available_width(), 6.0));
            }
        }
        if activities.is_empty() {
            ui.weak(tr!("work-nothing"));
        }
    });
}

/// All messages since the start, the newest first.
pub fn notices(anchor: &Response, notices: &Notices, commands: &mut Vec<Command>) {
    let mut are_read = false;
    popup(anchor, RectAlign::BOTTOM_END, 380.0, |ui| {
        are_read = true;
        if notices.all().is_empty() {
            ui.weak(tr!("messages-nothing"));
        }
        let height = (ui.ctx().content_rect().height() * 0.6).max(120.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            for notice in notices.all().iter().rev() {
                let (icon, colour) = notice_line::sign(notice.weight, theme::palette(ui));
                ui.horizontal_top(|ui| {
                    ui.label(RichText::new(icon).size(size::TITLE).color(colour));
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        ui.add(egui::Label::new(notice.words()).wrap().selectable(true));
                        card::caption(ui, &ago(notice.at.elapsed().as_secs()));
                    });
                });
            }
        });
    });
    if are_read && (notices.told().is_some() || notices.unread().0 > 0) {
        commands.push(Command::Notices(NoticesCommand::ReadAll));
    }
}

fn ago(secs: u64) -> Cow<'static, str> {
    match secs {
        0..60 => tr!("ago-now"),
        60..3600 => tr!("ago-minutes", minutes = secs / 60),
        _ => tr!("ago-hours", hours = secs / 3600),
    }
}

/// Language, theme, text size and motion.
pub fn look(anchor: &Response, core: &Core, commands: &mut Vec<Command>) {
    let settings = &core.settings;
    popup(anchor, RectAlign::BOTTOM_END, 240.0, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        card::caption(ui, &tr!("look-language"));
        if row(ui, icons::MONITOR, &tr!("language-of-system"), Some(settings.language.is_none())) {
            commands.push(Command::UseLanguage(None));
        }
        for language in Language::ALL.iter().copied() {
            if row(ui, icons::TEXT_AA, language.own_name(), Some(settings.language == Some(language))) {
                commands.push(Command::UseLanguage(Some(language)));
            }
        }
        card::caption(ui, &tr!("look-theme"));
        for choice in ThemeChoice::ALL.iter().copied() {
            let command = Command::UseTheme(choice);
            let icon = command.info().icon.unwrap_or(icons::CIRCLE_HALF);
            if row(ui, icon, &choice.title(), Some(settings.theme == choice)) {
                commands.push(command);
            }
        }
        card::caption(ui, &tr!("look-text-size"));
        ui.horizontal(|ui| {
            let [smaller, larger] =
                [Command::SmallerText, Command::LargerText].map(|command| Enabled::of(&command, core));
            if button::command(ui, &Command::SmallerText, smaller, Show::Icon, Emphasis::Plain).clicked() {
                commands.push(Command::SmallerText);
            }
            ui.label(format::percent_to(f64::from(settings.text_size) / 100.0, 0).to_string());
            if button::command(ui, &Command::LargerText, larger, Show::Icon, Emphasis::Plain).clicked() {
                commands.push(Command::LargerText);
            }
        });
        card::caption(ui, &tr!("look-motion"));
        let command = Command::ToggleMotion;
        let info = command.info();
        let mut is_reduced = settings.motion == crate::app::core::settings::look::Motion::Reduced;
        if ui.checkbox(&mut is_reduced, info.label.to_string()).on_hover_text(info.help.to_string()).clicked() {
            commands.push(command);
        }
    });
}
