//! The same window once more in a harness, on the same folder and as large: it is clicked by accessible names and tells
//! where that was, so that the real window can be clicked at the same place.

use std::time::Duration;

use digit_lab::app::App;
use digit_lab::app::core::state::Core;
use digit_lab::store::folders::DataDir;
use digit_lab::text::Language;
use egui::{Key, Pos2, Rect, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::desktop::wait_for;

/// The window in a harness.
pub struct Shadow {
    harness: Harness<'static, App>,
}

impl Shadow {
    /// Opens it with what `dir` holds, in points.
    pub fn open(dir: &DataDir, [width, height]: [u32; 2]) -> Self {
        let dir = DataDir(dir.0.clone());
        let builder = Harness::builder().with_size([width as f32, height as f32]);
        Self {
            harness: builder.build_eframe(move |context| App::new(&context.egui_ctx, dir, Some(Language::current()))),
        }
    }

    /// Draws frames until `is_so`.
    pub fn until(&mut self, what: &str, is_so: impl Fn(&Core) -> bool) {
        wait_for(what, || {
            self.harness.step();
            is_so(&self.harness.state().core).then_some(())
        });
        self.settle();
    }

    /// The window's state.
    pub fn state(&self) -> &Core {
        &self.harness.state().core
    }

    /// Draws lines through these points with the mouse.
    pub fn draw(&mut self, lines: &[Vec<[i32; 2]>]) {
        for line in lines {
            let points: Vec<Pos2> = line.iter().map(|&[x, y]| pos2(x as f32, y as f32)).collect();
            let (Some(&first), Some(&last)) = (points.first(), points.last()) else { continue };
            self.harness.hover_at(first);
            self.harness.drag_at(first);
            for &point in &points {
                self.harness.hover_at(point);
                self.harness.step();
            }
            self.harness.drop_at(last);
            self.settle();
        }
    }

    /// Presses a key.
    pub fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.settle();
    }

    /// Where the things are whose names contain `words`, from top to bottom.
    pub fn places(&self, words: &str) -> Vec<Rect> {
        let mut places: Vec<Rect> = self.harness.query_all_by_label_contains(words).map(|node| node.rect()).collect();
        places.sort_by(|one, other| one.top().total_cmp(&other.top()));
        places
    }

    /// Clicks the first thing that `words` name; says where it is.
    pub fn click(&mut self, words: &str) -> Rect {
        self.click_nth(words, 0)
    }

    /// Clicks one of the things whose names contain `words`, counted from the top; says where it is.
    pub fn click_nth(&mut self, words: &str, nth: usize) -> Rect {
        let place = *self.places(words).get(nth).unwrap_or_else(|| panic!("nothing is called {words:?}"));
        self.harness.hover_at(place.center());
        self.harness.drag_at(place.center());
        self.harness.drop_at(place.center());
        self.settle();
        place
    }

    /// Lets what was clicked open.
    fn settle(&mut self) {
        for _ in 0..4 {
            self.harness.step();
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}
