### Names and explanations of commands.

## Commands of every tab.

command-thicker-pen = Thicker pen
    .help = Draw thicker strokes, or erase more at once
command-thinner-pen = Thinner pen
    .help = Draw thinner strokes, or erase less at once
command-undo = Undo
    .help = Take the last stroke back
command-redo = Redo
    .help = Draw it again
command-clear = Clear
    .help = A blank canvas; undo brings the drawing back
command-read-with-the-weights-being-trained = Read with the weights being trained
    .help = Let the canvas read with the network as it is being trained, instead of the current model
command-back-to-mnist = Back to MNIST
    .help = Train and test on the images inside the program
command-stop-opening = Stop opening
    .help = Leave the picture or ink that is being opened
command-open-the-images-again = Open the images again
    .help = Try once more to open the images that the settings name
command-larger-text = Larger text
    .help = Make text and controls larger
command-smaller-text = Smaller text
    .help = Make text and controls smaller
command-normal-text-size = Normal text size
    .help = Text and controls at 100 %
command-reduce-motion = Reduce motion
    .help = Let bars and panels be where they go at once, without moving
command-full-screen = Full screen
    .help = Fill the screen, or go back
command-all-commands = Command palette
    .help = Find and run any command by its name
command-help = Help: what each tab is for, and the keys
    .help = What each tab is for, and all keys on one page

## The evaluation and the gallery of errors.

evaluation-read-the-test-images = Read the test images
    .help = Read all test images with the current model to find its errors
evaluation-cancel-reading-the-test-images = Cancel reading the test images
    .help = End the evaluation that is running
evaluation-show-all-errors = Show all errors
    .help = Show the errors of all digits again

## Files that are opened and saved.

file-open-a-model-file = Open a model file…
    .help = Use a model from a .safetensors file with its .json beside it
file-save-the-model-as = Save the model as…
    .help = Write the current model to a .safetensors file and a .json beside it
file-read-a-picture = Read a picture…
    .help = Read a digit from a .png or .jpg picture, or a .jsonl ink file
file-open-training-settings = Open training settings…
    .help = Train with the settings in a file; can be undone
file-save-training-settings = Save training settings…
    .help = Write the settings of the next run to a file, to read or to pass on
file-open-a-folder-of-images = Open a folder of images…
    .help = Train and test on 28×28 images from a folder of IDX, CSV or npz files, the forms MNIST comes in
file-train-on-my-own-digits = Train on my own digits…
    .help = Train and test on digits drawn by hand, from an ink file with a label for each
file-mix-a-folder-of-images-in = Mix a folder of images in…
    .help = Show images from a folder of IDX, CSV or npz files among those that are trained on, in a chosen share
file-mix-my-own-digits-in = Mix my own digits in…
    .help = Show digits drawn by hand, from an ink file, among those that are trained on, in a chosen share

## Digits of one's own.

own-digits-bring-the-digit-back = Bring the digit back
    .help = Undo the last taking out of one of your own digits
own-digits-teach-the-model-my-digits = Teach the model my digits
    .help = Fill in the settings that fine-tune the current model on your own digits, with MNIST beside them

## The runs that were kept.

runs-look-for-runs-again = Look for runs again
    .help = Read the folder of runs anew
runs-open-the-run = Open the run
    .help = Show what the run brought and how it was trained
runs-overlay-the-run = Overlay the run
    .help = Lay the curves of this run over the plots above
runs-overlay-none = Clear all ticks
    .help = Take the curves of all ticked runs out of the plots
runs-delete = Delete
    .help = Put the run into the trash, where it stays for a day; can be undone
runs-bring-the-deleted-run-back = Bring the deleted run back
    .help = Undo the last deleting of a run
runs-resume = Resume
    .help = Go on from the last checkpoint, as if nothing had happened
runs-keep-best = Keep best
    .help = End the run here and keep its best weights
runs-use-these-settings = Use these settings
    .help = Train with the settings of this run next
runs-use-this-model = Use this model
    .help = Read with the best weights of this run
runs-save-as-a-model = Save as a model
    .help = Keep the best weights of this run among the models
runs-compare-before-and-after = Compare before and after
    .help = Read the test images with the model it started from and with what it became
runs-compare-on-your-own-digits = Compare on your own digits…
    .help = Read an ink file with both models too: lines of JSON with strokes and what they mean
runs-cancel = Cancel
    .help = Stop reading the test images

## The run under way.

training-start-training = Start training
    .help = Train with the settings of the Train tab
training-pause-or-resume-training = Pause or resume training
    .help = Hold the run, or let it go on
training-train-one-step = Train one step
    .help = Learn from a single batch, and hold; “Watch” shows the batch before and after it
training-stop-and-delete = Stop and delete
    .help = End the run and delete it; can be undone
training-stop-training = Stop training
    .help = End the run and keep its best weights
training-use-the-trained-model = Use the trained model
    .help = Make the result of the run the current model
training-save-the-trained-model = Save the trained model
    .help = Keep the result of the run among the models
training-delete-the-run = Delete the run shown
    .help = Put the run into the trash, with its result; can be undone

## The search for a learning rate.

finder-find-a-learning-rate = Find a learning rate
    .help = Try ever larger learning rates on a copy of the weights, until the loss diverges
finder-cancel-finding-a-rate = Cancel finding a rate
    .help = End the search for a learning rate

## Commands with a name of something in them, and themes.

command-go-to = Go to { $tab }
command-theme-system = System theme
    .help = Light or dark as the desktop has it
command-theme-light = Light theme
    .help = Ink on paper
command-theme-dark = Dark theme
    .help = Chalk on slate
own-digits-keep = Keep as a { $digit }
    .help = Keep the drawing among your own digits as a { $digit }, and clear the canvas for the next
