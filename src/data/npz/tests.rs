//! Archives as `NumPy` writes them, and hostile ones.

use std::io::{Cursor, Write};

use flate2::{Compression, write::DeflateEncoder};
use proptest::prelude::*;

use super::*;

/// A .npy file of numbers of this kind and shape.
fn array(kind: &str, shape: &str, body: &[u8]) -> Vec<u8> {
    let header = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}\n");
    let mut bytes = b"\x93NUMPY\x01\0".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend(body);
    bytes
}

fn images(count: usize) -> Vec<u8> {
    array("|u1", &format!("({count}, 28, 28)"), &vec![9; count * PIXELS])
}

fn labels(labels: &[i64]) -> Vec<u8> {
    let body: Vec<u8> = labels.iter().flat_map(|label| label.to_le_bytes()).collect();
    array("<i8", &format!("({},)", labels.len()), &body)
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("a vector takes everything");
    encoder.finish().expect("a vector takes everything")
}

/// A zip archive of entries, packed or stored, written by hand: method, bytes before and after, and checksum.
fn archive(entries: &[(&str, Vec<u8>)], is_packed: bool) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let mut crc = Crc::new();
        crc.update(content);
        let body = if is_packed { deflated(content) } else { content.clone() };
        let method: u16 = if is_packed { 8 } else { 0 };
        let mut common = [20_u16, 0, method, 0, 33].map(u16::to_le_bytes).concat();
        common.extend([crc.sum(), body.len() as u32, content.len() as u32].map(u32::to_le_bytes).concat());
        common.extend([name.len() as u16, 0].map(u16::to_le_bytes).concat());
        let start = bytes.len() as u32;
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.as_bytes());
        bytes.extend(&body);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0_u16; 3].map(u16::to_le_bytes).concat());
        directory.extend([0_u32, start].map(u32::to_le_bytes).concat());
        directory.extend(name.as_bytes());
    }
    let (size, start) = (directory.len() as u32, bytes.len() as u32);
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([entries.len() as u16; 2].map(u16::to_le_bytes).concat());
    bytes.extend([size, start].map(u32::to_le_bytes).concat());
    bytes.extend([0, 0]);
    bytes
}

fn keras(is_packed: bool) -> Vec<u8> {
    let entries = [
        ("x_test.npy", images(2)),
        ("x_train.npy", images(3)),
        ("y_test.npy", labels(&[8, 9])),
        ("y_train.npy", labels(&[1, 2, 3])),
    ];
    archive(&entries, is_packed)
}

fn read(bytes: Vec<u8>, part: Part) -> Result<(Vec<u8>, Vec<u8>), NpzError> {
    Npz::open(Cursor::new(bytes))?.read(part, 9)
}

#[test]
fn stored_and_packed_arrays_are_read() {
    for is_packed in [false, true] {
        let (pixels, labels) = read(keras(is_packed), Part::Train).expect("it is whole");
        assert_eq!((pixels, labels), (vec![9; 3 * PIXELS], vec![1, 2, 3]));
        assert_eq!(read(keras(is_packed), Part::Test).expect("it is whole").1, [8, 9]);
    }
}

#[test]
fn other_shapes_and_kinds_of_labels_are_read() {
    for (shape, kind, body) in [
        ("(2, 784)", "|u1", vec![5, 6]),
        ("(2, 28, 28, 1)", "<i4", [5_i32, 6].map(i32::to_le_bytes).concat()),
        ("(2, 1, 28, 28)", ">i2", [5_i16, 6].map(i16::to_be_bytes).concat()),
    ] {
        let entries = [
            ("train_images.npy", array("|u1", shape, &[1; 2 * PIXELS])),
            ("train_labels.npy", array(kind, "(2, 1)", &body)),
        ];
        assert_eq!(read(archive(&entries, true), Part::Train).expect("it is whole").1, [5, 6]);
    }
}

#[test]
fn what_is_missing_or_of_another_kind_is_named() {
    let with = |images: Vec<u8>, labels: Vec<u8>| {
        let fault = read(archive(&[("x_train.npy", images), ("y_train.npy", labels)], true), Part::Train);
        fault.expect_err("something is wrong").to_string()
    };
    let ones = |count: usize| vec![1; count];
    for (fault, words) in [
        (with(array("<f4", "(1, 28, 28)", &ones(4 * PIXELS)), labels(&[1])), "x_train holds numbers of the kind <f4"),
        (with(array("|u1", "(1, 32, 32)", &ones(1024)), labels(&[1])), "x_train has the shape (1, 32, 32)"),
        (with(images(1), labels(&[1, 2])), "2 labels, but there are 1 images"),
        (with(images(1), labels(&[12])), "label 12 of image 0"),
        (with(images(1), labels(&[-1])), "label -1 of image 0"),
        (with(images(1), array("|u1", "(1, 10)", &ones(10))), "y_train has the shape (1, 10)"),
        (with(images(2)[..900].to_vec(), labels(&[1, 2])), "damaged"),
        (with([images(1), vec![0]].concat(), labels(&[1])), "damaged"),
        (with(b"no array".to_vec(), labels(&[1])), "damaged"),
    ] {
        assert!(fault.contains(words), "{fault}");
    }
    let other = archive(&[("arr_0.npy", images(1))], true);
    let fault = read(other, Part::Train).expect_err("there is no such array").to_string();
    assert!(fault.contains("x_train") && fault.contains("arr_0"), "{fault}");
}

#[test]
fn a_small_archive_cannot_fill_the_memory() {
    let header = array("|u1", "(1, 28, 28)", &[]);
    let bomb = archive(&[("x_train.npy", [header, vec![0; 64 << 20]].concat()), ("y_train.npy", labels(&[1]))], true);
    assert!(bomb.len() < 1 << 20, "it packs well");
    assert!(matches!(read(bomb, Part::Train), Err(NpzError::Damaged(_))));
    let absurd = array("|u1", "(18446744073709551615, 28, 28)", &[]);
    let fault = read(archive(&[("x_train.npy", absurd)], false), Part::Train);
    assert_eq!(fault, Err(NpzError::TooLarge { array: "x_train".into() }));
}

#[test]
fn a_changed_byte_is_noticed() {
    let mut bytes = keras(false);
    let place = bytes.len() / 3;
    bytes[place] ^= 1;
    assert!(read(bytes.clone(), Part::Train).is_err() || read(bytes, Part::Test).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12), cut in any::<prop::sample::Index>(), packed in any::<bool>()) {
        let mut bytes = keras(packed);
        for (place, byte) in &changes {
            let place = place.index(bytes.len());
            bytes[place] = *byte;
        }
        for bytes in [bytes.clone(), bytes[..cut.index(bytes.len())].to_vec()] {
            for part in [Part::Train, Part::Test] {
                if let Ok((pixels, labels)) = read(bytes.clone(), part) {
                    prop_assert_eq!(pixels.len(), labels.len() * PIXELS);
                }
            }
        }
    }
}
