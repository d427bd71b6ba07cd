//! The colours of the numbers inside a network, from which pictures of them are made. They rise in lightness from the
//! least number to the greatest, so that they also read in grey, and are the same in both themes, as images are: light
//! ink on dark paper. Numbers of either sign pass from rust through grey to a light blue.

use std::sync::OnceLock;

use egui::Color32;

/// Steps on either side of 0.
const STEPS: usize = 127;
/// Colours of a scale around 0, from −1 to 1 at equal distances.
const AROUND: [[u8; 3]; 5] =
    [[0x4A, 0x14, 0x00], [0xA4, 0x44, 0x0C], [0x82, 0x82, 0x82], [0x8C, 0xBC, 0xEE], [0xF4, 0xF9, 0xFF]];
/// What is no number.
pub const NO_NUMBER: Color32 = Color32::from_rgb(0xD0, 0x00, 0x8C);

/// Which numbers a picture has to show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// None below 0: from black at 0 to white at this number.
    From0(f32),
    /// Of either sign, up to this far from 0.
    Around0(f32),
}

impl Scale {
    /// The scale for these numbers; what is no number is left out.
    #[must_use]
    pub fn of(numbers: &[f32]) -> Self {
        let finite = numbers.iter().copied().filter(|number| number.is_finite());
        let (least, most) = finite.fold((0.0_f32, 0.0_f32), |(least, most), next| (least.min(next), most.max(next)));
        if least < 0.0 { Self::Around0(most.max(-least)) } else { Self::From0(most) }
    }

    /// The number at its end.
    #[must_use]
    pub fn end(self) -> f32 {
        match self {
            Self::From0(end) | Self::Around0(end) => end,
        }
    }

    /// The number at its beginning.
    #[must_use]
    pub fn start(self) -> f32 {
        match self {
            Self::From0(_) => 0.0,
            Self::Around0(end) => -end,
        }
    }

    /// The colour of a number.
    #[must_use]
    pub fn colour(self, number: f32) -> Color32 {
        if !number.is_finite() {
            return NO_NUMBER;
        }
        let share = number / self.end().max(f32::MIN_POSITIVE);
        match self {
            Self::From0(_) => Color32::from_gray((share.clamp(0.0, 1.0) * 255.0) as u8),
            Self::Around0(_) => {
                let place = (share.clamp(-1.0, 1.0) + 1.0) * STEPS as f32;
                around()[place as usize]
            }
        }
    }
}

/// The colours of a scale around 0, from the least to the greatest.
fn around() -> &'static [Color32; 2 * STEPS + 1] {
    static COLOURS: OnceLock<[Color32; 2 * STEPS + 1]> = OnceLock::new();
    COLOURS.get_or_init(|| {
        std::array::from_fn(|step| {
            let place = step as f32 / (2 * STEPS) as f32 * (AROUND.len() - 1) as f32;
            let first = (place as usize).min(AROUND.len() - 2);
            let [from, to] = [AROUND[first], AROUND[first + 1]].map(|[r, g, b]| Color32::from_rgb(r, g, b));
            super::blend(from, to, place - first as f32)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance(colour: Color32) -> f32 {
        let linear = |byte: u8| (f32::from(byte) / 255.0).powf(2.2);
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    #[test]
    fn a_greater_number_is_never_darker() {
        for scale in [Scale::From0(2.0), Scale::Around0(2.0)] {
            let all: Vec<f32> = (-200..=200).map(|at| luminance(scale.colour(at as f32 / 100.0))).collect();
            assert!(all.windows(2).all(|pair| pair[1] >= pair[0] - 1e-3), "{scale:?}");
            assert!(all[400] - all[200] > 0.5, "{scale:?}");
        }
        let below = Scale::Around0(2.0).colour(-2.0);
        assert!(luminance(Scale::Around0(2.0).colour(0.0)) - luminance(below) > 0.15);
    }

    #[test]
    fn a_scale_reaches_as_far_as_its_numbers() {
        assert_eq!(Scale::of(&[0.0, 3.0, f32::NAN]), Scale::From0(3.0));
        assert_eq!(Scale::of(&[-4.0, 3.0, f32::INFINITY]), Scale::Around0(4.0));
        assert_eq!(Scale::of(&[]).colour(0.0), Color32::BLACK);
        assert_eq!(Scale::Around0(1.0).colour(f32::NAN), NO_NUMBER);
    }
}
