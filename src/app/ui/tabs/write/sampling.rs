//! How the next token is drawn: temperature, top-k, top-p, and the seed.

use egui::{DragValue, Slider, Ui};

use super::head::push;
use crate::app::core::settings::writing::HIGHEST_TEMPERATURE;
use crate::app::core::writing::command::WritingCommand;
use crate::app::core::writing::page::TOKENIZER;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::space;
use crate::app::ui::widgets::button::{IconButton, Show};
use crate::app::ui::widgets::{card, slider};
use crate::tr;

/// Draws the settings.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    card::show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.spacing_mut().slider_width = (ui.available_width() - 76.0).max(60.0);
        let settings = &mut context.settings.writing;
        card::caption(ui, &tr!("sampling-set-temperature"));
        let range = 0.0..=HIGHEST_TEMPERATURE;
        let temperature = Slider::new(&mut settings.temperature, range).step_by(0.05).fixed_decimals(2);
        named(slider::add(ui, temperature), &tr!("sampling-set-temperature"))
            .on_hover_text(tr!("sampling-set-temperature.help"));
        card::caption(ui, &tr!("sampling-set-top-p"));
        let top_p = Slider::new(&mut settings.top_p, 0.05..=1.0).step_by(0.01).fixed_decimals(2);
        named(slider::add(ui, top_p), &tr!("sampling-set-top-p")).on_hover_text(tr!("sampling-set-top-p.help"));
        card::caption(ui, &tr!("sampling-set-top-k"));
        let all = TOKENIZER.vocabulary();
        let mut most = settings.top_k.unwrap_or(all);
        let top_k = Slider::new(&mut most, 1..=all);
        if named(slider::add(ui, top_k), &tr!("sampling-set-top-k"))
            .on_hover_text(tr!("sampling-set-top-k.help"))
            .changed()
        {
            settings.top_k = Some(most).filter(|most| *most < all);
        }
        ui.horizontal(|ui| {
            let settings = &mut context.settings.writing;
            let words = tr!("sampling-set-greedy");
            let is_greedy = settings.temperature <= 0.0;
            let button = IconButton::new(None, &words).chosen(is_greedy);
            if ui.add(button).on_hover_text(tr!("sampling-set-greedy.help")).clicked() {
                settings.temperature = if is_greedy { 1.0 } else { 0.0 };
            }
            ui.label(tr!("sampling-set-seed"));
            named(ui.add(DragValue::new(&mut settings.seed)), &tr!("sampling-set-seed"))
                .on_hover_text(tr!("sampling-set-seed.help"));
            push(ui, WritingCommand::NewSeed, Show::Icon, context);
        });
    });
}

/// Tells AccessKit what a control is called.
fn named(response: egui::Response, name: &str) -> egui::Response {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Slider, true, name));
    response
}
