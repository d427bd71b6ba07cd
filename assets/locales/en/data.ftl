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
# $lacking and $names are names of classes with commas between them.
dataset-not-among = there are images of { $lacking }, which is not among { $names }

## Names of classes. $line counts from 1.

labels-too-few = { $found ->
        [one] { $found } name
       *[other] { $found } names
    }: a label set has at least { $least }; write one a line
labels-too-many = { $found } names: a label set has at most { $most }; leave out the classes that are not needed
labels-empty = line { $line } has no name; write one there or take the line out
labels-too-long = line { $line } begins with “{ $start }” and is longer than { $most } characters; take a shorter name
labels-duplicate = line { $line } has the name “{ $name }”, which line { $first } has as well; give each class a name of its own

## How files store images that are not stored as MNIST's are.

pixel-order-rows = By rows
    .help = The pixels of an image follow each other row by row, as in MNIST
pixel-order-columns = By columns
    .help = The pixels follow each other column by column, as in EMNIST, whose digits lie on their sides if read by rows
polarity-light-on-dark = Light on dark
    .help = High numbers are ink and 0 is paper, as in MNIST
polarity-dark-on-light = Dark on light
    .help = 0 is ink and 255 is paper, as in a scan

## What a file is, as it is called in a sentence.

format-empty = an empty file
format-idx-images = an IDX file of images
format-idx-labels = an IDX file of labels
format-idx-other = an IDX file of something else
format-gzip = a gzip file
format-zip = a zip archive
format-xz = an xz archive
format-7z = a 7z archive
format-rar = a RAR archive
format-tar = a tar archive
format-web-page = a web page
format-lfs = a pointer of Git LFS, not the file itself
format-json = a JSON file
format-csv = a CSV file
format-text = a text file
format-npy = a single NumPy array
format-parquet = a Parquet file
format-hdf5 = an HDF5 file
format-matlab = a MATLAB file
format-picture = a picture
format-pdf = a PDF document
format-unknown = a file of an unknown kind

## Files in the IDX format. $kind is one of the two names that come first, $format one of the names above; $found and
## $expected are numbers of bytes that are written out already.

idx-images = images
idx-labels = labels
idx-foreign = this is { $format }, not an IDX file of { $kind }
idx-truncated = the file is truncated: it should have { $expected } bytes and ends after { $found }
idx-oversized = the file is too long: it goes on after the { $expected } bytes that its header announces
idx-wrong-size = the images have { $columns }×{ $rows } pixels, and only { $side }×{ $side } can be read
idx-empty = the file holds no { $kind }
idx-too-many = the file announces { $count } { $kind }, more than can be opened
idx-count-mismatch = the file has { $labels } labels, but there are { $images } images
idx-bad-label = label { $label } of image { $index } (counted from 0) is not a digit from 0 to 9; a file labels.txt beside the images, with a name a line, would say what further labels stand for
idx-nameless-label = label { $label } of image { $index } (counted from 0) is above { $most }, the last one that has a name; labels.txt has to name every class, one a line
# $fault is one of the two messages below, or what the system says.
idx-damaged-gzip = the gzip file is damaged ({ $fault })
packed-ends-early = it ends too early
packed-garbled = what is packed in it is garbled

## Tables of images (CSV). $line and $column count from 1.

csv-empty = the table has no images
csv-no-labels = the table has no column of labels
csv-columns = line { $line } of the table has { $found } columns; an image of { $side }×{ $side } pixels needs a label and { $pixels } numbers
csv-not-a-pixel = column { $column } in line { $line } of the table is not a whole number from 0 to 255
csv-bad-label = the label "{ $label }" in line { $line } of the table is not a digit from 0 to 9; a file labels.txt beside it, with a name a line, would say what further labels stand for
csv-nameless-label = the label "{ $label }" in line { $line } of the table is not a number from 0 to { $most }, the last one that has a name; labels.txt has to name every class, one a line
csv-long-line = line { $line } of the table is too long for an image
csv-too-many = the table has more images than can be opened
# $error is one of the two messages of packed files, or what the system says.
csv-unreadable = the table could not be read ({ $error })

## NumPy archives (npz). $array is the name of an array in it.

npz-damaged = this is no npz file, or a damaged one ({ $fault })
npz-not-zip = it is not built as a zip archive is
npz-array-damaged = the array { $array } in it cannot be read
npz-missing = there is no array { $wanted } in the npz file; there are: { $found }
npz-packed = the array { $array } is packed in a way that cannot be read
npz-numbers = the array { $array } holds numbers of the kind { $kind }; images have to be bytes (uint8), and labels whole numbers
npz-shape = the array { $array } has the shape { $shape }; images of { $side }×{ $side } pixels and one label for each can be read
npz-too-large = the array { $array } is larger than can be opened

## The images inside the program. $fault is one of the messages below it, or the detail that the decoder gives.

mnist-damaged = the data inside the program is damaged ({ $fault }); please install Digit Lab again
mnist-wrong-start = it does not start as it should
mnist-left-over = some of it is left over
mnist-too-large = it would unpack to { $bytes } bytes
mnist-incomplete = it has { $found } of { $expected } bytes
mnist-wrong-checksum = its checksum is wrong
mnist-too-short = it is too short
mnist-missing-pixels = pixels are missing
