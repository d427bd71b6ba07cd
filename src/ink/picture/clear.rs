//! Clear pictures: drawings that a program exported, and whatever became of their margins. They have two colours, areas
//! without noise, and nothing between the areas but their edges.

use super::light::{Flat, Light};

/// Around a pixel within an area nothing differs by more than this many grey levels…
const EVEN: u8 = 3;
/// … and areas differ from their colour by at most this many.
const NEAR: u8 = 6;
/// Least share of the picture that lies within areas.
const AREAS: f32 = 0.4;
/// Least share of the areas that has one of the two colours.
const TWO_COLOURS: f32 = 0.995;
/// The colours differ by at least this many grey levels.
const LEAST_CONTRAST: u8 = 48;
/// Pixels between the colours are edges if one of the second colour is as near as this, …
const EDGE: usize = 3;
/// … or as this share of the longer side: edges widen as a picture is enlarged.
const ENLARGED: usize = 80;
/// Least share of the pixels between the colours that are edges.
const EDGES: f32 = 0.99;
/// From this share of a ring of pixels on, all of it has one colour.
const WHOLE_RING: f32 = 0.98;
/// The edge of a frame is at most this many pixels wide.
const FRAME_EDGE: usize = 3;

/// The picture with its paper taken away, which is known exactly; `None` if it is not clear.
///
/// The paper is the colour of all four corners: ink is drawn with a round pen, so it never fills a corner, however
/// closely the picture was trimmed and however much of it is ink.
pub(super) fn flat(width: usize, height: usize, grey: &[u8]) -> Option<Flat> {
    let (paper, ink) = colours(width, height, grey)?;
    if paper.abs_diff(ink) < LEAST_CONTRAST || is_framed(width, height, grey, paper, ink) {
        return None;
    }
    let span = f32::from(ink) - f32::from(paper);
    let over: Vec<f32> = grey.iter().map(|&pixel| (f32::from(pixel) - f32::from(paper)) / span * 255.0).collect();
    has_edges_only(width, height, grey, paper, ink).then(|| Flat {
        width,
        height,
        over,
        paper: vec![255; grey.len()],
        light: Light::Clear,
    })
}

/// The colours of the paper and of the ink, if the picture has these two.
fn colours(width: usize, height: usize, grey: &[u8]) -> Option<(u8, u8)> {
    let corners = [0, width - 1, (height - 1) * width, height * width - 1].map(|at| grey[at]);
    let paper = corners[0];
    if corners.iter().any(|corner| corner.abs_diff(paper) > NEAR) {
        return None;
    }
    let mut counts = [0_usize; 256];
    for (y, line) in grey.chunks_exact(width).enumerate() {
        for (x, &pixel) in line.iter().enumerate() {
            let around = (y.saturating_sub(1)..height.min(y + 2))
                .flat_map(|y| &grey[y * width + x.saturating_sub(1)..y * width + width.min(x + 2)]);
            if around.into_iter().all(|other| other.abs_diff(pixel) <= EVEN) {
                counts[usize::from(pixel)] += 1;
            }
        }
    }
    let total: usize = counts.iter().sum();
    let of = |colour: u8| -> usize {
        let (low, high) = (colour.saturating_sub(NEAR), colour.saturating_add(NEAR));
        counts[usize::from(low)..=usize::from(high)].iter().sum()
    };
    let others = (0..=255_u8).filter(|level| level.abs_diff(paper) > NEAR);
    let ink = others.max_by_key(|&level| counts[usize::from(level)])?;
    let is_clear = total as f32 >= AREAS * grey.len() as f32
        && counts[usize::from(ink)] > 0
        && (of(paper) + of(ink)) as f32 >= TWO_COLOURS * total as f32;
    is_clear.then_some((paper, ink))
}

/// Whether what lies between the colours lies at the ink's edge: printed lines that are fainter than the ink do not.
fn has_edges_only(width: usize, height: usize, grey: &[u8], paper: u8, ink: u8) -> bool {
    let is_ink: Vec<bool> = grey.iter().map(|pixel| pixel.abs_diff(ink) <= NEAR).collect();
    let near = super::specks::neighbourhood(width, height, &is_ink, EDGE.max(width.max(height) / ENLARGED));
    let (mut between, mut edges) = (0_usize, 0_usize);
    for ((&pixel, is_ink), near) in grey.iter().zip(is_ink).zip(near) {
        if !is_ink && pixel.abs_diff(paper) > NEAR {
            between += 1;
            edges += usize::from(near);
        }
    }
    edges as f32 >= EDGES * between as f32
}

/// Whether the paper's colour is only a frame around a picture of the other one.
fn is_framed(width: usize, height: usize, grey: &[u8], paper: u8, ink: u8) -> bool {
    let share = |depth: usize, colour: u8| {
        let (right, bottom) = (width - 1 - depth, height - 1 - depth);
        let across = (depth..=right).flat_map(|x| [depth * width + x, bottom * width + x]);
        let down = (depth..=bottom).flat_map(|y| [y * width + depth, y * width + right]);
        let (mut all, mut like) = (0_usize, 0_usize);
        for at in across.chain(down) {
            all += 1;
            like += usize::from(grey[at].abs_diff(colour) <= NEAR);
        }
        like as f32 >= WHOLE_RING * all as f32
    };
    let depths = width.min(height).div_ceil(2);
    let Some(end) = (0..depths).find(|&depth| !share(depth, paper)) else { return false };
    (end..depths.min(end + FRAME_EDGE)).any(|depth| share(depth, ink))
}
