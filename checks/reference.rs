//! Writes what the scripts beside this file compare other programs with: a network's weights as exported, 500 test images,
//! or 50 sequences of tokens drawn at random for a network that continues them, and our own logits for them.
//!
//! ```text
//! cargo run --release --example reference -- conv3 target/checks/conv3
//! ```
//!
//! The first word is a model, as `digit-lab models` lists it, or the identifier of a network, which then gets random
//! weights; so every kind of layer can be checked.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use candle_core::{Device, Tensor};
use digit_lab::data::{Mnist, SIDE};
use digit_lab::export::onnx::to_onnx;
use digit_lab::model::{Arch, Kernels, Mode, Model, Network, Pixels, Weights};
use digit_lab::store::{folders::DataDir, models};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// Images that are compared.
const IMAGES: usize = 500;
/// Sequences of tokens that are compared.
const SEQUENCES: usize = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(name), Some(folder)) = (words.next(), words.next().map(PathBuf::from)) else {
        return Err("give a model and a folder".into());
    };
    fs::create_dir_all(&folder)?;
    let model = model(&name)?;
    let arch = model.card.architecture;
    let network = Network::new(arch, &model.weights, Kernels::Candle)?;
    let input = match arch.vocabulary() {
        Some(vocabulary) => tokens(vocabulary, arch.input().len(), &folder)?,
        None => pixels(&model, &folder)?,
    };
    let logits = network.forward(&input, Mode::Infer)?.flatten_all()?.to_vec1::<f32>()?;
    let bytes: Vec<u8> = logits.iter().flat_map(|logit| logit.to_le_bytes()).collect();
    fs::write(folder.join("logits.bin"), bytes)?;
    fs::write(folder.join("model.onnx"), to_onnx(&model)?)?;
    models::save_to(&folder.join("model.safetensors"), &model)?;
    Ok(())
}

/// Test images as the network reads them, and as bytes in a file.
fn pixels(model: &Model, folder: &Path) -> Result<Tensor, Box<dyn Error>> {
    let images = Mnist::unpack()?.test.take(IMAGES);
    let mut input = Vec::new();
    model.card.pixels.extend(images.all_pixels(), &mut input);
    fs::write(folder.join("pixels.bin"), images.all_pixels())?;
    Ok(Tensor::from_vec(input, (images.len(), 1, SIDE, SIDE), &Device::Cpu)?)
}

/// Tokens drawn at random, as the network reads them, and as 64-bit numbers in a file.
fn tokens(vocabulary: usize, context: usize, folder: &Path) -> Result<Tensor, Box<dyn Error>> {
    let mut chance = ChaCha8Rng::seed_from_u64(1);
    let drawn: Vec<i64> = (0..SEQUENCES * context).map(|_| chance.random_range(0..vocabulary as i64)).collect();
    fs::write(folder.join("tokens.bin"), drawn.iter().flat_map(|token| token.to_le_bytes()).collect::<Vec<u8>>())?;
    let input: Vec<f32> = drawn.iter().map(|&token| token as f32).collect();
    Ok(Tensor::from_vec(input, (SEQUENCES, 1, 1, context), &Device::Cpu)?)
}

/// A model by name, or a network with random weights; its pixels are scaled in the least usual way.
fn model(name: &str) -> Result<Model, Box<dyn Error>> {
    let mut model = models::default_model()?;
    match Arch::from_id(name).filter(|arch| *arch != model.card.architecture) {
        None => Ok(models::find(&DataDir::new(None), name)?),
        Some(arch) => {
            model.card.architecture = arch;
            model.card.parameters = arch.parameters();
            model.card.pixels = Pixels::Standardised { mean: 0.1307, deviation: 0.3081 };
            model.weights = Weights::fresh(arch, 1);
            Ok(model)
        }
    }
}
