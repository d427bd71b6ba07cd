//! Han characters as they are needed: from the program's own font, and those that it lacks (in names of files, runs and
//! models) from a font of the system where there is one.
//!
//! egui asks a [`FontProvider`] for a font the first time that a character is to be drawn which no installed font has,
//! and remembers the answer. So nothing is unpacked, searched or read until such a character is on the screen.

use std::sync::{Arc, Mutex};

use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use egui::{FallbackRequest, FontData, FontProvider, FontTweak};
use skrifa::{FontRef, MetadataProvider as _};

use crate::export::han;
use crate::store::system_fonts::{HanFont, HanFonts};

/// Name of the program's own font, as egui knows it.
pub const NAME: &str = "han";
/// How far rows of Inter reach above and below the baseline, in parts of the font size.
const INTER_ROW: (f32, f32) = (0.968_75, -0.241_48);

/// Gives egui the fonts of Han characters.
#[derive(Debug)]
pub struct HanProvider(Mutex<HanFonts>);

impl HanProvider {
    /// With the program's own font first, and then these to choose from.
    #[must_use]
    pub fn new(fonts: HanFonts) -> Arc<Self> {
        Arc::new(Self(Mutex::new(fonts)))
    }
}

impl FontProvider for HanProvider {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let letter = request.cluster.chars().next().filter(|letter| may_be_ours(*letter))?;
        let (name, data) = own(letter).or_else(|| self.of_system(letter))?;
        let family = InsertFontFamily { family: request.family.clone(), priority: FontPriority::Lowest };
        Some(FontInsert::new(&name, data, vec![family]))
    }
}

/// The program's own font, if it has `letter`.
fn own(letter: char) -> Option<(String, FontData)> {
    let bytes = han::font()?;
    FontRef::new(bytes).ok()?.charmap().map(letter)?;
    Some((NAME.to_owned(), FontData::from_static(bytes)))
}

impl HanProvider {
    fn of_system(&self, letter: char) -> Option<(String, FontData)> {
        let font = self.0.lock().ok()?.drawing(letter)?;
        let name = format!("system:{}:{}", font.path.display(), font.index);
        let tweak = FontTweak { y_offset_factor: lift(&font), ..FontTweak::default() };
        Some((name, FontData::from_blob(font.bytes, font.index).tweak(tweak)))
    }
}

/// How far to move glyphs down for the baselines to agree, in parts of the font size: egui centres the rows of a font
/// that was found on those of the first font of the family, wherever its baseline is in them.
fn lift(font: &HanFont) -> f32 {
    let middle = |(above, below): (f32, f32)| f32::midpoint(above, below);
    middle(INTER_ROW) - middle((font.ascent, font.descent))
}

/// Whether a font for Chinese may have `letter`: Han characters, the letters and marks of the scripts beside them, and
/// the signs of GB 2312 that Inter lacks (such as numbers in circles and Cyrillic letters).
fn may_be_ours(letter: char) -> bool {
    matches!(letter,
        '\u{0400}'..='\u{045F}' // Cyrillic
        | '\u{1100}'..='\u{11FF}' // Hangul letters
        | '\u{2100}'..='\u{26FF}' // numerals, arrows, mathematics, frames, signs
        | '\u{2E80}'..='\u{A4CF}' // radicals, marks, kana, bopomofo, Han with extension A, Yi
        | '\u{AC00}'..='\u{D7AF}' // Hangul syllables
        | '\u{F900}'..='\u{FAFF}' // compatibility characters
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' // wide and narrow forms
        | '\u{20000}'..='\u{3FFFF}') // Han, extensions B and later
}

#[cfg(test)]
mod tests {
    use egui::FontFamily;

    use super::*;

    fn ask(fonts: &HanProvider, cluster: &str) -> Option<FontInsert> {
        fonts.font_for(&FallbackRequest { cluster, family: &FontFamily::Proportional })
    }

    #[test]
    fn the_programs_own_font_comes_first_and_one_of_the_system_draws_the_rest() {
        let folder = tempfile::tempdir().expect("there is room");
        // Inter under a borrowed name stands for a font that has what ours lacks.
        let inter = include_bytes!("../../../../assets/fonts/Inter-Regular.otf");
        std::fs::write(folder.path().join("simsun.ttc"), inter).expect("written");
        let fonts = HanProvider::new(HanFonts::in_folders(vec![folder.path().to_path_buf()]));
        assert_eq!(ask(&fonts, "训").expect("it is there").name, NAME);
        let insert = ask(&fonts, "ℓ").expect("it is there");
        assert!(insert.name.ends_with("simsun.ttc:0"), "{}", insert.name);
        assert!(insert.data.tweak.y_offset_factor.abs() < 1e-3, "{}", insert.data.tweak.y_offset_factor);
        assert!(ask(&fonts, "한").is_none(), "neither has Hangul");
        assert!(ask(&fonts, "a").is_none() && ask(&fonts, "").is_none());
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
    fn letters_of_distant_scripts_are_not_looked_for() {
        assert!("镕囧㐀𠀀々かハ한ー：㈱①ж".chars().all(may_be_ours));
        assert!(!"aéα😀عก".chars().any(may_be_ours));
    }
}
