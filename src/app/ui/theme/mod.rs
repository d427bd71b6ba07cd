//! How everything looks: every colour, size, spacing and font of the window. Nothing else may name a colour.
//!
//! The tokens are here; `install` brings them to egui.

mod han;
mod install;
pub mod scale;

use egui::{Color32, FontFamily, FontId, Visuals};

use crate::app::core::settings::look::Motion;

pub use install::{fonts, install};

/// Distances in points, from hairline gaps to the space between groups.
pub mod space {
    /// Between things that belong together.
    pub const XS: f32 = 4.0;
    /// Between neighbours.
    pub const S: f32 = 8.0;
    /// Inside cards, between rows.
    pub const M: f32 = 12.0;
    /// Between groups; the margin of a tab.
    pub const L: f32 = 16.0;
    /// Between sections.
    pub const XL: f32 = 24.0;
    /// Around empty states.
    pub const XXL: f32 = 32.0;
}

/// Corner radius of buttons and fields.
pub const CONTROL_RADIUS: u8 = 6;
/// Corner radius of cards and windows.
pub const CARD_RADIUS: u8 = 10;
/// Least height of a control, in points.
pub const CONTROL_HEIGHT: f32 = 30.0;
/// How long things take to move, in seconds.
pub const EASE_SECS: f32 = 0.1;

/// The type scale, in points.
pub mod size {
    /// Captions and axis labels.
    pub const SMALL: f32 = 12.0;
    /// Running text and controls.
    pub const BODY: f32 = 14.0;
    /// Titles of cards.
    pub const TITLE: f32 = 18.0;
    /// Figures and headings of a tab.
    pub const FIGURE: f32 = 24.0;
    /// Large figures.
    pub const LARGE: f32 = 40.0;
    /// The digit that was read.
    pub const DIGIT: f32 = 128.0;
}

/// The colours of one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Background of the window.
    pub paper: Color32,
    /// Background of cards, menus and fields.
    pub card: Color32,
    /// Background of a button, field or slider at rest, and of the empty part of a bar.
    pub well: Color32,
    /// Background of a control under the pointer.
    pub well_hovered: Color32,
    /// Hairlines between parts that spacing already sets apart.
    pub line: Color32,
    /// Borders of buttons at rest, which are known by their words.
    pub edge: Color32,
    /// Lines and borders that mean something: the end of a bar's track, the square that is read, an empty box to tick, a
    /// control under the pointer.
    pub strong_line: Color32,
    /// Text, and the ink on the canvas.
    pub ink: Color32,
    /// Text of less weight.
    pub quiet: Color32,
    /// The one accent: what is chosen, what to press.
    pub accent: Color32,
    /// Background behind accented text.
    pub accent_well: Color32,
    /// Text on the accent colour.
    pub on_accent: Color32,
    /// What is right.
    pub right: Color32,
    /// What is wrong.
    pub wrong: Color32,
    /// What needs care.
    pub warning: Color32,
}

impl Palette {
    /// The way of a slider that lies before its handle; text that is selected in the slider's number lies on it too.
    #[must_use]
    pub fn filled_rail(&self) -> Color32 {
        blend(self.card, self.accent, 0.7)
    }
}

/// Light: ink on paper.
pub const LIGHT: Palette = Palette {
    paper: Color32::from_rgb(0xFA, 0xFA, 0xF7),
    card: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    well: Color32::from_rgb(0xF0, 0xF0, 0xEB),
    well_hovered: Color32::from_rgb(0xE7, 0xE7, 0xE0),
    line: Color32::from_rgb(0xE3, 0xE3, 0xDC),
    edge: Color32::from_rgb(0xC6, 0xC7, 0xC0),
    strong_line: Color32::from_rgb(0x7E, 0x83, 0x8B),
    ink: Color32::from_rgb(0x1B, 0x1F, 0x24),
    quiet: Color32::from_rgb(0x5B, 0x62, 0x6B),
    accent: Color32::from_rgb(0x2F, 0x5F, 0xD0),
    accent_well: Color32::from_rgb(0xE6, 0xEC, 0xFA),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    right: Color32::from_rgb(0x08, 0x75, 0x69),
    wrong: Color32::from_rgb(0xB8, 0x3E, 0x17),
    warning: Color32::from_rgb(0x8A, 0x5A, 0x00),
};

/// Dark: chalk on slate.
pub const DARK: Palette = Palette {
    paper: Color32::from_rgb(0x14, 0x17, 0x1B),
    card: Color32::from_rgb(0x1C, 0x20, 0x26),
    well: Color32::from_rgb(0x26, 0x2B, 0x32),
    well_hovered: Color32::from_rgb(0x30, 0x36, 0x3F),
    line: Color32::from_rgb(0x2C, 0x32, 0x3A),
    edge: Color32::from_rgb(0x46, 0x4E, 0x59),
    strong_line: Color32::from_rgb(0x76, 0x80, 0x8D),
    ink: Color32::from_rgb(0xE8, 0xEA, 0xED),
    quiet: Color32::from_rgb(0x9A, 0xA3, 0xAE),
    accent: Color32::from_rgb(0x8F, 0xB0, 0xFF),
    accent_well: Color32::from_rgb(0x25, 0x32, 0x4D),
    on_accent: Color32::from_rgb(0x0E, 0x17, 0x2C),
    right: Color32::from_rgb(0x4C, 0xC9, 0xB0),
    wrong: Color32::from_rgb(0xFF, 0x8A, 0x5C),
    warning: Color32::from_rgb(0xE5, 0xB4, 0x55),
};

/// The colours in use where `visuals` are.
#[must_use]
pub fn of(visuals: &Visuals) -> &'static Palette {
    if visuals.dark_mode { &DARK } else { &LIGHT }
}

/// The colours in use in `ui`.
#[must_use]
pub fn palette(ui: &egui::Ui) -> &'static Palette {
    of(ui.visuals())
}

/// One colour a digit, for points and lines of categories; after Okabe and Ito, extended, and legible on `palette`.
#[must_use]
pub fn digit_colour(visuals: &Visuals, digit: u8) -> Color32 {
    const ON_LIGHT: [[u8; 3]; 10] = [
        [0x33, 0x33, 0x33],
        [0xC2, 0x7C, 0x00],
        [0x1F, 0x86, 0xC4],
        [0x00, 0x7D, 0x5C],
        [0x9A, 0x8A, 0x00],
        [0x00, 0x4E, 0x8A],
        [0xC0, 0x4E, 0x00],
        [0xB0, 0x4F, 0x86],
        [0x6A, 0x3D, 0x9A],
        [0x7A, 0x4B, 0x2A],
    ];
    const ON_DARK: [[u8; 3]; 10] = [
        [0xD8, 0xD8, 0xD8],
        [0xE6, 0x9F, 0x00],
        [0x56, 0xB4, 0xE9],
        [0x2F, 0xBF, 0x94],
        [0xF0, 0xE4, 0x42],
        [0x5C, 0x9D, 0xE0],
        [0xF0, 0x7B, 0x33],
        [0xE0, 0x8F, 0xBB],
        [0xB4, 0x92, 0xE0],
        [0xC4, 0x95, 0x6E],
    ];
    let table = if visuals.dark_mode { ON_DARK } else { ON_LIGHT };
    let [r, g, b] = table[usize::from(digit) % table.len()];
    Color32::from_rgb(r, g, b)
}

/// The two ends of a scale around nothing, above and below it; the card's colour is in the middle. Blue and orange, which
/// colour-blind viewers can tell.
#[must_use]
pub fn signed(visuals: &Visuals) -> (Color32, Color32) {
    if visuals.dark_mode {
        (Color32::from_rgb(0x6C, 0xB4, 0xFF), Color32::from_rgb(0xFF, 0x9A, 0x4D))
    } else {
        (Color32::from_rgb(0x0B, 0x4F, 0xA8), Color32::from_rgb(0xC2, 0x55, 0x00))
    }
}

/// The colour of an image's pixel, from 0 (paper, black) to 255 (ink, white): the same in both themes, so that an image
/// looks wherever it is shown as the network gets it.
#[must_use]
pub fn pixel(value: u8) -> Color32 {
    Color32::from_gray(value)
}

/// On pictures, which are dark in both themes: what speaks for something or was added, and what speaks against it or was
/// taken away. Also in grey the first is the lighter one.
pub const ON_PICTURES: (Color32, Color32) = (Color32::from_rgb(0x7C, 0xC4, 0xFF), Color32::from_rgb(0xF0, 0x6A, 0x1C));

/// The colour of a pixel with this much ink under a heat map, whose value there is `share`, from −1 (against) to 1 (for).
#[must_use]
pub fn heat(ink: u8, share: f32) -> Color32 {
    let (for_it, against_it) = ON_PICTURES;
    let ink = f32::from(ink) / 255.0;
    let under = Color32::from_gray((ink * 150.0) as u8);
    let share = if share.is_finite() { share.clamp(-1.0, 1.0) } else { 0.0 };
    // The drawing shines through, and small values stay visible.
    let over = blend(Color32::BLACK, if share < 0.0 { against_it } else { for_it }, 0.5 + 0.5 * ink);
    blend(under, over, share.abs().powf(0.75))
}

/// Between `from` and `to`, `share` in [0, 1] of the way.
#[must_use]
pub fn blend(from: Color32, to: Color32, share: f32) -> Color32 {
    from.lerp_to_gamma(to, share.clamp(0.0, 1.0))
}

/// The semibold family.
#[must_use]
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// The family of icons, with metrics of its own so that an icon is centred where it is put.
#[must_use]
pub fn icons() -> FontFamily {
    FontFamily::Name("icons".into())
}

/// An icon of `size` points across.
#[must_use]
pub fn icon_font(size: f32) -> FontId {
    FontId::new(size, icons())
}

/// Text of `size` points (see [`size`]).
#[must_use]
pub fn font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Semibold text of `size` points (see [`size`]).
#[must_use]
pub fn strong_font(size: f32) -> FontId {
    FontId::new(size, semibold())
}

/// Lets things move to where they go, or be there at once.
pub fn set_motion(ctx: &egui::Context, motion: Motion) {
    let secs = match motion {
        Motion::Full => EASE_SECS,
        Motion::Reduced => 0.0,
    };
    ctx.all_styles_mut(|style| style.animation_time = secs);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast of two opaque colours, 1 to 21, as WCAG 2.2 defines it.
    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |colour: Color32| {
            let linear = |byte: u8| {
                let value = f32::from(byte) / 255.0;
                if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_on_every_background_of_both_themes() {
        for palette in [LIGHT, DARK] {
            let texts = [palette.ink, palette.quiet, palette.accent, palette.right, palette.wrong, palette.warning];
            for text in texts {
                for background in [palette.paper, palette.card, palette.well] {
                    let found = contrast(text, background);
                    assert!(found >= 4.5, "{text:?} on {background:?}: {found:.2}");
                }
            }
            for (text, background) in [
                (palette.on_accent, palette.accent),
                (palette.accent, palette.accent_well),
                (palette.ink, palette.accent_well),
                (palette.ink, palette.well_hovered),
            ] {
                assert!(contrast(text, background) >= 4.5, "{text:?} on {background:?}");
            }
        }
    }

    #[test]
    fn what_means_something_stands_out_from_every_background_of_both_themes() {
        for palette in [LIGHT, DARK] {
            // What is not text, by WCAG 2.2: 3 : 1.
            let signs = [
                ("strong_line", palette.strong_line),
                ("ink", palette.ink),
                ("quiet", palette.quiet),
                ("accent", palette.accent),
                ("right", palette.right),
                ("wrong", palette.wrong),
                ("warning", palette.warning),
            ];
            let backgrounds = [
                ("paper", palette.paper),
                ("card", palette.card),
                ("well", palette.well),
                ("well_hovered", palette.well_hovered),
                ("accent_well", palette.accent_well),
            ];
            for (sign, colour) in signs {
                for (background, behind) in backgrounds {
                    let found = contrast(colour, behind);
                    assert!(found >= 3.0, "{sign} on {background}: {found:.2}");
                }
            }
            let rail = palette.filled_rail();
            for other in [palette.card, palette.paper, palette.ink] {
                assert!(contrast(rail, other) >= 3.0, "{rail:?} beside {other:?}: {:.2}", contrast(rail, other));
            }
        }
    }

    #[test]
    fn both_ends_of_a_signed_scale_stand_out_from_its_middle() {
        for (visuals, palette) in [(Visuals::light(), LIGHT), (Visuals::dark(), DARK)] {
            let (above, below) = signed(&visuals);
            for end in [above, below] {
                assert!(contrast(end, palette.card) >= 3.0, "{end:?}");
            }
        }
    }

    #[test]
    fn contrast_agrees_with_published_values() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-3);
        // #767676 on white is the well-known grey of 4.54 : 1.
        assert!((contrast(Color32::from_gray(0x76), Color32::WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn digits_have_ten_colours_that_stand_out_from_the_paper() {
        for (visuals, palette) in [(Visuals::light(), LIGHT), (Visuals::dark(), DARK)] {
            let colours: std::collections::BTreeSet<_> =
                (0..10).map(|digit| digit_colour(&visuals, digit).to_array()).collect();
            assert_eq!(colours.len(), 10);
            for digit in 0..10 {
                let found = contrast(digit_colour(&visuals, digit), palette.card);
                assert!(found >= 3.0, "digit {digit}: {found:.2}");
            }
        }
    }
}
