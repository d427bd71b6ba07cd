//! Softmax cross-entropy with label smoothing, as one operation with its own backward pass.

use candle_core::{CpuStorage, CustomOp1, D, Layout, Result, Shape, Tensor, bail};
use candle_nn::ops::log_softmax;

use super::Kernels;

/// Label of an image that shows none of the classes.
pub const NO_CLASS: u8 = u8::MAX;

/// Mean cross-entropy in nats of `logits` (N × K) against `labels` (N, each below K or [`NO_CLASS`]), and how many rows
/// have their highest logit at the label. The target gives the label 1 − `smoothing` and spreads `smoothing`, in
/// [0, 1), over all K classes alike (arXiv 1512.00567, section 7); of no class it spreads everything (outlier exposure,
/// arXiv 1812.04606). The returned scalar can be differentiated.
///
/// # Errors
/// When the shapes do not match, a label is not below K, or candle refuses an operation.
pub fn cross_entropy(logits: &Tensor, labels: &[u8], smoothing: f64, kernels: Kernels) -> Result<(Tensor, usize)> {
    let (rows, classes) = logits.dims2()?;
    if rows != labels.len() || rows == 0 {
        bail!("{rows} rows of logits cannot be compared with {} labels", labels.len());
    }
    if let Some(label) = labels.iter().find(|&&label| label != NO_CLASS && usize::from(label) >= classes) {
        bail!("label {label} is out of range: there are {classes} classes");
    }
    let values = logits.flatten_all()?.to_vec1::<f32>()?;
    let Evaluated { loss, correct, gradient } = evaluate(&values, classes, labels, smoothing as f32);
    let loss = match kernels {
        Kernels::Fast if logits.device().is_cpu() => logits.apply_op1(CrossEntropy { loss, gradient })?,
        Kernels::Fast | Kernels::Candle => reference(logits, labels, smoothing)?,
    };
    Ok((loss, correct))
}

/// The same in candle's own operations.
fn reference(logits: &Tensor, labels: &[u8], smoothing: f64) -> Result<Tensor> {
    let (rows, classes) = logits.dims2()?;
    let targets: Vec<f32> = labels
        .iter()
        .flat_map(|&label| (0..classes).map(move |class| target(class, label, classes, smoothing as f32)))
        .collect();
    let targets = Tensor::from_vec(targets, (rows, classes), logits.device())?;
    (log_softmax(logits, D::Minus1)?.mul(&targets)?.sum_all()? * (-1.0 / rows as f64))?.reshape(())
}

/// What a class of a row should be given.
fn target(class: usize, label: u8, classes: usize, smoothing: f32) -> f32 {
    if label == NO_CLASS {
        1.0 / classes as f32
    } else {
        smoothing / classes as f32 + if class == usize::from(label) { 1.0 - smoothing } else { 0.0 }
    }
}

struct Evaluated {
    loss: f32,
    correct: usize,
    gradient: Vec<f32>,
}

/// Loss, its gradient by the logits and the number of rows read right.
fn evaluate(logits: &[f32], classes: usize, labels: &[u8], smoothing: f32) -> Evaluated {
    let scale = 1.0 / labels.len() as f32;
    let mut total = 0.0_f64;
    let mut correct = 0;
    let mut gradient = Vec::with_capacity(logits.len());
    for (row, &label) in logits.chunks_exact(classes).zip(labels) {
        let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum: f32 = row.iter().map(|logit| (logit - highest).exp()).sum();
        let log_sum = sum.ln() + highest;
        let mean = row.iter().sum::<f32>() / classes as f32;
        total += f64::from(match row.get(usize::from(label)) {
            Some(logit) => log_sum - (1.0 - smoothing) * logit - smoothing * mean,
            None => log_sum - mean,
        });
        correct += usize::from(row.iter().position(|&logit| logit >= highest) == Some(usize::from(label)));
        gradient.extend(
            row.iter()
                .enumerate()
                .map(|(class, logit)| ((logit - log_sum).exp() - target(class, label, classes, smoothing)) * scale),
        );
    }
    Evaluated { loss: (total / labels.len() as f64) as f32, correct, gradient }
}

/// The operation: both passes are computed at once, since the gradient costs no more than the loss.
struct CrossEntropy {
    loss: f32,
    gradient: Vec<f32>,
}

impl CustomOp1 for CrossEntropy {
    fn name(&self) -> &'static str {
        "cross-entropy"
    }

    fn cpu_fwd(&self, _: &CpuStorage, _: &Layout) -> Result<(CpuStorage, Shape)> {
        Ok((CpuStorage::F32(vec![self.loss]), Shape::from(())))
    }

    fn bwd(&self, logits: &Tensor, _: &Tensor, upstream: &Tensor) -> Result<Option<Tensor>> {
        let factor = upstream.to_scalar::<f32>()?;
        let gradient: Vec<f32> = self.gradient.iter().map(|value| value * factor).collect();
        Ok(Some(Tensor::from_vec(gradient, logits.shape(), logits.device())?))
    }
}

#[cfg(test)]
mod tests {
    use candle_core::{Device, Var};

    use super::*;

    #[test]
    fn loss_and_gradient_agree_with_candle() -> Result<()> {
        for smoothing in [0.0, 0.1] {
            let values: Vec<f32> = (0..30).map(|i| (i as f32 * 1.7).sin() * 4.0).collect();
            let logits = Var::from_vec(values, (3, 10), &Device::Cpu)?;
            let (fast, correct) = cross_entropy(&logits, &[1, NO_CLASS, 4], smoothing, Kernels::Fast)?;
            let (stock, same) = cross_entropy(&logits, &[1, NO_CLASS, 4], smoothing, Kernels::Candle)?;
            assert_eq!(correct, same);
            assert!((fast.to_scalar::<f32>()? - stock.to_scalar::<f32>()?).abs() < 1e-5);
            let grad = |loss: &Tensor| -> Result<Vec<f32>> {
                loss.backward()?.get(&logits).expect("the logits are a variable").flatten_all()?.to_vec1()
            };
            for (fast, stock) in grad(&fast)?.into_iter().zip(grad(&stock)?) {
                assert!((fast - stock).abs() < 1e-6, "{fast} against {stock}");
            }
        }
        Ok(())
    }

    #[test]
    fn a_label_out_of_range_is_a_clear_error() -> Result<()> {
        let logits = Tensor::zeros((1, 10), candle_core::DType::F32, &Device::Cpu)?;
        let fault = cross_entropy(&logits, &[10], 0.0, Kernels::Fast).expect_err("10 is no digit");
        assert!(fault.to_string().contains("label 10 is out of range"));
        Ok(())
    }
}
