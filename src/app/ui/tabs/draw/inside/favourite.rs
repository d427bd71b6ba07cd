//! An input that pleases a map most, beside the images of the test set that do.

use egui::{Rect, RichText, Ui, UiBuilder};

use crate::app::core::command::Command;
use crate::app::core::effects::WorkKind;
use crate::app::core::explain::command::ExplainCommand;
use crate::app::core::icons;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::IconButton;
use crate::app::ui::widgets::pixels;
use crate::text::number;
use crate::tr;

/// Width of the column, in points.
const WIDTH: f32 = 124.0;

/// Draws it at the left of `room`; gives the room that is left.
pub fn ui(ui: &mut Ui, room: Rect, stage: &str, map: usize, context: &mut ViewContext<'_>) -> Rect {
    let (left, rest) = room.split_left_right_at_x(room.left() + WIDTH);
    ui.scope_builder(UiBuilder::new().max_rect(left), |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let stamp = context.core.inside.stamp();
        let words = tr!("favourite-find");
        if let Some(found) = context.core.explain.favourites.of(stamp, stage, map) {
            let (before, after) = (number(found.activation.0), number(found.activation.1));
            let told = tr!("favourite-told", before = before, after = after);
            pixels::ui(ui, &found.image, WIDTH - space::S, &told);
            let words = RichText::new(told).size(size::SMALL).color(theme::palette(ui).quiet);
            ui.add(egui::Label::new(words).wrap());
            return;
        }
        let is_idle = !context.core.shared.is_running(&WorkKind::Favourite);
        let button = ui.add_enabled(is_idle, IconButton::new(icons::SPARKLE, &words));
        if button.on_hover_text(tr!("favourite-find.help")).clicked() {
            let command = ExplainCommand::Maximise(stage.to_owned(), map);
            context.commands.push(Command::Explain(command));
        }
    });
    rest.with_min_x(rest.left() + space::M)
}
