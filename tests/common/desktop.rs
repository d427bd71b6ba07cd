//! A desktop without a screen: an X server in memory, a hand on its mouse, and a look at its pixels. Runs the real
//! binary in a real window.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use image::RgbImage;
use tempfile::TempDir;

/// How long anything on a busy machine may take.
pub const PATIENCE: Duration = Duration::from_mins(2);

/// Beyond every screen: the mouse ends up in its bottom right corner.
pub const FAR_AWAY: &str = "9999";

/// What to tell a person whose machine lacks a program.
const MISSING: &str = "is not installed; `sh tests/run.sh` installs it on Debian, as part of xvfb and xdotool";

/// An X server that draws into memory. Dropping it ends it.
pub struct Desktop {
    server: Child,
    display: String,
    /// Where the server keeps its pixels.
    frame_buffer: TempDir,
}

impl Desktop {
    /// Starts a server with one screen of this size, on a free display.
    #[track_caller]
    pub fn start(width: u32, height: u32) -> Self {
        Self::with_screen(&format!("{width}x{height}x24"), &[])
    }

    /// Starts a server with a screen such as "800x600x16", and more words for its command line.
    #[track_caller]
    pub fn with_screen(screen: &str, more: &[&str]) -> Self {
        let frame_buffer = TempDir::new().expect("a folder for temporary files");
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-noreset", "-nolisten", "tcp", "-screen", "0", screen, "-fbdir"])
            .arg(frame_buffer.path())
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("Xvfb {MISSING} ({error})"));
        let mut number = String::new();
        let stdout = server.stdout.take().expect("it was piped");
        BufReader::new(stdout).read_line(&mut number).expect("Xvfb says which display it serves");
        assert!(!number.trim().is_empty(), "Xvfb ended without serving a display");
        Self { server, display: format!(":{}", number.trim()), frame_buffer }
    }

    /// `program` to be started on this desktop, drawing with the processor.
    pub fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).env("DISPLAY", &self.display).env("LIBGL_ALWAYS_SOFTWARE", "1");
        command.env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET").stdin(Stdio::null());
        command
    }

    /// Starts `program` on this desktop.
    #[track_caller]
    pub fn run(&self, program: &Path, arguments: &[&str]) -> Window<'_> {
        self.open(self.command(program, arguments))
    }

    /// Starts what [`Self::command`] gave and waits for its window.
    #[track_caller]
    pub fn open(&self, mut command: Command) -> Window<'_> {
        let program = Path::new(command.get_program()).to_path_buf();
        let process = command.spawn().unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
        let mut window = Window { desktop: self, process, id: String::new() };
        let pid = window.process.id().to_string();
        window.id = wait_for("a window", || {
            if let Some(status) = window.process.try_wait().expect("a child can be asked") {
                panic!("the program ended before its window opened: {status}");
            }
            let found = self.xdotool(&["search", "--onlyvisible", "--pid", &pid]);
            found.ok()?.lines().next().map(str::to_owned)
        });
        window
    }

    /// What the screen shows.
    pub fn picture(&self) -> RgbImage {
        let file = fs::read(self.frame_buffer.path().join("Xvfb_screen0")).expect("the server keeps its pixels there");
        parse_xwd(&file).expect("Xvfb writes 32-bit X window dumps")
    }

    /// What `xdotool` prints, or its complaint.
    fn xdotool(&self, arguments: &[&str]) -> Result<String, String> {
        let output = Command::new("xdotool")
            .args(arguments)
            .env("DISPLAY", &self.display)
            .output()
            .unwrap_or_else(|error| panic!("xdotool {MISSING} ({error})"));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A running program and its window. Dropping it ends the program.
pub struct Window<'a> {
    desktop: &'a Desktop,
    process: Child,
    id: String,
}

impl Window<'_> {
    /// The words in the title bar.
    pub fn title(&self) -> String {
        self.desktop.xdotool(&["getwindowname", &self.id]).unwrap_or_default()
    }

    /// Makes the window this large, at the top left of the screen, and takes the mouse out of it.
    pub fn resize(&self, width: u32, height: u32) {
        let (width, height) = (width.to_string(), height.to_string());
        self.hand(&["windowmove", &self.id, "0", "0", "windowsize", "--sync", &self.id, &width, &height]);
        self.hand(&["mousemove", FAR_AWAY, FAR_AWAY]);
    }

    /// Presses keys, as `xdotool` names them: "ctrl+Return".
    pub fn press(&self, keys: &str) {
        self.hand(&["windowfocus", "--sync", &self.id, "key", keys]);
    }

    /// Draws a line through `points` with the left button held, as fast as a quick hand, which then leaves the window.
    pub fn drag(&self, points: &[[i32; 2]]) {
        let Some(&[x, y]) = points.first() else { return };
        let mut steps = vec!["mousemove".to_owned(), x.to_string(), y.to_string(), "mousedown".into(), "1".into()];
        for [x, y] in points {
            steps.extend(["mousemove".to_owned(), x.to_string(), y.to_string(), "sleep".into(), "0.004".into()]);
        }
        steps.extend(["mouseup", "1", "mousemove", FAR_AWAY, FAR_AWAY].map(str::to_owned));
        self.hand(&steps.iter().map(String::as_str).collect::<Vec<_>>());
    }

    /// Moves mouse and keys as the words of `xdotool` say.
    #[track_caller]
    pub fn hand(&self, arguments: &[&str]) {
        if let Err(complaint) = self.desktop.xdotool(arguments) {
            panic!("xdotool {}: {complaint}", arguments.join(" "));
        }
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        // A failed test leaves a picture of what it saw, in the folder `tmp` of the build.
        if let (true, Some(folder)) = (std::thread::panicking(), option_env!("CARGO_TARGET_TMPDIR")) {
            let path = Path::new(folder).join("desktop.png");
            let _ = self.desktop.picture().save(path);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Asks again and again until there is an answer; fails when it takes too long.
#[track_caller]
pub fn wait_for<T>(what: &str, ask: impl FnMut() -> Option<T>) -> T {
    wait_within(PATIENCE, what, ask)
}

/// The same with a patience of its own.
#[track_caller]
pub fn wait_within<T>(patience: Duration, what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < patience, "waited {} s in vain for {what}", patience.as_secs());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The pixels of an X window dump with 32 bits a pixel, least significant byte blue, as Xvfb keeps them; `None` if it
/// is another form. The header is of big-endian words (XWDFile.h): 0 its size, 4 width, 5 height, 7 byte order,
/// 11 bits a pixel, 12 bytes a line, 19 colours in the table behind it, of 12 bytes each.
fn parse_xwd(file: &[u8]) -> Option<RgbImage> {
    let word = |index: usize| -> Option<usize> {
        let bytes = file.get(index * 4..index * 4 + 4)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?) as usize)
    };
    let (width, height, stride) = (word(4)?, word(5)?, word(12)?);
    if word(7)? != 0 || word(11)? != 32 {
        return None;
    }
    let pixels = file.get(word(0)? + 12 * word(19)?..)?;
    let mut picture = RgbImage::new(width as u32, height as u32);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let start = y as usize * stride + x as usize * 4;
        let [blue, green, red] = pixels.get(start..start + 3)?.try_into().ok()?;
        pixel.0 = [red, green, blue];
    }
    Some(picture)
}
