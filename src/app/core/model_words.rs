//! Models in a few words.

use super::shared::Shared;
use crate::model::ModelCard;
use crate::store::methods::ListedMethod;
use crate::store::models::ListedModel;
use crate::text::{Named, format};
use crate::tr;

/// Longest name of a model in a menu, in letters.
const NAME: usize = 34;
/// Between the parts of what is told of a model.
const SEPARATOR: &str = " · ";

/// Its accuracy on the test images, "99.42 %"; empty if it was never measured.
#[must_use]
pub fn accuracy(on_test: Option<f64>) -> String {
    on_test.map_or_else(String::new, |share| format::percent(share).to_string())
}

/// Whether this is the model that reads.
#[must_use]
pub fn is_current(listed: &ListedModel, shared: &Shared) -> bool {
    shared.current.as_ref().is_some_and(|current| match &current.named {
        Some(named) => *named == listed.source.named(),
        None => current.model.network().is_some_and(|model| model.card == listed.card),
    })
}

/// Whether this is the saved method that reads.
#[must_use]
pub fn is_current_method(listed: &ListedMethod, shared: &Shared) -> bool {
    shared.current.as_ref().is_some_and(|current| current.named.as_ref() == Some(&listed.named()))
}

/// The methods of a list in a few words each: name, method unless it is called so, and accuracy; of several with the same
/// words also their files.
#[must_use]
pub fn all_methods_told(methods: &[ListedMethod]) -> Vec<String> {
    let told = |listed: &ListedMethod| {
        let name = listed.shown_name().to_string();
        let method = Some(listed.card.method().title().into_owned()).filter(|title| *title != name);
        let parts = [Some(format::short(&name, NAME)), method, Some(accuracy(listed.card.test_accuracy))];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(SEPARATOR)
    };
    let all: Vec<String> = methods.iter().map(told).collect();
    let apart = |(at, words): (usize, &String)| {
        let is_twin = all.iter().enumerate().any(|(other, twin)| other != at && twin == words);
        if is_twin { [words.as_str(), &methods[at].id()].join(SEPARATOR) } else { words.clone() }
    };
    all.iter().enumerate().map(apart).collect()
}

/// The models of a list in a few words each: name, network unless it is called so, and accuracy; of models that are
/// called the same also how long and when they were trained, as far as they differ in that, or else their files.
#[must_use]
pub fn all_told(models: &[ListedModel]) -> Vec<String> {
    let names: Vec<String> = models.iter().map(|listed| called(&listed.card)).collect();
    let told = |(index, listed): (usize, &ListedModel)| {
        let is_twin = |(name, other): (&String, &ListedModel)| *name == names[index] && other.source != listed.source;
        let twins: Vec<&ListedModel> =
            names.iter().zip(models).filter(|&it| is_twin(it)).map(|(_, twin)| twin).collect();
        let mut words = vec![names[index].clone(), accuracy(listed.card.test_accuracy)];
        words.extend(apart(listed, &twins));
        words.retain(|part| !part.is_empty());
        words.join(SEPARATOR)
    };
    models.iter().enumerate().map(told).collect()
}

/// Name and network; one of both if they are the same.
fn called(card: &ModelCard) -> String {
    let name = card.shown_name().to_string();
    let network = Some(card.architecture.title()).filter(|title| *title != name);
    let short = format::short(&name, NAME);
    network.map_or_else(|| short.clone(), |network| [short.as_str(), &network].join(SEPARATOR))
}

/// What tells a model from others that are called the same.
fn apart(listed: &ListedModel, twins: &[&ListedModel]) -> Vec<String> {
    let training = |model: &ListedModel| {
        let epochs = model.card.training.epochs;
        if epochs > 0 { tr!("setup-count-epochs", epochs = epochs).into_owned() } else { String::new() }
    };
    let day = |model: &ListedModel| model.card.created.clone();
    let traits: [&dyn Fn(&ListedModel) -> String; 2] = [&training, &day];
    let differing = traits.iter().filter(|of| twins.iter().any(|twin| of(twin) != of(listed)));
    let words: Vec<String> = differing.map(|of| of(listed)).collect();
    let is_told = |twin: &&ListedModel| traits.iter().any(|of| of(twin) != of(listed));
    let file = (!twins.iter().all(is_told)).then(|| listed.source.id());
    words.into_iter().chain(file).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::model::card::CARD_FORMAT;
    use crate::store::models::ModelSource;

    fn listed(file: &str, name: &str, epochs: usize, day: &str) -> ListedModel {
        let text = format!(
            r#"{{"format": {CARD_FORMAT}, "name": "{name}", "architecture": "lenet5", "parameters": 1,
                 "test_accuracy": 0.98, "created": "{day}"}}"#
        );
        let mut card = ModelCard::from_json(&text).expect("a card");
        card.training.epochs = epochs;
        ListedModel { source: ModelSource::Saved(PathBuf::from(file).with_extension("safetensors")), card }
    }

    #[test]
    fn models_that_are_called_the_same_are_told_apart_by_training_day_or_file() {
        let alone = [listed("a", "LeNet-5", 3, "2026-11-29"), listed("b", "Mine", 3, "2026-11-29")];
        assert_eq!(all_told(&alone), ["LeNet-5 · 98.00 %", "Mine · LeNet-5 · 98.00 %"]);
        let trained = [listed("a", "LeNet-5", 3, "2026-11-29"), listed("b", "LeNet-5", 1, "2026-11-28")];
        assert_eq!(
            all_told(&trained),
            ["LeNet-5 · 98.00 % · 3 epochs · 2026-11-29", "LeNet-5 · 98.00 % · 1 epoch · 2026-11-28"]
        );
        let days = [listed("a", "LeNet-5", 3, "2026-11-29"), listed("b", "LeNet-5", 3, "2026-11-28")];
        assert_eq!(all_told(&days), ["LeNet-5 · 98.00 % · 2026-11-29", "LeNet-5 · 98.00 % · 2026-11-28"]);
        let files = [listed("LeNet-5", "LeNet-5", 3, ""), listed("LeNet-5-2", "LeNet-5", 3, "")];
        assert_eq!(all_told(&files), ["LeNet-5 · 98.00 % · LeNet-5", "LeNet-5 · 98.00 % · LeNet-5-2"]);
    }
}
