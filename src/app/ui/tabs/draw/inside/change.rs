//! Changing the picture: the smallest change of ink that flips the answer, and a step that the eye does not see beside
//! noise of the same size.

use egui::{RichText, Role, Ui, UiBuilder, Vec2, WidgetInfo, vec2};
use egui_plot::{AxisHints, Legend, Line, PlotPoints, VLine};

use super::choice;
use crate::app::core::command::Command;
use crate::app::core::effects::WorkKind;
use crate::app::core::explain::change::{Change, Search};
use crate::app::core::explain::command::ExplainCommand;
use crate::app::core::explain::words;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{self, Emphasis, Enabled, Show};
use crate::app::ui::widgets::{card, controls, heat, pixels, plots, progress, slider};
use crate::explain::adversarial::{Attack, DRAWS, MOST, STEPS, epsilon};
use crate::explain::flip::{Flip, Pen};
use crate::model::Prediction;
use crate::text::format;
use crate::tr;

/// Height of the curves, in points.
const CURVES: f32 = 120.0;

/// Draws the view: both changes beside each other.
pub fn ui(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let explain = &context.core.explain;
    if let Some(fault) = explain.change.fault() {
        super::wait(ui, Some(fault));
        return;
    }
    let room = ui.available_rect_before_wrap();
    let middle = room.left() + room.width() * 0.38;
    let (left, right) = room.split_left_right_at_x(middle);
    ui.scope_builder(UiBuilder::new().max_rect(left.with_max_x(left.right() - space::L)), |ui| by_ink(ui, context));
    ui.painter().vline(middle, room.y_range(), egui::Stroke::new(1.0, theme::palette(ui).line));
    ui.scope_builder(UiBuilder::new().max_rect(right.with_min_x(right.left() + space::L)), |ui| by_slope(ui, context));
}

fn title(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).font(theme::strong_font(size::TITLE)));
}

/// A command as a button.
fn ask(ui: &mut Ui, context: &mut ViewContext<'_>, command: ExplainCommand, emphasis: Emphasis) {
    let command = Command::Explain(command);
    let can = Enabled::of(&command, context.core);
    if button::command(ui, &command, can, Show::Both, emphasis).clicked() {
        context.commands.push(command);
    }
}

fn by_ink(ui: &mut Ui, context: &mut ViewContext<'_>) {
    ui.spacing_mut().item_spacing.y = space::S;
    title(ui, &tr!("change-by-ink"));
    let change = &context.core.explain.change;
    let (wanted, mut pen) = (change.wanted, change.pen);
    let labels = context.core.inside.labels();
    let words = match wanted {
        Some(digit) => tr!("change-to", digit = labels.name(digit)),
        None => tr!("change-to-any"),
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
        if let Some(digit) = choice::class(ui, labels, (&words, &tr!("change-any")), wanted) {
            context.commands.push(Command::Explain(ExplainCommand::FlipTo(digit)));
        }
        let pens = egui::ComboBox::from_id_salt("change-pen").selected_text(crate::text::Named::title(&pen));
        let shown = pens.show_ui(ui, |ui| {
            for &one in Pen::ALL {
                ui.selectable_value(&mut pen, one, crate::text::Named::title(&one));
            }
        });
        controls::note(ui.ctx(), shown.response.rect);
    });
    if pen != change.pen {
        context.commands.push(Command::Explain(ExplainCommand::Pen(pen)));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::S);
        if let Some(share) = context.core.shared.progress(&WorkKind::Flip) {
            ask(ui, context, ExplainCommand::CancelFlip, Emphasis::Plain);
            progress::bar(ui, share, vec2(ui.available_width().min(160.0), progress::HEIGHT));
        } else {
            ask(ui, context, ExplainCommand::FindFlip, Emphasis::Main);
            ask(ui, context, ExplainCommand::FlipToCanvas, Emphasis::Plain);
        }
    });
    let change = &context.core.explain.change;
    let side = ui.available_width().min(ui.available_height() - 84.0).max(80.0).floor();
    let image = context.core.inside.image();
    match change.search() {
        Search::Found(flip) => found(ui, flip, side, context.core.inside.temperature().0),
        Search::NotBegun => {
            pixels::ui(ui, image, side, &tr!("change-drawing"));
            quiet(ui, &tr!("change-not-begun"));
        }
        Search::NotFound => {
            pixels::ui(ui, image, side, &tr!("change-drawing"));
            quiet(ui, &tr!("change-not-found"));
        }
        Search::Failed(fault) => quiet(ui, &tr!("explain-fault", fault = fault.clone())),
    }
}

fn quiet(ui: &mut Ui, words: &str) {
    ui.add(egui::Label::new(RichText::new(words).color(theme::palette(ui).quiet)).wrap());
}

fn found(ui: &mut Ui, flip: &Flip, side: f32, temperature: f32) {
    let words = words::flip(flip);
    let changed: Vec<(usize, bool)> =
        flip.changes.iter().map(|change| (change.pixel, change.to > change.from)).collect();
    heat::changed(ui, &flip.image, &changed, side, &words);
    ui.add(egui::Label::new(RichText::new(words.as_str()).font(theme::strong_font(size::BODY))).wrap());
    let [before, after] = [&flip.before, &flip.after].map(|read| words::reading(read, temperature));
    quiet(ui, &tr!("change-before-after", before = before, after = after));
    ui.label(RichText::new(tr!("change-minimal")).size(size::SMALL).color(theme::palette(ui).quiet));
}

fn by_slope(ui: &mut Ui, context: &mut ViewContext<'_>) {
    ui.spacing_mut().item_spacing.y = space::S;
    title(ui, &tr!("change-by-slope"));
    let change = &context.core.explain.change;
    let Some(attack) = change.attack().cloned() else {
        super::wait(ui, None);
        return;
    };
    epsilon_slider(ui, change, context.commands);
    let is_old = !change.is_of_now();
    super::faded(ui, is_old, |ui| slope_and_noise(ui, &attack, is_old, context));
    ask(ui, context, ExplainCommand::AttackToCanvas, Emphasis::Plain);
}

/// The picture changed along the slope beside the one with noise, and what becomes of the answer as both grow.
fn slope_and_noise(ui: &mut Ui, attack: &Attack, is_old: bool, context: &ViewContext<'_>) {
    ui.spacing_mut().item_spacing.y = space::S;
    let (step, temperature) = (context.core.explain.change.step(), context.core.inside.temperature().0);
    let words = if is_old { tr!("change-old") } else { tr!("change-of", digit = attack.label_name()) };
    card::caption(ui, &words);
    let gap = space::M;
    let below = CURVES + 184.0;
    let side = ((ui.available_width() - gap) / 2.0).min(ui.available_height() - below).max(72.0).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        let one = |ui: &mut Ui, title: &str, image: &crate::data::Image, read: &Prediction| {
            ui.vertical(|ui| {
                ui.set_width(side);
                card::caption(ui, title);
                let reading = words::reading(read, temperature);
                pixels::ui(ui, image, side, &format!("{title}: {reading}"));
                let is_flipped = read.class() != attack.attacked[0].class();
                let colour = if is_flipped { theme::palette(ui).wrong } else { theme::palette(ui).ink };
                let words = RichText::new(reading).font(theme::strong_font(size::TITLE));
                ui.add(egui::Label::new(words.color(colour)).wrap());
            });
        };
        one(ui, &tr!("change-attacked"), &attack.picture(step), &attack.attacked[step]);
        one(ui, &tr!("change-noisy"), &attack.with_noise(step), &attack.noisy[step][0]);
    });
    curves(ui, attack, step, temperature);
    quiet(ui, &words::flips(attack));
    if let Some(words) = words::as_weak(attack, step, temperature) {
        ui.add(egui::Label::new(RichText::new(words).color(theme::palette(ui).warning)).wrap());
    }
}

fn epsilon_slider(ui: &mut Ui, change: &Change, commands: &mut Vec<Command>) {
    let mut step = change.step();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let way = egui::Slider::new(&mut step, 0..=STEPS)
            .text("ε")
            .custom_formatter(|step, _| format::decimal(f64::from(epsilon(step as usize)), 2).to_string())
            .custom_parser(|words| words.parse::<f64>().ok().map(|share| share * STEPS as f64 / f64::from(MOST)));
        let response = slider::add(ui, way).on_hover_text(tr!("change-epsilon.help"));
        let shown = f64::from(epsilon(step));
        response.widget_info(|| WidgetInfo::slider(true, shown, tr!("change-epsilon")));
    });
    if step != change.step() {
        commands.push(Command::Explain(ExplainCommand::Epsilon(step)));
    }
}

/// The probability of the digit as ε grows, attacked and with noise.
fn curves(ui: &mut Ui, attack: &Attack, step: usize, temperature: f32) {
    let palette = *theme::palette(ui);
    let (_, against) = theme::signed(ui.visuals());
    let percents =
        |mark: egui_plot::GridMark, _: &std::ops::RangeInclusive<f64>| format::percent_to(mark.value, 0).to_string();
    let points = |share: &dyn Fn(usize) -> f32| -> PlotPoints<'static> {
        (0..=STEPS).map(|step| [f64::from(epsilon(step)), f64::from(share(step))]).collect()
    };
    let attacked = |step: usize| attack.attacked_share(step, temperature);
    let noisy = |step: usize| attack.noisy_share(step, temperature);
    let axis = |axis: AxisHints<'static>, name: &str| {
        plots::quiet(ui, axis).label(RichText::new(name).size(size::SMALL).color(palette.quiet))
    };
    let probability = tr!("why-axis-probability", digit = attack.label_name());
    let below = axis(AxisHints::new_x(), &tr!("change-axis-epsilon"));
    let left = axis(AxisHints::new_y().min_thickness(36.0), &probability).formatter(percents);
    let response = plots::still(ui, "change-curves", CURVES)
        .include_y(0.0)
        .include_y(1.0)
        .legend(Legend::default().position(egui_plot::Corner::RightTop).text_style(egui::TextStyle::Small))
        .custom_x_axes(vec![below])
        .custom_y_axes(vec![left])
        .show(ui, |plot| {
            plot.vline(VLine::new("", f64::from(epsilon(step))).color(palette.strong_line).allow_hover(false));
            let noise = Line::new(tr!("change-noise-mean", draws = DRAWS).into_owned(), points(&noisy));
            plot.line(noise.color(palette.quiet).width(2.0));
            let slope = Line::new(tr!("change-attacked").into_owned(), points(&attacked));
            plot.line(slope.color(against).width(2.5));
        });
    let told = tr!(
        "change-curves",
        digit = attack.label_name(),
        epsilon = format::decimal(f64::from(epsilon(step)), 2),
        attacked = format::confidence(attacked(step)),
        noisy = format::confidence(noisy(step))
    );
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &*told));
}
