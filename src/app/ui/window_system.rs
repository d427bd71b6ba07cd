//! Which window system the window is opened on, and what comes through it.

use super::window::AppError;
use crate::app::core::platform::Platform;

/// What windows are opened on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowSystem {
    /// A Wayland compositor.
    Wayland,
    /// An X server.
    X11,
    /// The only one of the operating system.
    Native,
}

/// What makes the event loop.
type EventLoopHook = Box<dyn FnOnce(&mut eframe::EventLoopBuilder<eframe::UserEvent>)>;

impl WindowSystem {
    /// The one that the environment names; a Wayland compositor goes before an X server, if it answers.
    ///
    /// # Errors
    /// When the environment names none.
    #[cfg(all(unix, not(target_os = "macos")))]
    pub fn of_environment() -> Result<Self, AppError> {
        let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let wayland = variable("WAYLAND_DISPLAY");
        if variable("WAYLAND_SOCKET").is_some() || wayland.as_deref().is_some_and(answers) {
            return Ok(Self::Wayland);
        }
        match (variable("DISPLAY"), wayland) {
            (Some(_), _) => Ok(Self::X11),
            (None, Some(name)) => Err(AppError::NoServer(name.to_string_lossy().into_owned())),
            (None, None) => Err(AppError::NoDisplay),
        }
    }

    /// The one there is.
    ///
    /// # Errors
    /// Never.
    #[cfg(not(all(unix, not(target_os = "macos"))))]
    pub fn of_environment() -> Result<Self, AppError> {
        Ok(Self::Native)
    }

    /// Makes winit, which believes the environment, use this one.
    #[must_use]
    #[cfg(all(unix, not(target_os = "macos")))]
    pub fn event_loop_hook(self) -> Option<EventLoopHook> {
        use winit::platform::wayland::EventLoopBuilderExtWayland as _;
        use winit::platform::x11::EventLoopBuilderExtX11 as _;

        Some(Box::new(move |builder| {
            match self {
                Self::Wayland => builder.with_wayland(),
                Self::X11 => builder.with_x11(),
                Self::Native => builder,
            };
        }))
    }

    /// There is nothing to choose.
    #[must_use]
    #[cfg(not(all(unix, not(target_os = "macos"))))]
    pub fn event_loop_hook(self) -> Option<EventLoopHook> {
        None
    }

    /// What winit 0.30 brings through this one.
    #[must_use]
    pub fn abilities(self) -> Platform {
        Platform { takes_drops: self != Self::Wayland, tells_pressure: self == Self::Native }
    }
}

/// Whether a compositor listens on the socket of this name, a path or the name of a file in `XDG_RUNTIME_DIR`.
#[cfg(all(unix, not(target_os = "macos")))]
fn answers(name: &std::ffi::OsStr) -> bool {
    let folder = std::env::var_os("XDG_RUNTIME_DIR").unwrap_or_default();
    let socket = std::path::Path::new(&folder).join(name);
    std::os::unix::net::UnixStream::connect(socket).is_ok()
}
