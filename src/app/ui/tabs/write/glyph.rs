//! A token as what it is: an arrow, a line, a jump through the air, a digit or a sign; and its name.

use std::borrow::Cow;
use std::f32::consts::TAU;

use egui::{Align2, Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2};

use crate::app::core::icons;
use crate::app::core::writing::page::TOKENIZER;
use crate::app::ui::theme::{self, size};
use crate::handwriting::{Kind, Token};
use crate::tr;

/// The unit vector of a direction.
pub fn towards(direction: u8) -> Vec2 {
    Vec2::angled(TAU * f32::from(direction) / TOKENIZER.directions as f32)
}

/// Paints a token in `place`.
pub fn paint(painter: &Painter, place: Rect, token: Token, colour: Color32) {
    let middle = place.center();
    let reach = place.height().min(place.width()) * 0.36;
    let sign = |icon: &str| {
        painter.text(middle, Align2::CENTER_CENTER, icon, theme::icon_font(size::BODY), colour);
    };
    match TOKENIZER.kind(token) {
        Some(Kind::Class(class)) => {
            painter.text(middle, Align2::CENTER_CENTER, class.to_string(), theme::strong_font(size::BODY), colour);
        }
        Some(Kind::Direction(direction)) => arrow(painter, middle, towards(direction) * reach, colour),
        Some(Kind::Draw(number)) => {
            let length = share_of(TOKENIZER.drawn, number) * reach * 1.9;
            let half = Vec2::new(length.max(3.0) / 2.0, 0.0);
            painter.line_segment([middle - half, middle + half], Stroke::new(4.0, colour));
        }
        Some(Kind::Move(number)) => {
            let half = Vec2::new(share_of(TOKENIZER.moved, number).max(0.3) * reach, 0.0);
            let ends = [middle - half, middle + half];
            painter.extend(Shape::dashed_line(&ends, Stroke::new(1.5, colour), 3.0, 3.0));
            for end in ends {
                painter.circle_stroke(end, 2.0, Stroke::new(1.0, colour));
            }
        }
        Some(Kind::Start) => sign(icons::FLAG),
        Some(Kind::End) => sign(icons::STOP),
        Some(Kind::NextDigit) => sign(icons::CARET_RIGHT),
        Some(Kind::NextWriter) => sign(icons::USERS),
        None => sign(icons::QUESTION),
    }
}

/// An arrow around `middle`.
fn arrow(painter: &Painter, middle: Pos2, half: Vec2, colour: Color32) {
    let (tail, tip) = (middle - half, middle + half);
    painter.line_segment([tail, tip], Stroke::new(1.6, colour));
    let back = -half.normalized() * 5.0;
    let across = back.rot90() * 0.6;
    painter.add(Shape::convex_polygon(vec![tip, tip + back + across, tip + back - across], colour, Stroke::NONE));
}

/// A length as a share of the longest.
fn share_of(lengths: &[f32], number: u8) -> f32 {
    let length = lengths.get(usize::from(number)).copied().unwrap_or(0.0);
    length / lengths.last().copied().unwrap_or(1.0).max(f32::MIN_POSITIVE)
}

/// What a token is called.
pub fn name(token: Token) -> Cow<'static, str> {
    let nth = |number: u8| u32::from(number) + 1;
    match TOKENIZER.kind(token) {
        Some(Kind::Class(class)) => tr!("token-class", digit = class),
        Some(Kind::Start) => tr!("token-start"),
        Some(Kind::End) => tr!("token-end"),
        Some(Kind::NextDigit) => tr!("token-next-digit"),
        Some(Kind::NextWriter) => tr!("token-next-writer"),
        Some(Kind::Direction(direction)) => {
            tr!("token-direction", degrees = u32::from(direction) * 360 / TOKENIZER.directions as u32)
        }
        Some(Kind::Draw(number)) => tr!("token-draw", length = nth(number)),
        Some(Kind::Move(number)) => tr!("token-move", length = nth(number)),
        None => tr!("token-none"),
    }
}
