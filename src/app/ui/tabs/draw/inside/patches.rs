//! The drawing cut into the patches of a transformer, and how much one of them looks at each.

use egui::{Color32, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::app::ui::theme;
use crate::app::ui::widgets::pixels;
use crate::data::Image;
use crate::tr;

/// The image and its patches.
pub struct Patches<'a> {
    /// What is read.
    pub image: &'a Image,
    /// How many tokens, in rows of as many as there are rows.
    pub tokens: usize,
    /// Which patch each token is, where they were shuffled; otherwise nothing.
    pub order: &'a [usize],
}

impl Patches<'_> {
    /// Patches beside each other.
    fn across(&self) -> usize {
        (1..=self.tokens).find(|across| across * across >= self.tokens).unwrap_or(1)
    }

    /// Where a token lies on the image.
    fn rect(&self, square: Rect, token: usize) -> Rect {
        let place = self.order.get(token).copied().unwrap_or(token);
        let across = self.across();
        let side = square.width() / across as f32;
        let corner = square.min + vec2((place % across) as f32, (place / across) as f32) * side;
        Rect::from_min_size(corner, vec2(side, side))
    }

    /// The token at a point.
    fn at(&self, square: Rect, point: Pos2) -> Option<usize> {
        (0..self.tokens).find(|&token| self.rect(square, token).contains(point))
    }
}

/// Draws the image in `square` with its patches, a line from the token that looks to each it looks at, as thick as its
/// share; gives the token that was clicked.
pub fn ui(ui: &mut Ui, square: Rect, patches: &Patches<'_>, looks: usize, shares: &[f32], salt: &str) -> Option<usize> {
    let response = ui.interact(square, ui.scope_id().with((salt, "patches")), Sense::click());
    let most = shares.iter().enumerate().max_by(|one, other| one.1.total_cmp(other.1)).map(|(token, _)| token);
    let words = match most {
        Some(most) => tr!("inside-looks-at", token = looks + 1, most = most + 1),
        None => tr!("inside-token", token = looks + 1),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    let palette = theme::palette(ui);
    let painter = ui.painter_at(square.expand(4.0));
    painter.add(egui::Shape::mesh(pixels::mesh(patches.image, square, ui.pixels_per_point())));
    let grid = Stroke::new(1.0, Color32::from_white_alpha(40));
    for token in 0..patches.tokens {
        painter.rect_stroke(patches.rect(square, token), 0, grid, StrokeKind::Middle);
    }
    let strongest = shares.iter().copied().fold(1e-6, f32::max);
    let (above, _) = theme::signed(&egui::Visuals::dark());
    let from = patches.rect(square, looks).center();
    for (token, &share) in shares.iter().enumerate().filter(|(_, share)| share.is_finite()) {
        let part = share / strongest;
        let rect = patches.rect(square, token);
        painter.rect_filled(rect, 0, above.gamma_multiply(0.45 * part));
        if part > 0.08 && token != looks {
            let width = 1.0 + 5.0 * part;
            painter.line_segment([from, rect.center()], Stroke::new(width, above.gamma_multiply(0.35 + 0.65 * part)));
        }
    }
    let own = patches.rect(square, looks);
    painter.rect_stroke(own, 0, Stroke::new(3.0, theme::DARK.warning), StrokeKind::Inside);
    painter.rect_stroke(square, 0, Stroke::new(1.0, palette.edge), StrokeKind::Outside);
    let point = response.interact_pointer_pos().filter(|_| response.clicked())?;
    patches.at(square, point)
}
