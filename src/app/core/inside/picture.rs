//! The figure in the middle as a file for a worksheet.

use crate::export::plot::{Picture, to_png, to_svg};
use crate::msg;
use crate::text::{Message, Named};

/// Pixels of a PNG for each point of the window.
const SCALE: f32 = 2.0;

/// The form of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum PictureForm {
    /// Pixels.
    Png,
    /// Shapes and words.
    Svg,
}

impl PictureForm {
    /// Every form.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Ending of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }

    /// The bytes of its file.
    ///
    /// # Errors
    /// When the picture is too large for pixels.
    pub fn bytes(self, picture: &Picture) -> Result<Vec<u8>, Message> {
        match self {
            Self::Png => to_png(picture, SCALE).ok_or_else(|| msg!("inside-picture-too-large")),
            Self::Svg => Ok(to_svg(picture).into_bytes()),
        }
    }
}

impl Named for PictureForm {
    fn key(&self) -> &'static str {
        match self {
            Self::Png => "inside-save-png",
            Self::Svg => "inside-save-svg",
        }
    }
}
