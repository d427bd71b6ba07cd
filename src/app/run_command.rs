//! The one place where commands are carried out.

use eframe::egui::{Context, ViewportCommand};

use super::command::Command;
use super::files::Request;
use super::settings::TEXT_SIZES;
use super::state::State;
use super::tabs::Tab;
use super::tabs::draw::change_width;
use super::tabs::draw::commands::CanvasCommand;
use super::tabs::train::views::TrainView;
use super::theme;
use crate::train::DataSource;

/// One step of pen width, as a share of the canvas side.
const PEN_STEP: f32 = 0.01;

/// Does what `command` says, if it makes sense now.
pub fn run_command(ctx: &Context, state: &mut State, command: Command) {
    if !command.is_enabled(state) {
        return;
    }
    let State { settings, shared, training, own_digits, runs, evaluation, tabs, overlays } = state;
    match command {
        Command::Open(tab) => settings.tab = tab,
        Command::Use(tool) => {
            tabs.draw.lift();
            settings.canvas.tool = tool;
        }
        Command::Canvas(CanvasCommand::Export(form)) => state.ask(Request::SaveDrawing(form)),
        Command::Canvas(command) => {
            tabs.draw.run(command, settings, ctx);
            if let Some(done) = command.done() {
                shared.notices.done(done);
            }
        }
        Command::OwnDigits(command) => own_digits.run(command, settings, shared, &mut tabs.draw, &mut tabs.train.setup),
        Command::ThickerPen => change_width(settings, PEN_STEP),
        Command::ThinnerPen => change_width(settings, -PEN_STEP),
        Command::Undo => tabs.draw.undo(),
        Command::Redo => tabs.draw.redo(),
        Command::Clear => tabs.draw.clear(),
        Command::ToggleLiveReading => tabs.draw.source = tabs.draw.source.other(),
        Command::Ask(request) => state.ask(request),
        Command::UseMnist => shared.open_data(DataSource::default()),
        Command::OpenImagesAgain => shared.open_asked(),
        Command::UseModel(named) => shared.load_model(Some(named)),
        Command::Change(change) => training.change(change, shared),
        Command::Setup(command) => tabs.train.setup.run(command, settings, shared),
        Command::Train(command) => training.run(command, settings, shared),
        Command::FindRate(command) => {
            settings.tab = Tab::Train;
            settings.train_view = TrainView::Rates;
            training.find(command, &settings.train, shared);
        }
        Command::Watch(view) => {
            settings.tab = Tab::Train;
            settings.train_view = view;
        }
        Command::Runs(command) => runs.run(command, settings, shared, training),
        Command::Evaluate(command) => evaluation.run(command, shared),
        Command::UseTheme(choice) => settings.theme = choice,
        Command::LargerText => settings.text_size = neighbour(settings.text_size, 1),
        Command::SmallerText => settings.text_size = neighbour(settings.text_size, -1),
        Command::TextSize(size) => settings.text_size = size,
        Command::ToggleMotion => {
            settings.motion = settings.motion.other();
            theme::set_motion(ctx, settings.motion);
        }
        Command::ToggleFullScreen => {
            let is_full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!is_full));
        }
        Command::TogglePalette => overlays.toggle_palette(),
    }
}

/// The text size `steps` places further in the list.
fn neighbour(size: u32, steps: isize) -> u32 {
    let place = TEXT_SIZES.iter().position(|&listed| listed >= size).unwrap_or(TEXT_SIZES.len() - 1);
    let next = place.saturating_add_signed(steps).min(TEXT_SIZES.len() - 1);
    TEXT_SIZES[next]
}
