//! The app in a harness without a screen: found through AccessKit, driven through pointer and key events.

use std::path::Path;
use std::time::{Duration, Instant};

use digit_lab::app::App;
use digit_lab::store::folders::DataDir;
use digit_lab::text::Language;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// How long anything in the background may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running app.
pub struct Window {
    /// The harness that runs it.
    pub harness: Harness<'static, App>,
}

impl Window {
    /// Starts the app on a folder of user data, in a window of 1280 × 800 points.
    pub fn open(data: &Path) -> Self {
        let dir = DataDir::new(Some(data.to_path_buf()));
        let harness = Harness::builder()
            .with_size(Vec2::new(1280.0, 800.0))
            .with_step_dt(1.0 / 30.0)
            .build_eframe(move |context| App::new(&context.egui_ctx, dir, Some(Language::English)));
        Self { harness }
    }

    /// Runs frames until `condition` holds; fails after a minute.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, condition: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !condition(self) {
            assert!(
                begun.elapsed() < PATIENCE,
                "waited in vain until {what}; the canvas says {:?}",
                self.harness.query_by_label("Canvas").and_then(|canvas| canvas.accesskit_node().value())
            );
            std::thread::sleep(Duration::from_millis(2));
            self.harness.step();
        }
    }

    /// A few frames, for menus to open and numbers to arrive.
    pub fn settle(&mut self) {
        self.harness.run_steps(4);
    }

    /// Clicks what has this name.
    pub fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.settle();
    }

    /// Presses keys together.
    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Types text into what has the focus.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(Event::Text(text.to_owned()));
        self.settle();
    }

    /// Whether something has this name.
    pub fn has(&self, name: &str) -> bool {
        self.harness.query_by_label(name).is_some()
    }

    /// What the canvas says it shows: "blank", or the digit read and how sure the network is.
    pub fn canvas_value(&self) -> String {
        self.harness.get_by_label("Canvas").accesskit_node().value().unwrap_or_default()
    }

    /// Where the canvas is.
    pub fn canvas(&self) -> Rect {
        self.harness.get_by_label("Canvas").rect()
    }

    /// Draws strokes given in canvas coordinates, with all events of a stroke in one frame.
    pub fn draw(&mut self, strokes: &[Vec<(f32, f32)>], button: PointerButton) {
        let canvas = self.canvas();
        let place = |&(x, y): &(f32, f32)| -> Pos2 { canvas.min + canvas.size() * Vec2::new(x, y) };
        for stroke in strokes {
            let (first, last) = (place(&stroke[0]), place(&stroke[stroke.len() - 1]));
            let touch = |pos, pressed| Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE };
            let events = &mut self.harness.input_mut().events;
            events.extend([Event::PointerMoved(first), touch(first, true)]);
            events.extend(stroke.iter().map(place).map(Event::PointerMoved));
            events.push(touch(last, false));
            self.harness.step();
        }
    }
}

/// A seven, as two straight lines.
pub fn seven() -> Vec<Vec<(f32, f32)>> {
    let bar = (0..=12).map(|step| (0.3 + 0.4 * step as f32 / 12.0, 0.22));
    let leg = (1..=20).map(|step| (0.7 - 0.25 * step as f32 / 20.0, 0.22 + 0.58 * step as f32 / 20.0));
    vec![bar.chain(leg).collect()]
}
