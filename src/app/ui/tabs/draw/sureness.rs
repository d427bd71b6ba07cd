//! The panel where a person sets when an answer counts.

use egui::style::StyleModifier;
use egui::{Align, Layout, Popup, PopupCloseBehavior, RectAlign, RichText, Slider, Ui};

use crate::app::core::canvas::verdict::calibration;
use crate::app::core::settings::thresholds::ChosenThresholds;
use crate::app::core::{format, icons};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{IconButton, Show};
use crate::app::ui::widgets::{card, focus};

/// Largest share of real digits that one would refuse, in per cent.
const MOST_REFUSED: f32 = 10.0;
/// Below this width, in points, the button that opens the panel has no words.
const CRAMPED: f32 = 400.0;
/// Width of the panel, in points.
const PANEL: f32 = 340.0;
/// The button that opens the panel, and the panel.
pub fn button(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let is_changed = context.settings.thresholds != ChosenThresholds::default();
    // Beside the switch there is no room for words in a narrow column.
    let show = if ui.available_width() < CRAMPED { Show::Icon } else { Show::Both };
    let button = IconButton::new(icons::GAUGE, "How sure?").show(show).chosen(is_changed);
    let response = ui.add(button).on_hover_text("Set when an answer is called unsure, and when it is no digit at all");
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

fn panel(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let canvas = &context.core.canvas;
    let calibration = calibration(canvas.source, &context.core.shared, &context.core.training);
    let chosen = &mut context.settings.thresholds;
    let mut now = chosen.over(calibration.thresholds);
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.spacing_mut().slider_width = ui.available_width() - 80.0;

    title(ui, "Refuse below");
    let mut percent = now.refuse_below * 100.0;
    let slider = Slider::new(&mut percent, 0.0..=MOST_REFUSED).step_by(0.05).fixed_decimals(2).suffix(" %");
    let slider = ui.add(slider);
    focus::ring(ui, &slider);
    slider.widget_info(|| egui::WidgetInfo::slider(true, f64::from(percent), "Refuse below, in per cent"));
    if slider.changed() {
        chosen.refuse_below = Some(percent / 100.0);
        now.refuse_below = percent / 100.0;
    }
    let told = match (&calibration.familiarity, now.refuse_below > 0.0) {
        (_, false) => "Everything counts as a digit, even a scribble".to_owned(),
        (None, true) => "A dot or several shapes are no digit; this model was never measured on more".to_owned(),
        (Some(_), true) => format!(
            "What looks less like a digit than all but {} of the digits it was measured on is no digit; about so many \
             of your real digits are refused too",
            format::percent(f64::from(now.refuse_below))
        ),
    };
    card::caption(ui, &told);
    ui.add_space(space::S);

    title(ui, "Unsure below");
    let mut percent = now.unsure_below * 100.0;
    let slider = ui.add(Slider::new(&mut percent, 0.0..=100.0).step_by(1.0).fixed_decimals(0).suffix(" %"));
    focus::ring(ui, &slider);
    slider.widget_info(|| egui::WidgetInfo::slider(true, f64::from(percent), "Unsure below, in per cent"));
    if slider.changed() {
        chosen.unsure_below = Some(percent / 100.0);
    }
    card::caption(ui, "An answer of less than this probability is called unsure, and a close second digit is named");
    ui.add_space(space::S);
    let is_changed = *chosen != ChosenThresholds::default();
    let reset = IconButton::new(icons::ARROW_COUNTER_CLOCKWISE, "Back to the model's own");
    let own = calibration.thresholds;
    let tooltip = format!(
        "Refuse below {}, unsure below {:.0} %, as the model's card has it",
        format::percent(f64::from(own.refuse_below)),
        own.unsure_below * 100.0
    );
    if ui.add_enabled(is_changed, reset).on_hover_text(tooltip).clicked() {
        *chosen = ChosenThresholds::default();
    }
}

fn title(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).font(theme::strong_font(size::BODY)));
}
