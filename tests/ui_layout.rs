//! Every view in windows and text sizes of all kinds, in both languages: what matters is in view, everything can be
//! reached, and nothing moves or is covered when something else changes.

#[path = "common/digits.rs"]
mod digits;
#[path = "common/lab.rs"]
mod lab;
#[path = "common/places.rs"]
mod places;
#[expect(dead_code, reason = "the snapshots use the rest")]
#[path = "common/scenes.rs"]
mod scenes;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use digit_lab::app::core::canvas::verdict::Answer;
use digit_lab::app::core::command::Command;
use digit_lab::app::core::runs::Ticked;
use digit_lab::app::core::runs::overlaid::RunCurves;
use digit_lab::app::core::settings::canvas::{Steps, Tool};
use digit_lab::app::core::settings::compared::ComparedModel;
use digit_lab::app::core::settings::inside::{InsideView, Stage};
use digit_lab::app::core::settings::panel::Section;
use digit_lab::app::core::settings::setup::{Setup, StartFrom};
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::settings::train_view::TrainView;
use digit_lab::app::core::training::run::Phase;
use digit_lab::store::runs::{ListedRun, RunRecord};
use digit_lab::text::{self, Language, Message, Named as _};
use digit_lab::train::{EpochReport, History, TrainError};
use egui::accesskit::Role;
use egui::{Rect, Shape};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lab::Lab;
use places::{Case, Overflow, Widget, cases, is_painted, overflows, resize, room, widget, widgets};

fn open(tab: Tab) -> Lab {
    // The Errors tab reads the test images as soon as it is open, so the model comes first.
    let mut lab = Lab::open(Tab::Draw, [1024.0, 700.0]);
    scenes::learn_templates(&mut lab);
    lab.state().settings.tab = tab;
    scenes::come_to_rest(&mut lab, tab);
    lab
}

/// The tabs by their words, at their places.
fn assert_tabs_have_words(lab: &Lab, titles: &[String], case: Case) {
    for title in titles {
        let tab = widget(lab, Role::Tab, title);
        assert!(tab.is_seen(room(lab)), "{title} at {:?} in {case:?}", tab.rect);
        assert!(is_painted(lab, tab.rect, title), "{title} has no words in {case:?}");
    }
}

fn titles_of_tabs() -> Vec<String> {
    Tab::ALL.iter().map(|tab| tab.title().into_owned()).collect()
}

#[test]
fn the_answer_and_the_canvas_are_in_view_and_the_winning_bar_wherever_it_has_room() {
    let mut lab = open(Tab::Draw);
    scenes::at_work(&mut lab, Tab::Draw);
    for (case, steps) in cases().flat_map(|case| [(case, Steps::Hidden), (case, Steps::Shown)]) {
        lab.state().settings.canvas.steps = steps;
        resize(&mut lab, case);
        let window = room(&lab);
        assert_tabs_have_words(&lab, &titles_of_tabs(), case);
        let canvas = widget(&lab, Role::Canvas, &text::get("canvas-name"));
        assert!(canvas.is_seen(window) && canvas.rect.width() >= 130.0, "{:?} in {case:?}", canvas.rect);
        let core = lab.state();
        let prediction = *core.canvas.prediction().expect("it was read");
        let answer = Answer::of(&prediction, &core.canvas.judgement().expect("it was read"));
        let verdict = widget(&lab, Role::Label, &answer.spoken());
        assert!(verdict.is_seen(window), "the verdict is at {:?} in {case:?}, {steps:?}", verdict.rect);
        let sure = text::format::probability(prediction.confidence()).to_string();
        assert!(is_painted(&lab, verdict.rect, &sure), "how sure it is, {sure}, is cut off in {case:?}, {steps:?}");
        let is_bar = |widget: &Widget| widget.role == Role::Meter && widget.number.is_some();
        let bars: Vec<Widget> = widgets(&lab).into_iter().filter(is_bar).collect();
        let best = bars.iter().max_by(|one, other| one.number.partial_cmp(&other.number).expect("they are numbers"));
        let best = best.expect("there are bars");
        let has_room = window.height() >= 300.0;
        assert!(best.is_seen(window) || !has_room, "the winning bar is at {:?} in {case:?}, {steps:?}", best.rect);
        // No side of the window is idle.
        let right = bars.iter().map(|bar| bar.rect.right()).fold(0.0, f32::max);
        assert!(window.right() - right <= 48.0, "{} points are idle in {case:?}", window.right() - right);
    }
}

#[test]
fn look_inside_keeps_the_verdict_in_view_in_large_text() {
    let mut lab = open(Tab::Draw);
    scenes::at_work(&mut lab, Tab::Draw);
    lab.state().settings.inside.stage = Stage::Open;
    for case in cases().filter(|case| case.text >= 150) {
        for view in InsideView::ALL.iter().copied() {
            lab.state().settings.inside.view = view;
            resize(&mut lab, case);
            let (window, core) = (room(&lab), lab.state());
            let prediction = *core.canvas.prediction().expect("it was read");
            let answer = Answer::of(&prediction, &core.canvas.judgement().expect("it was read"));
            for words in [prediction.class().to_string(), answer.headline.to_string()] {
                let label = widget(&lab, Role::Label, &words);
                assert!(label.is_seen(window), "{words} is at {:?} in {view:?}, {case:?}", label.rect);
                assert!(is_painted(&lab, label.rect, &words), "{words} is hidden in {view:?}, {case:?}");
            }
            let close = widget(&lab, Role::Button, &text::get("inside-close"));
            assert!(close.rect.right() <= window.right(), "{:?} in {view:?}, {case:?}", close.rect);
        }
    }
}

#[test]
fn the_settings_and_the_start_are_in_view_before_the_first_run_and_the_views_have_words() {
    let mut lab = open(Tab::Train);
    for case in cases() {
        resize(&mut lab, case);
        let window = room(&lab);
        assert_tabs_have_words(&lab, &titles_of_tabs(), case);
        let words = ["transport-start", "idle-start"].map(text::get);
        let is_start =
            |widget: &Widget| widget.role == Role::Button && words.iter().any(|one| widget.name.ends_with(&**one));
        let starts: Vec<Widget> = widgets(&lab).into_iter().filter(is_start).collect();
        let [start] = starts.as_slice() else { panic!("{} ways to start in {case:?}", starts.len()) };
        assert!(start.is_seen(window), "{case:?}");
        assert!(is_painted(&lab, start.rect, &start.name), "Start has no word in {case:?}");
        let setting = widget(&lab, Role::Button, &StartFrom::FreshWeights.title());
        assert!(setting.is_seen(window), "the settings are at {:?} in {case:?}", setting.rect);
        assert_views_have_words(&lab, case);
    }
}

/// Either every view has a tab with its words, or the open one has them and a menu holds the others.
fn assert_views_have_words(lab: &Lab, case: Case) {
    let titles: Vec<String> = TrainView::ALL.iter().map(|view| view.title().into_owned()).collect();
    let title = lab.harness.state().core.settings.train_view.title();
    let menu = widgets(lab).into_iter().find(|widget| widget.role == Role::ComboBox && widget.name == title);
    match menu {
        Some(menu) => {
            assert!(menu.is_seen(room(lab)), "{case:?}");
            assert!(is_painted(lab, menu.rect, &title), "{title} has no words in {case:?}");
        }
        None => assert_tabs_have_words(lab, &titles, case),
    }
}

/// What brings the window into a state.
type Change = Box<dyn Fn(&mut Lab)>;

/// The runs of the Train tab in every state.
fn states(lab: &mut Lab) -> Vec<(&'static str, Change)> {
    scenes::at_work(lab, Tab::Train);
    let runs = lab.state().training.runs.drain(..).count();
    assert!(runs > 1, "there is something to show");
    let with = |phase: fn(&mut Phase)| {
        move |lab: &mut Lab| {
            lab.state().training.runs.clear();
            scenes::at_work(lab, Tab::Train);
            for run in &mut lab.state().training.runs {
                phase(&mut run.phase);
            }
            lab.harness.run_steps(2);
        }
    };
    vec![
        ("before", Box::new(|lab: &mut Lab| lab.state().training.runs.clear())),
        ("training", Box::new(with(|phase| *phase = Phase::Training))),
        ("paused", Box::new(with(|phase| *phase = Phase::Paused))),
        ("finished", Box::new(with(|_| ()))),
        (
            "failed",
            Box::new(with(|phase| {
                *phase =
                    Phase::Failed(TrainError::Diverged { step: 1_234, loss: 1e9, remedies: Vec::new(), best: None });
            })),
        ),
    ]
}

#[test]
fn the_views_stay_where_they_are_from_before_the_first_run_to_the_last() {
    let mut lab = open(Tab::Train);
    let states = states(&mut lab);
    for case in cases() {
        resize(&mut lab, case);
        for view in TrainView::ALL.iter().copied() {
            let mut before: Option<Vec<(String, Rect)>> = None;
            for (state, bring) in &states {
                bring(&mut lab);
                lab.state().settings.train_view = view;
                lab.harness.run_steps(2);
                let is_fixed = |widget: &Widget| {
                    let is_view = matches!(widget.role, Role::Tab | Role::ComboBox);
                    let names = ["transport-start", "transport-step", "transport-stop"].map(text::get);
                    is_view && TrainView::ALL.iter().any(|view| view.title() == widget.name)
                        || names.contains(&widget.name.as_str().into())
                };
                let now: Vec<(String, Rect)> =
                    widgets(&lab).into_iter().filter(is_fixed).map(|widget| (widget.name, widget.rect)).collect();
                assert!(!now.is_empty(), "no view has a tab or a menu");
                // In large windows the transport comes with the first run.
                for (name, rect) in before.iter().flatten() {
                    let moved = now.iter().find(|(other, to)| other == name && to != rect);
                    assert_eq!(moved, None, "{name} was at {rect:?}: {state} in {case:?}, {view:?}");
                }
                before = Some(now);
                if *state == "finished" {
                    assert_views_have_words(&lab, case);
                }
            }
        }
        lab.state().training.runs.clear();
    }
}

#[test]
fn the_gallery_is_in_view_and_its_pictures_use_the_room() {
    let mut lab = open(Tab::Errors);
    for case in cases() {
        resize(&mut lab, case);
        let window = room(&lab);
        assert_tabs_have_words(&lab, &titles_of_tabs(), case);
        let misreads = lab.state().evaluation.results().expect("they were read").misreads.clone();
        let names: Vec<String> = misreads
            .iter()
            .map(|error| {
                let sure = text::format::confidence(error.confidence);
                digit_lab::tr!(
                    "thumbnail",
                    image = error.index,
                    label = error.label,
                    predicted = error.predicted,
                    sure = sure
                )
                .into_owned()
            })
            .collect();
        let pictures: Vec<Widget> = widgets(&lab).into_iter().filter(|widget| names.contains(&widget.name)).collect();
        let seen: Vec<&Widget> = pictures.iter().filter(|picture| picture.is_seen(window)).collect();
        assert!(!seen.is_empty(), "no picture is seen in {case:?}");
        if seen.len() == misreads.len() {
            let bottom = seen.iter().map(|picture| picture.rect.bottom()).fold(0.0, f32::max);
            let is_largest = seen[0].rect.width() >= 200.0;
            assert!(is_largest || bottom >= 0.6 * window.bottom(), "{bottom} of {} in {case:?}", window.bottom());
        }
    }
}

/// Fails if a control cannot be brought into view.
fn assert_all_in_reach(lab: &mut Lab, what: &str, case: Case) {
    assert_rest_in_reach(lab, what, case, &mut BTreeSet::new());
}

/// A control and the column it stands in.
type Place = (u64, i32, i32);

/// The same but for what was `reached` in this window before: the same control in the same column.
fn assert_rest_in_reach(lab: &mut Lab, what: &str, case: Case, reached: &mut BTreeSet<Place>) {
    let window = room(lab);
    let place = |widget: &Widget| (widget.id, widget.rect.left().round() as i32, widget.rect.right().round() as i32);
    let is_hidden = |widget: &Widget| widget.is_control() && !widget.is_usable(window);
    let mut hidden: Vec<Widget> = widgets(lab).into_iter().filter(is_hidden).collect();
    hidden.retain(|widget| !reached.contains(&place(widget)));
    let mut missing = Vec::new();
    while let Some(next) = hidden.pop() {
        let nodes = lab.harness.query_all_by_role(next.role);
        let Some(node) = nodes.into_iter().find(|node| node.accesskit_node().locate().0.0 == next.id) else {
            continue;
        };
        node.scroll_to_me();
        lab.harness.run_steps(3);
        let mut all = widgets(lab);
        // What lies in a scroll area within another is brought into view by the wheel.
        for turn in std::iter::repeat_n(-60.0, 20).chain(std::iter::repeat_n(60.0, 40)) {
            let now = all.iter().find(|widget| widget.id == next.id);
            let Some(found) = now.filter(|now| !now.is_usable(window)) else { break };
            let bottom = found.seen.top().min(found.seen.bottom()).min(window.bottom());
            turn_wheel(lab, egui::pos2(found.rect.center().x, bottom - 16.0), turn);
            all = widgets(lab);
        }
        let usable: BTreeSet<u64> =
            all.iter().filter(|widget| widget.is_usable(window)).map(|widget| widget.id).collect();
        if !usable.contains(&next.id) {
            let now = all.iter().find(|widget| widget.id == next.id);
            missing.push((next.role, next.name.clone(), now.map(|now| (now.rect, now.seen))));
        }
        // What came into view along with it is in reach as well.
        reached.insert(place(&next));
        reached.extend(hidden.iter().filter(|widget| usable.contains(&widget.id)).map(place));
        hidden.retain(|widget| !usable.contains(&widget.id));
    }
    assert!(missing.is_empty(), "out of reach in {what}, {case:?}: {missing:?}");
}

#[test]
fn every_control_can_be_reached_in_draw() {
    let mut lab = open(Tab::Draw);
    scenes::at_work(&mut lab, Tab::Draw);
    for case in cases() {
        for (tool, steps) in [(Tool::Pen, Steps::Hidden), (Tool::Transform, Steps::Shown)] {
            let settings = &mut lab.state().settings.canvas;
            (settings.tool, settings.steps) = (tool, steps);
            settings.compared.clear();
            resize(&mut lab, case);
            assert_all_in_reach(&mut lab, "Draw", case);
            let canvas = &mut lab.state().settings.canvas;
            canvas.steps = Steps::Hidden;
            canvas.compared = vec![ComparedModel::Model("conv3".to_owned()), ComparedModel::Training];
            lab.harness.run_steps(3);
            assert_all_in_reach(&mut lab, "Draw, comparing", case);
        }
    }
}

#[test]
fn every_control_can_be_reached_in_train() {
    let mut lab = open(Tab::Train);
    lab.state().settings.train_panel.open = Section::ALL.into_iter().collect();
    let states = states(&mut lab);
    for case in cases() {
        resize(&mut lab, case);
        let mut reached = BTreeSet::new();
        for (state, bring) in &states {
            bring(&mut lab);
            for view in TrainView::ALL.iter().copied() {
                lab.state().settings.train_view = view;
                lab.harness.run_steps(3);
                assert_rest_in_reach(&mut lab, &format!("{view:?}, {state}"), case, &mut reached);
            }
        }
        // The settings, where they are in the other half.
        let settings = text::get("setup-heading");
        if let Some(tab) = widgets(&lab).into_iter().find(|widget| widget.role == Role::Tab && widget.name == settings)
        {
            click(&mut lab, &tab);
            assert_all_in_reach(&mut lab, "settings", case);
        }
        lab.state().training.runs.clear();
    }
}

/// Scrolls by so many points over `at`.
fn turn_wheel(lab: &mut Lab, at: egui::Pos2, points: f32) {
    lab.harness.event(egui::Event::PointerMoved(at));
    lab.harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, points),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    });
    lab.harness.run_steps(4);
}

fn click(lab: &mut Lab, widget: &Widget) {
    let pos = widget.rect.center();
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        lab.harness.event(egui::Event::PointerMoved(pos));
        lab.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers: egui::Modifiers::NONE });
        lab.harness.step();
    }
    lab.harness.event(egui::Event::PointerGone);
    lab.harness.run_steps(3);
}

#[test]
fn every_control_can_be_reached_in_errors() {
    let mut lab = open(Tab::Errors);
    for case in cases() {
        resize(&mut lab, case);
        assert_all_in_reach(&mut lab, "Errors", case);
        for title in ["sheet-confusion", "sheet-reliability", "errors-pictures"].map(text::get) {
            let tab = widgets(&lab).into_iter().find(|widget| widget.role == Role::Tab && widget.name == title);
            let Some(tab) = tab else { continue };
            click(&mut lab, &tab);
            assert_all_in_reach(&mut lab, &title, case);
        }
        scenes::at_work(&mut lab, Tab::Errors);
        lab.harness.run_steps(3);
        let story = digit_lab::tr!("errors-previous");
        let walk = widget(&lab, Role::Button, &story);
        assert!(walk.is_seen(room(&lab)), "the story is out of view in {case:?}");
        lab.state().evaluation.selected = None;
    }
}

/// Controls and canvas by number, with their names and places.
fn controls(lab: &Lab) -> Vec<(u64, String, Rect)> {
    let is_fixed = |widget: &Widget| widget.is_control() || widget.role == Role::Canvas;
    let found = widgets(lab).into_iter().filter(is_fixed);
    found.map(|widget| (widget.id, widget.name, widget.rect)).collect()
}

#[test]
fn choosing_a_model_to_compare_with_moves_neither_the_menu_nor_the_bar() {
    let mut lab = open(Tab::Draw);
    scenes::at_work(&mut lab, Tab::Draw);
    lab.until("the models are listed", |core| !core.shared.available_models.is_empty());
    for case in cases() {
        lab.state().settings.canvas.compared.clear();
        resize(&mut lab, case);
        let words = text::get("comparison");
        let opened = widgets(&lab).into_iter().find(|widget| widget.role == Role::Button && widget.name == words);
        let menu = opened.unwrap_or_else(|| widget(&lab, Role::Button, &text::get("answer-options")));
        assert!(menu.is_seen(room(&lab)), "{case:?}");
        click(&mut lab, &menu);
        lab.harness.run_steps(4);
        let before = controls(&lab);
        let compared = ComparedModel::Model("conv3".to_owned());
        lab.state().settings.canvas.compared.push(compared);
        lab.harness.run_steps(4);
        let after = controls(&lab);
        let below = text::get("command-read-with-the-weights-being-trained");
        for (id, name, place) in before.iter().filter(|(_, name, _)| *name != below) {
            let now = after.iter().find(|(now, _, _)| now == id);
            assert!(now.is_some_and(|(_, _, now)| now == place), "{name:?} was at {place:?}: {now:?} in {case:?}");
        }
        lab.harness.key_press(egui::Key::Escape);
        lab.harness.run_steps(2);
    }
}

#[test]
fn another_tool_moves_no_button_and_hides_none() {
    let mut lab = open(Tab::Draw);
    scenes::at_work(&mut lab, Tab::Draw);
    let sizes = cases().chain(
        [[1280.0, 800.0], [1366.0, 768.0], [1440.0, 900.0]]
            .into_iter()
            .flat_map(|size| Language::ALL.iter().map(move |&language| Case { size, text: 100, language })),
    );
    for case in sizes {
        resize(&mut lab, case);
        let mut before: Option<Vec<(String, Rect)>> = None;
        for tool in Tool::ALL.iter().copied() {
            lab.state().settings.canvas.tool = tool;
            lab.harness.run_steps(3);
            let is_command = |widget: &Widget| {
                let of_one_tool = ["tools-by-numbers"].map(text::get);
                widget.role == Role::Button && !of_one_tool.contains(&widget.name.as_str().into())
            };
            let mut now: Vec<(String, Rect)> =
                widgets(&lab).into_iter().filter(is_command).map(|widget| (widget.name, widget.rect)).collect();
            let in_menu = text::get("tools-more");
            let own = text::get("tools-own-digits");
            assert!(now.iter().any(|(name, _)| *name == own || *name == in_menu), "{own} is nowhere in {case:?}");
            // For the tool that has its numbers instead.
            if now.iter().any(|(name, _)| *name == own) {
                now.retain(|(name, _)| *name != in_menu);
            }
            if let Some(before) = &before {
                assert_eq!(before, &now, "{tool:?} in {case:?}");
            }
            before = Some(now);
        }
        lab.state().settings.canvas.tool = Tool::Pen;
    }
}

#[test]
fn a_message_covers_nothing_moves_nothing_and_goes() {
    let long =
        "the file holds a model of another kind than its card says, and nothing of it can be used, alas: a.safetensors";
    for tab in Tab::ALL.iter().copied() {
        let mut lab = open(tab);
        scenes::at_work(&mut lab, tab);
        for case in cases() {
            resize(&mut lab, case);
            lab.state().shared.notices.read_all();
            lab.harness.run_steps(2);
            let before = controls(&lab);
            for is_error in [false, true] {
                let said = Message::verbatim(long);
                let notices = &mut lab.state().shared.notices;
                if is_error {
                    notices.error(said);
                } else {
                    notices.done(said);
                }
                lab.harness.run_steps(3);
                let words = lab.state().shared.notices.all().last().expect("it was said").words();
                let card = widget(&lab, Role::Button, &words);
                assert!(card.is_seen(room(&lab)), "{card:?} in {case:?}");
                let bell = text::get("messages");
                for (id, name, place) in &before {
                    let now = widgets(&lab).into_iter().find(|widget| widget.id == *id);
                    assert!(now.is_some_and(|now| now.rect == *place), "{name} moved in {case:?}");
                    assert!(!place.intersects(card.rect.shrink(0.5)), "{name} is covered in {case:?}");
                }
                let is_unread = !widgets(&lab).iter().any(|widget| widget.name == bell);
                assert_eq!(is_unread, is_error, "a success is nothing to read");
                let later = Instant::now() + std::time::Duration::from_secs(20);
                lab.state().shared.notices.age(later);
                lab.harness.run_steps(2);
                assert!(!widgets(&lab).iter().any(|widget| widget.name == words), "it stays in {case:?}");
            }
        }
    }
}

#[test]
fn long_values_widen_no_settings() {
    let mut lab = open(Tab::Train);
    lab.state().settings.train_panel.open = Section::ALL.into_iter().collect();
    for case in cases() {
        lab.state().settings.train = Setup::defaults(StartFrom::CurrentModel);
        resize(&mut lab, case);
        let columns = |lab: &Lab| -> BTreeSet<(String, i32, i32)> {
            let controls = controls(lab).into_iter();
            controls.map(|(_, name, rect)| (name, rect.left().round() as i32, rect.right().round() as i32)).collect()
        };
        let before = columns(&lab);
        let config = &mut lab.state().settings.train.config;
        (config.epochs, config.batch_size) = (123_456_789_012, 987_654_321_098);
        config.learning_rate = 0.000_012_345_678;
        lab.harness.run_steps(3);
        let moved: Vec<_> = before.difference(&columns(&lab)).cloned().collect();
        assert!(moved.is_empty(), "{moved:?} in {case:?}");
    }
}

/// Kept runs that nobody ever trained.
fn kept_runs(count: usize) -> Vec<ListedRun> {
    let kept = |number: usize| {
        let config = Setup::defaults(StartFrom::FreshWeights).config;
        let record = RunRecord { number, ..RunRecord::begun(config, None, 0) };
        ListedRun { id: format!("run {number}"), record, bytes: 1_000, can_resume: false, has_weights: true }
    };
    (1..=count).rev().map(kept).collect()
}

/// The rows of the list and what else is on it, by their names.
fn list(lab: &Lab) -> Vec<(String, Rect)> {
    let names = ["kept-runs-undo", "run-list-heading"].map(text::get);
    let is_of_list = |widget: &Widget| {
        matches!(widget.role, Role::Button | Role::CheckBox) && widget.name.contains('#')
            || names.iter().any(|name| widget.name == **name)
    };
    widgets(lab).into_iter().filter(is_of_list).map(|widget| (widget.name, widget.rect)).collect()
}

/// The Train tab without runs and with two, one after the other, once the runs on the disk were looked for.
fn with_and_without_runs(mut check: impl FnMut(&mut Lab, &str)) {
    let mut lab = open(Tab::Train);
    lab.until("the runs were looked for", |core| core.runs.list.is_some());
    check(&mut lab, "without runs");
    scenes::at_work(&mut lab, Tab::Train);
    check(&mut lab, "with runs");
}

#[test]
fn a_tick_moves_nothing_in_the_list() {
    let mut moved = Vec::new();
    with_and_without_runs(|lab, what| {
        for (case, view) in cases().flat_map(|case| [(case, TrainView::Curves), (case, TrainView::Runs)]) {
            let core = lab.state();
            core.settings.train_view = view;
            core.runs.list = Some(kept_runs(3));
            core.runs.ticked.clear();
            resize(lab, case);
            let before = list(lab);
            assert!(before.len() > 1, "there is a list in {case:?}");
            for number in [1, 2] {
                let read = Some(Arc::new(RunCurves::of(&curves())));
                for curves in [None, read] {
                    lab.state().runs.ticked.insert(format!("run {number}"), Ticked { curves });
                    lab.harness.run_steps(3);
                    let now = list(lab);
                    let stays = |row: &&(String, Rect)| {
                        let is_same = |now: &&(String, Rect)| {
                            let off = (now.1.min - row.1.min).abs() + (now.1.max - row.1.max).abs();
                            now.0 == row.0 && off.max_elem() < 0.5
                        };
                        now.iter().any(|now| is_same(&now))
                    };
                    let gone = before.iter().find(|row| !stays(row));
                    moved.extend(gone.map(|row| {
                        let to = now.iter().find(|(name, _)| *name == row.0);
                        format!("{row:?} is at {to:?} with {number} ticked, {what}, {view:?}, {case:?}")
                    }));
                }
            }
        }
    });
    assert!(moved.is_empty(), "{} moved:\n{}", moved.len(), moved.join("\n"));
}

/// Curves of a run of two epochs.
fn curves() -> History {
    let epoch = |epoch: usize| EpochReport {
        epoch,
        step: 10 * epoch as u64,
        validation_accuracy: 0.9,
        validation_loss: 0.3,
        ..EpochReport::default()
    };
    History { epochs: vec![epoch(1), epoch(2)], ..History::default() }
}

#[test]
fn undo_stays_under_the_mouse_while_runs_come_and_go() {
    let mut moved = Vec::new();
    with_and_without_runs(|lab, what| {
        for (case, view) in cases().flat_map(|case| [(case, TrainView::Curves), (case, TrainView::Runs)]) {
            let core = lab.state();
            core.settings.train_view = view;
            core.runs.ticked.clear();
            core.runs.list = Some(kept_runs(3));
            core.runs.deleted = Some(("gone".to_owned(), Message::verbatim("Gone #9")));
            resize(lab, case);
            let undo = text::get("kept-runs-undo");
            let before = widget(lab, Role::Button, &undo).rect;
            for runs in [2, 0, 1, 7] {
                lab.state().runs.list = Some(kept_runs(runs));
                lab.harness.run_steps(3);
                let now = widget(lab, Role::Button, &undo).rect;
                if now != before {
                    moved.push(format!("{before:?} to {now:?} with {runs} runs, {what}, {view:?}, {case:?}"));
                }
            }
            lab.state().runs.deleted = None;
            lab.state().runs.list = Some(Vec::new());
        }
    });
    assert!(moved.is_empty(), "{} times:\n{}", moved.len(), moved.join("\n"));
}

#[test]
fn undo_with_more_runs_than_rows_makes_no_page_longer() {
    // The page of the run scrolls along most of the window, at its right.
    let page = |lab: &Lab| {
        let room = room(lab);
        let is_page = |bar: &Rect| bar.left() > room.center().x && bar.height() > 0.4 * room.height();
        overflows(lab).into_iter().filter(|found| is_page(&found.bar)).map(|found| found.points).fold(0.0, f32::max)
    };
    let mut longer = Vec::new();
    let mut lab = open(Tab::Train);
    lab.until("the runs were looked for", |core| core.runs.list.is_some());
    for case in cases() {
        lab.state().runs.list = Some(kept_runs(3));
        resize(&mut lab, case);
        let before = page(&lab);
        lab.state().runs.list = Some(kept_runs(2));
        lab.state().runs.deleted = Some(("gone".to_owned(), Message::verbatim("Gone #9")));
        lab.harness.run_steps(6);
        let after = page(&lab);
        if (after - before).abs() > 2.0 {
            longer.push(format!("{before} to {after} points too much in {case:?}"));
        }
        lab.state().runs.deleted = None;
    }
    assert!(longer.is_empty(), "{} times:\n{}", longer.len(), longer.join("\n"));
}

/// Less than so many points too much is no page to scroll, but a page that doesn't fit by mistake.
const STRAY: f32 = 30.0;

/// Notes the scroll bars for next to nothing.
fn note_stray_bars(lab: &mut Lab, what: &str, case: Case, found: &mut Vec<String>) {
    // A bar fades out.
    lab.harness.run_steps(3);
    for Overflow { bar, points } in overflows(lab).into_iter().filter(|overflow| overflow.points < STRAY) {
        found.push(format!("{what}, {case:?}: {points:.1} points too much at {bar:?}"));
    }
}

#[test]
fn nothing_scrolls_for_a_few_points() {
    let mut found = Vec::new();
    let mut lab = open(Tab::Draw);
    for case in cases() {
        resize(&mut lab, case);
        note_stray_bars(&mut lab, "Draw, empty", case, &mut found);
    }
    scenes::at_work(&mut lab, Tab::Draw);
    for (case, steps) in cases().flat_map(|case| [(case, Steps::Hidden), (case, Steps::Shown)]) {
        lab.state().settings.canvas.steps = steps;
        resize(&mut lab, case);
        note_stray_bars(&mut lab, &format!("Draw, steps {steps:?}"), case, &mut found);
    }
    let mut lab = open(Tab::Train);
    for case in cases() {
        resize(&mut lab, case);
        note_stray_bars(&mut lab, "Train, before", case, &mut found);
        scenes::at_work(&mut lab, Tab::Train);
        for view in TrainView::ALL.iter().copied() {
            lab.state().settings.train_view = view;
            note_stray_bars(&mut lab, &format!("{view:?}"), case, &mut found);
        }
        lab.state().training.runs.clear();
        lab.state().settings.train_view = TrainView::Curves;
    }
    let mut lab = open(Tab::Errors);
    for case in cases() {
        resize(&mut lab, case);
        note_stray_bars(&mut lab, "Errors", case, &mut found);
    }
    assert!(found.is_empty(), "{} stray bars:\n{}", found.len(), found.join("\n"));
}

#[test]
fn help_and_the_palette_stay_within_the_window() {
    let mut lab = open(Tab::Draw);
    let mut outside = Vec::new();
    for case in cases() {
        resize(&mut lab, case);
        let window = room(&lab).expand(0.5).x_range();
        let before: BTreeSet<u64> = widgets(&lab).into_iter().map(|widget| widget.id).collect();
        for over in [Command::ToggleHelp, Command::TogglePalette] {
            lab.harness.state_mut().run(over.clone());
            lab.harness.run_steps(4);
            let new = widgets(&lab).into_iter().filter(|widget| !before.contains(&widget.id));
            let is_outside =
                |widget: &Widget| !window.contains(widget.rect.left()) || !window.contains(widget.rect.right());
            let found =
                new.filter(is_outside).map(|widget| format!("{} at {:?} in {case:?}", widget.name, widget.rect));
            outside.extend(found);
            lab.harness.key_press(egui::Key::Escape);
            lab.harness.run_steps(4);
        }
    }
    assert!(outside.is_empty(), "{} things:\n{}", outside.len(), outside.join("\n"));
}

/// Circles and words on the screen, with what of them is not cut off.
fn painted_circles_and_words(lab: &Lab) -> (Vec<Rect>, Vec<(String, Rect)>) {
    fn look(shape: &Shape, circles: &mut Vec<Rect>, words: &mut Vec<(String, Rect)>) {
        match shape {
            Shape::Circle(circle) => circles.push(circle.visual_bounding_rect()),
            Shape::Text(text) => words.push((text.galley.text().to_owned(), text.visual_bounding_rect())),
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| look(shape, circles, words)),
            _ => {}
        }
    }
    let (mut circles, mut words) = (Vec::new(), Vec::new());
    lab.harness.output().shapes.iter().for_each(|clipped| look(&clipped.shape, &mut circles, &mut words));
    (circles, words)
}

#[test]
fn marks_cover_no_numbers_of_axes_and_curves() {
    let mut lab = open(Tab::Train);
    lab.until("the runs were looked for", |core| core.runs.list.is_some());
    scenes::at_work(&mut lab, Tab::Train);
    let core = lab.state();
    core.settings.train_view = TrainView::Curves;
    // A curve that ends where the mark of the best epoch stands, with its number beside the end.
    let shown = core.training.runs[core.training.shown].history.clone();
    core.runs.list = Some(kept_runs(3));
    core.runs.ticked.insert("run 1".to_owned(), Ticked { curves: Some(Arc::new(RunCurves::of(&shown))) });
    let mut covered = Vec::new();
    for case in cases().filter(|case| case.language == Language::English) {
        resize(&mut lab, case);
        let (circles, words) = painted_circles_and_words(&lab);
        let is_mark = |circle: &&Rect| (14.0..30.0).contains(&circle.width());
        let marks: Vec<&Rect> = circles.iter().filter(is_mark).collect();
        if marks.is_empty() {
            // The smallest windows show settings or the result before the curves.
            assert!(case.text >= 200, "the best epoch has no mark in {case:?}");
            continue;
        }
        let is_number = |words: &str| words.chars().all(|letter| letter.is_ascii_digit() || ". %#".contains(letter));
        let has_tag = words.iter().any(|(words, _)| words == "#1");
        assert!(has_tag || case.text >= 150, "the curve has no number in {case:?}");
        for (number, rect) in words.iter().filter(|(words, _)| is_number(words)) {
            if marks.iter().any(|mark| mark.shrink(1.0).intersects(*rect)) {
                covered.push(format!("{number} at {rect:?} in {case:?}"));
            }
        }
    }
    assert!(covered.is_empty(), "{} numbers:\n{}", covered.len(), covered.join("\n"));
}

#[test]
fn in_the_palette_no_name_runs_into_its_keys() {
    let mut lab = open(Tab::Draw);
    let mut over = Vec::new();
    for case in cases() {
        resize(&mut lab, case);
        lab.harness.state_mut().run(Command::TogglePalette);
        lab.harness.run_steps(4);
        let rows: Vec<Rect> = widgets(&lab)
            .into_iter()
            .filter(|widget| widget.role == Role::ListBoxOption && widget.is_seen(room(&lab)))
            .map(|widget| widget.rect)
            .collect();
        assert!(!rows.is_empty(), "the palette is empty in {case:?}");
        let (_, words) = painted_circles_and_words(&lab);
        // What is painted before the palette lies under it.
        let hint = text::get("palette-hint");
        let begin = words.iter().rposition(|(words, _)| *words == *hint).expect("the palette has its hint");
        let words = &words[begin..];
        for row in rows {
            let inside: Vec<_> = words.iter().filter(|(_, rect)| row.expand(1.0).contains_rect(*rect)).collect();
            for (index, (one, place)) in inside.iter().enumerate() {
                let is_over = |(_, other): &&&(String, Rect)| place.shrink(0.5).intersects(*other);
                over.extend(
                    inside[index + 1..].iter().filter(is_over).map(|(two, _)| format!("{one} and {two}, {case:?}")),
                );
            }
        }
        lab.harness.key_press(egui::Key::Escape);
        lab.harness.run_steps(4);
    }
    assert!(over.is_empty(), "{} names:\n{}", over.len(), over.join("\n"));
}
