//! What the buttons of the top bar open: models, background work, messages, look.

use eframe::egui::style::StyleModifier;
use eframe::egui::{self, Popup, PopupCloseBehavior, RectAlign, Response, RichText, ScrollArea, Ui};

use super::notice_cards;
use crate::app::command::Command;
use crate::app::files::Request;
use crate::app::jobs::Activity;
use crate::app::notices::Notices;
use crate::app::settings::{Settings, TEXT_SIZES, ThemeChoice};
use crate::app::shared::Shared;
use crate::app::theme::{self, size, space};
use crate::app::widgets::button::{self, Enabled, IconButton, Look, Show};
use crate::app::widgets::card;
use crate::app::{format, icons};
use crate::model::ModelCard;
use crate::store::models::{ListedModel, ModelSource};
use crate::text::Named;

/// Longest name of a model in a menu, in letters.
const NAME: usize = 34;

fn popup(anchor: &Response, align: RectAlign, width: f32, content: impl FnOnce(&mut Ui)) {
    let width = width.min(anchor.ctx.content_rect().width() - space::XXL);
    let menu = Popup::menu(anchor).align(align).gap(space::XS).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    // Fields look as they do outside of menus.
    menu.style(StyleModifier::default()).show(|ui| {
        ui.set_width(width);
        content(ui);
    });
}

/// A row of a menu; says whether it was clicked, and closes the menu then.
fn row(ui: &mut Ui, icon: &str, words: &str, is_chosen: Option<bool>) -> bool {
    let mut button = IconButton::new(icon, words).look(Look::Quiet).least_width(ui.available_width());
    if let Some(is_chosen) = is_chosen {
        button = button.chosen(is_chosen);
    }
    let was_clicked = ui.add(button).clicked();
    if was_clicked {
        ui.close();
    }
    was_clicked
}

fn command_row(ui: &mut Ui, command: Command, is_enabled: Enabled, commands: &mut Vec<Command>) {
    let about = command.about();
    let button = IconButton::new(about.icon, &about.label).look(Look::Quiet).least_width(ui.available_width());
    let response = ui.add_enabled(is_enabled == Enabled::Yes, button);
    if button::with_tooltip(response, &about).clicked() {
        commands.push(command);
        ui.close();
    }
}

/// "99.42 %", or nothing if it was never measured.
#[must_use]
pub fn accuracy(model: &ModelCard) -> String {
    model.test_accuracy.map_or_else(String::new, |share| format!("{:.2} %", share * 100.0))
}

/// The models there are, and files of models and images.
pub fn models(anchor: &Response, shared: &Shared, commands: &mut Vec<Command>) {
    popup(anchor, RectAlign::BOTTOM_START, 360.0, |ui| {
        let height = (ui.ctx().content_rect().height() * 0.5).max(120.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            let is_bundled = |model: &&ListedModel| matches!(model.source, ModelSource::Bundled(_));
            card::caption(ui, "In the program");
            shared.shelf.iter().filter(is_bundled).for_each(|model| model_row(ui, model, shared, commands));
            card::caption(ui, "Saved");
            let mut saved = shared.shelf.iter().filter(|model| !is_bundled(model)).peekable();
            if saved.peek().is_none() {
                ui.weak("None yet; a model you train and save appears here");
            }
            saved.for_each(|model| model_row(ui, model, shared, commands));
        });
        ui.separator();
        ui.spacing_mut().item_spacing.y = space::XS;
        command_row(ui, Command::Ask(Request::OpenModel), Enabled::Yes, commands);
        command_row(ui, Command::Ask(Request::SaveModel), Enabled::when(shared.current.is_some()), commands);
        ui.separator();
        command_row(ui, Command::Ask(Request::OpenData), Enabled::Yes, commands);
        if shared.data_source != crate::train::DataSource::default() {
            command_row(ui, Command::UseMnist, Enabled::Yes, commands);
        }
    });
}

fn model_row(ui: &mut Ui, listed: &ListedModel, shared: &Shared, commands: &mut Vec<Command>) {
    let is_current = is_current(listed, shared);
    let icon = if is_current { icons::CHECK } else { icons::CPU };
    if row(ui, icon, &told(&listed.card), Some(is_current)) && !is_current {
        commands.push(Command::UseModel(listed.source.named()));
    }
}

/// Whether this is the model that reads.
#[must_use]
pub fn is_current(listed: &ListedModel, shared: &Shared) -> bool {
    shared.current.as_ref().is_some_and(|current| match &current.named {
        Some(named) => *named == listed.source.named(),
        None => current.model.card == listed.card,
    })
}

/// A model in a list: its name, its network unless it is called so, and how well it does.
#[must_use]
pub fn told(card: &ModelCard) -> String {
    let network = Some(card.architecture.title()).filter(|title| *title != card.name);
    let words = [format::short(&card.name, NAME), network.unwrap_or_default().into_owned(), accuracy(card)];
    words.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What goes on in the background.
pub fn activities(anchor: &Response, activities: &[Activity]) {
    popup(anchor, RectAlign::BOTTOM_END, 280.0, |ui| {
        for activity in activities {
            ui.label(&activity.title);
            if let Some(progress) = activity.progress {
                ui.add(egui::ProgressBar::new(progress).desired_height(6.0));
            }
        }
        if activities.is_empty() {
            ui.weak("Nothing is running in the background");
        }
    });
}

/// All messages since the start, the newest first.
pub fn notices(anchor: &Response, notices: &mut Notices) {
    let mut are_read = false;
    popup(anchor, RectAlign::BOTTOM_END, 380.0, |ui| {
        are_read = true;
        if notices.all().is_empty() {
            ui.weak("No messages so far; what is done or goes wrong is told here");
        }
        let height = (ui.ctx().content_rect().height() * 0.6).max(120.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            for notice in notices.all().iter().rev() {
                let (icon, colour) = notice_cards::sign(notice.weight, theme::palette(ui));
                ui.horizontal_top(|ui| {
                    ui.label(RichText::new(icon).size(size::TITLE).color(colour));
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        ui.add(egui::Label::new(&notice.text).wrap().selectable(true));
                        card::caption(ui, &ago(notice.at.elapsed().as_secs()));
                    });
                });
            }
        });
    });
    if are_read {
        notices.read_all();
    }
}

fn ago(secs: u64) -> String {
    match secs {
        0..60 => "Just now".to_owned(),
        60..3600 => format!("{} min ago", secs / 60),
        _ => format!("{} h ago", secs / 3600),
    }
}

/// Theme, text size, motion and full screen.
pub fn look(anchor: &Response, settings: &Settings, commands: &mut Vec<Command>) {
    popup(anchor, RectAlign::BOTTOM_END, 240.0, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        card::caption(ui, "Theme");
        for choice in ThemeChoice::ALL {
            let command = Command::UseTheme(choice);
            let icon = command.about().icon.unwrap_or(icons::CIRCLE_HALF);
            if row(ui, icon, choice.title(), Some(settings.theme == choice)) {
                commands.push(command);
            }
        }
        card::caption(ui, "Text size");
        ui.horizontal(|ui| {
            let smaller = Enabled::when(TEXT_SIZES.first() != Some(&settings.text_size));
            let larger = Enabled::when(TEXT_SIZES.last() != Some(&settings.text_size));
            if button::command(ui, &Command::SmallerText, smaller, Show::Icon, Look::Plain).clicked() {
                commands.push(Command::SmallerText);
            }
            ui.label(format!("{} %", settings.text_size));
            if button::command(ui, &Command::LargerText, larger, Show::Icon, Look::Plain).clicked() {
                commands.push(Command::LargerText);
            }
        });
        card::caption(ui, "Motion");
        let command = Command::ToggleMotion;
        let about = command.about();
        let mut is_reduced = settings.motion == crate::app::settings::Motion::Reduced;
        if ui.checkbox(&mut is_reduced, &*about.label).on_hover_text(&*about.tooltip).clicked() {
            commands.push(command);
        }
    });
}
