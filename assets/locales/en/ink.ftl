### Strokes, pictures and the normaliser.

## How much tremble is taken out of a stroke.

smoothing-off = Off
    .help = The ink goes straight from point to point, exactly where the pointer was
smoothing-light = Light
    .help = A curve through the points; the steps of a mouse disappear
smoothing-medium = Medium
    .help = Small trembles of the hand disappear
smoothing-strong = Strong
    .help = Only large forms stay; good for shaky hands, but corners become round

## Steps of the normaliser that can be left out.

normaliser-step-cut-out = Cut out the ink
    .help = Takes the box of the ink alone. Without it the whole canvas shrinks, and a small digit gets tiny
normaliser-step-proportions = Keep proportions
    .help = Shrinks width and height alike. Without it the box is stretched to a square, and a 1 gets as wide as it is high
normaliser-step-average = Average areas
    .help = Makes each pixel the mean of the ink it covers. Without it each pixel takes one point of the ink, and edges get jagged
normaliser-step-brighten = Full ink
    .help = Strengthens all ink alike until its fullest pixel is full ink. Without it the ink of a thin pen stays as faint as the averaging left it
normaliser-step-centre = Centre
    .help = Moves the centre of mass to the middle, as in MNIST. Without it the box of the ink is in the middle instead
normaliser-step-margin = Leave a margin
    .help = Leaves paper around the digit: 20 of 28 pixels are for ink. Without it the digit fills the picture
normaliser-step-polarity = Ink 255, paper 0
    .help = Makes paper 0 and ink 255, as in MNIST, whatever the colours on the screen. Without it the network gets the negative

## Pictures on the way from the ink to the network.

normaliser-stage-strokes = Strokes
    .help = The ink on the canvas, with the square that is cut out
normaliser-stage-box = Bounding box
    .help = The square around the ink, wherever and however large it was drawn
normaliser-stage-shrunk = 20 × 20
    .help = The same within 20 by 20 pixels, as every digit of MNIST is
normaliser-stage-mass = Centre of mass
    .help = The cross is the centre of mass of the ink; it moves to the ring, the middle of the picture
normaliser-stage-placed = 28 × 28
    .help = The digit in its place in 28 by 28 pixels
normaliser-stage-input = Network input
    .help = The 784 grey levels, 0 for paper and 255 for ink, which are scaled before the first layer

## Ink files. $fault is one of the messages below it.

ink-left-out =
    { $drawings ->
        [one] { $drawings } drawing has a label other than 0–9 and was left out
       *[other] { $drawings } drawings have labels other than 0–9 and were left out
    }
ink-fault-in-line = line { $line }: { $fault }
# $form is an example of a line; $detail is what the JSON parser says.
ink-not-json = this is not JSON of the form { $form }, from column { $column } on
ink-misfit = this is not JSON of the form { $form } ({ $detail })
ink-too-many-points = a digit has { $points } points, and at most { $most } can be read
ink-coordinate-too-large = a coordinate is too large to be drawn
