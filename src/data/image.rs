//! One 28×28 grey picture in MNIST's convention: 0 is paper, 255 is ink.

/// Width and height of an image, in pixels.
pub const SIDE: usize = 28;
/// Pixels in an image: 784.
pub const PIXELS: usize = SIDE * SIDE;
/// The digits 0 to 9: classes of MNIST, and of whatever else tells no other labels.
pub const DIGITS: usize = 10;

/// A 28×28 picture, row-major from the top left; 0 is paper, 255 is full ink.
#[derive(Clone, PartialEq, Eq)]
pub struct Image(pub [u8; PIXELS]);

impl Image {
    /// The picture with no ink at all.
    pub const BLANK: Self = Self([0; PIXELS]);

    /// Whether no pixel holds any ink.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|&pixel| pixel == 0)
    }

    /// The pixel in column `x` and row `y`, each 0 to 27.
    #[must_use]
    pub fn pixel(&self, x: usize, y: usize) -> u8 {
        self.0[y * SIDE + x]
    }

    /// Centre of mass (x, y) in pixel indices, or `None` for a blank image.
    #[must_use]
    pub fn centre_of_mass(&self) -> Option<(f64, f64)> {
        let (mut mass, mut sum_x, mut sum_y) = (0.0, 0.0, 0.0);
        for (index, &pixel) in self.0.iter().enumerate() {
            let ink = f64::from(pixel);
            mass += ink;
            sum_x += ink * (index % SIDE) as f64;
            sum_y += ink * (index / SIDE) as f64;
        }
        (mass > 0.0).then(|| (sum_x / mass, sum_y / mass))
    }
}

impl Default for Image {
    fn default() -> Self {
        Self::BLANK
    }
}

impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "Image")?;
        for row in self.0.chunks(SIDE) {
            let line: String = row.iter().map(|&pixel| [' ', '.', 'o', '#'][usize::from(pixel) / 64]).collect();
            writeln!(f, "|{line}|")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_image_has_no_centre_of_mass() {
        assert!(Image::BLANK.is_blank());
        assert_eq!(Image::BLANK.centre_of_mass(), None);
    }

    #[test]
    fn the_centre_of_mass_is_weighted_by_ink() {
        let mut image = Image::BLANK;
        image.0[5 * SIDE + 10] = 30;
        image.0[9 * SIDE + 14] = 90;
        assert!(!image.is_blank());
        assert_eq!((image.pixel(10, 5), image.pixel(5, 10)), (30, 0));
        assert_eq!(image.centre_of_mass(), Some((13.0, 8.0)));
    }
}
