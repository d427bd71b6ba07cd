//! Every rule against its published formula, worked out by hand or in 64 bits.

use candle_nn::{Optimizer, ParamsAdamW};

use super::*;

fn var(count: usize, phase: f32) -> Result<Var> {
    let values: Vec<f32> = (0..count).map(|i| (i as f32 * 0.37 + phase).sin()).collect();
    Var::from_vec(values, count, &Device::Cpu)
}

fn numbers(var: &Var) -> Vec<f32> {
    var.to_vec1().expect("it is a vector")
}

/// The weights after steps at rate 0.1 with these gradients of a single weight that begins at 1.
fn path(rule: Optimiser, restraint: Regularisation, grads: &[f32]) -> Vec<f64> {
    let weight = Var::from_vec(vec![1.0_f32], 1, &Device::Cpu).expect("one number");
    let mut state = OptimiserState::new(rule, restraint, &[&weight]);
    let step = |grad: &f32| {
        let grad = Tensor::from_vec(vec![*grad], 1, &Device::Cpu).expect("one number");
        state.step(&[&weight], &[grad], 0.1).expect("it fits");
        f64::from(numbers(&weight)[0])
    };
    grads.iter().map(step).collect()
}

#[track_caller]
fn assert_near(found: &[f64], expected: &[f64]) {
    let is_near = found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 5e-6);
    assert!(is_near, "{found:?}, not {expected:?}");
}

const PLAIN: Optimiser = Optimiser::Sgd { momentum: 0.0, nesterov: false };

#[test]
fn adamw_steps_like_candle() -> Result<()> {
    for count in [1, 31, 40_000] {
        let (ours, theirs, target) = (var(count, 0.0)?, var(count, 0.0)?, var(count, 1.0)?);
        let params = ParamsAdamW { lr: 0.01, weight_decay: 0.1, ..ParamsAdamW::default() };
        let mut stock = candle_nn::AdamW::new(vec![theirs.clone()], params)?;
        let restraint = Regularisation { weight_decay: 0.1, ..Regularisation::default() };
        let mut state = OptimiserState::new(Optimiser::AdamW { beta1: 0.9, beta2: 0.999 }, restraint, &[&ours]);
        for _ in 0..3 {
            let loss = |var: &Var| (var.as_tensor() - target.as_tensor())?.sqr()?.sum_all();
            let grads = loss(&ours)?.backward()?;
            state.step(&[&ours], &[grads.get(&ours).expect("it has one").clone()], 0.01)?;
            stock.backward_step(&loss(&theirs)?)?;
        }
        for (ours, theirs) in numbers(&ours).into_iter().zip(numbers(&theirs)) {
            assert!((ours - theirs).abs() < 1e-5, "{ours} against {theirs}");
        }
    }
    Ok(())
}

#[test]
fn sgd_keeps_a_share_of_the_last_step() {
    // v = 1, then 0.5 + 1: steps of 0.1 and 0.15.
    let rule = Optimiser::Sgd { momentum: 0.5, nesterov: false };
    assert_near(&path(rule, Regularisation::default(), &[1.0, 1.0]), &[0.9, 0.75]);
}

#[test]
fn nesterov_looks_one_step_of_the_momentum_ahead() {
    // v = 1 and 1.5; steps of 0.1 × (1 + 0.5 v): 0.15 and 0.175.
    let rule = Optimiser::Sgd { momentum: 0.5, nesterov: true };
    assert_near(&path(rule, Regularisation::default(), &[1.0, 1.0]), &[0.85, 0.675]);
}

#[test]
fn rmsprop_divides_by_the_root_of_the_mean_square() {
    // s = 0.25 × 4 = 1, then 0.75 + 0.25 × 1 = 1: units 2 and 1; with momentum 0.5: 2, then 1 + 1.
    let without = Optimiser::RmsProp { decay: 0.75, momentum: 0.0 };
    assert_near(&path(without, Regularisation::default(), &[2.0, 1.0]), &[0.8, 0.7]);
    let with = Optimiser::RmsProp { decay: 0.75, momentum: 0.5 };
    assert_near(&path(with, Regularisation::default(), &[2.0, 1.0]), &[0.8, 0.6]);
}

/// Adam as in algorithm 1 of arXiv 1412.6980, in 64 bits, with L2 in the gradient.
fn adam(grads: &[f64], decay: f64) -> Vec<f64> {
    let (mut weight, mut m, mut v) = (1.0, 0.0, 0.0);
    let step = |(at, grad): (usize, &f64)| {
        let (grad, t) = (grad + decay * weight, at as i32 + 1);
        m = 0.9 * m + 0.1 * grad;
        v = 0.999 * v + 0.001 * grad * grad;
        weight -= 0.1 * (m / (1.0 - 0.9_f64.powi(t))) / ((v / (1.0 - 0.999_f64.powi(t))).sqrt() + 1e-8);
        weight
    };
    grads.iter().enumerate().map(step).collect()
}

#[test]
fn adam_follows_its_paper_and_adamw_differs_from_it_by_the_decay_alone() {
    let (beta1, beta2) = (0.9, 0.999);
    let grads = [1.0_f32, -0.5, 0.25];
    let wide = grads.map(f64::from);
    let decayed = Regularisation { weight_decay: 0.5, ..Regularisation::default() };
    assert_near(&path(Optimiser::Adam { beta1, beta2 }, Regularisation::default(), &grads), &adam(&wide, 0.0));
    assert_near(&path(Optimiser::Adam { beta1, beta2 }, decayed, &grads), &adam(&wide, 0.5));
    assert_near(&path(Optimiser::AdamW { beta1, beta2 }, Regularisation::default(), &grads), &adam(&wide, 0.0));
    // The first step of Adam is the rate, whatever the gradient: 1 × (1 − 0.1 × 0.5) − 0.1.
    assert_near(&path(Optimiser::AdamW { beta1, beta2 }, decayed, &[3.0]), &[0.85]);
}

#[test]
fn weight_decay_of_sgd_is_added_to_the_gradient() {
    let restraint = Regularisation { weight_decay: 0.5, ..Regularisation::default() };
    // 1 − 0.1 × (1 + 0.5), and 0.85 − 0.1 × (0 + 0.425).
    assert_near(&path(PLAIN, restraint, &[1.0, 0.0]), &[0.85, 0.8075]);
}

#[test]
fn an_l1_penalty_takes_the_same_off_every_size_and_stops_at_nothing() {
    let restraint = Regularisation { l1: 4.0, ..Regularisation::default() };
    assert_near(&path(PLAIN, restraint, &[0.0, 0.0, 0.0]), &[0.6, 0.2, 0.0]);
    // From below as well: −1 after the gradient, then 0.4 nearer to 0.
    assert_near(&path(PLAIN, restraint, &[20.0]), &[-0.6]);
}

#[test]
fn a_gradient_longer_than_the_limit_is_shortened_over_all_variables_together() -> Result<()> {
    let restraint = Regularisation { clip_norm: Some(1.0), ..Regularisation::default() };
    let (one, other) =
        (Var::from_vec(vec![0.0_f32], 1, &Device::Cpu)?, Var::from_vec(vec![0.0_f32; 2], 2, &Device::Cpu)?);
    let mut state = OptimiserState::new(PLAIN, restraint, &[&one, &other]);
    let grad = |values: &[f32]| Tensor::from_slice(values, values.len(), &Device::Cpu);
    // √(3² + 4² + 12²) = 13.
    let norms = state.step(&[&one, &other], &[grad(&[3.0])?, grad(&[4.0, 12.0])?], 1.0)?;
    assert!((norms.gradient - 13.0).abs() < 1e-6 && (norms.update - 1.0).abs() < 1e-5, "{norms:?}");
    let found: Vec<f64> = numbers(&one).into_iter().chain(numbers(&other)).map(f64::from).collect();
    assert_near(&found, &[-3.0 / 13.0, -4.0 / 13.0, -12.0 / 13.0]);
    // A short one stays as it is.
    let norms = state.step(&[&one, &other], &[grad(&[0.6])?, grad(&[0.0, 0.0])?], 1.0)?;
    assert!((norms.update - 0.6).abs() < 1e-6, "{norms:?}");
    Ok(())
}

#[test]
fn the_average_follows_the_weights_and_soon_forgets_where_it_began() -> Result<()> {
    assert!((average_decay(0.99, 1) - 2.0 / 11.0).abs() < 1e-12);
    assert!((average_decay(0.99, 100_000) - 0.99).abs() < 1e-12);
    for count in [1, 40_000] {
        let weights = Var::from_vec(vec![1.0_f32; count], count, &Device::Cpu)?;
        let restraint = Regularisation { average: Some(0.25), ..Regularisation::default() };
        let mut state = OptimiserState::new(PLAIN, restraint, &[&weights]);
        let grad = Tensor::ones(count, candle_core::DType::F32, &Device::Cpu)?;
        for _ in 0..2 {
            state.step(&[&weights], std::slice::from_ref(&grad), 0.1)?;
        }
        // Weights 0.9 and 0.8; decays 2 / 11 and min(¼, 3 / 12).
        let first = 2.0 / 11.0 + 9.0 / 11.0 * 0.9;
        let expected = 0.25 * first + 0.75 * 0.8;
        let average = &state.moments()[0].average;
        assert!(average.len() == count && average.iter().all(|value| (f64::from(*value) - expected).abs() < 1e-6));
    }
    Ok(())
}

#[test]
fn a_restored_state_goes_on_to_the_bit() -> Result<()> {
    let restraint = Regularisation { weight_decay: 0.1, l1: 0.01, clip_norm: Some(3.0), average: Some(0.9) };
    let rules = [
        Optimiser::Sgd { momentum: 0.9, nesterov: true },
        Optimiser::RmsProp { decay: 0.9, momentum: 0.5 },
        Optimiser::Adam { beta1: 0.9, beta2: 0.999 },
        Optimiser::AdamW { beta1: 0.9, beta2: 0.999 },
    ];
    for rule in rules {
        let (weights, grad) = (var(100, 0.0)?, var(100, 1.0)?.as_tensor().clone());
        let mut state = OptimiserState::new(rule, restraint, &[&weights]);
        for _ in 0..3 {
            state.step(&[&weights], std::slice::from_ref(&grad), 0.1)?;
        }
        let copy = Var::from_vec(numbers(&weights), 100, &Device::Cpu)?;
        let mut moments = state.moments().to_vec();
        if !rule.has_second_moment() {
            moments[0].second.clear();
        }
        let mut restored = OptimiserState::restored(rule, restraint, &[&copy], state.steps(), moments)?;
        for (state, weights) in [(&mut state, &weights), (&mut restored, &copy)] {
            state.step(&[weights], std::slice::from_ref(&grad), 0.1)?;
        }
        assert_eq!(numbers(&weights), numbers(&copy), "{rule:?}");
        assert_eq!(state.moments()[0].average, restored.moments()[0].average);
    }
    Ok(())
}

#[test]
fn moments_of_other_variables_are_refused() -> Result<()> {
    let weights = var(3, 0.0)?;
    let wrong = vec![Moments { first: vec![0.0; 2], ..Moments::default() }];
    assert!(OptimiserState::restored(PLAIN, Regularisation::default(), &[&weights], 1, wrong).is_err());
    assert!(OptimiserState::restored(PLAIN, Regularisation::default(), &[&weights], 1, Vec::new()).is_err());
    Ok(())
}
