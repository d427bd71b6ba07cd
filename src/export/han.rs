//! The program's own font of Chinese: the characters of GB 2312 and the marks that go with them, and no Latin.

use std::sync::LazyLock;

use crate::data::mnist;

static PACKED: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Regular-GB2312.otf.zst");

/// The font file (OpenType with CFF outlines), unpacked when it is first asked for; `None` only if the program file is
/// damaged.
#[must_use]
pub fn font() -> Option<&'static [u8]> {
    static FONT: LazyLock<Option<Vec<u8>>> = LazyLock::new(|| mnist::decompress(PACKED).ok());
    FONT.as_deref()
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use skrifa::instance::{LocationRef, Size};
    use skrifa::{FontRef, MetadataProvider as _};

    use super::*;

    const INTER: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");

    fn both() -> (FontRef<'static>, FontRef<'static>) {
        let han = FontRef::new(font().expect("it unpacks")).expect("it is a font");
        (han, FontRef::new(INTER).expect("it is a font"))
    }

    #[test]
    fn it_draws_chinese_and_leaves_latin_to_inter() {
        let (han, inter) = both();
        let han_letters = han.charmap();
        for letter in "训练卷积层，。、；：？！“”‘’（）《》【】…—～·￥％〇".chars() {
            assert!(han_letters.map(letter).is_some(), "{letter} is missing");
        }
        let shared: String = inter
            .charmap()
            .mappings()
            .filter_map(|(code, _)| char::from_u32(code))
            .filter(|letter| han_letters.map(*letter).is_some())
            .collect();
        assert_eq!(shared, "·—‘’“”…", "all else that Inter has is its own");
        let characters = han_letters.mappings().filter(|(code, _)| (0x4E00..0xA000).contains(code)).count();
        assert_eq!(characters, 6763);
    }

    #[test]
    fn its_rows_are_as_tall_as_inters_and_its_squares_are_square() {
        let (han, inter) = both();
        let metrics = |font: &FontRef<'static>| font.metrics(Size::new(1.0), LocationRef::default());
        let (ours, others) = (metrics(&han), metrics(&inter));
        assert!((ours.ascent - others.ascent).abs() < 1e-3 && (ours.descent - others.descent).abs() < 1e-3);
        let widths = han.glyph_metrics(Size::new(1.0), LocationRef::default());
        for letter in "训，“”—…·".chars() {
            let width = han.charmap().map(letter).and_then(|glyph| widths.advance_width(glyph));
            assert!(width.is_some_and(|width| (width - 1.0).abs() < 1e-3), "{letter}: {width:?}");
        }
    }

    #[test]
    fn it_is_unpacked_before_anybody_could_wait_for_it() {
        let begun = Instant::now();
        let size = mnist::decompress(PACKED).expect("it unpacks").len();
        let took = begun.elapsed();
        assert!(took.as_millis() < 500, "{size} bytes took {took:?}");
    }
}
