//! The Train tab where a method is trained that is no network: Start and progress, and below them what was trained.

use egui::{Align, Layout, RichText, Ui, vec2};

use super::setup::significant;
use super::transport::figure;
use crate::app::core::command::Command;
use crate::app::core::effects::WorkKind;
use crate::app::core::icons;
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::methods::{MethodCommand, TrainedMethod, is_in_use};
use crate::app::core::settings::inside::Stage;
use crate::app::core::settings::tab::Tab;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, space};
use crate::app::ui::widgets::button::{self, Emphasis, IconButton};
use crate::app::ui::widgets::{card, progress};
use crate::methods::{Method, MethodConfig};
use crate::text::{Named as _, format};
use crate::{msg, tr};

/// Height of the bar of progress, in points.
const BAR: f32 = 10.0;

/// Draws it.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    card::show(ui, |ui| work(ui, context));
    let count = context.core.methods.trained.len();
    if count == 0 {
        ui.add_space(space::XL);
        let words = RichText::new(tr!("method-none-trained")).color(theme::palette(ui).quiet);
        ui.vertical_centered(|ui| ui.add(egui::Label::new(words).wrap()));
        return;
    }
    ui.add_space(space::M);
    ui.label(RichText::new(tr!("method-trained-now")).font(theme::strong_font(theme::size::TITLE)));
    for place in 0..count {
        card::show(ui, |ui| trained(ui, place, context));
    }
}

/// What will happen, the buttons, and how far it is.
fn work(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let (core, palette) = (context.core, theme::palette(ui));
    let method = context.settings.methods.method;
    let share = core.shared.progress(&WorkKind::FitMethod);
    let words = match share {
        Some(_) => tr!("method-learning", method = method.name()),
        None => tr!("method-plan", method = method.name()),
    };
    ui.add(egui::Label::new(RichText::new(words).font(theme::strong_font(theme::size::TITLE))).wrap());
    ui.add(egui::Label::new(RichText::new(method.help()).color(palette.quiet)).wrap());
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        let all = [(MethodCommand::Start, tr!("transport-start")), (MethodCommand::Stop, tr!("transport-stop"))];
        for (command, title) in all {
            let command = Command::Method(command);
            let info = command.info();
            let look = if command == Command::Method(MethodCommand::Start) { Emphasis::Main } else { Emphasis::Plain };
            let shown = IconButton::new(info.icon, &title).emphasis(look).least_width(96.0);
            let response = ui.add_enabled(command.is_enabled(core), shown);
            if button::with_tooltip(response, &info).clicked() {
                context.commands.push(command);
            }
        }
    });
    ui.add_space(space::S);
    progress::bar(ui, share.unwrap_or(0.0), vec2(ui.available_width(), BAR));
    if let Some(fault) = &core.methods.fault {
        let words = format!("{} {fault}", icons::WARNING_CIRCLE);
        ui.add(egui::Label::new(RichText::new(words).color(palette.wrong)).wrap());
    }
}

/// One that was trained: what it is, how well it reads, and what can be done with it.
fn trained(ui: &mut Ui, place: usize, context: &mut ViewContext<'_>) {
    let core = context.core;
    let Some(one) = core.methods.trained.get(place) else { return };
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.label(RichText::new(one.model.card.method().title()).font(theme::strong_font(theme::size::BODY)));
            card::caption(ui, &settings(one));
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let card = &one.model.card;
            let share =
                |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| format::percent(share).to_string());
            figure(ui, &tr!("method-took"), &format::duration(card.seconds).to_string(), 92.0);
            figure(ui, &tr!("result-test"), &share(card.test_accuracy), 84.0);
            if ui.available_width() > 90.0 {
                figure(ui, &tr!("result-validation"), &share(card.validation_accuracy), 84.0);
            }
        });
    });
    ui.horizontal_wrapped(|ui| actions(ui, place, one, context));
}

fn actions(ui: &mut Ui, place: usize, one: &TrainedMethod, context: &mut ViewContext<'_>) {
    let core = context.core;
    let is_used = is_in_use(one, &core.shared);
    if is_used {
        ui.label(RichText::new(format!("{} {}", icons::CHECK, tr!("result-used"))).color(theme::palette(ui).quiet));
    } else {
        let use_it = Command::Method(MethodCommand::Use(place));
        let words = tr!("method-use");
        let button = IconButton::new(icons::CPU, &words);
        if ui.add_enabled(use_it.is_enabled(core), button).on_hover_text(tr!("method-use.help")).clicked() {
            context.commands.push(use_it);
        }
    }
    if let Some(path) = &one.saved {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        ui.label(RichText::new(tr!("method-saved-as", file = file)).color(theme::palette(ui).quiet));
    } else {
        let save = Command::Method(MethodCommand::Save(place));
        let look = if is_used { Emphasis::Main } else { Emphasis::Plain };
        let words = tr!("method-save");
        let button = IconButton::new(icons::FLOPPY_DISK, &words).emphasis(look);
        if ui.add_enabled(save.is_enabled(core), button).on_hover_text(tr!("method-save.help")).clicked() {
            context.commands.push(save);
        }
    }
    if is_used {
        let look = Command::Inside(InsideCommand::Toggle);
        let words = tr!("method-look");
        let button = IconButton::new(icons::SHARE_NETWORK, &words);
        if ui.add(button).on_hover_text(tr!("method-look.help")).clicked() {
            match context.settings.inside.stage {
                Stage::Closed => context.commands.push(look),
                Stage::Open => context.commands.push(Command::Open(Tab::Draw)),
            }
        }
    }
}

/// What it was trained with, in a few words.
fn settings(one: &TrainedMethod) -> String {
    let (card, config) = (&one.model.card, &one.model.card.config);
    let images = msg!("setup-count-images", images = card.train_images);
    let (cost, gamma) = (significant(config.kernel_cost.into()), significant(config.gamma.into()));
    let depth = match config.depth {
        limited if limited < *MethodConfig::DEPTH.end() => msg!("method-told-depth", depth = limited),
        _ => msg!("method-told-any-depth"),
    };
    let told = match config.method {
        Method::LeastSquares => msg!("method-told-plain", images = images),
        Method::Neighbours => msg!("method-told-k", k = config.neighbours, images = images),
        Method::LinearSvm => {
            msg!("method-told-cost", cost = significant(config.linear_cost.into()), images = images)
        }
        Method::KernelSvm => msg!("method-told-kernel", cost = cost, gamma = gamma, images = images),
        Method::Tree => msg!("method-told-tree", depth = depth, images = images),
        Method::Forest => msg!("method-told-forest", trees = config.trees, depth = depth, images = images),
    };
    told.to_string()
}
