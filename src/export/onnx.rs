//! A model as an ONNX file (onnx.ai, IR version 8, operator set 17), written field by field.
//!
//! The graph of a network that reads pictures takes bytes as the data has them, `pixels` (`uint8`, N × 1 × 28 × 28,
//! 0 paper, 255 ink), and does the model's own scaling in its first nodes. It gives `logits` and `probabilities`, both
//! `float`, N × classes. That of one that continues tokens takes `tokens` (`int64`, N × context; what stands behind the last
//! token is not looked at) and gives both for every place: N × context × vocabulary. N is free.
//! `checks/onnx_runtime.py` compares it with our own predictions in a real runtime.

mod tokens;

use super::protobuf::Message;
use crate::data::SIDE;
use crate::model::weights::Array;
use crate::model::{Feed, Layer, Model, ModelError, NamedLayer, Pixels, Shape, Skill};
use crate::tr;

/// Version of the file format: that of ONNX 1.12, which has operator set 17.
const IR_VERSION: u64 = 8;
/// Version of the operators.
const OPERATORS: u64 = 17;
/// Number of the element type `float`.
const FLOAT: u64 = 1;
/// Number of the element type `int64`.
const INT64: u64 = 7;
/// Number of the element type `uint8`.
const UINT8: u64 = 2;
/// Added to a variance before its root is taken, as in training.
const NORM_EPSILON: f32 = 1e-5;
/// Name of what a network of pictures reads: the scaled pixels.
const SCALED: &str = "pixels.input";
/// Name of what a network of tokens reads.
const TOKENS: &str = "tokens";

/// An attribute of a node.
enum Value {
    Int(u64),
    /// −1: the last axis.
    Last,
    Float(f32),
    Ints(Vec<u64>),
}

/// The graph being written: nodes in an order in which each reads what is there already.
#[derive(Default)]
struct Graph {
    nodes: Vec<Message>,
    tensors: Vec<Message>,
}

/// The bytes of an ONNX file that reads as `model` does.
///
/// # Errors
/// When the weights do not fit the network.
pub fn to_onnx(model: &Model) -> Result<Vec<u8>, ModelError> {
    let arch = model.card.architecture;
    model.weights.check(arch)?;
    let mut graph = Graph::default();
    let input = graph.input(arch.skill(), model.card.pixels);
    // Name of what each layer gives.
    let mut found: Vec<String> = Vec::new();
    for layer in model.weights.placed(arch) {
        let sources = layer.feeds.iter().map(|feed| match *feed {
            Feed::Image => input,
            Feed::Layer(at) => &found[at],
        });
        let output = graph.layer(&layer, &sources.collect::<Vec<_>>(), model);
        found.push(output);
    }
    graph.node("Identity", &[found.last().map_or(input, String::as_str)], "logits", &[]);
    graph.node("Softmax", &["logits"], "probabilities", &[("axis", Value::Last)]);
    let mut message = Message::default();
    message = graph.nodes.into_iter().fold(message, |message, node| message.message(1, node));
    message = message.bytes(2, &model.card.name);
    message = graph.tensors.into_iter().fold(message, |message, tensor| message.message(5, tensor));
    let (sizes, about) = match arch.skill() {
        Skill::ReadsPictures => {
            message = message.message(11, value("pixels", UINT8, &[None, Some(1), Some(SIDE), Some(SIDE)]));
            (vec![None, Some(model.card.labels.len())], tr!("onnx-about"))
        }
        Skill::ContinuesTokens => {
            let context = Some(arch.input().len());
            message = message.message(11, value(TOKENS, INT64, &[None, context]));
            (vec![None, context, arch.vocabulary()], tr!("onnx-about-tokens"))
        }
    };
    for output in ["logits", "probabilities"] {
        message = message.message(12, value(output, FLOAT, &sizes));
    }
    let file = Message::default()
        .int(1, IR_VERSION)
        .bytes(2, "digit-lab")
        .bytes(3, env!("CARGO_PKG_VERSION"))
        .bytes(6, about.as_bytes())
        .message(7, message)
        .message(8, Message::default().bytes(1, "").int(2, OPERATORS))
        .message(14, Message::default().bytes(1, "card").bytes(2, model.card.to_json()));
    Ok(file.into_bytes())
}

impl Graph {
    /// Adds a node that reads `inputs` and gives `output`.
    fn node(&mut self, operator: &str, inputs: &[&str], output: &str, attributes: &[(&str, Value)]) {
        let node = inputs.iter().fold(Message::default(), |node, input| node.bytes(1, input));
        let node = node.bytes(2, output).bytes(3, output).bytes(4, operator);
        self.nodes.push(attributes.iter().fold(node, |node, (name, value)| node.message(5, attribute(name, value))));
    }

    /// Adds a tensor of the model.
    fn tensor(&mut self, name: &str, shape: &[usize], values: &[f32]) {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let mut tensor = shape.iter().fold(Message::default(), |tensor, &size| tensor.int(1, size as u64));
        tensor = tensor.int(2, FLOAT).bytes(8, name).bytes(9, bytes);
        self.tensors.push(tensor);
    }

    /// Adds a list of whole numbers, or a single one.
    fn whole(&mut self, name: &str, shape: &[usize], values: &[i64]) {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let tensor = shape.iter().fold(Message::default(), |tensor, &size| tensor.int(1, size as u64));
        self.tensors.push(tensor.int(2, INT64).bytes(8, name).bytes(9, bytes));
    }

    /// Gives the name of what the network reads, with the nodes before it.
    fn input(&mut self, skill: Skill, pixels: Pixels) -> &'static str {
        match skill {
            Skill::ReadsPictures => {
                self.preprocess(pixels);
                SCALED
            }
            Skill::ContinuesTokens => TOKENS,
        }
    }

    /// Bytes to the network's input: × factor, then + offset, in their order.
    fn preprocess(&mut self, pixels: Pixels) {
        let (factor, offset) = pixels.affine();
        self.tensor("pixels.factor", &[], &[factor]);
        self.tensor("pixels.offset", &[], &[offset]);
        self.node("Cast", &["pixels"], "pixels.float", &[("to", Value::Int(FLOAT))]);
        self.node("Mul", &["pixels.float", "pixels.factor"], "pixels.scaled", &[]);
        let Some(order) = pixels.order() else {
            return self.node("Add", &["pixels.scaled", "pixels.offset"], SCALED, &[]);
        };
        let order: Vec<i64> = order.iter().map(|&from| i64::from(from)).collect();
        self.whole("pixels.order", &[order.len()], &order);
        self.whole("pixels.flat", &[2], &[0, -1]);
        self.whole("pixels.shape", &[4], &[0, 1, SIDE as i64, SIDE as i64]);
        self.node("Add", &["pixels.scaled", "pixels.offset"], "pixels.placed", &[]);
        self.node("Reshape", &["pixels.placed", "pixels.flat"], "pixels.row", &[]);
        self.node("Gather", &["pixels.row", "pixels.order"], "pixels.moved", &[("axis", Value::Int(1))]);
        self.node("Reshape", &["pixels.moved", "pixels.shape"], SCALED, &[]);
    }

    /// Adds a layer that reads `sources`; gives the name of its result.
    fn layer(&mut self, placed: &NamedLayer, sources: &[&str], model: &Model) -> String {
        let mut inputs: Vec<String> = sources.iter().map(|&source| source.to_owned()).collect();
        for param in &placed.params {
            let name = format!("{}.{}", placed.name, param.name);
            if let Some(Array { shape, values }) = model.weights.0.get(&name) {
                self.tensor(&name, shape, values);
                inputs.push(name);
            }
        }
        let square = |side: usize| Value::Ints(vec![side as u64; 2]);
        let window = |size: usize| vec![("kernel_shape", square(size)), ("strides", square(size))];
        let (operator, attributes) = match placed.layer {
            Layer::Conv2d { kernel, stride, padding, .. } => {
                let pads = ("pads", Value::Ints(vec![padding as u64; 4]));
                ("Conv", vec![("kernel_shape", square(kernel)), ("strides", square(stride)), pads])
            }
            Layer::BatchNorm => ("BatchNormalization", vec![("epsilon", Value::Float(NORM_EPSILON))]),
            Layer::Relu => ("Relu", vec![]),
            Layer::Tanh => ("Tanh", vec![]),
            Layer::MaxPool2d { size } => ("MaxPool", window(size)),
            Layer::AvgPool2d { size } => ("AveragePool", window(size)),
            Layer::GlobalAvgPool => {
                let mean = format!("{}.mean", placed.name);
                self.node("GlobalAveragePool", sources, &mean, &[]);
                inputs = vec![mean];
                ("Flatten", vec![("axis", Value::Int(1))])
            }
            // It drops nothing while it reads.
            Layer::Dropout { .. } => return sources.concat(),
            Layer::Flatten => ("Flatten", vec![("axis", Value::Int(1))]),
            Layer::Dense { .. } => ("Gemm", vec![("transB", Value::Int(1))]),
            Layer::Add => ("Sum", vec![]),
            Layer::Concat => {
                let axis = if matches!(placed.output, Shape::Sequence { .. }) { 2 } else { 1 };
                ("Concat", vec![("axis", Value::Int(axis))])
            }
            Layer::Patches { .. }
            | Layer::Embedding { .. }
            | Layer::Linear { .. }
            | Layer::Positions
            | Layer::LayerNorm
            | Layer::Gelu
            | Layer::Attention { .. }
            | Layer::MeanTokens => return self.tokens(placed, &inputs),
        };
        let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
        self.node(operator, &inputs, &placed.name, &attributes);
        placed.name.clone()
    }
}

fn attribute(name: &str, value: &Value) -> Message {
    let message = Message::default().bytes(1, name);
    match value {
        Value::Float(number) => message.float(2, *number).int(20, 1),
        Value::Int(number) => message.int(3, *number).int(20, 2),
        // A negative number is written as the 64 bits of its complement.
        Value::Last => message.int(3, u64::MAX).int(20, 2),
        Value::Ints(numbers) => numbers.iter().fold(message, |message, number| message.int(8, *number)).int(20, 7),
    }
}

/// An input or output called `name`; sizes that are not given are the number of images.
fn value(name: &str, element: u64, shape: &[Option<usize>]) -> Message {
    let sizes = shape.iter().fold(Message::default(), |shape, size| {
        let size = match size {
            Some(size) => Message::default().int(1, *size as u64),
            None => Message::default().bytes(2, "images"),
        };
        shape.message(1, size)
    });
    let tensor = Message::default().int(1, element).message(2, sizes);
    Message::default().bytes(1, name).message(2, Message::default().message(1, tensor))
}
