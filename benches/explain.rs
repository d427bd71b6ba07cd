//! How long explanations take, with a trained network on a digit of the test set:
//! `cargo bench --bench explain`, and `-- conv3` for another bundled network.

#![expect(clippy::print_stdout, reason = "it is what the program is for")]

use std::time::Instant;

use digit_lab::data::Mnist;
use digit_lab::explain::adversarial::attack;
use digit_lab::explain::curves::check;
use digit_lab::explain::favourite::favourite;
use digit_lab::explain::flip::{Pen, flip};
use digit_lab::explain::heat::heat_map;
use digit_lab::explain::landscape::{Plane, Sample};
use digit_lab::explain::practice::{Practice, Rule};
use digit_lab::explain::randomise::{cascade, likeness, randomised};
use digit_lab::explain::{Baseline, ExplainedNet, Method, Score};
use digit_lab::model::inspect::{Changes, Inspector, Subject};
use digit_lab::model::kernels::optimiser::Optimiser;
use digit_lab::store::models;

/// Repeats of what is timed; the median counts.
const REPEATS: usize = 15;

fn median(mut run: impl FnMut()) -> f64 {
    run();
    let mut times: Vec<f64> = (0..REPEATS)
        .map(|_| {
            let began = Instant::now();
            run();
            began.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[REPEATS / 2]
}

fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or("conv5".to_owned());
    let dir = digit_lab::store::folders::DataDir::new(None);
    let model = models::find(&dir, &wanted).expect("there is such a model");
    let images = Mnist::unpack().expect("not damaged");
    let image = images.test.image(4);
    let (arch, pixels) = (model.card.architecture, model.card.pixels);
    let net = ExplainedNet::new(arch, &model.weights, pixels).expect("it fits");
    let go_on = |_: f32| true;
    println!("{arch}, a {}, {} threads", images.test.label(4), rayon::current_num_threads());
    let temperature = model.card.calibration().temperature;
    let subject = Subject { arch, weights: model.weights.clone(), labels: model.card.labels, pixels, temperature };
    let inspector = Inspector::new(subject).expect("it fits");
    println!(
        "every map of {arch} for a drawing: {:.2} ms",
        median(|| drop(inspector.look(&image, &Changes::default())))
    );
    for &method in Method::ALL.iter().filter(|method| method.is_for(arch)) {
        let way = (method, Baseline::Paper);
        let map = || heat_map(&net, &image, way, Score::Digit(4), 1, &go_on).expect("it runs");
        println!("{method:?}: {:.1} ms", median(|| drop(map())));
        let before = map();
        let curves = check(&net, &image, &before, (Score::Digit(4), 1.0), 1).expect("there is ink");
        println!(
            "  deletion {:.2} (random {:.2}), insertion {:.2} (random {:.2})",
            curves.map.deletion.area(),
            curves.random.deletion.area(),
            curves.map.insertion.area(),
            curves.random.insertion.area()
        );
        // The mean over the first digits of the test set.
        let layers = cascade(arch);
        for steps in [1, layers.len().div_ceil(2), layers.len()] {
            let weights = randomised(arch, &model.weights, steps, 1);
            let other = ExplainedNet::new(arch, &weights, pixels).expect("it fits");
            let alike = (0..20).filter_map(|at| {
                let image = images.test.image(at);
                let score = Score::Digit(images.test.label(at));
                let before = heat_map(&net, &image, way, score, 1, &go_on).ok()?;
                let after = heat_map(&other, &image, way, score, 1, &go_on).ok()?;
                likeness(&image, &before, &after)
            });
            let all: Vec<f64> = alike.collect();
            println!("  {steps} layers drawn anew: {:.2}", all.iter().sum::<f64>() / all.len().max(1) as f64);
        }
    }
    let map =
        heat_map(&net, &image, (Method::Occlusion, Baseline::Paper), Score::Digit(4), 1, &go_on).expect("it runs");
    println!("deletion and insertion: {:.1} ms", median(|| drop(check(&net, &image, &map, (Score::Digit(4), 1.0), 1))));
    println!("attack with 51 sizes, and noise: {:.1} ms", median(|| drop(attack(&net, &image, 4, 1))));
    println!("smallest flip: {:.1} ms", median(|| drop(flip(&net, &image, Pen::Both, None, &go_on))));
    let changed = |pen, wanted| {
        let found = flip(&net, &image, pen, wanted, &go_on).expect("it runs");
        found.map_or_else(|| "none".to_owned(), |found| format!("{} to {}", found.changes.len(), found.after.class()))
    };
    println!("  pixels: {}, to a 9: {}", changed(Pen::Both, None), changed(Pen::Both, Some(9)));
    let practice = Practice::new(arch, pixels, model.weights.clone());
    println!("pass there and back: {:.1} ms", median(|| drop(practice.pass(&image, 4))));
    let pass = practice.pass(&image, 4).expect("it runs");
    let rule = Rule { optimiser: Optimiser::Adam { beta1: 0.9, beta2: 0.999 }, rate: 1e-3 };
    println!("step: {:.1} ms", median(|| drop(practice.step(&pass, rule))));
    let (plane, sample) = (Plane::random(&model.weights, 1), Sample::of(&images.train));
    let point = || sample.loss(arch, &plane.moved(&model.weights, (0.5, -0.5)), pixels);
    println!("point of the landscape: {:.1} ms", median(|| drop(point())));
    let began = Instant::now();
    let last = arch.placed().pop().map(|layer| layer.name).unwrap_or_default();
    drop(favourite(&net, &last, 4, 1, &go_on));
    println!("input that maximises a number: {:.0} ms", began.elapsed().as_secs_f64() * 1e3);
}
