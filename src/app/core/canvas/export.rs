//! The drawing as files and on the clipboard: which forms there are; `store` makes the bytes.

use crate::app::core::icons;
use crate::app::core::settings::canvas::{CanvasOptions, Paper};
use crate::app::core::window_request::WindowRequest;
use crate::ink::normalise::stages::{self, Omitted, Source};
use crate::ink::{InkDigit, Raster, Stroke, jsonl, svg};
use crate::store::drawings;
use crate::text::{Message, Named};

/// Largest picture that is put on the clipboard, in pixels along a side.
const MOST_ON_CLIPBOARD: u32 = 1024;

/// A form in which a drawing can be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum DrawingForm {
    /// A picture of pixels.
    Png,
    /// A drawing of curves.
    Svg,
    /// The strokes themselves.
    Ink,
    /// The picture the network sees.
    Network,
}

impl DrawingForm {
    /// Every form.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Png => icons::FILE_PNG,
            Self::Svg => icons::FILE_SVG,
            Self::Ink => icons::SCRIBBLE,
            Self::Network => icons::GRID_FOUR,
        }
    }

    /// The extension of its files, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png | Self::Network => "png",
            Self::Svg => "svg",
            Self::Ink => "jsonl",
        }
    }

    /// A name for a new file.
    #[must_use]
    pub fn file_name(self) -> String {
        let name = match self {
            Self::Png | Self::Svg | Self::Ink => "drawing",
            Self::Network => "drawing-28x28",
        };
        format!("{name}.{}", self.extension())
    }

    /// The contents of a file; what the network sees is without the steps in `omitted`.
    ///
    /// # Errors
    /// When the picture cannot be encoded.
    pub fn bytes(self, strokes: &[Stroke], options: &CanvasOptions, omitted: Omitted) -> Result<Vec<u8>, Message> {
        match self {
            Self::Png => drawings::png(strokes, options.export_side, backing(options.paper)),
            Self::Svg => Ok(svg::document(strokes, backing(options.paper)).into_bytes()),
            Self::Ink => Ok(ink_text(strokes).into_bytes()),
            Self::Network => drawings::png_of_image(&stages::input(&Source::of_strokes(strokes), omitted)),
        }
    }
}

impl Named for DrawingForm {
    /// Key of the command that saves the drawing in this form.
    fn key(&self) -> &'static str {
        match self {
            Self::Png => "save-drawing-png",
            Self::Svg => "save-drawing-svg",
            Self::Ink => "save-drawing-ink",
            Self::Network => "save-drawing-network",
        }
    }
}

fn backing(paper: Paper) -> svg::Backing {
    match paper {
        Paper::White => svg::Backing::White,
        Paper::Transparent => svg::Backing::Transparent,
    }
}

/// One line of an ink file, with its end.
#[must_use]
pub fn ink_text(strokes: &[Stroke]) -> String {
    let digit = InkDigit { label: None, writer: None, strokes: strokes.to_vec() };
    format!("{}\n", jsonl::to_json_line(&digit))
}

/// A picture of the drawing for the clipboard.
#[must_use]
pub fn picture_to_copy(strokes: &[Stroke], options: &CanvasOptions) -> WindowRequest {
    WindowRequest::CopyInk(Raster::of_canvas(strokes, options.export_side.min(MOST_ON_CLIPBOARD)))
}
