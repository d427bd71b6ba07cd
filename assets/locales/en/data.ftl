### Images and data sets.

## How often each digit is shown while training.

classes-natural = Natural
    .help = Every image once in an epoch, however many there are of each digit
classes-balanced = Balanced
    .help = Every digit equally often: images of rarer digits are shown several times

## Ready-made strengths of augmentation.

augmentation-strength-none = None
    .help = The images as they are
augmentation-strength-light = Light
    .help = Up to 2 pixels, 10 degrees, 10 % of scale and shear
augmentation-strength-strong = Strong
    .help = Up to 3 pixels, 15 degrees, 20 % of scale and shear

## A strength of augmentation that is out of range. $name is one of the names below it; the numbers are written out
## already.

augmentation-out-of-range = the largest { $name } of training images has to lie between { $least } and { $most }, not at { $value }
augmented-shift = shift
augmented-rotation = rotation
augmented-scale = change of scale
augmented-shear = shear
augmented-elastic = elastic distortion
augmented-crop = crop
augmented-thickness = change of thickness
augmented-noise = noise
augmented-pen = share redrawn with a pen

## Bytes that are no data set. Numbers are written out already.

dataset-wrong-size = { $pixels } bytes of pixels do not make { $labels } images of 784 bytes
dataset-bad-label = label { $label } of image { $index } is not a digit from 0 to 9

## Files in the IDX format. $kind is one of the two names that come first; $found and $expected are four bytes such as
## 0x00000803, or numbers of bytes that are written out already.

idx-images = images
idx-labels = labels
idx-wrong-magic = this is not an IDX file of { $kind }: it starts with { $found } instead of { $expected }
idx-truncated = the file is truncated: it should have { $expected } bytes and ends after { $found }
idx-oversized = the file is too long: it goes on after the { $expected } bytes that its header announces
idx-wrong-size = the images have { $columns }×{ $rows } pixels, and only { $side }×{ $side } can be read
idx-empty = the file holds no { $kind }
idx-too-many = the file announces { $count } { $kind }, more than can be opened
idx-count-mismatch = the file has { $labels } labels, but there are { $images } images
idx-bad-label = label { $label } of image { $index } (counted from 0) is not a digit from 0 to 9
# $fault is what the decoder says, or the message below.
idx-damaged-gzip = the gzip file is damaged ({ $fault })
idx-gzip-too-short = it ends too early

## The images inside the program. $fault is one of the messages below it, or what the decoder says.

mnist-damaged = the data inside the program is damaged ({ $fault }); please install Digit Lab again
mnist-wrong-start = it does not start as it should
mnist-left-over = some of it is left over
mnist-too-large = it would unpack to { $bytes } bytes
mnist-incomplete = it has { $found } of { $expected } bytes
mnist-wrong-checksum = its checksum is wrong
mnist-too-short = it is too short
mnist-missing-pixels = pixels are missing
