//! Images and data sets as plain bytes, the forms in which they are published, and what is done to them before training: splits, class balance, random changes.

pub mod augment;
pub mod csv;
pub mod dataset;
mod elastic;
pub mod epoch_sampler;
pub mod format;
pub mod idx;
pub mod image;
pub mod labels;
pub mod layout;
pub mod mnist;
mod morphology;
pub mod noise;
pub mod npz;
mod pen;
pub mod rng;
pub mod split;
pub mod split_mix;
pub mod strata;
pub mod strength;
mod warp;

pub use augment::Augmentation;
pub use dataset::Dataset;
pub use epoch_sampler::{Classes, EpochSampler};
pub use image::{DIGITS, Image, PIXELS, SIDE};
pub use labels::{Label, LabelSet};
pub use layout::{PixelLayout, PixelOrder, Polarity};
pub use mnist::Mnist;
pub use split::Split;
