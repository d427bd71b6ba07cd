//! Several drawings as one, in rows.

use super::{Point, Stroke};

/// Share of each drawing's place that is left free around it.
const GAP: f32 = 0.1;

/// Drawings on one canvas, in rows of `columns`; rows that do not fill it stand in its middle.
#[must_use]
pub fn side_by_side<S: AsRef<[Stroke]>>(drawings: &[S], columns: usize) -> Vec<Stroke> {
    let rows = drawings.len().div_ceil(columns.max(1)) as f32;
    let columns = columns.max(1) as f32;
    let scale = 1.0 / columns.max(rows).max(1.0);
    let above = (columns.max(rows) - rows) / 2.0;
    let placed = drawings.iter().enumerate().flat_map(|(index, strokes)| {
        let corner = Point { x: index as f32 % columns, y: (index as f32 / columns).floor() + above };
        strokes.as_ref().iter().map(move |stroke| Stroke {
            points: stroke.points.iter().map(|&point| (corner + inset(point)) * scale).collect(),
            width: stroke.width * (1.0 - GAP) * scale,
            ..stroke.clone()
        })
    });
    placed.collect()
}

/// A place of a drawing's canvas within its place.
fn inset(point: Point) -> Point {
    point * (1.0 - GAP) + Point { x: GAP / 2.0, y: GAP / 2.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_stand_in_rows_that_lie_in_the_middle() {
        let dot = || vec![Stroke::new(vec![Point { x: 0.5, y: 0.5 }], 0.1)];
        let all = side_by_side(&[dot(), dot(), dot()], 2);
        let places: Vec<(f32, f32)> = all.iter().map(|stroke| (stroke.points[0].x, stroke.points[0].y)).collect();
        assert_eq!(places, [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75)]);
        let row = side_by_side(&[dot(), dot()], 2);
        assert!((row[0].points[0].y - 0.5).abs() < 1e-6, "half of the canvas above and below");
        assert!(side_by_side::<Vec<Stroke>>(&[], 3).is_empty());
    }
}
