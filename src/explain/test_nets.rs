//! Networks and pictures for the tests of this layer.

use crate::data::{Image, PIXELS, SIDE};
use crate::model::{Arch, Skill, Weights};

/// Every kind of network that reads pictures, but for deeper ones of the same kind, with fresh weights.
pub fn readers() -> impl Iterator<Item = (Arch, Weights)> {
    let of_a_kind = [Arch::Plain20, Arch::Plain56, Arch::ResNet56, Arch::Conv2Dropout, Arch::Conv1, Arch::Vit4];
    let kinds = Arch::with(Skill::ReadsPictures).filter(move |arch| !of_a_kind.contains(arch));
    kinds.map(|arch| (arch, Weights::fresh(arch, 1)))
}

/// Small ones of several kinds, for what asks a network many times.
pub fn small() -> impl Iterator<Item = (Arch, Weights)> {
    let small = [Arch::Softmax, Arch::LeNet5, Arch::Tiny, Arch::Vit7];
    small.into_iter().map(|arch| (arch, Weights::fresh(arch, 1)))
}

/// A ring with a stem: something like a 9.
pub fn drawing() -> Image {
    let mut image = Image::BLANK;
    for at in 0..PIXELS {
        let (x, y) = ((at % SIDE) as f32 - 13.5, (at / SIDE) as f32 - 9.5);
        let ring = (x.hypot(y) - 4.5).abs();
        let stem = if y > 0.0 && y < 13.0 { (x - 4.0).abs() } else { 9.0 };
        image.0[at] = (255.0 * (1.8 - ring.min(stem)).clamp(0.0, 1.0)) as u8;
    }
    image
}

/// Softmax regression whose logit of digit `k` is the ink of the pixels in `of(k)`, times `strength`.
pub fn counting(strength: f32, of: impl Fn(usize, usize) -> bool) -> Weights {
    let mut weights = Weights::fresh(Arch::Softmax, 0);
    for (name, array) in &mut weights.0 {
        let value = |at: usize| if name.ends_with("weight") && of(at / PIXELS, at % PIXELS) { strength } else { 0.0 };
        array.values = (0..array.values.len()).map(value).collect();
    }
    weights
}
