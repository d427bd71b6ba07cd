//! Softmax cross-entropy with label smoothing, and with teachers beside the labels, as one operation with its own
//! backward pass.

use candle_core::{CpuStorage, CustomOp1, D, Layout, Result, Shape, Tensor, bail};
use candle_nn::ops::log_softmax;

use super::Kernels;

/// Label of an image that shows none of the classes.
pub const NO_CLASS: u8 = u8::MAX;

/// Soft targets of a batch, from teacher networks, beside its labels (arXiv 1503.02531, section 2).
#[derive(Debug, Clone, Copy)]
pub struct SoftTargets<'a> {
    /// N × K: their probabilities at `temperature`, each row adding up to 1. Those of [`NO_CLASS`] are not looked at.
    pub targets: &'a [f32],
    /// How much they count beside the label, in [0, 1].
    pub share: f32,
    /// What the logits are divided by for the comparison, at least 1.
    pub temperature: f32,
}

/// Mean cross-entropy in nats of `logits` (N × K) against `labels` (N, each below K or [`NO_CLASS`]), and how many rows
/// have their highest logit at the label. The target gives the label 1 − `smoothing` and spreads `smoothing`, in
/// [0, 1), over all K classes alike (arXiv 1512.00567, section 7); of no class it spreads everything (outlier exposure,
/// arXiv 1812.04606). With teachers, a row of a class counts 1 − `share` of that, and `share` × `temperature`² of the
/// divergence (Kullback and Leibler) from their softened probabilities to its own; the square keeps the gradients as
/// large as the label's. The returned scalar can be differentiated.
///
/// # Errors
/// When the shapes do not match, a label is not below K, or candle refuses an operation.
pub fn cross_entropy(
    logits: &Tensor,
    labels: &[u8],
    smoothing: f64,
    soft: Option<SoftTargets<'_>>,
    kernels: Kernels,
) -> Result<(Tensor, usize)> {
    let (rows, classes) = logits.dims2()?;
    if rows != labels.len() || rows == 0 {
        bail!("{rows} rows of logits cannot be compared with {} labels", labels.len());
    }
    if let Some(label) = labels.iter().find(|&&label| label != NO_CLASS && usize::from(label) >= classes) {
        bail!("label {label} is out of range: there are {classes} classes");
    }
    if let Some(soft) = soft.filter(|soft| soft.targets.len() != rows * classes) {
        bail!("{} numbers of the teachers cannot be compared with {rows} × {classes} logits", soft.targets.len());
    }
    let values = logits.flatten_all()?.to_vec1::<f32>()?;
    let Evaluated { loss, correct, gradient } = evaluate(&values, classes, labels, smoothing as f32, soft);
    let loss = match kernels {
        Kernels::Fast if logits.device().is_cpu() => logits.apply_op1(CrossEntropy { loss, gradient })?,
        Kernels::Fast | Kernels::Candle => reference(logits, labels, smoothing, soft)?,
    };
    Ok((loss, correct))
}

/// The same in candle's own operations.
fn reference(logits: &Tensor, labels: &[u8], smoothing: f64, soft: Option<SoftTargets<'_>>) -> Result<Tensor> {
    let (rows, classes) = logits.dims2()?;
    let share = |label: u8| soft_share(soft, label);
    let targets: Vec<f32> = labels
        .iter()
        .flat_map(|&label| {
            (0..classes).map(move |class| (1.0 - share(label)) * target(class, label, classes, smoothing as f32))
        })
        .collect();
    let targets = Tensor::from_vec(targets, (rows, classes), logits.device())?;
    let mut total = log_softmax(logits, D::Minus1)?.mul(&targets)?.sum_all()?.neg()?;
    if let Some(SoftTargets { targets, temperature, .. }) = soft {
        let temperature = f64::from(temperature);
        let weighed: Vec<f32> = targets
            .chunks_exact(classes)
            .zip(labels)
            .flat_map(|(row, &label)| row.iter().map(move |target| share(label) * target))
            .collect();
        let constant: f32 = weighed.iter().zip(targets).map(|(weighed, &target)| weighed * log(target)).sum();
        let weighed = Tensor::from_vec(weighed, (rows, classes), logits.device())?;
        let crossed = log_softmax(&(logits / temperature)?, D::Minus1)?.mul(&weighed)?.sum_all()?;
        total = (total + ((f64::from(constant) - crossed)? * (temperature * temperature))?)?;
    }
    (total / rows as f64)?.reshape(())
}

/// How much the teachers count for a row: nothing where no class is shown.
fn soft_share(soft: Option<SoftTargets<'_>>, label: u8) -> f32 {
    soft.filter(|_| label != NO_CLASS).map_or(0.0, |soft| soft.share)
}

/// ln of a probability, finite where it is 0.
fn log(probability: f32) -> f32 {
    probability.max(f32::MIN_POSITIVE).ln()
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
fn evaluate(logits: &[f32], classes: usize, labels: &[u8], smoothing: f32, soft: Option<SoftTargets<'_>>) -> Evaluated {
    let scale = 1.0 / labels.len() as f32;
    let mut total = 0.0_f64;
    let mut correct = 0;
    let mut gradient = Vec::with_capacity(logits.len());
    for (at, (row, &label)) in logits.chunks_exact(classes).zip(labels).enumerate() {
        let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let log_sum = log_sum_exp(row, highest, 1.0);
        let mean = row.iter().sum::<f32>() / classes as f32;
        let labelled = match row.get(usize::from(label)) {
            Some(logit) => log_sum - (1.0 - smoothing) * logit - smoothing * mean,
            None => log_sum - mean,
        };
        correct += usize::from(row.iter().position(|&logit| logit >= highest) == Some(usize::from(label)));
        let by_label = |class: usize, logit: f32| (logit - log_sum).exp() - target(class, label, classes, smoothing);
        let share = soft_share(soft, label);
        let Some(SoftTargets { targets, temperature, .. }) = soft.filter(|_| share > 0.0) else {
            total += f64::from(labelled);
            gradient.extend(row.iter().enumerate().map(|(class, &logit)| by_label(class, logit) * scale));
            continue;
        };
        let targets = &targets[at * classes..][..classes];
        let soft_sum = log_sum_exp(row, highest, temperature);
        // Of the student, softened.
        let log_probability = |logit: f32| logit / temperature - soft_sum;
        let divergence: f32 =
            row.iter().zip(targets).map(|(&logit, &target)| target * (log(target) - log_probability(logit))).sum();
        total += f64::from((1.0 - share) * labelled + share * temperature * temperature * divergence);
        gradient.extend(row.iter().zip(targets).enumerate().map(|(class, (&logit, target))| {
            let by_teachers = temperature * (log_probability(logit).exp() - target);
            ((1.0 - share) * by_label(class, logit) + share * by_teachers) * scale
        }));
    }
    Evaluated { loss: (total / labels.len() as f64) as f32, correct, gradient }
}

/// ln of the sum of e to the logits over `temperature`, of which `highest` is the highest.
fn log_sum_exp(logits: &[f32], highest: f32, temperature: f32) -> f32 {
    let sum: f32 = logits.iter().map(|logit| ((logit - highest) / temperature).exp()).sum();
    sum.ln() + highest / temperature
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
        let said: Vec<f32> = (0..30).map(|i| f32::from(u8::from(i % 10 == 3)) * 0.6 + 0.04).collect();
        let soft = SoftTargets { targets: &said, share: 0.7, temperature: 4.0 };
        for (smoothing, soft) in [(0.0, None), (0.1, None), (0.0, Some(soft)), (0.1, Some(soft))] {
            let values: Vec<f32> = (0..30).map(|i| (i as f32 * 1.7).sin() * 4.0).collect();
            let logits = Var::from_vec(values, (3, 10), &Device::Cpu)?;
            let (fast, correct) = cross_entropy(&logits, &[1, NO_CLASS, 4], smoothing, soft, Kernels::Fast)?;
            let (stock, same) = cross_entropy(&logits, &[1, NO_CLASS, 4], smoothing, soft, Kernels::Candle)?;
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
    fn who_says_what_the_teachers_say_has_nothing_to_learn_from_them() -> Result<()> {
        let values: Vec<f32> = (0..20).map(|i| (i as f32 * 0.9).cos() * 3.0).collect();
        let softened =
            candle_nn::ops::softmax(&(Tensor::from_slice(&values, (2, 10), &Device::Cpu)? / 2.0)?, D::Minus1)?;
        let targets = softened.flatten_all()?.to_vec1::<f32>()?;
        let logits = Var::from_vec(values, (2, 10), &Device::Cpu)?;
        let soft = Some(SoftTargets { targets: &targets, share: 1.0, temperature: 2.0 });
        let (loss, _) = cross_entropy(&logits, &[3, 9], 0.1, soft, Kernels::Fast)?;
        let gradient =
            loss.backward()?.get(&logits).expect("the logits are a variable").flatten_all()?.to_vec1::<f32>()?;
        assert!(loss.to_scalar::<f32>()?.abs() < 1e-5);
        assert!(gradient.iter().all(|slope| slope.abs() < 1e-5), "{gradient:?}");
        // Of the label alone there would be.
        let (loss, _) = cross_entropy(&logits, &[3, 9], 0.1, None, Kernels::Fast)?;
        assert!(loss.to_scalar::<f32>()? > 0.1);
        Ok(())
    }

    #[test]
    fn a_label_out_of_range_is_a_clear_error() -> Result<()> {
        let logits = Tensor::zeros((1, 10), candle_core::DType::F32, &Device::Cpu)?;
        let fault = cross_entropy(&logits, &[10], 0.0, None, Kernels::Fast).expect_err("10 is no digit");
        assert!(fault.to_string().contains("label 10 is out of range"));
        Ok(())
    }
}
