//! The settings of the next run: the few that everybody needs in view, the rest in sections that fold and say in one
//! line what is set. Every control keeps its default at hand and says what it does.

mod augmentation;
mod basics;
mod images;
mod learning;
mod live;
mod methods;
mod number;
mod preview;
mod regularisation;
mod row;
mod run;
pub mod section;
mod sketch;
mod strokes;
mod summary;
mod teacher_example;
mod teachers;

use egui::{Align, Layout, Popup, RectAlign, RichText, ScrollArea, Ui};

use crate::app::core::command::Command;
use crate::app::core::files::request::Request;
use crate::app::core::icons;
use crate::app::core::settings::panel::{PanelMemory, Section};
use crate::app::core::settings::setup::{Setup, StartFrom};
use crate::app::core::shared::Shared;
use crate::app::core::training::finder::FinderCommand;
use crate::app::core::training::setup_command::SetupCommand;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{self, Emphasis, Enabled, IconButton, Show};
use crate::methods::MethodConfig;
use crate::model::Skill;
use crate::text::{Message, Named};
use crate::tr;
use crate::train::presets::Preset;
use live::{Live, LiveSettings};
pub use number::significant;
use preview::Preview;
use row::Explain;
use teacher_example::TeacherExample;

/// What the panel keeps that is only about looks.
#[derive(Default)]
pub struct SetupView {
    preview: Preview,
    teacher_example: TeacherExample,
    live: Live,
}

/// The settings under edit, and what every part of the panel needs to draw them.
struct SetupEditor<'a> {
    setup: &'a mut Setup,
    /// The next method that is no network.
    methods: &'a mut MethodConfig,
    /// The defaults for the same start.
    usual: Setup,
    explain: Explain,
    /// Whether a search for a learning rate can start.
    can_find: bool,
    shared: &'a Shared,
    commands: &'a mut Vec<Command>,
}

impl SetupEditor<'_> {
    /// Images to train and validate on.
    fn available(&self) -> usize {
        self.shared.data.as_ref().map_or(60_000, |data| data.train.len())
    }
}

/// Title, and buttons for files and defaults; below it what was replaced, or what is out of range.
pub fn head(ui: &mut Ui, context: &mut ViewContext<'_>) {
    ui.horizontal(|ui| {
        // The row is as high as its buttons before they are there, so that the heading stands in the middle.
        ui.set_min_height(theme::CONTROL_HEIGHT);
        ui.heading(tr!("setup-heading"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| files(ui, context));
    });
    let width = ui.available_width();
    lessons(ui, width, context.commands);
    state(ui, context);
}

/// The same in one row, under a tab that has the title.
pub fn low_head(ui: &mut Ui, context: &mut ViewContext<'_>) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            files(ui, context);
            let width = ui.available_width();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| lessons(ui, width, context.commands));
        });
    });
    state(ui, context);
}

/// Buttons for files, defaults and explanations, from the right.
fn files(ui: &mut Ui, context: &mut ViewContext<'_>) {
    ui.spacing_mut().item_spacing.x = theme::space::XS;
    for command in [
        Command::Setup(SetupCommand::Defaults),
        Command::Ask(Request::SaveSettings),
        Command::Ask(Request::OpenSettings),
    ] {
        if button::command(ui, &command, Enabled::Yes, Show::Icon, Emphasis::Quiet).clicked() {
            context.commands.push(command);
        }
    }
    let info = Command::Setup(SetupCommand::Explain).info();
    let label = info.label.to_string();
    let explains = context.settings.train_panel.explains;
    let explain = IconButton::new(icons::QUESTION, &label).show(Show::Icon).emphasis(Emphasis::Quiet);
    if button::with_tooltip(ui.add(explain.chosen(explains)), &info).clicked() {
        context.commands.push(Command::Setup(SetupCommand::Explain));
    }
}

/// What was replaced, what a cross-validation came to, and what is out of range.
fn state(ui: &mut Ui, context: &mut ViewContext<'_>) {
    if let Some(what) = context.core.setup.replaced_by() {
        replaced(ui, what, context.commands);
    }
    if let Some(folds) = &context.core.training.folds {
        ui.add(egui::Label::new(RichText::new(folds.told().to_string()).color(theme::palette(ui).quiet)).wrap());
    }
    if let Some(refusal) = &context.core.training.refusal {
        let words = format!("{} {}", icons::WARNING_CIRCLE, tr!("setup-refused", fault = refusal.clone()));
        ui.add(egui::Label::new(RichText::new(words).color(theme::palette(ui).wrong)).wrap());
    }
}

/// The menu of presets, behind a button `width` points wide, or behind its icon where its words have no room.
fn lessons(ui: &mut Ui, width: f32, commands: &mut Vec<Command>) {
    let title = tr!("setup-lessons");
    let show = if IconButton::new(icons::GRADUATION_CAP, &title).width(ui) <= width { Show::Both } else { Show::Icon };
    let button = IconButton::new(icons::GRADUATION_CAP, &title).show(show);
    let button = if show == Show::Both { button.least_width(width) } else { button };
    let anchor = ui.add(button).on_hover_text(tr!("setup-lessons.help"));
    let popup = Popup::menu(&anchor).align(RectAlign::BOTTOM_START).gap(theme::space::XS);
    // Sentences are not spread over the width as the entries of a menu are.
    popup.layout(egui::Layout::top_down(egui::Align::Min)).show(|ui| {
        ui.set_width(width.clamp(260.0, 400.0));
        let height = (ui.ctx().content_rect().height() * 0.7).max(160.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            // Room for the scroll bar.
            ui.set_max_width(ui.available_width() - theme::space::M);
            let mut topic = None;
            for preset in Preset::ALL {
                if topic != Some(preset.topic()) {
                    topic = Some(preset.topic());
                    ui.add_space(theme::space::S);
                    ui.label(RichText::new(preset.topic().title()).strong());
                    ui.add_space(theme::space::XS);
                }
                let title = preset.title();
                let words = IconButton::new(None, &title).emphasis(Emphasis::Quiet).least_width(ui.available_width());
                let is_picked = ui.add(words).on_hover_text(preset.help()).clicked();
                let sentence = RichText::new(preset.help()).size(theme::size::SMALL);
                ui.horizontal_top(|ui| {
                    ui.add_space(theme::space::M);
                    ui.add(egui::Label::new(sentence.color(theme::palette(ui).quiet)).wrap());
                });
                ui.add_space(theme::space::S);
                if is_picked {
                    commands.push(Command::Setup(SetupCommand::Use(preset)));
                    ui.close();
                }
            }
        });
    });
}

/// Says what replaced the settings, and offers them back.
fn replaced(ui: &mut Ui, what: &Message, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let back = Command::Setup(SetupCommand::Back);
        let info = back.info();
        let label = info.label.to_string();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let title = tr!("setup-undo");
            let undo = IconButton::new(icons::ARROW_U_UP_LEFT, &title);
            let response = button::with_tooltip(ui.add(undo), &info);
            row::name(ui, &response, &label);
            if response.clicked() {
                commands.push(back);
            }
            let words = RichText::new(what.to_string()).color(theme::palette(ui).quiet);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(egui::Label::new(words).truncate()));
        });
    });
}

/// Least and usual gap between sections, in points.
const GAPS: [f32; 2] = [2.0, theme::space::XS];

/// The gap between sections in `room` points for them: smaller where all would fit into it but for a few points.
fn gap(room: f32, memory: &PanelMemory) -> f32 {
    let count = Section::ALL.len() as f32;
    let fitting = (room - count * (section::CLOSED + 1.0)) / (2.0 * count);
    if memory.open.is_empty() && fitting >= GAPS[0] { fitting.min(GAPS[1]) } else { GAPS[1] }
}

/// The settings in `height` points, or what they need at least; what is changed counts from the next run on.
pub fn groups(ui: &mut Ui, height: f32, tab: &mut SetupView, context: &mut ViewContext<'_>) {
    let top = ui.cursor().top();
    let settings = &mut *context.settings;
    let memory = &mut settings.train_panel;
    let explain = if memory.explains { Explain::Always } else { Explain::OnHover };
    let (shared, commands) = (&context.core.shared, &mut *context.commands);
    if let Some(run) = context.core.training.live_run() {
        tab.live.choice(ui);
        if tab.live.shows == LiveSettings::ThisRun {
            tab.live.show(ui, run, explain, shared, commands);
            return;
        }
    }
    let usual = settings.train.usual();
    let can_find = Command::FindRate(FinderCommand::Start).is_enabled(context.core);
    let methods = &mut settings.methods;
    let mut editor = SetupEditor { setup: &mut settings.train, methods, usual, explain, can_find, shared, commands };
    basics::show(ui, &mut editor);
    if editor.setup.start_from == StartFrom::Method {
        return;
    }
    ui.add_space(theme::space::S);
    ui.spacing_mut().item_spacing.y = gap(height - (ui.cursor().top() - top), memory);
    let skill = editor.setup.skill();
    for section in Section::ALL.into_iter().filter(|section| section.is_about(skill)) {
        ui.add(egui::Separator::default().spacing(1.0));
        let told = summary::of(section, editor.setup, shared);
        let is_changed = editor.setup.differs(&editor.usual, section);
        section::show(ui, memory, (section, skill), &told, is_changed, |ui| {
            ui.spacing_mut().item_spacing.y = theme::space::S;
            contents(ui, section, tab, &mut editor);
        });
    }
}

fn contents(ui: &mut Ui, section: Section, tab: &mut SetupView, editor: &mut SetupEditor<'_>) {
    match section {
        Section::Trainable => images::trainable(ui, editor),
        Section::Data if editor.setup.skill() == Skill::ContinuesTokens => strokes::data(ui, editor),
        Section::Data => images::data(ui, editor),
        Section::Pixels => images::pixels(ui, editor),
        Section::Augmentation => {
            augmentation::show(ui, editor);
            if let Some(data) = &editor.shared.data {
                tab.preview.show(ui, &data.train, &editor.setup.config.augmentation, editor.setup.config.seed);
            }
        }
        Section::Learning => learning::show(ui, editor),
        Section::Regularisation => regularisation::show(ui, editor),
        Section::Teachers => teachers::show(ui, &mut tab.teacher_example, editor),
        Section::EarlyStopping => regularisation::early_stopping(ui, editor),
        Section::Run => run::show(ui, editor),
    }
}
