//! What every method promises, on the smallest digits that show it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::data::{Dataset, Mnist};
use crate::model::{Predictor, ReadsPictures as _};

fn mnist(train: usize, test: usize) -> (Dataset, Dataset) {
    let mnist = Mnist::unpack().expect("not damaged");
    (mnist.train.take(train), mnist.test.take(test))
}

/// Settings that are quick on few pictures.
fn quick(method: Method) -> MethodConfig {
    MethodConfig { trees: 10, ..MethodConfig::of(method) }
}

fn fit(method: Method, data: &Dataset) -> Fitted {
    let examples = Examples::of(data).expect("enough examples");
    Fitted::fit(&quick(method), &examples, &|_| true).expect("it goes on")
}

fn read(fitted: Fitted, pixels: &[u8]) -> Vec<crate::model::Prediction> {
    Predictor::reading_with(Arc::new(fitted)).predict_pixels(pixels).expect("methods run anywhere")
}

/// The index of the highest number, the lower one of equals.
fn highest(numbers: &[f32]) -> usize {
    (0..numbers.len()).rev().max_by(|&one, &other| numbers[one].total_cmp(&numbers[other])).unwrap_or(0)
}

fn accuracy(fitted: Fitted, test: &Dataset) -> f64 {
    let read = read(fitted, test.all_pixels());
    let right =
        read.iter().zip(test.labels()).filter(|(read, label)| highest(&read.logits[..]) == usize::from(**label));
    right.count() as f64 / test.len() as f64
}

#[test]
fn every_method_reads_digits_it_has_not_seen() {
    // A bit below what each of them reaches; guessing reads 10 %.
    let least = [0.72, 0.88, 0.83, 0.9, 0.63, 0.8];
    let (train, test) = mnist(3_000, 1_000);
    for (&method, least) in Method::ALL.iter().zip(least) {
        let reached = accuracy(fit(method, &train), &test);
        assert!(reached > least, "{method:?}: {reached}");
    }
}

#[test]
fn what_is_learned_depends_on_the_seed_and_not_on_the_threads() {
    let (train, _) = mnist(1_500, 1);
    let on = |threads: usize, method: Method, seed: u64| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let config = MethodConfig { seed, ..quick(method) };
        let examples = Examples::of(&train).expect("enough");
        let fitted = pool.install(|| Fitted::fit(&config, &examples, &|_| true).expect("it goes on"));
        bytes(fitted, config)
    };
    for &method in Method::ALL {
        assert!(on(1, method, 7) == on(3, method, 7), "{method:?} depends on the threads");
    }
    assert!(on(2, Method::Forest, 7) != on(2, Method::Forest, 8), "another seed, another forest");
}

fn bytes(fitted: Fitted, config: MethodConfig) -> Vec<u8> {
    model(fitted, config).to_bytes().expect("it can be written")
}

fn model(fitted: Fitted, config: MethodConfig) -> MethodModel {
    let card = MethodCard {
        format: CARD_FORMAT,
        name: "mine".into(),
        config,
        labels: crate::data::LabelSet::DIGITS,
        data: "some digits".into(),
        train_images: 1,
        validation_images: 0,
        validation_accuracy: None,
        test_accuracy: Some(0.5),
        calibration: None,
        seconds: 1.0,
        created: "2026-11-30".into(),
    };
    MethodModel { card, fitted: Arc::new(fitted) }
}

#[test]
fn a_saved_method_reads_the_same_and_damage_is_told() {
    let (train, test) = mnist(400, 60);
    for &method in Method::ALL {
        let saved = model(fit(method, &train), quick(method));
        let file = saved.to_bytes().expect("it can be written");
        let opened = MethodModel::from_bytes(&file).expect("it opens");
        assert_eq!((&opened.card, &MethodModel::card_of(&file).expect("a card")), (&saved.card, &saved.card));
        let readings = |model: &MethodModel| model.predictor().predict_pixels(test.all_pixels()).expect("it reads");
        assert!(readings(&saved) == readings(&opened), "{method:?}");
        for length in [0, 7, 11, 200, file.len() / 2, file.len() - 1] {
            assert!(MethodModel::from_bytes(&file[..length]).is_err(), "{method:?}, {length} bytes");
        }
        for at in (0..file.len()).step_by(file.len() / 40) {
            let mut changed = file.clone();
            changed[at] ^= 0x10;
            // Words of the card may change without harm; whatever opens has to read without a panic.
            if let Ok(opened) = MethodModel::from_bytes(&changed) {
                readings(&opened);
            }
        }
    }
}

#[test]
fn a_method_stops_when_it_is_told_to() {
    let (train, _) = mnist(2_000, 1);
    let examples = Examples::of(&train).expect("enough");
    for &method in Method::ALL {
        let asked = AtomicUsize::new(0);
        let stopped = Fitted::fit(&quick(method), &examples, &|share| {
            assert!((0.0..=1.0).contains(&share), "{method:?}: {share}");
            asked.fetch_add(1, Ordering::Relaxed) < 1
        });
        assert!(matches!(stopped, Err(MethodError::Stopped)), "{method:?}");
    }
}

#[test]
fn too_few_images_and_a_single_class_are_refused_with_a_sentence() {
    let (train, _) = mnist(9, 1);
    let told = Examples::of(&train).expect_err("nine images").to_string();
    assert!(told.contains('9') && told.contains("10"), "{told}");
    let one = Dataset::new("ones", vec![1; 20 * 784], vec![1; 20]).expect("whole");
    let told = Examples::of(&one).expect_err("one class").to_string();
    assert!(told.contains("labelled 1"), "{told}");
}

#[test]
fn classes_without_a_picture_are_never_read() {
    let (train, test) = mnist(1_200, 100);
    let few: Vec<u32> = (0..1_200).filter(|&at| train.label(at as usize) < 3).collect();
    let few = train.subset(&few);
    for &method in Method::ALL {
        let read = read(fit(method, &few), test.all_pixels());
        assert!(read.iter().all(|read| highest(&read.logits[..]) < 3), "{method:?}");
    }
}

#[test]
fn the_nearest_neighbours_are_those_of_a_search_through_all() {
    let (train, test) = mnist(5_000, 40);
    let Fitted::Neighbours(neighbours) = fit(Method::Neighbours, &train) else { panic!("neighbours") };
    for at in 0..test.len() {
        let picture = test.pixels(at);
        let distance = |other: &[u8]| -> u32 {
            picture.iter().zip(other).map(|(&one, &other)| u32::from(one.abs_diff(other)).pow(2)).sum()
        };
        let mut all: Vec<(u32, u32)> =
            (0..train.len()).map(|index| (distance(train.pixels(index)), index as u32)).collect();
        all.sort_unstable();
        let found = neighbours.search(picture, 20).remove(0);
        let found: Vec<(u32, u32)> = found.iter().map(|near| (near.distance, near.index)).collect();
        assert_eq!(found, all[..20], "picture {at}");
    }
}

#[test]
fn a_tree_tells_the_way_it_goes_and_how_many_went_with_it() {
    let (train, test) = mnist(2_000, 20);
    let Fitted::Forest(tree) = fit(Method::Tree, &train) else { panic!("a tree") };
    assert_eq!(tree.counts(0).iter().sum::<u32>(), 2_000);
    for at in 0..test.len() {
        let picture = test.pixels(at);
        let way = tree.way(0, picture);
        assert!(way.len() > 2 && way.len() <= tree.depth() + 1);
        for pair in way.windows(2) {
            let (pixel, threshold) = pair[0].question.expect("only the leaf asks nothing");
            assert_eq!(pair[0].is_inked, picture[pixel] > threshold);
            assert!(tree.counts(pair[0].node).iter().sum::<u32>() > tree.counts(pair[1].node).iter().sum::<u32>());
        }
        let leaf = tree.counts(way[way.len() - 1].node);
        let total = leaf.iter().sum::<u32>() as f32;
        let shares: Vec<f32> = leaf.iter().map(|&count| count as f32 / total).collect();
        assert_eq!(tree.said(0, picture), shares);
    }
}

#[test]
fn a_tree_of_few_questions_stays_flat() {
    let (train, _) = mnist(1_000, 1);
    let examples = Examples::of(&train).expect("enough");
    let config = MethodConfig { depth: 3, ..MethodConfig::of(Method::Tree) };
    let Ok(Fitted::Forest(tree)) = Fitted::fit(&config, &examples, &|_| true) else { panic!("a tree") };
    assert_eq!((tree.depth(), tree.nodes() <= 15), (3, true));
}

#[test]
fn the_machine_with_a_kernel_names_the_pictures_that_decide() {
    let (train, test) = mnist(1_000, 10);
    let Fitted::KernelSvm(machine) = fit(Method::KernelSvm, &train) else { panic!("a machine") };
    assert!(machine.len() > 100 && machine.len() < 1_000, "{}", machine.len());
    let (one, other) = (4, 9);
    let found = machine.strongest(test.pixels(0), one, other, 8);
    assert_eq!(found.len(), 8);
    assert!(found.iter().all(|support| [4, 9].contains(&support.label) && support.pull > 0.0));
    assert!(found.windows(2).all(|pair| pair[0].pull >= pair[1].pull));
}

#[test]
fn settings_out_of_range_come_back_into_it() {
    let wild = MethodConfig { neighbours: 0, gamma: f32::NAN, depth: 1_000, trees: 0, ..MethodConfig::default() };
    let tame = wild.in_range();
    assert_eq!((tame.neighbours, tame.depth, tame.trees), (1, 60, 1));
    assert!((tame.gamma - 0.02).abs() < 1e-9);
}

#[test]
fn reading_goes_by_whole_pictures() {
    let (train, test) = mnist(300, 40);
    let fitted = fit(Method::LeastSquares, &train);
    let predict = |row: &[f32]| crate::model::Prediction::from_logits(std::array::from_fn(|class| row[class]));
    let whole = fitted.read(test.all_pixels(), &predict).expect("it reads");
    let cut = fitted.read(&test.all_pixels()[..40 * 784 - 5], &predict).expect("it reads");
    assert_eq!((whole.len(), cut.len()), (40, 39));
    assert_eq!(whole[..39], cut[..]);
}
