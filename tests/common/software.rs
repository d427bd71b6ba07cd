//! A picture of egui's output made by the processor alone, for snapshots that are the same on every machine.
//!
//! It draws what the window's OpenGL backend draws: triangles whose corners carry a colour and a place in a texture,
//! multiplied in gamma space and blended with premultiplied alpha, one sample at each pixel's centre. Corners are put
//! on a grid of 1/256 pixel and covered by the top-left rule in whole numbers, so that triangles that share an edge
//! neither overlap nor leave a gap. Left out: dithering, mipmaps, and callbacks that paint with the graphics card.

use std::collections::BTreeMap;

use egui::epaint::{ImageData, ImageDelta, Mesh, Primitive, Vertex};
use egui::{
    Color32, ColorImage, Context, FullOutput, Rect, TextureFilter, TextureId, TextureOptions, TextureWrapMode,
    TexturesDelta,
};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// Steps of the grid on which corners lie, in a pixel.
const GRID: i64 = 256;

/// Premultiplied red, green, blue and alpha, 0 to 1, in gamma space.
type Rgba = [f32; 4];

/// Renders a harness without a graphics card.
#[derive(Default)]
pub struct SoftwareRenderer {
    textures: BTreeMap<TextureId, Texture>,
}

impl TestRenderer for SoftwareRenderer {
    #[expect(clippy::iter_over_hash_type, reason = "textures do not depend on each other")]
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.set_texture(id, &change);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let mut canvas = Canvas::new(size.x.round() as u32, size.y.round() as u32);
        for clipped in ctx.tessellate(output.shapes.clone(), scale) {
            match clipped.primitive {
                Primitive::Mesh(mesh) => {
                    let texture = self
                        .textures
                        .get(&mesh.texture_id)
                        .ok_or_else(|| format!("no texture {:?} was uploaded", mesh.texture_id))?;
                    canvas.fill_mesh(&mesh, texture, clipped.clip_rect, scale);
                }
                Primitive::Callback(_) => return Err("a paint callback needs a graphics card".to_owned()),
            }
        }
        Ok(canvas.pixels)
    }
}

impl SoftwareRenderer {
    fn set_texture(&mut self, id: TextureId, change: &ImageDelta) {
        let ImageData::Color(patch) = &change.image;
        match change.pos {
            None => {
                self.textures.insert(id, Texture { image: (**patch).clone(), options: change.options });
            }
            Some([left, top]) => {
                let texture = self.textures.get_mut(&id).expect("egui uploads a whole texture before a patch of it");
                let width = texture.image.size[0];
                for (row, line) in patch.pixels.chunks(patch.size[0]).enumerate() {
                    let start = (top + row) * width + left;
                    texture.image.pixels[start..start + line.len()].copy_from_slice(line);
                }
            }
        }
    }
}

/// An image that triangles take their colours from.
struct Texture {
    image: ColorImage,
    options: TextureOptions,
}

impl Texture {
    /// The colour at (`u`, `v`), where the whole image is 0 to 1 on both axes.
    fn sample(&self, u: f32, v: f32, filter: TextureFilter) -> Rgba {
        let [width, height] = self.image.size;
        let (x, y) = (u * width as f32, v * height as f32);
        match filter {
            TextureFilter::Nearest => self.texel(x.floor() as i64, y.floor() as i64),
            TextureFilter::Linear => {
                let (x, y) = (x - 0.5, y - 0.5);
                let (left, top) = (x.floor(), y.floor());
                let (across, down) = (x - left, y - top);
                let (left, top) = (left as i64, top as i64);
                let upper = mix(self.texel(left, top), self.texel(left + 1, top), across);
                let lower = mix(self.texel(left, top + 1), self.texel(left + 1, top + 1), across);
                mix(upper, lower, down)
            }
        }
    }

    fn texel(&self, x: i64, y: i64) -> Rgba {
        let [width, height] = self.image.size;
        let (x, y) = (self.wrap(x, width), self.wrap(y, height));
        rgba(self.image.pixels[y * width + x])
    }

    fn wrap(&self, place: i64, length: usize) -> usize {
        let length = length as i64;
        let wrapped = match self.options.wrap_mode {
            TextureWrapMode::ClampToEdge => place.clamp(0, length - 1),
            TextureWrapMode::Repeat => place.rem_euclid(length),
            TextureWrapMode::MirroredRepeat => {
                let twice = place.rem_euclid(2 * length);
                twice.min(2 * length - 1 - twice)
            }
        };
        wrapped as usize
    }
}

/// The picture being painted, transparent at first.
struct Canvas {
    pixels: RgbaImage,
}

impl Canvas {
    fn new(width: u32, height: u32) -> Self {
        Self { pixels: RgbaImage::new(width, height) }
    }

    fn fill_mesh(&mut self, mesh: &Mesh, texture: &Texture, clip: Rect, scale: f32) {
        let clip = PixelRect {
            left: ((clip.min.x * scale).round() as i64).max(0),
            top: ((clip.min.y * scale).round() as i64).max(0),
            right: ((clip.max.x * scale).round() as i64).min(i64::from(self.pixels.width())),
            bottom: ((clip.max.y * scale).round() as i64).min(i64::from(self.pixels.height())),
        };
        for corners in mesh.indices.chunks_exact(3) {
            let corners = [0, 1, 2].map(|corner| mesh.vertices[corners[corner] as usize]);
            if let Some(triangle) = Triangle::new(corners, scale) {
                self.fill_triangle(&triangle, texture, &clip);
            }
        }
    }

    fn fill_triangle(&mut self, triangle: &Triangle, texture: &Texture, clip: &PixelRect) {
        let filter = triangle.filter(texture);
        let area = triangle.area as f32;
        let bounds = triangle.bounds(clip);
        for y in bounds.top..bounds.bottom {
            for x in bounds.left..bounds.right {
                let centre = [x * GRID + GRID / 2, y * GRID + GRID / 2];
                let Some(weights) = triangle.weights(centre) else { continue };
                let share = weights.map(|weight| weight as f32 / area);
                let at = |value: [f32; 3]| value[0] * share[0] + value[1] * share[1] + value[2] * share[2];
                let texel = texture.sample(at(triangle.u), at(triangle.v), filter);
                let colour = [0, 1, 2, 3].map(|channel| at(triangle.colour.map(|colour| colour[channel])));
                let source = [0, 1, 2, 3].map(|channel| colour[channel] * texel[channel]);
                blend(&mut self.pixels.get_pixel_mut(x as u32, y as u32).0, source);
            }
        }
    }
}

/// Columns `left..right` and rows `top..bottom`.
struct PixelRect {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
}

/// Three corners in clockwise order on the screen.
struct Triangle {
    /// Corners in steps of the grid.
    corners: [[i64; 2]; 3],
    /// Twice the area in square steps, above zero.
    area: i64,
    u: [f32; 3],
    v: [f32; 3],
    colour: [Rgba; 3],
}

impl Triangle {
    /// `None` if it covers nothing.
    fn new(mut vertices: [Vertex; 3], scale: f32) -> Option<Self> {
        let place = |vertex: Vertex| [vertex.pos.x, vertex.pos.y].map(|at| (at * scale * GRID as f32).round() as i64);
        let mut area = edge(place(vertices[0]), place(vertices[1]), place(vertices[2]));
        if area < 0 {
            vertices.swap(1, 2);
            area = -area;
        }
        (area > 0).then(|| Self {
            corners: vertices.map(place),
            area,
            u: vertices.map(|vertex| vertex.uv.x),
            v: vertices.map(|vertex| vertex.uv.y),
            colour: vertices.map(|vertex| rgba(vertex.color)),
        })
    }

    /// Pixels whose centre may lie within.
    fn bounds(&self, clip: &PixelRect) -> PixelRect {
        let least = |axis: usize| self.corners.iter().map(|corner| corner[axis]).min().unwrap_or(0).div_euclid(GRID);
        let most = |axis: usize| self.corners.iter().map(|corner| corner[axis]).max().unwrap_or(0).div_euclid(GRID) + 1;
        PixelRect {
            left: least(0).max(clip.left),
            top: least(1).max(clip.top),
            right: most(0).min(clip.right),
            bottom: most(1).min(clip.bottom),
        }
    }

    /// How near `point` is to each corner, summing to the area; `None` outside.
    fn weights(&self, point: [i64; 2]) -> Option<[i64; 3]> {
        let [a, b, c] = self.corners;
        let weights = [(b, c), (c, a), (a, b)].map(|(from, to)| {
            let weight = edge(from, to, point);
            let is_top_or_left = to[1] < from[1] || (to[1] == from[1] && to[0] > from[0]);
            (weight > 0 || (weight == 0 && is_top_or_left)).then_some(weight)
        });
        Some([weights[0]?, weights[1]?, weights[2]?])
    }

    /// Minification if a pixel spans more than one texel, magnification otherwise.
    fn filter(&self, texture: &Texture) -> TextureFilter {
        let [width, height] = texture.image.size;
        let (u, v) = (self.u, self.v);
        let texels = ((u[1] - u[0]) * (v[2] - v[0]) - (u[2] - u[0]) * (v[1] - v[0])).abs() * (width * height) as f32;
        let pixels = self.area as f32 / (GRID * GRID) as f32;
        if texels > pixels { texture.options.minification } else { texture.options.magnification }
    }
}

/// Twice the area of the triangle `a`, `b`, `point`; above zero where that is clockwise on the screen.
fn edge(a: [i64; 2], b: [i64; 2], point: [i64; 2]) -> i64 {
    (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
}

fn rgba(colour: Color32) -> Rgba {
    colour.to_array().map(|channel| f32::from(channel) / 255.0)
}

fn mix(from: Rgba, to: Rgba, share: f32) -> Rgba {
    [0, 1, 2, 3].map(|channel| from[channel] + (to[channel] - from[channel]) * share)
}

/// Lays `source` over `target`.
fn blend(target: &mut [u8; 4], source: Rgba) {
    for (below, above) in target.iter_mut().zip(source) {
        *below = (above * 255.0 + f32::from(*below) * (1.0 - source[3])).round().clamp(0.0, 255.0) as u8;
    }
}

mod tests {
    use egui::{Pos2, pos2, vec2};
    use egui_kittest::Harness;

    use super::*;

    fn vertex(x: f32, y: f32, uv: Pos2, color: Color32) -> Vertex {
        Vertex { pos: pos2(x, y), uv, color }
    }

    fn quad(left: f32, top: f32, right: f32, bottom: f32, color: Color32) -> Mesh {
        Mesh {
            vertices: vec![
                vertex(left, top, pos2(0.0, 0.0), color),
                vertex(right, top, pos2(1.0, 0.0), color),
                vertex(left, bottom, pos2(0.0, 1.0), color),
                vertex(right, bottom, pos2(1.0, 1.0), color),
            ],
            indices: vec![0, 1, 2, 2, 1, 3],
            ..Mesh::default()
        }
    }

    fn texture(size: [usize; 2], pixels: Vec<Color32>, options: TextureOptions) -> Texture {
        Texture { image: ColorImage::new(size, pixels), options }
    }

    fn white() -> Texture {
        texture([1, 1], vec![Color32::WHITE], TextureOptions::LINEAR)
    }

    fn painted(mesh: &Mesh, texture: &Texture, clip: Rect) -> Vec<[u8; 4]> {
        let mut canvas = Canvas::new(4, 4);
        canvas.fill_mesh(mesh, texture, clip, 1.0);
        canvas.pixels.pixels().map(|pixel| pixel.0).collect()
    }

    #[test]
    fn triangles_that_share_an_edge_cover_each_pixel_once() {
        let half = Color32::from_rgba_premultiplied(100, 0, 0, 128);
        let pixels = painted(&quad(0.3, -0.2, 4.0, 4.0, half), &white(), Rect::EVERYTHING);
        assert_eq!(pixels, vec![[100, 0, 0, 128]; 16]);
    }

    #[test]
    fn a_pixel_is_painted_when_its_centre_is_covered() {
        let pixels = painted(&quad(0.6, 0.0, 2.4, 1.0, Color32::RED), &white(), Rect::EVERYTHING);
        let covered: Vec<usize> = (0..16).filter(|&pixel| pixels[pixel] != [0; 4]).collect();
        assert_eq!(covered, [1]);
    }

    #[test]
    fn nothing_is_painted_outside_the_clip_rectangle() {
        let clip = Rect::from_min_max(pos2(1.0, 1.0), pos2(3.0, 2.0));
        let pixels = painted(&quad(-9.0, -9.0, 99.0, 99.0, Color32::RED), &white(), clip);
        let covered: Vec<usize> = (0..16).filter(|&pixel| pixels[pixel] != [0; 4]).collect();
        assert_eq!(covered, [5, 6]);
    }

    #[test]
    fn colours_blend_with_premultiplied_alpha() {
        let mut mesh = quad(0.0, 0.0, 4.0, 4.0, Color32::from_rgb(0, 0, 200));
        mesh.append(quad(0.0, 0.0, 4.0, 4.0, Color32::from_rgba_premultiplied(51, 0, 0, 51)));
        assert_eq!(painted(&mesh, &white(), Rect::EVERYTHING)[0], [51, 0, 160, 255]);
    }

    #[test]
    fn nearest_shows_whole_texels_and_linear_mixes_them() {
        let checks = || vec![Color32::WHITE, Color32::BLACK, Color32::BLACK, Color32::WHITE];
        let mesh = quad(0.0, 0.0, 4.0, 4.0, Color32::WHITE);
        let row = |options| -> Vec<u8> {
            let pixels = painted(&mesh, &texture([2, 2], checks(), options), Rect::EVERYTHING);
            pixels[..4].iter().map(|pixel| pixel[0]).collect()
        };
        assert_eq!(row(TextureOptions::NEAREST), [255, 255, 0, 0]);
        assert_eq!(row(TextureOptions::LINEAR), [255, 191, 64, 0]);
    }

    #[test]
    fn a_harness_is_rendered_with_the_colours_it_was_painted_in() {
        let paper = Color32::from_rgb(10, 20, 30);
        let mut harness = Harness::builder()
            .with_size(vec2(8.0, 4.0))
            .with_pixels_per_point(2.0)
            .renderer(SoftwareRenderer::default())
            .build_ui(|ui| {
                let beyond_the_window = ui.ctx().content_rect().expand(2.0);
                ui.ctx().debug_painter().rect_filled(beyond_the_window, 0.0, paper);
            });
        harness.run();
        let picture = harness.render().expect("there is no paint callback");
        assert_eq!(picture.dimensions(), (16, 8));
        assert!(picture.pixels().all(|pixel| pixel.0 == [10, 20, 30, 255]));
    }
}
