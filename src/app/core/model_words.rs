//! Models in a few words.

use super::shared::Shared;
use crate::model::ModelCard;
use crate::store::models::ListedModel;
use crate::text::{Named, format};

/// Longest name of a model in a menu, in letters.
const NAME: usize = 34;

/// Its accuracy on the test images, "99.42 %"; empty if it was never measured.
#[must_use]
pub fn accuracy(model: &ModelCard) -> String {
    model.test_accuracy.map_or_else(String::new, |share| format::percent(share).to_string())
}

/// Whether this is the model that reads.
#[must_use]
pub fn is_current(listed: &ListedModel, shared: &Shared) -> bool {
    shared.current.as_ref().is_some_and(|current| match &current.named {
        Some(named) => *named == listed.source.named(),
        None => current.model.card == listed.card,
    })
}

/// A model in a list: its name, its network unless it is called so, and how well it does.
#[must_use]
pub fn told(card: &ModelCard) -> String {
    let name = card.shown_name().to_string();
    let network = Some(card.architecture.title()).filter(|title| *title != name);
    let words = [format::short(&name, NAME), network.unwrap_or_default().into_owned(), accuracy(card)];
    words.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
