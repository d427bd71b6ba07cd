//! The Write tab through AccessKit: asking for digits, drawing a beginning, taking ways, what is in the way.

#[path = "common/lab.rs"]
mod lab;

use digit_lab::app::core::command::Command;
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::settings::writing::{Pace, WritingPaper, WritingSide};
use digit_lab::app::core::state::Core;
use digit_lab::app::core::writing::WAYS;
use digit_lab::app::core::writing::command::{PenEvent, WhoWrites, WritingCommand};
use digit_lab::handwriting::{Fate, Reasoning, Sum};
use digit_lab::ink::Point;
use egui::accesskit::Role;
use egui::{Event, PointerButton, Pos2};
use egui_kittest::kittest::Queryable as _;
use lab::Lab;

/// The Write tab once the model that writes is loaded.
fn open() -> Lab {
    let mut lab = Lab::open(Tab::Write, [1280.0, 800.0]);
    lab.until("who writes is loaded", |core| core.writing.writer().is_some());
    lab
}

fn run(lab: &mut Lab, command: WritingCommand) {
    lab.harness.state_mut().run(Command::Writing(command));
    lab.harness.step();
}

fn is_answered(core: &Core) -> bool {
    core.writing.is_answered() && core.writing.has_ways()
}

/// Asks for `prompt` and holds before the first token.
fn ask(lab: &mut Lab, prompt: &str) {
    prompt.clone_into(&mut lab.state().settings.writing.prompt);
    // Without a frame between them, in which a token could be written.
    lab.harness.state_mut().run(Command::Writing(WritingCommand::Write));
    run(lab, WritingCommand::PlayPause);
    lab.until("it is known what comes next", is_answered);
}

/// Draws one stroke through these places of the paper, without a frame between them.
fn stroke(lab: &mut Lab, first: Point, rest: Vec<Point>) {
    for event in [PenEvent::Down(first), PenEvent::Along(rest), PenEvent::Up] {
        lab.harness.state_mut().run(Command::Writing(WritingCommand::Pen(event)));
    }
    lab.harness.step();
}

/// Draws on the paper with the mouse, from point to point of the window.
fn drag(lab: &mut Lab, points: &[Pos2]) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    let events = &mut lab.harness.input_mut().events;
    events.extend([Event::PointerMoved(points[0]), button(points[0], true)]);
    lab.harness.step();
    for &point in &points[1..] {
        lab.harness.input_mut().events.push(Event::PointerMoved(point));
        lab.harness.step();
    }
    let last = points[points.len() - 1];
    lab.harness.input_mut().events.push(button(last, false));
    lab.harness.step();
    lab.harness.step();
}

#[test]
fn what_is_asked_for_is_written_and_the_same_seed_writes_the_same() {
    let mut lab = open();
    lab.state().settings.writing.pace = Pace::Fast;
    let mut written = Vec::new();
    for _ in 0..2 {
        run(&mut lab, WritingCommand::Clear);
        let field = lab.harness.get_by_role_and_label(Role::TextInput, "What to write");
        field.focus();
        lab.state().settings.writing.prompt = "write a 42".to_owned();
        lab.harness.get_by_role_and_label(Role::Button, "Write").click();
        lab.until("both digits are there", |core| {
            core.writing.page.digits.len() == 2 && !core.writing.page.is_under_way
        });
        lab.until("they are read", |core| core.writing.ways().digits.iter().flatten().count() == 2);
        written.push(lab.state().writing.page.clone());
    }
    let classes: Vec<_> = written[0].digits.iter().map(|digit| digit.class).collect();
    assert_eq!(classes, [Some(4), Some(2)]);
    assert_eq!(written[0], written[1]);
    lab.state().settings.writing.seed = 2;
    run(&mut lab, WritingCommand::Write);
    lab.until("it is written again", |core| core.writing.page.digits.len() == 2 && !core.writing.page.is_under_way);
    assert_ne!(lab.state().writing.page, written[0]);
}

#[test]
fn a_step_takes_the_token_that_was_announced_and_can_be_taken_back() {
    let mut lab = open();
    ask(&mut lab, "7");
    let planned = lab.state().writing.planned().to_vec();
    for (count, token) in planned.iter().take(4).enumerate() {
        lab.harness.get_by_label("Write the next token").click();
        lab.until("it is written", |core| core.writing.page.digits[0].steps.len() == count + 1 && is_answered(core));
        assert_eq!(lab.state().writing.page.digits[0].steps.last(), Some(token));
    }
    lab.harness.get_by_label("Take the last token back").click();
    lab.until("it is taken back", |core| core.writing.page.digits[0].steps.len() == 3);
    lab.harness.get_by_label("Undo on the page").click();
    lab.until("it is there again", |core| core.writing.page.digits[0].steps.len() == 4);
}

#[test]
fn a_digit_lies_still_while_it_is_written_and_another_token_picked() {
    let mut lab = open();
    ask(&mut lab, "7");
    let settled = lab.state().writing.page.digits[0].placement(&[]);
    for count in 1..=8 {
        // In the middle of the digit something else than what was planned.
        if count == 4 {
            let core = &lab.harness.state().core;
            let outlook = core.writing.outlook().expect("a digit is under way");
            let sampler = core.settings.writing.sampler();
            let reasoning = Reasoning::of(&sampler, &outlook.logits, outlook.allowed).expect("it draws");
            let planned = outlook.planned[0];
            let other = reasoning.candidates.iter().find(|one| one.token != planned && one.fate == Fate::Kept);
            run(&mut lab, WritingCommand::Pick(other.expect("there is another").token));
        } else {
            run(&mut lab, WritingCommand::Step);
        }
        // Before it is known what comes next, and after.
        assert_eq!(lab.state().writing.page.digits[0].placement(&[]), settled, "{count}");
        lab.until("it is known what comes next", is_answered);
        assert_eq!(lab.state().writing.page.digits[0].placement(&[]), settled, "{count}");
    }
}

#[test]
fn a_logit_and_a_look_are_followed_to_the_table_of_tokens() {
    let mut lab = open();
    ask(&mut lab, "7");
    for _ in 0..3 {
        run(&mut lab, WritingCommand::Step);
        lab.until("it is known what comes next", is_answered);
    }
    let core = &lab.harness.state().core;
    let outlook = core.writing.outlook().expect("a digit is under way");
    let sampler = core.settings.writing.sampler();
    let reasoning = Reasoning::of(&sampler, &outlook.logits, outlook.allowed).expect("it draws");
    let logit = f64::from(reasoning.candidates[0].logit);
    lab.harness.get_by_label("Follow the logit").click();
    let is_opened = |core: &Core| core.writing.outlook().is_some_and(|outlook| outlook.look.is_some());
    lab.until("every number is known", is_opened);
    let following = |core: &Core| {
        let outlook = core.writing.outlook()?;
        core.writing.following.as_ref()?.followed(outlook)
    };
    let first = following(&lab.harness.state().core).expect("a logit is computed from something");
    assert!((first.value - logit).abs() < 1e-3, "{} {logit}", first.value);
    let mut steps = 0;
    while lab.harness.query_by_label_contains("Here every number ends").is_none() {
        let further: Vec<_> = lab.harness.query_all_by_label_contains("follow further").collect();
        // Long rows may lie below what is seen.
        further.last().expect("it is computed from something").click_accesskit();
        steps += 1;
        let length = |core: &Core| core.writing.following.as_ref().map_or(0, |following| following.path.len());
        lab.until("it is followed further", |core| length(core) == steps);
        lab.harness.step();
    }
    assert!(steps > 10, "{steps}");
    lab.state().settings.writing.side = WritingSide::Attention;
    lab.harness.step();
    lab.harness.get_by_label("Block 1, head 2").click();
    lab.until("a head is chosen", |core| core.settings.writing.head.is_some());
    lab.harness.step();
    let share = lab.harness.query_all_by_label_contains("come about").next().expect("its shares can be followed");
    share.click_accesskit();
    lab.until("a look is followed", |core| following(core).is_some_and(|followed| followed.steps.len() == 4));
}

#[test]
fn ten_ways_are_offered_and_a_click_takes_one() {
    let mut lab = open();
    ask(&mut lab, "3");
    assert_eq!(lab.state().writing.ways().ways.len(), WAYS);
    let way = lab.state().writing.ways().ways[1].clone();
    let ways: Vec<_> = lab.harness.query_all_by_label_contains("Meant as 3, read as").collect();
    assert_eq!(ways.len(), WAYS);
    ways[1].click();
    lab.until("it is taken", |core| !core.writing.page.is_under_way);
    assert_eq!(lab.state().writing.page.digits[0].steps, way.way.tokens);
    assert_eq!(lab.state().writing.page.digits[0].class, Some(3));
}

#[test]
fn a_stroke_on_the_paper_is_gone_on_with_and_what_it_becomes_is_weighed() {
    let mut lab = open();
    let paper = lab.harness.get_by_role_and_label(Role::Canvas, "The page").rect();
    let at = |x: f32, y: f32| paper.center() + egui::vec2(x, y) * paper.height();
    // The bar of a seven, and its beginning down.
    drag(&mut lab, &[at(-0.2, -0.3), at(0.0, -0.3), at(0.2, -0.3), at(0.14, -0.15), at(0.08, 0.0)]);
    lab.until("it is known what comes next", |core| core.writing.page.is_under_way && is_answered(core));
    let state = lab.state();
    let digit = &state.writing.page.digits[0];
    assert!(digit.class.is_none() && digit.hand_steps > 0 && digit.steps.len() == digit.hand_steps);
    let classes = state.writing.outlook().and_then(|outlook| outlook.classes).expect("nobody has named it");
    assert!(classes[7] > 0.5, "a seven was begun: {classes:?}");
    let sevens = state.writing.ways().ways.iter().filter(|way| way.way.class == Some(7)).count();
    assert!(sevens >= 5, "{sevens}");
    run(&mut lab, WritingCommand::Finish);
    lab.until("it is written", |core| !core.writing.page.is_under_way);
    assert_eq!(lab.state().writing.page.digits[0].class, Some(7));
    lab.harness.get_by_label("Send the page to the canvas").click();
    lab.until("it is on the canvas", |core| core.settings.tab == Tab::Draw && core.canvas.prediction().is_some());
}

#[test]
fn every_probability_is_followed_to_its_arithmetic() {
    let mut lab = open();
    ask(&mut lab, "5");
    lab.state().settings.writing.temperature = 0.5;
    lab.until("it is known what comes next", is_answered);
    let core = &lab.harness.state().core;
    let outlook = core.writing.outlook().expect("a digit is under way");
    let reasoning =
        Reasoning::of(&core.settings.writing.sampler(), &outlook.logits, outlook.allowed).expect("it draws");
    let first = reasoning.candidates[0];
    assert_eq!(first.fate, Fate::Kept);
    let scaled = format!("{:.3}", f64::from(first.logit) / 0.5);
    let share = format!("{:.2} %", first.softmax * 100.0);
    lab.harness.get_by_label("÷ temperature 0.50");
    for number in [scaled, share] {
        assert!(
            lab.harness.query_all_by_label(&number.replace('-', "−")).count() > 0
                || lab.harness.query_all_by_label(&number).count() > 0,
            "{number}"
        );
    }
}

#[test]
fn attention_and_the_sheet_are_shown_and_the_sheet_counts() {
    let mut lab = open();
    ask(&mut lab, "8");
    for _ in 0..6 {
        run(&mut lab, WritingCommand::Step);
        lab.until("it is known what comes next", is_answered);
    }
    lab.state().settings.writing.side = WritingSide::Attention;
    lab.harness.step();
    lab.harness.get_by_label("Block 1, head 2").click();
    lab.until("a head is chosen", |core| core.settings.writing.head.is_some());
    lab.state().settings.writing.paper = WritingPaper::Sheet;
    run(&mut lab, WritingCommand::Sheet);
    lab.until("the sheet is written", |core| core.writing.sheet.is_some());
    let sheet = lab.state().writing.sheet.clone().expect("it was waited for");
    assert_eq!(sheet.samples.len(), 100);
    let right: usize = (0..10).map(|class| sheet.right(Some(class))).sum();
    assert_eq!(sheet.right(None), right);
}

#[test]
fn a_sum_is_asked_by_two_digits_and_all_hundred_are_answered_and_counted() {
    let mut lab = open();
    ask(&mut lab, "3 + 4 =");
    assert_eq!(lab.state().writing.page.sum, Some(Sum { left: 3, right: 4 }));
    lab.harness.get_by_label_contains("has not learned sums");
    run(&mut lab, WritingCommand::Finish);
    assert!(!lab.state().writing.page.digits[0].steps.is_empty(), "it writes whatever it makes of the question");
    lab.harness.get_by_role_and_label(Role::Tab, "Sums").click();
    lab.until("all sums are answered", |core| core.writing.sums.is_some());
    let table = lab.state().writing.sums.clone().expect("it was waited for");
    let ((learned, all_learned), (held_out, all_held_out)) = (table.right(false), table.right(true));
    assert_eq!((all_learned, all_held_out), (90, 10));
    lab.harness.step();
    let told = format!("{learned} of 90 learned sums are right, and {held_out} of 10 held out");
    lab.harness.get_by_label_contains(&told);
    let nine = table.answers.last().expect("there are a hundred");
    let read: String = nine.read.as_ref().expect("conv5 reads").iter().map(u8::to_string).collect();
    assert_eq!(nine.sum, Sum { left: 9, right: 9 });
    lab.harness.get_by_label_contains(&format!("9 + 9, read as {read}"));
}

#[test]
fn what_cannot_be_written_or_drawn_is_told_in_a_sentence_and_the_page_stays() {
    let mut lab = open();
    lab.state().settings.writing.prompt = "write a cat".to_owned();
    run(&mut lab, WritingCommand::Write);
    lab.harness.get_by_label_contains("“cat” is neither a digit");
    assert!(lab.state().writing.page.is_blank());
    lab.state().settings.writing.prompt = "1".repeat(40);
    run(&mut lab, WritingCommand::Write);
    lab.harness.get_by_label_contains("it asks for 40 digits");
    // A dot is a beginning like any other.
    let dot = Point { x: 0.5, y: 0.5 };
    stroke(&mut lab, dot, Vec::new());
    lab.until("it is known what comes next", is_answered);
    assert_eq!(lab.state().writing.page.digits[0].hand_steps, 2);
    // A million places are thinned out, and more than a digit's worth of line is left out.
    let before = lab.state().writing.page.clone();
    let scribble = (0..1_000_000).map(|at| Point { x: (at % 97) as f32 / 97.0, y: (at % 89) as f32 / 89.0 }).collect();
    stroke(&mut lab, dot, scribble);
    lab.harness.get_by_label_contains("a digit has at most 48 steps");
    assert_eq!(lab.state().writing.page, before);
}

#[test]
fn a_model_that_does_not_write_is_refused_and_the_one_before_goes_on() {
    let mut lab = open();
    run(&mut lab, WritingCommand::Use(WhoWrites::Model("conv3".to_owned())));
    lab.until("it is refused", |core| core.writing.model().fault().is_some());
    lab.harness.get_by_label_contains("reads pictures and continues no pen strokes");
    ask(&mut lab, "1");
    run(&mut lab, WritingCommand::Use(WhoWrites::Model("gpt_tiny".to_owned())));
    lab.until("it is loaded", |core| core.writing.model().is("gpt_tiny") && core.writing.model().fault().is_none());
}

#[test]
fn a_page_longer_than_the_context_is_gone_on_with() {
    let mut lab = open();
    ask(&mut lab, "888888888888");
    for count in 1..=12 {
        run(&mut lab, WritingCommand::Finish);
        lab.until("a digit is written", |core| {
            let page = &core.writing.page;
            let done = page.digits.len() - usize::from(page.is_under_way);
            done >= count && (is_answered(core) || !page.is_under_way)
        });
    }
    let tokens = lab.state().writing.page.context(true).tokens;
    assert!(tokens.len() > 128, "{}", tokens.len());
    assert_eq!(lab.state().writing.fault, None);
}
