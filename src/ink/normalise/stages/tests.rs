//! With all steps the stages are the normaliser; each step left out shows what its text says.

use proptest::prelude::*;

use super::*;
use crate::ink::{Point, normalise};

fn without(steps: &[Step]) -> Omitted {
    steps.iter().fold(Omitted::NONE, |omitted, &step| omitted.toggled(step))
}

/// A line of the pen, straight from point to point.
fn stroke(points: &[(f32, f32)], width: f32) -> Stroke {
    Stroke::new(points.iter().map(|&(x, y)| Point { x, y }).collect(), width)
}

/// A small upright bar with a foot to the right, left of the canvas's middle.
fn small_digit() -> Vec<Stroke> {
    vec![stroke(&[(0.2, 0.2), (0.2, 0.3), (0.2, 0.4)], 0.02), stroke(&[(0.2, 0.4), (0.25, 0.4)], 0.02)]
}

fn read(strokes: &[Stroke], omitted: Omitted) -> Image {
    input(&Source::of_strokes(strokes), omitted)
}

/// Columns and rows from the first to the last pixel that holds ink.
fn inked(image: &Image) -> (usize, usize) {
    let ink = Raster { width: SIDE, height: SIDE, ink: image.0.to_vec() };
    let region = ink_box(&ink).expect("there is ink");
    (region.width, region.height)
}

fn ink_of(image: &Image) -> u64 {
    image.0.iter().map(|&pixel| u64::from(pixel)).sum()
}

#[test]
fn every_step_has_its_stage_and_no_two_share_a_bit() {
    let of_stages: Vec<Step> = Stage::ALL.iter().flat_map(|stage| stage.steps().iter().copied()).collect();
    assert_eq!(of_stages, Step::ALL);
    for &step in Step::ALL {
        assert_eq!(Omitted::NONE.toggled(step).steps().collect::<Vec<_>>(), [step]);
        assert_eq!(Omitted::NONE.toggled(step).toggled(step), Omitted::NONE);
    }
}

#[test]
fn without_ink_there_are_no_stages() {
    for omitted in [Omitted::NONE, without(&[Step::Polarity, Step::CutOut])] {
        assert_eq!(stages(&Source::of_strokes(&[]), omitted), None);
        assert!(read(&[], omitted).is_blank());
    }
}

#[test]
fn without_cutting_out_a_small_digit_stays_small() {
    let (width, height) = inked(&read(&small_digit(), without(&[Step::CutOut])));
    assert!(width <= 4 && height <= 7, "{width} × {height}");
    assert_eq!(inked(&read(&small_digit(), Omitted::NONE)).1, 20);
}

#[test]
fn without_proportions_a_bar_is_as_wide_as_high() {
    assert_eq!(inked(&read(&small_digit(), without(&[Step::Proportions, Step::Centre]))), (20, 20));
    assert!(inked(&read(&small_digit(), Omitted::NONE)).0 < 12);
}

#[test]
fn without_averaging_edges_are_jagged() {
    let greys = |image: &Image| image.0.iter().filter(|pixel| (1..255).contains(*pixel)).count();
    let slanted = [stroke(&[(0.2, 0.2), (0.5, 0.8)], 0.09), stroke(&[(0.5, 0.8), (0.8, 0.2)], 0.09)];
    let (jagged, smooth) = (read(&slanted, without(&[Step::Average])), read(&slanted, Omitted::NONE));
    assert!(4 * greys(&jagged) < greys(&smooth), "{} of {}", greys(&jagged), greys(&smooth));
}

#[test]
fn without_brightening_a_thin_pen_stays_grey() {
    let thin = [stroke(&[(0.2, 0.15), (0.5, 0.5), (0.8, 0.85)], 0.01), stroke(&[(0.2, 0.85), (0.8, 0.15)], 0.01)];
    let grey = read(&thin, without(&[Step::Brighten]));
    assert!(grey.0.iter().all(|&pixel| pixel < 200), "{:?}", grey.0.iter().max());
    assert!(read(&thin, Omitted::NONE).0.contains(&255));
}

#[test]
fn without_centring_the_box_of_the_ink_is_in_the_middle() {
    let image = read(&small_digit(), without(&[Step::Centre]));
    let region = ink_box(&Raster { width: SIDE, height: SIDE, ink: image.0.to_vec() }).expect("there is ink");
    assert_eq!((region.top, region.height), (4, 20));
    assert_eq!(region.left, ((SIDE - region.width) / 2) as i64);
    assert_ne!(image, read(&small_digit(), Omitted::NONE), "its foot makes it lopsided");
}

#[test]
fn without_the_margin_the_digit_fills_the_picture() {
    let image = read(&small_digit(), without(&[Step::Margin, Step::Centre]));
    assert_eq!(inked(&image).1, SIDE);
    assert!(ink_of(&image) > ink_of(&read(&small_digit(), Omitted::NONE)));
}

#[test]
fn without_light_on_dark_the_network_gets_a_negative() {
    let (negative, image) = (read(&small_digit(), without(&[Step::Polarity])), read(&small_digit(), Omitted::NONE));
    assert!(negative.0.iter().zip(&image.0).all(|(&negative, &pixel)| negative == 255 - pixel));
}

#[test]
fn the_frame_on_the_strokes_holds_the_ink() {
    let source = Source::of_strokes(&small_digit());
    let stages = stages(&source, Omitted::NONE).expect("there is ink");
    let Some(Mark::Frame(frame)) = stages.picture(Stage::Strokes).mark else { panic!("{:?}", stages.pictures[0].mark) };
    // The bar is 0.22 of the canvas high with its round ends, and 280 pixels are the canvas.
    assert!((60..=64).contains(&frame.height) && frame.width == frame.height, "{frame:?}");
    assert!((51..=54).contains(&frame.top), "{frame:?}");
    assert_eq!(stages.picture(Stage::Box).raster.width, stages.picture(Stage::Box).raster.height);
}

#[test]
fn a_large_picture_is_shown_small_and_read_whole() {
    let mut ink = Raster { width: 900, height: 400, ink: vec![0; 900 * 400] };
    for y in 100..300 {
        ink.ink[y * 900 + 600..y * 900 + 640].fill(255);
    }
    let stages = stages(&Source::of_picture(&ink), Omitted::NONE).expect("there is ink");
    assert_eq!(stages.input, normalise(&ink));
    let shown = &stages.picture(Stage::Strokes).raster;
    assert_eq!((shown.width, shown.height), (280, 124));
    let all_off = Step::ALL.iter().copied().fold(Omitted::NONE, Omitted::toggled);
    assert!(!input(&Source::of_picture(&ink), all_off).is_blank());
}

/// Drawings of any place and size.
fn drawings() -> impl Strategy<Value = Vec<Stroke>> {
    let point = (-0.1f32..1.1, -0.1f32..1.1).prop_map(|(x, y)| Point { x, y });
    let stroke =
        (prop::collection::vec(point, 1..20), 0.005f32..0.2).prop_map(|(points, width)| Stroke::new(points, width));
    prop::collection::vec(stroke, 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn with_every_step_it_is_the_normaliser_bit_for_bit(strokes in drawings()) {
        let source = Source::of_strokes(&strokes);
        let stages = stages(&source, Omitted::NONE).expect("there is ink");
        prop_assert_eq!(&stages.input, &normalise(&Raster::of(&strokes)));
        prop_assert_eq!(&stages.picture(Stage::Input).raster.ink, &stages.input.0.to_vec());
        let steps = super::super::steps(&source.ink).expect("there is ink");
        prop_assert_eq!(&stages.picture(Stage::Shrunk).raster.ink, &steps.resampled.to_vec());
    }

    #[test]
    fn any_choice_of_steps_gives_stages_whose_last_is_the_input(strokes in drawings(), off in 0u8..128) {
        let source = Source::of_strokes(&strokes);
        let stages = stages(&source, Omitted(off)).expect("there is ink");
        prop_assert_eq!(&stages.picture(Stage::Input).raster.ink, &stages.input.0.to_vec());
        for &stage in Stage::ALL {
            let raster = &stages.picture(stage).raster;
            prop_assert_eq!(raster.width * raster.height, raster.ink.len());
            prop_assert!(raster.width > 0 && raster.width.max(raster.height) <= SHOWN_SIDE);
        }
    }
}
