//! A small network that looks at a whole page and says where digits are, how large they are and which ink is theirs; the
//! maker of pages from which it learns; and the reader of pictures that is built on it.

pub mod file;
pub mod find;
pub mod lesson;
pub mod loss;
pub mod net;
pub mod own_ink;
pub mod page_maker;
mod plain;
pub mod reader;
pub mod view;

pub use net::Net;
