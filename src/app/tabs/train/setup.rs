//! The settings of the next run: the few that everybody needs in view, the rest in sections that fold and say in one
//! line what is set. Every control keeps its default at hand and says what it does.

mod basics;
mod images;
mod learning;
mod live;
mod number;
mod preview;
mod row;
pub mod section;
mod sketch;
mod steady;
mod summary;
mod taught;
mod teachers;
mod variety;

use eframe::egui::{self, Align, Layout, Popup, RectAlign, RichText, ScrollArea, Ui};

use crate::app::command::Command;
use crate::app::files::Request;
use crate::app::settings::Settings;
use crate::app::shared::{CurrentModel, Shared};
use crate::app::tabs::TabContext;
use crate::app::training::{FinderCommand, Setup, SetupCommand};
use crate::app::widgets::button::{self, Enabled, IconButton, Look, Show};
use crate::app::{icons, theme};
use crate::text::Named;
use crate::train::presets::Preset;
use live::{Live, Shows};
use preview::Preview;
use row::Explain;
use section::Section;
use taught::Taught;

/// What the panel keeps while another place is open.
#[derive(Default)]
pub struct SetupTab {
    before: Option<Before>,
    preview: Preview,
    taught: Taught,
    live: Live,
}

/// The settings before they were last replaced as a whole.
struct Before {
    setup: Setup,
    /// By what, in words.
    what: String,
    /// The current model, if that was replaced with them.
    model: Option<CurrentModel>,
}

impl SetupTab {
    /// Replaces the settings by others, `what` in words; [`SetupCommand::Back`] brings them back, and the model that was
    /// current if it is replaced as well.
    pub fn replace(&mut self, setup: &mut Setup, other: Setup, what: impl Into<String>, model: Option<CurrentModel>) {
        if *setup != other || model.is_some() {
            self.before = Some(Before { setup: std::mem::replace(setup, other), what: what.into(), model });
        }
    }

    /// Whether the command makes sense now.
    #[must_use]
    pub fn can(&self, command: SetupCommand) -> bool {
        match command {
            SetupCommand::Defaults | SetupCommand::Use(_) | SetupCommand::Explain => true,
            SetupCommand::Back => self.before.is_some(),
        }
    }

    /// Does it.
    pub fn run(&mut self, command: SetupCommand, settings: &mut Settings, shared: &mut Shared) {
        match command {
            SetupCommand::Defaults => {
                let defaults = Setup::defaults(settings.train.start_from);
                self.replace(&mut settings.train, defaults, "Every setting is at its default", None);
            }
            SetupCommand::Use(preset) => {
                let what = format!("Set for “{}”", preset.title());
                self.replace(&mut settings.train, Setup::preset(preset), what, None);
            }
            SetupCommand::Back => {
                let Some(Before { setup, what: _, model }) = self.before.take() else { return };
                settings.train = setup;
                if let Some(CurrentModel { model, named, .. }) = model {
                    shared.use_model(model, named);
                }
            }
            SetupCommand::Explain => settings.train_panel.explains = !settings.train_panel.explains,
        }
    }
}

/// What every part of the panel draws with.
struct Desk<'a> {
    setup: &'a mut Setup,
    /// The defaults for the same start.
    usual: Setup,
    explain: Explain,
    /// Whether a search for a learning rate can start.
    can_find: bool,
    shared: &'a Shared,
    commands: &'a mut Vec<Command>,
}

impl Desk<'_> {
    /// Images to train and validate on.
    fn available(&self) -> usize {
        self.shared.data.as_ref().map_or(60_000, |data| data.train.len())
    }
}

/// Title, files, and the way back to the defaults; below it what was replaced, or what is out of range.
pub fn head(ui: &mut Ui, tab: &mut SetupTab, context: &mut TabContext<'_>) {
    ui.horizontal(|ui| {
        // The row is as high as its buttons before they are there, so that the heading stands in the middle.
        ui.set_min_height(theme::CONTROL_HEIGHT);
        ui.heading("Settings");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = theme::space::XS;
            for command in [
                Command::Setup(SetupCommand::Defaults),
                Command::Ask(Request::SaveSettings),
                Command::Ask(Request::OpenSettings),
            ] {
                if button::command(ui, &command, Enabled::Yes, Show::Icon, Look::Quiet).clicked() {
                    context.commands.push(command);
                }
            }
            let about = SetupCommand::Explain.about();
            let explains = context.settings.train_panel.explains;
            let explain = IconButton::new(icons::QUESTION, &about.label).show(Show::Icon).look(Look::Quiet);
            if button::with_tooltip(ui.add(explain.chosen(explains)), &about).clicked() {
                context.commands.push(Command::Setup(SetupCommand::Explain));
            }
        });
    });
    lessons(ui, context.commands);
    if let Some(before) = &tab.before {
        replaced(ui, &before.what, context.commands);
    }
    if let Some(folds) = &context.training.folds {
        ui.add(egui::Label::new(RichText::new(folds.told()).color(theme::palette(ui).quiet)).wrap());
    }
    if let Some(refusal) = &context.training.refusal {
        let words = format!("{} {refusal}", icons::WARNING_CIRCLE);
        ui.add(egui::Label::new(RichText::new(words).color(theme::palette(ui).wrong)).wrap());
    }
}

/// The menu of presets.
fn lessons(ui: &mut Ui, commands: &mut Vec<Command>) {
    let width = ui.available_width();
    let button = IconButton::new(icons::GRADUATION_CAP, "Settings for a lesson…").least_width(width);
    let anchor = ui.add(button).on_hover_text("Fill in the settings that show one thing well; can be undone");
    Popup::menu(&anchor).align(RectAlign::BOTTOM_START).gap(theme::space::XS).show(|ui| {
        ui.set_width(width.clamp(260.0, 400.0));
        let height = (ui.ctx().content_rect().height() * 0.7).max(160.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            // Room for the scroll bar.
            ui.set_max_width(ui.available_width() - theme::space::M);
            for preset in Preset::ALL {
                let title = preset.title();
                let words = IconButton::new(None, &title).look(Look::Quiet).least_width(ui.available_width());
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
fn replaced(ui: &mut Ui, what: &str, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let back = Command::Setup(SetupCommand::Back);
        let about = back.about();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let undo = IconButton::new(icons::ARROW_U_UP_LEFT, "Undo");
            let response = button::with_tooltip(ui.add(undo), &about);
            row::name(ui, &response, &about.label);
            if response.clicked() {
                commands.push(back);
            }
            let words = RichText::new(what).color(theme::palette(ui).quiet);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(egui::Label::new(words).truncate()));
        });
    });
}

/// The settings; what is changed counts from the next run on.
pub fn groups(ui: &mut Ui, tab: &mut SetupTab, context: &mut TabContext<'_>) {
    let settings = &mut *context.settings;
    let memory = &mut settings.train_panel;
    let explain = if memory.explains { Explain::Always } else { Explain::OnHover };
    let (shared, commands) = (context.shared, &mut *context.commands);
    if let Some(run) = context.training.live_run() {
        tab.live.choice(ui);
        if tab.live.shows == Shows::ThisRun {
            tab.live.show(ui, run, explain, shared, commands);
            return;
        }
    }
    let usual = Setup::defaults(settings.train.start_from);
    let can_find = context.training.can_find(FinderCommand::Start, shared);
    let mut desk = Desk { setup: &mut settings.train, usual, explain, can_find, shared, commands };
    basics::show(ui, &mut desk);
    ui.add_space(theme::space::S);
    ui.spacing_mut().item_spacing.y = theme::space::XS;
    for section in Section::ALL {
        ui.add(egui::Separator::default().spacing(1.0));
        let told = summary::of(section, desk.setup, shared);
        let is_changed = told != summary::of(section, &desk.usual, shared);
        section::show(ui, memory, section, &told, is_changed, |ui| {
            ui.spacing_mut().item_spacing.y = theme::space::S;
            contents(ui, section, tab, &mut desk);
        });
    }
}

fn contents(ui: &mut Ui, section: Section, tab: &mut SetupTab, desk: &mut Desk<'_>) {
    match section {
        Section::Trainable => images::trainable(ui, desk),
        Section::Data => images::data(ui, desk),
        Section::Pixels => images::pixels(ui, desk),
        Section::Augmentation => {
            variety::show(ui, desk);
            if let Some(data) = &desk.shared.data {
                tab.preview.show(ui, &data.train, &desk.setup.config.augmentation, desk.setup.config.seed);
            }
        }
        Section::Learning => learning::show(ui, desk),
        Section::Regularisation => steady::regularisation(ui, desk),
        Section::Teachers => teachers::show(ui, &mut tab.taught, desk),
        Section::EarlyStopping => steady::early_stopping(ui, desk),
        Section::Run => variety::run(ui, desk),
    }
}
