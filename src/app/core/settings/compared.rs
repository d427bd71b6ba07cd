//! Which models read beside the current one.

use serde::{Deserialize, Serialize};

/// Most models that are compared with the one that reads anyway.
pub const MOST: usize = 2;

/// A model to compare with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComparedModel {
    /// A bundled model by its identifier, or a saved one by its path.
    Model(String),
    /// The weights that are being trained.
    Training,
}

/// Whether `model` can be added to those that are compared, or taken from them.
#[must_use]
pub fn can_toggle(compared: &[ComparedModel], model: &ComparedModel) -> bool {
    compared.contains(model) || compared.len() < MOST
}

/// Adds `model` to those that are compared, or takes it from them.
pub fn toggle(compared: &mut Vec<ComparedModel>, model: &ComparedModel) {
    if compared.contains(model) {
        compared.retain(|one| one != model);
    } else if can_toggle(compared, model) {
        compared.push(model.clone());
    }
}

/// At most [`MOST`], each once.
#[must_use]
pub fn in_range(wanted: Vec<ComparedModel>) -> Vec<ComparedModel> {
    let mut kept: Vec<ComparedModel> = Vec::new();
    for one in wanted {
        if kept.len() < MOST && !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_are_added_than_are_compared_and_those_that_are_can_go() {
        let [one, two, three] = ["a", "b", "c"].map(|name| ComparedModel::Model(name.to_owned()));
        let mut compared = vec![one.clone()];
        toggle(&mut compared, &two);
        toggle(&mut compared, &three);
        assert_eq!(compared, [one.clone(), two.clone()]);
        assert!(!can_toggle(&compared, &three) && can_toggle(&compared, &one));
        toggle(&mut compared, &one);
        assert_eq!(compared, [two]);
    }
}
