//! Precision, recall and F1 of each class, from the confusion matrix.

use super::Confusion;

/// Precision, recall and F1 of one class. Each is in [0, 1], and `None` where its denominator is 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DigitFigures {
    /// The class, from 0.
    pub digit: u8,
    /// Number of images with this label.
    pub images: u32,
    /// Of the images read as this class, the share that is it.
    pub precision: Option<f64>,
    /// Of the images of this class, the share read as it.
    pub recall: Option<f64>,
    /// Harmonic mean of precision and recall.
    pub f1: Option<f64>,
}

/// The figures of every class, in their order.
#[must_use]
pub fn by_digit(confusion: &Confusion) -> Vec<DigitFigures> {
    let of = |digit: u8| {
        let right = confusion.count(digit, digit);
        let images = confusion.row_total(digit);
        let read: u32 = confusion.classes().map(|truth| confusion.count(truth, digit)).sum();
        DigitFigures {
            digit,
            images,
            precision: share(right, read),
            recall: share(right, images),
            // 2pr / (p + r), written so that a digit that is never right has 0 and not 0/0.
            f1: share(2 * right, read + images),
        }
    };
    confusion.classes().map(of).collect()
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Prediction;

    #[test]
    fn figures_are_those_counted_by_hand() {
        let sure_of =
            |digit: usize| Prediction::from_logits(std::array::from_fn(|class| if class == digit { 9.0 } else { 0.0 }));
        // Of four threes, three are read as 3 and one as 5; one eight is read as 3.
        let labels = [3, 3, 3, 3, 8];
        let read = [3, 3, 3, 5, 3].map(sure_of);
        let figures = by_digit(&Confusion::new(&labels, &read));
        assert_eq!((figures[3].images, figures[3].precision, figures[3].recall), (4, Some(0.75), Some(0.75)));
        assert_eq!(figures[3].f1, Some(0.75));
        assert_eq!((figures[5].images, figures[5].precision, figures[5].recall), (0, Some(0.0), None));
        assert_eq!((figures[8].precision, figures[8].recall, figures[8].f1), (None, Some(0.0), Some(0.0)));
        assert_eq!((figures[0].precision, figures[0].recall, figures[0].f1), (None, None, None));
    }
}
