//! Ctrl+C while a job runs, or another way to ask the program to end (a shutdown, a terminal that is closed): the first
//! asks the job to end well, the second ends the program at once.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::background::signals;
use crate::store::process;

/// What a shell gives for a program that was ended by Ctrl+C: 128 and the number of the signal.
pub const INTERRUPTED: u8 = 130;

/// Set by the first of them. There is one for the process, as there is one Ctrl+C.
static PRESSED: AtomicBool = AtomicBool::new(false);

/// Whether Ctrl+C was pressed since the program first listened for it.
#[derive(Debug, Clone, Copy)]
pub struct Interrupt(());

impl Interrupt {
    /// Listens from now on, if nobody did yet. Where the system does not allow it, Ctrl+C goes on to end the program at
    /// once.
    #[must_use]
    pub fn listen() -> Self {
        static LISTENING: OnceLock<()> = OnceLock::new();
        LISTENING.get_or_init(|| {
            let handler = || {
                if PRESSED.swap(true, Ordering::Relaxed) {
                    std::process::exit(INTERRUPTED.into());
                }
            };
            if let Err(error) = signals::listen(process::ignores_hang_up(), handler) {
                tracing::debug!("Ctrl+C is not listened for: {error}");
            }
        });
        Self(())
    }

    /// Whether it was pressed.
    #[must_use]
    #[expect(clippy::unused_self, reason = "only who listens can know")]
    pub fn was_pressed(self) -> bool {
        PRESSED.load(Ordering::Relaxed)
    }
}
