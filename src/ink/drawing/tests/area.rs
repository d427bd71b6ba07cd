//! What the area eraser leaves, and how much a drawing can hold.

use super::*;

#[test]
fn the_area_eraser_cuts_a_line_in_two_with_round_ends_at_its_edge() {
    let mut drawing = Drawing::default();
    draw(&mut drawing, &[(0.1, 0.5), (0.9, 0.5)]);
    drawing.begin_erasing(Eraser::Area);
    assert!(drawing.erase(at(0.5, 0.5), 0.06));
    drawing.end();
    let [left, right] = drawing.strokes() else { panic!("two pieces: {:?}", drawing.strokes()) };
    // Half the width of 0.08 keeps the round end out of the disc.
    assert!((left.points[left.points.len() - 1].x - 0.4).abs() < 1e-3, "{left:?}");
    assert!((right.points[0].x - 0.6).abs() < 1e-3, "{right:?}");
    assert!(drawing.undo());
    assert_eq!(drawing.strokes().len(), 1);
    assert!(drawing.redo());
    assert_eq!(drawing.strokes().len(), 2);
}

#[test]
fn the_area_eraser_keeps_pressure_and_time_along_the_pieces() {
    let mut drawing = Drawing::default();
    let trace = Trace { pressures: vec![0.0, 1.0], times: vec![2.0, 4.0] };
    drawing.replace(vec![Stroke { trace, ..Stroke::new(vec![at(0.0, 0.5), at(1.0, 0.5)], 0.05) }]);
    drawing.begin_erasing(Eraser::Area);
    drawing.erase(at(0.5, 0.5), 0.1);
    drawing.end();
    for piece in drawing.strokes() {
        for (index, point) in piece.points.iter().enumerate() {
            assert!((piece.trace.pressures[index] - point.x).abs() < 1e-4);
            assert!((piece.trace.times[index] - 2.0 - 2.0 * point.x).abs() < 1e-3);
        }
    }
}

#[test]
fn a_million_points_are_cut_to_what_the_canvas_holds_and_stay_quick_to_erase() {
    let mut drawing = Drawing::default();
    let around = |index: usize| {
        let angle = index as f32 * 0.01;
        at(0.5 + 0.4 * angle.cos(), 0.5 + 0.4 * angle.sin())
    };
    let endless = Stroke::new((0..1_000_000).map(around).collect(), 0.01);
    drawing.replace(vec![endless.clone(), endless]);
    assert_eq!(drawing.points(), MOST_POINTS);
    let before = drawing.strokes().to_vec();
    drawing.begin_erasing(Eraser::Area);
    assert!(drawing.erase(at(0.9, 0.5), 0.05));
    drawing.end();
    assert!(drawing.strokes().len() > 100 && drawing.points() < 2 * MOST_POINTS);
    assert!(drawing.undo());
    assert!(drawing.strokes() == before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn erasing_an_area_leaves_no_ink_inside_and_all_ink_outside(
        lines in prop::collection::vec(
            (prop::collection::vec((0.0f32..1.0, 0.0f32..1.0), 1..8), 0.01f32..0.15, any::<bool>()), 1..4),
        way in prop::collection::vec((0.0f32..1.0, 0.0f32..1.0), 1..4),
        radius in 0.01f32..0.2
    ) {
        let strokes = lines.iter().enumerate().map(|(index, (points, width, is_pressed))| {
            let pressures = if *is_pressed { points.iter().map(|&(x, _)| x).collect() } else { Vec::new() };
            Stroke {
                points: points.iter().map(|&(x, y)| at(x, y)).collect(),
                width: *width,
                smoothing: Smoothing::ALL[index],
                trace: Trace { pressures, times: Vec::new() },
            }
        });
        let mut drawing = Drawing::default();
        drawing.replace(strokes.collect());
        let before = drawing.strokes().to_vec();
        drawing.begin_erasing(Eraser::Area);
        for &(x, y) in &way {
            drawing.erase(at(x, y), radius);
        }
        drawing.end();
        let way: Vec<Point> = way.iter().map(|&(x, y)| at(x, y)).collect();
        let to_way = |place: Point| {
            let pieces = way.windows(2).map(|pair| place.distance_to_line(pair[0], pair[1]));
            pieces.fold(place.distance(way[0]), f32::min)
        };
        let mut left = Vec::new();
        for stroke in drawing.strokes() {
            for sample in stroke.line() {
                let gap = to_way(sample.place) - stroke.width_at(sample.at) / 2.0;
                prop_assert!(gap >= radius - 1e-6, "ink {gap} from the middle");
                left.push(sample.place);
            }
        }
        // What was well outside is still there: near a point of what is left, if not near the cut.
        for stroke in &before {
            for sample in stroke.line() {
                if to_way(sample.place) > radius + stroke.most_width() / 2.0 + 0.01 {
                    let nearest = left.iter().map(|place| place.distance(sample.place)).fold(f32::INFINITY, f32::min);
                    prop_assert!(nearest < 1e-5, "ink at {:?} is gone", sample.place);
                }
            }
        }
    }
}
