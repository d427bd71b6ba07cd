//! What a network can be trained to do.

/// What a network can be trained to do; which networks fit where follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Skill {
    /// Tells what a picture shows.
    ReadsPictures,
    /// Tells which token comes next, behind each of a sequence.
    ContinuesTokens,
}
