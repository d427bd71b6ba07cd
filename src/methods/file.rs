//! A trained method as the bytes of one file: eight letters, the length of the card, the card as JSON, and what was
//! learned as safetensors, deflated.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde::Deserialize;

use super::directions::{COUNT, Directions};
use super::forest::Forest;
use super::kernel_svm::KernelSvm;
use super::linear::Linear;
use super::model::CARD_FORMAT;
use super::neighbours::Neighbours;
use super::tree::Node;
use super::{Fitted, Method, MethodCard, MethodError, MethodModel};
use crate::data::PIXELS;
use crate::model::Calibration;
use crate::msg;
use crate::text::{Message, json};

/// What such a file begins with.
const MAGIC: &[u8; 8] = b"DIGLABM1";
/// Largest card, in bytes.
const CARD_LIMIT: usize = 1 << 20;
/// The most that may be unpacked, in bytes: four times MNIST.
const UNPACKED_LIMIT: u64 = 256 << 20;
/// The most classes a method tells apart.
const MOST_CLASSES: usize = 64;

/// One tensor, before it is written.
struct Tensor {
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

fn bytes(shape: &[usize], values: &[u8]) -> Tensor {
    Tensor { dtype: Dtype::U8, shape: shape.to_vec(), bytes: values.to_vec() }
}

fn floats(shape: &[usize], values: &[f32]) -> Tensor {
    let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    Tensor { dtype: Dtype::F32, shape: shape.to_vec(), bytes }
}

fn wholes(values: impl IntoIterator<Item = u32>) -> Tensor {
    let bytes: Vec<u8> = values.into_iter().flat_map(u32::to_le_bytes).collect();
    Tensor { dtype: Dtype::U32, shape: vec![bytes.len() / 4], bytes }
}

fn damaged(fault: Message) -> MethodError {
    MethodError::Damaged(fault)
}

impl MethodModel {
    /// The bytes of its file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, MethodError> {
        let card = serde_json::to_vec(&self.card).map_err(|error| damaged(json::unwritable(&error)))?;
        let tensors = self.fitted.tensors();
        let mut views = BTreeMap::new();
        for (name, Tensor { dtype, shape, bytes }) in &tensors {
            let view = TensorView::new(*dtype, shape.clone(), bytes);
            views.insert(*name, view.map_err(|error| damaged(crate::model::safetensors_fault(&error)))?);
        }
        let learned =
            safetensors::serialize(views, None).map_err(|error| damaged(crate::model::safetensors_fault(&error)))?;
        let mut file = MAGIC.to_vec();
        file.extend_from_slice(&(card.len() as u32).to_le_bytes());
        file.extend_from_slice(&card);
        let mut encoder = ZlibEncoder::new(file, Compression::new(5));
        let packed = encoder.write_all(&learned).and_then(|()| encoder.finish());
        packed.map_err(|error| damaged(Message::verbatim(error)))
    }

    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// When they are none of a method, are damaged, or of a newer version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MethodError> {
        let (card, packed) = split(bytes)?;
        let mut learned = Vec::new();
        let unpacked = ZlibDecoder::new(packed).take(UNPACKED_LIMIT + 1).read_to_end(&mut learned);
        unpacked.map_err(|_| damaged(msg!("method-file-packed")))?;
        if learned.len() as u64 > UNPACKED_LIMIT {
            return Err(damaged(msg!("method-file-large")));
        }
        let file =
            SafeTensors::deserialize(&learned).map_err(|error| damaged(crate::model::safetensors_fault(&error)))?;
        let fitted = Arc::new(Fitted::read(&card, &Tensors(&file))?);
        Ok(Self { card, fitted })
    }

    /// The card in the bytes of a file, of which the beginning is enough.
    ///
    /// # Errors
    /// As [`from_bytes`](Self::from_bytes).
    pub fn card_of(bytes: &[u8]) -> Result<MethodCard, MethodError> {
        split(bytes).map(|(card, _)| card)
    }
}

/// The card, and what comes after it.
fn split(bytes: &[u8]) -> Result<(MethodCard, &[u8]), MethodError> {
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| damaged(msg!("method-file-other")))?;
    let short = || damaged(msg!("method-file-short"));
    let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(short)?;
    let length = u32::from_le_bytes(*length) as usize;
    let (card, packed) = rest.split_at_checked(length).filter(|_| length <= CARD_LIMIT).ok_or_else(short)?;
    let Format { format } = json::read(card).map_err(damaged)?;
    if format > CARD_FORMAT {
        return Err(damaged(msg!("method-file-newer")));
    }
    let mut card: MethodCard = json::read(card).map_err(damaged)?;
    card.calibration.as_ref().map_or(Ok(()), Calibration::check).map_err(damaged)?;
    let is_share = |share: &Option<f64>| share.is_none_or(|share| (0.0..=1.0).contains(&share));
    if ![card.validation_accuracy, card.test_accuracy].iter().all(is_share) {
        return Err(damaged(msg!("model-file-error-card-share")));
    }
    card.config = card.config.in_range();
    Ok((card, packed))
}

/// The tensors of a file, asked for by name.
struct Tensors<'a>(&'a SafeTensors<'a>);

impl Tensors<'_> {
    fn of(&self, name: &str, dtype: Dtype) -> Result<TensorView<'_>, MethodError> {
        let view = self.0.tensor(name).map_err(|error| damaged(crate::model::safetensors_fault(&error)))?;
        if view.dtype() == dtype { Ok(view) } else { Err(wrong(name)) }
    }

    fn bytes(&self, name: &str) -> Result<Vec<u8>, MethodError> {
        Ok(self.of(name, Dtype::U8)?.data().to_vec())
    }

    fn floats(&self, name: &str) -> Result<Vec<f32>, MethodError> {
        let fours = self.of(name, Dtype::F32)?;
        let fours = fours.data().chunks_exact(4);
        let values: Vec<f32> = fours.map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect();
        if values.iter().all(|value| value.is_finite()) { Ok(values) } else { Err(wrong(name)) }
    }

    fn wholes(&self, name: &str) -> Result<Vec<u32>, MethodError> {
        let fours = self.of(name, Dtype::U32)?;
        Ok(fours.data().chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect())
    }
}

fn wrong(name: &str) -> MethodError {
    damaged(msg!("method-file-tensor", tensor = name))
}

/// Refuses `name` unless it fits.
fn check(name: &str, fits: bool) -> Result<(), MethodError> {
    if fits { Ok(()) } else { Err(wrong(name)) }
}

impl Fitted {
    fn tensors(&self) -> Vec<(&'static str, Tensor)> {
        match self {
            Self::Linear(linear) => vec![
                ("weights", floats(&[linear.classes(), PIXELS], &linear.weights)),
                ("biases", floats(&[linear.classes()], &linear.biases)),
            ],
            Self::Neighbours(neighbours) => {
                let (count, directions) = (neighbours.labels().len(), neighbours.directions());
                vec![
                    ("pixels", bytes(&[count, PIXELS], neighbours.pixels())),
                    ("labels", bytes(&[count], neighbours.labels())),
                    ("classes", wholes([neighbours.classes() as u32])),
                    ("mean", floats(&[PIXELS], directions.mean())),
                    ("directions", floats(&[COUNT, PIXELS], directions.numbers())),
                ]
            }
            Self::KernelSvm(machine) => vec![
                ("pixels", bytes(&[machine.len(), PIXELS], &machine.pixels)),
                ("labels", bytes(&[machine.len()], &machine.labels)),
                ("classes", wholes([machine.classes as u32])),
                ("gamma", floats(&[1], &[machine.gamma])),
                ("weights", floats(&[machine.len(), machine.classes - 1], &machine.weights)),
                ("offsets", floats(&[machine.offsets.len()], &machine.offsets)),
            ],
            Self::Forest(forest) => {
                let thresholds: Vec<u8> = forest.nodes.iter().map(|node| node.threshold).collect();
                vec![
                    ("classes", wholes([forest.classes as u32])),
                    ("roots", wholes(forest.roots.iter().copied())),
                    ("questions", wholes(forest.nodes.iter().map(|node| u32::from(node.pixel)))),
                    ("thresholds", bytes(&[thresholds.len()], &thresholds)),
                    // How far it is to the second side: small numbers, which pack well.
                    ("next", wholes(forest.steps())),
                    ("shares", floats(&[forest.shares.len()], &forest.shares)),
                    ("counts", wholes(forest.counts.iter().copied())),
                ]
            }
        }
    }

    fn read(card: &MethodCard, tensors: &Tensors) -> Result<Self, MethodError> {
        match card.method() {
            Method::LeastSquares | Method::LinearSvm => {
                let linear = Linear { weights: tensors.floats("weights")?, biases: tensors.floats("biases")? };
                check("biases", (2..=MOST_CLASSES).contains(&linear.classes()))?;
                check("weights", linear.weights.len() == linear.classes() * PIXELS)?;
                Ok(Self::Linear(linear))
            }
            Method::Neighbours => {
                let (classes, pixels, labels) = labelled(tensors)?;
                check("labels", !labels.is_empty())?;
                let (mean, directions) = (tensors.floats("mean")?, tensors.floats("directions")?);
                check("mean", mean.len() == PIXELS)?;
                check("directions", directions.len() == COUNT * PIXELS)?;
                let directions = Directions::from_parts(mean, directions);
                Ok(Self::Neighbours(Neighbours::from_parts(
                    card.config.neighbours,
                    classes,
                    pixels,
                    labels,
                    directions,
                )))
            }
            Method::KernelSvm => {
                let (classes, pixels, labels) = labelled(tensors)?;
                let (weights, offsets) = (tensors.floats("weights")?, tensors.floats("offsets")?);
                let gamma = tensors.floats("gamma")?.first().copied().filter(|&gamma| gamma > 0.0);
                check("weights", weights.len() == labels.len() * (classes - 1))?;
                check("offsets", offsets.len() == classes * (classes - 1) / 2)?;
                let gamma = gamma.ok_or_else(|| wrong("gamma"))?;
                Ok(Self::KernelSvm(KernelSvm::from_parts(classes, gamma, (pixels, labels), weights, offsets)))
            }
            Method::Tree | Method::Forest => forest(tensors).map(Self::Forest),
        }
    }
}

fn classes(tensors: &Tensors) -> Result<usize, MethodError> {
    let classes = tensors.wholes("classes")?.first().map_or(0, |&classes| classes as usize);
    check("classes", (2..=MOST_CLASSES).contains(&classes))?;
    Ok(classes)
}

/// Pictures and their labels, each one of the classes.
fn labelled(tensors: &Tensors) -> Result<(usize, Vec<u8>, Vec<u8>), MethodError> {
    let (classes, pixels, labels) = (classes(tensors)?, tensors.bytes("pixels")?, tensors.bytes("labels")?);
    check("pixels", pixels.len() == labels.len() * PIXELS)?;
    check("labels", labels.iter().all(|&label| usize::from(label) < classes))?;
    Ok((classes, pixels, labels))
}

/// Trees whose every way leads down and ends at shares that are there.
fn forest(tensors: &Tensors) -> Result<Forest, MethodError> {
    let classes = classes(tensors)?;
    let (roots, shares) = (tensors.wholes("roots")?, tensors.floats("shares")?);
    let (questions, next) = (tensors.wholes("questions")?, tensors.wholes("next")?);
    let (thresholds, counts) = (tensors.bytes("thresholds")?, tensors.wholes("counts")?);
    check("thresholds", thresholds.len() == questions.len() && next.len() == questions.len())?;
    check("shares", !shares.is_empty() && shares.len().is_multiple_of(classes))?;
    check("counts", counts.is_empty() || counts.len() == classes * questions.len())?;
    let count = questions.len() as u32;
    check("roots", roots.first() == Some(&0) && roots.is_sorted() && roots.last().is_some_and(|&last| last < count))?;
    let mut nodes = Vec::with_capacity(questions.len());
    for (at, ((&pixel, &threshold), &step)) in questions.iter().zip(&thresholds).zip(&next).enumerate() {
        let node = if (pixel as usize) < PIXELS {
            let second = (at as u32).saturating_add(step);
            check("next", step >= 2 && second < count)?;
            Node { pixel: pixel as u16, threshold, next: second }
        } else {
            check("next", (step as usize) < shares.len() / classes)?;
            Node::leaf(step as usize)
        };
        nodes.push(node);
    }
    check("questions", nodes.last().is_some_and(|node| node.question().is_none()))?;
    Ok(Forest { classes, nodes, roots, shares, counts })
}
