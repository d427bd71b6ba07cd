//! A network as a table of nodes, each with an operation and the names of what it reads.
//!
//! ```
//! use digit_lab::model::layer::Layer::{BatchNorm, Dense, Flatten, Relu};
//! use digit_lab::model::layer::Layer;
//! use digit_lab::model::{Source, Table};
//!
//! // A chain, and a residual block in the middle of one.
//! let mut table = Table::chain(&[Layer::Conv2d { filters: 16, kernel: 3, stride: 1, padding: 1 }, Relu]);
//! let (block, start) = (Layer::Conv2d { filters: 16, kernel: 3, stride: 1, padding: 1 }, table.end());
//! let branch = table.then(&start, &[block, BatchNorm]);
//! let sum = table.add(&[&branch, &start]);
//! table.then(&sum, &[Relu, Flatten, Dense { units: 10 }]);
//! assert_eq!(table.nodes()[4].inputs, [Source::Node("norm1".to_owned()), Source::Node("relu1".to_owned())]);
//! ```

use super::Shape;
use super::layer::Layer;
use super::params::ParamSpec;
use crate::msg;
use crate::text::{Message, ToMessage, Value};

/// Where a node's numbers come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The image.
    Image,
    /// The node of this name.
    Node(String),
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// "conv1", "pool2", "dense1": its operation's kind, numbered from 1 within the network.
    pub name: String,
    /// Its operation.
    pub layer: Layer,
    /// What it reads, in this order.
    pub inputs: Vec<Source>,
}

/// A network's nodes. What nothing reads is its output.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    nodes: Vec<Node>,
}

/// What a placed layer reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feed {
    /// The image.
    Image,
    /// The layer at this place.
    Layer(usize),
}

/// A layer in its place: named, with what it reads and the shapes around it.
#[derive(Debug, Clone)]
pub struct NamedLayer {
    /// Its name in the table. Parameters are `name.weight` etc.
    pub name: String,
    /// The layer.
    pub layer: Layer,
    /// What it reads: only layers that stand before it.
    pub feeds: Vec<Feed>,
    /// Shape of one image's numbers going in; of the first, if it reads several.
    pub input: Shape,
    /// Shape coming out.
    pub output: Shape,
    /// Its parameter tensors, possibly none.
    pub params: Vec<ParamSpec>,
}

impl NamedLayer {
    /// Number of trained parameters.
    #[must_use]
    pub fn parameters(&self) -> usize {
        let trained = self.params.iter().filter(|param| param.is_trained);
        trained.map(|param| param.shape.iter().product::<usize>()).sum()
    }
}

/// The layers that read each of `layers`, in their order.
pub fn readers<'a>(layers: impl Iterator<Item = &'a NamedLayer> + Clone) -> Vec<Vec<usize>> {
    let mut readers = vec![Vec::new(); layers.clone().count()];
    for (at, layer) in layers.enumerate() {
        for feed in &layer.feeds {
            if let Feed::Layer(source) = *feed {
                readers[source].push(at);
            }
        }
    }
    readers
}

/// Why a node cannot stand where it stands.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct TableError {
    /// The node's name.
    pub node: String,
    /// What is wrong with it.
    pub fault: Message,
}

impl ToMessage for TableError {
    fn to_message(&self) -> Message {
        msg!("table-misplaced", node = &self.node, fault = self.fault.clone())
    }
}

crate::display_as_message!(TableError);

impl Table {
    /// Layers of which each reads the one before it, the first the image.
    #[must_use]
    pub fn chain(layers: &[Layer]) -> Self {
        let mut table = Self::default();
        table.then(&Source::Image, layers);
        table
    }

    /// The rows.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Every operation, in the order of the rows.
    pub fn layers(&self) -> impl Iterator<Item = Layer> {
        self.nodes.iter().map(|node| node.layer)
    }

    /// The node that was put in last; the image, if there is none.
    #[must_use]
    pub fn end(&self) -> Source {
        self.nodes.last().map_or(Source::Image, |node| Source::Node(node.name.clone()))
    }

    /// Puts `layers` behind `source`, of which each reads the one before it; gives the last.
    pub fn then(&mut self, source: &Source, layers: &[Layer]) -> Source {
        layers.iter().fold(source.clone(), |source, &layer| self.put(layer, &[&source]))
    }

    /// Adds `sources` up, number by number.
    pub fn add(&mut self, sources: &[&Source]) -> Source {
        self.put(Layer::Add, sources)
    }

    /// Puts `sources` one behind the other.
    pub fn concat(&mut self, sources: &[&Source]) -> Source {
        self.put(Layer::Concat, sources)
    }

    /// Puts a node in that reads `sources`, under the next free name of its kind.
    pub fn put(&mut self, layer: Layer, sources: &[&Source]) -> Source {
        let number = 1 + self.nodes.iter().filter(|node| node.layer.kind() == layer.kind()).count();
        let name = format!("{}{number}", layer.kind());
        let inputs = sources.iter().map(|&source| source.clone()).collect();
        self.nodes.push(Node { name: name.clone(), layer, inputs });
        Source::Node(name)
    }

    /// The same with dropout at `rate` wherever it has dropout; without any, it is put in front of the last dense layer, or
    /// linear one. At rate 0 nothing is dropped. No parameter changes its name or shape.
    #[must_use]
    pub fn with_dropout(&self, rate: f32) -> Self {
        let mut table = self.clone();
        let is_dropout = |node: &Node| matches!(node.layer, Layer::Dropout { .. });
        if table.nodes.iter().any(is_dropout) {
            for node in table.nodes.iter_mut().filter(|node| is_dropout(node)) {
                node.layer = Layer::Dropout { rate };
            }
        } else if let Some(last) = table.last_weighted() {
            let name = "dropout1".to_owned();
            let inputs = std::mem::replace(&mut table.nodes[last].inputs, vec![Source::Node(name.clone())]);
            table.nodes.insert(last, Node { name, layer: Layer::Dropout { rate }, inputs });
        }
        table
    }

    /// The same with as many outputs as `count`: that is the size of its last dense layer, or linear one.
    #[must_use]
    pub fn with_outputs(&self, count: usize) -> Self {
        let mut table = self.clone();
        if let Some(last) = table.last_weighted() {
            match &mut table.nodes[last].layer {
                Layer::Dense { units } | Layer::Linear { units } => *units = count,
                _ => {}
            }
        }
        table
    }

    /// Name of the layer that gives the outputs: the last dense one, or linear one.
    #[must_use]
    pub fn output_layer(&self) -> Option<&str> {
        self.last_weighted().map(|last| self.nodes[last].name.as_str())
    }

    /// Place of the last dense layer or, in a network without any, of the last linear one.
    fn last_weighted(&self) -> Option<usize> {
        let last = |is_wanted: fn(&Layer) -> bool| self.nodes.iter().rposition(|node| is_wanted(&node.layer));
        last(|layer| matches!(layer, Layer::Dense { .. }))
            .or_else(|| last(|layer| matches!(layer, Layer::Linear { .. })))
    }

    /// Puts the nodes in place behind an input of shape `image`, each behind those it reads and otherwise in the order
    /// of the rows: shapes and parameters of each. The last is the output.
    ///
    /// # Errors
    /// Names the first node that cannot take what it reads, that waits for itself, or that nothing reads.
    pub fn place(&self, image: Shape) -> Result<Vec<NamedLayer>, TableError> {
        self.check_names()?;
        let mut placed: Vec<NamedLayer> = Vec::with_capacity(self.nodes.len());
        while placed.len() < self.nodes.len() {
            let before = placed.len();
            for node in &self.nodes {
                let place = |name: &str| placed.iter().position(|layer| layer.name == name);
                let feed = |source: &Source| match source {
                    Source::Image => Some(Feed::Image),
                    Source::Node(name) => place(name).map(Feed::Layer),
                };
                let feeds: Option<Vec<Feed>> = node.inputs.iter().map(feed).collect();
                let (None, Some(feeds)) = (place(&node.name), feeds) else { continue };
                let layer = node.placed(feeds, image, &placed)?;
                placed.push(layer);
            }
            if placed.len() == before {
                return Err(TableError { node: self.in_a_cycle(&placed), fault: msg!("table-cycle") });
            }
        }
        let readers = readers(placed.iter());
        let unread = |&(at, _): &(usize, &NamedLayer)| at + 1 < placed.len() && readers[at].is_empty();
        match placed.iter().enumerate().find(unread) {
            Some((_, layer)) => Err(TableError { node: layer.name.clone(), fault: msg!("table-unread") }),
            None => Ok(placed),
        }
    }

    /// Name of a node that waits for itself, where none that is left can be placed.
    fn in_a_cycle(&self, placed: &[NamedLayer]) -> String {
        let is_placed = |name: &str| placed.iter().any(|layer| layer.name == name);
        let waits_for = |node: &Node| {
            let name = node.inputs.iter().find_map(|source| match source {
                Source::Node(name) if !is_placed(name) => Some(name),
                Source::Node(_) | Source::Image => None,
            })?;
            self.nodes.iter().find(|other| other.name == *name)
        };
        // After as many steps as there are nodes, the way from one to what it waits for goes round.
        let first = self.nodes.iter().find(|node| !is_placed(&node.name));
        let last = (0..self.nodes.len()).fold(first, |node, _| node.and_then(waits_for));
        last.map(|node| node.name.clone()).unwrap_or_default()
    }

    /// Every name is there once, and so is every name that is read.
    fn check_names(&self) -> Result<(), TableError> {
        for (at, node) in self.nodes.iter().enumerate() {
            let wrong = |fault| Err(TableError { node: node.name.clone(), fault });
            if self.nodes[..at].iter().any(|other| other.name == node.name) {
                return wrong(msg!("table-named-twice"));
            }
            for source in &node.inputs {
                let Source::Node(name) = source else { continue };
                if self.nodes.iter().all(|other| other.name != *name) {
                    return wrong(msg!("table-unknown-source", source = name));
                }
            }
        }
        Ok(())
    }
}

impl FromIterator<Node> for Table {
    fn from_iter<I: IntoIterator<Item = Node>>(nodes: I) -> Self {
        Self { nodes: nodes.into_iter().collect() }
    }
}

impl Node {
    fn placed(&self, feeds: Vec<Feed>, image: Shape, before: &[NamedLayer]) -> Result<NamedLayer, TableError> {
        let shape = |feed: &Feed| match *feed {
            Feed::Image => image,
            Feed::Layer(at) => before[at].output,
        };
        let shapes: Vec<Shape> = feeds.iter().map(shape).collect();
        let output = self.layer.output(&shapes).map_err(|fault| {
            let shapes: Vec<Value> = shapes.iter().map(|shape| shape.to_string().into()).collect();
            TableError { node: self.name.clone(), fault: msg!("layer-misplaced", inputs = shapes, fault = fault) }
        })?;
        let input = shapes.first().copied().unwrap_or(image);
        let params = self.layer.params(input);
        Ok(NamedLayer { name: self.name.clone(), layer: self.layer, feeds, input, output, params })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::layer::Layer::{Add, Dense, Flatten, Relu};
    use crate::model::layer::Reach;

    fn node(name: &str, layer: Layer, inputs: &[&str]) -> Node {
        let source = |&name: &&str| if name == "image" { Source::Image } else { Source::Node(name.to_owned()) };
        Node { name: name.to_owned(), layer, inputs: inputs.iter().map(source).collect() }
    }

    fn place(nodes: impl IntoIterator<Item = Node>) -> Result<Vec<NamedLayer>, TableError> {
        nodes.into_iter().collect::<Table>().place(Shape::IMAGE)
    }

    #[test]
    fn nodes_stand_behind_what_they_read() {
        let (flatten, relu) = (node("flatten1", Flatten, &["image"]), node("relu1", Relu, &["flatten1"]));
        let sum = node("add1", Add, &["relu1", "flatten1"]);
        let names = |placed: Vec<NamedLayer>| placed.into_iter().map(|layer| layer.name).collect::<Vec<_>>();
        let placed = place([sum.clone(), relu.clone(), flatten.clone()]).expect("it fits");
        assert_eq!(placed[2].feeds, [Feed::Layer(1), Feed::Layer(0)]);
        assert_eq!(names(placed), ["flatten1", "relu1", "add1"]);
        assert_eq!(names(place([flatten, relu, sum]).expect("it fits")), ["flatten1", "relu1", "add1"]);
    }

    #[test]
    fn what_is_wrong_with_a_table_names_the_node() {
        let flatten = || node("flatten1", Flatten, &["image"]);
        let conv = |kernel| Layer::Conv2d { filters: 2, kernel, stride: 1, padding: 0 };
        let cases = [
            (
                vec![
                    flatten(),
                    node("dense1", Dense { units: 5 }, &["add1"]),
                    node("add1", Add, &["flatten1", "relu1"]),
                    node("relu1", Relu, &["add1"]),
                ],
                "relu1",
            ),
            (
                vec![flatten(), node("dense1", Dense { units: 5 }, &["flatten1"]), node("relu1", Relu, &["flatten1"])],
                "dense1",
            ),
            (vec![node("dense1", Dense { units: 5 }, &["image"])], "dense1"),
            (vec![node("conv1", conv(29), &["image"])], "conv1"),
            (vec![flatten(), node("add1", Add, &["flatten1", "image"])], "add1"),
            (vec![flatten(), node("add1", Add, &["flatten1"])], "add1"),
            (vec![flatten(), node("relu1", Relu, &["flatten1", "flatten1"])], "relu1"),
            (vec![node("relu1", Relu, &["flatten1"])], "relu1"),
            (vec![flatten(), node("flatten1", Relu, &["flatten1"])], "flatten1"),
            (
                vec![
                    node("patches1", Layer::Patches { size: 7 }, &["image"]),
                    node("linear1", Layer::Linear { units: 30 }, &["patches1"]),
                    node("attention1", Layer::Attention { heads: 4, reach: Reach::Full }, &["linear1"]),
                ],
                "attention1",
            ),
        ];
        for (nodes, name) in cases {
            let fault = place(nodes.clone()).expect_err("such a table is refused");
            assert_eq!(fault.node, name, "{fault}");
            assert!(fault.to_string().starts_with(name), "{fault}");
        }
    }

    #[test]
    fn dropout_goes_in_front_of_the_last_dense_layer() {
        let table = Table::chain(&[Flatten, Dense { units: 4 }, Relu, Dense { units: 10 }]).with_dropout(0.5);
        let last = table.nodes().len() - 1;
        assert_eq!(table.nodes()[last - 1], node("dropout1", Layer::Dropout { rate: 0.5 }, &["relu1"]));
        assert_eq!(table.nodes()[last].inputs, [Source::Node("dropout1".to_owned())]);
        assert_eq!(table.with_dropout(0.1).nodes()[last - 1].layer, Layer::Dropout { rate: 0.1 });
    }
}
