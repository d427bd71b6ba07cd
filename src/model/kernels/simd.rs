//! The inner loops: blocks of sums held in registers. Everything else in the kernels is made of these.

#![expect(unsafe_code, reason = "bounds are checked once for a whole image, not once for each number")]

use std::any::TypeId;
use std::sync::OnceLock;

use pulp::{Arch, Scalar, Scalar128b, Simd, WithSimd};

use super::buffer::LINE;

/// Hides AVX-512 if it is set to `avx2`, to measure what processors without it do.
const INSTRUCTIONS_VARIABLE: &str = "DIGIT_LAB_SIMD";

/// The widest instructions of this processor: AVX-512, AVX2 or NEON, otherwise what every one has.
#[inline]
fn widest() -> Arch {
    static WIDEST: OnceLock<Arch> = OnceLock::new();
    *WIDEST.get_or_init(|| {
        #[cfg(target_arch = "x86_64")]
        if std::env::var_os(INSTRUCTIONS_VARIABLE).is_some_and(|name| name == "avx2")
            && let Some(avx2) = pulp::x86::V3::try_new()
        {
            return Arch::V3(avx2);
        }
        Arch::new()
    })
}

/// Runs `op` with the widest instructions of this processor.
#[inline]
pub fn dispatch<O: WithSimd>(op: O) -> O::Output {
    match widest() {
        Arch::Scalar => Scalar128b.vectorize(op),
        arch => arch.dispatch(op),
    }
}

/// Runs `op`, which goes through rows of `stride` numbers in vectors: a grey picture's, of a single number, one by one.
#[inline]
pub fn dispatch_rows<O: WithSimd>(stride: usize, op: O) -> O::Output {
    if stride.is_multiple_of(LINE) { dispatch(op) } else { Scalar.vectorize(op) }
}

/// Runs `run` compiled for the widest instructions of this processor. The closure has to carry `#[inline(always)]`, and
/// what it changes has to come in as an argument: only then is it compiled anew for each kind of processor.
#[inline]
pub fn vectorise<A, R, F: Fn(A) -> R>(arguments: A, run: F) -> R {
    struct Call<A, F>(A, F);
    impl<A, R, F: Fn(A) -> R> WithSimd for Call<A, F> {
        type Output = R;

        #[inline(always)]
        fn with_simd<S: Simd>(self, _: S) -> R {
            let Self(arguments, run) = self;
            run(arguments)
        }
    }
    dispatch(Call(arguments, run))
}

/// a × b + c, fused where the processor can.
#[inline(always)]
pub fn multiply_add<S: Simd>(simd: S, a: S::f32s, b: S::f32s, c: S::f32s) -> S::f32s {
    if TypeId::of::<S>() == TypeId::of::<Scalar128b>() {
        // Without the instruction, a fused multiplication is a slow call.
        simd.add_f32s(simd.mul_f32s(a, b), c)
    } else {
        simd.mul_add_e_f32s(a, b, c)
    }
}

/// A vector at any address. `read_unaligned` says the same, but is a call with checks where debug assertions are on,
/// in the innermost loop of all.
#[derive(Clone, Copy)]
#[repr(C, packed)]
pub struct Unaligned<T: Copy>(pub T);

/// # Safety
/// A whole vector from `at` on has to be readable.
#[inline(always)]
pub unsafe fn load<S: Simd>(at: *const f32) -> S::f32s {
    // SAFETY: readable by the caller's promise; every bit pattern is a vector of floats.
    unsafe { (*at.cast::<Unaligned<S::f32s>>()).0 }
}

/// # Safety
/// A whole vector from `at` on has to be writable.
#[inline(always)]
pub unsafe fn store<S: Simd>(at: *mut f32, value: S::f32s) {
    // SAFETY: writable by the caller's promise.
    unsafe { *at.cast::<Unaligned<S::f32s>>() = Unaligned(value) }
}

/// Where the whole vectors of `length` numbers begin.
#[inline(always)]
pub fn whole_vectors<S: Simd>(length: usize) -> impl Iterator<Item = usize> {
    (0..length / S::F32_LANES).map(|index| index * S::F32_LANES)
}

/// The vector of `numbers` that begins at `at`.
///
/// # Panics
/// When it reaches beyond their end.
#[inline(always)]
pub fn read<S: Simd>(numbers: &[f32], at: usize) -> S::f32s {
    // SAFETY: the slice holds the vector.
    unsafe { load::<S>(numbers[at..at + S::F32_LANES].as_ptr()) }
}

/// Writes the vector of `numbers` that begins at `at`.
///
/// # Panics
/// When it reaches beyond their end.
#[inline(always)]
pub fn write<S: Simd>(numbers: &mut [f32], at: usize, value: S::f32s) {
    // SAFETY: the slice holds the vector.
    unsafe { store::<S>(numbers[at..at + S::F32_LANES].as_mut_ptr(), value) }
}

/// The right-hand side of a block: rows of vectors.
#[derive(Clone, Copy)]
pub struct Rows {
    /// First vector of the first row.
    pub at: *const f32,
    /// Numbers from one row to the next.
    pub stride: usize,
}

/// Sums of outer products: for each `p` and each of `C` vectors, Σ over taps and `depth` of
/// `x[p][tap + d × step]` × `rows[tap × depth + d]`.
///
/// # Safety
/// All these places have to be readable.
#[inline(always)]
pub unsafe fn outer<S: Simd, const P: usize, const C: usize>(
    simd: S,
    x: [*const f32; P],
    taps: &[usize],
    depth: usize,
    step: usize,
    rows: Rows,
) -> [[S::f32s; C]; P] {
    let mut sums = [[simd.splat_f32s(0.0); C]; P];
    let mut row = rows.at;
    for &tap in taps {
        let mut offset = tap;
        for _ in 0..depth {
            // SAFETY: `offset` and `row` walk exactly over the places the caller promised.
            unsafe {
                let mut vectors = [simd.splat_f32s(0.0); C];
                for (c, vector) in vectors.iter_mut().enumerate() {
                    *vector = load::<S>(row.add(c * S::F32_LANES));
                }
                for p in 0..P {
                    let factor = simd.splat_f32s(*x[p].add(offset));
                    for c in 0..C {
                        sums[p][c] = multiply_add(simd, factor, vectors[c], sums[p][c]);
                    }
                }
                row = row.wrapping_add(rows.stride);
            }
            offset += step;
        }
    }
    sums
}

/// Inner products of `N` rows of `x` with `O` rows of `w`, each `length` long, a multiple of the vector; one vector
/// of partial sums for each pair.
///
/// # Safety
/// All these places have to be readable.
#[inline(always)]
pub unsafe fn inner<S: Simd, const N: usize, const O: usize>(
    simd: S,
    x: [*const f32; N],
    w: [*const f32; O],
    length: usize,
) -> [[f32; O]; N] {
    let mut sums = [[simd.splat_f32s(0.0); O]; N];
    let mut at = 0;
    while at < length {
        // SAFETY: `at` stays below `length`, up to which the caller promised the rows.
        unsafe {
            let mut vectors = [simd.splat_f32s(0.0); N];
            for (n, vector) in vectors.iter_mut().enumerate() {
                *vector = load::<S>(x[n].add(at));
            }
            for o in 0..O {
                let other = load::<S>(w[o].add(at));
                for n in 0..N {
                    sums[n][o] = multiply_add(simd, vectors[n], other, sums[n][o]);
                }
            }
        }
        at += S::F32_LANES;
    }
    let mut totals = [[0.0; O]; N];
    for n in 0..N {
        for o in 0..O {
            totals[n][o] = simd.reduce_sum_f32s(sums[n][o]);
        }
    }
    totals
}
