### File dialogs, and files that are opened or dropped.

## Titles of file dialogs.

request-open-model = Open a model
request-save-model = Save the model as
request-open-data = Open a folder of images
request-open-ink = Open digits of your own
request-mix-data = Mix a folder of images in
request-mix-ink = Mix digits of your own in
request-open-picture = Open a picture
request-save-drawing = Save the drawing
request-export-run = Export the run as
request-compare-ink = Compare on digits of your own
request-open-settings = Open training settings
request-save-settings = Save the training settings as

## Buttons that do it.

verb-open = Open
verb-save = Save
verb-export = Export

## What to type where there is no dialog.

path-open-model = Path of a .safetensors file with its .json beside it
path-save-model = Path of the .safetensors file to write; its .json goes beside it
path-open-data = Path of a folder of IDX files, or of a CSV or npz file
path-open-ink = Path of a .jsonl ink file with a label for every digit
path-open-settings = Path of a .json file of training settings
path-save-settings = Path of the .json file to write
path-open-picture = Path of a .png or .jpg picture, or of a .jsonl ink file
path-save-png = Path of the .png picture to write
path-save-svg = Path of the .svg drawing to write
path-save-ink = Path of the .jsonl ink file to write
path-export-run = Path of the file to write

## Models, images, own digits

# Titles of work in the background.
work-opening-images = Opening the images
work-loading-model = Loading the model
work-listing-models = Looking for models
work-saving-model = Saving the model
work-saving-drawing = Saving the drawing
work-saving-settings = Saving the settings
work-opening-file = Opening the file

model-still-loading = the model is being loaded; try again in a moment
model-now-current = { $model } is now the current model
model-saved = Saved the model to { $path }
settings-start-not-saved = the settings start from { $model }, which is not saved yet; save it first, or start from fresh weights
training-settings-saved = Saved the training settings to { $path }
training-settings-no-start = the settings of { $path } cannot be used: { $fault }
drawing-saved = Saved the drawing to { $path }
# $train and $test are numbers of images.
images-opened = Opened { $train } images to train on and { $test } to test on
# Images that seem to be stored otherwise than they are read; $images is their name. What is in quotation marks stands in
# settings.ftl and data.ftl.
images-look-transposed = The images of { $images } look transposed, as EMNIST's are; under Train, Images, set "Pixel order" to "By columns"
images-look-inverted = The images of { $images } look inverted, dark on light; under Train, Images, set "Polarity" to "Dark on light"
images-look-both = The images of { $images } look transposed and inverted; under Train, Images, set "Pixel order" to "By columns" and "Polarity" to "Dark on light"
# The same where the setting was changed, and seems to be wrong now.
images-look-otherwise = The images of { $images } look transposed or inverted as they are read now; under Train, Images, set "Pixel order" and "Polarity" as they were
images-not-opened = the images cannot be opened: { $fault }
teacher-not-loaded = a teacher cannot be had: { $fault }

# The person's own digits.
own-digit-kept = Kept as a { $digit }; { $digits } of your own digits now
own-digit-removed = Took a { $digit } out of your own digits; it can be brought back
own-digits-unreadable =
    { $lines ->
        [one] there is { $lines } line in the file of your own digits that cannot be read; it is left as it is
       *[other] there are { $lines } lines in the file of your own digits that cannot be read; they are left as they are
    }
own-digits-not-written = your own digits could not be written: { $fault }

# Files that are dropped on the window or pasted. $remark says which drawings of a file were left out.
ink-opened = Put the first digit of { $file } on the canvas
ink-pasted = Put the first digit of the clipboard on the canvas
picture-pasted = Pasted picture
clipboard-no-ink-file = the text on the clipboard is no ink; copy a drawing, a line of an ink file, or a picture ({ $error })
clipboard-no-ink = there is no ink on the clipboard
clipboard-no-ink-remark = there is no ink on the clipboard ({ $remark })
dropped-ink-no-text = this is no text file
dropped-ink-none = there is no ink in this file
dropped-ink-none-remark = there is no ink in this file ({ $remark })
dropped-file-unknown = Digit Lab opens models (.safetensors), pictures (.png, .jpg), ink (.jsonl), and images to train on in folders of IDX files, .csv and .npz; this is none of them: { $path }

# Kinds of files in the system's file dialog, and the name it proposes for a file of settings.
dialog-models = Models
dialog-ink = Ink
dialog-settings = Training settings
dialog-settings-file = training settings
dialog-pictures = Pictures and ink
dialog-drawings = Drawings
