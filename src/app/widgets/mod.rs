//! Widgets painted by hand. Each one sizes, allocates, interacts, paints, and tells AccessKit what it shows.
