//! The dual problem of a support vector machine for two classes, solved two coordinates at a time.

/// It is done when no pair violates the conditions of the optimum by more than this.
const TOLERANCE: f32 = 1e-3;
/// For pairs whose curvature is not above zero.
const LEAST_CURVATURE: f32 = 1e-12;
/// Steps for each example at most.
const MOST_STEPS: usize = 100;

/// Minimises ½ αᵀQα − Σα with Q = sign × sign × kernel, 0 ≤ α ≤ `c` and Σ sign × α = 0. Gives α, and what is taken from
/// the sum that decides.
pub fn solve(kernel: &[f32], signs: &[f32], c: f32) -> (Vec<f32>, f32) {
    let count = signs.len();
    let mut alphas = vec![0.0_f32; count];
    // −sign × gradient: of a pair that fits the conditions, the one that may rise has not more than the one that may fall.
    let mut slopes: Vec<f32> = signs.to_vec();
    for _ in 0..MOST_STEPS * count.max(1) {
        let Some((up, down)) = pair(kernel, signs, &alphas, &slopes, c) else { break };
        let (row_up, row_down) = (&kernel[up * count..][..count], &kernel[down * count..][..count]);
        let curvature = (row_up[up] + row_down[down] - 2.0 * row_up[down]).max(LEAST_CURVATURE);
        let step = (slopes[up] - slopes[down]) / curvature;
        let room_up = if signs[up] > 0.0 { c - alphas[up] } else { alphas[up] };
        let room_down = if signs[down] > 0.0 { alphas[down] } else { c - alphas[down] };
        let step = step.min(room_up).min(room_down);
        // At a bound exactly, so that rounding leaves nothing behind.
        alphas[up] = moved(alphas[up], signs[up] * step, c, step >= room_up);
        alphas[down] = moved(alphas[down], -signs[down] * step, c, step >= room_down);
        for ((slope, up), down) in slopes.iter_mut().zip(row_up).zip(row_down) {
            *slope -= step * (up - down);
        }
    }
    let offset = -offset(signs, &alphas, &slopes, c);
    (alphas, offset)
}

fn moved(alpha: f32, change: f32, c: f32, to_its_bound: bool) -> f32 {
    match (to_its_bound, change > 0.0) {
        (true, true) => c,
        (true, false) => 0.0,
        (false, _) => (alpha + change).clamp(0.0, c),
    }
}

fn may_rise(sign: f32, alpha: f32, c: f32) -> bool {
    if sign > 0.0 { alpha < c } else { alpha > 0.0 }
}

fn may_fall(sign: f32, alpha: f32, c: f32) -> bool {
    if sign > 0.0 { alpha > 0.0 } else { alpha < c }
}

/// The one that violates the conditions most, and the one with which the objective falls most; none at the optimum.
fn pair(kernel: &[f32], signs: &[f32], alphas: &[f32], slopes: &[f32], c: f32) -> Option<(usize, usize)> {
    let each = || slopes.iter().zip(signs).zip(alphas).enumerate();
    let (mut up, mut highest, mut lowest) = (None, f32::NEG_INFINITY, f32::INFINITY);
    for (at, ((&slope, &sign), &alpha)) in each() {
        if slope > highest && may_rise(sign, alpha, c) {
            (up, highest) = (Some(at), slope);
        }
        if slope < lowest && may_fall(sign, alpha, c) {
            lowest = slope;
        }
    }
    let up = up.filter(|_| highest - lowest > TOLERANCE)?;
    let row = &kernel[up * signs.len()..][..signs.len()];
    let (mut down, mut best) = (None, 0.0);
    for ((at, ((&slope, &sign), &alpha)), &near) in each().zip(row) {
        let distance = highest - slope;
        if distance > 0.0 && may_fall(sign, alpha, c) {
            // The kernel of a picture with itself is 1.
            let curvature = (2.0 - 2.0 * near).max(LEAST_CURVATURE);
            let gain = distance * distance / curvature;
            if gain > best {
                (down, best) = (Some(at), gain);
            }
        }
    }
    Some((up, down?))
}

/// The slope at the border: the mean of those that are at no bound, or the middle of what the others leave.
fn offset(signs: &[f32], alphas: &[f32], slopes: &[f32], c: f32) -> f32 {
    let (mut sum, mut free, mut above, mut below) = (0.0_f64, 0_u32, f32::INFINITY, f32::NEG_INFINITY);
    for ((&sign, &alpha), &slope) in signs.iter().zip(alphas).zip(slopes) {
        match (may_rise(sign, alpha, c), may_fall(sign, alpha, c)) {
            (true, true) => (sum, free) = (sum + f64::from(slope), free + 1),
            (true, false) => below = below.max(slope),
            (false, true) => above = above.min(slope),
            (false, false) => {}
        }
    }
    match (free, above.is_finite(), below.is_finite()) {
        (0, true, true) => f32::midpoint(above, below),
        (0, true, false) => above,
        (0, false, true) => below,
        (0, false, false) => 0.0,
        _ => (sum / f64::from(free)) as f32,
    }
}
