//! What counts as a click: every press that begins and ends on a control.
//!
//! egui drops a press that is held for longer than 0.8 s or moves by more than 6 points, which are the presses of
//! whiteboards, of unsteady hands and of busy machines. Time never decides here. The distance decides only where a press
//! could also be a drag: on controls that sense drags, and on those that move along with the pointer because the list
//! that they are in is being scrolled.
//!
//! egui's press-and-hold for context menus on touch screens needs the limit in time; there are no context menus.

use egui::{Context, Event, Id, InputOptions, RawInput, Rect, Response};

/// Decides for each frame of input how far the pointer may move in a click; see [the module](self).
#[derive(Debug, Default)]
pub struct LenientClicks {
    /// The control that is pressed and senses clicks alone.
    held: Option<Held>,
}

/// A pressed control.
#[derive(Debug, Clone, Copy)]
struct Held {
    id: Id,
    /// Where it was when it was pressed.
    place: Rect,
}

impl egui::Plugin for LenientClicks {
    fn debug_name(&self) -> &'static str {
        "LenientClicks"
    }

    fn setup(&mut self, ctx: &Context) {
        ctx.options_mut(|options| options.input_options.max_click_duration = f64::INFINITY);
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let usual = InputOptions::default().max_click_dist;
        let mut target = self.follow(ctx, usual);
        let mut is_lenient = target.is_some();
        let mut events = Vec::with_capacity(input.events.len());
        for event in input.events.drain(..) {
            if let Event::PointerButton { pos, pressed, .. } = event {
                if pressed {
                    self.held = click_target(ctx, |response| response.interact_rect.contains(pos));
                    target = self.held.map(|held| held.place);
                    is_lenient = target.is_some();
                } else if self.held.take().is_some()
                    && !target.take().is_some_and(|place| reach(ctx, place).contains(pos))
                {
                    // egui measures how far a pointer is moved, and not where a button is let go.
                    events.push(Event::PointerMoved(pos));
                    is_lenient = false;
                }
            }
            events.push(event);
        }
        input.events = events;
        let farthest = if is_lenient { f32::INFINITY } else { usual };
        ctx.options_mut(|options| options.input_options.max_click_dist = farthest);
    }
}

impl LenientClicks {
    /// Where the control is that is being pressed, if it senses clicks alone and stays where it is but for `slack` points.
    fn follow(&mut self, ctx: &Context, slack: f32) -> Option<Rect> {
        if !ctx.input(|input| input.pointer.any_down()) {
            self.held = None;
            return None;
        }
        let is_held = |response: &Response| response.is_pointer_button_down_on();
        let still = self.held.filter(|held| ctx.read_response(held.id).as_ref().is_some_and(is_held));
        // A finger is nowhere before it presses, so that only now it is known what is under it.
        self.held = still.or_else(|| click_target(ctx, is_held));
        let held = self.held?;
        let place = ctx.read_response(held.id)?.interact_rect;
        (place.min.distance(held.place.min) <= slack).then_some(place)
    }
}

/// The control under the pointer that senses clicks alone and is `wanted`.
fn click_target(ctx: &Context, wanted: impl Fn(&Response) -> bool) -> Option<Held> {
    let under: Vec<Id> =
        ctx.interaction_snapshot(|found| found.hovered.iter().chain(&found.contains_pointer).copied().collect());
    let controls = under.into_iter().filter_map(|id| ctx.read_response(id));
    let mut clickable = controls.filter(|control| control.sense.senses_click() && !control.sense.senses_drag());
    clickable.find(wanted).map(|control| Held { id: control.id, place: control.interact_rect })
}

/// `place` with the margin within which egui takes a press for one on it.
fn reach(ctx: &Context, place: Rect) -> Rect {
    place.expand(ctx.global_style().interaction.interact_radius)
}

#[cfg(test)]
mod tests {
    use egui::{CentralPanel, Modifiers, PointerButton, Pos2, Sense, Vec2};

    use super::*;

    /// A window with one control, and how often it was clicked.
    struct Window {
        ctx: Context,
        sense: Sense,
        place: Rect,
        clicks: usize,
        time: f64,
    }

    impl Window {
        fn new(sense: Sense) -> Self {
            let ctx = Context::default();
            ctx.add_plugin(LenientClicks::default());
            let place = Rect::from_min_size(Pos2::new(100.0, 100.0), Vec2::new(80.0, 30.0));
            let mut window = Self { ctx, sense, place, clicks: 0, time: 0.0 };
            window.frame(Vec::new(), 0.0);
            window.frame(Vec::new(), 0.0);
            window
        }

        /// One frame with these events, after so many seconds.
        fn frame(&mut self, events: Vec<Event>, secs: f64) {
            self.time += secs;
            let input = RawInput { events, time: Some(self.time), ..RawInput::default() };
            let (place, sense) = (self.place, self.sense);
            let mut was_clicked = false;
            let mut output = self.ctx.run_ui(input, |ui| {
                CentralPanel::default().show(ui, |ui| {
                    was_clicked |= ui.interact(place, Id::unique("control"), sense).clicked();
                });
            });
            output.textures_delta.clear();
            self.clicks += usize::from(was_clicked);
        }

        fn at(&self, x: f32, y: f32) -> Pos2 {
            self.place.min + Vec2::new(x, y)
        }
    }

    fn button(pos: Pos2, pressed: bool) -> Event {
        Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
    }

    /// Presses at the first place, goes through the others and lets go at the last, `secs` between them; `hovers` says
    /// whether the pointer was there before, as a mouse is and a finger is not.
    fn clicks(sense: Sense, way: &[(f32, f32)], secs: f64, hovers: bool) -> usize {
        let mut window = Window::new(sense);
        let places: Vec<Pos2> = way.iter().map(|&(x, y)| window.at(x, y)).collect();
        let (first, last) = (places[0], places[places.len() - 1]);
        if hovers {
            window.frame(vec![Event::PointerMoved(first)], 0.1);
        }
        window.frame(vec![Event::PointerMoved(first), button(first, true)], 0.1);
        for &place in &places {
            window.frame(vec![Event::PointerMoved(place)], secs);
        }
        window.frame(vec![button(last, false)], secs);
        window.frame(Vec::new(), 0.1);
        window.clicks
    }

    #[test]
    fn a_press_of_any_length_is_a_click() {
        for sense in [Sense::click(), Sense::click_and_drag()] {
            for hovers in [true, false] {
                assert_eq!(clicks(sense, &[(20.0, 10.0)], 30.0, hovers), 1, "{sense:?}");
            }
        }
    }

    #[test]
    fn a_hand_may_tremble_within_a_control_unless_it_senses_drags() {
        let trembling = [(10.0, 15.0), (40.0, 5.0), (70.0, 25.0), (30.0, 15.0)];
        for hovers in [true, false] {
            assert_eq!(clicks(Sense::click(), &trembling, 0.5, hovers), 1);
            assert_eq!(clicks(Sense::click_and_drag(), &trembling, 0.5, hovers), 0);
        }
    }

    #[test]
    fn who_lets_go_beside_the_control_does_not_click_and_who_comes_back_does() {
        assert_eq!(clicks(Sense::click(), &[(20.0, 10.0), (20.0, 90.0)], 0.1, true), 0);
        assert_eq!(clicks(Sense::click(), &[(20.0, 10.0), (20.0, 90.0), (60.0, 20.0)], 0.1, true), 1);
    }

    #[test]
    fn a_press_that_fits_between_two_frames_is_judged_alike() {
        for (last, expected) in [((60.0, 20.0), 1), ((60.0, 90.0), 0)] {
            let mut window = Window::new(Sense::click());
            let (first, last) = (window.at(10.0, 10.0), window.at(last.0, last.1));
            window.frame(vec![Event::PointerMoved(first)], 0.1);
            window.frame(vec![button(first, true), Event::PointerMoved(last), button(last, false)], 2.0);
            window.frame(Vec::new(), 0.1);
            assert_eq!(window.clicks, expected);
        }
    }

    /// A finger takes the control with it, in so many frames.
    fn clicks_while_scrolling(steps: usize) -> usize {
        let mut window = Window::new(Sense::click());
        let first = window.at(20.0, 10.0);
        window.frame(vec![Event::PointerMoved(first), button(first, true)], 0.1);
        window.frame(Vec::new(), 0.1);
        for step in 1..=steps {
            let way = Vec2::new(0.0, -40.0 / steps as f32);
            window.place = window.place.translate(way);
            window.frame(vec![Event::PointerMoved(first + way * step as f32)], 0.02);
        }
        window.frame(vec![button(first + Vec2::new(0.0, -40.0), false)], 0.02);
        window.frame(Vec::new(), 0.1);
        window.clicks
    }

    #[test]
    fn a_control_that_moves_along_with_the_finger_is_being_scrolled() {
        assert_eq!(clicks_while_scrolling(10), 0);
        assert_eq!(clicks_while_scrolling(1), 0);
    }
}
