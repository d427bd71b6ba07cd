//! A model as an ONNX file (onnx.ai, IR version 8, operator set 17), written field by field.
//!
//! The graph takes bytes as the data has them, `pixels` (`uint8`, N × 1 × 28 × 28, 0 paper, 255 ink), and does the
//! model's own scaling in its first nodes. It gives `logits` and `probabilities`, both `float`, N × 10. N is free.
//! `checks/onnx.py` compares it with our own predictions in a real runtime.

use super::protobuf::Message;
use crate::data::{CLASSES, SIDE};
use crate::model::layer::{Layer, NamedLayer};
use crate::model::weights::Array;
use crate::model::{Model, ModelError};
use crate::tr;

/// Version of the file format: that of ONNX 1.12, which has operator set 17.
const IR_VERSION: u64 = 8;
/// Version of the operators.
const OPERATORS: u64 = 17;
/// Number of the element type `float`.
const FLOAT: u64 = 1;
/// Number of the element type `uint8`.
const UINT8: u64 = 2;
/// Added to a variance before its root is taken, as in training.
const NORM_EPSILON: f32 = 1e-5;

/// An attribute of a node.
enum Value {
    Int(u64),
    Float(f32),
    Ints(Vec<u64>),
}

/// The graph being written: nodes one after the other, each reading what the last one gave.
#[derive(Default)]
struct Graph {
    nodes: Vec<Message>,
    tensors: Vec<Message>,
    /// Name of what the last node gave.
    last: String,
}

/// The bytes of an ONNX file that reads as `model` does.
///
/// # Errors
/// When the weights do not fit the network.
pub fn to_onnx(model: &Model) -> Result<Vec<u8>, ModelError> {
    model.weights.check(model.card.architecture)?;
    let mut graph = Graph { last: "pixels".to_owned(), ..Graph::default() };
    graph.preprocess(model.card.pixels.affine());
    for layer in model.card.architecture.placed() {
        graph.layer(&layer, model);
    }
    graph.node("Identity", "logits", &[], &[]);
    graph.node("Softmax", "probabilities", &[], &[("axis", Value::Int(1))]);
    let mut message = Message::default();
    message = graph.nodes.into_iter().fold(message, |message, node| message.message(1, node));
    message = message.bytes(2, &model.card.name);
    message = graph.tensors.into_iter().fold(message, |message, tensor| message.message(5, tensor));
    let images = [None, Some(1), Some(SIDE), Some(SIDE)];
    message = message.message(11, value("pixels", UINT8, &images));
    for output in ["logits", "probabilities"] {
        message = message.message(12, value(output, FLOAT, &[None, Some(CLASSES)]));
    }
    let file = Message::default()
        .int(1, IR_VERSION)
        .bytes(2, "digit-lab")
        .bytes(3, env!("CARGO_PKG_VERSION"))
        .bytes(6, tr!("onnx-about").as_bytes())
        .message(7, message)
        .message(8, Message::default().bytes(1, "").int(2, OPERATORS))
        .message(14, Message::default().bytes(1, "card").bytes(2, model.card.to_json()));
    Ok(file.into_bytes())
}

impl Graph {
    /// Adds a node that reads the last one's result and `inputs`, and gives `output`.
    fn node(&mut self, operator: &str, output: &str, inputs: &[&str], attributes: &[(&str, Value)]) {
        let mut node = Message::default().bytes(1, &self.last);
        node = inputs.iter().fold(node, |node, input| node.bytes(1, input));
        node = node.bytes(2, output).bytes(3, output).bytes(4, operator);
        node = attributes.iter().fold(node, |node, (name, value)| node.message(5, attribute(name, value)));
        self.nodes.push(node);
        output.clone_into(&mut self.last);
    }

    /// Adds a tensor of the model.
    fn tensor(&mut self, name: &str, shape: &[usize], values: &[f32]) {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let mut tensor = shape.iter().fold(Message::default(), |tensor, &size| tensor.int(1, size as u64));
        tensor = tensor.int(2, FLOAT).bytes(8, name).bytes(9, bytes);
        self.tensors.push(tensor);
    }

    /// Bytes to the network's input: × factor, then + offset.
    fn preprocess(&mut self, (factor, offset): (f32, f32)) {
        self.tensor("pixels.factor", &[], &[factor]);
        self.tensor("pixels.offset", &[], &[offset]);
        self.node("Cast", "pixels.float", &[], &[("to", Value::Int(FLOAT))]);
        self.node("Mul", "pixels.scaled", &["pixels.factor"], &[]);
        self.node("Add", "pixels.input", &["pixels.offset"], &[]);
    }

    fn layer(&mut self, placed: &NamedLayer, model: &Model) {
        let mut inputs = Vec::new();
        for param in &placed.params {
            let name = format!("{}.{}", placed.name, param.name);
            if let Some(Array { shape, values }) = model.weights.0.get(&name) {
                self.tensor(&name, shape, values);
                inputs.push(name);
            }
        }
        let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
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
                self.node("GlobalAveragePool", &format!("{}.mean", placed.name), &[], &[]);
                ("Flatten", vec![("axis", Value::Int(1))])
            }
            // It drops nothing while it reads.
            Layer::Dropout { .. } => return,
            Layer::Flatten => ("Flatten", vec![("axis", Value::Int(1))]),
            Layer::Dense { .. } => ("Gemm", vec![("transB", Value::Int(1))]),
        };
        self.node(operator, &placed.name, &inputs, &attributes);
    }
}

fn attribute(name: &str, value: &Value) -> Message {
    let message = Message::default().bytes(1, name);
    match value {
        Value::Float(number) => message.float(2, *number).int(20, 1),
        Value::Int(number) => message.int(3, *number).int(20, 2),
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
