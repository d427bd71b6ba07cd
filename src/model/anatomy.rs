//! A network as a class would draw it: layers that only touch each number, such as a ReLU, belong to the layer before
//! them, and what is left are the stages that pictures flow through.

use super::table::readers;
use super::{Feed, Layer, NamedLayer, Shape};

/// One stage: a layer, and those right behind it that change each number by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Name of its first layer: "conv1".
    pub name: String,
    /// Places of its layers among those of the network, in order; there is at least one.
    pub layers: Vec<usize>,
    /// What it reads: places of other stages, before this one; `None` is the image.
    pub feeds: Vec<Option<usize>>,
    /// Place of the layer whose output stands for the stage: its last that makes other numbers of them.
    pub shown: usize,
    /// Shape of what comes out of that.
    pub output: Shape,
    /// Trained parameters of all of its layers.
    pub parameters: usize,
}

impl Part {
    /// Place of its first layer.
    #[must_use]
    pub fn first(&self) -> usize {
        self.layers.first().copied().unwrap_or_default()
    }
}

/// Whether the layer changes each number by itself, or hands it on as it is.
fn is_attached(layer: Layer) -> bool {
    match layer {
        Layer::BatchNorm
        | Layer::Relu
        | Layer::Tanh
        | Layer::Gelu
        | Layer::Dropout { .. }
        | Layer::Flatten
        | Layer::Positions => true,
        Layer::Conv2d { .. }
        | Layer::MaxPool2d { .. }
        | Layer::AvgPool2d { .. }
        | Layer::GlobalAvgPool
        | Layer::Dense { .. }
        | Layer::Add
        | Layer::Concat
        | Layer::Patches { .. }
        | Layer::Embedding { .. }
        | Layer::Linear { .. }
        | Layer::LayerNorm
        | Layer::Attention { .. }
        | Layer::MeanTokens => false,
    }
}

/// The stages of a network, in the order of its placed layers.
#[must_use]
pub fn parts(layers: &[NamedLayer]) -> Vec<Part> {
    let readers = readers(layers.iter());
    let mut parts: Vec<Part> = Vec::new();
    // The stage of each layer.
    let mut home = Vec::with_capacity(layers.len());
    for (at, layer) in layers.iter().enumerate() {
        let alone = match layer.feeds[..] {
            [Feed::Layer(source)] if readers[source].len() == 1 => home.get(source).copied(),
            _ => None,
        };
        if let Some(place) = alone.filter(|_| is_attached(layer.layer)) {
            let part: &mut Part = &mut parts[place];
            part.layers.push(at);
            if !matches!(layer.layer, Layer::Flatten | Layer::Dropout { .. }) {
                (part.shown, part.output) = (at, layer.output);
            }
            part.parameters += layer.parameters();
            home.push(place);
            continue;
        }
        let feeds = layer.feeds.iter().map(|feed| match *feed {
            Feed::Image => None,
            Feed::Layer(source) => home.get(source).copied(),
        });
        parts.push(Part {
            name: layer.name.clone(),
            layers: vec![at],
            feeds: feeds.collect(),
            shown: at,
            output: layer.output,
            parameters: layer.parameters(),
        });
        home.push(parts.len() - 1);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Arch;

    #[test]
    fn what_changes_each_number_belongs_to_the_layer_before_it() {
        let placed = Arch::Conv3.placed();
        let found = parts(&placed);
        let names: Vec<&str> = found.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["conv1", "pool1", "conv2", "pool2", "conv3", "dense1", "dense2"]);
        assert_eq!(placed[found[0].shown].name, "relu1");
        assert_eq!(found[0].parameters, 320);
        assert_eq!(found[0].feeds, [None]);
        assert_eq!(found[6].feeds, [Some(5)]);
    }

    #[test]
    fn every_layer_is_in_one_stage_and_stages_read_only_those_before_them() {
        for &arch in Arch::ALL {
            let placed = arch.placed();
            let found = parts(&placed);
            let mut seen: Vec<usize> = found.iter().flat_map(|part| part.layers.clone()).collect();
            seen.sort_unstable();
            assert_eq!(seen, (0..placed.len()).collect::<Vec<_>>(), "{arch}");
            let parameters: usize = placed.iter().map(NamedLayer::parameters).sum();
            assert_eq!(found.iter().map(|part| part.parameters).sum::<usize>(), parameters, "{arch}");
            for (place, part) in found.iter().enumerate() {
                assert_eq!(part.output, placed[part.shown].output, "{arch}");
                assert!(part.feeds.iter().flatten().all(|&feed| feed < place), "{arch}: {}", part.name);
            }
        }
    }

    #[test]
    fn a_block_and_its_shortcut_meet_in_a_stage_that_reads_both() {
        let found = parts(&Arch::ResNet20.placed());
        let sum = found.iter().find(|part| part.name == "add1").expect("there is a sum");
        assert_eq!(sum.feeds, [Some(2), Some(0)]);
    }
}
