//! The drawing as files and on the clipboard. Knows which forms there are; `store` makes the bytes.

use crate::app::core::icons;
use crate::app::core::settings::canvas::{CanvasOptions, Paper};
use crate::app::core::window_request::WindowRequest;
use crate::ink::normalise::stages::{self, Omitted, Source};
use crate::ink::{InkDigit, Raster, Stroke, jsonl, svg};
use crate::store::drawings;

/// Largest picture that is put on the clipboard, in pixels along a side.
const MOST_ON_CLIPBOARD: u32 = 1024;

/// A form in which a drawing can be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A picture of pixels.
    Png,
    /// A drawing of curves.
    Svg,
    /// The strokes themselves.
    Ink,
    /// The picture the network sees.
    Network,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Png, Self::Svg, Self::Ink, Self::Network];

    /// What saving it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Png => "Save as a PNG picture…",
            Self::Svg => "Save as an SVG drawing…",
            Self::Ink => "Save as ink…",
            Self::Network => "Save what the network sees…",
        }
    }

    /// What it is good for, in one sentence.
    #[must_use]
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::Png => "Pixels, for documents and slides; size and paper as chosen here",
            Self::Svg => "Smooth curves that stay sharp at any size",
            Self::Ink => "The strokes with width, pressure and pace as a .jsonl file, which Digit Lab opens again",
            Self::Network => "The 28 × 28 pixels that the network reads, white on black, as a PNG picture",
        }
    }

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

    /// The ending of its files, without the dot.
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
    pub fn bytes(self, strokes: &[Stroke], options: &CanvasOptions, omitted: Omitted) -> Result<Vec<u8>, String> {
        match self {
            Self::Png => {
                drawings::png(strokes, options.export_side, backing(options.paper)).map_err(|fault| fault.to_string())
            }
            Self::Svg => Ok(svg::document(strokes, backing(options.paper)).into_bytes()),
            Self::Ink => Ok(ink_text(strokes).into_bytes()),
            Self::Network => drawings::png_of_image(&stages::input(&Source::of_strokes(strokes), omitted))
                .map_err(|fault| fault.to_string()),
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
