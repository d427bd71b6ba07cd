//! The font of Latin letters and figures, Inter in two weights (OFL; see `assets/fonts`): one copy for the window, for
//! exported plots and for made-up pictures of letters.

/// Inter, regular.
pub static INTER: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
/// Inter, semi-bold.
pub static INTER_SEMI_BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");
