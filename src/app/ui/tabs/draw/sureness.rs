//! The panel where a person sets when an answer counts.

use egui::style::StyleModifier;
use egui::{Align, Layout, Popup, PopupCloseBehavior, RectAlign, RichText, Slider, Ui};

use crate::app::core::canvas::verdict::calibration;
use crate::app::core::icons;
use crate::app::core::settings::thresholds::ChosenThresholds;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{IconButton, Show};
use crate::app::ui::widgets::{card, slider};
use crate::text::format;
use crate::tr;

/// Largest share of real digits that one would refuse, in per cent.
const MOST_REFUSED: f32 = 10.0;
/// Width of the panel, in points.
const PANEL: f32 = 340.0;

/// The button that opens the panel, and the panel.
pub fn button(ui: &mut Ui, context: &mut ViewContext<'_>, show: Show) {
    let is_changed = context.settings.thresholds.is_any();
    let words = tr!("threshold");
    let button = IconButton::new(icons::GAUGE, &words).show(show).chosen(is_changed);
    let response = ui.add(button).on_hover_text(tr!("threshold.help"));
    let width = PANEL.min(ui.ctx().content_rect().width() - space::XXL);
    Popup::menu(&response)
        .align(RectAlign::TOP_START)
        .style(StyleModifier::default())
        // Sentences are not spread over the width as the entries of a menu are.
        .layout(Layout::top_down(Align::Min))
        .gap(space::XS)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(width);
            panel(ui, context);
        });
}

/// The settings in the panel.
pub fn panel(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let canvas = &context.core.canvas;
    let calibration = calibration(canvas.source, &context.core.shared, &context.core.training);
    let chosen = &mut context.settings.thresholds;
    let mut now = chosen.over(calibration.thresholds);
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.spacing_mut().slider_width = ui.available_width() - 80.0;

    title(ui, &tr!("threshold-refuse"));
    let mut percent = now.refuse_below * 100.0;
    let slider =
        Slider::new(&mut percent, 0.0..=MOST_REFUSED).step_by(0.05).fixed_decimals(2).suffix(tr!("percent-suffix"));
    let slider = slider::add(ui, slider);
    slider.widget_info(|| egui::WidgetInfo::slider(true, f64::from(percent), tr!("threshold-refuse.name")));
    if slider.changed() {
        chosen.refuse_below = Some(percent / 100.0);
        now.refuse_below = percent / 100.0;
    }
    let told = match (&calibration.score_distribution, now.refuse_below > 0.0) {
        (_, false) => tr!("threshold-refuse-none"),
        (None, true) => tr!("threshold-refuse-unmeasured"),
        (Some(_), true) => {
            tr!("threshold-refuse-measured", share = format::percent(f64::from(now.refuse_below)))
        }
    };
    card::caption(ui, &told);
    ui.add_space(space::S);

    title(ui, &tr!("threshold-unsure"));
    let mut percent = now.unsure_below * 100.0;
    let slider = Slider::new(&mut percent, 0.0..=100.0).step_by(1.0).fixed_decimals(0).suffix(tr!("percent-suffix"));
    let slider = slider::add(ui, slider);
    slider.widget_info(|| egui::WidgetInfo::slider(true, f64::from(percent), tr!("threshold-unsure.name")));
    if slider.changed() {
        chosen.unsure_below = Some(percent / 100.0);
    }
    card::caption(ui, &tr!("threshold-unsure.help"));
    ui.add_space(space::S);
    let words = tr!("threshold-own");
    let reset = IconButton::new(icons::ARROW_COUNTER_CLOCKWISE, &words);
    let own = calibration.thresholds;
    let refuse = format::percent(f64::from(own.refuse_below));
    let unsure = format::percent_to(f64::from(own.unsure_below), 0);
    let tooltip = tr!("threshold-own.help", refuse = refuse, unsure = unsure);
    if ui.add_enabled(chosen.is_any(), reset).on_hover_text(tooltip).clicked() {
        *chosen = ChosenThresholds::default();
    }
}

fn title(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).font(theme::strong_font(size::BODY)));
}
