### Plots: curves, axes, legends, and what is said beside the pointer.

## What is measured. The attribute `inside` is its name in the middle of a sentence.

metric-loss = Loss
    .help = Cross-entropy: the mean of −ln of the probability given to the right answer, in nats; lower is better
    .inside = loss
metric-accuracy = Accuracy
    .help = Share of the images that the network reads right; higher is better
    .inside = accuracy
metric-learning-rate = Learning rate
    .help = What the step is multiplied by that the optimiser makes of the gradient; it goes roughly against the gradient
    .inside = learning rate
metric-gradient-norm = Gradient norm
    .help = L2 norm of the gradient over all weights: how steep the loss is. With SGD a spike is a long step; Adam, AdamW and RMSprop even it out
    .inside = gradient norm
metric-speed = Images per second
    .help = How many images it learns from in a second
    .inside = images per second
metric-update-ratio = Update ratio
    .help = L2 norm of one step over the L2 norm of the layer's weights; about 0.001 is usual
    .inside = update ratio
# A mean and the standard deviation of its repeats.
metric-spread = { $mean } ± { $deviation }

## Curves of a run. The attribute `inside` is its name in the middle of a sentence.

curve-training = Training
    .inside = training
curve-training-raw = Training, raw
    .inside = training, raw
curve-validation = Validation
    .inside = validation
# Runs that are repeats of each other, as one curve. $numbers is such as "1–3".
curve-mean = { $numbers } mean of { $runs }: { $name }
curve-run = { $number } { $name }
# The curve of a ticked run on the images it learned from.
curve-laid-over-training = { $curve }, training

## The axis along the bottom.

axis-epoch = Epochs
    .help = An epoch is one pass over all training images
axis-step = Steps
    .help = A step is one batch of images learned from
axis-time = Time
    .help = Seconds of training, without pauses
# Where the axis begins.
axis-epoch-zero = Epoch 0
axis-step-zero = Step 0
axis-seconds = { $seconds } s
axis-menu = Axes
    .help = Epochs, steps or time along the bottom, linear or logarithmic heights
axis-whole = Whole run
    .help = Show the whole run again; Ctrl and the wheel zoom, dragging moves
scale-linear = Linear
    .help = Equal differences look equal
scale-log = Log
    .help = Equal ratios look equal: from 1 to 0.1 is as far as from 0.1 to 0.01; accuracy is drawn by the share of errors

## A moment of a run, beside the pointer.

plot-moment = Epoch { $epoch }, step { $step }, { $time }
plot-epoch = Epoch { $epoch }
plot-step = Step { $step }
plot-point = { $curve }: { $value }

## What a plot says to who cannot see it. $values is a list of curves, each with its last value.

plot-told = { $metric }: { $values }
plot-told-value = { $curve } { $value }
plot-told-nothing = { $metric }: nothing measured yet
# $told is what was said before, $mark one of the marks below.
plot-told-mark = { $told }; { $mark }

## Marks along a run.

mark-best = Best epoch { $epoch }
mark-best-value = Best epoch { $epoch }, { $value }
mark-stopped = Stopped by hand
mark-ended-early = Ended early
mark-diverged = The loss diverged
mark-rate = { $suggestion }, { $rate }

## Kinds of marks, in the legend.

mark-kind-best = Best epoch
    .help = The epoch that reads most of the validation images right; its weights are kept
mark-kind-change = Setting changed
    .help = A setting was changed while the run went on
mark-kind-stop = Ended early
    .help = The run ended before its last epoch
mark-kind-suggestion = Suggestion
    .help = A learning rate that the search suggests

## The legend: a switch for each curve. $plot is what the plot shows.

legend-switch = { $plot }: show { $curve }
legend-hide = Hide this curve
legend-show = Show this curve

## What is compared of several runs.

measure-validation-accuracy = Validation accuracy
    .help = Share of the held-out images that are read right, after each epoch
measure-validation-loss = Validation loss
    .help = Cross-entropy on the held-out images, after each epoch
measure-training-accuracy = Training accuracy
    .help = Share of the images in the training batches that are read right, changed as they are for training; smoothed
measure-training-loss = Training loss
    .help = Loss on the training batches, with everything that is changed for training; smoothed
repeats-mean = Mean of repeats
    .help = Runs that differ only in their seed or fold become one curve, their mean, with a band of one standard deviation to each side
repeats-each = Each run
    .help = Every run has a curve of its own

## Small pictures of figures.

# $what is what is counted, such as "Weights of conv1".
histogram-told = { $what }, from −{ $reach } to { $reach }
