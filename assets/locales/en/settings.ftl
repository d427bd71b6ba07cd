### Settings of a training run: the panel where they are set, and what it says about them.

## Head of the panel.

setup-heading = Settings
setup-lessons = Settings for a lesson…
    .help = Fill in the settings that show one thing well; can be undone
setup-undo = Undo
# $fault is a clause that says what is out of range.
setup-refused = A run cannot start: { $fault }

## Commands for the settings as a whole.

setup-defaults = Defaults
    .help = Set every setting of the run back to its default; can be undone
setup-back = Settings back as they were
    .help = Undo the last preset, settings file or return to the defaults
setup-explain = Explain every setting
    .help = Show what each setting does under it, or only on hover
# In the list of all commands. $lesson is the name of ready-made settings.
setup-lesson = Lesson: { $lesson }

## What replaced the settings, while that can be undone.

setup-set-to-defaults = Every setting is at its default
setup-set-for-lesson = Set for “{ $lesson }”
setup-set-from-file = Set from { $file }
setup-set-for-own-digits = Set to teach your own digits

## What the next run will do. $weights, $images and $epochs are the counts below.

setup-plan-train = Train { $network }, { $weights }, on { $images } for { $epochs }
setup-plan-train-folds = Train { $network }, { $weights }, on { $images } for { $epochs }, { $folds } times over
setup-plan-tune = Fine-tune { $model }, { $weights }, on { $images } for { $epochs }
setup-plan-tune-folds = Fine-tune { $model }, { $weights }, on { $images } for { $epochs }, { $folds } times over
setup-count-weights =
    { $weights ->
        [one] { $weights } parameter
       *[other] { $weights } parameters
    }
setup-count-images =
    { $images ->
        [one] { $images } image
       *[other] { $images } images
    }
setup-count-epochs =
    { $epochs ->
        [one] { $epochs } epoch
       *[other] { $epochs } epochs
    }

## Sections of the panel.

setup-section-data = Images
    .help = Which images train and which are held out
setup-section-augmentation = Augmentation in detail
    .help = How strongly training images are shifted, rotated, scaled and bent, with examples
setup-section-learning = Optimiser and schedule
    .help = How a gradient becomes a step, and how bold the steps are over the run
setup-section-regularisation = Regularisation
    .help = What keeps the network from overfitting its training images
setup-section-teachers = Teachers
    .help = Lets the network learn what trained models make of every image, besides its label
setup-section-early-stopping = Stop early
    .help = Ends a run that no longer gets better
setup-section-trainable = What to train
    .help = Which weights learn: all of them, the last ones, or low-rank adapters beside them
setup-section-pixels = Pixels
    .help = How the grey of a pixel becomes the number that the network reads
setup-section-run = Seed and threads
    .help = Where chance comes from, and how many cores work

## Controls of every setting. $setting is its name.

setup-as-number = { $setting } as a number
setup-switched-on = { $setting } on
setup-off = off
setup-reset = { $setting }: back to the default
    .help = Changed; click for the default
setup-range = from { $low } to { $high }
setup-out-of-range = { $setting }: { $range }
# Numbers with their unit.
setup-in-pixels = { $number } px
setup-in-degrees = { $number }°
setup-in-epochs = { $number } ep.

## What to start from.

setup-from-model = A trained model
    .help = Fine-tuning: goes on from what the model has learned
setup-from-fresh-weights = Fresh weights
    .help = Starts from random weights and learns everything anew
setup-start-model = Model to start from
    .help = The model to go on from; it also becomes the one that reads your drawings
setup-model-loading = The model is being loaded
setup-model-network = { $network }, { $weights } parameters; fine-tuning keeps network and pixels
setup-network = Network
    .help = The network to train: how many layers it has, and of which kind
setup-network-weights = { $network }, { $weights } parameters
setup-first-weights = First weights: { $init }

## The settings that are always in view.

setup-epochs = Epochs
    .help = How often the network sees every training image
setup-batch-size = Batch size
    .help = Images the network looks at before it changes its weights once
setup-learning-rate = Learning rate
    .help = How far each step goes: too small learns slowly, too large never settles
setup-augmentation = Augmentation
    .help = Random changes to every training image, so that the network sees more than there is
# In place of a ready-made strength of augmentation, where each change is set by itself.
setup-augmentation-by-itself = Set below

## Images.

setup-source = Source
setup-pixel-order = Pixel order
setup-polarity = Polarity
setup-mix-in = Mix in
    .help = Shows images of a second collection among the others, in a share that you choose
setup-mix-pixel-order = Mix order
setup-mix-polarity = Mix polarity
setup-mix-share = Share
    .help = Share of the images shown in an epoch that are mixed in; where there are too few, they come again
setup-split = Split
setup-split-seed = Split seed
    .help = Decides which images are held out; off takes the seed of the run, on keeps them the same over runs
setup-validation = Validation
    .help = Images held out of training, to see how well the network reads what it has never seen
setup-validation-too-many = There are too few images for that; { $images } will be held out
setup-validate-on = Validate on
    .help = Share of all images that is held out to choose the best epoch
setup-test-on = Test on
    .help = Share of all images that is kept for the final measurement
setup-train-on = { $share } train; validation and test share the rest
setup-folds = Folds
    .help = Number of equal parts; every part is held out once, in a run of its own
setup-folds-runs = Start trains { $folds } runs one after the other, and tells mean and standard deviation
setup-classes = Class balance
setup-per-digit = Per digit
    .help = Trains on so many images of each digit only, to see how few are enough
setup-limit = At most
    .help = Trains on a part of the images only: quicker, and shows how much their number matters
setup-label-noise = Label noise
    .help = Shuffles this share of the training labels among each other. About one in ten of them stays right by chance; the others can only be memorised

# The lists of images to choose from.
setup-offer-nothing = Nothing
    .help = Only the images of the source
setup-offer-mnist = MNIST, inside the program
# $kind is a kind of images; a file is asked for next.
setup-offer-file = { $kind }…
setup-offer-own-digits =
    { $digits ->
        [one] { $digits } digit I kept
       *[other] { $digits } digits I kept
    }
    .help = The digits that were kept in Draw, under their keys

setup-images-there = { $train } images to train and validate on, { $test } to test on
setup-images-opening = The images are being opened
setup-images-opening-share = The images are being opened, { $share }

## Random changes to the training images.

setup-shift = Shift
    .help = Moves the digit by up to so many pixels
setup-rotation = Rotation
    .help = Turns the digit by up to so much to either side
setup-scale = Scale
    .help = Makes the digit larger or smaller by up to this share
setup-shear = Shear
    .help = Slants the digit to either side, by up to this share of its height
setup-crop = Crop
    .help = Cuts up to this share of each side off and enlarges the rest
setup-elastic = Elastic
    .help = Elastic distortion: moves neighbouring pixels alike by random amounts with this standard deviation, so that strokes bend as in an unsteady hand
setup-thickness = Thickness
    .help = Makes the strokes thicker or thinner by up to so much on each side
setup-noise = Noise
    .help = Adds random grey to every pixel, with this standard deviation
setup-pen = Pen
    .help = Draws this share of the images anew with a pen of even width
setup-synthetic = Made-up digits
    .help = Replaces this share of the images by the same digit in made-up strokes, with habits that MNIST lacks
setup-no-flips = No flips: a mirrored digit is another digit or none at all
setup-preview = Above as they are, below as the network sees them in two epochs
# $digits are the labels of the images, from left to right.
setup-preview-digits = Training images before and after augmentation: { $digits }
setup-preview-others = Other examples
    .help = Show other training images

## Optimiser and schedule.

setup-optimiser = Optimiser
setup-momentum = Momentum
    .help = Share of the last step's velocity that is kept in the next one
setup-nesterov = Nesterov
    .help = Looks ahead: takes the gradient where the momentum is about to lead, not where the weights stand
setup-decay = Decay
    .help = How long the usual size of each weight's gradient is remembered (decay of the mean of its squares)
setup-beta1 = Beta 1
    .help = How long the direction of earlier gradients is remembered (decay of their mean)
setup-beta2 = Beta 2
    .help = How long the usual size of each weight's gradient is remembered (decay of the mean of its squares)
setup-schedule = Schedule
setup-every = Every
    .help = Epochs between two changes of the rate
setup-factor = Times
    .help = What the rate is multiplied by, above 0 and at most 1
setup-warm-up = Warm-up
    .help = Epochs over which the rate first rises from 0, so that the first steps do no harm
setup-clip-norm = Clip gradient
    .help = Scales the gradient down where its L2 norm over all weights is larger than this. With SGD the step gets shorter by as much; with Adam, AdamW and RMSprop, which divide by the usual size of the gradient, it hardly changes
setup-rate-over-run = Learning rate over the run: from { $first } up to { $highest }, at the end { $last }

## Regularisation and early stopping.

# The explanation for optimisers that add weight decay to the gradient, and the one for AdamW, which does not.
setup-weight-decay = Weight decay
    .help = Pulls every weight towards 0 in proportion to its size, as a part of the gradient (L2 penalty)
    .decoupled = Pulls every weight towards 0 in proportion to its size, apart from the gradient (decoupled weight decay, which is no L2 penalty)
setup-l1 = L1 penalty
    .help = After every step, moves every weight towards 0 by the learning rate times this, so that those of no use end up at 0 (L1 penalty, by soft thresholding)
setup-dropout = Dropout
    .help = Sets this share of the units to 0 at random in every step; off leaves the network's own rate
setup-label-smoothing = Label smoothing
    .help = Shares this part of every label out over all ten digits, so that the network is not pushed towards certainty; the training loss then stays above 0
setup-weight-average = Weight average
    .help = Keeps an exponential moving average of the weights (EMA), which is what is validated and kept
setup-outliers = No digit
    .help = Share of each batch that shows no digit at all, so that the network learns to be unsure
setup-early-stopping = Early stopping
    .help = Ends the run when it has not become better for some epochs; the best epoch is kept
setup-measure = Measure
setup-patience = Patience
    .help = Epochs without an improvement after which the run ends
setup-least-change = Least change
    .help = The smallest change that counts as an improvement

## Teachers: models to learn from besides the labels (knowledge distillation).

setup-teachers = Learn from
    .help = What these models make of an image is learned besides its label (knowledge distillation)
setup-teachers-why = A label says 4; a good model says 4, a little 9, hardly 1. That is more to learn from
setup-teachers-share = Share
    .help = How much the teachers count: 0 is the label alone, 1 the teachers alone
setup-temperature = Temperature
    .help = Softens the answers for the comparison: the higher, the more the unlikely digits count
setup-teachers-none = None, labels alone
setup-teachers-two = { $first } and { $second }
setup-teachers-mean = The mean of { $models } models
setup-teachers-asked = The teachers are being asked about some images
setup-teachers-example = A training image that they find hard: its label in outline, their answer filled in
setup-teachers-image = Training image of a { $digit }
# $first, $second and $third are the likeliest digits, each as in the message below.
setup-teachers-say = Label { $label }; the teachers say { $first }, { $second }, { $third }
setup-teachers-probability = { $digit } with { $probability }
setup-teachers-other = Another image
    .help = Show another image that the teachers are unsure of

## Which weights learn, and how pixels are scaled.

setup-trainable = Weights to train
setup-output-layer = Outputs
    .help = What becomes of the outputs of the model it starts from, where the images show other things than it knows
# $lacking, $added and $outputs are names of classes with commas between them.
setup-outputs-lacking = The images show { $lacking }, which the model does not know. Keep its outputs and add new ones, or take a new output layer.
setup-outputs-none-new = The model knows everything that the images show: no output is added.
setup-outputs-added = Added: { $added }. All weights learn, at a low rate and with the old images beside the new ones, so that the digits are not forgotten.
setup-outputs-new = New outputs: { $outputs }. What comes before them has been learned already and only adapts; a single last layer learns faster and from fewer images, all weights learn better.
setup-trainable-weights = { $trained } parameters learn, of { $all }
setup-rank = Rank
    .help = Rank of the adapters: the higher, the more they can change and the more parameters they have
setup-pixels = Range
setup-pixels-of-model = The model brings its own: { $range }. { $help }
setup-pixels-measured = Mean and standard deviation are measured on the training images when the run begins

## Seed and threads.

setup-seed = Seed
    .help = Number that all chance in the run comes from: the same seed gives the same run
setup-threads = Threads
    .help = Processor cores to compute on; fewer leave more for other programs
# In place of the number of threads; may also be typed.
setup-threads-all = all
setup-threads-same = The number of threads changes nothing but the time: one core learns the same as all

## While a run goes on.

setup-this-run = This run
    .help = What can be changed while it trains; the rest is told below
setup-next-run = Next run
    .help = Get the next run ready while this one trains
setup-live = Counts from the next step on; every change is marked in the curves
setup-live-rest = Set for the whole run
setup-live-network = { $network }, { $epochs }
# Before what is set. $title is the name of a section, or "Network".
setup-live-title = { $title }:

## What is set in a section, in one line: parts with a comma between them. A part has a second form, .first, for the
## beginning of the line.

setup-told-comma = { ", " }
setup-told-none = None
setup-told-off = Off
setup-told-pixels-of-model = { $range }, as the model has it
setup-told-low-rank = { $trainable } of rank { $rank }
setup-told-early-stopping = { $measure }, patience { $epochs }
setup-told-run = Seed { $seed }, { $threads }
setup-told-threads-all = all threads
setup-told-threads =
    { $threads ->
        [one] { $threads } thread
       *[other] { $threads } threads
    }

# Images. $first and $second are names of collections.
setup-told-mixed = { $first } with { $share } { $second }
setup-told-held-out = { $images } held out
setup-told-ratio = { $train }/{ $validation }/{ $test } %
setup-told-folds = { $folds } folds
setup-told-split-seed = split seed { $seed }
setup-told-balanced = balanced
setup-told-per-digit = { $images } a digit
setup-told-limit = at most { $images }
setup-told-label-noise = label noise { $share }

# Augmentation.
setup-told-shift = shift { $value } px
    .first = Shift { $value } px
setup-told-rotation = rotation { $value }°
    .first = Rotation { $value }°
setup-told-scale = scale { $value }
    .first = Scale { $value }
setup-told-shear = shear { $value }
    .first = Shear { $value }
setup-told-elastic = elastic { $value } px
    .first = Elastic { $value } px
setup-told-crop = crop { $value }
    .first = Crop { $value }
setup-told-thickness = thickness { $value } px
    .first = Thickness { $value } px
setup-told-noise = noise { $value }
    .first = Noise { $value }
setup-told-pen = pen { $value }
    .first = Pen { $value }
setup-told-synthetic = made-up digits { $value }
    .first = Made-up digits { $value }

# Optimiser and schedule.
setup-told-sgd = SGD, momentum { $momentum }
setup-told-sgd-nesterov = SGD, momentum { $momentum }, Nesterov
setup-told-rmsprop = RMSprop { $decay }, momentum { $momentum }
setup-told-adam = Adam { $beta1 }, { $beta2 }
setup-told-adamw = AdamW { $beta1 }, { $beta2 }
setup-told-constant = constant
setup-told-cosine = cosine
setup-told-one-cycle = one cycle
setup-told-step = × { $factor } every { $epochs }
setup-told-exponential = × { $factor } an epoch
setup-told-warm-up = warm-up { $epochs }
setup-told-clip-norm = clipped at { $norm }

# Regularisation.
setup-told-weight-decay = weight decay { $value }
    .first = Weight decay { $value }
setup-told-l1 = L1 { $value }
    .first = L1 { $value }
setup-told-label-smoothing = smoothing { $value }
    .first = Smoothing { $value }
setup-told-outliers = no digit { $value }
    .first = No digit { $value }
setup-told-dropout = dropout { $value }
    .first = Dropout { $value }
setup-told-weight-average = average { $value }
    .first = Average { $value }
