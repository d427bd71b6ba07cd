### The canvas, its tools and menus.

## The canvas itself.

canvas-name = Canvas
# What a screen reader says of a canvas without ink.
canvas-blank = blank
canvas-invitation = Draw a digit from 0 to 9
# $name is the name of a picture's file.
canvas-picture = { $name } · draw to go on

## Tools.

tool-pen = Pen
    .help = Draw; the right mouse button erases
tool-eraser = Eraser
    .help = Remove the strokes you touch
tool-area-eraser = Area eraser
    .help = Rub out the ink under the ring, as with rubber
tool-transform = Transform
    .help = Move, scale and turn the drawing by its handles, or by numbers

## The row of tools.

tools-by-numbers = By numbers
    .help = Scale, turn and thicken the drawing by numbers
tools-options = Options
    .help = Smoothing, pressure, grid and a digit to trace
tools-export = Export
    .help = Save the drawing, copy it, or paste a picture or ink
tools-own-digits = My digits
    .help = Keep the drawing as a digit of your own, and teach the model with all of them
tools-more = More tools
    .help = Everything that does not fit here

## Widths of pen and eraser. $share is a share of the canvas, $thinner and $thicker are keys.

pen-width = Pen width in per cent of the canvas
    .preview = Pen width preview
    .now = Pen width, now { $share } of the canvas
eraser-width = Eraser width in per cent of the canvas
    .preview = Eraser width preview
    .now = Eraser width, now { $share } of the canvas
width-keys = { $thinner }  and  { $thicker }  or the wheel over the canvas

## Fields that change the drawing by numbers; the prefix stands before the number in the field.

transform-size = Size in per cent
    .prefix = { "Size " }
    .help = Size in per cent; drag, or click and type. The arrows move the drawing
transform-turn = Turn in degrees
    .prefix = { "Turn " }
    .help = Turn in degrees; drag, or click and type. The arrows move the drawing
transform-thickness = Thickness of the strokes in per cent
    .prefix = { "Ink " }
    .help = Thickness of the strokes in per cent; drag, or click and type. The arrows move the drawing

## Small changes of the whole drawing, by keys.

drawing-left = Move left
    .help = Move the drawing to the left
drawing-right = Move right
    .help = Move the drawing to the right
drawing-up = Move up
    .help = Move the drawing up
drawing-down = Move down
    .help = Move the drawing down
drawing-larger = Larger drawing
    .help = Make the drawing larger
drawing-smaller = Smaller drawing
    .help = Make the drawing smaller
drawing-turn-left = Turn left
    .help = Turn the drawing against the clock
drawing-turn-right = Turn right
    .help = Turn the drawing with the clock
drawing-thicken = Thicker strokes
    .help = Make the strokes drawn so far thicker
drawing-thin = Thinner strokes
    .help = Make the strokes drawn so far thinner

## Commands of the canvas.

canvas-replay = Replay
    .help = Watch the drawing come about once more, and the reading with it
canvas-play-pause = Play or pause the replay
    .help = Let the replay run on, or hold it
canvas-grid = Grid
    .help = Show lines behind the ink; they are never read
canvas-steps = Steps
    .help = Show how the ink becomes the network's picture, with switches for every step
canvas-all-steps = All steps on
    .help = Prepare the ink as for the digits the network learned from
canvas-trace = Trace a { $digit }
    .help = Show this digit faintly to trace it; it is never read
canvas-pressure = Pressure widens the ink
    .help = Press harder for wider ink, with pens and screens that can tell
canvas-copy-picture = Copy as a picture
    .help = Put a picture of the drawing on the clipboard; Ctrl+C does the same
    .done = Copied a picture of the drawing
canvas-copy-ink = Copy as ink
    .help = Put the strokes on the clipboard, as a line of an ink file
    .done = Copied the strokes as ink
canvas-paste = Paste
    .help = Read a picture or ink from the clipboard, in place of the drawing; Ctrl+V does the same
canvas-go-to =
    .help = Go to any moment of the drawing
canvas-speed =
    .help = Slower or faster, in times the pace of the hand

## The menu of options.

options-smoothing = Smoothing of new strokes
options-guides = Guides, never read
options-trace = A faint digit to trace
options-no-trace = None

## The menu of exports: forms of files, and how pictures are made.

save-drawing-png = Save as a PNG picture…
    .help = Pixels, for documents and slides; size and paper as chosen here
save-drawing-svg = Save as an SVG drawing…
    .help = Smooth curves that stay sharp at any size
save-drawing-ink = Save as ink…
    .help = The strokes with width, pressure and pace as a .jsonl file, which Digit Lab opens again
save-drawing-network = Save what the network sees…
    .help = The 28 × 28 pixels that the network reads, white on black, as a PNG picture
save-drawing-size = Size of PNG pictures, in pixels
save-drawing-paper = Behind the ink of PNG and SVG
paper-white = White paper
paper-transparent = Transparent

## The bar of the replay.

replay-pause = Pause the replay
replay-play = Play the replay
replay-moment = Moment of the replay in seconds
replay-time = { $now } of { $all } s
replay-speed = Speed of the replay: { $times }
replay-close = Close the replay
    .help = Back to the tools and the whole drawing

## How many digits the canvas is expected to hold.

expected-auto = Auto
    .help = Read one digit, or a whole number where several digits are found
expected-one = One digit
    .help = Read everything on the canvas as one digit
expected-number = Number
    .help = Find every digit on the canvas, even a single one, and put a box around it
