//! The tokens as fonts and styles of egui.

use std::sync::Arc;

use egui::style::{HandleShape, WidgetVisuals};
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontTweak, Margin, Shadow, Stroke, Style, TextStyle,
    Theme, Visuals,
};

use super::{
    CARD_RADIUS, CONTROL_RADIUS, DARK, EASE_SECS, LIGHT, Palette, font, han, icons, semibold, size, space, strong_font,
};
use crate::export;
use crate::store::system_fonts::HanFonts;
use crate::text::{Language, fonts};

/// Installs fonts for words of `language`, and both themes.
pub fn install(ctx: &egui::Context, language: Language) {
    ctx.set_fonts(fonts(language));
    ctx.add_font_provider(han::HanProvider::new(HanFonts::of_system()));
    ctx.set_style_of(Theme::Light, style(&LIGHT, Visuals::light()));
    ctx.set_style_of(Theme::Dark, style(&DARK, Visuals::dark()));
    ctx.options_mut(|options| {
        options.fallback_theme = Theme::Light;
        // Text size is a setting of ours with commands of its own.
        options.zoom_with_keyboard = false;
    });
}

/// The program's fonts for words of `language`, in the order in which they are asked for a character.
///
/// The quotation marks “ ” ‘ ’, the dash —, the ellipsis … and the middle dot · are the same code points in both
/// languages, and as wide as a character in Chinese. Nothing else is in both Inter and the font for Chinese, which was
/// cut so; hence that font simply comes first when the words are Chinese. Letters and numerals are Inter's either way,
/// and so are the heights of rows: the two fonts agree about them.
///
/// When the words are not Chinese it is not in the list, so that it need not be unpacked; `theme::han` gives it to egui once
/// a Han character is to be drawn, which puts it last.
#[must_use]
pub fn fonts(language: Language) -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let mut add = |name: &str, bytes: &'static [u8], tweak: FontTweak| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes).tweak(tweak)));
    };
    add("inter", fonts::INTER, FontTweak::default());
    add("inter-semibold", fonts::INTER_SEMI_BOLD, FontTweak::default());
    let phosphor = include_bytes!("../../../../assets/fonts/Phosphor.ttf");
    add("icons", phosphor, FontTweak::default());
    // Among words, an icon is a little larger than a letter and sits a little lower.
    let among_words = FontTweak { scale: 1.15, y_offset_factor: 0.1, ..FontTweak::default() };
    add("icons-inline", phosphor, among_words);
    let chinese = if language == Language::Chinese { export::han::font() } else { None };
    if let Some(bytes) = chinese {
        add(han::NAME, bytes, FontTweak::default());
    }
    let mut list = |family: FontFamily, latin: &str| {
        let first = chinese.map(|_| han::NAME);
        let names = first.into_iter().chain([latin, "icons-inline"]).map(str::to_owned).collect();
        fonts.families.insert(family, names);
    };
    list(FontFamily::Proportional, "inter");
    list(FontFamily::Monospace, "inter");
    // Han has one weight here: semibold Latin letters and digits among it would look like another text.
    list(semibold(), if chinese.is_some() { "inter" } else { "inter-semibold" });
    // Icons keep the metrics of their own font, so nothing comes before it.
    fonts.families.insert(icons(), vec!["icons".to_owned(), "inter".to_owned()]);
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
    visuals.widgets.inactive = control(palette.well, palette.strong_line, palette.ink);
    visuals.widgets.hovered = control(palette.well_hovered, palette.quiet, palette.ink);
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

#[cfg(test)]
mod tests {
    use egui::FontId;
    use egui::epaint::text::{Fonts, TextOptions};

    use super::*;

    const MIXED: &str = "训练 conv5，批次 64：“验证”准确率 99.57%（12 s）……——";

    fn installed(language: Language) -> Fonts {
        let provider = han::HanProvider::new(HanFonts::in_folders(Vec::new()));
        Fonts::new(TextOptions::default(), fonts(language)).with_font_providers(vec![provider])
    }

    /// Widths of the characters of `text`, and the heights of their baselines in the row.
    fn laid_out(fonts: &mut Fonts, text: &str, font: FontId) -> (Vec<f32>, Vec<f32>) {
        let galley = fonts.with_pixels_per_point(1.0).layout_no_wrap(text.to_owned(), font, Color32::WHITE);
        let glyphs = &galley.rows[0].row.glyphs;
        let widths = glyphs.iter().map(|glyph| glyph.advance_width).collect();
        (widths, glyphs.iter().map(|glyph| glyph.pos.y).collect())
    }

    #[test]
    fn both_languages_have_every_character_of_each_other() {
        for language in Language::ALL.iter().copied() {
            let mut fonts = installed(language);
            for family in [FontFamily::Proportional, FontFamily::Monospace, semibold()] {
                let font = FontId::new(size::BODY, family);
                assert!(fonts.has_glyphs(&font, MIXED) && fonts.has_glyphs(&font, "αβ ×→≤ é ‰"));
            }
        }
    }

    #[test]
    fn every_character_of_a_message_can_be_drawn() {
        for language in Language::ALL.iter().copied() {
            let mut fonts = installed(language);
            let written = crate::text::FILES.iter().flat_map(|(_, texts)| texts[language as usize].chars());
            let written: std::collections::BTreeSet<char> = written.filter(|letter| !letter.is_whitespace()).collect();
            for font in [font(size::BODY), strong_font(size::BODY)] {
                let missing: String =
                    written.iter().filter(|letter| !fonts.has_glyphs(&font, &letter.to_string())).collect();
                assert_eq!(missing, "", "{language:?}");
            }
        }
    }

    #[test]
    fn shared_marks_are_wide_in_chinese_and_narrow_in_english_and_letters_are_inters() {
        let (mut english, mut chinese) = (installed(Language::English), installed(Language::Chinese));
        for mark in ["“", "”", "‘", "’", "…", "—", "·"] {
            let (narrow, _) = laid_out(&mut english, mark, font(20.0));
            let (wide, _) = laid_out(&mut chinese, mark, font(20.0));
            assert!(narrow[0] <= 20.0 && (wide[0] - 20.0).abs() < 0.01, "{mark}: {narrow:?} and {wide:?}");
        }
        let latin = "conv5 99.57% ×→≤";
        assert_eq!(laid_out(&mut english, latin, font(14.0)), laid_out(&mut chinese, latin, font(14.0)));
    }

    #[test]
    fn rows_are_as_tall_in_both_languages_and_stand_on_one_baseline() {
        let (mut english, mut chinese) = (installed(Language::English), installed(Language::Chinese));
        for size in [size::SMALL, size::BODY, size::TITLE, size::FIGURE, size::LARGE] {
            for font in [font(size), strong_font(size)] {
                for fonts in [&mut english, &mut chinese] {
                    let (_, baselines) = laid_out(fonts, MIXED, font.clone());
                    assert!(baselines.iter().all(|line| (line - baselines[0]).abs() < 0.01), "{size}: {baselines:?}");
                }
                let rows = [&mut english, &mut chinese].map(|fonts| fonts.with_pixels_per_point(1.0).row_height(&font));
                assert!((rows[0] - rows[1]).abs() <= 1.0 / 32.0, "{size}: {rows:?}");
            }
        }
    }
}
