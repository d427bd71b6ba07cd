//! Lines, polygons and rectangles of a mesh, cut to what is to be seen of them.

use egui::{Color32, Mesh, Pos2, Rect, pos2};

/// Two triangles of a mesh that make an upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quad {
    /// Where it lies.
    pub rect: Rect,
    /// Which part of a texture it shows.
    pub uv: Rect,
    /// Its colour: the mean of its corners; `None` where it fades out.
    pub colour: Option<Color32>,
}

impl Quad {
    /// The rectangle of these six corners, if they are one's.
    #[must_use]
    pub fn of(mesh: &Mesh, corners: &[u32]) -> Option<Self> {
        let mut places: Vec<u32> = corners.to_vec();
        places.sort_unstable();
        places.dedup();
        if places.len() != 4 {
            return None;
        }
        let vertices: Vec<_> = places.iter().filter_map(|&at| mesh.vertices.get(at as usize)).collect();
        let rect = Rect::from_points(&vertices.iter().map(|vertex| vertex.pos).collect::<Vec<_>>());
        let at = |corner: Pos2| vertices.iter().find(|vertex| (vertex.pos - corner).length() < 1e-3);
        let (first, last) = (at(rect.left_top())?, at(rect.right_bottom())?);
        at(rect.right_top())?;
        at(rect.left_bottom())?;
        Some(Self {
            rect,
            uv: Rect::from_min_max(first.uv, last.uv),
            colour: mean(vertices.iter().map(|one| one.color)),
        })
    }
}

/// The mean of colours; `None` if some let more through than others.
#[must_use]
pub fn mean(colours: impl Iterator<Item = Color32>) -> Option<Color32> {
    let all: Vec<[u8; 4]> = colours.map(|colour| colour.to_array()).collect();
    let first = all.first()?;
    if all.iter().any(|colour| colour[3] != first[3]) {
        return None;
    }
    let part = |at: usize| (all.iter().map(|colour| usize::from(colour[at])).sum::<usize>() / all.len()) as u8;
    Some(Color32::from_rgba_premultiplied(part(0), part(1), part(2), first[3]))
}

/// What lies within `clip` of a polygon without dents.
#[must_use]
pub fn polygon(points: &[Pos2], clip: Rect) -> Vec<Pos2> {
    let sides = [(0, clip.left(), 1.0), (0, clip.right(), -1.0), (1, clip.top(), 1.0), (1, clip.bottom(), -1.0)];
    sides.into_iter().fold(points.to_vec(), |kept, (axis, bound, sign)| {
        let over = |point: Pos2| sign * (point[axis] - bound);
        let mut next = Vec::with_capacity(kept.len() + 1);
        for (at, &to) in kept.iter().enumerate() {
            let from = kept[(at + kept.len() - 1) % kept.len()];
            if (over(from) < 0.0) != (over(to) < 0.0) {
                next.push(from + (to - from) * (over(from) / (over(from) - over(to))));
            }
            if over(to) >= 0.0 {
                next.push(to);
            }
        }
        next
    })
}

/// The pieces of a line that lie within `clip`.
#[must_use]
pub fn pieces(points: &[Pos2], clip: Rect) -> Vec<Vec<Pos2>> {
    let mut pieces: Vec<Vec<Pos2>> = Vec::new();
    for pair in points.windows(2) {
        let Some([from, to]) = segment(pair[0], pair[1], clip) else { continue };
        match pieces.last_mut() {
            Some(piece) if piece.last() == Some(&from) => piece.push(to),
            Some(_) | None => pieces.push(vec![from, to]),
        }
    }
    pieces
}

/// The part of a straight line that lies within `clip`.
fn segment(from: Pos2, to: Pos2, clip: Rect) -> Option<[Pos2; 2]> {
    let way = to - from;
    let (mut first, mut last) = (0.0_f32, 1.0_f32);
    let sides = [
        (-way.x, from.x - clip.left()),
        (way.x, clip.right() - from.x),
        (-way.y, from.y - clip.top()),
        (way.y, clip.bottom() - from.y),
    ];
    for (towards, room) in sides {
        if towards < 0.0 {
            first = first.max(room / towards);
        } else if towards > 0.0 {
            last = last.min(room / towards);
        } else if room < 0.0 {
            return None;
        }
    }
    let at = |share: f32| if share >= 1.0 { to } else { pos2(from.x + way.x * share, from.y + way.y * share) };
    (first <= last).then(|| [at(first), at(last)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit() -> Rect {
        Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0))
    }

    #[test]
    fn a_polygon_is_cut_along_the_edges_it_crosses() {
        let triangle = [pos2(0.5, 0.5), pos2(2.5, 0.5), pos2(0.5, 2.5)];
        let cut = polygon(&triangle, unit());
        let rect = Rect::from_points(&cut);
        assert_eq!(rect, Rect::from_min_max(pos2(0.5, 0.5), pos2(1.0, 1.0)));
        assert!(polygon(&triangle, unit().translate(egui::vec2(-5.0, 0.0))).is_empty());
    }

    #[test]
    fn a_line_that_leaves_and_returns_is_two() {
        let line = [pos2(0.0, 0.5), pos2(2.0, 0.5), pos2(2.0, 0.75), pos2(0.5, 0.75)];
        let found = pieces(&line, unit());
        assert_eq!(found, [[pos2(0.0, 0.5), pos2(1.0, 0.5)], [pos2(1.0, 0.75), pos2(0.5, 0.75)]]);
    }

    #[test]
    fn two_triangles_are_one_rectangle_and_what_fades_has_no_colour() {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(unit(), Color32::RED);
        let quad = Quad::of(&mesh, &mesh.indices).expect("it is one");
        assert_eq!((quad.rect, quad.colour), (unit(), Some(Color32::RED)));
        mesh.vertices[2].color = Color32::TRANSPARENT;
        assert_eq!(Quad::of(&mesh, &mesh.indices).expect("it is one").colour, None);
        mesh.vertices[3].pos.x = 2.0;
        assert_eq!(Quad::of(&mesh, &mesh.indices), None);
    }
}
