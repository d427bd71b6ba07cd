//! Files as digits, whichever kind of file: what `classify` and `evaluate` read.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

use super::report;
use crate::data::Image;
use crate::ink::{self, Drawing, InkFile, Scene, Stroke};
use crate::store::{StoreError, atomic, pictures};

/// Largest ink file that is read, in bytes: some hundred thousand digits.
const INK_LIMIT: u64 = 64 << 20;

/// One digit of a file.
#[derive(Debug, Clone)]
pub struct FoundDigit {
    /// What it is, if the file says.
    pub label: Option<u8>,
    /// What the network sees; blank for no ink.
    pub image: Image,
    /// The strokes it was drawn with; none of a picture.
    pub strokes: Vec<Stroke>,
    /// Where there may be several digits: the candidates for them, and the factor from the scene's lengths to those of
    /// the boxes that are printed.
    pub scene: Option<(Arc<Scene>, f32)>,
}

/// All digits of a picture or an ink file, in the file's order; at least one.
///
/// # Errors
/// When the file cannot be read or understood.
pub fn read(path: &Path) -> Result<Vec<FoundDigit>, StoreError> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl")) {
        return read_ink(path);
    }
    let page = pictures::read_page(path)?;
    let scene = Some((Arc::clone(&page.scene), page.unit as f32));
    Ok(vec![FoundDigit { label: None, image: page.image(), strokes: Vec::new(), scene }])
}

/// The digits of an ink file as it has them; says which drawings are left out.
///
/// # Errors
/// When the file cannot be read or understood, or holds no digit.
pub fn parse_ink(path: &Path) -> Result<InkFile, StoreError> {
    let bytes = atomic::read(path, INK_LIMIT)?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| StoreError::verbatim("this is no ink file: it is not text in UTF-8", path))?;
    let file = ink::jsonl::parse(text).map_err(|fault| StoreError::verbatim(fault, path))?;
    let remark = file.remark();
    if file.digits.is_empty() {
        let more = remark.map(|remark| format!(": {remark}")).unwrap_or_default();
        return Err(StoreError::verbatim(format!("the ink file holds no digit{more}"), path));
    }
    if let Some(remark) = remark {
        report(&StoreError::new(remark, path));
    }
    Ok(file)
}

/// All digits of an ink file, drawn again stroke by stroke.
///
/// # Errors
/// As [`parse_ink`].
pub fn read_ink(path: &Path) -> Result<Vec<FoundDigit>, StoreError> {
    let file = parse_ink(path)?;
    let found = file.digits.iter().map(|digit| {
        let drawing = Drawing::redrawn(&digit.strokes);
        // A label says that the line is one digit.
        let scene = digit.label.is_none().then(|| (Arc::new(Scene::of_strokes(drawing.strokes())), 1.0));
        FoundDigit { label: digit.label, image: drawing.image(), strokes: drawing.strokes().to_vec(), scene }
    });
    Ok(found.collect())
}

/// The file's name as it is written into results.
pub fn name(path: &Path) -> String {
    path.as_os_str().to_string_lossy().into_owned()
}

/// The last part of a path, for tables.
pub fn short_name(path: &Path) -> String {
    path.file_name().unwrap_or(OsStr::new("")).to_string_lossy().into_owned()
}
