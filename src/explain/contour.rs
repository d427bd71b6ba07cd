//! Lines of equal height through a grid of numbers, by marching squares.

/// A piece of a line: two points in steps of the grid, from its lower left.
pub type Piece = [[f32; 2]; 2];

/// The pieces of the line at `level` through `heights`, `side` × `side` numbers row by row; cells with a number that is
/// not finite have none.
#[must_use]
pub fn contour(heights: &[f32], side: usize, level: f32) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for cell in 0..side.saturating_sub(1).pow(2) {
        let (x, y) = (cell % (side - 1), cell / (side - 1));
        let corner = |right: usize, up: usize| heights.get((y + up) * side + x + right).copied().unwrap_or(f32::NAN);
        // Around the cell, from the lower left.
        let corners = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
        if corners.iter().any(|height| !height.is_finite()) {
            continue;
        }
        let places = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
        let mut crossings = Vec::with_capacity(4);
        for edge in 0..4 {
            let (from, to) = (edge, (edge + 1) % 4);
            if (corners[from] < level) != (corners[to] < level) {
                let share = (level - corners[from]) / (corners[to] - corners[from]);
                let along = |axis: usize| places[from][axis] + share * (places[to][axis] - places[from][axis]);
                crossings.push([x as f32 + along(0), y as f32 + along(1)]);
            }
        }
        pieces.extend(crossings.chunks_exact(2).map(|pair| [pair[0], pair[1]]));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slope_is_crossed_straight_and_where_it_is_as_high() {
        let heights: Vec<f32> = (0..9).map(|at| (at % 3) as f32).collect();
        let pieces = contour(&heights, 3, 0.25);
        assert_eq!(pieces.len(), 2);
        assert!(pieces.iter().flatten().all(|point| (point[0] - 0.25).abs() < 1e-6), "{pieces:?}");
        assert!(contour(&heights, 3, 5.0).is_empty());
        let holed: Vec<f32> = heights.iter().map(|&height| if height == 0.0 { f32::NAN } else { height }).collect();
        assert!(contour(&holed, 3, 0.25).is_empty());
    }

    #[test]
    fn a_hill_has_a_closed_line() {
        let height = |at: usize| 4.0 - ((at % 9) as f32 - 4.0).hypot((at / 9) as f32 - 4.0);
        let heights: Vec<f32> = (0..81).map(height).collect();
        let pieces = contour(&heights, 9, 1.9);
        for [from, to] in &pieces {
            for point in [from, to] {
                assert!(((point[0] - 4.0).hypot(point[1] - 4.0) - 2.1).abs() < 0.15, "{point:?}");
                let near = |other: &[f32; 2]| (other[0] - point[0]).hypot(other[1] - point[1]) < 1e-4;
                assert_eq!(pieces.iter().flatten().filter(|other| near(other)).count(), 2, "the line is closed");
            }
        }
    }
}
