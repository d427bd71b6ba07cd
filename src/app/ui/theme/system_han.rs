//! Han characters that the program's own font lacks, in names of files, runs and models: drawn with a font of the
//! system where there is one.
//!
//! egui asks a [`FontProvider`] for a font the first time that a character is to be drawn which no installed font has,
//! and remembers the answer. So nothing is searched or read until such a character is on the screen.

use std::sync::{Arc, Mutex};

use eframe::egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use eframe::egui::{FallbackRequest, FontData, FontProvider, FontTweak};

use crate::store::system_fonts::{HanFont, HanFonts};

/// How far rows of Inter reach above and below the baseline, in parts of the font size.
const INTER_ROW: (f32, f32) = (0.968_75, -0.241_48);

/// Answers egui with a font of the system.
#[derive(Debug)]
pub struct SystemHan(Mutex<HanFonts>);

impl SystemHan {
    /// With these fonts to choose from.
    #[must_use]
    pub fn new(fonts: HanFonts) -> Self {
        Self(Mutex::new(fonts))
    }
}

impl FontProvider for SystemHan {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let letter = request.cluster.chars().next().filter(|letter| is_east_asian(*letter))?;
        let font = self.0.lock().ok()?.drawing(letter)?;
        let family = InsertFontFamily { family: request.family.clone(), priority: FontPriority::Lowest };
        let name = format!("system:{}:{}", font.path.display(), font.index);
        let tweak = FontTweak { y_offset_factor: lift(&font), ..FontTweak::default() };
        let data = FontData::from_blob(font.bytes, font.index).tweak(tweak);
        Some(FontInsert::new(&name, data, vec![family]))
    }
}

/// How far to move glyphs down for the baselines to agree, in parts of the font size: egui centres the rows of a font
/// that was found on those of the first font of the family, wherever its baseline is in them.
fn lift(font: &HanFont) -> f32 {
    let middle = |(above, below): (f32, f32)| (above + below) / 2.0;
    middle(INTER_ROW) - middle((font.ascent, font.descent))
}

/// Whether a font for Chinese may have `letter`: Han characters, and the letters and marks of the scripts beside them,
/// which such fonts mostly have too.
#[must_use]
pub fn is_east_asian(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{11FF}' // Hangul letters
        | '\u{2E80}'..='\u{A4CF}' // radicals, marks, kana, bopomofo, Han with extension A, Yi
        | '\u{AC00}'..='\u{D7AF}' // Hangul syllables
        | '\u{F900}'..='\u{FAFF}' // compatibility characters
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' // wide and narrow forms
        | '\u{20000}'..='\u{3FFFF}') // Han, extensions B and later
}

/// The same, ready to be given to egui, with the fonts of this system.
#[must_use]
pub fn of_system() -> Arc<SystemHan> {
    Arc::new(SystemHan::new(HanFonts::of_system()))
}

#[cfg(test)]
mod tests {
    use eframe::egui::FontFamily;

    use super::*;
    use crate::export::han;

    fn ask(fonts: &SystemHan, cluster: &str) -> Option<FontInsert> {
        fonts.font_for(&FallbackRequest { cluster, family: &FontFamily::Proportional })
    }

    #[test]
    fn a_font_of_the_system_is_given_for_han_and_for_nothing_else() {
        let folder = tempfile::tempdir().expect("there is room");
        std::fs::write(folder.path().join("simsun.ttc"), han::font().expect("it unpacks")).expect("written");
        let fonts = SystemHan::new(HanFonts::in_folders(vec![folder.path().to_path_buf()]));
        let insert = ask(&fonts, "训").expect("it is there");
        assert!(insert.name.ends_with("simsun.ttc:0"), "{}", insert.name);
        // It has Inter's rows, so nothing is to be moved.
        assert!(insert.data.tweak.y_offset_factor.abs() < 1e-3, "{}", insert.data.tweak.y_offset_factor);
        assert!(ask(&fonts, "한").is_none(), "the font has no Hangul");
        assert!(ask(&fonts, "ع").is_none());
        assert!(ask(&fonts, "").is_none());
    }

    #[test]
    fn a_font_with_taller_rows_is_moved_to_the_baseline_of_inter() {
        let noto = HanFont {
            path: "NotoSansCJK-Regular.ttc".into(),
            index: 2,
            bytes: Arc::default(),
            ascent: 1.16,
            descent: -0.288,
        };
        // Centred, its baseline is 1.16 - (1.448 - 1.21) / 2 below the top of the row; Inter's is 0.969 below.
        assert!((lift(&noto) + 0.072).abs() < 1e-3, "{}", lift(&noto));
    }

    #[test]
    fn only_letters_of_east_asia_are_looked_for() {
        assert!("镕囧㐀𠀀々かハ한ー：㈱".chars().all(is_east_asian));
        assert!(!"aé→αж😀عก".chars().any(is_east_asian));
    }
}
