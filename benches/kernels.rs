//! One row for each kernel and each network, ours against candle as it comes, in one run: `cargo bench --bench kernels`.

use candle_core::{Device, Result, Tensor, Var};
use digit_lab::model::kernels::{Kernels, candle, fast::Fast};
use digit_lab::model::network::LoadedLayer;
use digit_lab::model::{Arch, Layer, Mode, Network, Pixels, Predictor, Shape, Skill, Table, Weights, init};
use divan::Bencher;
use rand::Rng;

/// Images of a batch.
const BATCH: usize = 64;

fn main() {
    divan::main();
}

/// Layers that show one kernel each, with the input they get in the networks.
#[derive(Debug, Clone, Copy)]
enum Case {
    FirstConvolution,
    MiddleConvolution,
    LastConvolution,
    WideDense,
    BatchNorm,
    MaxPool,
    AveragePool,
    Tanh,
    Dropout,
}

const CASES: [Case; 9] = [
    Case::FirstConvolution,
    Case::MiddleConvolution,
    Case::LastConvolution,
    Case::WideDense,
    Case::BatchNorm,
    Case::MaxPool,
    Case::AveragePool,
    Case::Tanh,
    Case::Dropout,
];

impl Case {
    fn layers(self) -> (Shape, Vec<Layer>) {
        let map = |channels, side| Shape::Map { channels, height: side, width: side };
        let conv = |filters| Layer::Conv2d { filters, kernel: 3, stride: 1, padding: 0 };
        let pool = Layer::MaxPool2d { size: 2 };
        match self {
            Self::FirstConvolution => (map(1, 28), vec![conv(32), Layer::Relu, pool, Layer::Flatten]),
            Self::MiddleConvolution => (map(32, 13), vec![conv(64), Layer::Relu, pool, Layer::Flatten]),
            Self::LastConvolution => (map(64, 5), vec![conv(64), Layer::Relu, Layer::Flatten]),
            Self::WideDense => (map(64, 12), vec![Layer::Flatten, Layer::Dense { units: 128 }, Layer::Relu]),
            Self::BatchNorm => (map(32, 26), vec![Layer::BatchNorm, Layer::Relu, Layer::Flatten]),
            Self::MaxPool => (map(32, 26), vec![pool, Layer::Flatten]),
            Self::AveragePool => (map(32, 26), vec![Layer::AvgPool2d { size: 2 }, Layer::Flatten]),
            Self::Tanh => (map(32, 26), vec![Layer::Tanh, Layer::Flatten]),
            Self::Dropout => (map(64, 12), vec![Layer::Dropout { rate: 0.25 }, Layer::Flatten]),
        }
    }

    fn load(self) -> (Tensor, Vec<LoadedLayer>) {
        let (input, layers) = self.layers();
        let Shape::Map { channels, height, width } = input else { unreachable!("every case starts with maps") };
        let mut rng = init::stream(1, "kernel benchmark");
        let mut numbers = |count: usize| -> Vec<f32> { (0..count).map(|_| rng.random_range(-0.1..0.1)).collect() };
        let images = numbers(BATCH * input.len());
        let images = Var::from_vec(images, (BATCH, channels, height, width), &Device::Cpu).expect("the CPU holds it");
        // The first layer of a network needs no gradient by its input; those inside do.
        let images = if channels == 1 { images.as_detached_tensor() } else { images.into_inner() };
        let placed = Table::chain(&layers).place(input).expect("the layers fit");
        let loaded = placed.into_iter().map(|named| {
            let vars = named.params.iter().map(|param| {
                let values: Vec<f32> = numbers(param.shape.iter().product()).iter().map(|x| x + 0.1).collect();
                Var::from_vec(values, param.shape.as_slice(), &Device::Cpu).expect("the CPU holds it")
            });
            LoadedLayer { tensors: vars.collect(), named, is_frozen: false }
        });
        let loaded = loaded.collect();
        (images, loaded)
    }
}

/// Forward and backward of one kernel, 64 images.
#[divan::bench(args = CASES, sample_count = 30)]
fn kernel_ours(bencher: Bencher<'_, '_>, case: Case) {
    let (images, layers) = case.load();
    let fast = Fast::default();
    let mut dropout = init::stream(1, "dropout");
    bencher.bench_local(|| pass(|| fast.forward(&layers, &images, Mode::Train { dropout: &mut dropout })));
}

/// The same in candle's own operations.
#[divan::bench(args = CASES, sample_count = 5, sample_size = 1)]
fn kernel_candle(bencher: Bencher<'_, '_>, case: Case) {
    let (images, layers) = case.load();
    let mut dropout = init::stream(1, "dropout");
    bencher.bench_local(|| pass(|| candle::forward(&layers, &images, Mode::Train { dropout: &mut dropout })));
}

fn pass(forward: impl FnOnce() -> Result<Tensor>) {
    let out = forward().expect("the layers can be run");
    out.sum_all().and_then(|sum| sum.backward()).expect("it goes back");
}

/// Forward and backward of a network, 64 images.
#[divan::bench(args = Arch::with(Skill::ReadsPictures), sample_count = 30)]
fn network_ours(bencher: Bencher<'_, '_>, arch: Arch) {
    network(bencher, arch, Kernels::Fast);
}

/// The same in candle's own operations.
#[divan::bench(args = Arch::with(Skill::ReadsPictures), sample_count = 4, sample_size = 1)]
fn network_candle(bencher: Bencher<'_, '_>, arch: Arch) {
    network(bencher, arch, Kernels::Candle);
}

fn network(bencher: Bencher<'_, '_>, arch: Arch, kernels: Kernels) {
    let network = Network::new(arch, &Weights::fresh(arch, 1), kernels).expect("fresh weights fit");
    let mut dropout = init::stream(1, "dropout");
    let images: Vec<f32> = {
        let mut rng = init::stream(1, "images");
        (0..BATCH * 784).map(|_| rng.random_range(0.0..1.0)).collect()
    };
    let images = Tensor::from_vec(images, (BATCH, 1, 28, 28), &Device::Cpu).expect("the CPU holds it");
    bencher.bench_local(|| {
        pass(|| network.forward(&images, Mode::Train { dropout: &mut dropout }).map_err(candle_core::Error::wrap));
    });
}

/// One image read by a packed network.
#[divan::bench(args = Arch::with(Skill::ReadsPictures))]
fn one_image_ours(bencher: Bencher<'_, '_>, arch: Arch) {
    one_image(bencher, arch, Kernels::Fast);
}

/// The same in candle's own operations.
#[divan::bench(args = Arch::with(Skill::ReadsPictures), sample_count = 30)]
fn one_image_candle(bencher: Bencher<'_, '_>, arch: Arch) {
    one_image(bencher, arch, Kernels::Candle);
}

fn one_image(bencher: Bencher<'_, '_>, arch: Arch, kernels: Kernels) {
    let weights = Weights::fresh(arch, 1);
    let predictor = Predictor::new(arch, &weights, Pixels::Unit, kernels).expect("fresh weights fit");
    let pixels: Vec<u8> = (0..784).map(|at| (at * 37 % 256) as u8).collect();
    bencher.bench_local(|| predictor.predict_pixels(&pixels).expect("it can be read"));
}
