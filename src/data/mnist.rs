//! MNIST itself, embedded in the program, in the layout that `assets/mnist/README.md` describes.

use std::sync::Arc;

use ruzstd::decoding::FrameDecoder;

use super::{
    Dataset,
    image::{PIXELS, SIDE},
};
use crate::msg;
use crate::text::{Message, ToMessage, Value};

/// Written by `assets/mnist/pack.py`.
static PACKED: &[u8] = include_bytes!("../../assets/mnist/mnist.bin.zst");
const MAGIC: &[u8] = b"DIGLAB01";
/// No, one, … or all eight neighbours of a pixel hold ink.
const GROUPS: usize = 9;
/// Bytes of one image's mask: one bit a pixel.
const MASK: usize = PIXELS / 8;
/// The most the frame may unpack to; MNIST needs about 17.5 MB.
const UNPACKED_LIMIT: u64 = 64 << 20;

/// The 60,000 training and 10,000 test images.
#[derive(Debug, Clone)]
pub struct Mnist {
    /// 60,000 images.
    pub train: Arc<Dataset>,
    /// 10,000 images.
    pub test: Arc<Dataset>,
}

/// Why the embedded data cannot be unpacked; only a damaged program file can cause it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct DamagedData(
    /// What is wrong.
    pub Value,
);

impl ToMessage for DamagedData {
    fn to_message(&self) -> Message {
        msg!("mnist-damaged", fault = self.0.clone())
    }
}

crate::display_as_message!(DamagedData);

impl Mnist {
    /// Unpacks the embedded data; takes a fraction of a second, so call it away from the window.
    ///
    /// # Errors
    /// When the program file is damaged.
    pub fn unpack() -> Result<Self, DamagedData> {
        unpack_from(PACKED)
    }
}

fn unpack_from(packed: &[u8]) -> Result<Mnist, DamagedData> {
    let content = decompress(packed)?;
    let mut rest = Fields(&content);
    if rest.take(MAGIC.len())? != MAGIC {
        return Err(DamagedData(msg!("mnist-wrong-start").into()));
    }
    let (train, test) = (rest.number()?, rest.number()?);
    let mut sizes = [0; GROUPS];
    for size in &mut sizes {
        *size = rest.number()?;
    }
    let train_masks = rest.take(train * MASK)?;
    let test_masks = rest.take(test * MASK)?;
    let train_labels = rest.take(train)?;
    let test_labels = rest.take(test)?;
    let mut groups: [&[u8]; GROUPS] = [&[]; GROUPS];
    for (group, size) in groups.iter_mut().zip(sizes) {
        *group = rest.take(size)?;
    }
    let train = data_set("MNIST training", train_masks, train_labels, &mut groups)?;
    let test = data_set("MNIST test", test_masks, test_labels, &mut groups)?;
    if !rest.0.is_empty() || groups.iter().any(|group| !group.is_empty()) {
        return Err(DamagedData(msg!("mnist-left-over").into()));
    }
    Ok(Mnist { train: Arc::new(train), test: Arc::new(test) })
}

/// Unpacks one zstd frame that states its size, and compares its checksum.
///
/// # Errors
/// When the frame is damaged or would unpack to more than 64 MB.
pub fn decompress(packed: &[u8]) -> Result<Vec<u8>, DamagedData> {
    let damaged = |error: ruzstd::decoding::errors::FrameDecoderError| DamagedData(Message::detail(error).into());
    let mut decoder = FrameDecoder::new();
    decoder.set_max_window_size(UNPACKED_LIMIT);
    decoder.init(packed).map_err(damaged)?;
    let size = decoder.content_size();
    if size > UNPACKED_LIMIT {
        return Err(DamagedData(msg!("mnist-too-large", bytes = size.to_string()).into()));
    }
    let mut content = vec![0; size as usize];
    let written = decoder.decode_all(packed, &mut content).map_err(damaged)?;
    if written != content.len() {
        return Err(DamagedData(
            msg!("mnist-incomplete", found = written.to_string(), expected = size.to_string()).into(),
        ));
    }
    match decoder.get_checksum_from_data() {
        Some(checksum) if Some(checksum) == decoder.get_calculated_checksum() => Ok(content),
        Some(_) | None => Err(DamagedData(msg!("mnist-wrong-checksum").into())),
    }
}

/// What is still to be read.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, bytes: usize) -> Result<&'a [u8], DamagedData> {
        let (field, rest) =
            self.0.split_at_checked(bytes).ok_or_else(|| DamagedData(msg!("mnist-too-short").into()))?;
        self.0 = rest;
        Ok(field)
    }

    fn number(&mut self) -> Result<usize, DamagedData> {
        let bytes = self.take(4)?.try_into().expect("four bytes were asked for");
        Ok(u32::from_le_bytes(bytes) as usize)
    }
}

/// Puts the values of the groups where the masks have a bit, and takes them off the groups' fronts.
fn data_set(name: &str, masks: &[u8], labels: &[u8], groups: &mut [&[u8]; GROUPS]) -> Result<Dataset, DamagedData> {
    let mut pixels = vec![0; labels.len() * PIXELS];
    for (image, mask) in pixels.chunks_exact_mut(PIXELS).zip(masks.chunks_exact(MASK)) {
        fill(image, mask, groups).ok_or_else(|| DamagedData(msg!("mnist-missing-pixels").into()))?;
    }
    Dataset::new(name, pixels, labels.to_vec()).map_err(|error| DamagedData(error.to_message().into()))
}

/// Fills one image; `None` if a group has run out.
fn fill(image: &mut [u8], mask: &[u8], groups: &mut [&[u8]; GROUPS]) -> Option<()> {
    let rows = rows_of(mask);
    for (y, line) in image.chunks_exact_mut(SIDE).enumerate() {
        // Bit 31 - x of the middle row is pixel x - 1, so that both ends of a row have paper beside them.
        let [above, here, below] = [rows[y], rows[y + 1], rows[y + 2]];
        let mut left = here;
        while left != 0 {
            let shift = left.leading_zeros();
            left &= !(1 << (31 - shift));
            let around = |row: u32| (row << (shift - 1)) >> 29;
            let inked = around(above) | around(below) << 3 | (around(here) & 0b101) << 6;
            let group = &mut groups[inked.count_ones() as usize];
            let (&value, rest) = group.split_first()?;
            *group = rest;
            line[shift as usize - 1] = value;
        }
    }
    Some(())
}

/// The mask's 28 rows of bits with an empty row above and below; pixel x of a row is bit 30 - x.
fn rows_of(mask: &[u8]) -> [u32; SIDE + 2] {
    let mut rows = [0; SIDE + 2];
    // Two rows are seven bytes.
    for (pair, bytes) in rows[1..=SIDE].chunks_exact_mut(2).zip(mask.chunks_exact(7)) {
        let bits = bytes.iter().fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
        pair[0] = ((bits >> 28) as u32) << 3;
        pair[1] = (bits as u32 & 0x0fff_ffff) << 3;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CRC-32 of a block of bytes.
    fn crc(bytes: &[u8]) -> u32 {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        crc.sum()
    }

    #[test]
    fn unpacked_bytes_are_those_of_the_published_files() {
        let mnist = Mnist::unpack().expect("the program's own data are whole");
        assert_eq!((mnist.train.len(), mnist.test.len()), (60_000, 10_000));
        // Python's zlib.crc32 of the raw files after their headers (16 bytes for images, 8 for labels).
        assert_eq!(crc(mnist.train.all_pixels()), 0xf363_9b56);
        assert_eq!(crc(mnist.test.all_pixels()), 0xe4ca_5f57);
        assert_eq!(crc(mnist.train.labels()), 0xba07_e8ef);
        assert_eq!(crc(mnist.test.labels()), 0xee86_04d9);
    }

    #[test]
    fn a_changed_byte_is_noticed_wherever_it_is() {
        for position in [0, 5, 30, 1_000, PACKED.len() / 2, PACKED.len() - 1] {
            let mut packed = PACKED.to_vec();
            packed[position] ^= 0x55;
            assert!(unpack_from(&packed).is_err(), "byte {position}");
        }
    }

    #[test]
    fn a_cut_end_is_noticed() {
        for length in [0, 3, 100, PACKED.len() / 2, PACKED.len() - 1] {
            assert!(unpack_from(&PACKED[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn mask_bits_run_from_the_top_left_in_reading_order() {
        let mut mask = [0; MASK];
        mask[0] = 0b1000_0000;
        mask[3] = 0b0001_1000;
        mask[MASK - 1] = 1;
        let rows = rows_of(&mask);
        assert_eq!((rows[0], rows[29]), (0, 0));
        assert_eq!(rows[1], 1 << 30 | 1 << 3);
        assert_eq!(rows[2], 1 << 30);
        assert_eq!(rows[28], 1 << 3);
    }

    #[test]
    fn values_come_from_the_group_of_their_inked_neighbours() {
        // Three pixels in a row at the top left corner: the outer ones have one neighbour, the middle one two.
        let mut mask = [0; MASK];
        mask[0] = 0b1110_0000;
        let mut groups: [&[u8]; GROUPS] = [&[]; GROUPS];
        (groups[1], groups[2]) = (&[10, 30, 77], &[20]);
        let mut image = [0; PIXELS];
        assert_eq!(fill(&mut image, &mask, &mut groups), Some(()));
        assert_eq!(image[..4], [10, 20, 30, 0]);
        assert_eq!((groups[1], groups[2]), (&[77][..], &[][..]));
        assert_eq!(fill(&mut image, &mask, &mut groups), None, "group 2 has run out");
    }
}
