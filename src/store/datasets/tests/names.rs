//! Names of classes that come with images.

use super::*;

/// A folder of `classes` classes, some images each, labelled from `first` on.
fn classes(folder: &TempDir, prefix: &str, count: u8, first: u8) {
    let all: Vec<u8> = (0..3 * count).map(|at| first + at % count).collect();
    put(folder, &format!("{prefix}train-images-idx3-ubyte"), images(all.len() as u32, 50));
    put(folder, &format!("{prefix}train-labels-idx1-ubyte"), labels(&all));
    put(folder, &format!("{prefix}t10k-images-idx3-ubyte"), images(u32::from(count), 60));
    put(folder, &format!("{prefix}t10k-labels-idx1-ubyte"), labels(&all[..usize::from(count)]));
}

#[test]
fn a_file_of_names_says_what_the_labels_stand_for() {
    let folder = folder();
    classes(&folder, "", 47, 0);
    assert_fault(&folder, "train-labels-idx1-ubyte", "label 10 of image 10 (counted from 0) is not a digit");
    let names: Vec<String> = (0..47).map(|class| format!("sign {class}")).collect();
    put(&folder, "labels.txt", names.join("\r\n"));
    let data = open_at(folder.path()).expect("every label has a name");
    assert_eq!((data.names().len(), data.train.label_name(46), data.test.label_name(1)), (47, "sign 46", "sign 1"));
    let test = open_test_at(folder.path()).expect("it has test images");
    assert_eq!((test.names(), test.labels()), (data.names(), data.test.labels()));
}

#[test]
fn labels_that_begin_at_one_begin_at_zero() {
    let folder = folder();
    classes(&folder, "", 3, 1);
    put(&folder, "labels.txt", "plus\nminus\ntimes\n");
    let data = open_at(folder.path()).expect("three names for three labels");
    assert_eq!((data.train.labels()[..3].to_vec(), data.train.label_name(0)), (vec![0, 1, 2], "plus"));
    let published = self::folder();
    classes(&published, "emnist-letters-", 26, 1);
    let data = open_at(published.path()).expect("EMNIST's letters are known");
    assert_eq!((data.train.label_name(0), data.test.label_name(25), data.names().len()), ("A", "Z", 26));
    let balanced = self::folder();
    classes(&balanced, "emnist-balanced-", 47, 0);
    let data = open_at(balanced.path()).expect("EMNIST's balanced classes are known");
    assert_eq!((data.train.label_name(10), data.train.label_name(46)), ("A", "t"));
}

#[test]
fn dots_in_names_are_dashes_and_tables_have_names_too() {
    let folder = folder();
    put(&folder, "train-images.idx3-ubyte", images(3, 50));
    put(&folder, "train-labels.idx1-ubyte", labels(&[0, 1, 2]));
    put(&folder, "t10k-images.idx3-ubyte", images(1, 50));
    put(&folder, "t10k-labels.idx1-ubyte", labels(&[2]));
    put(&folder, "labels.txt", "a\nb\nc");
    assert_eq!(open_at(folder.path()).expect("dots are dashes").names().names(), ["a", "b", "c"]);
    let tables = self::folder();
    put(&tables, "train.csv", table(&[0, 11, 11, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    assert_fault(&tables, "train.csv", "the label \"11\" in line 3 of the table is not a digit");
    put(&tables, "labels.txt", (0..12).map(|class| format!("c{class}")).collect::<Vec<_>>().join("\n"));
    assert_eq!(open_at(tables.path()).expect("twelve names").train.label_name(1), "c11");
}

#[test]
fn names_that_do_not_fit_are_told_with_their_line() {
    let folder = folder();
    classes(&folder, "", 3, 0);
    let many: Vec<String> = (0..65).map(|class| format!("c{class}")).collect();
    for (text, file, words) in [
        ("a\nb", "", "label 2 of image 2 (counted from 0) is above 1"),
        ("a\nb\na", "labels.txt", "line 3 has the name “a”, which line 1 has as well"),
        ("a\n\nc", "labels.txt", "line 2 has no name"),
        ("a", "labels.txt", "1 name: a label set has at least 2"),
        (&many.join("\n"), "labels.txt", "65 names: a label set has at most 64"),
        ("a\nb\nc\nd", "labels.txt", "no training image shows “d”, the name in line 4"),
    ] {
        put(&folder, "labels.txt", text);
        assert_fault(&folder, file, words);
    }
    put(&folder, "labels.txt", [0xFF, 0xFE, 0]);
    assert_fault(&folder, "labels.txt", "are not text in UTF-8");
    put(&folder, "train-labels-idx1-ubyte", labels(&[1; 9]));
    put(&folder, "labels.txt", "a\nb\nc");
    assert_fault(&folder, "labels.txt", "all training images show “b”");
}

#[test]
fn a_mix_of_other_classes_has_all_of_them() {
    let folder = folder();
    classes(&folder, "", 3, 0);
    put(&folder, "labels.txt", "+\n3\n=");
    let signs = Collection::Folder(folder.path().to_path_buf());
    let source = DataSource { mixed_with: Some(Mix::new(signs, 0.5)), ..DataSource::default() };
    let data = open(&source).expect("digits and signs");
    assert_eq!(data.names().names()[8..], ["8", "9", "+", "="]);
    let signs = &data.train.labels()[60_000..];
    assert_eq!(signs[..4], [10, 3, 11, 10]);
}

#[test]
fn qmnists_labels_are_read() {
    let folder = folder();
    put(&folder, "qmnist-train-images-idx3-ubyte.gz", gzipped(&images(3, 50)));
    put(&folder, "qmnist-train-labels-idx2-int.gz", gzipped(&rows(&[1, 2, 3])));
    put(&folder, "qmnist-test-images-idx3-ubyte.gz", gzipped(&images(2, 60)));
    put(&folder, "qmnist-test-labels-idx2-int.gz", gzipped(&rows(&[8, 9])));
    let data = open_at(folder.path()).expect("nothing is wrong with it");
    assert_eq!((data.train.labels(), data.test.labels()), (&[1, 2, 3][..], &[8, 9][..]));
}
