//! Holds the layers apart: reads the sources and says which line breaks which rule. If it objects, move the code.

#[path = "common/source.rs"]
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use source::{Kind, Word, starts_with, without_tests, words};

/// A layer and those it may use.
struct Layer {
    name: &'static str,
    may_use: &'static [&'static str],
}

/// From the top down, as in `src/lib.rs`.
const LAYERS: [Layer; 15] = [
    Layer {
        name: "app",
        may_use: &[
            "background",
            "store",
            "export",
            "train",
            "handwriting",
            "eye",
            "explain",
            "methods",
            "analysis",
            "model",
            "ink",
            "data",
            "text",
        ],
    },
    Layer {
        name: "cli",
        may_use: &[
            "background",
            "store",
            "export",
            "train",
            "eye",
            "handwriting",
            "methods",
            "analysis",
            "model",
            "ink",
            "data",
            "text",
        ],
    },
    Layer {
        name: "background",
        may_use: &["train", "eye", "handwriting", "methods", "analysis", "model", "ink", "data", "text"],
    },
    Layer {
        name: "store",
        may_use: &["export", "train", "eye", "methods", "analysis", "model", "ink", "data", "text"],
    },
    Layer { name: "export", may_use: &["train", "analysis", "model", "ink", "data", "text"] },
    Layer { name: "train", may_use: &["handwriting", "methods", "analysis", "model", "ink", "data", "text"] },
    Layer { name: "eye", may_use: &["model", "ink", "data", "text"] },
    Layer { name: "handwriting", may_use: &["model", "ink", "data", "text"] },
    Layer { name: "explain", may_use: &["model", "data", "text"] },
    Layer { name: "methods", may_use: &["model", "data", "text"] },
    Layer { name: "analysis", may_use: &["model", "data", "text"] },
    Layer { name: "model", may_use: &["data", "text"] },
    Layer { name: "ink", may_use: &["data", "text"] },
    Layer { name: "data", may_use: &["text"] },
    Layer { name: "text", may_use: &[] },
];

/// Names that only these places of `src` may use: a folder ends in a slash.
const RESERVED: [(&[&str], &[&str], &str); 11] = [
    (&["eframe", "egui_plot", "winit"], &["app/ui/"], "only the window knows what it is drawn with"),
    (&["egui"], &["app/ui/", "app/core/"], "only the window knows what it is drawn with"),
    (&["by_hand"], &["app/core/state.rs"], "the window changes the state by commands"),
    (&["occupant"], &["store/", "app/core/", "cli/"], "a view shows what the state knows of the disk"),
    (&["rfd"], &["app/core/files/"], "file dialogs are asked in one place"),
    (
        &["candle_core", "candle_nn"],
        &["model/", "train/", "explain/"],
        "tensors stay where networks are run, trained and explained",
    ),
    (&["fs", "File", "OpenOptions", "tempfile"], &["store/"], "only `store` knows the disk"),
    (
        &["mpsc", "thread"],
        &["background/", "train/worker.rs", "train/pool.rs"],
        "threads live where they are stopped and joined",
    ),
    (
        &["rayon"],
        &["model/kernels/", "methods/", "train/", "background/", "eye/"],
        "work is spread over cores only where networks are computed and methods learn",
    ),
    (&["unsafe"], &["model/kernels/"], "unsafe code lives in the kernels"),
    (&["anyhow"], &["main.rs"], "below `main` every error has a type"),
];

/// Of egui, the state of the app knows the names of keys and nothing that draws.
const KEYS: [&str; 3] = ["Key", "KeyboardShortcut", "Modifiers"];

/// Most files of the app that may import each other in a loop.
const MOST_IN_A_LOOP: usize = 10;

/// Ways to write a file, left to one file that does it without ever leaving half of it.
const WRITES: [&[&str]; 6] = [
    &["fs", "::", "write"],
    &["File", "::", "create"],
    &["File", "::", "create_new"],
    &["OpenOptions"],
    &["NamedTempFile"],
    &["fs", "::", "rename"],
];

/// Longest file of `src`, tests in it not counted; the aim is 300.
const MOST_LINES: usize = 350;

/// Longest function of `src`, tests left out.
const MOST_FUNCTION_LINES: usize = 60;

/// Longer functions that are one list from beginning to end: a `match` over all variants, a table, the settings of a
/// plot, the steps of an epoch in their order. Kernels, whose inner loops stay in one piece, are not counted.
const LONG_LISTS: [(&str, &str); 9] = [
    ("app/core/command/enabled.rs", "is_enabled"),
    ("app/core/command/table.rs", "info"),
    ("app/core/dispatch.rs", "dispatch"),
    ("app/core/runs/mod.rs", "run"),
    ("app/ui/widgets/plots/mod.rs", "show"),
    ("ink/example.rs", "ways"),
    ("model/layer.rs", "output_of"),
    ("store/runs/settings/words.rs", "rows"),
    ("train/presets.rs", "config"),
];

struct SourceFile {
    /// Path below `src`, with forward slashes.
    path: String,
    text: String,
    /// The code without its tests.
    code: Vec<Word>,
}

impl SourceFile {
    /// The layer it belongs to; `None` for `main.rs` and `lib.rs`.
    fn layer(&self) -> Option<&'static Layer> {
        let top = self.path.split(['/', '.']).next();
        LAYERS.iter().find(|layer| Some(layer.name) == top)
    }

    fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| self.path == *place || (place.ends_with('/') && self.path.starts_with(place)))
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folder`, in order, without what git leaves out.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the project's folders can be read") {
        let path = entry.expect("the project's folders can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() && name != "target" && name != ".git" {
            found.extend(files(&path));
        } else if path.is_file() && name != ".git" {
            found.push(path.clone());
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<SourceFile> {
    let src = root().join("src");
    let found = files(&src).into_iter().map(|file| {
        let text = fs::read_to_string(&file).expect("sources are text");
        let below = file.strip_prefix(&src).expect("it was found there");
        let path = below.to_string_lossy().replace('\\', "/");
        SourceFile { path, code: without_tests(&words(&text)), text }
    });
    found.collect()
}

/// Fails with all `faults`, one a line.
#[track_caller]
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// A path in code, from the crate on, or from the module where it is written if it is of another crate:
/// `["app", "core", "jobs", "Kind"]`.
#[derive(Debug, Clone, PartialEq)]
struct NamedPath {
    parts: Vec<String>,
    line: usize,
}

/// The layers that the file of module `own` names, each with the line.
fn used_layers(code: &[Word], own: &[String]) -> Vec<(String, usize)> {
    let first = |path: NamedPath| path.parts.into_iter().next().map(|name| (name, path.line));
    let mut used: Vec<_> = named_paths(code, own).into_iter().filter_map(first).collect();
    used.retain(|(name, _)| LAYERS.iter().any(|layer| layer.name == name));
    used
}

#[test]
fn every_layer_uses_only_those_below_it() {
    let mut faults = Vec::new();
    for file in sources() {
        let Some(layer) = file.layer() else { continue };
        for (used, line) in used_layers(&file.code, &module(&file.path)) {
            if used != layer.name && !layer.may_use.contains(&used.as_str()) {
                faults.push(format!("src/{}:{line}: `{}` may not use `{used}`", file.path, layer.name));
            }
        }
    }
    assert_none(&faults);
}

/// Every path that the file of module `own` names: what it imports, what it passes on, and what it writes out from
/// `crate`, `super` or `self` on.
fn named_paths(code: &[Word], own: &[String]) -> Vec<NamedPath> {
    let absolute = |path: &[String]| match path.first().map(String::as_str) {
        Some("crate") => path[1..].to_vec(),
        Some("super") => {
            let up = path.iter().take_while(|part| *part == "super").count();
            [&own[..own.len().saturating_sub(up)], &path[up..]].concat()
        }
        Some("self") => [own, &path[1..]].concat(),
        _ => [own, path].concat(),
    };
    let (mut found, mut at) = (Vec::new(), 0);
    while at < code.len() {
        let line = code[at].line;
        let mut named = Vec::new();
        if code[at].is("use") {
            at = paths(code, at + 1, &mut Vec::new(), &mut named);
        } else if ["crate", "super", "self"].iter().any(|start| starts_with(&code[at..], &[start, "::"])) {
            let mut path = vec![code[at].text.clone()];
            while code.get(at + 1).is_some_and(|word| word.is("::")) && code[at + 2].kind == Kind::Name {
                path.push(code[at + 2].text.clone());
                at += 2;
            }
            named.push(path);
        }
        found.extend(named.iter().map(|path| NamedPath { parts: absolute(path), line }));
        at += 1;
    }
    found
}

/// Reads a tree of imports from `at` on, below `before`; gives where it ends.
fn paths(code: &[Word], mut at: usize, before: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
    let depth = before.len();
    while let Some(word) = code.get(at) {
        if word.is("{") {
            at = paths(code, at + 1, before, found);
            while code.get(at).is_some_and(|word| word.is(",")) {
                at = paths(code, at + 1, before, found);
            }
            before.truncate(depth);
            return at + 1;
        }
        if word.is(";") || word.is(",") || word.is("}") {
            break;
        }
        if word.kind == Kind::Name {
            before.push(word.text.clone());
        }
        at += 1;
    }
    if before.len() > depth {
        found.push(before.clone());
    }
    before.truncate(depth);
    at
}

/// The module of a file: `app/core/jobs.rs` is `["app", "core", "jobs"]`.
fn module(path: &str) -> Vec<String> {
    let parts = path.trim_end_matches(".rs").split('/').map(str::to_owned);
    parts.filter(|part| part != "mod").collect()
}

/// Groups of nodes that reach each other; `edges[n]` are those that `n` leads to.
fn loops(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let reached = |from: usize| {
        let (mut seen, mut open) = (vec![false; edges.len()], vec![from]);
        while let Some(node) = open.pop() {
            for &next in &edges[node] {
                if !std::mem::replace(&mut seen[next], true) {
                    open.push(next);
                }
            }
        }
        seen
    };
    let reach: Vec<Vec<bool>> = (0..edges.len()).map(reached).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (node, reached) in reach.iter().enumerate() {
        match groups.iter_mut().find(|group| reach[group[0]][node] && reached[group[0]]) {
            Some(group) => group.push(node),
            None => groups.push(vec![node]),
        }
    }
    groups
}

#[test]
fn files_of_the_app_do_not_import_each_other_in_large_loops() {
    let files: Vec<SourceFile> = sources().into_iter().filter(|file| file.path.starts_with("app/")).collect();
    let modules: Vec<Vec<String>> = files.iter().map(|file| module(&file.path)).collect();
    // The file that a path leads into: the one with the longest part of it.
    let file_of = |path: &[String]| {
        (1..=path.len()).rev().find_map(|length| modules.iter().position(|module| module[..] == path[..length]))
    };
    let edges: Vec<Vec<usize>> = files
        .iter()
        .zip(&modules)
        .map(|(file, own)| named_paths(&file.code, own).iter().filter_map(|path| file_of(&path.parts)).collect())
        .collect();
    let large = loops(&edges).into_iter().filter(|group| group.len() > MOST_IN_A_LOOP);
    let told = large.map(|group| {
        let names: Vec<&str> = group.iter().map(|&file| files[file].path.as_str()).collect();
        format!("{} files import each other in a loop: {}", names.len(), names.join(", "))
    });
    assert_none(&told.collect::<Vec<_>>());
}

/// Where `code` names something of egui that is no key: written out, imported alone or in a group, or under another
/// name.
fn drawing(code: &[Word]) -> Vec<usize> {
    let is_key = |word: &Word| KEYS.iter().any(|key| word.is(key));
    let is_harmless = |at: usize| match code.get(at + 1..) {
        Some([colons, open, names @ ..]) if colons.is("::") && open.is("{") => {
            let group = names.iter().take_while(|word| !word.is("}"));
            group.filter(|word| word.kind == Kind::Name).all(is_key)
        }
        Some([colons, name, ..]) => colons.is("::") && is_key(name),
        Some(_) | None => false,
    };
    (0..code.len()).filter(|&at| code[at].is("egui") && !is_harmless(at)).map(|at| code[at].line).collect()
}

#[test]
fn the_state_of_the_app_does_not_know_how_it_is_drawn() {
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| file.path.starts_with("app/core/")) {
        let of_ui = named_paths(&file.code, &module(&file.path)).into_iter();
        let of_ui = of_ui.filter(|path| path.parts.starts_with(&["app".to_owned(), "ui".to_owned()]));
        faults.extend(of_ui.map(|path| format!("src/{}:{}: {}", file.path, path.line, path.parts.join("::"))));
        let drawing = drawing(&file.code).into_iter();
        faults.extend(drawing.map(|line| format!("src/{}:{line}: of egui, only keys are known here", file.path)));
    }
    assert_none(&faults);
}

/// Methods of paths that ask the disk.
const DISK_QUERIES: [&str; 9] = [
    "exists",
    "try_exists",
    "is_dir",
    "is_file",
    "is_symlink",
    "canonicalize",
    "read_dir",
    "read_link",
    "symlink_metadata",
];

#[test]
fn only_the_store_asks_the_disk() {
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| !file.path.starts_with("store/")) {
        for at in 0..file.code.len() {
            if let Some(query) = DISK_QUERIES.iter().find(|query| starts_with(&file.code[at..], &[".", query, "("])) {
                faults.push(format!("src/{}:{}: `{query}` asks the disk", file.path, file.code[at].line));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn paths_are_read_however_they_are_written_and_loops_are_found() {
    let code = words(
        "use super::{jobs::{Kind, Done}, notices}; pub use gone::X; pub(crate) use crate::app::ui; \
         fn f() { crate::text::get(super::super::y()); self.x(); self::z::<u8>(); }",
    );
    let own = module("app/core/shared.rs");
    let told: Vec<String> = named_paths(&code, &own).into_iter().map(|path| path.parts.join("::")).collect();
    let expected = [
        "app::core::jobs::Kind",
        "app::core::jobs::Done",
        "app::core::notices",
        "app::core::shared::gone::X",
        "app::ui",
        "text::get",
        "app::y",
        "app::core::shared::z",
    ];
    assert_eq!(told, expected);
    assert_eq!(loops(&[vec![1], vec![2], vec![1], vec![0]]), [vec![0], vec![1, 2], vec![3]]);
}

#[test]
fn what_draws_is_found_wherever_egui_is_named() {
    let lines = |code: &str| drawing(&words(code)).len();
    assert_eq!(lines("use egui::{Key, Modifiers}; use egui::Key; let a = egui::Key::A;"), 0);
    for code in
        ["use egui::{Key, Ui};", "use egui::Ui;", "fn f(ui: &mut egui::Ui) {}", "use egui as e;", "egui::style::X"]
    {
        assert_eq!(lines(code), 1, "{code}");
    }
}

#[test]
fn reserved_names_stay_in_their_place() {
    let mut faults = Vec::new();
    for file in sources() {
        for (names, places, reason) in RESERVED {
            if file.is_in(places) {
                continue;
            }
            for word in file.code.iter().filter(|word| names.iter().any(|name| word.is(name))) {
                faults.push(format!("src/{}:{}: `{}`: {reason}", file.path, word.line, word.text));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn only_one_module_writes_to_the_disk() {
    let mut faults = Vec::new();
    // Tests in files of their own put garbage where the program has to cope with it.
    let is_disk = |path: &str| path == "store/atomic.rs" || path.starts_with("store/atomic/");
    let is_test = |path: &str| path.ends_with("tests.rs") || path.contains("/tests/");
    for file in sources().iter().filter(|file| !is_disk(&file.path) && !is_test(&file.path)) {
        for at in 0..file.code.len() {
            if WRITES.iter().any(|write| starts_with(&file.code[at..], write)) {
                faults.push(format!("src/{}:{}: write with `store::atomic`", file.path, file.code[at].line));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn the_library_is_these_layers_and_its_table_names_each() {
    let sources = sources();
    let library = sources.iter().find(|file| file.path == "lib.rs").expect("there is a library");
    let modules: Vec<&str> = library.code.windows(2).filter(|pair| pair[0].is("mod")).map(|p| &*p[1].text).collect();
    let mut layers: Vec<&str> = LAYERS.iter().map(|layer| layer.name).collect();
    let in_table: Vec<&str> = library
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("//! | [`"))
        .filter_map(|row| row.split('`').next())
        .collect();
    assert_eq!(in_table, layers, "the table in src/lib.rs, from the top down");
    layers.sort_unstable();
    assert_eq!(modules, layers);
}

#[test]
fn every_source_file_opens_with_what_it_is() {
    let lacking = sources().into_iter().filter(|file| !file.text.starts_with("//! "));
    assert_none(&lacking.map(|file| format!("src/{} does not open with //!", file.path)).collect::<Vec<_>>());
}

#[test]
fn no_source_file_is_too_long_to_read() {
    let mut faults = Vec::new();
    for file in sources() {
        let lines = file.text.lines().position(|line| line == "#[cfg(test)]").unwrap_or(file.text.lines().count());
        if lines > MOST_LINES {
            faults.push(format!("src/{}: {lines} lines, at most {MOST_LINES}: split it by idea", file.path));
        }
    }
    assert_none(&faults);
}

/// Name, line and length in lines of every function in `code`.
fn functions(code: &[Word]) -> Vec<(&str, usize, usize)> {
    let mut found = Vec::new();
    for (at, pair) in code.windows(2).enumerate() {
        if !pair[0].is("fn") || pair[1].kind != Kind::Name {
            continue;
        }
        let mut depth = 0;
        for word in &code[at..] {
            // Without a body it ends where it is declared.
            if depth == 0 && word.is(";") {
                break;
            }
            depth += i32::from(["{", "(", "["].iter().any(|sign| word.is(sign)));
            depth -= i32::from(["}", ")", "]"].iter().any(|sign| word.is(sign)));
            if depth == 0 && word.is("}") {
                found.push((pair[1].text.as_str(), pair[0].line, word.line - pair[0].line + 1));
                break;
            }
        }
    }
    found
}

#[test]
fn no_function_is_too_long_to_read() {
    let (mut faults, mut long) = (Vec::new(), Vec::new());
    let sources = sources();
    for file in sources.iter().filter(|file| !file.path.contains("tests") && !file.path.starts_with("model/kernels/")) {
        for (name, line, lines) in functions(&file.code).into_iter().filter(|one| one.2 > MOST_FUNCTION_LINES) {
            long.push((file.path.as_str(), name));
            if !LONG_LISTS.contains(&(file.path.as_str(), name)) {
                faults.push(format!(
                    "src/{}:{line}: `{name}` has {lines} lines, at most {MOST_FUNCTION_LINES}",
                    file.path
                ));
            }
        }
    }
    let gone = LONG_LISTS.iter().filter(|listed| !long.contains(listed));
    faults.extend(gone.map(|(path, name)| format!("src/{path}: `{name}` is long no more: take it off the list")));
    assert_none(&faults);
}

#[test]
fn functions_are_measured_from_their_name_to_their_last_brace() {
    let code = words(
        "trait T { fn a(&self) -> [u8; 2]; fn b() { if x { y } }\n }\nconst fn c(\nx: [u8; 2]) {\n}\n type F = fn(u8);",
    );
    assert_eq!(functions(&code), [("b", 1, 1), ("c", 3, 3)]);
}

#[test]
fn embedded_assets_have_their_licence_beside_them() {
    let mut faults = Vec::new();
    for file in sources() {
        let source = root().join("src").join(&file.path);
        for at in 0..file.code.len() {
            let is_embedded = ["include_bytes", "include_str"].iter().any(|name| file.code[at].is(name));
            let Some(name) = file.code.get(at + 3).filter(|name| is_embedded && name.kind == Kind::Text) else {
                continue;
            };
            let asset = source.with_file_name("").join(&name.text);
            let asset = asset.canonicalize().unwrap_or_else(|_| panic!("src/{}: no file {}", file.path, name.text));
            // What is others' work lies in a folder of its own; models and the icon are under the program's licence.
            let assets = root().canonicalize().expect("the project is here").join("assets");
            let folder = asset.parent().expect("a file is in a folder");
            if !asset.starts_with(&assets) || folder == assets {
                continue;
            }
            let has_licence = fs::read_dir(folder)
                .expect("the folder was found")
                .flatten()
                .any(|entry| entry.file_name().to_string_lossy().to_uppercase().starts_with("LICENSE"));
            if !has_licence {
                faults.push(format!("{} has no LICENSE file", folder.display()));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn no_text_names_a_place_on_somebodys_machine() {
    // Put together here, so that this file does not break its own rule.
    let places: Vec<String> = ["work", "root", "home", "Users"].iter().map(|folder| format!("/{folder}/")).collect();
    let above = format!("{}/{}", "..", "shared");
    let mut faults = Vec::new();
    for file in files(&root()) {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        for (at, line) in text.lines().enumerate() {
            if line.contains(&above) || places.iter().any(|place| names_place(line, place)) {
                faults.push(format!("{}:{}: {line}", file.display(), at + 1));
            }
        }
    }
    assert_none(&faults);
}

/// Whether `place` stands in `line` as the start of a path and not within an address or a longer path.
fn names_place(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        !line[..at].ends_with(|before: char| before.is_alphanumeric() || matches!(before, '.' | '-' | '_' | '/' | '}'))
    })
}

#[test]
fn a_layer_is_found_however_it_is_named() {
    let code = words(
        "use crate::{data::{Image, model}, ink, train::run}; let x = crate::store::atomic::write; \
         super::super::app::theme; pub use super::cli;",
    );
    let used =
        |own: &str| -> Vec<String> { used_layers(&code, &module(own)).into_iter().map(|(name, _)| name).collect() };
    assert_eq!(used("text/message.rs"), ["data", "data", "ink", "train", "store", "app", "text"]);
    // One step above the file of a layer are the other layers.
    assert_eq!(used("text/mod.rs"), ["data", "data", "ink", "train", "store", "app", "cli"]);
}
