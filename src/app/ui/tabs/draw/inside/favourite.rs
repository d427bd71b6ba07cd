//! An input that pleases a map most, beside the images of the test set that do.

use egui::{Align, Layout, Rect, RichText, Ui, UiBuilder};

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

/// Side of the picture, in points.
const SIDE: f32 = 72.0;

/// Draws it in a row of its own at the top of `room`; gives the room that is left.
pub fn ui(ui: &mut Ui, room: Rect, stage: &str, map: usize, context: &mut ViewContext<'_>) -> Rect {
    let stamp = context.core.inside.stamp();
    let found = context.core.explain.favourites.of(stamp, stage, map);
    let height = if found.is_some() { SIDE } else { theme::CONTROL_HEIGHT };
    let (row, rest) = room.split_top_bottom_at_y(room.top() + height);
    let row = UiBuilder::new().max_rect(row).layout(Layout::left_to_right(Align::Center));
    let mut is_asked = false;
    ui.scope_builder(row, |ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        if let Some(found) = found {
            let told = tr!("favourite-told", before = number(found.activation.0), after = number(found.activation.1));
            pixels::ui(ui, &found.image, SIDE, &told);
            let words = RichText::new(told).size(size::SMALL).color(theme::palette(ui).quiet);
            ui.add(egui::Label::new(words).wrap());
            return;
        }
        let is_idle = !context.core.shared.is_running(&WorkKind::Favourite);
        let words = tr!("favourite-find");
        let button = ui.add_enabled(is_idle, IconButton::new(icons::SPARKLE, &words));
        is_asked = button.on_hover_text(tr!("favourite-find.help")).clicked();
    });
    if is_asked {
        let command = ExplainCommand::Maximise(stage.to_owned(), map);
        context.commands.push(Command::Explain(command));
    }
    rest.with_min_y(rest.top() + space::S)
}
