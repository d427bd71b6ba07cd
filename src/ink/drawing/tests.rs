//! What a person may rely on when drawing, erasing and taking back.

use proptest::prelude::*;

use super::history::MOST_STEPS;
use super::*;

mod area;

fn at(x: f32, y: f32) -> Point {
    Point { x, y }
}

fn draw(drawing: &mut Drawing, points: &[(f32, f32)]) {
    for (index, &(x, y)) in points.iter().enumerate() {
        if index == 0 { drawing.begin(at(x, y), 0.08) } else { drawing.extend(at(x, y)) }
    }
    drawing.end();
}

fn three_lines() -> Drawing {
    let mut drawing = Drawing::default();
    for y in [0.2, 0.5, 0.8] {
        draw(&mut drawing, &[(0.1, y), (0.9, y)]);
    }
    drawing
}

#[test]
fn each_stroke_is_one_undo_step() {
    let mut drawing = three_lines();
    let all = drawing.strokes().to_vec();
    assert!(drawing.undo());
    assert_eq!(drawing.strokes(), &all[..2]);
    assert!(drawing.undo() && drawing.undo() && !drawing.undo());
    assert!(drawing.is_empty() && !drawing.can_undo() && drawing.can_redo());
    assert!(drawing.redo() && drawing.redo() && drawing.redo() && !drawing.redo());
    assert_eq!(drawing.strokes(), all);
}

#[test]
fn an_erasure_of_several_strokes_is_one_undo_step_that_keeps_their_order() {
    let mut drawing = three_lines();
    let all = drawing.strokes().to_vec();
    drawing.begin_erasing(Eraser::Strokes);
    assert!(drawing.erase(at(0.5, 0.8), 0.01));
    assert!(drawing.erase(at(0.5, 0.2), 0.01), "the way passes the middle line as well");
    assert!(!drawing.erase(at(0.5, 0.2), 0.01));
    drawing.end();
    assert!(drawing.is_empty());
    assert!(drawing.undo());
    assert_eq!(drawing.strokes(), all);
    assert!(drawing.redo());
    assert!(drawing.is_empty());
}

#[test]
fn the_eraser_removes_what_its_edge_touches_and_nothing_else() {
    let mut drawing = three_lines();
    drawing.begin_erasing(Eraser::Strokes);
    assert!(!drawing.erase(at(0.5, 0.35), 0.1), "ink ends at 0.46");
    assert!(drawing.erase(at(0.5, 0.35), 0.12));
    drawing.end();
    assert_eq!(drawing.strokes().len(), 1);
}

#[test]
fn an_erasure_that_meets_nothing_is_no_step() {
    let mut drawing = three_lines();
    let revision = drawing.revision();
    drawing.begin_erasing(Eraser::Strokes);
    drawing.erase(at(0.5, 0.0), 0.01);
    drawing.end();
    assert_eq!(drawing.revision(), revision);
    assert!(drawing.undo());
    assert_eq!(drawing.strokes().len(), 2);
}

#[test]
fn clearing_and_replacing_can_be_taken_back() {
    let mut drawing = three_lines();
    let all = drawing.strokes().to_vec();
    drawing.clear();
    assert!(drawing.is_empty());
    drawing.replace(all[..1].to_vec());
    assert_eq!(drawing.strokes(), &all[..1]);
    assert!(drawing.undo());
    assert!(drawing.is_empty());
    assert!(drawing.undo());
    assert_eq!(drawing.strokes(), all);
}

#[test]
fn clearing_a_blank_canvas_does_nothing() {
    let mut drawing = Drawing::default();
    drawing.clear();
    assert!(!drawing.can_undo());
    assert_eq!(drawing.revision(), 0);
}

#[test]
fn new_ink_after_an_undo_ends_the_redoing() {
    let mut drawing = three_lines();
    drawing.undo();
    draw(&mut drawing, &[(0.5, 0.5)]);
    assert!(!drawing.can_redo() && !drawing.redo());
}

#[test]
fn undo_in_the_middle_of_a_stroke_takes_that_stroke_back() {
    let mut drawing = three_lines();
    drawing.begin(at(0.5, 0.1), 0.08);
    drawing.extend(at(0.5, 0.9));
    assert!(drawing.can_undo());
    assert!(drawing.undo());
    assert_eq!(drawing.strokes().len(), 3);
    drawing.extend(at(0.1, 0.1));
    assert_eq!(drawing.strokes().len(), 3, "the pen is up");
}

#[test]
fn every_change_of_the_ink_raises_the_revision_and_nothing_else_does() {
    let mut drawing = Drawing::default();
    let mut last = drawing.revision();
    let mut changed = |drawing: &Drawing| {
        let grown = drawing.revision() > last;
        last = drawing.revision();
        grown
    };
    drawing.begin(at(0.2, 0.2), 0.08);
    assert!(changed(&drawing));
    drawing.extend(at(0.4, 0.4));
    assert!(changed(&drawing));
    drawing.extend(at(0.4, 0.4));
    drawing.extend(at(f32::NAN, 0.4));
    drawing.end();
    assert!(!changed(&drawing));
    drawing.undo();
    assert!(changed(&drawing));
    drawing.redo();
    assert!(changed(&drawing));
    drawing.clear();
    assert!(changed(&drawing));
}

#[test]
fn bad_points_are_ignored_and_far_ones_come_to_the_edge() {
    let mut drawing = Drawing::default();
    drawing.begin(at(f32::NAN, 0.5), 0.08);
    drawing.extend(at(0.5, 0.5));
    assert!(drawing.is_empty(), "the pen never came down");
    drawing.begin(at(0.5, 0.5), f32::NAN);
    drawing.extend(at(f32::INFINITY, 0.5));
    drawing.extend(at(1e30, -7.0));
    drawing.end();
    assert_eq!(drawing.strokes()[0].points, [at(0.5, 0.5), at(1.0, 0.0)]);
    assert!(drawing.strokes()[0].width.is_finite());
}

#[test]
fn a_drawing_never_holds_more_than_its_most_points() {
    let mut drawing = Drawing::default();
    let endless = Stroke::new(vec![at(0.1, 0.1); MOST_POINTS], 0.08);
    drawing.replace(vec![endless.clone(), endless]);
    drawing.begin(at(0.9, 0.9), 0.08);
    drawing.extend(at(0.5, 0.9));
    assert_eq!(drawing.strokes().iter().map(|stroke| stroke.points.len()).sum::<usize>(), MOST_POINTS);
}

#[test]
fn a_thousand_and_more_strokes_forget_only_the_oldest_steps() {
    let mut drawing = Drawing::default();
    for _ in 0..MOST_STEPS + 5 {
        draw(&mut drawing, &[(0.5, 0.5)]);
    }
    while drawing.undo() {}
    assert_eq!(drawing.strokes().len(), 5);
}

#[test]
fn a_blank_drawing_gives_a_blank_image_and_a_dot_a_full_one() {
    let mut drawing = Drawing::default();
    assert!(drawing.image().is_blank());
    draw(&mut drawing, &[(0.5, 0.5)]);
    assert!(drawing.image().0.contains(&255));
}

#[test]
fn a_slow_pen_leaves_no_gap_between_the_ink_and_itself() {
    let mut drawing = Drawing::default();
    drawing.begin(at(0.5, 0.5), 0.08);
    for step in 1..=100 {
        let pen = at(0.5 + step as f32 * 0.0004, 0.5);
        drawing.extend(pen);
        assert_eq!(drawing.strokes()[0].points.last(), Some(&pen));
        assert_eq!(drawing.strokes()[0].smoothed().last(), Some(&pen));
    }
    assert!(drawing.strokes()[0].points.len() < 50, "points within a pixel are one");
}

#[test]
fn pressure_and_time_are_kept_for_each_point_if_the_first_had_them() {
    let contact = |x: f32, pressure, secs| Contact { place: at(x, 0.5), pressure, secs };
    let pen = Pen { width: 0.1, smoothing: Smoothing::Strong };
    let mut drawing = Drawing::default();
    drawing.begin_with(pen, contact(0.1, Some(0.2), Some(3.0)));
    drawing.extend_with(contact(0.2, Some(0.4), Some(3.1)));
    drawing.extend_with(contact(0.2005, None, Some(f32::NAN)));
    drawing.extend_with(contact(0.3, Some(0.6), Some(3.3)));
    drawing.begin_with(pen, contact(0.1, None, None));
    drawing.extend_with(contact(0.3, Some(0.6), Some(3.3)));
    drawing.end();
    let [pressed, silent] = drawing.strokes() else { panic!("two strokes") };
    assert_eq!((pressed.trace.pressures.len(), pressed.trace.times.len()), (3, 3));
    assert_eq!(pressed.points.len(), 3, "the second point was replaced by the third");
    assert_eq!(pressed.trace.pressures, [0.2, 0.4, 0.6]);
    assert_eq!(silent.trace, Trace::default());
    assert_eq!(pressed.smoothing, Smoothing::Strong);
}

#[test]
fn a_cancelled_stroke_erasure_or_change_was_never_there() {
    let mut drawing = three_lines();
    drawing.undo();
    let before = drawing.strokes().to_vec();
    drawing.begin(at(0.5, 0.1), 0.08);
    drawing.extend(at(0.5, 0.9));
    assert!(drawing.cancel());
    assert_eq!(drawing.strokes(), before);
    for eraser in [Eraser::Strokes, Eraser::Area] {
        drawing.begin_erasing(eraser);
        assert!(drawing.erase(at(0.5, 0.2), 0.05) && drawing.erase(at(0.2, 0.5), 0.05));
        assert!(drawing.cancel());
        assert_eq!(drawing.strokes(), before);
    }
    drawing.begin_transform();
    drawing.transform(&Transform::shift(at(0.1, 0.1)));
    assert!(drawing.cancel() && !drawing.cancel());
    assert_eq!(drawing.strokes(), before);
    assert!(drawing.can_redo(), "nothing new happened, so what was undone can still be redone");
}

#[test]
fn a_change_of_many_events_is_one_step_and_its_errors_do_not_add_up() {
    let mut drawing = three_lines();
    let all = drawing.strokes().to_vec();
    drawing.begin_transform();
    for step in 1..=1000 {
        let angle = step as f32 / 1000.0 * std::f32::consts::TAU;
        drawing.transform(&Transform::turn(at(0.5, 0.5), angle));
    }
    drawing.end();
    for (before, after) in all.iter().zip(drawing.strokes()) {
        assert!(before.points[1].distance(after.points[1]) < 1e-5);
    }
    drawing.change(&Transform::thicken(2.0));
    assert!((drawing.strokes()[0].width - 0.16).abs() < 1e-6);
    assert!(drawing.undo() && drawing.undo());
    assert_eq!(drawing.strokes(), all);
}

#[test]
fn a_change_that_changes_nothing_is_no_step() {
    let mut drawing = three_lines();
    drawing.change(&Transform::NONE);
    drawing.undo();
    assert_eq!(drawing.strokes().len(), 2);
}

/// Something a person does.
#[derive(Debug, Clone)]
enum Deed {
    Draw(Vec<(f32, f32)>),
    Erase(bool, Vec<(f32, f32)>),
    Turn(f32),
    Clear,
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let points = || prop::collection::vec((0.0f32..1.0, 0.0f32..1.0), 1..6);
    prop_oneof![
        3 => points().prop_map(Deed::Draw),
        2 => (any::<bool>(), points()).prop_map(|(is_area, points)| Deed::Erase(is_area, points)),
        1 => (-3.0f32..3.0).prop_map(Deed::Turn),
        1 => Just(Deed::Clear),
    ]
}

fn act(drawing: &mut Drawing, deed: &Deed) {
    match deed {
        Deed::Draw(points) => draw(drawing, points),
        Deed::Erase(is_area, points) => {
            drawing.begin_erasing(if *is_area { Eraser::Area } else { Eraser::Strokes });
            for &(x, y) in points {
                drawing.erase(at(x, y), 0.04);
            }
            drawing.end();
        }
        Deed::Turn(angle) => drawing.change(&Transform::turn(at(0.5, 0.5), *angle)),
        Deed::Clear => drawing.clear(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn undo_and_redo_restore_every_state_bit_for_bit(deeds in prop::collection::vec(any_deed(), 1..14)) {
        let mut drawing = Drawing::default();
        let mut states = vec![drawing.strokes().to_vec()];
        for deed in &deeds {
            act(&mut drawing, deed);
            if states.last().is_none_or(|last| last != drawing.strokes()) {
                states.push(drawing.strokes().to_vec());
            }
        }
        for state in states.iter().rev().skip(1) {
            prop_assert!(drawing.undo());
            prop_assert_eq!(drawing.strokes(), state);
        }
        prop_assert!(!drawing.can_undo());
        for state in states.iter().skip(1) {
            prop_assert!(drawing.redo());
            prop_assert_eq!(drawing.strokes(), state);
        }
        prop_assert!(!drawing.can_redo());
    }
}
