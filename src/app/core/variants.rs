//! Every variant of an enum, as an array.

use strum::VariantArray;

/// All variants of `T` in the order of their declaration.
///
/// # Panics
/// When `N` is not their number; of a constant the compiler says so.
#[must_use]
pub const fn variants<T: VariantArray + Copy, const N: usize>() -> [T; N] {
    assert!(T::VARIANTS.len() == N, "the array has room for every variant");
    match T::VARIANTS.first_chunk() {
        Some(all) => *all,
        None => unreachable!(),
    }
}
