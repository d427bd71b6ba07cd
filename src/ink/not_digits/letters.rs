//! Letters and signs: the outlines of the program's own fonts, and block letters in strokes.

use rand_chacha::ChaCha8Rng;
use skrifa::FontRef;
use tiny_skia::Transform;

use super::{Line, Raster, between, dense, drawn_by_hand, one_of};
use crate::ink::outlines::{filled, outline};
use crate::text::fonts;

/// Letters that no digit looks like.
pub const LETTERS: &str = "ACEFHJKLMNPRTUVWXacdefhjkmnprtuvwx";
/// Letters that look like a digit: O o D Q and U's closed relatives like 0, I i l like 1, Z z like 2, S s like 5,
/// G b like 6, B like 8, g q like 9, Y y like an open 4.
pub const LOOKALIKES: &str = "BDGIOQSYZbgiloqsyz";
/// Signs that no digit looks like.
pub const SIGNS: &str = "#&@%€*=+<>~^";

/// Pixels of a letter's square.
const SIDE: f32 = 160.0;

/// Raster of the letter at `index`, counted around `letters`: printed in even rounds, in handwritten strokes in odd
/// ones if there is a stroke model of it.
pub fn raster(letters: &str, index: usize, rng: &mut ChaCha8Rng) -> Raster {
    let count = letters.chars().count();
    let letter = letters.chars().nth(index % count).unwrap_or('A');
    let strokes = in_strokes(letter).filter(|_| (index / count) % 2 == 1);
    match strokes {
        Some(strokes) => drawn_by_hand(&strokes, rng),
        None => printed(letter, rng),
    }
}

/// A letter of one of the fonts, slightly slanted and stretched; no pixels if the font lacks it.
fn printed(letter: char, rng: &mut ChaCha8Rng) -> Raster {
    let fonts = [fonts::INTER, fonts::INTER_SEMI_BOLD];
    let font = fonts[one_of(rng, fonts.len())];
    let (slant, stretch) = (between(rng, -0.2, 0.2), between(rng, 0.8, 1.2));
    let drawn = FontRef::new(font).ok().and_then(|font| outline(&font, letter, SIDE));
    let slanted = drawn.and_then(|path| path.transform(Transform::from_row(stretch, 0.0, -slant, 1.0, 0.0, 0.0)));
    slanted.as_ref().and_then(filled).unwrap_or_default()
}

/// Block letters of straight strokes, in a square of side 1.
fn in_strokes(letter: char) -> Option<Vec<Line>> {
    let strokes: &[&[(f32, f32)]] = match letter {
        'A' => &[&[(0.0, 1.0), (0.45, 0.0), (0.9, 1.0)], &[(0.2, 0.62), (0.7, 0.62)]],
        'E' => &[&[(0.7, 0.0), (0.0, 0.0), (0.0, 1.0), (0.7, 1.0)], &[(0.0, 0.5), (0.55, 0.5)]],
        'F' => &[&[(0.7, 0.0), (0.0, 0.0), (0.0, 1.0)], &[(0.0, 0.5), (0.55, 0.5)]],
        'H' => &[&[(0.0, 0.0), (0.0, 1.0)], &[(0.7, 0.0), (0.7, 1.0)], &[(0.0, 0.5), (0.7, 0.5)]],
        'K' => &[&[(0.0, 0.0), (0.0, 1.0)], &[(0.7, 0.0), (0.0, 0.55), (0.7, 1.0)]],
        'L' => &[&[(0.0, 0.0), (0.0, 1.0), (0.7, 1.0)]],
        'M' => &[&[(0.0, 1.0), (0.1, 0.0), (0.5, 0.7), (0.9, 0.0), (1.0, 1.0)]],
        'N' => &[&[(0.0, 1.0), (0.0, 0.0), (0.7, 1.0), (0.7, 0.0)]],
        'R' => &[&[(0.0, 1.0), (0.0, 0.0), (0.5, 0.05), (0.6, 0.25), (0.45, 0.5), (0.0, 0.52), (0.65, 1.0)]],
        'T' => &[&[(0.0, 0.0), (0.9, 0.0)], &[(0.45, 0.0), (0.45, 1.0)]],
        'V' => &[&[(0.0, 0.0), (0.4, 1.0), (0.8, 0.0)]],
        'W' => &[&[(0.0, 0.0), (0.25, 1.0), (0.5, 0.35), (0.75, 1.0), (1.0, 0.0)]],
        'X' => &[&[(0.0, 0.0), (0.8, 1.0)], &[(0.8, 0.0), (0.0, 1.0)]],
        'k' => &[&[(0.0, 0.0), (0.0, 1.0)], &[(0.5, 0.4), (0.0, 0.7), (0.55, 1.0)]],
        'm' => &[&[(0.0, 0.6), (0.0, 0.0), (0.3, 0.0), (0.4, 0.6), (0.4, 0.1), (0.7, 0.0), (0.8, 0.6)]],
        'n' => &[&[(0.0, 0.0), (0.0, 0.8), (0.05, 0.2), (0.4, 0.0), (0.6, 0.2), (0.6, 0.8)]],
        't' => &[&[(0.3, 0.0), (0.3, 0.9), (0.45, 1.0), (0.6, 0.9)], &[(0.0, 0.35), (0.6, 0.35)]],
        _ => return None,
    };
    Some(strokes.iter().map(|corners| dense(corners, 0.1)).collect())
}
