//! The arithmetic behind a number of the network, and the way further back: from a logit or a look to the table of tokens.

use std::borrow::Cow;

use egui::{CornerRadius, Label, RichText, Sense, Ui, WidgetInfo, vec2};

use super::glyph;
use super::head::push;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::writing::command::WritingCommand;
use crate::app::core::writing::follow::{Following, Root};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::Show;
use crate::app::ui::widgets::card;
use crate::handwriting::Outlook;
use crate::model::token_look::{Means, Step};
use crate::model::worked;
use crate::tr;

/// Draws what is followed, if something is.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let writing = &context.core.writing;
    let (Some(following), Some(outlook)) = (&writing.following, writing.outlook()) else { return };
    ui.add_space(space::S);
    card::show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let name = name(following, outlook);
        ui.horizontal(|ui| {
            push(ui, WritingCommand::FollowBack, Show::Icon, context);
            ui.add(Label::new(RichText::new(name).font(theme::strong_font(size::BODY))).wrap());
        });
        let Some(followed) = following.followed(outlook) else {
            super::note(ui, &tr!("follow-nothing"));
            return;
        };
        super::note(ui, &told(followed.means));
        for step in &followed.steps {
            if line(ui, step)
                && let Some(spot) = step.from
            {
                context.commands.push(Command::Writing(WritingCommand::FollowOn(spot)));
            }
        }
        let result = worked::number(followed.value);
        ui.label(RichText::new(tr!("inside-result", result = result)).font(theme::strong_font(size::BODY)));
    });
}

/// What the number is that was come to.
fn name(following: &Following, outlook: &Outlook) -> Cow<'static, str> {
    match (following.path.last(), following.root) {
        (None, Root::Logit(token)) => tr!("follow-logit", token = glyph::name(token).to_string()),
        (None, Root::Look { block, head, place }) => {
            tr!("follow-look", block = block + 1, head = head + 1, place = place + 1)
        }
        (Some(&spot), _) => {
            let look = outlook.look.as_ref();
            let layer = look.and_then(|look| Some(look.layer(spot)?.name.clone())).unwrap_or_default();
            let (token, number) = look.and_then(|look| look.token_and_number(spot)).unwrap_or_default();
            tr!("follow-number", layer = layer, token = token + outlook.attention.from + 1, number = number + 1)
        }
    }
}

/// How it is computed, in a sentence.
fn told(means: Means) -> Cow<'static, str> {
    match means {
        Means::WeightedSum(count) => tr!("follow-weighted-sum", count = count),
        Means::Normalisation => tr!("follow-normalisation"),
        Means::Attention => tr!("follow-attention"),
        Means::Look => tr!("follow-look-how"),
        Means::Sum => tr!("follow-sum"),
        Means::Gelu => tr!("follow-gelu"),
        Means::Same => tr!("follow-same"),
        Means::Position => tr!("follow-position"),
        Means::Table => tr!("follow-table"),
    }
}

/// A line of arithmetic; says whether it was clicked, which goes on with the number that it begins with.
fn line(ui: &mut Ui, step: &Step) -> bool {
    let palette = theme::palette(ui);
    let Some(_) = step.from else {
        ui.add(Label::new(RichText::new(&step.formula).size(size::SMALL)).wrap());
        return false;
    };
    let width = ui.available_width();
    let room = width - 24.0 - space::XS;
    let words = ui.painter().layout(step.formula.clone(), theme::font(size::SMALL), palette.ink, room);
    let height = (words.size().y + 2.0 * space::XS).max(26.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let label = tr!("follow-on", formula = step.formula.as_str());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &*label));
    let fill = if response.hovered() || response.has_focus() { palette.well_hovered } else { palette.well };
    ui.painter().rect_filled(rect, CornerRadius::same(theme::CONTROL_RADIUS), fill);
    let place = rect.left_center() + vec2(space::XS, -words.size().y / 2.0);
    ui.painter().galley(place, words, palette.ink);
    let sign = rect.right_center() - vec2(space::XS, 0.0);
    let font = theme::icon_font(size::SMALL);
    ui.painter().text(sign, egui::Align2::RIGHT_CENTER, icons::CARET_RIGHT, font, palette.quiet);
    response.on_hover_text(tr!("follow-on.help")).clicked()
}
