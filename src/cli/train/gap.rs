//! Why training may look worse than validation: what is measured is not the same.

use crate::data::Augmentation;
use crate::model::Layer;
use crate::train::TrainConfig;

/// Says why the training accuracy of an epoch may lie below the validation accuracy behind it.
pub fn explanation(config: &TrainConfig) -> String {
    let mean = "validation is above training, since training accuracy is the mean over the epoch, while the network still \
                learned, and validation is read behind it";
    match harder(config).as_slice() {
        [] => mean.to_owned(),
        [only] => format!("{mean}; training also has {only}, validation has not"),
        [others @ .., last] => {
            format!("{mean}; training also has {} and {last}, validation has not", others.join(", "))
        }
    }
}

/// What makes training images harder to read right than validation images.
fn harder(config: &TrainConfig) -> Vec<&'static str> {
    let has_dropout = match config.dropout {
        Some(rate) => rate > 0.0,
        None => config.arch.layers().iter().any(|layer| matches!(layer, Layer::Dropout { .. })),
    };
    let causes = [
        ("augmented images", config.augmentation != Augmentation::default()),
        ("made-up digits", config.synthetic > 0.0),
        ("labels shuffled on purpose", config.data.label_noise > 0.0),
        ("dropout", has_dropout),
        ("label smoothing (which raises the loss alone)", config.label_smoothing > 0.0),
        ("pictures that are no digits (which count in the loss alone)", config.outliers > 0.0),
    ];
    causes.into_iter().filter(|(_, applies)| *applies).map(|(cause, _)| cause).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Arch;

    #[test]
    fn what_is_harder_in_training_is_named_and_nothing_else() {
        let mut config = TrainConfig::default();
        assert!(explanation(&config).ends_with("behind it"), "{}", explanation(&config));
        config.augmentation.shift = 2.0;
        assert!(explanation(&config).ends_with("; training also has augmented images, validation has not"));
        (config.arch, config.label_smoothing, config.synthetic) = (Arch::Conv2Dropout, 0.1, 0.2);
        let told = explanation(&config);
        assert!(told.contains("augmented images, made-up digits, dropout and label smoothing"), "{told}");
    }
}
