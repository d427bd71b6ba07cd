//! The normaliser against the real thing: MNIST's own test images put through it come back.

use digit_lab::data::{Image, Mnist};
use digit_lab::ink::{Raster, normalise, picture::ink_of_grey};

/// Grey levels by which two images differ, a pixel in the mean.
fn difference(a: &Image, b: &Image) -> f64 {
    let sum: u32 = a.0.iter().zip(&b.0).map(|(&a, &b)| u32::from(a.abs_diff(b))).sum();
    f64::from(sum) / a.0.len() as f64
}

/// The longer side of the box of all pixels with ink.
fn longest_side(image: &Image) -> usize {
    let inked = |index: usize, pixel: fn(&Image, usize, usize) -> u8| (0..28).any(|at| pixel(image, index, at) > 0);
    let span = |pixel: fn(&Image, usize, usize) -> u8| {
        let first = (0..28).find(|&index| inked(index, pixel)).unwrap_or(28);
        (0..28).rfind(|&index| inked(index, pixel)).map_or(0, |last| last + 1 - first)
    };
    span(Image::pixel).max(span(|image, y, x| image.pixel(x, y)))
}

#[test]
fn mnist_test_images_come_back_nearly_unchanged() {
    let test = Mnist::unpack().expect("the embedded data is whole").test;
    let (mut sum, mut worst, mut identical, mut shorter) = (0.0, 0.0_f64, 0, 0);
    for index in 0..test.len() {
        let original = test.image(index);
        let image = normalise(&Raster { width: 28, height: 28, ink: original.0.to_vec() });
        let (x, y) = image.centre_of_mass().expect("every image has ink");
        assert!((13.5..=14.5).contains(&x) && (13.5..=14.5).contains(&y), "image {index}: ({x}, {y})");
        assert!(image.0.contains(&255), "image {index}");
        shorter += usize::from(longest_side(&image) < 20);
        let changed = difference(&original, &image);
        identical += usize::from(changed == 0.0);
        worst = worst.max(changed);
        sum += changed;
    }
    let mean = sum / test.len() as f64;
    // Measured: mean 0.017; 8,976 identical, 1,021 brightened from 254 to 255, and 3 that were cut off at the image's
    // edge when MNIST was made (worst 12.3), which the normaliser takes for shorter digits.
    let measured = format!("mean {mean:.5}, worst {worst:.3}, {identical} identical, {shorter} shorter");
    assert!(mean < 0.02 && worst < 13.0 && identical >= 8976 && shorter <= 3, "{measured}");
}

#[test]
fn mnist_test_images_read_from_pictures_come_back_nearly_unchanged() {
    let test = Mnist::unpack().expect("the embedded data is whole").test;
    for invert in [0, 255] {
        let (mut sum, mut far) = (0.0, 0);
        for index in 0..test.len() {
            let original = test.image(index);
            let picture = original.0.map(|pixel| pixel ^ invert);
            let changed = difference(&original, &normalise(&ink_of_grey(28, 28, &picture)));
            far += usize::from(changed > 2.0);
            sum += changed;
        }
        let mean = sum / test.len() as f64;
        // Measured: mean 0.037, 14 far off, where faint ink apart from the digit is taken for noise.
        assert!(mean < 0.04 && far <= 14, "mean {mean:.4}, {far} far off");
    }
}
