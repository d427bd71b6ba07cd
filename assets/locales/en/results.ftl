### The Train tab's transport, what a run brought, and the widgets that show results.

## Before the first run.

idle-start = Start training
idle-model-loading = The model is being loaded
idle-images-fault = The images of the settings cannot be opened
idle-images-opening = The images are being opened
idle-from-current = It goes on from what the model has learned; the model itself stays as it is
idle-from-fresh = It starts from random weights and learns everything anew
# $view explains the view that is open.
idle-promise = { $view }: seen here while it trains; you can pause, stop and draw meanwhile

## The transport: buttons, and figures with their captions.

transport-before = Start trains a new run with the settings of this tab
transport-start = Start
transport-pause = Pause
transport-resume = Resume
transport-step = One step
transport-stop = Stop
transport-abandon = Stop and delete
transport-time-left = Time left
# The caption in its place while the run is held or ends.
transport-state = State
transport-paused = paused
transport-stopping = stopping
transport-speed = Images/s
transport-epoch = Epoch
transport-epoch-of = { $epoch } of { $epochs }
transport-figure = { $caption }: { $value }
transport-progress = { $share } of the run is done
transport-live = Canvas reads with the weights being trained
transport-live-short = Canvas reads live

## What a run brought.

result-best-epoch = Best epoch
result-test = Test
result-validation = Validation
result-failed = Run { $number } failed: { $fault }
result-diverged = Run { $number } diverged
result-use = Use this model
result-use-best = Use its best weights
# A lower learning rate: { $rate }.
result-slower = Try a rate of { $rate }
    .help = Start again with this learning rate
result-save-as = Save…
    .help = Keep this model on the disk, under a name
result-delete = Delete
result-used = In use
result-details = Details
    .help = Everything about this run: images that changed, settings, exports
# While the test images are read with the model before and with the new one.
result-comparing = Comparing with the model before
# A set of images, and the model before the run.
result-set = { $set } · before: { $model }
# Shares of images that are read right, before and now.
result-change = { $before } → { $after }
result-turned = { $fixed } fixed, { $broken } broken
result-told = { $shares }; { $counts }
result-saving = Saving
result-saved = Saved
result-name = Name
result-save = Save
    .help = Write it to the folder of models
result-cancel = Cancel
    .help = Leave it unsaved for now

## The runs of this sitting.

sitting-failed = failed
sitting-validation = { $accuracy } validation
sitting-paused = paused
sitting-stopping = stopping
sitting-progress = { $share } done
sitting-not-saved = not saved
sitting-saving = saving
sitting-saved = saved
sitting-told-note = { $run }, { $note }

## The confusion matrix.

matrix-title = Confusion matrix
matrix-predicted = Read as
matrix-truth = True digit
matrix-row = True { $digit }: { $wrong } wrong
matrix-column = Read as { $digit }: { $wrong } wrong
matrix-cell =
    { $images ->
        [one] True { $truth }, read as { $predicted }: { $images } image
       *[other] True { $truth }, read as { $predicted }: { $images } images
    }

## The reliability diagram.

reliability-told =
    { $images ->
        [one] Reliability diagram of { $images } image, calibration error { $before } before and { $after } after calibration
       *[other] Reliability diagram of { $images } images, calibration error { $before } before and { $after } after calibration
    }
reliability-empty = No images to count
reliability-confidence = How sure the network says it is
reliability-accuracy = How often it is right
# $from and $to are numbers in per cent, $after and $before say what is in the bin.
reliability-bin = Sure by { $from } to { $to } %: { $after }; before calibration { $before }
reliability-bin-empty = no images
reliability-bin-images =
    { $images ->
        [one] { $images } image, on average { $confidence } sure and { $accuracy } right
       *[other] { $images } images, on average { $confidence } sure and { $accuracy } right
    }
reliability-before = before calibration
reliability-after = after
reliability-mean-confidence = mean confidence of a bin
reliability-help = Expected calibration error: the mean distance between bar and circle, each bin weighted by its share of the images. Of a hundred answers that are 90 % sure, ninety should be right. A hollow bar stands for fewer than { $few } images and may be chance

## Buttons. Between two shortcuts of one command.

button-or = or
