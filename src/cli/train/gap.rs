//! Why training may look worse than validation: what is measured is not the same.

use crate::text::{Language, Named as _, format};
use crate::train::{TrainConfig, TrainingOnly};

/// Says why the training accuracy of an epoch may lie below the validation accuracy behind it.
pub fn explanation(config: &TrainConfig) -> String {
    let mean = "validation is above training, since training accuracy is the mean over the epoch, while the network still \
                learned, and validation is read behind it";
    let only: Vec<String> = TrainingOnly::of(config).iter().map(|only| only.title().into_owned()).collect();
    if only.is_empty() {
        return mean.to_owned();
    }
    format!("{mean}; training also has {}, validation has not", format::list(&only, Language::English))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Arch;

    #[test]
    fn what_only_training_has_is_named_and_nothing_else() {
        let mut config = TrainConfig { arch: Arch::Softmax, ..TrainConfig::default() };
        assert!(explanation(&config).ends_with("behind it"), "{}", explanation(&config));
        config.augmentation.shift = 2.0;
        let told = explanation(&config);
        assert!(told.contains("; training also has ") && told.ends_with(", validation has not"), "{told}");
        config.label_smoothing = 0.1;
        assert!(explanation(&config).len() > told.len() && explanation(&config).contains(" and "));
    }
}
