//! A digit's middle line, to draw it anew with a pen of even width. MNIST was written with pens that spread into the
//! paper and was scanned; what a mouse or a finger draws has even strokes.

use super::image::{PIXELS, SIDE};

/// The line is found on a grid twice as fine, so that thin gaps stay open.
const FINE: usize = 2 * SIDE;
/// Levels of closeness for each pixel of distance: a line is told apart up to eight pixels away.
const LEVELS: f32 = 32.0;
/// Grey value from which a point counts as ink.
const INK: u16 = 110;

/// How near each pixel is to the middle line of the ink: 255 on it, 32 less for each pixel of distance, 0 beyond
/// eight pixels and everywhere if there is no ink. It can be moved and bent like a picture.
pub fn closeness(pixels: &[u8; PIXELS]) -> [u8; PIXELS] {
    let mut ink = enlarged(pixels);
    thin(&mut ink);
    let line: Vec<(f32, f32)> = (0..FINE * FINE)
        .filter(|&at| ink[at])
        .map(|at| ((at % FINE) as f32 / 2.0 - 0.25, (at / FINE) as f32 / 2.0 - 0.25))
        .collect();
    std::array::from_fn(|at| {
        let (x, y) = ((at % SIDE) as f32, (at / SIDE) as f32);
        let nearest = line.iter().map(|&(px, py)| (px - x) * (px - x) + (py - y) * (py - y)).fold(64.0, f32::min);
        (255.0 - nearest.sqrt() * LEVELS).max(0.0) as u8
    })
}

/// Turns closeness into the ink of a pen of half-width `radius`, in pixels, with edges as soft as a pixel.
pub fn draw(closeness: &mut [u8; PIXELS], radius: f32) {
    for pixel in closeness {
        let distance = (255.0 - f32::from(*pixel)) / LEVELS;
        *pixel = ((radius + 0.5 - distance).clamp(0.0, 1.0) * 255.0) as u8;
    }
}

/// The picture at twice the size, interpolated, as ink or paper.
fn enlarged(pixels: &[u8; PIXELS]) -> [bool; FINE * FINE] {
    let at = |x: usize, y: usize| u16::from(pixels[y * SIDE + x]);
    std::array::from_fn(|place| {
        let (x, y) = (place % FINE, place / FINE);
        // The fine point lies a quarter of a pixel to one side of the coarse one.
        let other =
            |at: usize| if at.is_multiple_of(2) { (at / 2).saturating_sub(1) } else { (at / 2 + 1).min(SIDE - 1) };
        let (ox, oy) = (other(x), other(y));
        let (x, y) = (x / 2, y / 2);
        9 * at(x, y) + 3 * at(ox, y) + 3 * at(x, oy) + at(ox, oy) >= 16 * INK
    })
}

/// Thins ink to lines one point wide (Zhang and Suen, *A fast parallel algorithm for thinning digital patterns*,
/// CACM 27, 1984).
fn thin(ink: &mut [bool; FINE * FINE]) {
    // Neighbours clockwise from the one above.
    const AROUND: [isize; 8] = {
        let row = FINE as isize;
        [-row, 1 - row, 1, row + 1, row, row - 1, -1, -row - 1]
    };
    let border =
        |at: usize| at.is_multiple_of(FINE) || at % FINE == FINE - 1 || at / FINE == 0 || at / FINE == FINE - 1;
    for at in (0..FINE * FINE).filter(|&at| border(at)) {
        ink[at] = false;
    }
    let mut points: Vec<usize> = (0..FINE * FINE).filter(|&at| ink[at]).collect();
    loop {
        let before = points.len();
        for pass in 0..2 {
            let goes = |&&at: &&usize| {
                let near: [bool; 8] = std::array::from_fn(|n| ink[at.wrapping_add_signed(AROUND[n])]);
                let count = near.iter().filter(|&&n| n).count();
                let turns = (0..8).filter(|&n| !near[n] && near[(n + 1) % 8]).count();
                let [up, _, right, _, down, _, left, _] = near;
                let stays = if pass == 0 { right && down && (up || left) } else { up && left && (right || down) };
                (2..=6).contains(&count) && turns == 1 && !stays
            };
            let gone: Vec<usize> = points.iter().filter(goes).copied().collect();
            for at in gone {
                ink[at] = false;
            }
            points.retain(|&at| ink[at]);
        }
        if points.len() == before {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ring of ink, four pixels thick.
    fn ring() -> [u8; PIXELS] {
        std::array::from_fn(|at| {
            let (x, y) = ((at % SIDE) as f32 - 14.0, (at / SIDE) as f32 - 14.0);
            if (6.0..10.0).contains(&x.hypot(y)) { 255 } else { 0 }
        })
    }

    #[test]
    fn a_redrawn_ring_has_the_pens_width_and_lies_where_it_was() {
        let mut pixels = closeness(&ring());
        draw(&mut pixels, 1.0);
        let ink: f32 = pixels.iter().map(|&pixel| f32::from(pixel) / 255.0).sum();
        // A ring of radius 8 and width 2.
        let expected = std::f32::consts::TAU * 8.0 * 2.0;
        assert!((ink / expected - 1.0).abs() < 0.15, "{ink} against {expected}");
        assert_eq!((pixels[14 * SIDE + 14], pixels[0]), (0, 0));
        assert!(pixels[14 * SIDE + 22] > 100);
    }

    #[test]
    fn a_thinned_line_is_one_point_wide_and_in_one_piece() {
        let bar: [u8; PIXELS] = std::array::from_fn(|at| {
            if (5..23).contains(&(at / SIDE)) && (12..16).contains(&(at % SIDE)) { 255 } else { 0 }
        });
        let mut ink = enlarged(&bar);
        thin(&mut ink);
        for y in 20..36 {
            assert_eq!(ink[y * FINE..(y + 1) * FINE].iter().filter(|&&ink| ink).count(), 1, "row {y}");
        }
    }

    #[test]
    fn paper_stays_paper() {
        let mut pixels = closeness(&[0; PIXELS]);
        draw(&mut pixels, 2.0);
        assert_eq!(pixels, [0; PIXELS]);
    }
}
