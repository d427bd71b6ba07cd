//! Files that are dropped on the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::DroppedFile;

use super::window::Window;

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Drops the file on the window, as from a file manager.
pub fn drop_file(window: &mut Window, path: &Path) {
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.to_path_buf())));
    window.harness.step();
}
