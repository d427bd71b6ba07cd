### Why a network says what it says: backpropagation step by step, heat maps and their checks, changes of the
### picture, the landscape of the loss.

## Why something is not explained.

explain-cancelled = this was overtaken by something newer
# $arch is a network's identifier.
explain-no-attention = the network { $arch } has no attention over squares of the picture
# $stage is a name such as conv1.
explain-no-stage = there is no stage { $stage }
explain-blank = there is no ink

## Ways of making a heat map.

heat-occlusion = Occlusion
    .help = Covers a small square of the drawing at every place: where the answer suffers, the ink mattered
heat-gradient = Gradient
    .help = How the answer changes with a little more ink, pixel by pixel
heat-smooth = SmoothGrad
    .help = The mean gradient over noisy copies of the drawing
heat-integrated = Integrated gradients
    .help = Gradients along the way from a baseline to the drawing; they add up to the difference of the two answers
heat-rollout = Attention rollout
    .help = Where attention comes from, all layers multiplied

baseline-paper = Empty paper
baseline-grey = Half ink
baseline-ink = Full ink
baseline-blurred = The drawing out of focus

## What may be done to the ink.

pen-both = Add and erase
pen-add = Only add ink
pen-erase = Only erase ink

## Ways of going downhill.

descent-plain = Gradient descent
descent-momentum = Momentum
descent-adam = Adam

## Whether heat maps notice that layers are drawn anew, as a clause.

heat-occlusion-finding = it asks the network itself, so it changes with it
heat-gradient-finding = it passes this check, but is noisy
heat-smooth-finding = it passes this check, and is smoother than the gradient
heat-integrated-finding = it is multiplied by the ink, so that the drawing shines through whatever the network
heat-rollout-finding = it fails where the last layers are drawn anew: it never asks them, nor which digit is meant

## Views between drawing and answer.

inside-backpropagation = Backpropagation
    .command = Look inside: backpropagation
    .help = The gradient at every layer for this drawing, one weight followed back, and steps on a copy of the weights
inside-why = Why
    .command = Look inside: why
    .help = Which ink speaks for the answer, and whether that can be believed
inside-change = Change
    .command = Look inside: change
    .help = The smallest change that flips the answer, and one along the slope beside noise of the same size
inside-landscape = Landscape
    .command = Look inside: landscape
    .help = The loss around the weights, and ways of going downhill

## What all of them say. $fault is a clause.

explain-fault = This cannot be explained: { $fault }
explain-working = One moment
explain-digit = { $kind ->
    [digit] Digit { $digit }
   *[class] Class { $digit }
 }
explain-as-read = The digit that is read

## Backpropagation.

practice-wanted = Wanted: { $digit }
practice-wanted-none = Wanted
stepping-plain = Plain steps
stepping-momentum = Momentum
stepping-rmsprop = RMSprop
stepping-adam = Adam
practice-rate = Learning rate
    .help = The learning rate η: how far a step goes
explain-step = Take the step
    .help = Changes a copy of the weights by one step on this drawing; the model stays as it is
explain-undo-step = Take the step back
    .help = The weights as they were before the last step
explain-start-over = Start over
    .help = The model's own weights again
explain-practised-name =
    { $model }, { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    } on one digit
explain-use-practised = Use these weights
    .help = Reads with the weights that were stepped; nothing is saved unless you save the model
# $loss and $probability are numbers.
practice-loss = Loss { $loss } = −ln p({ $digit }) = −ln { $probability }
# $share is a percentage.
practice-reads = Reads { $digit }, { $share }
practice-after = Reads { $digit }, { $share }. The step took { $wanted } from { $before } to { $after }
practice-after-less = Reads { $digit }, { $share }. The step changed the probability of { $wanted } by less than { $least }
# $temperature is a number.
practice-temperature = All of this is at temperature 1, as in training; the bars of the answer are at { $temperature }
practice-old = (as before; the new one is being computed)
# $losses is a list of numbers.
practice-losses = Losses: { $losses }
# $stage is a name such as conv1, $shape such as 32 × 26 × 26, $delta a number.
practice-stage = Gradient at { $stage }: { $shape }, up to { $delta }
practice-largest = ≤ { $delta }
# $tensor is a name such as conv1.weight.
practice-weight = One weight: { $tensor }, { $place }
practice-strongest = The strongest
practice-stronger = A weight with a larger gradient
practice-weaker = A weight with a smaller gradient
practice-rank = number { $rank } of { $all } by gradient
practice-place-filter = filter { $filter }, channel { $channel }, row { $row }, column { $column }
practice-place-unit = output { $unit }, input { $input }
practice-place-number = number { $number }
practice-sum = ∂L/∂w = Σ δ·a = { $terms } = { $gradient }
# $rest is how many terms are not written, $others their sum.
practice-sum-rest = ∂L/∂w = Σ δ·a = { $terms } + { $rest } more, { $others } = { $gradient }
# $ways is a number.
practice-chain = The largest term by the chain rule, from the loss back, along the strongest of { $ways } ways
practice-end = p − y of { $digit }
practice-input = a
practice-chain-told = Chain rule: { $factors } = { $product }
practice-update = w ← w − η g = { $weight } − { $rate } × { $gradient } = { $after }
practice-update-momentum = v ← 0.9 v + g = { $first }, w ← w − η v = { $weight } − { $rate } × { $taken } = { $after } (g = { $gradient })
practice-update-rmsprop = v ← 0.99 v + 0.01 g² = { $second }, w ← w − η g / √v = { $weight } − { $change } = { $after }
practice-update-adam = m ← 0.9 m + 0.1 g = { $first }, v ← 0.999 v + 0.001 g² = { $second }, w ← w − η m / √v = { $weight } − { $change } = { $after } (in step t, m is first divided by 1 − 0.9^t and v by 1 − 0.999^t)

## Why.

why-digit = Why { $digit }?
why-none = Why?
why-not-digit = And not { $digit }?
why-not-none = And not …?
why-against-none = Against no digit
why-trained = The trained network
# $method is a way of making heat maps, above its map.
why-title = { $method }: what speaks for { $digit }
why-title-difference = { $method }: what speaks for { $digit } and not { $other }
# $title is one of the two above.
why-old = { $title } (as before; the new one is being computed)
# $method is a way of making heat maps, $score a number.
why-map = { $method }: what speaks for { $digit }, logit { $score }; most of all the ink at row { $row }, column { $column }
why-map-difference = { $method }: what speaks for { $digit } and not { $other }, logits { $score } apart; most of all the ink at row { $row }, column { $column }
why-randomised =
    { $layers ->
        [one] { $layers } layer drawn anew: rank correlation { $alike }
       *[other] { $layers } layers drawn anew: rank correlation { $alike }
    }
why-randomised-flat =
    { $layers ->
        [one] { $layers } layer drawn anew: the map says the same of all ink
       *[other] { $layers } layers drawn anew: the map says the same of all ink
    }
why-colours = Blue speaks for { $digit }, orange against it, up to { $reach } of its logit
why-colours-difference = Blue speaks for { $digit }, orange for { $other }, up to { $reach } between their logits
why-colours-rollout = The bluer, the more attention comes from there, whatever the digit
why-adds-up = All pixels add up to { $sum }: the score { $score } less the baseline's { $baseline } is { $difference }
why-adds-up-about = All pixels add up to { $sum }, about the difference: the score { $score } less the baseline's { $baseline } is { $difference }
why-score = Logit { $score }, explained in { $time }
why-baseline = From
why-rollout-difference = Attention rollout does not know which digit is meant
why-curves = Is it the ink that counts?
why-deletion = Deletion
why-insertion = Insertion
why-dashed = dashed: random order
# The arguments are numbers from 0 to 1.
why-areas = Area under deletion { $deletion } (random order { $random_deletion }, lower is better), under insertion { $insertion } (random order { $random_insertion }, higher is better)
why-no-better = No better than random order in either: what the map marks is not what the answer hangs on
why-no-better-deletion = Taking ink away in its order is no better than in random order
why-no-better-insertion = Putting ink back in its order is no better than in random order
why-axis-ink = Share of the ink
# $digit and $other are digits.
why-axis-probability = Probability of { $digit }
why-axis-probability-two = { $digit } against { $other }
why-random = Does it ask the network?
why-randomise = Randomise this layer: { $layer }
    .help = Draws { $layer } anew, besides those above it, and makes the map again: a map that stays the same explains nothing
why-randomised-all = Every layer is drawn anew
why-as-trained = As trained
    .help = All layers as they were
why-bar = { $layer } drawn anew: rank correlation { $alike }
why-verdict-none = Draw the layers anew from the top, and see whether the map notices
why-verdict-flat = The map says the same of all ink, so it can no longer be compared
why-verdict-same = Rank correlation { $alike }: the map hardly notices; so far it tells of the drawing rather than of the network
why-verdict-turned = Rank correlation { $alike }: the same order turned around, so far the map tells of the drawing rather than of the network
why-verdict-between = Rank correlation { $alike }: part of the map comes from the drawing alone
why-verdict-other = Rank correlation { $alike }: another map, so it does depend on what the network learned
why-known = { $method }, as a rule: { $finding }

## Change.

change-by-ink = The smallest change of ink
change-by-slope = A small step of every pixel: along the slope, and at random
change-to = To { $digit }
change-to-any = To any digit
change-any = Any other digit
explain-find-flip = Find it
    .help = Fills or empties pixels one by one until something else is read, then puts back all that were not needed
explain-cancel-flip = Stop searching
    .help = Ends the search
explain-flip-to-canvas = Put on the canvas
    .help = Reads the changed picture in place of the drawing
explain-attack-to-canvas = Put the attacked picture on the canvas
    .help = Reads the attacked picture in place of the drawing
change-drawing = The drawing as the network gets it
change-not-begun = How few pixels make it read something else?
change-not-found = Eighty pixels were not enough
# $share is a percentage.
change-reading = { $digit }, { $share }
change-found =
    { $pixels ->
        [one] { $pixels } pixel turns { $before } into { $after }: { $added } added, { $erased } erased
       *[other] { $pixels } pixels turn { $before } into { $after }: { $added } added, { $erased } erased
    }
change-before-after = Read as { $before } before, as { $after } now
change-minimal = To put back any one of them brings the old answer back
change-of = Of the drawing that is read as { $digit }
change-old = As before; the new picture is being computed
change-epsilon = Size of the change
    .help = How far every pixel moves, as a share of full ink
change-attacked = Along the slope
change-noisy = Noise of the same size
# $epsilon is a number, $attacked and $noisy are percentages.
change-curves = Probability of { $digit } at ε { $epsilon }: { $attacked } along the slope, { $noisy } with noise
change-flips-attacked = Along the slope another digit is read from ε { $attacked } on; with noise of the same size, in most draws, never
change-flips-both = Along the slope another digit is read from ε { $attacked } on, in most draws of noise only from { $noisy } on
change-flips-together = Another digit is read from ε { $both } on, along the slope and in most draws of noise alike: this network is as weak against noise of this size
change-flips-noise-first = In most draws of noise another digit is read from ε { $noisy } on, along the slope only from { $attacked } on: this network is weaker against noise of this size than along its slope
change-flips-noise = Not even half of the ink is enough along the slope; in most draws of noise another digit is read from ε { $noisy } on
# $epsilon is a number.
change-as-weak = At ε { $epsilon } noise takes as much from { $digit } as the slope does: this network is as weak against noise of this size
change-noise-mean = Noise, the mean of { $draws } draws
change-axis-epsilon = Size of the change ε
change-flips-none = Not even half of the ink is enough, neither along the slope nor with noise
changed-flip = Changed into { $digit }
changed-attack = Changed along the slope

## Landscape.

landscape-network = This network
    .help = The loss around its weights, along two random directions
landscape-two-weights = Two weights
    .help = A line through three points, where every step can be seen
explain-measure = Measure
    .help = Measures the loss around the weights that read now, from coarse to fine
explain-cancel-measuring = Stop measuring
    .help = Ends the measurement; what is measured stays
explain-other-directions = Other directions
    .help = Measures along two other random directions
landscape-empty = Not measured yet
landscape-told = Landscape of the loss from { $least } to { $most }, { $done } measured, with { $steps } steps of backpropagation in it
landscape-here = Loss here: { $loss }
landscape-range = From { $least } to { $most } in the picture
landscape-old = These are the surroundings of other weights than those that read now
# $times is a number.
landscape-enlarged = The steps, { $times } times as large
landscape-words = The mean loss on { $images } training images. Right and up are random directions in which every filter is as long as the network's own; the edge is one such length away. Lines are of equal loss.
landscape-steps =
    { $steps ->
        [0] Steps of backpropagation appear here as a path
        [one] { $steps } step of backpropagation is drawn in
       *[other] { $steps } steps of backpropagation are drawn in
    }
two-weights-told = After { $steps } steps: { $losses }
two-weights-steps = steps
# $points is a list of pairs.
two-weights-words = A line y = w x + b through the points { $points }: w to the right, b up, the cross is the best line
two-weights-rate = η = { $rate }
two-weights-step = Step { $step } of gradient descent
two-weights-slope = ∂e/∂w = (2/3) Σ (w x + b − y) x = { $slope }
two-weights-w = w ← w − η ∂e/∂w = { $from } − { $rate } × { $slope } = { $to }
two-weights-slope-b = ∂e/∂b = (2/3) Σ (w x + b − y) = { $slope }
two-weights-b = b ← b − η ∂e/∂b = { $from } − { $rate } × { $slope } = { $to }
two-weights-end = w = { $slope }, b = { $height }, error { $loss }

## Work in the background.

work-finding-flip = Looking for the smallest change
work-measuring-landscape = Measuring the landscape

## An input that pleases a map.

favourite-find = Climb
    .help = Starts from faint noise and changes every pixel so that this map rises
favourite-told = Climbed from { $before } to { $after }
