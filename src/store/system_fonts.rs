//! Fonts of the system that draw Han characters: where systems keep them, what the well-known ones are called, and
//! which face of a collection is meant. Starts no process and asks no service.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::FileRef;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider as _};

use super::atomic;

/// File names of fonts that come with systems or are commonly installed, in lower case, the preferred ones first:
/// those for simplified Chinese without serifs, those for all of East Asia, others, and those that only have rare
/// characters.
const NAMES: [&str; 36] = [
    "notosanssc-regular.otf",
    "notosanssc-regular.ttf",
    "notosanssc[wght].ttf",
    "notosanscjksc-regular.otf",
    "notosanscjk-regular.ttc",
    "notosanscjk-vf.otf.ttc",
    "notosanscjk-vf.ttc",
    "sourcehansanssc-regular.otf",
    "sourcehansanscn-regular.otf",
    "sourcehansans-regular.ttc",
    "sourcehansans.ttc",
    "pingfang.ttc",
    "hiragino sans gb.ttc",
    "stheiti light.ttc",
    "msyh.ttc",
    "msyh.ttf",
    "deng.ttf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "droidsansfallbackfull.ttf",
    "droidsansfallback.ttf",
    "notoserifsc-regular.otf",
    "notoserifcjk-regular.ttc",
    "notoserifcjk-vf.otf.ttc",
    "songti.ttc",
    "simsun.ttc",
    "uming.ttc",
    "arial unicode.ttf",
    "msjh.ttc",
    "notosanscjktc-regular.otf",
    "notosanscjkjp-regular.otf",
    "simsunb.ttf",
    "simsunextg.ttf",
    "hanamina.ttf",
    "hanaminb.ttf",
    "unifont.otf",
];
/// Largest font file that is read, in bytes; the largest in the list above have about 80 MB.
const MOST_BYTES: u64 = 128 << 20;
/// How deep folders of fonts are nested.
const MOST_DEPTH: usize = 6;
/// Most files and folders that are looked at.
const MOST_ENTRIES: usize = 50_000;

/// A font file in memory and the face of it that is meant.
#[derive(Debug, Clone)]
pub struct HanFont {
    /// Where it was read.
    pub path: PathBuf,
    /// Which face of the file, from 0; always 0 unless the file is a collection.
    pub index: u32,
    /// The whole file.
    pub bytes: Arc<Vec<u8>>,
    /// How far its rows reach above the baseline, in parts of the font size.
    pub ascent: f32,
    /// How far they reach below it (negative), in parts of the font size.
    pub descent: f32,
}

/// A font file that was found.
#[derive(Debug)]
struct Candidate {
    path: PathBuf,
    /// The font as read from the file; `None` before the first use, a face without glyphs if it cannot be read.
    face: Option<Face>,
}

#[derive(Debug, Default)]
struct Face {
    letters: BTreeSet<char>,
    /// Kept once the font was asked for.
    font: Option<HanFont>,
}

/// The fonts of the system for Han characters. Nothing is looked for before the first is needed, and a file stays in
/// memory only if something is drawn with it.
#[derive(Debug)]
pub struct HanFonts {
    folders: Vec<PathBuf>,
    found: Option<Vec<Candidate>>,
}

impl HanFonts {
    /// Those in the folders where this system keeps fonts.
    #[must_use]
    pub fn of_system() -> Self {
        Self::in_folders(system_folders())
    }

    /// Those in `folders` and the folders in them.
    #[must_use]
    pub fn in_folders(folders: Vec<PathBuf>) -> Self {
        Self { folders, found: None }
    }

    /// The first font that draws `letter`. Files are read as they are needed (about 20 MB each), which takes some
    /// hundredths of a second the first time.
    pub fn drawing(&mut self, letter: char) -> Option<HanFont> {
        let folders = &self.folders;
        let found = self.found.get_or_insert_with(|| search(folders));
        found.iter_mut().find_map(|candidate| candidate.drawing(letter))
    }
}

impl Candidate {
    fn drawing(&mut self, letter: char) -> Option<HanFont> {
        let Some(face) = &mut self.face else {
            return self.face.insert(Face::default()).read(&self.path, letter);
        };
        if !face.letters.contains(&letter) {
            return None;
        }
        match &face.font {
            Some(font) => Some(font.clone()),
            None => face.read(&self.path, letter),
        }
    }
}

impl Face {
    /// Reads the file, and keeps it if it draws `letter`; of others it keeps what they could draw.
    fn read(&mut self, path: &Path, letter: char) -> Option<HanFont> {
        let bytes = atomic::read(path, MOST_BYTES).ok()?;
        let (index, face) = chinese_face(&bytes)?;
        if self.letters.is_empty() {
            self.letters = face.charmap().mappings().filter_map(|(code, _)| char::from_u32(code)).collect();
        }
        let metrics = face.metrics(Size::new(1.0), LocationRef::default());
        let (ascent, descent) = (metrics.ascent, metrics.descent);
        if self.letters.contains(&letter) {
            self.font = Some(HanFont { path: path.to_owned(), index, bytes: Arc::new(bytes), ascent, descent });
        }
        self.font.clone()
    }
}

/// The face for simplified Chinese of a font or a collection of them, or else the first.
fn chinese_face(bytes: &[u8]) -> Option<(u32, FontRef<'_>)> {
    let faces: Vec<_> = FileRef::new(bytes).ok()?.fonts().map_while(Result::ok).collect();
    let is_chinese = |face: &FontRef<'_>| {
        let name: String = face
            .localized_strings(StringId::FAMILY_NAME)
            .english_or_first()
            .into_iter()
            .flat_map(|name| name.chars().collect::<Vec<_>>())
            .collect();
        !name.contains("Mono") && name.split(' ').any(|word| matches!(word, "SC" | "CN" | "GB"))
    };
    let index = faces.iter().position(is_chinese).unwrap_or(0);
    faces.into_iter().nth(index).map(|face| (index as u32, face))
}

/// All files below `folders` with a well-known name, the preferred ones first.
fn search(folders: &[PathBuf]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut open: Vec<(PathBuf, usize)> = folders.iter().map(|folder| (folder.clone(), 0)).collect();
    let mut seen = 0;
    while let Some((folder, depth)) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            seen += 1;
            if seen > MOST_ENTRIES {
                break;
            }
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().to_lowercase();
            if let Some(rank) = NAMES.iter().position(|known| *known == name) {
                found.push((rank, path));
            } else if depth < MOST_DEPTH && !name.contains('.') && path.is_dir() {
                open.push((path, depth + 1));
            }
        }
    }
    found.sort();
    found.dedup();
    found.into_iter().map(|(_, path)| Candidate { path, face: None }).collect()
}

/// Where this system keeps fonts: a person's own and those of all.
fn system_folders() -> Vec<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let home = std::env::home_dir();
    let below = |folder: &Option<PathBuf>, path: &str| folder.as_ref().map(|folder| folder.join(path));
    if cfg!(windows) {
        let own = below(&variable("LOCALAPPDATA"), "Microsoft/Windows/Fonts");
        let of_all = below(&variable("WINDIR"), "Fonts");
        return own.into_iter().chain(of_all).collect();
    }
    if cfg!(target_os = "macos") {
        let of_all = ["/Library/Fonts", "/System/Library/Fonts"].map(PathBuf::from);
        return below(&home, "Library/Fonts").into_iter().chain(of_all).collect();
    }
    let own = directories::UserDirs::new().and_then(|dirs| dirs.font_dir().map(Path::to_path_buf));
    let shared = variable("XDG_DATA_DIRS").filter(|folders| !folders.as_os_str().is_empty());
    let shared = shared.unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    let of_all: Vec<_> = std::env::split_paths(&shared).map(|folder| folder.join("fonts")).collect();
    // The last two are where NixOS and Flatpak keep the system's.
    let others = ["/run/current-system/sw/share/X11/fonts", "/run/host/fonts"].map(PathBuf::from);
    own.into_iter().chain(below(&home, ".fonts")).chain(of_all).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::han;

    const INTER: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");

    fn put(folder: &Path, name: &str, bytes: &[u8]) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }

    fn fonts(folder: &Path) -> HanFonts {
        HanFonts::in_folders(vec![folder.to_path_buf(), folder.join("missing")])
    }

    #[test]
    fn the_preferred_font_that_has_the_letter_is_taken() {
        let folder = tempfile::tempdir().expect("there is room");
        let han = han::font().expect("it unpacks");
        put(folder.path(), "truetype/msyh.ttc", INTER);
        put(folder.path(), "opentype/noto/Hiragino Sans GB.ttc", b"no font");
        put(folder.path(), "opentype/wqy/wqy-zenhei.ttc", han);
        put(folder.path(), "opentype/wqy/another.ttf", han);
        let mut fonts = fonts(folder.path());
        let found = fonts.drawing('训').expect("one has it");
        assert!(found.path.ends_with("opentype/wqy/wqy-zenhei.ttc"), "{}", found.path.display());
        assert_eq!((found.index, found.bytes.len()), (0, han.len()));
        assert!(found.ascent > 0.9 && found.descent < -0.2);
        let latin = fonts.drawing('a').expect("one has it");
        assert!(latin.path.ends_with("msyh.ttc"));
        assert!(fonts.drawing('\u{2A6D6}').is_none());
        // Read once and shared from then on, even if the file goes.
        fs::remove_file(&found.path).expect("removed");
        let again = fonts.drawing('练').expect("it is in memory");
        assert!(Arc::ptr_eq(&again.bytes, &found.bytes));
    }

    #[test]
    fn of_a_collection_the_face_for_simplified_chinese_is_meant() {
        let folder = tempfile::tempdir().expect("there is room");
        let han = han::font().expect("it unpacks");
        put(folder.path(), "NotoSansCJK-Regular.ttc", &collection(&[INTER, han]));
        let found = fonts(folder.path()).drawing('训').expect("it has it");
        assert_eq!(found.index, 1);
    }

    #[test]
    fn without_fonts_there_is_none() {
        let folder = tempfile::tempdir().expect("there is room");
        put(folder.path(), "NotoSansCJK-Regular.ttc/README", b"a folder with a font's name");
        assert!(fonts(folder.path()).drawing('训').is_none());
    }

    /// A collection of whole fonts one after another.
    fn collection(fonts: &[&[u8]]) -> Vec<u8> {
        let mut file = b"ttcf\0\x01\0\0".to_vec();
        file.extend((fonts.len() as u32).to_be_bytes());
        let mut at = 12 + 4 * fonts.len();
        for font in fonts {
            file.extend((at as u32).to_be_bytes());
            at += font.len();
        }
        for font in fonts {
            let start = file.len() as u32;
            let mut font = font.to_vec();
            // The offsets of tables count from the start of the collection.
            let tables = usize::from(u16::from_be_bytes([font[4], font[5]]));
            for table in 0..tables {
                let field = 12 + 16 * table + 8;
                let offset = u32::from_be_bytes(font[field..field + 4].try_into().expect("four bytes"));
                font[field..field + 4].copy_from_slice(&(offset + start).to_be_bytes());
            }
            file.extend(font);
        }
        file
    }
}
