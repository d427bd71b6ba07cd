//! A labelled set of 28×28 images, held as one block of bytes.

use super::image::{CLASSES, Image, PIXELS};

/// Labelled 28×28 images, 784 bytes each, back to back. Immutable; share it in an `Arc`.
#[derive(Clone, Debug)]
pub struct Dataset {
    name: String,
    pixels: Vec<u8>,
    labels: Vec<u8>,
}

/// Why bytes are not a data set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DatasetError {
    /// The pixel block is not 784 bytes for each label.
    #[error("{pixels} bytes of pixels do not make {labels} images of 784 bytes")]
    SizeMismatch {
        /// Bytes of pixels.
        pixels: usize,
        /// Number of labels.
        labels: usize,
    },
    /// A label is not a digit.
    #[error("label {label} of image {index} is not a digit from 0 to 9")]
    BadLabel {
        /// 0-based image index.
        index: usize,
        /// The offending label.
        label: u8,
    },
}

impl Dataset {
    /// Joins pixels (784 bytes an image) and labels (0 to 9).
    ///
    /// # Errors
    /// When the lengths do not fit each other or a label is not a digit.
    pub fn new(name: impl Into<String>, pixels: Vec<u8>, labels: Vec<u8>) -> Result<Self, DatasetError> {
        if labels.len().checked_mul(PIXELS) != Some(pixels.len()) {
            return Err(DatasetError::SizeMismatch { pixels: pixels.len(), labels: labels.len() });
        }
        if let Some((index, &label)) = labels.iter().enumerate().find(|&(_, &label)| usize::from(label) >= CLASSES) {
            return Err(DatasetError::BadLabel { index, label });
        }
        Ok(Self { name: name.into(), pixels, labels })
    }

    /// What people call it, such as "MNIST test".
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Number of images.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is no image.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The 784 pixels of image `index`.
    ///
    /// # Panics
    /// When `index` is not below [`len`](Self::len).
    #[must_use]
    pub fn pixels(&self, index: usize) -> &[u8; PIXELS] {
        let start = index * PIXELS;
        self.pixels[start..start + PIXELS].try_into().expect("a slice of 784 bytes is an array of 784 bytes")
    }

    /// A copy of image `index`; same panic as [`pixels`](Self::pixels).
    #[must_use]
    pub fn image(&self, index: usize) -> Image {
        Image(*self.pixels(index))
    }

    /// Label (0 to 9) of image `index`; same panic as [`pixels`](Self::pixels).
    #[must_use]
    pub fn label(&self, index: usize) -> u8 {
        self.labels[index]
    }

    /// All labels in order.
    #[must_use]
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    /// All pixels in order, 784 bytes an image.
    #[must_use]
    pub fn all_pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The first `count` images (all of them if there are fewer).
    #[must_use]
    pub fn take(&self, count: usize) -> Self {
        let count = count.min(self.len());
        Self {
            name: self.name.clone(),
            pixels: self.pixels[..count * PIXELS].to_vec(),
            labels: self.labels[..count].to_vec(),
        }
    }
}
