//! The page that is written: what is on it, who writes, what comes next and whole ways to go on, and what a person asks of
//! it. The networks run on threads of their own.

pub mod command;
mod edit;
pub mod follow;
pub mod form;
pub mod hand;
pub mod model;
pub mod order;
pub mod page;
pub mod sheet;
pub mod sums;

use super::canvas::Canvas;
use super::own_digits::OwnDigits;
use super::settings::Settings;
use super::settings::setup::StartFrom;
use super::settings::tab::Tab;
use super::settings::writing::WritingPaper;
use super::shared::Shared;
use super::training::TrainingState;
use crate::background::{PageScribe, Ways, WaysAsked, Writer};
use crate::handwriting::outlook::OutlookQuestion;
use crate::handwriting::{Outlook, Sampler, Token};
use crate::ink::{Point, Stroke};
use crate::text::Message;
use command::WritingCommand;
use follow::Following;
use hand::HandBits;
use model::WritingModel;
use page::{Page, PageDigit};
use sheet::Sheet;
use sums::SumTable;

/// Ways that are shown beside each other.
pub const WAYS: usize = 10;
/// Most pages that can be taken back.
const MOST_BEFORE: usize = 100;

/// What was asked of the threads.
#[derive(Debug, Clone, PartialEq)]
struct Asked {
    version: u64,
    generation: Option<u64>,
    reader: Option<u64>,
    sampler: Sampler,
    seed: u64,
    inspected: Option<usize>,
    other: Option<u64>,
    opens: bool,
}

/// The page and what is known of it.
#[derive(Default)]
pub struct Writing {
    /// What is on it.
    pub page: Page,
    /// The stroke under the hand.
    pub pen: Vec<Point>,
    /// Behind how many tokens it is looked at, in place of the end.
    pub inspected: Option<usize>,
    /// The token whose probability is explained; the likeliest one if `None`.
    pub explained: Option<Token>,
    /// The number that is followed to what it is computed from.
    pub following: Option<Following>,
    /// Why nothing could be written or drawn.
    pub fault: Option<Message>,
    /// The sheet of samples.
    pub sheet: Option<Sheet>,
    /// The table of sums.
    pub sums: Option<SumTable>,
    /// How well the person's own digits are foretold.
    pub hand: Option<HandBits>,
    /// The same with the model that was measured before.
    pub hand_before: Option<HandBits>,
    model: WritingModel,
    before: Vec<Page>,
    after: Vec<Page>,
    /// Grows with every change of the page.
    version: u64,
    is_playing: bool,
    /// When the last token was written, in seconds of the window's clock.
    last_secs: f64,
    threads: Option<PageScribe>,
    asked: Option<Asked>,
    ticket: u64,
    outlook: Option<(u64, Outlook)>,
    ways: (u64, Ways),
}

impl Writing {
    /// Loads who writes, takes answers and asks anew where something changed; called before every frame.
    pub fn logic(&mut self, settings: &Settings, shared: &mut Shared, training: &TrainingState) {
        let is_started_from = settings.tab == Tab::Train && settings.train.start_from == StartFrom::WritingModel;
        if settings.tab == Tab::Write || is_started_from || shared.writer_offered.is_some() {
            self.model.follow(settings.writing.model.as_deref(), shared, training);
        }
        if settings.tab != Tab::Write {
            self.is_playing = false;
            return;
        }
        self.answers();
        self.ask(settings, shared);
    }

    /// Takes what the threads found.
    fn answers(&mut self) {
        let Some(threads) = &self.threads else { return };
        match threads.next() {
            Some(Ok((ticket, outlook))) => {
                self.fault = None;
                self.outlook = Some((ticket, outlook));
                let planned = self.planned().to_vec();
                self.page.settle(&planned);
            }
            Some(Err(fault)) => {
                (self.outlook, self.is_playing) = (None, false);
                self.fault = Some(fault);
            }
            None => {}
        }
        match threads.ways() {
            Some(Ok(ways)) => self.ways = ways,
            // The other thread says why.
            Some(Err(_)) => self.ways = (self.ticket, Ways::default()),
            None => {}
        }
    }

    fn ask(&mut self, settings: &Settings, shared: &mut Shared) {
        let writer = self.writer();
        let reader = shared.current.as_ref();
        let other = self.model.before().filter(|_| settings.writing.compares).map(|(writer, _)| writer);
        let now = Asked {
            version: self.version,
            generation: writer.as_ref().map(|writer| writer.generation),
            reader: reader.map(|reader| reader.generation),
            sampler: settings.writing.sampler(),
            seed: settings.writing.seed,
            inspected: self.inspected,
            other: other.as_ref().map(|other| other.generation),
            opens: self.following.is_some(),
        };
        if self.asked.as_ref() == Some(&now) {
            return;
        }
        if self.threads.is_none() {
            match PageScribe::start(shared.wake()) {
                Ok(threads) => self.threads = Some(threads),
                Err(fault) => {
                    self.fault = Some(fault);
                    return;
                }
            }
        }
        let Some(threads) = &self.threads else { return };
        self.ticket += 1;
        let (sampler, seed) = (now.sampler, now.seed);
        self.asked = Some(now);
        let question = self.question(sampler, seed);
        if let (Some(writer), Some(question)) = (&writer, self.inspected_question(sampler, seed)) {
            threads.ask_next(self.ticket, writer.clone(), question);
        } else {
            self.outlook = None;
        }
        let under_way = self.page.under_way();
        let begun = under_way.filter(|digit| digit.is_begun_by_hand());
        let asked = WaysAsked {
            question,
            count: WAYS,
            begun: begun.map(|digit| (digit.ink.clone(), digit.placement(&[]))),
            drawn: under_way.map_or(0, |digit| digit.hand_steps),
            digits: self.page.digits.iter().map(PageDigit::strokes).collect(),
            reader: reader.map(|reader| reader.predictor.clone()),
            other,
        };
        threads.ask_ways(self.ticket, writer, asked);
    }

    /// What the page asks of the network; `None` while no digit is under way.
    fn question(&self, sampler: Sampler, seed: u64) -> Option<OutlookQuestion> {
        self.page.under_way()?;
        let context = self.page.context(self.model.knows_classes());
        Some(OutlookQuestion {
            page: context.tokens,
            untold_at: context.untold_at,
            sampler,
            seed,
            opens: self.following.is_some(),
        })
    }

    /// The same behind the token that is looked at.
    fn inspected_question(&self, sampler: Sampler, seed: u64) -> Option<OutlookQuestion> {
        let Some(length) = self.inspected else { return self.question(sampler, seed) };
        let context = self.page.context(self.model.knows_classes());
        let page = context.tokens.get(..length).filter(|page| !page.is_empty())?.to_vec();
        let untold_at = context.untold_at.filter(|at| *at < length);
        Some(OutlookQuestion { page, untold_at, sampler, seed, opens: self.following.is_some() })
    }

    /// Who writes, once it is loaded.
    #[must_use]
    pub fn writer(&self) -> Option<Writer> {
        self.model.writer()
    }

    /// The model that writes.
    #[must_use]
    pub fn model(&self) -> &WritingModel {
        &self.model
    }

    /// What comes next, of the page as it is or as it was a moment ago.
    #[must_use]
    pub fn outlook(&self) -> Option<&Outlook> {
        self.outlook.as_ref().map(|(_, outlook)| outlook)
    }

    /// Whether what comes next is that of the page as it is.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.outlook.as_ref().is_some_and(|(ticket, _)| *ticket == self.ticket)
    }

    /// What the seed draws until the digit ends, if that is known of the page as it is.
    #[must_use]
    pub fn planned(&self) -> &[Token] {
        let known = self.outlook().filter(|_| self.is_answered() && self.inspected.is_none());
        known.map_or(&[], |outlook| &outlook.planned)
    }

    /// Whole ways to go on, and what is read on the page.
    #[must_use]
    pub fn ways(&self) -> &Ways {
        &self.ways.1
    }

    /// Whether the ways are those of the page as it is.
    #[must_use]
    pub fn has_ways(&self) -> bool {
        self.ways.0 == self.ticket
    }

    /// Whether it goes on by itself.
    #[must_use]
    pub fn is_playing(&self) -> bool {
        self.is_playing
    }

    /// Whether there is a page to go back to.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// Whether a page was taken back.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.after.is_empty()
    }

    /// Carries the command out; says what is to be put on the canvas, if anything is.
    pub fn run(
        &mut self,
        command: WritingCommand,
        settings: &mut Settings,
        shared: &mut Shared,
        own: &OwnDigits,
        canvas: &Canvas,
    ) -> Option<Vec<Stroke>> {
        match command {
            WritingCommand::Write => self.write(&settings.writing.prompt),
            WritingCommand::PlayPause => self.is_playing = !self.is_playing && self.page.is_under_way,
            WritingCommand::Step => self.step(),
            WritingCommand::StepBack => self.change(Page::take_back),
            WritingCommand::Finish => self.finish(),
            WritingCommand::NewSeed => settings.writing.seed = settings.writing.seed.wrapping_add(1),
            WritingCommand::Undo => self.undo(),
            WritingCommand::Redo => self.redo(),
            WritingCommand::Clear => self.change(|page| *page = Page { shown: page.shown.clone(), ..Page::default() }),
            WritingCommand::TakeDrawing => self.take_drawing(canvas.drawing.strokes()),
            WritingCommand::SendToCanvas => return Some(self.ink()),
            WritingCommand::Sheet => {
                settings.writing.paper = WritingPaper::Sheet;
                sheet::start(self, settings, shared);
            }
            WritingCommand::Sums => {
                settings.writing.paper = WritingPaper::Sums;
                sums::start(self, settings, shared);
            }
            // Asks for a file, which the state does.
            WritingCommand::Export(_) => {}
            WritingCommand::ShowOwn => self.show_own(own),
            WritingCommand::MeasureHand => hand::start(self, shared),
            WritingCommand::ShowThis(class) => self.show_this(class),
            WritingCommand::Hide(place) => self.change(|page| _ = page.shown.remove(place)),
            WritingCommand::Accept(place) => self.accept(place),
            WritingCommand::Pick(token) => self.pick(token),
            WritingCommand::Explain(token) => (self.explained, self.following) = (token, None),
            WritingCommand::Follow(root) => self.following = Some(Following::of(root)),
            WritingCommand::FollowOn(spot) => self.following.iter_mut().for_each(|following| following.path.push(spot)),
            WritingCommand::FollowBack => self.following = self.following.take().and_then(Following::back),
            WritingCommand::Inspect(length) => {
                (self.inspected, self.is_playing) = (length, false);
                self.following.iter_mut().for_each(|following| following.path.clear());
            }
            WritingCommand::Use(who) => self.model.choose(who, settings),
            WritingCommand::Pen(event) => self.hand_draws(event),
            WritingCommand::Advance(now) => self.advance(now, settings.writing.pace.secs()),
        }
        None
    }

    /// Puts another page in place of this one, which can be taken back.
    pub fn show_page(&mut self, page: Page) {
        self.change(|now| *now = page);
    }

    /// Changes the page as a person asked, so that it can be taken back.
    fn change(&mut self, change: impl FnOnce(&mut Page)) {
        let before = self.page.clone();
        change(&mut self.page);
        if self.page != before {
            self.before.push(before);
            if self.before.len() > MOST_BEFORE {
                self.before.remove(0);
            }
            self.after.clear();
            self.touched();
        }
    }

    /// The page is another one now.
    fn touched(&mut self) {
        self.version += 1;
        // What was answered is about another page: nothing of it is taken a second time.
        self.ticket += 1;
        (self.inspected, self.fault) = (None, None);
        // Where a way through the numbers led is of the page as it was.
        self.following.iter_mut().for_each(|following| following.path.clear());
        if !self.page.is_under_way {
            self.is_playing = false;
        }
    }
}
