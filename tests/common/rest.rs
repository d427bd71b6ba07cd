//! Clicks on what may still move.

use std::time::{Duration, Instant};

use digit_lab::app::core::effects::WorkKind;
use egui_kittest::kittest::Queryable as _;

use crate::lab::Lab;

/// Clicks what has this name once it has kept its place for a few frames: work that ends in the background moves what
/// stands below its result, and a press on where something was is no click.
#[track_caller]
pub fn click(lab: &mut Lab, name: &str) {
    let begun = Instant::now();
    let (mut place, mut still) = (lab.harness.get_by_label(name).rect(), 0);
    while still < 3 || lab.harness.state().core.shared.is_running(&WorkKind::Runs) {
        assert!(begun.elapsed() < Duration::from_mins(1), "{name:?} never came to rest");
        std::thread::sleep(Duration::from_millis(2));
        lab.harness.step();
        let now = lab.harness.get_by_label(name).rect();
        still = if now == place { still + 1 } else { 0 };
        place = now;
    }
    lab.harness.get_by_label(name).click();
    lab.harness.step();
}
