### The runs that were kept.

## What was done with them. $run and $name are names of runs.

runs-interrupted = { $run } was interrupted; go on with it under Train, Runs
runs-renamed = The run is now called { $name }
runs-restored = { $run } is back
runs-best-kept = The best weights of the interrupted run are kept
runs-written = Wrote { $path }
runs-settings-used = The next run has the settings of { $run }

## Writing the run that trains.

run-not-written = the run could not be written, and training goes on without: { $fault }
run-folder-gone = the run's folder is gone

## Before and after a run: the images that are compared on.

work-comparing-run = Comparing before and after
compare-no-start = the model that the run started from was not kept with it
compare-mnist = MNIST test images
compare-test-images = Test images of { $data }
compare-ink = Your digits, { $file }
compare-own = Your own digits
compare-own-learned = Your own digits, most of which it was trained on
