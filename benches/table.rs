//! Prints the table of `benches/README.md`: training, evaluation and one image, with candle as it comes and with our
//! kernels, in one run. `cargo bench --bench table`, or `cargo bench --bench table -- fast` for ours alone; networks
//! named behind that are the only ones measured: `-- fast conv6 resnet20`.

#![expect(clippy::print_stdout, reason = "the table is what it is for")]

use std::time::{Duration, Instant};

use candle_core::{Device, IndexOp, Result, Tensor, Var};
use candle_nn::{Optimizer, ParamsAdamW};
use digit_lab::data::{Dataset, Mnist};
use digit_lab::model::kernels::loss::cross_entropy;
use digit_lab::model::kernels::optimiser::{Optimiser, OptimiserState, Regularisation};
use digit_lab::model::{Arch, Kernels, Layer, Mode, Network, Pixels, Predictor, Shape, Skill, Weights, init};
use rand::Rng as _;
use rand_chacha::ChaCha8Rng;

/// Images in a training step.
const BATCH: usize = 64;
/// Steps of a round with our kernels.
const STEPS: usize = 60;
/// Tokens of the networks that continue pen strokes.
const VOCABULARY: u8 = 44;
/// Readings whose median and 99th percentile are given.
const READINGS: usize = 1000;

fn main() -> anyhow::Result<()> {
    let mnist = Mnist::unpack()?;
    let only_fast = std::env::args().any(|argument| argument == "fast");
    let named: Vec<Arch> = std::env::args().filter_map(|argument| Arch::from_id(&argument)).collect();
    println!("| network | kernels | training, images/s | 10,000 test images | one image, median | p99 |");
    println!("|---|---|---|---|---|---|");
    let is_wanted = |arch: &Arch| named.is_empty() || named.contains(arch);
    for arch in Arch::with(Skill::ReadsPictures).filter(is_wanted) {
        let stock_steps = match arch {
            Arch::Conv3 => 20,
            Arch::Conv2Dropout => 8,
            _ => 0,
        };
        if !only_fast && stock_steps > 0 {
            row(arch, "candle as it comes", Stock::new(arch)?.measure(&mnist, stock_steps)?);
        }
        row(arch, "ours", fast(arch, &mnist)?);
    }
    for arch in Arch::with(Skill::ContinuesTokens).filter(is_wanted) {
        println!("| `{arch}` | ours | {:.0} tokens/s | | | |", tokens(arch)?);
    }
    Ok(())
}

/// Tokens a second in training: sequences as long as the network takes them, of random tokens.
fn tokens(arch: Arch) -> anyhow::Result<f64> {
    let Shape::Map { width: length, .. } = arch.input() else { anyhow::bail!("{arch} reads no sequences") };
    let mut trained = Trained::new(arch)?;
    let mut random = init::stream(1, "tokens");
    let sequences = train(STEPS, |_| {
        let tokens: Vec<u8> = (0..BATCH * length).map(|_| random.random_range(0..VOCABULARY)).collect();
        let input = tokens.iter().map(|&token| f32::from(token)).collect::<Vec<f32>>();
        trained.step(&Tensor::from_vec(input, (BATCH, 1, 1, length), &Device::Cpu)?, &tokens)
    })?;
    Ok(sequences * length as f64)
}

/// What one row shows.
struct Figures {
    images_per_second: f64,
    evaluation: Duration,
    readings: Vec<Duration>,
}

fn row(arch: Arch, kernels: &str, mut figures: Figures) {
    figures.readings.sort();
    let percentile = |share: usize| figures.readings[figures.readings.len() * share / 100].as_secs_f64() * 1e3;
    println!(
        "| `{arch}` | {kernels} | {:.0} | {:.0} ms | {:.3} ms | {:.3} ms |",
        figures.images_per_second,
        figures.evaluation.as_secs_f64() * 1e3,
        percentile(50),
        percentile(99)
    );
}

/// A batch of training images as floats, and its labels.
fn batch(dataset: &Dataset, step: usize) -> Result<(Tensor, Vec<u8>)> {
    let first = step * BATCH % (dataset.len() - BATCH);
    let mut pixels = Vec::with_capacity(BATCH * 784);
    for index in first..first + BATCH {
        Pixels::Unit.extend(dataset.pixels(index), &mut pixels);
    }
    let images = Tensor::from_vec(pixels, (BATCH, 1, 28, 28), &Device::Cpu)?;
    Ok((images, dataset.labels()[first..first + BATCH].to_vec()))
}

/// Examples a second over the best of five runs of `steps` steps each; the first run is not counted.
fn train(steps: usize, mut step: impl FnMut(usize) -> Result<()>) -> Result<f64> {
    let mut best = f64::INFINITY;
    for round in 0..6 {
        let began = Instant::now();
        for index in 0..steps {
            step(round * steps + index)?;
        }
        if round > 0 {
            best = best.min(began.elapsed().as_secs_f64());
        }
    }
    Ok((steps * BATCH) as f64 / best)
}

/// A network in training with our kernels.
struct Trained {
    network: Network,
    optimiser: OptimiserState,
    dropout: ChaCha8Rng,
}

impl Trained {
    fn new(arch: Arch) -> anyhow::Result<Self> {
        let network = Network::new(arch, &Weights::fresh(arch, 1), Kernels::Fast)?;
        let vars: Vec<&Var> = network.trained().map(|(_, var)| var).collect();
        let adam = Optimiser::AdamW { beta1: 0.9, beta2: 0.999 };
        let optimiser = OptimiserState::new(adam, Regularisation::default(), &vars);
        Ok(Self { network, optimiser, dropout: init::stream(1, "dropout") })
    }

    fn step(&mut self, input: &Tensor, labels: &[u8]) -> Result<()> {
        let vars: Vec<&Var> = self.network.trained().map(|(_, var)| var).collect();
        let logits = self.network.forward(input, Mode::Train { dropout: &mut self.dropout });
        let logits = logits.map_err(candle_core::Error::wrap)?;
        let classes = logits.dim(candle_core::D::Minus1)?;
        let logits = logits.reshape((labels.len(), classes))?;
        let (loss, _) = cross_entropy(&logits, labels, 0.0, None, Kernels::Fast)?;
        let grads = loss.backward()?;
        let grads: Vec<Tensor> = vars.iter().filter_map(|var| grads.get(var)).cloned().collect();
        self.optimiser.step(&vars, &grads, 1e-3)?;
        Ok(())
    }
}

fn fast(arch: Arch, mnist: &Mnist) -> anyhow::Result<Figures> {
    let mut trained = Trained::new(arch)?;
    let images_per_second = train(STEPS, |index| {
        let (images, labels) = batch(&mnist.train, index)?;
        trained.step(&images, &labels)
    })?;
    let network = trained.network;
    let predictor = Predictor::new(arch, &network.weights()?, Pixels::Unit, Kernels::Fast)?;
    let mut evaluation = Duration::MAX;
    for _ in 0..5 {
        let began = Instant::now();
        predictor.predict_pixels(mnist.test.all_pixels())?;
        evaluation = evaluation.min(began.elapsed());
    }
    let mut readings = Vec::new();
    for index in 0..READINGS + 100 {
        let image = mnist.test.image(index);
        let began = Instant::now();
        predictor.predict(&image)?;
        readings.push(began.elapsed());
    }
    Ok(Figures { images_per_second, evaluation, readings: readings.split_off(100) })
}

/// A network as candle's users write it: `candle-nn`'s functions one after the other.
struct Stock {
    layers: Vec<(Layer, Vec<Var>)>,
}

impl Stock {
    fn new(arch: Arch) -> Result<Self> {
        let weights = Weights::fresh(arch, 1);
        let mut layers = Vec::new();
        for named in arch.placed() {
            let mut vars = Vec::new();
            for param in &named.params {
                let array = &weights.0[&format!("{}.{}", named.name, param.name)];
                vars.push(Var::from_slice(&array.values, array.shape.as_slice(), &Device::Cpu)?);
            }
            layers.push((named.layer, vars));
        }
        Ok(Self { layers })
    }

    fn forward(&self, images: &Tensor, dropout: Option<&Tensor>) -> Result<Tensor> {
        let mut x = images.clone();
        for (layer, vars) in &self.layers {
            x = match *layer {
                Layer::Conv2d { stride, padding, .. } => {
                    let bias = vars[1].reshape((1, (), 1, 1))?;
                    x.conv2d(&vars[0], padding, stride, 1, 1)?.broadcast_add(&bias)?
                }
                Layer::Relu => x.relu()?,
                Layer::MaxPool2d { size } => x.max_pool2d(size)?,
                Layer::Flatten => x.flatten_from(1)?,
                Layer::Dense { .. } => x.matmul(&vars[0].t()?)?.broadcast_add(&vars[1])?,
                // One mask for all steps: drawing it is not what is measured.
                Layer::Dropout { .. } => match dropout {
                    Some(mask) => x.broadcast_mul(&mask.i(..x.elem_count() / BATCH)?.reshape(&x.dims()[1..])?)?,
                    None => x,
                },
                other => candle_core::bail!("{other:?} is not in the networks of the table"),
            };
        }
        Ok(x)
    }

    fn measure(&self, mnist: &Mnist, steps: usize) -> anyhow::Result<Figures> {
        let vars = self.layers.iter().flat_map(|(_, vars)| vars.clone()).collect();
        let mut optimiser = candle_nn::AdamW::new(vars, ParamsAdamW { weight_decay: 0.0, ..ParamsAdamW::default() })?;
        let mask: Vec<f32> = (0..9216).map(|index| (index % 2 * 2) as f32).collect();
        let mask = Tensor::from_vec(mask, 9216, &Device::Cpu)?;
        let images_per_second = train(steps, |index| {
            let (images, labels) = batch(&mnist.train, index)?;
            let labels: Vec<u32> = labels.iter().map(|&label| u32::from(label)).collect();
            let labels = Tensor::from_vec(labels, BATCH, &Device::Cpu)?;
            optimiser.backward_step(&candle_nn::loss::cross_entropy(&self.forward(&images, Some(&mask))?, &labels)?)
        })?;
        let read = |pixels: &[u8]| -> Result<Vec<f32>> {
            let mut floats = Vec::new();
            Pixels::Unit.extend(pixels, &mut floats);
            let images = Tensor::from_vec(floats, (pixels.len() / 784, 1, 28, 28), &Device::Cpu)?;
            candle_nn::ops::softmax(&self.forward(&images, None)?.detach(), 1)?.flatten_all()?.to_vec1()
        };
        let began = Instant::now();
        for pixels in mnist.test.all_pixels().chunks(500 * 784) {
            read(pixels)?;
        }
        let evaluation = began.elapsed();
        let mut readings = Vec::new();
        for index in 0..READINGS / 2 {
            let image = mnist.test.image(index);
            let began = Instant::now();
            read(&image.0)?;
            readings.push(began.elapsed());
        }
        Ok(Figures { images_per_second, evaluation, readings })
    }
}
