//! The tokens as fonts and styles of egui.

use std::sync::Arc;

use egui::style::{HandleShape, WidgetVisuals};
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontTweak, Margin, Shadow, Stroke, Style, TextStyle,
    Theme, Visuals,
};

use super::{
    CARD_RADIUS, CONTROL_RADIUS, DARK, EASE_SECS, LIGHT, Palette, font, icons, semibold, size, space, strong_font,
};

/// Installs fonts and both themes.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(Theme::Light, style(&LIGHT, Visuals::light()));
    ctx.set_style_of(Theme::Dark, style(&DARK, Visuals::dark()));
    ctx.options_mut(|options| {
        options.fallback_theme = Theme::Light;
        // Text size is a setting of ours with commands of its own.
        options.zoom_with_keyboard = false;
    });
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let mut add = |name: &str, bytes: &'static [u8], tweak: FontTweak| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes).tweak(tweak)));
    };
    add("inter", include_bytes!("../../../../assets/fonts/Inter-Regular.otf"), FontTweak::default());
    add("inter-semibold", include_bytes!("../../../../assets/fonts/Inter-SemiBold.otf"), FontTweak::default());
    let phosphor = include_bytes!("../../../../assets/fonts/Phosphor.ttf");
    add("icons", phosphor, FontTweak::default());
    // Among words, an icon is a little larger than a letter and sits a little lower.
    let among_words = FontTweak { scale: 1.15, y_offset_factor: 0.1, ..FontTweak::default() };
    add("icons-inline", phosphor, among_words);
    let plain = vec!["inter".to_owned(), "icons-inline".to_owned()];
    fonts.families.insert(icons(), vec!["icons".to_owned(), "inter".to_owned()]);
    fonts.families.insert(FontFamily::Proportional, plain.clone());
    fonts.families.insert(FontFamily::Monospace, plain);
    fonts.families.insert(semibold(), vec!["inter-semibold".to_owned(), "icons-inline".to_owned()]);
    fonts
}

fn style(palette: &Palette, base: Visuals) -> Style {
    let mut style = Style { visuals: visuals(palette, base), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, font(size::SMALL)),
        (TextStyle::Body, font(size::BODY)),
        (TextStyle::Button, font(size::BODY)),
        (TextStyle::Monospace, font(size::BODY)),
        (TextStyle::Heading, strong_font(size::TITLE)),
    ]
    .into();
    style.animation_time = EASE_SECS;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.35;
    let spacing = &mut style.spacing;
    spacing.item_spacing = egui::vec2(space::S, space::S);
    spacing.button_padding = egui::vec2(space::M, 6.0);
    spacing.menu_margin = Margin::same(space::S as i8);
    spacing.window_margin = Margin::same(space::L as i8);
    spacing.interact_size = egui::vec2(40.0, 22.0);
    spacing.slider_width = 140.0;
    spacing.combo_width = 140.0;
    spacing.icon_width = 18.0;
    spacing.icon_width_inner = 10.0;
    spacing.tooltip_width = 320.0;
    style
}

fn visuals(palette: &Palette, base: Visuals) -> Visuals {
    let mut visuals = base;
    let control = |fill, edge, text| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, edge),
        corner_radius: CornerRadius::same(CONTROL_RADIUS),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = control(palette.card, palette.line, palette.ink);
    visuals.widgets.inactive = control(palette.well, palette.edge, palette.ink);
    visuals.widgets.hovered = control(palette.well_hovered, palette.strong_line, palette.ink);
    visuals.widgets.active = control(palette.well_hovered, palette.accent, palette.ink);
    visuals.widgets.open = control(palette.well_hovered, palette.strong_line, palette.ink);
    visuals.selection.bg_fill = palette.accent_well;
    visuals.selection.stroke = Stroke::new(1.0, palette.accent);
    visuals.weak_text_color = Some(palette.quiet);
    visuals.hyperlink_color = palette.accent;
    visuals.faint_bg_color = palette.well;
    visuals.extreme_bg_color = palette.card;
    visuals.text_edit_bg_color = Some(palette.card);
    visuals.code_bg_color = palette.well;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.wrong;
    visuals.panel_fill = palette.paper;
    visuals.window_fill = palette.card;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CornerRadius::same(CARD_RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(CARD_RADIUS);
    visuals.window_shadow = Shadow::NONE;
    visuals.popup_shadow = Shadow { offset: [0, 2], blur: 12, spread: 0, color: Color32::from_black_alpha(40) };
    visuals.text_cursor.stroke = Stroke::new(2.0, palette.accent);
    visuals.slider_trailing_fill = true;
    visuals.handle_shape = HandleShape::Circle;
    visuals.striped = false;
    visuals
}
