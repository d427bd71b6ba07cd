//! A picture as SVG text. Words stay words, in the first typeface there is of a short list.

use std::fmt::Write as _;

use super::{Anchor, Dash, PAPER, Picture, Rgb, Shape, TextDirection, Weight, base64, escaped, png};
use crate::text::Language;

/// The typefaces of the words, the first that is there: after Inter those that come with systems.
fn typefaces(language: Language) -> &'static str {
    match language {
        Language::English => "Inter, Helvetica, Arial, sans-serif",
        Language::Chinese => {
            "Inter, Helvetica, Arial, Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
        }
    }
}

/// The picture as an SVG document, for readers of the thread's language.
#[must_use]
pub fn to_svg(picture: &Picture) -> String {
    let Picture { width, height, title, shapes } = picture;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" font-family=\"{}\">\n<title>{}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        typefaces(Language::current()),
        escaped(title),
        hex(PAPER)
    );
    for shape in shapes {
        text.push_str(&element(shape));
    }
    text.push_str("</svg>\n");
    text
}

fn element(shape: &Shape) -> String {
    match shape {
        Shape::Line { points, colour, width, opacity, dash } => {
            let dash = match dash {
                Dash::Solid => "",
                Dash::Dashed => " stroke-dasharray=\"6 4\"",
            };
            format!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\" \
                 stroke-opacity=\"{opacity}\" stroke-linejoin=\"round\"{dash}/>\n",
                list(points),
                hex(*colour)
            )
        }
        Shape::Area { points, colour, opacity } => {
            format!("<polygon points=\"{}\" fill=\"{}\" fill-opacity=\"{opacity}\"/>\n", list(points), hex(*colour))
        }
        Shape::Pixels { place: [left, top, width, height], columns, colours } => {
            let Some(file) = png::of_pixels(*columns, colours) else { return String::new() };
            format!(
                "<image x=\"{left:.2}\" y=\"{top:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" \
                 preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" \
                 href=\"data:image/png;base64,{}\"/>\n",
                base64::encoded(&file)
            )
        }
        Shape::Text { at: [x, y], anchor, direction, size, weight, colour, text } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let turn = match direction {
                TextDirection::Across => String::new(),
                TextDirection::Up => format!(" transform=\"rotate(-90 {x:.1} {y:.1})\""),
            };
            let weight = match weight {
                Weight::Regular => 400,
                Weight::Strong => 600,
            };
            format!(
                "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{}\" \
                 text-anchor=\"{anchor}\"{turn}>{}</text>\n",
                hex(*colour),
                escaped(text)
            )
        }
    }
}

fn list(points: &[[f32; 2]]) -> String {
    points.iter().fold(String::new(), |mut list, [x, y]| {
        // Writing to a string cannot fail.
        let _ = write!(list, "{x:.1},{y:.1} ");
        list
    })
}

fn hex(Rgb(red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
