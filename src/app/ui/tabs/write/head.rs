//! Above the paper: who writes, what is asked for, and how it goes on.

use egui::{Popup, PopupCloseBehavior, RectAlign, RichText, ScrollArea, TextEdit, Ui, vec2};

use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::settings::writing::{Pace, WritingPaper};
use crate::app::core::writing::command::{WhoWrites, WritingCommand};
use crate::app::core::writing::form::SheetForm;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, space};
use crate::app::ui::widgets::button::{self, Emphasis, Enabled, IconButton, Show};
use crate::app::ui::widgets::focus;
use crate::store::models::ListedModel;
use crate::text::{Named as _, format};
use crate::tr;

/// Longest name of a model on its button, in letters.
const NAME: usize = 20;
/// Gap between groups of icons, in points, beside the usual one: more would need a third row in a small window.
const BETWEEN: f32 = 2.0;

/// Draws the rows above the paper.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        prompt(ui, context);
        ui.add_space(space::S);
        transport(ui, context);
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        who(ui, context);
        for &paper in WritingPaper::ALL {
            let is_chosen = context.settings.writing.paper == paper;
            let title = paper.title();
            let button =
                IconButton::new(None, &title).emphasis(Emphasis::Quiet).chosen(is_chosen).role(egui::Role::Tab);
            if ui.add(button).on_hover_text(paper.help()).clicked() {
                context.settings.writing.paper = paper;
                let missing = match paper {
                    WritingPaper::Sheet if context.core.writing.sheet.is_none() => Some(WritingCommand::Sheet),
                    WritingPaper::Sums if context.core.writing.sums.is_none() => Some(WritingCommand::Sums),
                    WritingPaper::Page | WritingPaper::Sheet | WritingPaper::Sums => None,
                };
                context.commands.extend(missing.map(Command::Writing));
            }
        }
        ui.add_space(BETWEEN);
        for command in [WritingCommand::Undo, WritingCommand::Redo, WritingCommand::Clear] {
            push(ui, command, Show::Icon, context);
        }
        ui.add_space(BETWEEN);
        for command in [WritingCommand::TakeDrawing, WritingCommand::SendToCanvas] {
            push(ui, command, Show::Icon, context);
        }
        export(ui, context);
    });
    state(ui, context);
}

/// A button for a command.
pub fn push(ui: &mut Ui, command: WritingCommand, show: Show, context: &mut ViewContext<'_>) {
    let command = Command::Writing(command);
    let is_enabled = Enabled::of(&command, context.core);
    if button::command(ui, &command, is_enabled, show, Emphasis::Plain).clicked() {
        context.commands.push(command);
    }
}

/// What is asked for.
fn prompt(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let field = TextEdit::singleline(&mut context.settings.writing.prompt)
        .desired_width(118.0)
        .char_limit(200)
        .margin(vec2(space::S, 6.0))
        .hint_text(tr!("writing-prompt.hint"));
    let field = ui.add(field).on_hover_text(tr!("writing-prompt.help"));
    field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, tr!("writing-prompt")));
    focus::ring(ui, &field);
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let write = Command::Writing(WritingCommand::Write);
    let is_enabled = Enabled::of(&write, context.core);
    if button::command(ui, &write, is_enabled, Show::Both, Emphasis::Main).clicked() || is_entered {
        context.commands.push(write);
    }
}

/// How it goes on.
fn transport(ui: &mut Ui, context: &mut ViewContext<'_>) {
    push(ui, WritingCommand::StepBack, Show::Icon, context);
    let play = Command::Writing(WritingCommand::PlayPause);
    let info = play.info();
    let icon = if context.core.writing.is_playing() { icons::PAUSE } else { icons::PLAY };
    let label = info.label.to_string();
    let button = IconButton::new(icon, &label).show(Show::Icon);
    if button::with_tooltip(ui.add_enabled(play.is_enabled(context.core), button), &info).clicked() {
        context.commands.push(play);
    }
    push(ui, WritingCommand::Step, Show::Icon, context);
    push(ui, WritingCommand::Finish, Show::Icon, context);
    ui.add_space(space::S);
    for &pace in Pace::ALL {
        let title = pace.title();
        let is_chosen = context.settings.writing.pace == pace;
        let button =
            IconButton::new(None, &title).emphasis(Emphasis::Quiet).chosen(is_chosen).role(egui::Role::RadioButton);
        if ui.add(button).on_hover_text(pace.help()).clicked() {
            context.settings.writing.pace = pace;
        }
    }
}

/// Who writes, and a menu of all that can.
fn who(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let model = context.core.writing.model();
    let name = model.name().map_or_else(|| tr!("writing-model-loading").into_owned(), |name| name.to_string());
    let words = format!("{}  {}", format::short(&name, NAME), icons::CARET_DOWN);
    let icon = if model.is_live() { icons::LIGHTNING } else { icons::PEN_NIB };
    let anchor = ui.add(IconButton::new(icon, &words)).on_hover_text(tr!("writing-model.help"));
    let label = tr!("writing-model", model = name.clone());
    anchor.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &*label));
    let menu = Popup::menu(&anchor).align(RectAlign::BOTTOM_START).gap(space::XS);
    menu.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(320.0);
        ui.spacing_mut().item_spacing.y = space::XS;
        ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
            if model.has_live() && row(ui, icons::LIGHTNING, &tr!("writing-model-live"), model.is_live()) {
                context.commands.push(Command::Writing(WritingCommand::Use(WhoWrites::Live)));
            }
            for listed in &context.core.shared.writers {
                let named = listed.source.named();
                let is_chosen = model.is(&named);
                let icon = if is_chosen { icons::CHECK } else { icons::PEN_NIB };
                if row(ui, icon, &told(listed), is_chosen) {
                    context.commands.push(Command::Writing(WritingCommand::Use(WhoWrites::Model(named))));
                }
            }
        });
    });
}

fn told(listed: &ListedModel) -> String {
    let weights = tr!("setup-count-weights", weights = listed.card.parameters);
    format!("{} · {weights}", format::short(&listed.card.shown_name().to_string(), 34))
}

fn row(ui: &mut Ui, icon: &str, words: &str, is_chosen: bool) -> bool {
    let button = IconButton::new(icon, words).emphasis(Emphasis::Quiet).least_width(ui.available_width());
    let was_clicked = ui.add(button.chosen(is_chosen)).clicked();
    if was_clicked {
        ui.close();
    }
    was_clicked
}

/// What is written as a file, in one of the forms.
fn export(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let words = tr!("writing-save");
    let can =
        SheetForm::ALL.iter().any(|&form| Command::Writing(WritingCommand::Export(form)).is_enabled(context.core));
    let anchor = ui.add_enabled(can, IconButton::new(icons::FLOPPY_DISK, &words).show(Show::Icon));
    let help = tr!("writing-save.help");
    let anchor = anchor.on_hover_text(&*help).on_disabled_hover_text(&*help);
    Popup::menu(&anchor).align(RectAlign::BOTTOM_END).gap(space::XS).show(|ui| {
        for &form in SheetForm::ALL {
            let command = Command::Writing(WritingCommand::Export(form));
            let info = command.info();
            if row(ui, form.icon(), &info.label.to_string(), false) {
                context.commands.push(command);
            }
        }
    });
}

/// What is in the way, or what is to be known.
fn state(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let palette = theme::palette(ui);
    let writing = &context.core.writing;
    if let Some(fault) = writing.fault.as_ref().or_else(|| writing.model().fault()) {
        let words = format!("{} {}", icons::WARNING_CIRCLE, tr!("writing-fault", fault = fault.clone()));
        ui.add(egui::Label::new(RichText::new(words).color(palette.wrong)).wrap());
    } else if let Some(sum) = writing.page.sum.filter(|_| context.settings.writing.paper == WritingPaper::Page) {
        let (left, right) = (sum.left, sum.right);
        let words = match (writing.model().knows_sums(), sum.is_held_out()) {
            (false, _) => tr!("writing-no-sums"),
            (true, false) => tr!("writing-sum", left = left, right = right),
            (true, true) => tr!("writing-sum-held-out", left = left, right = right),
        };
        super::note(ui, &words);
    } else if !writing.model().knows_classes() {
        super::note(ui, &tr!("writing-no-classes"));
    }
}
