//! The real binary in a real window, drawn on with the mouse of an X server without a screen.

#[path = "common/desktop.rs"]
mod desktop;
#[path = "common/digits.rs"]
mod digits;
#[path = "common/layout.rs"]
mod layout;

use std::path::Path;
use std::process::Command;

use desktop::{Desktop, Window, wait_for};
use layout::Layout;

/// Inside of the window, in pixels.
const SIZE: [u32; 2] = [1024, 700];

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_digit-lab"))
}

/// The digit in a title such as "7 (98 %) – Digit Lab".
fn reading(window: &Window<'_>) -> Option<usize> {
    let title = window.title();
    let (digit, _) = title.split_once(" (")?;
    digit.parse().ok()
}

#[test]
fn digits_drawn_with_the_mouse_are_read_in_a_real_window() {
    let layout = Layout::of_draw_tab(SIZE);
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let desktop = Desktop::start(1280, 800);
    let window = desktop.run(program(), &["--data-dir", &folder.path().to_string_lossy()]);
    window.resize(SIZE[0], SIZE[1]);
    for digit in 0..10 {
        for stroke in digits::strokes(digit) {
            window.drag(&layout.on_canvas(&stroke));
        }
        wait_for(&format!("{digit} to be read"), || reading(&window).filter(|&read| read == digit));
        window.press("Delete");
        wait_for("the canvas to be blank", || (window.title() == "Digit Lab").then_some(()));
    }
}

#[test]
fn two_windows_on_one_folder_keep_each_others_settings_and_digits() {
    let layout = Layout::of_draw_tab(SIZE);
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let (one, other) = (Desktop::start(1280, 800), Desktop::start(1280, 800));
    let data = folder.path().to_string_lossy();
    let windows = [&one, &other].map(|desktop| desktop.run(program(), &["--data-dir", &data]));
    for window in &windows {
        window.resize(SIZE[0], SIZE[1]);
    }
    let [one, other] = &windows;
    let settings = || -> serde_json::Value {
        let text = std::fs::read(folder.path().join("settings.json")).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    };
    let pen = |settings: &serde_json::Value| settings["pen_width"].as_f64().unwrap_or_default();
    // Lines behind the ink in one, and then a wider pen in the other.
    one.press("g");
    wait_for("the grid of one window", || (settings()["canvas"]["grid"] == "shown").then_some(()));
    let before = pen(&settings());
    other.press("bracketright");
    wait_for("the pen of the other", || (pen(&settings()) > before).then_some(()));

    let kept = || std::fs::read_to_string(folder.path().join("my digits.jsonl")).unwrap_or_default();
    for (window, digit) in windows.iter().zip([1, 7]) {
        for stroke in digits::strokes(digit) {
            window.drag(&layout.on_canvas(&stroke));
        }
        wait_for(&format!("{digit} to be read"), || reading(window).filter(|&read| read == digit));
        window.press(&digit.to_string());
        wait_for("the digit to be kept", || kept().contains(&format!("\"label\":{digit},")).then_some(()));
    }
    assert_eq!(kept().lines().count(), 2, "{}", kept());

    one.press("ctrl+plus");
    wait_for("the text size of the first", || (settings()["text_size"] == 110).then_some(()));
    let all = settings();
    assert!(all["canvas"]["grid"] == "shown" && pen(&all) > before, "{all}");
}

#[test]
fn without_a_display_it_says_so_and_names_classify() {
    let mut command = Command::new(program());
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    let output = command.output().expect("the program starts");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(complaint.contains("no display") && complaint.contains("classify"), "{complaint}");
    assert_eq!(complaint.trim().lines().count(), 1, "{complaint}");
    assert!(output.stdout.is_empty(), "results go to standard output, complaints do not");
}

#[test]
fn a_display_without_opengl_is_refused_in_one_sentence() {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let data = folder.path().to_string_lossy();
    for (screen, has_egl) in [("800x600x16", true), ("800x600x16", false), ("800x600x24", false)] {
        let desktop = Desktop::with_screen(screen, &["-extension", "GLX"]);
        let mut command = desktop.command(program(), &["--data-dir", &data, "--log", "error"]);
        if !has_egl {
            command.env("__EGL_VENDOR_LIBRARY_FILENAMES", "/nowhere.json");
        }
        let output = command.output().expect("the program starts");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{screen}: {complaint}");
        assert!(complaint.contains("OpenGL") && complaint.contains("classify"), "{screen}: {complaint}");
        assert!(!complaint.contains("panicked") && !complaint.contains("ConfigTemplate"), "{screen}: {complaint}");
        assert_eq!(complaint.trim().lines().count(), 1, "{screen}: {complaint}");
    }
}

#[test]
fn a_wayland_display_that_is_gone_leaves_the_window_to_x11() {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let desktop = Desktop::start(1280, 800);
    let data = folder.path().to_string_lossy();
    let mut command = desktop.command(program(), &["--data-dir", &data]);
    command.env("WAYLAND_DISPLAY", "wayland-gone").env("XDG_RUNTIME_DIR", folder.path());
    let window = desktop.open(command);
    wait_for("the window to be named", || (window.title() == "Digit Lab").then_some(()));
}

#[test]
fn a_wayland_display_that_is_gone_is_named_where_there_is_no_other() {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let mut command = Command::new(program());
    command.env_remove("DISPLAY").env_remove("WAYLAND_SOCKET");
    command.env("WAYLAND_DISPLAY", "wayland-gone").env("XDG_RUNTIME_DIR", folder.path());
    let output = command.output().expect("the program starts");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(complaint.contains("WAYLAND_DISPLAY=wayland-gone"), "{complaint}");
    assert_eq!(complaint.trim().lines().count(), 1, "{complaint}");
}
