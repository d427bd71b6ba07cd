//! The thread that looks at how a method reads: newest picture in, what there is to see of it out.

use std::sync::Arc;

use super::newest_answer::NewestAnswer;
use crate::data::Image;
use crate::methods::{Findings, MethodModel};
use crate::text::Message;

/// Looks at methods on its own thread. Dropping it ends and joins the thread.
pub struct MethodInspector(NewestAnswer<Request, (u64, Arc<Findings>)>);

/// A ticket, the method and what it reads.
type Request = (u64, Arc<MethodModel>, Image);

impl MethodInspector {
    /// Starts the thread; `wake` is called after every look.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(wake: impl Fn() + Send + 'static) -> Result<Self, Message> {
        let look = |(ticket, model, image): Request| {
            Ok((ticket, Arc::new(Findings::of(&model, &image).map_err(Message::of)?)))
        };
        NewestAnswer::start("method-inspector", wake, look).map(Self)
    }

    /// Asks for a look; replaces an earlier request that was not begun.
    pub fn request(&self, ticket: u64, model: Arc<MethodModel>, image: Image) {
        self.0.ask((ticket, model, image));
    }

    /// The newest look and the ticket of its request, once; or why it failed. Never waits.
    #[must_use]
    pub fn latest(&self) -> Option<Result<(u64, Arc<Findings>), Message>> {
        self.0.latest()
    }
}
