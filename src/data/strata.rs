//! Splits that keep every digit's share: parts by ratio, and folds of a cross-validation.

use super::split::shuffle;

/// Divides the images 0..`strata.len()` into parts of sizes like `weights`, shuffled by `seed`. Each value of `strata`
/// (a digit, or a digit of one source) is spread over the parts in the same proportion, to within two images, and all
/// images together to within one.
///
/// Each part lists its images in shuffled order. A weight of 0 gives an empty part; without any weight all are empty.
#[must_use]
pub fn parts<const N: usize>(strata: &[u16], weights: [u32; N], seed: u64) -> [Vec<u32>; N] {
    let mut parts = std::array::from_fn(|_| Vec::new());
    let total: i64 = weights.iter().map(|&weight| i64::from(weight)).sum();
    if total == 0 {
        return parts;
    }
    // Dealt out one by one, each to the part that lacks most, on and on over all strata: so every stretch of images
    // is shared out fairly, and the whole is too.
    let mut credit = weights.map(|_| 0_i64);
    for image in by_stratum(strata, seed, "split by ratio").into_iter().flatten() {
        for (credit, &weight) in credit.iter_mut().zip(&weights) {
            *credit += i64::from(weight);
        }
        let most = credit.iter().max().copied().unwrap_or(0);
        if let Some((part, credit)) = parts.iter_mut().zip(&mut credit).find(|(_, credit)| **credit == most) {
            part.push(image);
            *credit -= total;
        }
    }
    for (number, part) in parts.iter_mut().enumerate() {
        // One stratum came after the other; who trains on the first few images wants all digits among them.
        shuffle(part, seed, &format!("split by ratio, part {number}"));
    }
    parts
}

/// Fold `fold` (from 0) of `folds`: the images to train on, in shuffled order, and those held out, in rising order.
/// Over all folds every image is held out exactly once, and each fold has its share of every stratum, to within one
/// image.
#[must_use]
pub fn fold(strata: &[u16], folds: usize, fold: usize, seed: u64) -> (Vec<u32>, Vec<u32>) {
    let folds = folds.max(1);
    let (mut train, mut held_out) = (Vec::new(), Vec::new());
    // Dealt out like cards, on and on over all strata, so that the folds are of one size.
    for (place, image) in by_stratum(strata, seed, "folds").into_iter().flatten().enumerate() {
        if place % folds == fold { &mut held_out } else { &mut train }.push(image);
    }
    shuffle(&mut train, seed, &format!("fold {fold}"));
    held_out.sort_unstable();
    (train, held_out)
}

/// The images of each stratum, in rising order of strata, each in shuffled order.
fn by_stratum(strata: &[u16], seed: u64, purpose: &str) -> Vec<Vec<u32>> {
    let mut images: Vec<u32> = (0..strata.len() as u32).collect();
    shuffle(&mut images, seed, purpose);
    let highest = strata.iter().max().map_or(0, |&highest| usize::from(highest) + 1);
    let mut groups = vec![Vec::new(); highest];
    for image in images {
        groups[usize::from(strata[image as usize])].push(image);
    }
    groups
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 70 images: digit 0 is rare, digit 3 is common.
    fn strata() -> Vec<u16> {
        (0..70).map(|image| [0, 1, 1, 2, 2, 3, 3, 3, 3, 3][image % 10]).collect()
    }

    fn count(part: &[u32], stratum: u16) -> usize {
        part.iter().filter(|&&image| strata()[image as usize] == stratum).count()
    }

    #[test]
    fn parts_have_the_sizes_of_the_ratio_in_every_stratum() {
        let [train, validation, test] = parts(&strata(), [70, 15, 15], 1);
        assert_eq!((train.len(), validation.len() + test.len()), (49, 21));
        for (stratum, images) in [(0, 7.0), (1, 14.0), (2, 14.0), (3, 35.0)] {
            for (part, share) in [(&train, 0.7), (&validation, 0.15), (&test, 0.15)] {
                let held = count(part, stratum) as f64;
                assert!((held - images * share).abs() < 2.0, "stratum {stratum}: {held} of {images}");
            }
        }
    }

    #[test]
    fn a_seed_means_the_same_parts_for_ever() {
        assert_eq!(parts(&strata(), [70, 15, 15], 4), parts(&strata(), [70, 15, 15], 4));
        assert_ne!(parts(&strata(), [70, 15, 15], 4), parts(&strata(), [70, 15, 15], 5));
        // Recorded from this program; if it changes, saved models no longer know which images they were trained on.
        let [_, held_out] = parts(&[0, 1, 0, 1, 0, 1, 0, 1], [3, 1], 0);
        assert_eq!(held_out, [6, 3]);
    }

    #[test]
    fn over_all_folds_every_image_is_held_out_once() {
        let mut held = Vec::new();
        for number in 0..5 {
            let (train, held_out) = fold(&strata(), 5, number, 9);
            assert_eq!((train.len(), held_out.len()), (56, 14));
            assert!((6..=8).contains(&count(&held_out, 3)), "digit 3 is half of the images");
            assert!(train.iter().all(|image| !held_out.contains(image)));
            held.extend(held_out);
        }
        held.sort_unstable();
        assert_eq!(held, (0..70).collect::<Vec<u32>>());
        assert_eq!(fold(&strata(), 5, 2, 9), fold(&strata(), 5, 2, 9));
        assert_ne!(fold(&strata(), 5, 2, 9), fold(&strata(), 5, 2, 10));
    }

    #[test]
    fn nothing_to_divide_is_no_trouble() {
        assert_eq!(parts(&[], [1, 1], 0), [Vec::<u32>::new(), Vec::new()]);
        assert_eq!(parts(&[0, 1], [0, 0], 0), [Vec::<u32>::new(), Vec::new()]);
        assert_eq!(fold(&[], 3, 0, 0), (vec![], vec![]));
    }

    proptest! {
        #[test]
        fn every_image_is_in_exactly_one_part(
            strata in proptest::collection::vec(0_u16..20, 0..200), weights: [u8; 3], seed: u64,
        ) {
            prop_assume!(weights.iter().any(|&weight| weight > 0));
            let parts = parts(&strata, weights.map(u32::from), seed);
            let total: u32 = weights.iter().map(|&weight| u32::from(weight)).sum();
            for (part, weight) in parts.iter().zip(weights) {
                let fair = strata.len() as f64 * f64::from(weight) / f64::from(total);
                prop_assert!((part.len() as f64 - fair).abs() < 1.0 + 1e-9, "{} of {fair}", part.len());
            }
            let mut all = parts.concat();
            all.sort_unstable();
            prop_assert_eq!(all, (0..strata.len() as u32).collect::<Vec<u32>>());
        }
    }
}
