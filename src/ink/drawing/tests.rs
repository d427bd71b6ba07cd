//! What a person may rely on when drawing, erasing and taking back.

use super::*;

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
    drawing.begin_erasing();
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
    drawing.begin_erasing();
    assert!(!drawing.erase(at(0.5, 0.35), 0.1), "ink ends at 0.46");
    assert!(drawing.erase(at(0.5, 0.35), 0.12));
    drawing.end();
    assert_eq!(drawing.strokes().len(), 1);
}

#[test]
fn an_erasure_that_meets_nothing_is_no_step() {
    let mut drawing = three_lines();
    let revision = drawing.revision();
    drawing.begin_erasing();
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
