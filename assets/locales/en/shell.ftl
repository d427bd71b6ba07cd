### The window's frame: rail, top bar, palette, notices.

## The window itself.

# $read is what is read on the canvas.
window-title = { $read } – Digit Lab
# $command is what to type in a terminal.
no-display = there is no display to open a window on; `{ $command }` reads pictures without one
# $wayland is a variable with its value, $x11 the name of another.
no-display-server = there is no display to open a window on: nothing answers at { $wayland }, and { $x11 } is not set; `{ $command }` reads pictures without one
# $reason is what the window system says.
# $scale: a variable of the environment with its value.
window-bad-scale = the window cannot be opened: { $scale } is no scale; give a number such as 1.5, or take it out
window-refused = the window could not be opened ({ $reason }); `{ $command }` reads pictures without a window
# $reason is what the library that looks for OpenGL says.
window-no-opengl = the window could not be opened, because this display offers no OpenGL 2.1 to draw with, as remote desktops and displays of few colours may not ({ $reason }); `{ $command }` reads pictures without a window

## The places.

tab-draw = Draw
    .help = Draw a digit and watch the network read it
tab-train = Train
    .help = Train the network further, or a new one from random weights
tab-errors = Errors
    .help = Look through the test images that the network gets wrong
tab-write = Write
    .help = Let a small language model write digits stroke by stroke, and see what comes next

## The model and the images, in the top bar.

current-model = Current model: { $model }
    .help = The network that reads, and its share of test images read right; click to choose another
model-loading = Loading the model…
# $accuracy is a share of test images.
model-and-accuracy = { $model }  ·  { $accuracy } on the test images
model-and-accuracy-short = { $model } · { $accuracy }
# While the canvas reads with weights that are still being trained. $accuracy is a share of validation images.
live-model = Run { $run }, in training
live-model-and-accuracy = Run { $run }, in training  ·  { $accuracy } on the validation images
live-model-and-accuracy-short = Run { $run } · { $accuracy }
# $model is one of the three messages above, $current the name of the current model.
live-reader = The canvas reads with: { $model }
    .help = The weights being trained, and their share of validation images read right after the last epoch; the current model is { $current }. Click to choose another
images-in-use = The images to train and test on
models-in-the-program = In the program
models-saved = Saved
models-none-saved = None yet; a model you train and save appears here

## Work in the background.

work-none = Background work: none
# $work is what is being done, such as "Loading the model".
work = Background work: { $work }
    .help = What goes on in the background
work-and-more = { $work } and { $more } more
work-nothing = Nothing is running in the background

## Messages.

messages = Messages
messages-not-read = Messages: { $messages } not read
messages-nothing = No messages so far; what is done or goes wrong is told here
message-put-away = Put this message away
    .help = Put this message away; the bell keeps it
ago-now = Just now
ago-minutes = { $minutes } min ago
ago-hours = { $hours } h ago

## Look and language.

look = Theme and text size
look-language = Language
look-theme = Theme
look-text-size = Text size
look-motion = Motion
theme-system = Same as the system
theme-light = Light
theme-dark = Dark
language-of-system = Same as the system
# $own_name is what its speakers call it.
use-language = Language: { $own_name }
    .help = Language of the window, which changes at once
use-language-of-system = Language: same as the system

## The palette.

palette = Command palette
palette-hint = Type what you want to do
palette-field = Find a command
palette-nothing = No command has a name like this

## The page of help.

help-page = Help
help-close = Close the help
help-draw = Write a digit with the mouse, a finger or a pen, and watch the network read it as you write. At the side stand how probable each digit is and the picture that the network sees. S shows step by step how that picture comes about, I looks inside the network. Pictures of digits can be opened here, and digits of your own kept to train on.
help-train = Train a network on MNIST or on images of your own: choose the settings on the left, press “Start training”, and watch loss and accuracy as they change. Settings can be changed while it trains. Afterwards, try the result on the canvas, compare it with other runs, and keep it as a model.
help-errors = Look at the test images that the current model reads wrong. The confusion matrix shows which digits it takes for which; a click on a cell shows those images, and a click on an image shows it large, with how probable each digit was to the network.
help-everywhere = Keys in every tab
# $tab is the name of a tab.
help-keys-in = Keys in { $tab }
help-moving = Tab and Shift+Tab go from control to control, Space or Enter presses one, the arrow keys go through a matrix, and Esc closes what is open.

## Files.

drop-sign = Drop a model, a picture, an ink file or a folder of images to open it
path-no-dialog = This desktop offers no file dialog, so please type the path
path-dialog-silent = The desktop's file dialog does not answer, so please type the path
path-other-name = This name is taken, so please type another one
path-field = Path
path-cancel = Cancel
path-taken = There is such a file already
path-taken-by-folder = There is such a folder already
path-is-folder = A file of the same name cannot be beside it: { $path }
path-replacing = Replacing it cannot be undone: { $path }
path-other = Choose another name
path-replace = Replace it
