//! Images and data sets as plain bytes, and what is done to them before training: splits, class balance, random changes.

pub mod augment;
pub mod chance;
pub mod dataset;
pub mod draw;
mod elastic;
pub mod idx;
pub mod image;
pub mod mnist;
mod morphology;
pub mod noise;
mod pen;
pub mod rng;
pub mod split;
pub mod strata;
pub mod strength;
mod warp;

pub use augment::Augmentation;
pub use dataset::Dataset;
pub use draw::{Classes, Draw};
pub use image::{CLASSES, Image, PIXELS, SIDE};
pub use mnist::Mnist;
pub use split::Split;
