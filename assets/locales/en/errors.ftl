### The Errors tab and the evaluation.

## Before the first result. $images is how many test images there are.

errors-empty-title = Here you see the images that the network gets wrong
errors-empty-loading = The model and the images are still being loaded
errors-empty-first =
    { $images ->
        [one] It has to read the { $images } test image first
       *[other] It has to read the { $images } test images first
    }
errors-empty-cancelled =
    { $images ->
        [one] Reading the { $images } test image was cancelled
       *[other] Reading the { $images } test images was cancelled
    }
# $time is a span of time.
errors-empty-slow =
    { $images ->
        [one] It has to read the { $images } test image first; that takes about { $time }
       *[other] It has to read the { $images } test images first; that takes about { $time }
    }
errors-empty-failed = That did not work: { $fault }
errors-reading =
    { $images ->
        [one] Reading { $images } test image
       *[other] Reading { $images } test images
    }
errors-read =
    { $images ->
        [one] Read the { $images } test image
       *[other] Read the { $images } test images
    }
errors-read-again = Run again
errors-progress = { $share } of the images are read
errors-cancel = Cancel
evaluation-activity = Reading the test images

## The summary.

errors-right = { $share } right
errors-wrong = { $wrong } of { $images } wrong
errors-of-what = { $model }, test images of { $data }
errors-outdated = Outdated: model or images have changed
errors-up-to-date = Up to date
errors-matrix-help = Click a cell, or a digit at the edge, to see only those errors; framed cells are read right
errors-pictures = Pictures
    .help = The images that were read wrong
sheet-confusion = Confusion matrix
    .help = Which digits are taken for which
sheet-reliability = Reliability
    .help = Whether the network is right as often as it says it is

## The pictures. $digit is a digit from 0 to 9.

errors-count =
    { $errors ->
        [one] { $errors } error
       *[other] { $errors } errors
    }
errors-filter-true = True { $digit }
errors-filter-read = Read as { $digit }
errors-filter-away = Take this filter away
errors-filter-clear = Clear
errors-surest-first = Surest first
    .help = The most confident errors come first; click to turn it round
errors-unsure-first = Unsure first
    .help = The least confident errors come first; click to turn it round
errors-all-right = Every image was read right
errors-none-such = No errors of this kind
errors-show-all = Show all errors

## One picture, large. $place is its number in the test set.

errors-pick = Pick a picture to see it large, with everything the network takes it for
errors-image-name = Test image { $place }, a { $digit }
errors-image-place = Image { $place } of the test set, counted from 0
errors-it-is = It is a { $digit }
errors-read-as = Read as { $digit }, { $confidence }
errors-previous = Previous error
    .help = Previous error (left arrow)
errors-next = Next error
    .help = Next error (right arrow)
errors-place = { $place } of { $errors }
