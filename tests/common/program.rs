//! The real program on the command line, in a folder of its own.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use digit_lab::data::{Mnist, SIDE};
use serde_json::Value;
use tempfile::TempDir;

/// A folder of its own for each test, and the program run in it.
pub struct Lab {
    folder: TempDir,
}

impl Lab {
    /// With an empty folder; that of the program's data is not made yet.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// What is called `name` in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with `words`, to be started in the folder.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_digit-lab"));
        command.current_dir(self.folder.path()).arg("--data-dir").arg(self.path("data")).args(words);
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DIGIT_LAB_LOG"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program with `words` to its end.
    pub fn run(&self, words: &[&str]) -> Run {
        Run::of(&self.command(words).output().expect("the program starts"))
    }

    /// Writes a file into the folder.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).expect("a temporary file is written");
    }

    /// The folder "small" of IDX files with the first `train` training and 200 test images of MNIST, so that neither
    /// unpacking nor testing takes long.
    pub fn write_small_mnist(&self, train: usize) {
        let mnist = Mnist::unpack().expect("not damaged");
        fs::create_dir(self.path("small")).expect("a temporary folder");
        for (name, images) in [("train", mnist.train.take(train)), ("t10k", mnist.test.take(200))] {
            let (count, side) = ((images.len() as u32).to_be_bytes(), (SIDE as u32).to_be_bytes());
            let pixels = [&[0, 0, 8, 3], &count[..], &side, &side, images.all_pixels()].concat();
            let labels = [&[0, 0, 8, 1], &count[..], images.labels()].concat();
            self.write(&format!("small/{name}-images-idx3-ubyte"), pixels);
            self.write(&format!("small/{name}-labels-idx1-ubyte"), labels);
        }
    }
}

/// What a run of the program came to.
pub struct Run {
    /// Its exit status.
    pub status: Option<i32>,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
}

impl Run {
    /// It must not have panicked, whatever else happened.
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8");
        let run = Self { status: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) };
        assert!(!run.err.contains("panicked"), "{}", run.err);
        run
    }

    /// The objects on standard output, one a line.
    pub fn objects(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    /// Ends well.
    #[track_caller]
    pub fn succeeds(self) -> Self {
        assert_eq!(self.status, Some(0), "{}{}", self.out, self.err);
        self
    }

    /// Ends with `status` and says `words` on standard error.
    #[track_caller]
    pub fn fails(self, status: i32, words: &str) -> Self {
        assert_eq!(self.status, Some(status), "{}{}", self.out, self.err);
        assert!(self.err.contains(words), "{words:?} is not in {:?}", self.err);
        self
    }
}
