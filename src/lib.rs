//! Digit Lab: draw digits, watch a convolutional network learn to read them, look at what it gets wrong.
//!
//! The library is a stack of layers; each may use those below it and none above.
//!
//! | layer | what it holds | must not know |
//! |---|---|---|
//! | [`app`] | the window: `core`, its state and commands; `ui`, how it is drawn | candle, tensors |
//! | [`cli`] | the command-line jobs | egui |
//! | [`background`] | one job runner and the thread that reads the drawing | egui, the disk |
//! | [`store`] | models, settings and pictures on disk; every write atomic | egui, threads |
//! | [`export`] | what leaves the program for others: curves, plots, event files, ONNX, reports, as bytes | egui, the disk, threads |
//! | [`train`] | the training loop, its events, and the one thread it runs on | egui, the disk |
//! | [`eye`] | where the digits of a page are: a network, the pages it learns from, and the reader of pictures | egui, candle, the disk, threads |
//! | [`handwriting`] | pen strokes as a language: tokens, corpus, a network, sampling, measures | egui, candle, the disk, threads |
//! | [`explain`] | why a network says what it says: gradients step by step, heat maps and their checks, changes | egui, the disk, threads |
//! | [`methods`] | what reads pictures without a network: regression, neighbours, margins, trees | egui, candle, the disk, threads |
//! | [`analysis`] | confusion matrix and other readings of predictions | candle, egui, the disk, threads |
//! | [`model`] | the networks, their weights, kernels and predictions | egui, the disk, threads |
//! | [`ink`] | strokes, undo, raster, the MNIST normaliser | egui, candle, the disk |
//! | [`data`] | images, data sets, the embedded MNIST, splits | egui, candle, the disk |
//! | [`text`] | the message catalogues, and messages that become words when they are shown | everything else |
//!
//! `ARCHITECTURE.md` gives the reasons; `tests/architecture.rs` holds the rules.

pub mod analysis;
pub mod app;
pub mod background;
pub mod cli;
pub mod data;
pub mod explain;
pub mod export;
pub mod eye;
pub mod handwriting;
pub mod ink;
pub mod methods;
pub mod model;
pub mod store;
pub mod text;
pub mod train;
