//! The methods there are, and their few settings.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::text::Named;

/// A method that is no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Linear regression onto ones and zeros.
    LeastSquares,
    /// The nearest neighbours vote.
    Neighbours,
    /// A linear support vector machine.
    LinearSvm,
    /// A support vector machine with a Gaussian kernel.
    KernelSvm,
    /// A decision tree.
    Tree,
    /// A random forest.
    Forest,
}

impl Method {
    /// Every method, simplest first.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The identifier used on the command line and in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::LeastSquares => "least_squares",
            Self::Neighbours => "neighbours",
            Self::LinearSvm => "linear_svm",
            Self::KernelSvm => "kernel_svm",
            Self::Tree => "tree",
            Self::Forest => "forest",
        }
    }

    /// The method with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|method| method.id() == id)
    }
}

impl Named for Method {
    fn key(&self) -> &'static str {
        match self {
            Self::LeastSquares => "method-least-squares",
            Self::Neighbours => "method-neighbours",
            Self::LinearSvm => "method-linear-svm",
            Self::KernelSvm => "method-kernel-svm",
            Self::Tree => "method-tree",
            Self::Forest => "method-forest",
        }
    }
}

/// A method and the settings of all of them; those of the others wait.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MethodConfig {
    /// Which one.
    pub method: Method,
    /// Neighbours that vote.
    pub neighbours: usize,
    /// What an example on the wrong side costs, of the linear machine.
    pub linear_cost: f32,
    /// The same of the one with a kernel.
    pub kernel_cost: f32,
    /// How quickly the kernel falls with the squared distance of two pictures whose pixels are shares of full ink.
    pub gamma: f32,
    /// Pictures that the machine with a kernel learns from at most.
    pub images: usize,
    /// Questions on a way through a tree at most.
    pub depth: usize,
    /// Trees of a forest.
    pub trees: usize,
    /// Seed of what is random.
    pub seed: u64,
}

impl Default for MethodConfig {
    fn default() -> Self {
        Self {
            method: Method::LeastSquares,
            neighbours: 3,
            linear_cost: 0.01,
            kernel_cost: 5.0,
            gamma: 0.02,
            images: 20_000,
            depth: *Self::DEPTH.end(),
            trees: 100,
            seed: 1,
        }
    }
}

impl MethodConfig {
    /// Range of [`neighbours`](Self::neighbours).
    pub const NEIGHBOURS: RangeInclusive<usize> = 1..=50;
    /// Range of both costs.
    pub const COST: RangeInclusive<f32> = 1e-4..=1e3;
    /// Range of [`gamma`](Self::gamma).
    pub const GAMMA: RangeInclusive<f32> = 1e-4..=1.0;
    /// Range of [`images`](Self::images): the kernel between all pictures of two classes has to fit into the memory.
    pub const IMAGES: RangeInclusive<usize> = 100..=30_000;
    /// Range of [`depth`](Self::depth); the highest is as good as no limit.
    pub const DEPTH: RangeInclusive<usize> = 1..=60;
    /// Range of [`trees`](Self::trees).
    pub const TREES: RangeInclusive<usize> = 1..=500;

    /// This method with its usual settings.
    #[must_use]
    pub fn of(method: Method) -> Self {
        Self { method, ..Self::default() }
    }

    /// The same with every setting in its range.
    #[must_use]
    pub fn in_range(self) -> Self {
        let whole = |value: usize, range: RangeInclusive<usize>| value.clamp(*range.start(), *range.end());
        let real = |value: f32, range: RangeInclusive<f32>, usual: f32| {
            if value.is_finite() { value.clamp(*range.start(), *range.end()) } else { usual }
        };
        let usual = Self::default();
        Self {
            method: self.method,
            neighbours: whole(self.neighbours, Self::NEIGHBOURS),
            linear_cost: real(self.linear_cost, Self::COST, usual.linear_cost),
            kernel_cost: real(self.kernel_cost, Self::COST, usual.kernel_cost),
            gamma: real(self.gamma, Self::GAMMA, usual.gamma),
            images: whole(self.images, Self::IMAGES),
            depth: whole(self.depth, Self::DEPTH),
            trees: whole(self.trees, Self::TREES),
            seed: self.seed,
        }
    }
}
