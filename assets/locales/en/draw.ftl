### The Draw tab beside its canvas: answer, steps, comparison.

## How sure the network is of its best digit.

sureness-very-sure = Very sure
sureness-sure = Sure
sureness-fairly-sure = Fairly sure
sureness-not-sure = Not sure
sureness-guessing = Guessing

## The verdict in short, for the title of the window. $sure is a probability, $reason one of the reasons of
## analysis.ftl.

verdict-digit = { $digit } ({ $sure })
verdict-two-close = { $digit } ({ $sure }) or { $other }
verdict-unsure = { $digit } ({ $sure }), unsure
verdict-not-a-digit = Not a digit: { $reason }

## The answer: a headline, and one or two lines of detail.

answer-loading = One moment
    .detail = The network is being loaded
answer-nothing = Nothing to read
    .detail = Draw a digit, or drop a picture of one here
    .detail-no-drops = Draw a digit, or paste a picture of one
answer-digit-detail = { $sure } for a { $digit }
answer-second = Or a { $digit }: { $sure }
answer-two-close = { $digit } or { $other }? Unsure
answer-two-close-detail = Two digits are close: { $sure } and { $other_sure }
answer-unsure = { $digit }? Unsure
answer-unsure-detail = No digit stands out: { $sure } for a { $digit }
answer-not-a-digit = Not a digit
answer-if-one = If it had to be one: a { $digit }, { $sure }
# As a screen reader says it; $detail is a line, or two as the next but one has it.
answer-spoken = { $headline }. { $detail }
answer-spoken-digit = Read as { $digit }. { $headline }. { $detail }
answer-spoken-lines = { $first }. { $second }

## Below the answer.

answer-uncalibrated = Not calibrated: as the network gives them
    .help = Its probabilities were never compared with how often it is right, so “99 %” may be too much. That is measured when a run ends
answer-no-live-weights = Start a run in Train; then the canvas can read with its weights as they change
answer-options = Reading options

## The ten probabilities. $share is a probability.

bar-digit = { $kind ->
    [digit] Digit { $digit }
   *[class] Class { $digit }
 }: { $share }
bar-digit-nothing = { $kind ->
    [digit] Digit { $digit }
   *[class] Class { $digit }
 }: nothing to read

## The picture of 28 × 28 pixels.

seen = What the network sees
    .help = Your ink, cut out, shrunk to fit 20 × 20 pixels and centred in 28 × 28, as the digits of MNIST were
    .picture = What the network sees: 28 by 28 pixels
    .nothing = What the network sees: nothing yet
# What was done where it was more or less than that.
seen-digit-of-drawing = One digit of several: its strokes drawn anew as wide as those of MNIST, shrunk and centred
seen-of-picture = The ink of the picture, cut out, widened where it is finer than MNIST's, shrunk and centred
seen-digit-of-picture = One digit of several, cut out of the picture, widened where it is finer than MNIST's, shrunk and centred
seen-partly = Your ink without the steps that are switched off
seen-time = Read in { $time }

## The panel where a person sets when an answer counts. $share, $refuse and $unsure are shares.

threshold = Thresholds
    .help = Set when an answer is called unsure, and when it is no digit at all
threshold-refuse = Refuse below
    .name = Refuse below, in per cent
threshold-refuse-none = Everything counts as a digit, even a scribble
threshold-refuse-unmeasured = A dot or several shapes are no digit; this model was never measured on more
threshold-refuse-measured = What looks less like a digit than all but { $share } of the digits it was measured on is no digit; about so many of your real digits are refused too
threshold-unsure = Unsure below
    .name = Unsure below, in per cent
    .help = An answer of less than this probability is called unsure, and a close second digit is named
threshold-own = Back to the model's own
    .help = Refuse below { $refuse }, unsure below { $unsure }, as the model's card has it

## The strip of the normaliser's steps. $stage is a stage of ink.ftl; $names are one or more of its steps.

strip = From ink to network
strip-empty = Draw something, and each step appears here
strip-several = Several digits are read one by one; these are the steps of all ink as one digit
strip-try = Switch a step off and see what the network makes of it
strip-hide = Hide the steps
    .help = Hide the steps; what is switched off stays off
strip-left-out =
    { $steps ->
        [one] Read without the step “{ $names }”
       *[other] Read without { $steps } steps: { $names }
    }
# Beside the picture of the last stage. $scaling is one of the explanations pixels-… of model.ftl.
strip-input = What the network gets: 28 × 28 = 784 numbers. { $scaling }
strip-again = Switch on again
strip-no-margin = 28 × 28, no margin
strip-picture = { $stage }: { $width } by { $height } pixels
strip-picture-nothing = { $stage }: nothing yet

## Several models side by side. $reading is a digit or the words "not a digit"; $size and $time are one of the
## messages below or written out already.

comparison = Compare…
    .help = Let other models read the same drawing, side by side
comparison-add = Read with it too
comparison-full = Two models at most beside the current one; take one away to add another
comparison-current = { $model } (the current one)
comparison-training = Weights in training
comparison-loading = Being loaded
comparison-no-run = Nothing is being trained now
comparison-remove = Remove { $model }
comparison-not-a-digit = not a digit
comparison-unsure = Unsure
comparison-agree =
    { $models ->
        [1] One model reads: { $reading }
        [2] Both agree: { $reading }
       *[other] All agree: { $reading }
    }
comparison-disagree = They disagree: { $readings }
comparison-differs = differs
comparison-reading = { $model }: { $reading } { $sureness }
comparison-no-reading = { $model }: { $reason }
comparison-bar = { $model }, { $kind ->
    [digit] digit { $digit }
   *[class] class { $digit }
 }: { $share }
comparison-bar-nothing = { $model }, { $kind ->
    [digit] digit { $digit }
   *[class] class { $digit }
 }: nothing to read
comparison-weights = { $weights } parameters
comparison-weights-short = { $thousands }k params
comparison-no-file = in no file
comparison-no-time = no time yet
comparison-foot = { $model }: { $weights }, { $size }, { $time }
comparison-foot-more = { $weights }; the file of weights: { $size }; a reading on this computer: { $time }, the median of the newest ones
comparison-foot-more-uncalibrated = { $weights }; the file of weights: { $size }; a reading on this computer: { $time }, the median of the newest ones. Its probabilities are not calibrated

## A number of several digits. $place counts from 1.

number-read = Read as { $number }
number-digit = { $kind ->
    [digit] Digit
   *[class] Symbol
 } { $place } of { $digits }: { $digit }, { $sure }
number-digit-refused = { $kind ->
    [digit] Digit
   *[class] Symbol
 } { $place } of { $digits }: { $digit }, { $sure }, looks like no digit
number-show = Show { $kind ->
    [digit] digit
   *[class] symbol
 } { $place }: { $digit }
number-refused = This looks like no digit; it is read as the one it is most like
number-copy = Copy
    .help = Copy the digits as text
number-sureness =
    { $digits ->
        [one] { $digits } digit, { $least }
       *[other] { $digits } digits, the least sure { $least }
    }
# $sureness is the message above.
number-sureness-refused =
    { $refused ->
        [one] { $sureness }; one looks like no digit
       *[other] { $sureness }; { $refused } look like no digits
    }

## Digits of one's own: drawn, and kept with their label. $missing lists digits from 0 to 9.

keep-as = This drawing is a… (or press the key)
keep-symbol-name = Name of another symbol
keep-symbol-hint = Another symbol
keep-symbol-long = A name has at most { $most } characters
keep-symbol-digit = “{ $digit }” is a digit: use its button above
keep-none = Draw digits as you write them and say which they are. They are kept on this computer, and the model can be taught to read them
keep-count =
    { $digits ->
        [one] { $digits } digit of your own
       *[other] { $digits } digits of your own
    }
keep-count-missing =
    { $digits ->
        [one] { $digits } digit of your own; no { $missing } yet
       *[other] { $digits } digits of your own; no { $missing } yet
    }
keep-more = and { $digits } drawn before
keep-digit = Your { $label }, number { $number }; take it out
    .help = Take it out; can be undone

## Small pictures of misread images. $image is the image's number in the test set.

thumbnail = Image { $image }: { $label } read as { $predicted }, { $sure }
    .caption = { $label } → { $predicted }, { $sure }
