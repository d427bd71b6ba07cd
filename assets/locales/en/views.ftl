### What can be watched while a network learns.

## The views.

view-curves = Curves
    .command = Show curves
    .help = Loss and accuracy, on the training and the validation images
view-rates = Rates
    .command = Show rates
    .help = Learning rate, L2 norm of the gradient and speed, step by step
view-layers = Layers
    .command = Show layers
    .help = How fast each layer changes, its weights and activations, and the filters of the first
view-digits = Digits
    .command = Show digits
    .help = Which digits are taken for which, and precision and recall of each
view-watch = Watch
    .command = Show watch
    .help = Your drawing and a dozen hard images, read with the weights as they change
view-runs = Runs
    .command = Show runs
    .help = Every run that was kept: compare, rename, export
# What is wrong with a run stands above.
# $fault is what is wrong, as a clause.
advice-fault = It does not learn: { $fault }
advice-diverged = The loss exploded: it reached { $loss } in step { $step }
advice-try = What to try
# One of several things to try, each on a line of its own.
advice-remedy = • { $remedy }
view-first-figures = The first figures come in a moment

# What the training curves are measured on. $changes is a list of what only training does.
curves-note = Training is measured with { $changes }, validation without
    .help = Training: the batches as they are learned from, while the network still changes. Validation: images as they are, after the epoch. So a training loss above the validation loss is no fault

## Layers.

layers-empty = Figures of the layers are taken while a run trains and this view is open
layers-updates-only = Updates are kept for the whole run; weights, activations and filters are measured while this view is open
layers-name = Layer
    .help = From the image to the digits
layers-ratio = Update
    .help = L2 norm of the last step over the L2 norm of the weights
layers-weights = Weights
    .help = How many weights have which value; zero is in the middle
layers-activations = Activations
    .help = How many outputs have which value, on 32 validation images
layers-zeros = Zeros
    .help = Share of the outputs that are 0
layers-ratio-of = Update ratio of { $layer }: { $value }
layers-weights-of = Weights of { $layer }
layers-activations-of = Activations of { $layer }
layers-zeros-of = Share of zeros of { $layer }: { $share }
layers-filters-all = What the first layer looks for, all { $total }: ink on blue speaks for it, on orange against it
layers-filters-some = What the first layer looks for, the first { $seen } of { $total }: ink on blue speaks for it, on orange against it
layers-frozen = frozen
layers-filters-told = { $filters } filters of the first layer, { $side } by { $side } weights each

## Digits.

digits-empty = Figures by digit come with the first epoch of a run
digits-after-epoch =
    { $images ->
        [one] After epoch { $epoch }: { $share } of all { $images } image held out for validation right
       *[other] After epoch { $epoch }: { $share } of all { $images } images held out for validation right
    }
digits-after-step =
    { $images ->
        [one] After step { $step }: { $share } of the first { $images } image held out for validation right
       *[other] After step { $step }: { $share } of the first { $images } images held out for validation right
    }
digits-help = Precision: of what was read as this digit, the share that is it. Recall: of this digit's images, the share that was read as it. F1: their harmonic mean
digits-digit = Digit
digits-precision = Precision
digits-recall = Recall
digits-f1 = F1
digits-images = Images
digits-line = { $kind ->
    [digit] Digit { $digit }
   *[class] Class { $digit }
 }: precision { $precision }, recall { $recall }, F1 { $f1 }

## The search for a learning rate.

finder-cancel = Cancel
finder-trying = Trying ever larger learning rates
finder-help = Tries ever larger rates on a copy of the weights: a good one is where the loss falls fastest
finder-point =
    { $curve }
    Learning rate { $rate }
    Loss { $loss }
finder-smoothed = Smoothed
finder-told =
    { $rates ->
        [one] Loss over { $rates } learning rate
       *[other] Loss over { $rates } learning rates
    }
finder-steepest = Where the loss falls fastest
finder-tenth = A tenth of the rate with the lowest loss
finder-cancelled = Cancelled before the loss fell; try again for a suggestion
finder-never-fell = The loss never fell: a model that has learned already may need fresh weights to find a rate
finder-use = Use { $rate }
    .help = { $suggestion }: make it the learning rate of the next run

## Images that are watched.

watch-live = Read with the weights being trained, a few times a second
watch-result = Read with the best weights of the run shown
watch-current = Read with the current model, until a run trains
watch-loading = The model is being loaded
watch-drawing = Your drawing
watch-drawing-read = Read as { $digit }, { $confidence }
watch-drawing-none = Draw a digit in Draw, and watch it being learned here
watch-image-read = Test image of { $digit }: read as { $read }, { $confidence }
watch-image-unread = Test image of { $digit }: not read yet
watch-guess = { $digit }, { $confidence }
watch-truth = It is a { $digit }

## Every run that was kept.

kept-runs-looking = Looking for runs
kept-runs-empty = Every run you train is kept here
kept-runs-pick = Click a run to see what it brought; tick several to see what differs
kept-runs-search = Search
kept-runs-search-told = Search the runs
kept-runs-total =
    { $runs ->
        [one] { $runs } run, { $size }
       *[other] { $runs } runs, { $size }
    }
kept-runs-no-match = No run matches what is searched for
kept-runs-unreadable = { $run }: { $fault }
kept-runs-broken =
    { $runs ->
        [one] { $runs } run cannot be read
       *[other] { $runs } runs cannot be read
    }
    .help = Show what is wrong, and delete what is of no use
kept-runs-overlay = Overlay { $run }
kept-runs-note = { $state }, { $time }
kept-runs-told = { $run }, { $state }
kept-runs-told-result = { $run }, { $state }, { $result }
kept-runs-interrupted =
    { $epochs ->
        [one] { $run } was interrupted after { $done } of { $epochs } epoch
       *[other] { $run } was interrupted after { $done } of { $epochs } epochs
    }
kept-runs-deleted = { $run } was deleted
kept-runs-undo = Undo

## The list of runs, below everything.

run-list-heading = Runs
# How many runs are laid over the plots.
run-list-laid-over =
    { $runs ->
        [one] { $runs } run laid over
       *[other] { $runs } runs laid over
    }
    .help = Which of their curves are shown, and how repeats of one run are
# A setting in which a run differs from others of its name, such as "seed 7".
run-list-difference = { $setting } { $value }

## The run that is open.

open-run-settings = Settings
open-run-rename = Rename
open-run-close = Close the run
open-run-name = Name of the run
open-run-save-name = Save the name
open-run-cancel = Cancel renaming
open-run-export = Export
# Facts about the run, set apart by open-run-comma.
open-run-started-from = started from { $model }
open-run-epochs =
    { $epochs ->
        [one] { $done } of { $epochs } epoch
       *[other] { $done } of { $epochs } epochs
    }
open-run-best-epoch = best epoch { $epoch }
open-run-validation = validation { $share }
open-run-test = test { $share }
open-run-comma = { ", " }
open-run-failed = It failed: { $fault }

## Ticked runs over each other.

overlay-not-measured = not measured yet
overlay-validation = validation { $spread }
overlay-test = test { $spread }
overlay-both = { $validation }, { $test }
overlay-seeds = { $runs } seeds of { $name }: { $spreads } (mean ± one standard deviation)
overlay-folds = { $runs } folds of { $name }: { $spreads } (mean ± one standard deviation)
overlay-tick-another = Tick another run to see what differs
overlay-same = The settings of these runs are the same
overlay-differs = What differs
overlay-setting = Setting
overlay-row-validation = best validation
overlay-row-test = test
overlay-row-best-epoch = best epoch
overlay-row-time = time

## What a fine-tuning changed.

turned-heading = Before and after
# $model is the model before.
turned-before = Before: { $model }
turned-shares =
    { $images ->
        [one] { $set }: before { $before }, after { $after } of { $images } image
       *[other] { $set }: before { $before }, after { $after } of { $images } images
    }
turned-fixed =
    { $images ->
        [one] { $images } image fixed: read wrong before and right now
       *[other] { $images } images fixed: read wrong before and right now
    }
turned-broken =
    { $images ->
        [one] { $images } image broken: read right before and wrong now
       *[other] { $images } images broken: read right before and wrong now
    }
turned-more = and { $images } more
turned-image = Image { $image }: it is a { $digit }, read as { $before } before and as { $after } after
turned-truth = It is a { $digit }

## A step that was taken alone.

stepped-told =
    Step { $step } on a batch of { $examples }: loss { $before } → { $after }, right { $right_before } → { $right_after }
stepped-layers = Each layer moved by this share of its weights: { $layers }
stepped-label = shows { $label }
stepped-example = Shows { $label }, now read as { $read }; probability of { $label } { $before } → { $after }
