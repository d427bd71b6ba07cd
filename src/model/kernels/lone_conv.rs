//! One convolution by itself, packed once and for all: for passes that look at every layer, where nothing can be fused.

use std::sync::Mutex;

use candle_core::{Device, Result, Tensor};

use super::engine::{Packed, Tape};
use super::fast::{check, lay_out};
use super::graph::{lock, with_numbers};
use super::plan::{MapOp, Op, Plan, Purpose};
use crate::model::network::LoadedLayer;
use crate::model::{Feed, Layer, NamedLayer, Shape};

/// A convolution with its weights in reading order; it does not follow later changes to the variables they came from.
pub struct LoneConv {
    plan: Plan,
    packed: Vec<Packed>,
    tape: Mutex<Tape>,
}

impl LoneConv {
    /// Packs `layer`; `None` if it is no convolution.
    ///
    /// # Errors
    /// When its weights do not fit it.
    pub fn new(layer: &LoadedLayer) -> Result<Option<Self>> {
        let (Layer::Conv2d { .. }, Shape::Map { channels, height, width }) = (layer.named.layer, layer.named.input)
        else {
            return Ok(None);
        };
        let alone = NamedLayer { feeds: vec![Feed::Image], ..layer.named.clone() };
        let mut plan = Plan::new(&[&alone], (channels, height, width), Purpose::Infer)?;
        for step in &mut plan.steps {
            if let Op::Map(MapOp::Conv { tiles, .. }) = &mut step.op {
                // Sums as they are defined, so that each number is candle's to the last digits.
                *tiles = None;
            }
        }
        check(&plan, std::slice::from_ref(layer))?;
        let params: Vec<Tensor> = layer.tensors.iter().map(|var| var.as_tensor().clone()).collect();
        let mut packed = Vec::new();
        with_numbers(&[&params], |numbers| plan.pack(numbers, &mut packed))?;
        Ok(Some(Self { plan, packed, tape: Mutex::default() }))
    }

    /// What it makes of maps (1 × channels × height × width).
    ///
    /// # Errors
    /// When candle cannot copy them.
    pub fn run(&self, maps: &Tensor) -> Result<Tensor> {
        let maps: Vec<f32> = maps.flatten_all()?.to_vec1()?;
        let mut tape = lock(&self.tape);
        if self.plan.input.channels > 1 {
            lay_out(self.plan.input, &maps, &mut tape.input);
        }
        self.plan.forward(&[], &self.packed, &maps, 1, &mut tape, || 0);
        let output = self.plan.output();
        let positions = output.positions();
        let mut found = vec![0.0; output.count()];
        let rows = tape.saved.last().map_or(&[][..], |saved| &saved.output);
        for (position, row) in rows.chunks_exact(output.stride).enumerate() {
            for (channel, &number) in row[..output.channels].iter().enumerate() {
                found[channel * positions + position] = number;
            }
        }
        Tensor::from_vec(found, (1, output.channels, output.height, output.width), &Device::Cpu)
    }
}
