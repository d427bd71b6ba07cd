//! The ink of a raster between its pixels.

use digit_lab::ink::Raster;

/// Between the pixels, from 0 to 1; paper beyond the edge.
pub fn smooth(raster: &Raster, x: f32, y: f32) -> f32 {
    let (x, y) = (x - 0.5, y - 0.5);
    let at = |x: f32, y: f32| {
        let inside = x >= 0.0 && y >= 0.0 && (x as usize) < raster.width && (y as usize) < raster.height;
        if inside { f32::from(raster.ink[y as usize * raster.width + x as usize]) / 255.0 } else { 0.0 }
    };
    let (left, top) = (x.floor(), y.floor());
    let (along, down) = (x - left, y - top);
    let row = |y: f32| at(left, y) * (1.0 - along) + at(left + 1.0, y) * along;
    row(top) * (1.0 - down) + row(top + 1.0) * down
}
