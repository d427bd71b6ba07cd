//! Where things are in the window: asked of the same window code in a harness of the same size, by accessible names.

use std::path::PathBuf;

use digit_lab::app::App;
use digit_lab::store::folders::DataDir;
use digit_lab::text::Language;
use egui::Rect;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

/// Places of the Draw tab, in pixels of a window at 100 %.
pub struct Layout {
    canvas: Rect,
}

impl Layout {
    /// Where the Draw tab puts things in a window with this inside.
    pub fn of_draw_tab([width, height]: [u32; 2]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for temporary files");
        let dir = DataDir(PathBuf::from(folder.path()));
        let mut harness = Harness::builder()
            .with_size([width as f32, height as f32])
            .build_eframe(|context| App::new(&context.egui_ctx, dir, Some(Language::English)));
        harness.step();
        Self { canvas: harness.get_by_label("Canvas").rect() }
    }

    /// Points of a unit square as pixels on the canvas.
    pub fn on_canvas(&self, points: &[[f32; 2]]) -> Vec<[i32; 2]> {
        let place = |[x, y]: [f32; 2]| self.canvas.lerp_inside([x, y]);
        points.iter().map(|&point| place(point)).map(|place| [place.x.round() as i32, place.y.round() as i32]).collect()
    }
}
