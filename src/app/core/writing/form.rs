//! Forms in which what is written is saved.

use crate::app::core::icons;
use crate::ink::svg::{self, Backing};
use crate::ink::{Stroke, side_by_side};
use crate::store::drawings;
use crate::text::{Message, Named};

/// Side of a picture, in pixels.
const PICTURE: u32 = 2048;

/// A form in which samples are written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum SheetForm {
    /// Curves.
    Svg,
    /// Pixels.
    Png,
}

impl SheetForm {
    /// Every form.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The extension of its files, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    /// Its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Svg => icons::FILE_SVG,
            Self::Png => icons::FILE_PNG,
        }
    }

    /// The contents of a file of `papers` in rows of `columns`.
    ///
    /// # Errors
    /// When the picture cannot be encoded.
    pub fn bytes(self, papers: &[Vec<Stroke>], columns: usize) -> Result<Vec<u8>, Message> {
        let all = side_by_side(papers, columns);
        match self {
            Self::Svg => Ok(svg::document(&all, Backing::White).into_bytes()),
            Self::Png => drawings::png(&all, PICTURE, Backing::White),
        }
    }
}

impl Named for SheetForm {
    fn key(&self) -> &'static str {
        match self {
            Self::Svg => "writing-export-svg",
            Self::Png => "writing-export-png",
        }
    }
}
