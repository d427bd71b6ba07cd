### Files on the disk and what can be wrong with them. Errors are clauses: the file's path follows behind a colon.

# Any fault of a file. $what is one of the clauses below.
store-error = { $what }: { $path }

## Reading and writing any file. $error is what the system says.

file-error-not-found = there is no such file
file-error-read-permission = no permission to read this file
file-error-is-folder = this is a folder, not a file
file-error-not-a-file = this is a pipe or a device, not a file; save what comes from it to a file first
file-error-read = the file could not be read ({ $error })
# $limit is a size such as "64 MB".
file-error-too-large = the file has more than { $limit }, too many to open
file-error-in-use = another Digit Lab is using this
file-error-disk-full = the disk is full; make room and save again
file-error-read-only = this place can only be read; choose another folder
file-error-write-permission = no permission to write here; choose another folder
file-error-in-the-way = a file is in the way where a folder should be; choose another folder
file-error-name = the file system does not take this name; choose another one
file-error-too-large-for-disk = the file is too large for this disk; choose another folder
file-error-write = the file could not be written ({ $error }); choose another folder
file-error-no-name = this is not the name of a file; choose a name
file-error-target-is-folder = this is a folder; choose the name of a file in it
file-error-target-is-device = this is a device, not a file; choose another name
file-error-write-protected = the file is write-protected; choose another name
# What is wrong with a file of ours that is otherwise readable, in brackets behind what it is.
file-error-newer-format = it has format { $format }, from a newer version of Digit Lab
file-error-no-format = it does not say its format

## Folders and files of images, and ink files. $format says what a file is, as in data.ftl.

images-error-no-folder = there is no such folder
# $file is a file's name without the ending of a packed one.
images-error-no-file = there is no file { $file } or { $file }.gz in this folder
images-error-idx-name = the name of this IDX file does not say what it holds; it should be one such as { $example }
images-error-foreign = this is { $format }; images are opened from a folder of IDX files, a CSV file or an npz file
images-error-zip = this is a zip archive; unpack it, and open the folder that comes out
images-error-nothing = there are no images here that can be opened (IDX, CSV or npz files); { $file } is { $format }
images-error-empty-folder = there are no files in this folder
images-error-several = there are several sets of images here ({ $names }); open the one you mean
labels-error-not-text = the names of the classes are not text in UTF-8; save the file as UTF-8, a name a line
labels-error-one-class = all training images show “{ $name }”: there is nothing to tell apart; add images of another class
labels-error-empty-class = no training image shows “{ $name }”, the name in line { $line }; add images of it, or take the line out and number the labels anew
images-error-test-only = there are only images to test on, and none to train on
images-error-no-labels = the images here have no labels
ink-file-error-not-text = this is no ink file: it is not text with a digit of pen strokes in each line
ink-file-error-empty = the ink file holds no digit
ink-file-error-labels = the ink file has drawings whose labels are not 0–9, which cannot be trained on; take them out ({ $left_out } of { $total })
# $digit is the digit's place in the file, from 1.
ink-file-error-unlabelled = digit { $digit } of the file does not say which digit it is; add "label" with a number from 0 to 9
ink-file-error-blank = digit { $digit } of the file has no ink; take it out
own-digits-error-not-text = the file of your own digits is not text and is left as it is; move it away

## Pictures.

picture-error-encode = the picture could not be made ({ $error }); try a smaller size
picture-error-read = the picture cannot be read ({ $error })
picture-error-format = this is neither a PNG nor a JPEG picture; save it as one of them
picture-error-unsupported = this kind of picture cannot be read ({ $error }); save it as a plain PNG
# $why: one of the clauses below, or the detail that a library gives.
picture-error-damaged = the picture is damaged ({ $why }); try another copy
picture-error-too-large = the picture is too large ({ $why }); save it smaller
picture-error-ends-early = the file ends too early
picture-error-pixels = its pixels do not fit its size
picture-error-megapixels = it has { $width } × { $height } pixels, and at most 100 million can be read
picture-error-memory = decoding it takes too much memory

## Models.

model-file-error-damaged-inside = the model inside the program is damaged ({ $fault }); please install Digit Lab again
model-file-error-not-inside = there is no such model inside the program
model-file-error-none = there is no such model
# $inside: the models inside the program, separated by commas. The path of a folder follows.
model-file-error-unknown = there is no model "{ $wanted }": give { $inside }, the name of a saved model or the path of a .safetensors file; saved models are looked for in
model-file-error-json = a model's weights cannot end in .json, the description beside them does
model-file-error-other-file = the file holds no weights and is left as it is; choose another name
# $fault says what is wrong with it.
model-file-error-other-card = the file beside the weights is no description of a model and is left as it is ({ $fault }); choose another name
model-file-error-folder = the folder of saved models could not be read ({ $error })
model-file-error-no-card = the model's description { $file } is missing beside its weights, and these are of no network that Digit Lab knows
model-file-error-unclear = the model's description { $file } is missing beside its weights, and several networks have such ({ $networks }); write a text file { $file } that says which, such as { $example }
model-undescribed = { $file } is missing; by its weights this is { $network }. Pixels are taken to be from 0 to 1, and how sure it is was never measured
model-file-error-no-weights = the model's weights { $file } are missing beside its description
model-file-error-card-share = the model's description cannot be right: it says that it reads less than none or more than all images
model-file-error-card-not-text = the model's description is not readable: it is not text

## The settings file of the program, and files of training settings. $fault is one of the clauses, or what is wrong with JSON.

settings-file-error-unreadable = the settings file is not readable ({ $fault }); it is left as it is, move it away to start afresh
settings-file-error-no-fields = settings have to be fields with names
training-settings-error = these training settings cannot be used: { $fault }
training-settings-error-other-file = the file holds no training settings ({ $fault }) and is left as it is; choose another name
training-settings-error-not-json = they are no JSON with names and values ({ $fault })
training-settings-error-newer-format = they have format { $format }, from a newer version of Digit Lab; update Digit Lab
training-settings-error-no-format = they do not say their format
training-settings-error-start = the setting "{ $setting }" has to be a model's name or path, or null for fresh weights
training-settings-error-no-group = there is no group of settings "{ $group }" in { $setting }
# $detail is what the JSON parser says.
training-settings-error-misfit = the setting "{ $setting }" does not fit: { $detail }
training-settings-error-unknown = there is no setting "{ $setting }"

## Runs.

run-error-list = the runs cannot be listed ({ $error })
run-error-unknown = there is no such run; `digit-lab runs` lists them
# $runs: ids of runs, separated by commas.
run-error-not-whole = there is no such run; give one in full: { $runs }
run-error-several-named = several runs are called this; give the id of one: { $runs }
run-error-several-begin = several runs begin so; give one in full: { $runs }
run-error-none = there is no such run
run-error-not-a-name = this is not the name of a run
run-error-unreadable = the run's description is not readable ({ $fault }); it is left as it is
run-error-curves = the run's curves are not readable ({ $fault }); the file is left as it is
run-error-start-not-text = the description of the model it started from is no text
run-error-no-name = a run needs a name
run-error-training = this run is being trained; stop it first
run-error-name-taken = there is a run of this name already
run-error-not-in-trash = this run is no longer in the trash
run-error-weights-unwritten = its weights could not be written: { $fault }
run-error-picture = the picture could not be drawn
curve-error-no-size = it does not say the size of the run
# $column is the name of a column in the file, $table that of a group of columns.
curve-error-type = its column { $column } is of another type
curve-error-length = its column { $column } is { $length } long instead of { $expected }
curve-error-no-table = it has no { $table }

## Names of runs that nobody named.

run-name-tuned = { $model }, tuned
run-name-fold = { $name }, fold { $fold } of { $folds }
# $purpose is a lesson or such, $trained a network or a model.
run-name-purpose = { $purpose } · { $trained }
run-label = { $name } #{ $number }
purpose-own-digits = My digits

## How far a run has come.

run-state-running = running
    .help = It is being trained right now
run-state-finished = finished
    .help = All its epochs were trained
run-state-stopped = stopped
    .help = Somebody ended it and kept its best weights
run-state-stopped-early = stopped early
    .help = It ended by itself because it no longer got better
run-state-failed = failed
    .help = It ended with a fault
run-state-interrupted = interrupted
    .help = The program ended before the run did; it can go on from its last checkpoint

## Forms in which a run leaves the program.

run-form-report = Report (HTML)
    .help = One page with settings, curves and result, for a browser or for paper
run-form-png = Plot (PNG)
    .help = Loss and accuracy as a picture, for slides
run-form-svg = Plot (SVG)
    .help = Loss and accuracy as a drawing that stays sharp at any size
run-form-csv = Curves (CSV)
    .help = Every reported number as a table, for a spreadsheet
run-form-json = Curves (JSON)
    .help = Every reported number and the settings, for a program
run-form-tensorboard = Curves (TensorBoard)
    .help = An event file; put it into a folder and start TensorBoard there
run-form-safetensors = Weights (safetensors)
    .help = The best weights, under the names and in the layout of PyTorch
run-form-onnx = Network (ONNX)
    .help = The network with its best weights, for any program that runs ONNX

## The report of a run: what, and how much.

report-state = State
report-fault = Fault
report-validation = Validation images read right
report-test = Test images read right
report-epochs = Epochs
report-best-epoch = Best epoch
report-time = Time trained
# $seconds is a number with one decimal.
report-seconds = { $seconds } s
report-speed = Speed
report-images-a-second = { $images } images a second
report-trained-weights = Trained parameters
report-images-trained = Images trained on
report-images-held-out = Images held out
# The sentence beneath the run's name. $network is the network, $data the images, $model the model it started from, $time
# when it began.
report-about = { $network }; begun { $time }
report-about-data = { $network } on { $data }; begun { $time }
report-about-start = { $network }, started from { $model }; begun { $time }
report-about-data-start = { $network } on { $data }, started from { $model }; begun { $time }
# A time of day that is not the user's own.
time-utc = { $time } UTC

## Settings of a run in tables, under the names of settings.ftl and with those that only a table has.

# A setting in a group of settings: "Augmentation: Shift".
setting-in-group = { $group }: { $setting }
setting-value-true = yes
setting-value-false = no
# Several names: "a, b".
setting-value-comma = { ", " }
setting-fold = Fold held out
setting-dropout-of-network = the network's own
# Which operations compute the network.
setting-kernels = Kernels
setting-kernels-fast = Digit Lab's own
setting-kernels-candle = candle's
