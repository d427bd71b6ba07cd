//! The arithmetic of a plot: curves cut at its edge, round positions of tick marks, words cut to their room.

use crate::export::plot::{Weight, text_width};

/// The parts of a curve between `low` and `high`, cut where it crosses them.
pub fn clipped(points: &[[f64; 2]], [low, high]: [f64; 2]) -> Vec<Vec<[f64; 2]>> {
    let is_inside = |point: &[f64; 2]| (low..=high).contains(&point[1]);
    let crossing = |inside: [f64; 2], outside: [f64; 2]| {
        let edge = if outside[1] > high { high } else { low };
        let share = (edge - inside[1]) / (outside[1] - inside[1]);
        [inside[0] + (outside[0] - inside[0]) * share, edge]
    };
    let mut parts: Vec<Vec<[f64; 2]>> = Vec::new();
    let mut before: Option<[f64; 2]> = None;
    for &point in points {
        match before {
            Some(last) if is_inside(&last) && !is_inside(&point) => {
                if let Some(part) = parts.last_mut() {
                    part.push(crossing(last, point));
                }
            }
            Some(last) if !is_inside(&last) && is_inside(&point) => parts.push(vec![crossing(point, last), point]),
            Some(_) if is_inside(&point) => {
                if let Some(part) = parts.last_mut() {
                    part.push(point);
                }
            }
            None if is_inside(&point) => parts.push(vec![point]),
            Some(_) | None => {}
        }
        before = Some(point);
    }
    parts
}

/// `text`, cut with "…" to fit `room` pixels.
pub fn shortened(text: &str, room: f32, size: f32, weight: Weight) -> String {
    if text_width(text, size, weight) <= room {
        return text.to_owned();
    }
    let mut kept: String = text.to_owned();
    while kept.pop().is_some() {
        if text_width(&kept, size, weight) + text_width("…", size, weight) <= room {
            break;
        }
    }
    kept.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_are_cut_at_the_edge_of_their_plot() {
        let parts = clipped(&[[0.0, 4.0], [1.0, 2.0], [2.0, 0.0], [3.0, 4.0]], [0.0, 3.0]);
        assert_eq!(parts, [vec![[0.5, 3.0], [1.0, 2.0], [2.0, 0.0], [2.75, 3.0]]]);
    }

    #[test]
    fn long_names_are_cut_to_their_room() {
        assert_eq!(shortened("short", 500.0, 13.0, Weight::Regular), "short");
        let cut = shortened(&"long ".repeat(40), 100.0, 13.0, Weight::Regular);
        assert!(cut.ends_with('…') && text_width(&cut, 13.0, Weight::Regular) <= 100.0, "{cut}");
    }
}
