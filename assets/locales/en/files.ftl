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
path-open-data = Path of a folder with MNIST's four IDX files, raw or .gz
path-open-ink = Path of a .jsonl ink file with a label for every digit
path-open-settings = Path of a .json file of training settings
path-save-settings = Path of the .json file to write
path-open-picture = Path of a .png or .jpg picture, or of a .jsonl ink file
path-save-png = Path of the .png picture to write
path-save-svg = Path of the .svg drawing to write
path-save-ink = Path of the .jsonl ink file to write
path-export-run = Path of the file to write
