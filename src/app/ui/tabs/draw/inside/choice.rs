//! The choice of a digit from a menu.

use egui::{Popup, RectAlign, Role, Ui, WidgetInfo};

use crate::app::core::icons;
use crate::app::ui::theme::space;
use crate::app::ui::widgets::button::{Emphasis, IconButton};
use crate::data::{LabelSet, labels};
use crate::tr;

/// Most classes that are listed without scrolling.
const MOST: usize = 12;

/// A button with `words` whose menu offers `none` and the classes of `labels`; gives what was picked.
#[expect(clippy::option_option, reason = "what was picked may be no digit")]
pub fn class(ui: &mut Ui, labels: LabelSet, (words, none): (&str, &str), chosen: Option<u8>) -> Option<Option<u8>> {
    let shown = format!("{words}  {}", icons::CARET_DOWN);
    let anchor = ui.add(IconButton::new(None, &shown));
    anchor.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, words));
    let mut picked = None;
    Popup::menu(&anchor).align(RectAlign::BOTTOM_START).gap(space::XS).show(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.set_width(150.0);
        let width = ui.available_width();
        let mut row = |ui: &mut Ui, words: &str, digit: Option<u8>| {
            let row = IconButton::new(None, words).emphasis(Emphasis::Quiet).least_width(width).chosen(chosen == digit);
            if ui.add(row).clicked() {
                picked = Some(digit);
                ui.close();
            }
        };
        row(ui, none, None);
        let mut rows = |ui: &mut Ui| {
            for class in labels.classes() {
                let name = labels.name(class);
                row(ui, &tr!("explain-digit", kind = labels::kind(name), digit = name), Some(class));
            }
        };
        if labels.len() > MOST {
            egui::ScrollArea::vertical().max_height(list_height(ui)).show(ui, rows);
        } else {
            rows(ui);
        }
    });
    picked
}

/// Height of a list that opens, in points: long enough for the layers of most networks, and within the window.
pub fn list_height(ui: &Ui) -> f32 {
    (ui.ctx().content_rect().height() * 0.55).max(200.0)
}
