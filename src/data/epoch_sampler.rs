//! Which images an epoch shows: few of each digit, as many of each, or a chosen share from a second source. Images may
//! come several times; then each copy has a number of its own.

use serde::{Deserialize, Serialize};

use super::Dataset;
use crate::text::Named;

/// Whether rare digits are shown more often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Classes {
    /// Each image once an epoch, so that a digit comes as often as there are images of it.
    #[default]
    Natural,
    /// Each digit equally often: images of rarer digits are repeated, and no image is left out.
    Balanced,
}

impl Classes {
    /// Every choice, the usual one first.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl Named for Classes {
    fn key(&self) -> &'static str {
        match self {
            Self::Natural => "classes-natural",
            Self::Balanced => "classes-balanced",
        }
    }
}

/// Epoch sampler: chooses the images of an epoch, by class balance, share of each source and limits.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct EpochSampler {
    /// Images of each digit and source to choose from, the first ones in the given order; all if `None`.
    pub per_digit: Option<usize>,
    /// Whether rare digits are shown more often.
    pub classes: Classes,
    /// Share of the images shown that come from the second part of the data set, in [0, 1], if it has two.
    pub share: f64,
    /// Most images shown in an epoch, if there is a limit.
    pub limit: Option<usize>,
}

impl EpochSampler {
    /// The images of an epoch, chosen from `train`. A number below the size of the data set is an image; the same
    /// number plus a multiple of the size is a copy of it: see [`image_of`].
    ///
    /// Two sources together show as many images as they have; where one has too few for its share, they are repeated,
    /// and where it has too many, the last ones are left out.
    #[must_use]
    pub fn epoch(&self, dataset: &Dataset, train: &[u32]) -> Vec<u32> {
        let mut groups = vec![vec![Vec::new(); dataset.names().len()]; dataset.parts().len().max(1)];
        let mut sources = vec![Vec::new(); groups.len()];
        for &image in train {
            let part = dataset.part_of(image as usize);
            let digit = &mut groups[part][usize::from(dataset.label(image as usize))];
            if digit.len() < self.per_digit.unwrap_or(usize::MAX) {
                digit.push(image);
                sources[part].push(image);
            }
        }
        let whole: Vec<usize> = groups.iter().zip(&sources).map(|(group, all)| self.size(group, all)).collect();
        let total = whole.iter().sum::<usize>().min(self.limit.unwrap_or(usize::MAX));
        let mut shown = Vec::with_capacity(total);
        for (part, (group, all)) in groups.iter().zip(&sources).enumerate() {
            let count = self.allotment(part, &whole, total);
            match self.classes {
                Classes::Natural => repeat(all, count, dataset.len(), &mut shown),
                Classes::Balanced => {
                    let present: Vec<&Vec<u32>> = group.iter().filter(|images| !images.is_empty()).collect();
                    for (at, images) in present.iter().enumerate() {
                        let upto = |digits: usize| count * digits / present.len();
                        repeat(images, upto(at + 1) - upto(at), dataset.len(), &mut shown);
                    }
                }
            }
        }
        shown
    }

    /// Images that a source shows if it is alone.
    fn size(&self, digits: &[Vec<u32>], all: &[u32]) -> usize {
        match self.classes {
            Classes::Natural => all.len(),
            Classes::Balanced => {
                let present = digits.iter().filter(|images| !images.is_empty()).count();
                present * digits.iter().map(Vec::len).max().unwrap_or(0)
            }
        }
    }

    /// How many of `total` images come from `part`; `whole` says how many each would show alone.
    fn allotment(&self, part: usize, whole: &[usize], total: usize) -> usize {
        match (part, whole) {
            (_, [_]) | (0, [_, 0]) | (1, [0, _]) => total,
            (0, [0, _]) | (1, [_, 0]) => 0,
            (0 | 1, [_, _]) => {
                let second = (total as f64 * self.share.clamp(0.0, 1.0)).round() as usize;
                if part == 1 { second } else { total - second }
            }
            // Nobody joins more than two yet: then each has its natural share of the images that may be shown.
            (part, all) => {
                let upto = |parts: usize| all[..parts].iter().sum::<usize>();
                let sum = upto(all.len()).max(1);
                upto(part + 1) * total / sum - upto(part) * total / sum
            }
        }
    }
}

/// The image that a number of [`EpochSampler::epoch`] shows, for a data set of `images`.
#[must_use]
pub fn image_of(number: u32, images: usize) -> usize {
    number as usize % images.max(1)
}

/// The first `count` of `images`, beginning anew with the next copy when they run out.
fn repeat(images: &[u32], count: usize, size: usize, shown: &mut Vec<u32>) {
    // As many copies as have numbers of their own; after that they come again.
    let copies = u32::MAX as usize / size.max(1);
    shown.extend((0..count).map(|place| {
        let copy = place / images.len().max(1) % copies.max(1);
        images[place % images.len()] + (copy * size) as u32
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::PIXELS;

    /// A data set of these labels.
    fn set(labels: &[u8]) -> Dataset {
        Dataset::new("set", vec![0; labels.len() * PIXELS], labels.to_vec()).expect("the lengths fit")
    }

    fn all(dataset: &Dataset) -> Vec<u32> {
        (0..dataset.len() as u32).collect()
    }

    fn counts(dataset: &Dataset, shown: &[u32]) -> Vec<usize> {
        let mut counts = vec![0; dataset.names().len()];
        for &number in shown {
            counts[usize::from(dataset.label(image_of(number, dataset.len())))] += 1;
        }
        counts.into_iter().filter(|&count| count > 0).collect()
    }

    #[test]
    fn without_wishes_every_image_comes_once_in_the_given_order() {
        let images = set(&[3, 1, 4, 1, 5]);
        assert_eq!(EpochSampler::default().epoch(&images, &[4, 0, 2]), [4, 0, 2]);
        assert_eq!(EpochSampler { limit: Some(2), ..EpochSampler::default() }.epoch(&images, &[4, 0, 2]), [4, 0]);
        assert_eq!(EpochSampler::default().epoch(&set(&[]), &[]), Vec::<u32>::new());
    }

    #[test]
    fn few_of_each_digit_are_the_first_ones() {
        let images = set(&[7, 7, 7, 8, 8, 8, 9]);
        let draw = EpochSampler { per_digit: Some(2), ..EpochSampler::default() };
        assert_eq!(draw.epoch(&images, &[2, 1, 0, 3, 6, 4, 5]), [2, 1, 3, 6, 4]);
    }

    #[test]
    fn balanced_shows_every_image_and_every_digit_equally_often() {
        let images = set(&[1, 1, 1, 1, 1, 2, 3, 3]);
        let draw = EpochSampler { classes: Classes::Balanced, ..EpochSampler::default() };
        let shown = draw.epoch(&images, &all(&images));
        assert_eq!(counts(&images, &shown), [5, 5, 5]);
        assert!(all(&images).iter().all(|image| shown.contains(image)));
        // Copies have numbers of their own, so that each is changed in its own way by augmentation.
        let mut different = shown.clone();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), shown.len());
        let few = EpochSampler { limit: Some(6), ..draw }.epoch(&images, &all(&images));
        assert_eq!(counts(&images, &few), [2, 2, 2]);
    }

    #[test]
    fn a_mix_has_the_share_that_was_chosen() {
        let (many, few) = (set(&[0; 90]), set(&[1; 10]));
        let mixed = Dataset::joined("mixed", &[&many, &few]);
        for (share, expected) in [(0.5, vec![50, 50]), (0.1, vec![90, 10]), (0.0, vec![100]), (1.0, vec![100])] {
            let shown = EpochSampler { share, ..EpochSampler::default() }.epoch(&mixed, &all(&mixed));
            assert_eq!(counts(&mixed, &shown), expected, "{share}");
        }
        let small =
            EpochSampler { share: 0.25, limit: Some(20), ..EpochSampler::default() }.epoch(&mixed, &all(&mixed));
        assert_eq!(counts(&mixed, &small), [15, 5]);
    }

    #[test]
    fn a_source_without_images_leaves_all_to_the_other() {
        let mixed = Dataset::joined("mixed", &[&set(&[0; 4]), &set(&[])]);
        let shown = EpochSampler { share: 0.5, ..EpochSampler::default() }.epoch(&mixed, &all(&mixed));
        assert_eq!(shown, [0, 1, 2, 3]);
    }
}
