//! A labelled set of 28×28 images, held as one block of bytes.

use super::image::{DIGITS, Image, PIXELS};
use std::borrow::Cow;

use super::labels::{self, LabelSet};
use crate::msg;
use crate::text::{Message, ToMessage};

/// The highest label where the digits are the classes.
pub const HIGHEST_DIGIT: u8 = DIGITS as u8 - 1;

/// Labelled 28×28 images, 784 bytes each, back to back. Immutable; share it in an `Arc`.
#[derive(Clone, Debug)]
pub struct Dataset {
    name: String,
    pixels: Vec<u8>,
    labels: Vec<u8>,
    /// What the labels are called.
    names: LabelSet,
    /// Images of each data set it was joined from, in order; one number if it was not.
    parts: Vec<usize>,
}

/// Why bytes are not a data set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DatasetError {
    /// The pixel block is not 784 bytes for each label.
    SizeMismatch {
        /// Bytes of pixels.
        pixels: usize,
        /// Number of labels.
        labels: usize,
    },
    /// A label is not the number of a class.
    BadLabel {
        /// 0-based image index.
        index: usize,
        /// The offending label.
        label: u8,
        /// The classes there are.
        names: LabelSet,
    },
    /// Labels that another set of classes does not have.
    NotAmong {
        /// The names it lacks.
        lacking: Vec<&'static str>,
        /// The classes it has.
        names: LabelSet,
    },
}

impl ToMessage for DatasetError {
    fn to_message(&self) -> Message {
        match self {
            Self::SizeMismatch { pixels, labels } => {
                msg!("dataset-wrong-size", pixels = pixels.to_string(), labels = labels.to_string())
            }
            Self::BadLabel { index, label, names } => label_above(*index, label, names.len() as u8 - 1),
            Self::NotAmong { lacking, names } => {
                msg!("dataset-not-among", lacking = labels::listed(lacking), names = names.listed())
            }
        }
    }
}

crate::display_as_message!(DatasetError);

/// That the label of an image, numbered from 0, is above `most`, the highest there can be.
pub(super) fn label_above(index: usize, label: &impl ToString, most: u8) -> Message {
    let (label, index) = (label.to_string(), index.to_string());
    if most == HIGHEST_DIGIT {
        msg!("idx-bad-label", label = label, index = index)
    } else {
        msg!("idx-nameless-label", label = label, index = index, most = most.to_string())
    }
}

impl Dataset {
    /// Joins pixels (784 bytes an image) and labels (0 to 9).
    ///
    /// # Errors
    /// When the lengths do not fit each other or a label is not a digit.
    pub fn new(name: impl Into<String>, pixels: Vec<u8>, labels: Vec<u8>) -> Result<Self, DatasetError> {
        Self::labelled(name, pixels, labels, LabelSet::DIGITS)
    }

    /// Joins pixels (784 bytes an image) and labels, which are numbers of the classes of `names`.
    ///
    /// # Errors
    /// When the lengths do not fit each other or a label has no name.
    pub fn labelled(
        name: impl Into<String>,
        pixels: Vec<u8>,
        labels: Vec<u8>,
        names: LabelSet,
    ) -> Result<Self, DatasetError> {
        if labels.len().checked_mul(PIXELS) != Some(pixels.len()) {
            return Err(DatasetError::SizeMismatch { pixels: pixels.len(), labels: labels.len() });
        }
        if let Some((index, &label)) = labels.iter().enumerate().find(|&(_, &label)| usize::from(label) >= names.len())
        {
            return Err(DatasetError::BadLabel { index, label, names });
        }
        let parts = vec![labels.len()];
        Ok(Self { name: name.into(), pixels, labels, names, parts })
    }

    /// All images of several data sets with the same classes, one after the other; the classes of the first count. It
    /// remembers where each begins: see [`part_of`](Self::part_of).
    #[must_use]
    pub fn joined(name: impl Into<String>, sets: &[&Self]) -> Self {
        Self {
            name: name.into(),
            pixels: sets.iter().flat_map(|set| &set.pixels).copied().collect(),
            labels: sets.iter().flat_map(|set| &set.labels).copied().collect(),
            names: sets.first().map(|set| set.names).unwrap_or_default(),
            parts: sets.iter().map(|set| set.len()).collect(),
        }
    }

    /// All images of two data sets that have the same parts, each part's images side by side; the first one's parts
    /// count if they have not.
    #[must_use]
    pub fn pooled(name: impl Into<String>, first: &Self, second: &Self) -> Self {
        let part = |set: &Self, at: usize| {
            let start: usize = set.parts.iter().take(at).sum();
            let count = set.parts.get(at).copied().unwrap_or(0);
            let is_last = at + 1 == first.parts.len();
            let end = if is_last { set.len() } else { start + count };
            set.subset(&(start.min(end) as u32..end as u32).collect::<Vec<_>>())
        };
        let parts: Vec<Self> =
            (0..first.parts.len()).map(|at| Self::joined("", &[&part(first, at), &part(second, at)])).collect();
        Self::joined(name, &parts.iter().collect::<Vec<_>>())
    }

    /// Images of each data set this one was joined from, in order.
    #[must_use]
    pub fn parts(&self) -> &[usize] {
        &self.parts
    }

    /// Which of [`parts`](Self::parts) image `index` is from; the last one for an index beyond the end.
    #[must_use]
    pub fn part_of(&self, index: usize) -> usize {
        let ends = self.parts.iter().scan(0, |end, count| {
            *end += count;
            Some(*end)
        });
        ends.take_while(|&end| end <= index).count().min(self.parts.len().saturating_sub(1))
    }

    /// The images at `indices`, in that order, as one part.
    ///
    /// # Panics
    /// When an index is not below [`len`](Self::len).
    #[must_use]
    pub fn subset(&self, indices: &[u32]) -> Self {
        Self {
            name: self.name.clone(),
            pixels: indices.iter().flat_map(|&index| *self.pixels(index as usize)).collect(),
            labels: indices.iter().map(|&index| self.label(index as usize)).collect(),
            names: self.names,
            parts: vec![indices.len()],
        }
    }

    /// The same under another name.
    #[must_use]
    pub fn called(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
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

    /// What the classes are called.
    #[must_use]
    pub fn names(&self) -> LabelSet {
        self.names
    }

    /// What image `index` shows, by name; same panic as [`pixels`](Self::pixels).
    #[must_use]
    pub fn label_name(&self, index: usize) -> &'static str {
        self.names.name(self.label(index))
    }

    /// The labels as numbers of the classes of `names`.
    ///
    /// # Errors
    /// When images show something that is not among these.
    pub fn labels_as(&self, names: LabelSet) -> Result<Cow<'_, [u8]>, DatasetError> {
        if names.begins_with(self.names) {
            return Ok(Cow::Borrowed(&self.labels));
        }
        let classes: Vec<Option<u8>> = self.names.names().iter().map(|name| names.class(name)).collect();
        let of = |label: &u8| classes.get(usize::from(*label)).copied().flatten();
        if let Some(labels) = self.labels.iter().map(of).collect::<Option<Vec<u8>>>() {
            return Ok(Cow::Owned(labels));
        }
        let counts = self.class_counts();
        let lacks = |class: &u8| counts[usize::from(*class)] > 0 && classes[usize::from(*class)].is_none();
        let lacking = self.names.classes().filter(lacks).map(|class| self.names.name(class)).collect();
        Err(DatasetError::NotAmong { lacking, names })
    }

    /// The same images with their labels as numbers of the classes of `names`.
    ///
    /// # Errors
    /// When images show something that is not among these.
    pub fn relabelled(&self, names: LabelSet) -> Result<Self, DatasetError> {
        let labels = self.labels_as(names)?.into_owned();
        Ok(Self { labels, names, ..self.clone() })
    }

    /// Number of the class of image `index`; same panic as [`pixels`](Self::pixels).
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

    /// How many images each class has, in their order.
    #[must_use]
    pub fn class_counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.names.len()];
        for &label in &self.labels {
            counts[usize::from(label)] += 1;
        }
        counts
    }

    /// Mean and standard deviation of all pixels as shares of full ink, each in [0, 1]; (0, 0) without images.
    ///
    /// Exact up to one rounding, whatever the number of images. MNIST's training images have 0.1307 and 0.3081.
    #[must_use]
    pub fn mean_and_deviation(&self) -> (f32, f32) {
        self.mean_and_deviation_of(0..self.len())
    }

    /// [`mean_and_deviation`](Self::mean_and_deviation) of the images at `indices`.
    ///
    /// # Panics
    /// When an index is not below [`len`](Self::len).
    #[must_use]
    pub fn mean_and_deviation_of(&self, indices: impl Iterator<Item = usize>) -> (f32, f32) {
        let mut histogram = [0_u64; 256];
        for index in indices {
            for &pixel in self.pixels(index) {
                histogram[usize::from(pixel)] += 1;
            }
        }
        let (mut count, mut sum, mut squares) = (0_u64, 0_u64, 0_u64);
        for (value, times) in (0_u64..).zip(histogram) {
            count += times;
            sum += value * times;
            squares += value * value * times;
        }
        let count = count.max(1) as f64;
        let mean = sum as f64 / count;
        let variance = (squares as f64 / count - mean * mean).max(0.0);
        ((mean / 255.0) as f32, (variance.sqrt() / 255.0) as f32)
    }

    /// The first `count` images (all of them if there are fewer).
    #[must_use]
    pub fn take(&self, count: usize) -> Self {
        let count = count.min(self.len());
        let mut left = count;
        let cut = |&part: &usize| {
            let kept = part.min(left);
            left -= kept;
            kept
        };
        Self {
            name: self.name.clone(),
            pixels: self.pixels[..count * PIXELS].to_vec(),
            labels: self.labels[..count].to_vec(),
            names: self.names,
            parts: self.parts.iter().map(cut).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_and_labels_have_to_fit_each_other() {
        let error = Dataset::new("odd", vec![0; 2 * PIXELS - 1], vec![1, 2]).expect_err("a byte is missing");
        assert_eq!(error, DatasetError::SizeMismatch { pixels: 1_567, labels: 2 });
    }

    #[test]
    fn labels_have_to_be_digits() {
        let error = Dataset::new("odd", vec![0; 2 * PIXELS], vec![9, 10]).expect_err("10 is no digit");
        assert_eq!(error, DatasetError::BadLabel { index: 1, label: 10, names: LabelSet::DIGITS });
    }

    #[test]
    fn taking_more_than_there_is_takes_everything() {
        let data = Dataset::new("two", [[1; PIXELS], [2; PIXELS]].concat(), vec![3, 4]).expect("it is whole");
        assert_eq!(data.take(1).labels(), [3]);
        assert_eq!(data.take(9).all_pixels(), data.all_pixels());
        assert!(data.take(0).is_empty());
    }

    #[test]
    fn classes_are_counted() {
        let data = Dataset::new("four", vec![0; 4 * PIXELS], vec![3, 9, 3, 0]).expect("it is whole");
        assert_eq!(data.class_counts(), [1, 0, 0, 2, 0, 0, 0, 0, 0, 1]);
    }

    #[test]
    fn mean_and_deviation_of_half_ink_are_a_half() {
        let data = Dataset::new("two", [[0; PIXELS], [255; PIXELS]].concat(), vec![0, 1]).expect("it is whole");
        assert_eq!(data.mean_and_deviation(), (0.5, 0.5));
        assert_eq!(data.take(1).mean_and_deviation(), (0.0, 0.0));
        assert_eq!(data.take(0).mean_and_deviation(), (0.0, 0.0));
    }

    #[test]
    fn mean_and_deviation_of_mnist_are_the_well_known_ones() {
        let train = crate::data::Mnist::unpack().expect("the program's own data are whole").train;
        let (mean, deviation) = train.mean_and_deviation();
        assert!((mean - 0.1307).abs() < 5e-5 && (deviation - 0.3081).abs() < 5e-5, "{mean} {deviation}");
        assert_eq!(train.class_counts(), [5_923, 6_742, 5_958, 6_131, 5_842, 5_421, 5_918, 6_265, 5_851, 5_949]);
    }

    #[test]
    fn joined_sets_remember_which_image_came_from_where() {
        let (one, two) = (set_of(&[1, 2]), set_of(&[3, 4, 5]));
        let joined = Dataset::joined("both", &[&one, &set_of(&[]), &two]);
        assert_eq!((joined.labels(), joined.parts()), (&[1, 2, 3, 4, 5][..], &[2, 0, 3][..]));
        assert_eq!([0, 1, 2, 4, 9].map(|index| joined.part_of(index)), [0, 0, 2, 2, 2]);
        assert_eq!(joined.take(3).parts(), [2, 0, 1]);
        assert_eq!(joined.subset(&[4, 0]).labels(), [5, 1]);
        assert_eq!((one.parts(), one.part_of(1)), (&[2][..], 0));
    }

    #[test]
    fn pooled_sets_keep_the_images_of_a_source_together() {
        let train = Dataset::joined("train", &[&set_of(&[1, 2]), &set_of(&[3])]);
        let test = Dataset::joined("test", &[&set_of(&[4]), &set_of(&[5, 6])]);
        let pool = Dataset::pooled("all", &train, &test);
        assert_eq!((pool.labels(), pool.parts()), (&[1, 2, 4, 3, 5, 6][..], &[3, 3][..]));
        let single = Dataset::pooled("all", &set_of(&[7]), &test);
        assert_eq!((single.labels(), single.parts()), (&[7, 4, 5, 6][..], &[4][..]));
    }

    #[test]
    fn labels_keep_their_names_in_another_set() {
        let signs = LabelSet::new(&["+", "3"]).expect("two names");
        let set = Dataset::labelled("signs", vec![0; 3 * PIXELS], vec![0, 1, 1], signs).expect("the lengths fit");
        let both = LabelSet::DIGITS.extended_with(signs).expect("eleven names");
        let found = set.relabelled(both).expect("both are among them");
        assert_eq!((found.labels(), found.label_name(0), found.names()), (&[10, 3, 3][..], "+", both));
        assert_eq!(found.relabelled(signs).expect("and back").labels(), set.labels());
        let lacking = set.relabelled(LabelSet::DIGITS).expect_err("digits are no signs");
        assert_eq!(lacking, DatasetError::NotAmong { lacking: vec!["+"], names: LabelSet::DIGITS });
        assert_eq!(set.class_counts(), [1, 2]);
    }

    fn set_of(labels: &[u8]) -> Dataset {
        Dataset::new("set", vec![7; labels.len() * PIXELS], labels.to_vec()).expect("the lengths fit")
    }
}
