### The training loop: settings, errors, advice.

## Optimisers.

optimiser-sgd = SGD with momentum
    .help = Walks downhill like a ball that keeps rolling, with one learning rate for all weights: in steep directions it moves faster
optimiser-rmsprop = RMSprop
    .help = Divides each weight's gradient by its usual size, so that steps are about as long in flat directions as in steep ones
optimiser-adam = Adam
    .help = RMSprop with momentum: each weight goes by the mean of its gradients over their usual size
optimiser-adamw = AdamW
    .help = Adam with weight decay apart from the gradient, so that it pulls every weight in proportion to its size alone

## Learning-rate schedules.

schedule-constant = Constant
    .help = The same learning rate throughout
schedule-step = Steps
    .help = The same learning rate for some epochs, then multiplied by a factor, and so on
schedule-exponential = Exponential
    .help = The learning rate falls a little with every step, by the same factor in every epoch
schedule-cosine = Cosine
    .help = The learning rate falls to 0 along half a cosine: slowly, then faster, then slowly again
schedule-one-cycle = One cycle
    .help = The learning rate rises from a low value to its highest after 30 % of the way, then falls to nearly 0

## Which images train, validate and test.

split-standard = Standard
    .help = Tests on the images everybody tests on, and holds some of the others out
split-ratio = By ratio
    .help = Shuffles all images together and shares them out, as textbooks do
split-k-fold = k-fold
    .help = Cuts the images into equal parts and holds another one out in every run

## Where the images come from.

collection-mnist = MNIST
    .help = 70,000 digits that people wrote around 1990; everybody in the field has tried them
collection-folder = A folder of images
    .help = Other pictures of 28 × 28 pixels, in the files that data sets come in: IDX, CSV or npz
collection-ink = An ink file
    .help = Digits drawn by hand, in an ink file that says which digit each is
# Names of two collections whose images are mixed.
collections-mixed = { $first } and { $second }

## What becomes of the outputs of the model that a run starts from.

output-layer-kept = Kept
    .help = The model's own outputs: it has to know everything that the images show
output-layer-extended = Kept, new ones added
    .help = The old outputs stay as they are, and each class that the model does not know gets a fresh one behind them
output-layer-new = New
    .help = A fresh output for each class of the images; everything before it stays as the model learned it

## Which weights change.

trainable-all = All weights
    .help = Every weight may change
trainable-last-layer = The last layer
    .help = Only the layer that decides learns; what it looks at stays
trainable-last-block = The last block
    .help = The deciding layer and the one it reads from learn; the rest stays
trainable-low-rank = Low-rank adapters
    .help = The weights stay, and small low-rank matrices beside them learn what has to change (LoRA)

## What early stopping watches.

early-stopping-validation-loss = Validation loss
    .help = Waits for a lower loss on images it does not learn from; the finer measure
early-stopping-validation-accuracy = Validation accuracy
    .help = Waits for more images read right among those it does not learn from

## How pixels are scaled.

scaling-unit = 0 to 1
    .help = Paper is 0 and full ink is 1
scaling-signed = −1 to 1
    .help = Paper is −1, mid-grey 0 and full ink 1, so that paper counts as an input too
scaling-standardised = Standardised
    .help = Shifted and scaled so that the training pixels have mean 0 and standard deviation 1
scaling-shuffled-squares = 0 to 1, squares shuffled
    .help = Paper is 0 and full ink is 1; the 16 squares of 7 × 7 pixels stand in another order, the same for every picture: does a network need its neighbours?

## Ready-made settings for lessons.

preset-ninety-nine = 99 % in a minute
    .help = A small network reads 99 of 100 digits that it has never seen, after three epochs
preset-one-layer = One layer only
    .help = Softmax regression, one weight for each pixel and digit: learns within seconds and stays at 92 of 100
preset-rate-too-high = Rate too high
    .help = Steps so large that each one overshoots: the loss jumps about and does not come down
preset-rate-too-low = Rate too low
    .help = Steps so small that the loss hardly moves; nothing is wrong but the patience it takes
preset-overfit = Overfit on purpose
    .help = Twenty images of each digit, again and again: training reaches 100 % while validation stays behind
preset-augmented = More from few images
    .help = The same few images as in overfitting, shifted, rotated and scaled: the gap to validation closes in part
preset-shuffled-labels = Memorise shuffled labels
    .help = Labels dealt out at random: a large network memorises them and reads new images no better than by chance (Zhang et al.)
preset-few-shot = Few-shot fine-tune
    .help = A model that has only seen 0 to 4 reads half of all digits right; from ten images of each digit it learns to read about nine in ten
preset-teacher = Learn from a teacher
    .help = Every label is shuffled, but a large network says what it sees in each image: a tiny one learns to read from that alone (knowledge distillation)
preset-convolutions-all = Convolutions, all images
    .help = Five layers of filters on all 55,000 images, for three epochs; lay it over the transformer with as many weights
preset-transformer-all = Transformer, all images
    .help = A transformer with as many weights as the five convolutions, on all 55,000 images, for three epochs: it has to find out what neighbours are
preset-convolutions-tenth = Convolutions, a tenth of the images
    .help = Five layers of filters on 5,500 images
preset-transformer-tenth = Transformer, a tenth of the images
    .help = The transformer on 5,500 images: the gap to the convolutions grows
preset-convolutions-hundredth = Convolutions, a hundredth of the images
    .help = Five layers of filters on 550 images: they still read nine in ten
preset-transformer-hundredth = Transformer, a hundredth of the images
    .help = The transformer on 550 images: it memorises them all and misreads twice as many new ones as the convolutions
preset-shuffled-convolutions = Convolutions, squares shuffled
    .help = The same jumble for every picture: filters that expect neighbours misread more than twice as many
preset-shuffled-transformer = Transformer, squares shuffled
    .help = The same jumble for every picture: with its position embedding the transformer reads it as well as the picture
preset-unordered = Transformer without positions
    .help = A transformer that cannot tell where a square lies: a bag of squares, of which it reads nine in ten
preset-shuffled-unordered = Transformer without positions, squares shuffled
    .help = Shuffled squares for the transformer without positions: the same curve as without shuffling, since it never knew the order
preset-plain = 56 layers without shortcuts
    .help = Fifty-six layers in a row: after two epochs it reads three digits in ten, look at the gradients of the layers while it trains
preset-residual = 56 layers with shortcuts
    .help = The same fifty-six layers, each pair with a shortcut past it: after two epochs it reads more than nine in ten

## What lessons of one kind are about.

preset-topic-training = Training
preset-topic-images = Images and labels
preset-topic-attention = Convolutions or attention, with equally many weights
preset-topic-positions = Does a network need its neighbours?
preset-topic-depth = Deep networks

## Settings that are changed while a run goes on. $value is the new value.

change-learning-rate = Learning rate { $value }
change-batch-size = Batch size { $value }
change-weight-decay = Weight decay { $value }
change-l1 = L1 penalty { $value }
change-label-smoothing = Label smoothing { $value }
change-dropout = Dropout { $value }
change-dropout-of-network = Dropout as the network has it
change-clip-norm = Gradient clipping { $value }
change-clip-norm-off = Gradient clipping off

## Why a run ended. $time is how long it trained.

stop-completed = Done in { $time }
stop-stopped = Stopped, its best weights kept, after { $time }
stop-early-validation-loss =
    { $epochs ->
        [one] Ended early, since the validation loss did not improve for { $epochs } epoch, after { $time }
       *[other] Ended early, since the validation loss did not improve for { $epochs } epochs, after { $time }
    }
stop-early-validation-accuracy =
    { $epochs ->
        [one] Ended early, since the validation accuracy did not improve for { $epochs } epoch, after { $time }
       *[other] Ended early, since the validation accuracy did not improve for { $epochs } epochs, after { $time }
    }
stop-diverged = The loss diverged; the best weights until then are kept, after { $time }

## Why a run failed. $setting is one of the settings below, $range one of the ranges.

train-error-bad-setting = { $setting } is { $value }; it has to be { $range }
train-error-diverged = the loss reached { $loss } in step { $step }: the network no longer learns
# $remedies is what to try: one to three of the remedies below.
train-error-diverged-try = the loss reached { $loss } in step { $step }: the network no longer learns; try { $remedies }
train-error-bad-checkpoint = the checkpoint cannot be used: { $fault }
train-error-discarded = training was ended and its result deleted
# All three are names of classes with commas between them.
train-error-other-labels = the images show { $lacking }, for which the model has no output: it knows { $model }; choose a new output layer, keep the old outputs and add new ones, or open other images (these have { $data })
train-error-labels = the images and the classes do not fit each other: { $fault }
# What is wrong with the network, as a clause.
train-error-broken = training broke down: { $fault }; the settings are kept, please try again
train-no-thread = no thread could be started ({ $fault })
# $detail is what the program says about a fault of its own, for those who wrote it.
program-fault = a fault of the program, "{ $detail }"
unknown-fault = an unknown fault

## What to try when the loss explodes or a run stays at chance; stands behind "try".

remedy-usual-rate = a lower learning rate (usual here is { $rate })
remedy-lower-rate = a lower learning rate (such as { $rate })
remedy-higher-rate = a higher learning rate (usual here is { $rate })
# $share is the share of labels that the settings shuffle, such as "100 %".
remedy-unshuffled-labels = labels that are not shuffled ({ $share } of them are, by the settings)
remedy-check-labels = checking whether the labels belong to the images
remedy-other-images = images that differ: all training images are the same picture
remedy-less-momentum = less momentum (usual here is { $momentum })
remedy-less-weight-decay = less weight decay
remedy-less-l1 = a smaller L1 penalty (at most { $penalty })
remedy-warm-up = a warm-up of one epoch
remedy-clip = gradient clipping (to a norm of { $norm })
remedy-clip-shorter = clipping gradients to a norm of { $norm }
remedy-larger-batch = larger batches
remedy-unit-pixels = pixels from 0 to 1
remedies-two = { $first } or { $second }
remedies-three = { $first }, { $second } or { $third }

## A run that stays at chance. $validation and $training are shares of images such as "9.8 %", $loss the validation loss.

stuck-nothing-learned =
    { $step ->
        [one] after { $step } step the network reads { $validation } of the validation images right, which is guessing, and the loss stays at { $loss }
       *[other] after { $step } steps the network reads { $validation } of the validation images right, which is guessing, and the loss stays at { $loss }
    }
stuck-by-heart =
    { $step ->
        [one] after { $step } step the network knows { $training } of its training images by heart, but of the validation images it reads { $validation } right, which is guessing
       *[other] after { $step } steps the network knows { $training } of its training images by heart, but of the validation images it reads { $validation } right, which is guessing
    }
# $fault is one of the two above, $remedies what to try.
stuck-try = { $fault }; try { $remedies }

## Settings, as the subject of "… is 0; it has to be from 1 to 10".

train-setting-epochs = the number of epochs
train-setting-batch-size = the batch size
train-setting-threads = the number of threads
train-setting-limit = the number of training images
train-setting-learning-rate = the learning rate
train-setting-warm-up = the warm-up in epochs
train-setting-weight-decay = the weight decay
train-setting-l1 = the L1 penalty
train-setting-dropout = the dropout
train-setting-label-smoothing = the label smoothing
train-setting-weight-average = the decay of the weight average
train-setting-clip-norm = the largest norm of the gradient
train-setting-synthetic = the share of made-up digits
train-setting-outliers = the share of images without a digit
train-setting-momentum = the momentum
train-setting-decay = the decay of the optimiser
train-setting-beta1 = beta 1 of the optimiser
train-setting-beta2 = beta 2 of the optimiser
train-setting-schedule-every = the number of epochs between two changes of the rate
train-setting-schedule-factor = the factor of the schedule
train-setting-patience = the patience of early stopping
train-setting-least-change = the smallest improvement for early stopping
train-setting-rank = the rank of the adapters
train-setting-teachers = the number of teachers
train-setting-teachers-at-hand = the number of teachers at hand
train-setting-teacher-share = the share of the teachers
train-setting-temperature = the temperature of the teachers
train-setting-network = the network
train-setting-mixed-share = the share of the images mixed in
train-setting-mixed-collection = the collection mixed in
train-setting-validation-images = the number of validation images
train-setting-train-share = the share of training images
train-setting-validation-share = the share of validation images
train-setting-test-share = the share of test images
train-setting-sum-of-shares = the sum of the shares
train-setting-folds = the number of folds
train-setting-fold = the fold that validates
train-setting-per-digit = the number of images of each digit
train-setting-label-noise = the label noise
train-setting-images-to-learn = the number of images to learn from
train-setting-images-to-share = the number of images to share out
train-setting-lowest-rate = the lowest rate to try
train-setting-highest-rate = the highest rate to try
train-setting-augmentation = the changes to the training images
train-setting-source = the source of the images
train-setting-split = how images are held out
train-setting-rates = the number of rates to try

## Ranges, as the end of "… is 0; it has to be …".

range-from-to = from { $low } to { $high }
range-at-least = at least { $low }
range-above-at-most = above { $low } and at most { $high }
range-above-below = above { $low } and below { $high }
range-at-least-below = at least { $low } and below { $high }
range-between = between { $low } and { $high }
range-exactly = { $number }
range-other-collection = another one than the first
range-two-images = at least 2: one to train on, one to validate
range-image-in-every-part = enough for an image in every part
range-teachers-named = { $teachers }, as many as the settings name
range-network-reads-pictures = one that reads pictures
range-network-continues-tokens = one that continues pen strokes, such as gpt_tiny
range-about-pictures = as it is without being set: it is about pictures
range-network-of-model = { $network }, like the model to start from

## What is wrong with a checkpoint; stands behind "the checkpoint cannot be used:".

checkpoint-other-settings = it is of a run with other settings
checkpoint-other-images = it is of a run on other images
checkpoint-too-many-epochs = it has more epochs than its run
checkpoint-bad-time = its training time is none that can be
checkpoint-not-encoded = it could not be encoded, { $detail }
checkpoint-beyond-epoch = it is further on than its epoch is long
checkpoint-damaged = it is damaged, or no checkpoint of this program
# Both numbers are those of file formats.
checkpoint-newer-format = it has format { $format }, and this program reads formats up to { $newest }; a newer version of it wrote it
checkpoint-damaged-description = its description is damaged ({ $fault })
checkpoint-misfit-state = what it remembers of { $tensor } does not fit its weights
checkpoint-not-floats = { $tensor } is not of 32-bit floats
checkpoint-missing-column = the reports lack { $column }
checkpoint-bad-column = the reports hold something wrong as { $column }

## Faults of one tensor.

tensor-without-gradient = { $tensor } has no gradient
tensor-missing-or-misshapen = { $tensor } is missing, or of another shape

## What only training does, and its loss and accuracy are measured with; parts of a list.

training-only-augmentation = augmented images
training-only-no-digit = images of no digit
training-only-dropout = dropout
training-only-label-smoothing = label smoothing
training-only-label-noise = label noise
training-only-teachers = teachers
