//! Weights without a description: what can be told from them alone.

use std::collections::BTreeMap;
use std::path::Path;

use super::{ModelSource, StoreError, WEIGHTS_LIMIT, card_path, file_name, locate, pair};
use crate::data::LabelSet;
use crate::model::card::CARD_FORMAT;
use crate::model::{Arch, ModelCard, Weights};
use crate::msg;
use crate::store::atomic;
use crate::store::folders::DataDir;
use crate::text::{Message, Named as _};

/// A description of the weights in this file, which have none: their tensors say of which network they are, if that is
/// the only one with such tensors. Of everything else the usual is taken.
///
/// # Errors
/// When they are of no network or may be of several; then says what to do.
pub fn card(weights: &Path) -> Result<ModelCard, StoreError> {
    let bytes = atomic::read(weights, WEIGHTS_LIMIT)?;
    let shapes = Weights::shapes(&bytes).map_err(|fault| StoreError::of(&fault, weights))?;
    let fitting: Vec<Arch> =
        Arch::ALL.iter().copied().filter(|arch| arch.shapes(outputs(*arch, &shapes)) == shapes).collect();
    match network(&fitting, &file_name(&card_path(weights))) {
        Ok(arch) => {
            let name = weights.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Ok(card_for(arch, outputs(arch, &shapes), name))
        }
        Err(what) => Err(StoreError::new(what, weights)),
    }
}

/// The only one of `fitting`; otherwise what to do about the description `missing`.
fn network(fitting: &[Arch], missing: &str) -> Result<Arch, Message> {
    match *fitting {
        [only] => Ok(only),
        [] => Err(msg!("model-file-error-no-card", file = missing)),
        [first, ..] => {
            let networks: Vec<_> = fitting.iter().map(|arch| arch.id()).collect();
            let example = format!(
                r#"{{"format": {CARD_FORMAT}, "name": "{id}", "architecture": "{id}", "parameters": {count}}}"#,
                id = first.id(),
                count = first.parameters()
            );
            let networks = networks.join(", ");
            Err(msg!("model-file-error-unclear", file = missing, networks = networks, example = example))
        }
    }
}

/// How many outputs the network has whose tensors have these shapes.
fn outputs(arch: Arch, shapes: &BTreeMap<String, Vec<usize>>) -> usize {
    arch.outputs_in(|name| shapes.get(name).map(Vec::as_slice))
}

fn card_for(architecture: Arch, outputs: usize, name: String) -> ModelCard {
    ModelCard::new(name, architecture, LabelSet::numbered(outputs))
}

/// A sentence about a model that was found by what a person typed, if it has no description.
#[must_use]
pub fn remark(dir: &DataDir, wanted: &str, card: &ModelCard) -> Option<Message> {
    let Ok(ModelSource::Saved(path)) = locate(dir, wanted) else { return None };
    remark_of(&path, card)
}

/// A sentence about the model in this file, if it has no description.
pub(super) fn remark_of(path: &Path, card: &ModelCard) -> Option<Message> {
    let is_described = card_path(path).is_file() || pair::announced_card(path).is_some();
    (!is_described)
        .then(|| msg!("model-undescribed", file = file_name(&card_path(path)), network = card.architecture.name()))
}

#[cfg(test)]
mod tests {
    use super::super::{find, list, save, tests::small};
    use super::*;
    use crate::model::Model;

    fn without_card(arch: Arch) -> (tempfile::TempDir, DataDir) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = DataDir(folder.path().to_path_buf());
        let card = ModelCard { architecture: arch, ..small("mine").card };
        let path = save(&dir, &Model { card, weights: Weights::fresh(arch, 3) }).expect("saved");
        std::fs::remove_file(card_path(&path)).expect("removed");
        (folder, dir)
    }

    #[test]
    fn weights_without_a_description_open_as_the_network_they_fit() {
        let (_folder, dir) = without_card(Arch::LeNet5);
        let model = find(&dir, "mine").expect("only one network has such tensors");
        assert_eq!((model.card.architecture, model.card.name.as_str()), (Arch::LeNet5, "mine"));
        assert_eq!(model.weights, Weights::fresh(Arch::LeNet5, 3));
        let told = remark(&dir, "mine", &model.card).expect("it is said").to_string();
        assert!(told.contains("mine.json") && told.contains("LeNet-5"), "{told}");
        assert_eq!(remark(&dir, "conv3", &model.card), None);
        let (listed, errors) = list(&dir);
        assert_eq!((listed.last().map(|model| model.card.name.as_str()), errors.len()), (Some("mine"), 0));
    }

    #[test]
    fn weights_that_several_networks_could_have_are_refused_with_what_to_do() {
        let (_folder, dir) = without_card(Arch::Plain20);
        let told = network(&[Arch::Plain20, Arch::ResNet20], "mine.json").expect_err("it may be either").to_string();
        assert!(told.contains("plain20, resnet20") && told.contains("mine.json"), "{told}");
        // What is offered as an example is a description that opens them.
        let example = &told[told.find('{').expect("an example")..=told.rfind('}').expect("its end")];
        std::fs::write(dir.models().join("mine.json"), example).expect("written");
        assert_eq!(find(&dir, "mine").expect("it opens").card.name, "plain20");
    }

    #[test]
    fn every_network_of_today_is_known_by_its_weights() {
        for (at, arch) in Arch::ALL.iter().enumerate() {
            assert!(Arch::ALL[..at].iter().all(|other| other.shapes(10) != arch.shapes(10)), "{arch:?}");
        }
    }
}
