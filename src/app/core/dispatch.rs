//! The one place where commands are carried out.

use super::canvas::command::CanvasCommand;
use super::canvas::reading::WeightsSource;
use super::command::Command;
use super::effects::WorkKind;
use super::files;
use super::files::request::Request;
use super::inside::command::InsideCommand;
use super::methods::MethodCommand;
use super::notices::NoticesCommand;
use super::own_digits::OwnDigitsCommand;
use super::settings::TEXT_SIZES;
use super::settings::setup::StartFrom;
use super::settings::tab::Tab;
use super::settings::train_view::TrainView;
use super::state::{Core, CoreState};
use super::window_request::WindowRequest;
use super::writing::command::WritingCommand;
use crate::msg;
use crate::train::DataSource;

/// One step of pen width, as a share of the canvas side.
const PEN_STEP: f32 = 0.01;

impl Core {
    /// Does what `command` says, if it makes sense now.
    #[expect(clippy::too_many_lines, reason = "an arm for each kind of command")]
    pub fn dispatch(&mut self, command: Command) {
        if !command.is_enabled(self) {
            return;
        }
        let state = &mut self.state;
        let CoreState {
            settings,
            shared,
            canvas,
            inside,
            explain,
            training,
            setup,
            methods,
            own_digits,
            runs,
            evaluation,
            writing,
            requests,
            ..
        } = state;
        match command {
            Command::Window(event) => state.window_event(event),
            Command::Open(tab) => settings.tab = tab,
            Command::Edit(edited) => *settings = *edited,
            Command::Use(tool) => {
                canvas.lift();
                settings.canvas.tool = tool;
            }
            Command::Hand(events) => {
                for (secs, event) in events {
                    canvas.hand(event, secs, settings);
                }
            }
            Command::Canvas(CanvasCommand::Export(form)) => state.ask(Request::SaveDrawing(form)),
            Command::Canvas(command) => {
                requests.extend(canvas.run(command, settings));
                if let Some(done) = command.done() {
                    shared.notices.done(done);
                }
            }
            Command::Inside(InsideCommand::LookAtError) => {
                if let Some((place, image)) = evaluation.selected_image() {
                    // The network that misread it is the current one, whatever trains.
                    canvas.source = WeightsSource::Current;
                    canvas.show_picture(msg!("inside-error-name", place = place), image);
                    inside.open(settings);
                }
            }
            Command::Inside(InsideCommand::Save(form, picture)) => {
                inside.to_save = Some(picture);
                state.ask(Request::SaveInside(form));
            }
            Command::Inside(command) => inside.run(command, settings, shared),
            Command::Explain(command) => {
                if let Some(sent) = explain.run(command, shared) {
                    canvas.show_picture(sent.name, sent.image);
                }
            }
            Command::OwnDigits(command) => {
                own_digits.run(command, settings, shared, canvas, setup);
                if matches!(command, OwnDigitsCommand::Teach | OwnDigitsCommand::TeachWriter) {
                    training.show_next();
                }
            }
            Command::ThickerPen => settings.change_width(PEN_STEP),
            Command::ThinnerPen => settings.change_width(-PEN_STEP),
            Command::Undo => canvas.undo(),
            Command::Redo => canvas.redo(),
            Command::Clear => canvas.clear(),
            Command::ToggleLiveReading => canvas.source = canvas.source.other(),
            Command::Ask(request) => state.ask(request),
            Command::Answer(file) => {
                files::stop_asking(shared);
                state.answer(file);
            }
            Command::StopAsking => files::stop_asking(shared),
            Command::StopOpening => shared.effects.discard(&WorkKind::Import),
            Command::Drop(path) => files::open_dropped(shared, &path),
            Command::PasteText(text) => files::open_pasted_text(shared, text),
            Command::PastePicture(size, rgba) => files::open_pasted_picture(shared, size, rgba),
            Command::Notices(NoticesCommand::Read(place)) => shared.notices.read(place),
            Command::Notices(NoticesCommand::ReadAll) => shared.notices.read_all(),
            Command::UseMnist => shared.open_data(DataSource::default()),
            Command::OpenImagesAgain => shared.open_asked(),
            Command::UseModel(named) => shared.load_model(Some(named)),
            Command::Change(change) => training.change(change, shared),
            Command::Setup(command) => setup.run(command, settings, shared),
            Command::Train(command) => training.run(command, settings, shared),
            Command::Method(command) => {
                if command == MethodCommand::Start {
                    (settings.tab, settings.train.start_from) = (Tab::Train, StartFrom::Method);
                }
                methods.run(command, settings, shared);
            }
            Command::ShowRun(place) => {
                training.shown = place;
                runs.open = None;
            }
            Command::Keep(kept) => training.keep(kept),
            Command::FindRate(command) => {
                settings.tab = Tab::Train;
                settings.train_view = TrainView::Rates;
                training.find(command, &settings.train, shared);
            }
            Command::Watch(view) => {
                settings.tab = Tab::Train;
                settings.train_view = view;
            }
            Command::Runs(command) => runs.run(command, settings, shared, training),
            Command::Evaluate(command) => evaluation.run(command, shared),
            Command::Writing(WritingCommand::Export(form)) => state.ask(Request::SaveWriting(form)),
            Command::Writing(command) => {
                if let Some(strokes) = writing.run(command, settings, shared, own_digits, canvas) {
                    canvas.replace_ink(strokes);
                    settings.tab = Tab::Draw;
                }
            }
            Command::UseLanguage(language) => settings.language = language,
            Command::UseTheme(choice) => settings.theme = choice,
            Command::LargerText => settings.text_size = neighbour(settings.text_size, 1),
            Command::SmallerText => settings.text_size = neighbour(settings.text_size, -1),
            Command::TextSize(size) => settings.text_size = size,
            Command::ToggleMotion => settings.motion = settings.motion.other(),
            Command::ToggleFullScreen => requests.push(WindowRequest::ToggleFullScreen),
            Command::TogglePalette => requests.push(WindowRequest::TogglePalette),
            Command::ToggleHelp => requests.push(WindowRequest::ToggleHelp),
        }
    }
}

/// The text size `steps` places further in the list.
fn neighbour(size: u32, steps: isize) -> u32 {
    let place = TEXT_SIZES.iter().position(|&listed| listed >= size).unwrap_or(TEXT_SIZES.len() - 1);
    let next = place.saturating_add_signed(steps).min(TEXT_SIZES.len() - 1);
    TEXT_SIZES[next]
}
