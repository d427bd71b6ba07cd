//! What is on pages beside digits: printed lines, frames, stamps, tables on which sheets lie, drawings.

use std::f32::consts::TAU;

use super::colours;
use super::desk::Desk;
use super::sheet::{Ink, Of};
use super::{between, happens, whole};
use crate::data::split_mix::SplitMix64;
use crate::ink::synth;

/// What is printed on the paper before anybody writes.
pub fn paper(desk: &mut Desk, chance: &mut SplitMix64) {
    let kind = chance.unit();
    let step = desk.size * between(chance, 0.22, 2.2);
    let step = step.max(5.0);
    let (ink, width) = (desk.print(chance), line_width(desk.size, chance));
    if kind < 0.25 {
        across(desk, step, width, ink, chance);
        down(desk, step, width, ink, chance);
    } else if kind < 0.36 {
        across(desk, step.max(desk.size), width, ink, chance);
    } else if kind < 0.39 {
        dots(desk, step, width, ink, chance);
    }
}

/// How wide a printed line is, in pixels.
pub fn line_width(size: f32, chance: &mut SplitMix64) -> f32 {
    let share = if happens(chance, 0.7) { between(chance, 0.02, 0.09) } else { between(chance, 0.06, 0.25) };
    (share * size).max(0.6)
}

fn across(desk: &mut Desk, step: f32, width: f32, ink: Ink, chance: &mut SplitMix64) {
    let reach = desk.reach;
    let mut y = -reach + step * chance.unit();
    while y < reach {
        desk.straight((-reach, y), (reach, y), width, ink);
        y += step;
    }
}

fn down(desk: &mut Desk, step: f32, width: f32, ink: Ink, chance: &mut SplitMix64) {
    let reach = desk.reach;
    let mut x = -reach + step * chance.unit();
    while x < reach {
        desk.straight((x, -reach), (x, reach), width, ink);
        x += step;
    }
}

fn dots(desk: &mut Desk, step: f32, width: f32, ink: Ink, chance: &mut SplitMix64) {
    let reach = desk.reach;
    let start = step * chance.unit() - reach;
    let count = (2.0 * reach / step) as usize;
    for at in 0..count * count {
        let (x, y) = (start + (at % count) as f32 * step, start + (at / count) as f32 * step);
        desk.straight((x, y), (x + 0.1, y), width * 1.4, ink);
    }
}

/// A rectangle.
pub fn frame(desk: &mut Desk, [left, top, right, bottom]: [f32; 4], width: f32, ink: Ink) {
    desk.outline(&[(left, top), (right, top), (right, bottom), (left, bottom)], true, width, ink);
}

/// A circle, an oval or a polygon around a place.
pub fn ring(desk: &mut Desk, (x, y): (f32, f32), radius: (f32, f32), corners: usize, width: f32, ink: Ink) {
    let place = |at: usize| {
        let (sin, cos) = (TAU * (at as f32 / corners as f32 - 0.25)).sin_cos();
        (x + radius.0 * cos, y + radius.1 * sin)
    };
    let places: Vec<(f32, f32)> = (0..corners).map(place).collect();
    desk.outline(&places, true, width, ink);
}

/// The paper ends: at its left or below it is a table, a dark edge, another sheet.
pub fn edge(desk: &mut Desk, chance: &mut SplitMix64) {
    let reach = 2.0 * desk.reach;
    let middle = 0.35 * desk.reach;
    let sides = match chance.unit() {
        kind if kind < 0.4 => [true, false],
        kind if kind < 0.8 => [false, true],
        _ => [true, true],
    };
    if sides[0] {
        let left = middle * chance.normal() - 0.4 * middle;
        let beyond = [(-reach, -reach), (left, -reach), (left, reach), (-reach, reach)];
        table(desk, beyond, chance);
        desk.limits[0] = Some(left);
    }
    if sides[1] {
        let low = middle * chance.normal() + 0.4 * middle;
        let beyond = [(-reach, low), (reach, low), (reach, reach), (-reach, reach)];
        table(desk, beyond, chance);
        desk.limits[1] = Some(low);
    }
}

/// What a sheet lies on: one colour, or boards, or a pattern.
fn table(desk: &mut Desk, corners: [(f32, f32); 4], chance: &mut SplitMix64) {
    let mut colour = colours::any(chance);
    if colours::distance(colour, desk.paper) < 25.0 {
        colour = colour.map(|level| if level > 128.0 { level - 70.0 } else { level + 70.0 });
    }
    desk.area(&corners, Ink { colour, strength: 1.0, grain: 0.0 }, Of::Paper);
    if happens(chance, 0.5) {
        return;
    }
    let is_across = happens(chance, 0.5);
    let (left, top, right, bottom) = (corners[0].0, corners[0].1, corners[2].0, corners[2].1);
    let step = desk.size * between(chance, 0.3, 3.0);
    let mut at = if is_across { top } else { left };
    let end = if is_across { bottom } else { right };
    while at < end {
        let other = [(); 3].map(|()| 22.0 * chance.normal());
        let mut own = colour;
        own.iter_mut().zip(other).for_each(|(level, by)| *level = (*level + by).clamp(0.0, 255.0));
        let next = (at + step * between(chance, 0.2, 1.4)).min(end);
        let board = if is_across {
            [(left, at), (right, at), (right, next), (left, next)]
        } else {
            [(at, top), (next, top), (next, bottom), (at, bottom)]
        };
        desk.area(&board, Ink { colour: own, strength: 1.0, grain: between(chance, 0.0, 0.4) }, Of::Paper);
        at = next;
    }
}

/// Lines, shapes and letters here and there.
pub fn strays(desk: &mut Desk, count: usize, chance: &mut SplitMix64) {
    for _ in 0..count {
        let place = anywhere(desk, chance);
        let (size, ink) = (desk.size * between(chance, 0.3, 2.5), desk.other_pen(chance));
        let width = between(chance, 0.03, 0.14);
        match chance.unit() {
            kind if kind < 0.35 => {
                desk.strokes(&synth::letter(chance), place, size.min(1.3 * desk.size), width, ink, Of::Other);
            }
            kind if kind < 0.6 => {
                // A bare stroke would be a one.
                let strokes = synth::shape(chance);
                if strokes.len() > 1 || strokes.iter().any(|stroke| stroke.points.len() > 6) {
                    desk.strokes(&strokes, place, size, width * 0.7, ink, Of::Other);
                }
            }
            kind if kind < 0.8 => {
                let (to, width) = (anywhere(desk, chance), line_width(desk.size, chance));
                if (to.0 - place.0).hypot(to.1 - place.1) > 2.5 * desk.size {
                    desk.straight(place, to, width, ink);
                }
            }
            _ => {
                let (radius, corners) = ((0.6 * size, size * between(chance, 0.3, 0.8)), whole(chance, 3, 24));
                if size > 1.5 * desk.size {
                    ring(desk, place, radius, corners, line_width(desk.size, chance), ink);
                }
            }
        }
    }
}

/// A place of the page that can be seen.
pub fn anywhere(desk: &Desk, chance: &mut SplitMix64) -> (f32, f32) {
    let reach = 0.62 * desk.reach;
    (reach * chance.signed_unit(), reach * chance.signed_unit())
}

/// Areas of many colours, as of a street, a room or a drawing.
pub fn scenery(desk: &mut Desk, chance: &mut SplitMix64) {
    for _ in 0..whole(chance, 4, 26) {
        let (x, y) = anywhere(desk, chance);
        let ink = Ink { colour: colours::any(chance), strength: between(chance, 0.3, 1.0), grain: 0.3 * chance.unit() };
        let (wide, high) = (desk.reach * between(chance, 0.04, 0.5), desk.reach * between(chance, 0.04, 0.5));
        let corners = whole(chance, 3, 10);
        let start = chance.unit();
        let places: Vec<(f32, f32)> = (0..corners)
            .map(|at| {
                let (sin, cos) = (TAU * (start + at as f32 / corners as f32)).sin_cos();
                let far = 1.0 + 0.25 * chance.normal();
                (x + wide * cos * far, y + high * sin * far)
            })
            .collect();
        desk.area(&places, ink, Of::Paper);
    }
}
