//! Strokes to tokens: which directions and lengths draw a line best.

use super::grammar::{MOST_MOVES, MOST_STEPS};
use super::tokenizer::{Kind, Token, TokenError, Tokenizer};
use crate::ink::stroke::{box_around, length};
use crate::ink::{Point, Stroke};

/// Places on the line in one shortest step.
const PLACES: f32 = 4.0;
/// How much the deviation at a line's end counts against that along it.
const END_WEIGHT: f32 = 0.3;

/// A step: its direction, its length and what it does.
type Step = (u8, Kind);

/// The best way found to a place on the line.
#[derive(Clone, Copy)]
struct Best {
    cost: f32,
    pen: Point,
    from: usize,
    step: Step,
}

impl Tokenizer {
    /// The steps that write these strokes, without class and signs.
    ///
    /// Each line is followed by a dynamic program over places on it, which weighs the deviation of the steps from the
    /// line against their number; each step is chosen from where the ones before have really led, so that what
    /// directions and lengths cannot tell does not add up.
    ///
    /// # Errors
    /// When there is no ink, or more line than [`MOST_STEPS`] steps can write.
    pub fn encode(&self, strokes: &[Stroke]) -> Result<Vec<Token>, TokenError> {
        self.encode_lines(&in_units_of_size(strokes).ok_or(TokenError::NoInk)?)
    }

    /// The steps that write the beginning of a digit which will be `size` canvas sides large, or as large as what there is
    /// of it if that is larger: half a digit has not the size of a whole one.
    ///
    /// # Errors
    /// As [`encode`](Self::encode).
    pub fn encode_beginning(&self, strokes: &[Stroke], size: f32) -> Result<Vec<Token>, TokenError> {
        self.encode_lines(&in_units_of(strokes, size).ok_or(TokenError::NoInk)?)
    }

    fn encode_lines(&self, lines: &[Vec<Point>]) -> Result<Vec<Token>, TokenError> {
        let too_long = TokenError::TooLong { most: MOST_STEPS };
        let longest = self.step * self.drawn.last().copied().unwrap_or(1.0);
        let length: f32 = lines.iter().map(|line| length(line)).sum();
        if length > 2.0 * longest * MOST_STEPS as f32 || lines.len() > MOST_STEPS {
            return Err(too_long);
        }
        let mut pen = lines[0][0];
        let mut steps: Vec<Step> = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                steps.extend(self.moves(pen, line[0], &mut pen));
            }
            steps.extend(self.draw(line, &mut pen));
        }
        if steps.len() > MOST_STEPS {
            return Err(too_long);
        }
        let mut tokens = Vec::with_capacity(2 * steps.len());
        for (direction, length) in steps {
            tokens.extend([self.token(Kind::Direction(direction))?, self.token(length)?]);
        }
        Ok(tokens)
    }

    /// The drawn steps along a line from where the pen is.
    fn draw(&self, line: &[Point], pen: &mut Point) -> Vec<Step> {
        let shortest = self.step * self.drawn.first().copied().unwrap_or(1.0);
        let spacing = shortest / PLACES;
        let places = even(line, spacing);
        let last = places.len() - 1;
        if last == 0 {
            // A dot is the shortest line there is.
            let step = ((self.directions / 4) as u8, Kind::Draw(0));
            *pen = *pen + self.way(step.0, step.1);
            return vec![step];
        }
        let mut best: Vec<Option<Best>> = vec![None; places.len()];
        best[0] = Some(Best { cost: 0.0, pen: *pen, from: 0, step: (0, Kind::Draw(0)) });
        for at in 0..last {
            let Some(here) = best[at] else { continue };
            for (number, &length) in self.drawn.iter().enumerate() {
                let (length, kind) = (length * self.step, Kind::Draw(number as u8));
                let straight = at + (length / spacing).round().max(1.0) as usize;
                let farthest = (at + (2.0 * length / spacing).ceil() as usize).min(last);
                for to in at + 1..=farthest {
                    let off = (places[to].distance(here.pen) - length).abs();
                    let ends = to == last && (off < shortest || to <= straight);
                    if off > 0.75 * spacing && to != straight && !ends {
                        continue;
                    }
                    for direction in self.directions_along(places[to] - here.pen) {
                        let pen = here.pen + self.way(direction, kind);
                        let along = places[at + 1..=to].iter().map(|place| {
                            let distance = place.distance_to_line(here.pen, pen);
                            distance * distance
                        });
                        let end = pen.distance(places[to]);
                        let weight = if to == last { END_WEIGHT } else { END_WEIGHT / 4.0 };
                        let cost =
                            here.cost + along.sum::<f32>() * spacing + weight * end * end * self.step + self.thrift;
                        if best[to].is_none_or(|best| cost < best.cost) {
                            best[to] = Some(Best { cost, pen, from: at, step: (direction, kind) });
                        }
                    }
                }
            }
        }
        let mut steps = Vec::new();
        let mut at = last;
        while let Some(here) = best[at].filter(|_| at > 0) {
            if at == last {
                *pen = here.pen;
            }
            steps.push(here.step);
            at = here.from;
        }
        steps.reverse();
        steps
    }

    /// The steps through the air that lead nearest to `to`, no more than bring it nearer by a third of a step each.
    fn moves(&self, from: Point, to: Point, pen: &mut Point) -> Vec<Step> {
        let fee = self.step / 3.0;
        let mut best: (f32, Vec<Step>, Point) = (f32::INFINITY, Vec::new(), from);
        let mut open: Vec<(Vec<Step>, Point)> = vec![(Vec::new(), from)];
        for count in 1..=MOST_MOVES {
            let mut next = Vec::new();
            for (steps, pen) in &open {
                for direction in 0..self.directions as u8 {
                    for number in 0..self.moved.len() as u8 {
                        let step = (direction, Kind::Move(number));
                        let at = *pen + self.way(direction, step.1);
                        let cost = at.distance(to) + fee * count as f32;
                        let mut all = steps.clone();
                        all.push(step);
                        if cost < best.0 {
                            best = (cost, all.clone(), at);
                        }
                        next.push((all, at));
                    }
                }
            }
            open = next;
        }
        *pen = best.2;
        best.1
    }
}

/// The smooth lines of the strokes, scaled so that the longer side of the box around them is 1; `None` without a
/// usable point. Dots stay where all is one dot.
pub(super) fn in_units_of_size(strokes: &[Stroke]) -> Option<Vec<Vec<Point>>> {
    in_units_of(strokes, 0.0)
}

/// The smooth lines of the strokes in units of `size`, or of the longer side of the box around them if that is larger.
fn in_units_of(strokes: &[Stroke], size: f32) -> Option<Vec<Vec<Point>>> {
    let lines: Vec<Vec<Point>> = strokes.iter().map(Stroke::smoothed).filter(|line| !line.is_empty()).collect();
    let &first = lines.iter().flatten().next()?;
    let (low, high) = box_around(lines.iter().flatten().copied())?;
    let longer = (high.x - low.x).max(high.y - low.y).max(size);
    let scale = if longer > 0.0 { 1.0 / longer } else { 0.0 };
    Some(lines.iter().map(|line| line.iter().map(|&point| (point - first) * scale).collect()).collect())
}

/// Places on a line, evenly about `spacing` apart, its two ends among them; one for a dot.
pub(super) fn even(line: &[Point], spacing: f32) -> Vec<Point> {
    let whole = length(line);
    if whole <= spacing / 4.0 {
        return line.first().copied().into_iter().collect();
    }
    places_along(std::iter::once(line), (whole / spacing).round().max(1.0) as usize)
}

/// Where `parts` parts of the same length of all lines together begin, and where the last one ends; the ways from one line
/// to the next do not count. Nothing without a point.
pub(super) fn places_along<'a>(lines: impl Iterator<Item = &'a [Point]> + Clone, parts: usize) -> Vec<Point> {
    let mut points = lines.clone().flatten().copied();
    let Some(first) = points.next() else { return Vec::new() };
    let pairs = lines.flat_map(|line| line.windows(2));
    let whole: f32 = pairs.clone().map(|pair| pair[0].distance(pair[1])).sum();
    if whole <= 0.0 {
        return vec![first; parts + 1];
    }
    let mut places = vec![first];
    let mut passed = 0.0;
    for pair in pairs {
        let way = pair[0].distance(pair[1]);
        while places.len() < parts && passed + way >= whole * places.len() as f32 / parts as f32 {
            let share = (whole * places.len() as f32 / parts as f32 - passed) / way.max(f32::MIN_POSITIVE);
            places.push(pair[0] + (pair[1] - pair[0]) * share.clamp(0.0, 1.0));
        }
        passed += way;
    }
    // Rounding may leave out the last ones.
    places.resize(parts + 1, points.last().unwrap_or(first));
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::data::split_mix::SplitMix64;
    use crate::handwriting::measures::Deviation;
    use crate::ink::{Smoothing, synth};

    const TOKENIZER: Tokenizer = Tokenizer::DEFAULT;

    fn stroke(points: &[(f32, f32)]) -> Stroke {
        Stroke::new(points.iter().map(|&(x, y)| Point { x, y }).collect(), 0.1)
    }

    fn kinds(tokens: &[Token]) -> Vec<Kind> {
        tokens.iter().filter_map(|&token| TOKENIZER.kind(token)).collect()
    }

    #[test]
    fn a_straight_line_takes_the_longest_steps_in_one_direction() {
        let tokens = TOKENIZER.encode(&[stroke(&[(0.5, 0.2), (0.5, 0.8)])]).expect("a line");
        let kinds = kinds(&tokens);
        let down = Kind::Direction((TOKENIZER.directions / 4) as u8);
        assert!(kinds.iter().step_by(2).all(|&kind| kind == down), "{kinds:?}");
        let longest = TOKENIZER.drawn.last().expect("there are lengths") * TOKENIZER.step;
        assert!(tokens.len() / 2 <= (1.0 / longest).ceil() as usize + 1, "{kinds:?}");
    }

    #[test]
    fn size_and_place_do_not_matter() {
        let seven = synth::digit(7, &mut SplitMix64::new(1, 0, 0));
        let smaller = seven.iter().map(|stroke| Stroke {
            points: stroke.points.iter().map(|&point| point * 0.5 + Point { x: 0.125, y: 0.25 }).collect(),
            ..stroke.clone()
        });
        let smaller: Vec<Stroke> = smaller.map(|stroke| Stroke { smoothing: Smoothing::Off, ..stroke }).collect();
        let larger: Vec<Stroke> =
            seven.iter().map(|stroke| Stroke { smoothing: Smoothing::Off, ..stroke.clone() }).collect();
        assert_eq!(TOKENIZER.encode(&smaller), TOKENIZER.encode(&larger));
    }

    #[test]
    fn the_beginning_of_a_digit_has_steps_of_the_whole_ones_size() {
        // Half of a line of one digit's size, from the top down.
        let half = [stroke(&[(0.5, 0.2), (0.5, 0.52)])];
        let written = |tokens: &[Token]| {
            let lines = TOKENIZER.decode_steps(tokens).expect("it is a digit").lines;
            lines.iter().flatten().map(|point| point.y).fold(0.0, f32::max)
        };
        let beginning = TOKENIZER.encode_beginning(&half, 0.64).expect("a line");
        assert!((written(&beginning) - 0.5).abs() <= TOKENIZER.step / 2.0, "{}", written(&beginning));
        assert!((written(&TOKENIZER.encode(&half).expect("a line")) - 1.0).abs() <= TOKENIZER.step / 2.0);
        let larger = [stroke(&[(0.5, 0.0), (0.5, 1.0)])];
        assert_eq!(TOKENIZER.encode_beginning(&larger, 0.64), TOKENIZER.encode(&larger));
        assert_eq!(TOKENIZER.encode_beginning(&[], 0.64), Err(TokenError::NoInk));
    }

    #[test]
    fn made_up_digits_come_back_almost_as_they_were() {
        let (mut chamfer, mut worst, mut count) = (0.0, 0.0_f32, 0);
        for index in 0..300 {
            let strokes = synth::digit((index % 10) as u8, &mut SplitMix64::new(2, 0, index));
            let Ok(steps) = TOKENIZER.encode(&strokes) else { continue };
            let deviation = Deviation::of_tokens(&TOKENIZER, &strokes, &steps).expect("there is ink");
            chamfer += deviation.chamfer;
            worst = worst.max(deviation.hausdorff);
            count += 1;
        }
        assert!(count > 295, "{count}");
        assert!(chamfer / (count as f32) < 0.02 && worst < 0.2, "{} {worst}", chamfer / count as f32);
    }

    #[test]
    fn no_ink_a_dot_and_far_too_much_ink() {
        assert_eq!(TOKENIZER.encode(&[]), Err(TokenError::NoInk));
        assert_eq!(TOKENIZER.encode(&[stroke(&[])]), Err(TokenError::NoInk));
        assert_eq!(TOKENIZER.encode(&[stroke(&[(f32::NAN, 0.5)])]), Err(TokenError::NoInk));
        let dot = TOKENIZER.encode(&[stroke(&[(0.4, 0.4)])]).expect("a dot is a short line");
        assert_eq!(dot.len(), 2);
        let dense: Vec<(f32, f32)> =
            (0..1_000_000).map(|at| ((at % 1_000) as f32 / 1e3, (at / 1_000) as f32 / 1e3)).collect();
        assert_eq!(TOKENIZER.encode(&[stroke(&dense)]), Err(TokenError::TooLong { most: MOST_STEPS }));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_is_drawn_becomes_tokens_that_can_be_drawn_or_an_error(
            lines in prop::collection::vec(prop::collection::vec((0.0f32..1.0, 0.0f32..1.0), 0..6), 0..4)
        ) {
            let strokes: Vec<Stroke> = lines.iter().map(|line| stroke(line)).collect();
            match TOKENIZER.encode(&strokes) {
                Ok(steps) => {
                    prop_assert!(steps.len() <= 2 * MOST_STEPS);
                    prop_assert!(TOKENIZER.decode_steps(&steps).is_ok());
                }
                Err(TokenError::NoInk | TokenError::TooLong { .. }) => {}
                Err(fault) => prop_assert!(false, "{fault}"),
            }
        }
    }
}
