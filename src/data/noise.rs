//! Labels that are shuffled on purpose, to show what memorising looks like.

use super::split::shuffle;

/// `labels`, of which those of a `share` in [0, 1] of `images` are dealt out anew among these images, as in arXiv
/// 1611.03530. About a tenth of them get the label that they had; how often each digit occurs does not change. Other
/// images keep theirs. The same `seed` shuffles the same labels, whatever the order of `images`.
#[must_use]
pub fn shuffled_labels(labels: &[u8], images: &[u32], share: f64, seed: u64) -> Vec<u8> {
    let mut chosen = images.to_vec();
    chosen.sort_unstable();
    chosen.dedup();
    let count = (chosen.len() as f64 * share.clamp(0.0, 1.0)).round() as usize;
    shuffle(&mut chosen, seed, "images with shuffled labels");
    chosen.truncate(count);
    let mut givers = chosen.clone();
    shuffle(&mut givers, seed, "shuffled labels");
    let mut changed = labels.to_vec();
    for (&image, &giver) in chosen.iter().zip(&givers) {
        changed[image as usize] = labels[giver as usize];
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Vec<u8> {
        (0..1_000).map(|image| (image % 10) as u8).collect()
    }

    fn images() -> Vec<u32> {
        (0..800).collect()
    }

    fn changed(share: f64, seed: u64) -> usize {
        let noisy = shuffled_labels(&labels(), &images(), share, seed);
        noisy.iter().zip(labels()).filter(|(new, old)| **new != *old).count()
    }

    #[test]
    fn nine_tenths_of_the_share_get_another_label() {
        assert_eq!(changed(0.0, 1), 0);
        // 400 and 800 images, each with a chance of 0.9 to change: five deviations to either side.
        assert!((330..=390).contains(&changed(0.5, 1)), "{}", changed(0.5, 1));
        assert!((678..=762).contains(&changed(1.0, 1)), "{}", changed(1.0, 1));
    }

    #[test]
    fn images_that_are_not_named_keep_their_labels_and_counts_stay() {
        let noisy = shuffled_labels(&labels(), &images(), 1.0, 3);
        assert_eq!(noisy[800..], labels()[800..]);
        for digit in 0..10 {
            let with_it: Vec<u8> = noisy.iter().copied().filter(|&label| label == digit).collect();
            assert_eq!(with_it.len(), 100);
        }
    }

    #[test]
    fn the_seed_decides_and_the_order_does_not() {
        let backwards: Vec<u32> = images().into_iter().rev().collect();
        let noisy = shuffled_labels(&labels(), &images(), 0.3, 5);
        assert_eq!(shuffled_labels(&labels(), &backwards, 0.3, 5), noisy);
        assert_ne!(shuffled_labels(&labels(), &images(), 0.3, 6), noisy);
    }
}
