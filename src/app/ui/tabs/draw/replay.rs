//! The drawing as it came about, and the bar that plays it. Reads the clock through egui alone.

use egui::{Role, Slider, Ui, WidgetInfo};

use crate::app::core::canvas::command::CanvasCommand;
use crate::app::core::canvas::replay::{Replay, Running};
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{IconButton, Look, Show};
use crate::app::ui::widgets::{button, focus};

/// How fast, in times the pace of the hand.
const SPEEDS: [f32; 4] = [0.25, 0.5, 1.0, 2.0];
/// Below this width, in points, the time is not written out.
const ROOM_FOR_TIME: f32 = 330.0;

/// The bar in place of the tools: play or pause, a scrubber, the speed, and the way back.
pub fn bar(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let Some(replay) = &context.core.canvas.replay else { return };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let (icon, words) = match replay.running() {
            Running::Playing => (icons::PAUSE, "Pause the replay"),
            Running::Paused => (icons::PLAY, "Play the replay"),
        };
        let about = CanvasCommand::PlayPause.about();
        let play = ui.add(IconButton::new(icon, words).show(Show::Icon).look(Look::Main));
        if button::with_tooltip(play, &about).clicked() {
            context.commands.push(Command::Canvas(CanvasCommand::PlayPause));
        }
        let shows_time = ui.available_width() >= ROOM_FOR_TIME;
        let duration = replay.duration();
        let around = 2.0 * theme::CONTROL_HEIGHT + 4.0 * space::S + if shows_time { 84.0 } else { 0.0 };
        ui.add_space(space::XS);
        ui.spacing_mut().slider_width = (ui.available_width() - around - 34.0).max(40.0);
        let mut secs = replay.secs();
        let scrubber = ui.add(Slider::new(&mut secs, 0.0..=duration.max(1e-3)).show_value(false));
        focus::ring(ui, &scrubber);
        scrubber.widget_info(|| WidgetInfo::slider(true, f64::from(secs), "Moment of the replay in seconds"));
        if scrubber.changed() {
            context.commands.push(Command::Canvas(CanvasCommand::GoTo(secs)));
        }
        scrubber.on_hover_text("Go to any moment of the drawing");
        if shows_time {
            let font = theme::font(size::BODY);
            let time = egui::RichText::new(format!("{:.1} of {duration:.1} s", replay.secs())).font(font);
            ui.add_sized([80.0, theme::CONTROL_HEIGHT], egui::Label::new(time).selectable(false));
        }
        speed(ui, replay, context);
        let close = ui.add(IconButton::new(icons::X, "Close the replay").show(Show::Icon));
        if close.on_hover_text("Back to the tools and the whole drawing").clicked() {
            context.commands.push(Command::Canvas(CanvasCommand::Replay));
        }
    });
}

/// One button that goes through the speeds.
fn speed(ui: &mut Ui, replay: &Replay, context: &mut ViewContext<'_>) {
    let words = format!("{}×", replay.speed);
    let response = ui.add(IconButton::new(None, &words).least_width(46.0));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Speed of the replay: {words}")));
    if response.on_hover_text("Slower or faster, in times the pace of the hand").clicked() {
        let place = SPEEDS.iter().position(|&speed| speed >= replay.speed).unwrap_or(0);
        let faster = SPEEDS[(place + 1) % SPEEDS.len()];
        context.commands.push(Command::Canvas(CanvasCommand::Speed(faster)));
    }
}
