//! Where the images of a run come from: the program, a folder, an ink file, or two of these mixed.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::data::PixelLayout;
use crate::msg;
use crate::text::{Language, Message, Named};

/// Where the images come from: one collection, or two mixed.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct DataSource {
    /// The images.
    pub from: Collection,
    /// How their files store them, if they are not inside the program.
    pub layout: PixelLayout,
    /// A second collection whose images are mixed in.
    pub mixed_with: Option<Mix>,
}

/// The fields of a source as they are read.
#[derive(Default, Deserialize)]
#[serde(default)]
struct SourceFields {
    from: Collection,
    layout: PixelLayout,
    mixed_with: Option<Mix>,
}

impl<'de> Deserialize<'de> for DataSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SourceVisitor)
    }
}

/// Reads a source: its fields, or, in files from before there was any other, the word "mnist".
struct SourceVisitor;

impl<'de> Visitor<'de> for SourceVisitor {
    type Value = DataSource;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("struct DataSource")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<DataSource, E> {
        match name {
            "mnist" => Ok(DataSource::default()),
            other => Err(E::unknown_variant(other, &["mnist"])),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<DataSource, A::Error> {
        let SourceFields { from, layout, mixed_with } =
            SourceFields::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(DataSource { from, layout, mixed_with })
    }
}

/// Images from a second collection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mix {
    /// The images it is drawn from.
    pub with: Collection,
    /// Share of the images shown in an epoch that come from it, above 0 and below 1. Where there are too few for that,
    /// they are shown several times.
    pub share: f64,
    /// How its files store them.
    #[serde(default)]
    pub layout: PixelLayout,
}

impl Mix {
    /// A share of a collection whose files store images as MNIST's do.
    #[must_use]
    pub fn new(with: Collection, share: f64) -> Self {
        Self { with, share, layout: PixelLayout::default() }
    }
}

/// Images that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Collection {
    /// The images that are in the program.
    #[default]
    Mnist,
    /// A folder of IDX, CSV or npz files, or one of them.
    Folder(PathBuf),
    /// A file of pen strokes with a label for each digit.
    Ink(PathBuf),
}

impl Named for Collection {
    fn key(&self) -> &'static str {
        match self {
            Self::Mnist => "collection-mnist",
            Self::Folder(_) => "collection-folder",
            Self::Ink(_) => "collection-ink",
        }
    }
}

impl Collection {
    /// One of each kind, with no path yet.
    #[must_use]
    pub fn kinds() -> [Self; 3] {
        [Self::Mnist, Self::Folder(PathBuf::new()), Self::Ink(PathBuf::new())]
    }

    /// Its name in a list: "MNIST", or the name of its folder or file.
    #[must_use]
    pub fn called(&self) -> String {
        match self {
            Self::Mnist => self.title().into_owned(),
            Self::Folder(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            Self::Ink(path) => path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        }
    }

    /// Its folder or file, if it is outside the program.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Mnist => None,
            Self::Folder(path) | Self::Ink(path) => Some(path),
        }
    }

    fn within(self, folder: &Path) -> Self {
        match self {
            Self::Mnist => Self::Mnist,
            Self::Folder(path) => Self::Folder(folder.join(path)),
            Self::Ink(path) => Self::Ink(folder.join(path)),
        }
    }
}

impl DataSource {
    /// Share of a mix to begin with.
    pub const USUAL_SHARE: f64 = 0.5;

    /// Whether both name the same images, in whichever shares.
    #[must_use]
    pub fn has_images_of(&self, other: &Self) -> bool {
        let second = |source: &Self| source.mixed_with.as_ref().map(|mix| (mix.with.clone(), mix.layout));
        (&self.from, self.layout) == (&other.from, other.layout) && second(self) == second(other)
    }

    /// Whether some of its files are said to store images otherwise than MNIST's do.
    #[must_use]
    pub fn is_stored_otherwise(&self) -> bool {
        let layouts = std::iter::once(self.layout).chain(self.mixed_with.as_ref().map(|mix| mix.layout));
        layouts.into_iter().any(|layout| layout != PixelLayout::default())
    }

    /// Whether some of the images are from this folder or file.
    #[must_use]
    pub fn is_from(&self, path: &Path) -> bool {
        let second = self.mixed_with.as_ref().map(|mix| &mix.with);
        [Some(&self.from), second].into_iter().flatten().any(|one| one.path() == Some(path))
    }

    /// The same with `first` in place of the first collection, which is stored as usual; a mix stays, unless it would be
    /// with itself.
    #[must_use]
    pub fn in_place_of_first(self, first: Collection) -> Self {
        Self { from: first, layout: PixelLayout::default(), ..self }.normalised()
    }

    /// The same without a mix of a collection with itself.
    #[must_use]
    pub fn normalised(self) -> Self {
        Self { mixed_with: self.mixed_with.filter(|mix| mix.with != self.from), ..self }
    }

    /// The same with `second` mixed in, in the share there is or [`Self::USUAL_SHARE`].
    #[must_use]
    pub fn with_mixed_in(self, second: Collection) -> Self {
        let share = self.mixed_with.as_ref().map_or(Self::USUAL_SHARE, |mix| mix.share);
        Self { mixed_with: Some(Mix::new(second, share)), ..self }
    }

    /// "MNIST", or "MNIST and fashion".
    #[must_use]
    pub fn called(&self) -> String {
        self.words().map_or_else(|| self.from.called(), |both| both.to_string())
    }

    /// The same in English whatever the language: the name of the data on a model's card.
    #[must_use]
    pub fn name_in_files(&self) -> String {
        self.words().map_or_else(|| self.from.called(), |both| both.in_language(Language::English).into_owned())
    }

    /// Both names of a mix.
    fn words(&self) -> Option<Message> {
        let mix = self.mixed_with.as_ref()?;
        Some(msg!("collections-mixed", first = self.from.called(), second = mix.with.called()))
    }

    /// The same with paths that are relative taken as within `folder`.
    #[must_use]
    pub fn within(self, folder: &Path) -> Self {
        let mixed_with = self.mixed_with.map(|mix| Mix { with: mix.with.within(folder), ..mix });
        Self { from: self.from.within(folder), mixed_with, ..self }
    }
}

impl From<Collection> for DataSource {
    fn from(from: Collection) -> Self {
        Self { from, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::PixelOrder;

    #[test]
    fn a_source_is_readable_json_and_stays_what_it_was() {
        let mix = Mix::new(Collection::Folder("digits".into()), 0.25);
        let source = DataSource { mixed_with: Some(mix), ..DataSource::default() };
        let text = serde_json::to_string(&source).expect("plain data serialise");
        let layout = r#""layout":{"order":"rows","polarity":"light_on_dark"}"#;
        let mix = format!(r#"{{"with":{{"folder":"digits"}},"share":0.25,{layout}}}"#);
        assert_eq!(text, format!(r#"{{"from":"mnist",{layout},"mixed_with":{mix}}}"#));
        let older = r#"{"from":"mnist","mixed_with":{"with":{"folder":"digits"},"share":0.25}}"#;
        assert_eq!(serde_json::from_str::<DataSource>(older).expect("an older file"), source);
        assert_eq!(serde_json::from_str::<DataSource>(&text).expect("and back"), source);
        assert_eq!(serde_json::from_str::<DataSource>("{}").expect("all defaults"), DataSource::default());
    }

    #[test]
    fn sources_have_the_same_images_whatever_their_shares() {
        let mixed = |share| DataSource {
            mixed_with: Some(Mix::new(Collection::Folder("fashion".into()), share)),
            ..DataSource::default()
        };
        assert!(mixed(0.2).has_images_of(&mixed(0.7)) && !mixed(0.2).has_images_of(&DataSource::default()));
        let turned = DataSource { from: Collection::Folder("fashion".into()), ..mixed(0.2) };
        assert!(!turned.has_images_of(&mixed(0.2)));
        let transposed = PixelLayout { order: PixelOrder::Columns, ..PixelLayout::default() };
        let read_otherwise = DataSource { layout: transposed, ..turned.clone() };
        assert!(!read_otherwise.has_images_of(&turned));
        assert_eq!(read_otherwise.clone().in_place_of_first(Collection::Mnist).layout, PixelLayout::default());
        assert_eq!(read_otherwise.with_mixed_in(Collection::Mnist).layout, transposed, "the first stays as it is");
        assert_eq!(mixed(0.2).called(), "MNIST and fashion");
        let placed = mixed(0.2).within(Path::new("/class"));
        let path = placed.mixed_with.as_ref().and_then(|mix| mix.with.path());
        assert_eq!((path, placed.from.path()), (Some(Path::new("/class/fashion")), None));
        assert!(placed.is_from(Path::new("/class/fashion")) && !placed.is_from(Path::new("fashion")));
        assert_eq!(Collection::Ink("/class/my digits.jsonl".into()).called(), "my digits");
        assert_eq!(placed.clone().within(Path::new("/elsewhere")), placed, "a whole path stays");
    }
}
