//! Strokes, undo, rasterising, finding digits, and the MNIST normaliser.
//!
//! Canvas coordinates: a square of side 1, x to the right, y downward; widths are shares of that side.

pub mod composed;
pub mod drawing;
pub mod example;
pub mod jsonl;
pub mod normalise;
pub mod not_digits;
pub mod outlines;
pub mod picture;
pub mod raster;
pub mod replay;
mod rows;
pub mod segment;
pub mod smoothing;
pub mod stroke;
pub mod svg;
pub mod synth;
pub mod transform;

pub use drawing::Drawing;
pub use jsonl::{InkDigit, InkError, InkFile};
pub use normalise::normalise;
pub use raster::Raster;
pub use rows::side_by_side;
pub use segment::{Bounds, Scene, SegmentedDigit};
pub use smoothing::Smoothing;
pub use stroke::{Point, Stroke, Trace, length_in_pen_widths};
pub use transform::Transform;

/// Pen width that gives MNIST's strokes, as a share of the longer side of the box around a digit's points.
pub const PEN_SHARE: f32 = 0.138;

/// Pen width that gives MNIST's strokes on a digit of ordinary size (two thirds of the canvas), as a share of the
/// canvas side.
pub const DEFAULT_PEN_WIDTH: f32 = 0.09;
