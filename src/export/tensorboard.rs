//! TensorBoard event files: `TFRecord` frames around `Event` messages.
//!
//! A frame is the length (8 bytes, little-endian), its masked CRC-32C (4 bytes), the message, and the message's masked
//! CRC-32C. The fields written are `Event` {1 `wall_time`, 2 step, 3 `file_version`, 5 summary} and `Summary` {1 value:
//! {1 tag, 2 `simple_value`}}, as in TensorFlow's `event.proto` and `summary.proto`.

use super::protobuf::Message;
use crate::train::History;

/// CRC-32C's polynomial, bits reversed.
const CASTAGNOLI: u32 = 0x82F6_3B78;
/// Added to a turned checksum, so that checksums of data that holds checksums stay good.
const MASK: u32 = 0xA282_EAD8;

/// The event file of a run that began `began_secs` seconds after 1970.
///
/// Training values come by step under `train/…`, validation values at the steps they were measured behind under
/// `validation/…`, so that both lie over each other.
#[must_use]
pub fn event_file(history: &History, began_secs: f64) -> Vec<u8> {
    let mut events = Vec::new();
    for report in &history.steps {
        let values = [
            ("train/loss", report.loss),
            ("train/accuracy", report.accuracy),
            ("train/learning_rate", report.learning_rate),
            ("train/gradient_norm", report.gradient_norm),
            ("train/images_per_second", report.images_per_second),
        ];
        events.push((report.step, report.elapsed_secs, summary(&values)));
    }
    for report in &history.epochs {
        let values = [
            ("validation/loss", report.validation_loss),
            ("validation/accuracy", report.validation_accuracy),
            ("train/epoch_loss", report.train_loss),
            ("train/epoch_accuracy", report.train_accuracy),
        ];
        events.push((report.step, report.elapsed_secs, summary(&values)));
    }
    for report in &history.validations {
        let values = [("validation/loss", report.loss), ("validation/accuracy", report.accuracy)];
        events.push((report.step, report.elapsed_secs, summary(&values)));
    }
    events.sort_by_key(|(step, _, _)| *step);
    let mut file = Vec::new();
    frame(&mut file, &Message::default().double(1, began_secs).bytes(3, "brain.Event:2").into_bytes());
    for (step, elapsed_secs, values) in events {
        let event = Message::default().double(1, began_secs + elapsed_secs).int(2, step).message(5, values);
        frame(&mut file, &event.into_bytes());
    }
    file
}

fn summary(values: &[(&str, f64)]) -> Message {
    let known = values.iter().filter(|(_, value)| value.is_finite());
    known.fold(Message::default(), |summary, (tag, value)| {
        summary.message(1, Message::default().bytes(1, tag).float(2, *value as f32))
    })
}

fn frame(file: &mut Vec<u8>, message: &[u8]) {
    let length = (message.len() as u64).to_le_bytes();
    file.extend(length);
    file.extend(masked(crc32c(&length)).to_le_bytes());
    file.extend(message);
    file.extend(masked(crc32c(message)).to_le_bytes());
}

fn masked(checksum: u32) -> u32 {
    checksum.rotate_right(15).wrapping_add(MASK)
}

/// CRC-32C (RFC 3720, appendix B.4), bit by bit: event files are small.
fn crc32c(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |checksum, &byte| {
        (0..8).fold(checksum ^ u32::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ CASTAGNOLI } else { crc >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::history;
    use super::*;

    /// A reader of the wire format that shares nothing with the writer: fields with their raw payloads.
    fn fields(mut bytes: &[u8]) -> Vec<(u64, u64, Vec<u8>)> {
        fn varint(bytes: &mut &[u8]) -> u64 {
            let (mut value, mut shift) = (0, 0);
            loop {
                let byte = bytes[0];
                *bytes = &bytes[1..];
                value += u64::from(byte & 0x7f) << shift;
                shift += 7;
                if byte < 0x80 {
                    return value;
                }
            }
        }
        let mut found = Vec::new();
        while !bytes.is_empty() {
            let key = varint(&mut bytes);
            let (number, payload) = match key & 7 {
                0 => (varint(&mut bytes), Vec::new()),
                kind => {
                    let length = match kind {
                        1 => 8,
                        5 => 4,
                        2 => varint(&mut bytes) as usize,
                        other => panic!("wire type {other}"),
                    };
                    let payload = bytes[..length].to_vec();
                    bytes = &bytes[length..];
                    (0, payload)
                }
            };
            found.push((key >> 3, number, payload));
        }
        found
    }

    /// The messages of a file, every checksum compared with one computed by a table instead of bit by bit.
    fn messages(mut file: &[u8]) -> Vec<Vec<u8>> {
        let table: Vec<u32> = (0..256u32)
            .map(|start| (0..8).fold(start, |crc, _| crc >> 1 ^ if crc % 2 == 1 { 0x82F6_3B78 } else { 0 }))
            .collect();
        let sum = |bytes: &[u8]| {
            let crc =
                bytes.iter().fold(0xFFFF_FFFF_u32, |crc, b| table[((crc ^ u32::from(*b)) & 255) as usize] ^ crc >> 8);
            let crc = !crc;
            crc.rotate_right(15).wrapping_add(0xa282_ead8).to_le_bytes()
        };
        let mut found = Vec::new();
        while !file.is_empty() {
            let length = u64::from_le_bytes(file[..8].try_into().expect("eight bytes")) as usize;
            assert_eq!(file[8..12], sum(&file[..8]));
            let message = &file[12..12 + length];
            assert_eq!(file[12 + length..16 + length], sum(message));
            found.push(message.to_vec());
            file = &file[16 + length..];
        }
        found
    }

    #[test]
    fn the_checksum_is_the_one_of_the_rfc() {
        // RFC 3720, appendix B.4: 32 bytes of zeros, of ones, and rising.
        assert_eq!(crc32c(&[0; 32]), 0x8A91_36AA);
        assert_eq!(crc32c(&[0xff; 32]), 0x62A8_AB43);
        assert_eq!(crc32c(&(0..32).collect::<Vec<u8>>()), 0x46DD_794E);
    }

    #[test]
    fn every_value_is_read_back_with_its_step_and_time() {
        let history = history();
        let read = messages(&event_file(&history, 1_000.0));
        assert_eq!(read.len(), 1 + history.steps.len() + history.epochs.len() + history.validations.len());
        assert_eq!(fields(&read[0])[1], (3, 0, b"brain.Event:2".to_vec()));
        let mut losses = Vec::new();
        let mut last_step = 0;
        for event in &read[1..] {
            let event = fields(event);
            assert_eq!(event.iter().map(|field| field.0).collect::<Vec<_>>(), [1, 2, 5]);
            let (time, step) = (f64::from_le_bytes(event[0].2[..].try_into().expect("eight bytes")), event[1].1);
            assert!(time >= 1_000.0 && step >= last_step);
            last_step = step;
            for (_, _, value) in fields(&event[2].2) {
                let value = fields(&value);
                let number = f32::from_le_bytes(value[1].2[..].try_into().expect("four bytes"));
                if value[0].2 == b"train/loss" {
                    losses.push((step, number));
                }
            }
        }
        let expected: Vec<(u64, f32)> = history.steps.iter().map(|report| (report.step, report.loss as f32)).collect();
        assert_eq!(losses, expected);
    }
}
