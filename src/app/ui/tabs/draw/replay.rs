//! The bar that plays the drawing once more, stroke by stroke.

use egui::{Role, Slider, Ui, WidgetInfo};

use crate::app::core::canvas::command::CanvasCommand;
use crate::app::core::canvas::replay::{Replay, Running};
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{Emphasis, IconButton, Show};
use crate::app::ui::widgets::{button, slider};
use crate::text::format;
use crate::tr;

/// How fast, in times the pace of the hand.
const SPEEDS: [f32; 4] = [0.25, 0.5, 1.0, 2.0];
/// Below this width, in points, the time is not written out.
const ROOM_FOR_TIME: f32 = 330.0;

/// The bar in place of the tools: play or pause, a scrubber, the speed, and a button that closes it.
pub fn bar(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let Some(replay) = &context.core.canvas.replay else { return };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let (icon, words) = match replay.running() {
            Running::Playing => (icons::PAUSE, tr!("replay-pause")),
            Running::Paused => (icons::PLAY, tr!("replay-play")),
        };
        let info = Command::Canvas(CanvasCommand::PlayPause).info();
        let play = ui.add(IconButton::new(icon, &words).show(Show::Icon).emphasis(Emphasis::Main));
        if button::with_tooltip(play, &info).clicked() {
            context.commands.push(Command::Canvas(CanvasCommand::PlayPause));
        }
        let shows_time = ui.available_width() >= ROOM_FOR_TIME;
        let duration = replay.duration();
        let around = 2.0 * theme::CONTROL_HEIGHT + 4.0 * space::S + if shows_time { 84.0 } else { 0.0 };
        ui.add_space(space::XS);
        ui.spacing_mut().slider_width = (ui.available_width() - around - 34.0).max(40.0);
        let mut secs = replay.secs();
        let scrubber = slider::add(ui, Slider::new(&mut secs, 0.0..=duration.max(1e-3)).show_value(false));
        scrubber.widget_info(|| WidgetInfo::slider(true, f64::from(secs), tr!("replay-moment")));
        if scrubber.changed() {
            context.commands.push(Command::Canvas(CanvasCommand::GoTo(secs)));
        }
        scrubber.on_hover_text(tr!("canvas-go-to.help"));
        if shows_time {
            let font = theme::font(size::BODY);
            let (now, all) = (format::decimal(replay.secs(), 1), format::decimal(duration, 1));
            let time = egui::RichText::new(tr!("replay-time", now = now, all = all)).font(font);
            ui.add_sized([80.0, theme::CONTROL_HEIGHT], egui::Label::new(time).selectable(false));
        }
        speed(ui, replay, context);
        let close = ui.add(IconButton::new(icons::X, &tr!("replay-close")).show(Show::Icon));
        if close.on_hover_text(tr!("replay-close.help")).clicked() {
            context.commands.push(Command::Canvas(CanvasCommand::Replay));
        }
    });
}

/// One button that goes through the speeds.
fn speed(ui: &mut Ui, replay: &Replay, context: &mut ViewContext<'_>) {
    let words = format!("{}×", format::rate(replay.speed.into()));
    let response = ui.add(IconButton::new(None, &words).least_width(46.0));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, tr!("replay-speed", times = &words)));
    if response.on_hover_text(tr!("canvas-speed.help")).clicked() {
        let place = SPEEDS.iter().position(|&speed| speed >= replay.speed).unwrap_or(0);
        let faster = SPEEDS[(place + 1) % SPEEDS.len()];
        context.commands.push(Command::Canvas(CanvasCommand::Speed(faster)));
    }
}
