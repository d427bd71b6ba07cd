//! Where digits stand on a page, and what stands among them.

use super::desk::{Desk, Hand};
use super::text::{self, SIGNS};
use super::{between, happens, marks, one_of, whole};
use crate::data::split_mix::SplitMix64;

/// Writes the whole page.
pub fn write(desk: &mut Desk, chance: &mut SplitMix64) {
    let kind = chance.unit();
    if happens(chance, if kind > 0.9 { 0.5 } else { 0.03 }) {
        marks::scenery(desk, chance);
    }
    marks::paper(desk, chance);
    if happens(chance, 0.2) {
        marks::edge(desk, chance);
    }
    match kind {
        kind if kind < 0.24 => rows(desk, chance),
        kind if kind < 0.38 => table(desk, chance),
        kind if kind < 0.46 => freely(desk, chance),
        kind if kind < 0.52 => columns(desk, chance),
        kind if kind < 0.57 => alone(desk, chance),
        kind if kind < 0.67 => boxes(desk, chance),
        kind if kind < 0.78 => sums(desk, chance),
        kind if kind < 0.91 => words(desk, chance),
        _ => nothing(desk, chance),
    }
    if happens(chance, 0.15) {
        let count = whole(chance, 1, 4);
        marks::strays(desk, count, chance);
    }
}

/// Numbers in lines, a gap between them, now and then close together, underlined or struck out.
fn rows(desk: &mut Desk, chance: &mut SplitMix64) {
    let (size, reach) = (desk.size, desk.reach);
    let pitch = if happens(chance, 0.35) { between(chance, 0.42, 0.72) } else { between(chance, 0.7, 1.5) };
    let line = size * between(chance, 1.15, 2.8);
    let fill = if happens(chance, 0.25) { 0.25 } else { 0.9 };
    let rules = happens(chance, 0.2);
    let uneven = between(chance, 0.0, 0.12);
    let mut y = -reach + line * chance.unit();
    while y < reach {
        let mut x = if happens(chance, fill) { -reach + size * 2.0 * chance.unit() } else { reach };
        while x < reach {
            let start = x;
            for _ in 0..whole(chance, 1, 7) {
                let own = size * (1.0 + uneven * chance.normal()).clamp(0.6, 1.4);
                let place = (x, y + 0.6 * uneven * size * chance.normal());
                desk.digit(place, own, chance);
                x += size * pitch * (1.0 + 0.1 * chance.normal());
            }
            if rules && happens(chance, 0.6) {
                rule(desk, (start, x), y, chance);
            }
            x += size * between(chance, 0.2, 3.0);
        }
        y += line;
    }
}

/// A line under a number, or through the gap between two lines.
fn rule(desk: &mut Desk, (start, end): (f32, f32), y: f32, chance: &mut SplitMix64) {
    let size = desk.size;
    let (ink, width) = (desk.other_pen(chance), marks::line_width(size, chance).min(0.14 * size));
    let y = y + size * between(chance, 0.55, 0.85) + width;
    let lift = 0.1 * size * chance.normal();
    desk.straight((start - 0.7 * size, y), (end - 0.2 * size, y + lift), width, ink);
    if happens(chance, 0.2) {
        let y = y + 0.2 * size;
        desk.straight((start - 0.7 * size, y), (end - 0.2 * size, y + lift), width, ink);
    }
}

/// A table or a sudoku: a digit in some of the squares.
fn table(desk: &mut Desk, chance: &mut SplitMix64) {
    let (size, reach) = (desk.size, desk.reach);
    let (wide, high) = (size * between(chance, 1.15, 2.6), size * between(chance, 1.15, 2.2));
    let wide = if happens(chance, 0.6) { high } else { wide };
    let (ink, width) = (desk.other_pen(chance), marks::line_width(size, chance));
    let bold = if happens(chance, 0.5) { width * between(chance, 1.5, 3.0) } else { width };
    let (columns, rows) = (whole(chance, 3, 12), whole(chance, 3, 12));
    let ends_here = happens(chance, 0.5);
    let start = if ends_here {
        (wide * (chance.unit() - 0.5 * columns as f32), high * (chance.unit() - 0.5 * rows as f32))
    } else {
        (-reach, -reach)
    };
    let (columns, rows) =
        if ends_here { (columns, rows) } else { ((2.0 * reach / wide) as usize, (2.0 * reach / high) as usize) };
    let only_across = happens(chance, 0.15);
    for at in 0..=columns {
        let x = start.0 + at as f32 * wide;
        if !only_across {
            let own = if at % 3 == 0 { bold } else { width };
            desk.straight((x, start.1), (x, start.1 + rows as f32 * high), own, ink);
        }
    }
    for at in 0..=rows {
        let y = start.1 + at as f32 * high;
        let own = if at % 3 == 0 { bold } else { width };
        desk.straight((start.0, y), (start.0 + columns as f32 * wide, y), own, ink);
    }
    if happens(chance, 0.3) {
        desk.set_hand(Hand::Print);
    }
    let (fill, most) = (between(chance, 0.25, 1.0), if wide > 1.7 * size { 3 } else { 1 });
    for at in 0..columns * rows {
        if happens(chance, fill) {
            let middle = (
                start.0 + ((at % columns) as f32 + 0.5) * wide + 0.08 * size * chance.normal(),
                start.1 + ((at / columns) as f32 + 0.5) * high + 0.05 * size * chance.normal(),
            );
            let count = whole(chance, 1, most);
            number(desk, middle, count, (wide / count as f32 * 0.8).min(0.85 * size), chance);
        }
    }
}

/// So many digits side by side around a place, at most `pitch` apart.
fn number(desk: &mut Desk, (x, y): (f32, f32), count: usize, pitch: f32, chance: &mut SplitMix64) {
    let size = if count > 1 { desk.size.min(1.5 * pitch) } else { desk.size };
    for at in 0..count {
        let x = x + (at as f32 - (count - 1) as f32 / 2.0) * pitch;
        desk.digit((x, y), size * (1.0 + 0.06 * chance.normal()), chance);
    }
}

/// Anywhere, none on another.
fn freely(desk: &mut Desk, chance: &mut SplitMix64) {
    let mut places: Vec<(f32, f32)> = Vec::new();
    let apart = desk.size * between(chance, 1.0, 2.5);
    for _ in 0..whole(chance, 2, 60) {
        let place = marks::anywhere(desk, chance);
        if places.iter().all(|other| (other.0 - place.0).hypot(other.1 - place.1) > apart) {
            places.push(place);
            let size = desk.size * (1.0 + 0.15 * chance.normal()).clamp(0.6, 1.5);
            desk.digit(place, size, chance);
        }
    }
}

/// Digits under each other, close or not.
fn columns(desk: &mut Desk, chance: &mut SplitMix64) {
    let (size, reach) = (desk.size, desk.reach);
    let pitch = size * between(chance, 0.78, 1.4);
    let mut x = -reach + 2.0 * size * chance.unit();
    while x < reach {
        let mut y = -reach + size * chance.unit();
        while y < reach {
            if happens(chance, 0.92) {
                desk.digit((x + 0.08 * size * chance.normal(), y), size, chance);
            }
            y += pitch;
        }
        x += size * between(chance, 1.0, 4.0);
    }
}

/// A single digit, or a single number.
fn alone(desk: &mut Desk, chance: &mut SplitMix64) {
    let place = marks::anywhere(desk, chance);
    let place = if happens(chance, 0.6) { (place.0 * 0.2, place.1 * 0.2) } else { place };
    let count = if happens(chance, 0.6) { 1 } else { whole(chance, 2, 5) };
    let pitch = desk.size * between(chance, 0.65, 1.1);
    number(desk, place, count, pitch, chance);
}

/// A comb of squares, fields with labels, digits in circles and triangles.
fn boxes(desk: &mut Desk, chance: &mut SplitMix64) {
    let (size, reach) = (desk.size, desk.reach);
    let (ink, width) = (desk.other_pen(chance), marks::line_width(size, chance));
    let kind = whole(chance, 0, 4);
    let side = size * between(chance, 1.2, 2.1);
    let gap = if happens(chance, 0.5) { 0.0 } else { size * between(chance, 0.1, 0.8) };
    let label = happens(chance, 0.5);
    let mut y = -reach + side * chance.unit();
    while y < reach {
        let mut x = -reach + side * chance.unit();
        if label {
            let (letters, print) = (size * between(chance, 0.4, 0.8), desk.other_pen(chance));
            let end = x + size * between(chance, 1.0, 6.0);
            text::printed_line(desk, (x, y), end, letters, print, chance);
            x = end + 3.0 * side * chance.unit() + 2.0 * size;
        }
        for _ in 0..whole(chance, 1, 12) {
            let corner = [x - side / 2.0, y - side / 2.0, x + side / 2.0, y + side / 2.0];
            match kind {
                0 | 1 => marks::frame(desk, corner, width, ink),
                2 => marks::ring(desk, (x, y), (0.6 * side, 0.6 * side), 24, width, ink),
                3 => marks::ring(desk, (x, y + 0.1 * side), (0.9 * side, 0.9 * side), 3, width, ink),
                // The teeth of a comb, or a dotted line.
                _ => {
                    desk.straight((corner[0], corner[3]), (corner[2], corner[3]), width, ink);
                    desk.straight((corner[0], corner[3]), (corner[0], corner[3] - 0.3 * side), width, ink);
                }
            }
            if happens(chance, 0.85) {
                let place = (x + 0.08 * size * chance.normal(), y + 0.06 * size * chance.normal());
                desk.digit(place, size * between(chance, 0.75, 1.05), chance);
            }
            x += side + gap + if kind == 3 { 0.8 * side } else { 0.0 };
        }
        y += side * between(chance, 1.2, 2.2);
    }
}

/// Sums, dates, amounts and fractions.
fn sums(desk: &mut Desk, chance: &mut SplitMix64) {
    let (size, reach) = (desk.size, desk.reach);
    let line = size * between(chance, 1.5, 3.0);
    let pitch = size * between(chance, 0.7, 1.0);
    let pen = between(chance, 0.05, 0.13);
    let mut y = -reach + line * chance.unit();
    while y < reach {
        let mut x = -reach + size * chance.unit();
        while x < reach {
            let ink = desk.pen(chance);
            if happens(chance, 0.12) {
                fraction(desk, (x, y), pen, chance);
                x += 1.6 * size;
                continue;
            }
            for _ in 0..whole(chance, 1, 4) {
                desk.digit((x, y), size * (1.0 + 0.06 * chance.normal()), chance);
                x += pitch;
            }
            let sign = one_of(chance, &SIGNS);
            x += 0.1 * size;
            if desk.has_room((x, y), size) {
                x += text::sign(desk, sign, (x, y), size, pen, ink, chance);
            }
            if happens(chance, 0.12) {
                x += 2.0 * size;
            }
        }
        y += line;
    }
}

/// One number over another, a bar between them.
fn fraction(desk: &mut Desk, (x, y): (f32, f32), pen: f32, chance: &mut SplitMix64) {
    let size = desk.size;
    let ink = desk.pen(chance);
    let half = size * between(chance, 0.5, 0.9);
    if desk.has_room((x, y), 2.0 * size) {
        desk.straight((x - half, y), (x + half, y + 0.04 * size * chance.normal()), pen * size, ink);
    }
    for down in [-0.72, 0.72] {
        let count = whole(chance, 1, 2);
        let pitch = 0.72 * size;
        for at in 0..count {
            let x = x + (at as f32 - (count - 1) as f32 / 2.0) * pitch;
            desk.digit((x, y + down * size), size, chance);
        }
    }
}

/// Lines of words, printed or by hand, with few digits.
fn words(desk: &mut Desk, chance: &mut SplitMix64) {
    let (size, reach) = (desk.size, desk.reach);
    let line = size * between(chance, 1.4, 2.4);
    let (ink, is_printed) = (desk.other_pen(chance), happens(chance, 0.6));
    let digits = happens(chance, 0.5);
    let mut y = -reach + line * chance.unit();
    while y < reach {
        let mut x = -reach;
        if digits && happens(chance, 0.4) {
            x = between(chance, -0.5, 0.3) * reach;
            for _ in 0..whole(chance, 1, 5) {
                desk.digit((x, y), size, chance);
                x += 0.85 * size;
            }
            x += size;
        }
        if is_printed {
            text::printed_line(desk, (x, y), reach, 0.9 * size, ink, chance);
        } else {
            text::written_line(desk, (x, y), reach, size, ink, chance);
        }
        y += line;
    }
}

/// No digit at all: things, letters, empty tables, or nothing.
fn nothing(desk: &mut Desk, chance: &mut SplitMix64) {
    match whole(chance, 0, 3) {
        0 => {}
        1 => {
            let (ink, width) = (desk.other_pen(chance), marks::line_width(desk.size, chance));
            let (wide, high) = (desk.size * between(chance, 0.6, 4.0), desk.size * between(chance, 0.6, 3.0));
            for at in 0..whole(chance, 2, 40) {
                let (x, y) = ((at % 6) as f32 * wide - 2.5 * wide, (at / 6) as f32 * high - 2.5 * high);
                marks::frame(desk, [x, y, x + wide, y + high], width, ink);
            }
        }
        2 => {
            let count = whole(chance, 3, 25);
            marks::strays(desk, count, chance);
        }
        _ => {
            let count = whole(chance, 1, 8);
            marks::strays(desk, count, chance);
            if happens(chance, 0.5) {
                marks::scenery(desk, chance);
            }
        }
    }
}
