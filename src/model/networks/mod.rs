//! One small file a network: its table of layers, nothing else. They are listed in [`Arch`](super::Arch).

pub mod conv1;
pub mod conv2_dropout;
pub mod conv3;
pub mod conv5;
pub mod conv6;
pub mod dense;
pub mod gpt;
pub mod gpt_tiny;
pub mod lenet5;
pub mod mlp;
pub mod plain20;
pub mod plain56;
mod residual;
pub mod resnet20;
pub mod resnet56;
pub mod softmax;
pub mod tiny;
mod transformer;
pub mod vit4;
pub mod vit7;
pub mod vit7_unordered;

use super::layer::Layer;

/// A convolution with stride 1 and no padding.
const fn conv(filters: usize, kernel: usize) -> Layer {
    Layer::Conv2d { filters, kernel, stride: 1, padding: 0 }
}

/// A convolution with stride 1 and as much padding as keeps the size of the map; `kernel` is odd.
const fn conv_same(filters: usize, kernel: usize) -> Layer {
    Layer::Conv2d { filters, kernel, stride: 1, padding: kernel / 2 }
}

const fn dense(units: usize) -> Layer {
    Layer::Dense { units }
}

const fn max_pool(size: usize) -> Layer {
    Layer::MaxPool2d { size }
}
