//! Data sets as others publish them: opened under their own names, put right where they lie otherwise, and named where
//! they cannot be opened.

use std::fs;

use digit_lab::data::{Dataset, Mnist, PixelLayout, PixelOrder, Polarity, SIDE};

use crate::program::Lab;

/// An IDX file of images stored in this layout, and one of their labels.
fn stored(set: &Dataset, layout: PixelLayout) -> [Vec<u8>; 2] {
    let mut pixels = set.all_pixels().to_vec();
    // Each layout undoes itself.
    layout.undo(&mut pixels);
    let sizes = |numbers: &[usize]| numbers.iter().flat_map(|&size| (size as u32).to_be_bytes()).collect::<Vec<u8>>();
    let images = [vec![0, 0, 8, 3], sizes(&[set.len(), SIDE, SIDE]), pixels].concat();
    [images, [vec![0, 0, 8, 1], sizes(&[set.len()]), set.labels().to_vec()].concat()]
}

/// The test images alone, as EMNIST publishes its digits.
fn write_emnist(lab: &Lab, folder: &str, layout: PixelLayout) {
    fs::create_dir_all(lab.path(folder)).expect("a temporary folder");
    let test = Mnist::unpack().expect("not damaged").test.take(300);
    let [images, labels] = stored(&test, layout);
    lab.write(&format!("{folder}/emnist-digits-test-images-idx3-ubyte"), images);
    lab.write(&format!("{folder}/emnist-digits-test-labels-idx1-ubyte"), labels);
}

#[test]
fn images_that_lie_otherwise_are_noticed_and_put_right_by_the_options_that_are_named() {
    let transposed = PixelLayout { order: PixelOrder::Columns, polarity: Polarity::LightOnDark };
    let inverted = PixelLayout { order: PixelOrder::Rows, polarity: Polarity::DarkOnLight };
    let both = PixelLayout { order: PixelOrder::Columns, polarity: Polarity::DarkOnLight };
    for (layout, option) in
        [(transposed, &["--transpose"][..]), (inverted, &["--invert"]), (both, &["--transpose", "--invert"])]
    {
        let lab = Lab::new();
        write_emnist(&lab, "emnist", layout);
        let evaluate = ["evaluate", "--json", "--data", "emnist"];
        let before = lab.run(&evaluate).succeeds();
        assert!(before.err.contains(&format!("put them right with {}", option.join(" "))), "{}", before.err);
        let after = lab.run(&[&evaluate, option].concat()).succeeds();
        assert!(!after.err.contains("put them right"), "{}", after.err);
        let right = |run: &crate::program::Run| run.objects()[0]["accuracy"].as_f64().expect("a number");
        assert!(right(&before) < 0.7 && right(&after) > 0.97, "{} {}", right(&before), right(&after));
    }
}

#[test]
fn training_puts_images_right_and_the_model_says_how() {
    let lab = Lab::new();
    let mnist = Mnist::unpack().expect("not damaged");
    fs::create_dir(lab.path("emnist")).expect("a temporary folder");
    let layout = PixelLayout { order: PixelOrder::Columns, ..PixelLayout::default() };
    for (part, set) in [("train", mnist.train.take(900)), ("test", mnist.test.take(200))] {
        let [images, labels] = stored(&set, layout);
        lab.write(&format!("emnist/emnist-digits-{part}-images-idx3-ubyte"), images);
        lab.write(&format!("emnist/emnist-digits-{part}-labels-idx1-ubyte"), labels);
    }
    let line = "train --architecture softmax --epochs 2 --validation 100 --data emnist --json --out";
    let words: Vec<&str> = line.split(' ').collect();
    let told = lab.run(&[&words[..], &["without.safetensors"]].concat()).succeeds();
    assert!(told.err.contains("the images of emnist look transposed"), "{}", told.err);
    let done = lab.run(&[&words[..], &["with.safetensors", "--transpose"]].concat()).succeeds();
    assert!(!done.err.contains("look transposed"), "{}", done.err);
    let card = fs::read_to_string(lab.path("with.json")).expect("the card is beside it");
    assert!(card.contains("--transpose"), "{card}");
    lab.run(&["calibrate", "with.safetensors"]).succeeds();
    lab.run(&["train", "--architecture", "softmax", "--transpose"]).fails(2, "--transpose and --invert are about");
    lab.run(&["evaluate", "--invert"]).fails(2, "--transpose and --invert are about");
}

#[test]
fn what_cannot_be_opened_is_called_what_it_is() {
    let lab = Lab::new();
    lab.write("mnist.csv", "<!DOCTYPE html><html><body>Sign in to download</body></html>");
    lab.run(&["evaluate", "--data", "mnist.csv"]).fails(1, "this is a web page");
    fs::create_dir(lab.path("kaggle")).expect("a temporary folder");
    lab.write("kaggle/archive.zip", b"PK\x03\x04");
    lab.run(&["evaluate", "--data", "kaggle"]).fails(1, "archive.zip is a zip archive");
    lab.write("letters.csv", format!("17{}\n", ",0".repeat(784)));
    lab.run(&["evaluate", "--data", "letters.csv"]).fails(1, "the label \"17\" in line 1");
}

#[test]
fn a_table_is_measured_whole_and_the_programs_own_images_keep_their_name() {
    let lab = Lab::new();
    let test = Mnist::unpack().expect("not damaged").test.take(60);
    let line = |index: usize| {
        let pixels = test.pixels(index).iter().map(u8::to_string).collect::<Vec<_>>().join(",");
        format!("{},{pixels}\n", test.label(index))
    };
    lab.write("digits.csv", (0..60).map(line).collect::<String>());
    let measured = lab.run(&["evaluate", "--json", "--data", "digits.csv"]).succeeds().objects();
    assert_eq!((measured[0]["images"].as_u64(), measured[0]["dataset"].as_str()), (Some(60), Some("digits test")));
    assert!(measured[0]["accuracy"].as_f64().expect("a number") > 0.95);
    // A folder called mnist is named by its path.
    write_emnist(&lab, "mnist", PixelLayout::default());
    let images =
        |data: &str| lab.run(&["evaluate", "--json", "--data", data]).succeeds().objects()[0]["images"].as_u64();
    assert_eq!((images("./mnist"), images("mnist")), (Some(300), Some(10_000)));
}
