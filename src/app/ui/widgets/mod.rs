//! Widgets painted by hand. Each one sizes, allocates, interacts, paints, and tells AccessKit what it shows.

pub mod bars;
pub mod button;
pub mod card;
pub mod controls;
pub mod focus;
pub mod heat;
pub mod histogram;
pub mod ink;
pub mod matrix;
pub mod pixels;
pub mod plots;
pub mod progress;
pub mod reliability;
pub mod run_row;
pub mod scroll;
pub mod slider;
pub mod tabs;
pub mod thumbnails;
pub mod weights;
