//! The handwriting that a run of a network that writes learns from: that in the program, or the hand of an ink file.

use super::{StoreError, ink_files};
use crate::msg;
use crate::text::ToMessage as _;
use crate::train::{DataSource, Handwriting};

/// Opens what `source` names.
///
/// # Errors
/// When the ink file cannot be read, or holds no digit with a label.
pub fn open(source: &DataSource) -> Result<Handwriting, StoreError> {
    let Some((path, replay)) = source.hand() else {
        return Handwriting::bundled().map_err(|fault| StoreError::new(fault.to_message(), "digit-lab"));
    };
    let digits = ink_files::digits(path)?;
    let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Handwriting::of_hand(&name, &digits, replay).map_err(|_| StoreError::new(msg!("handwriting-no-digits"), path))
}
