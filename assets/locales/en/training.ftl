### A run under way: transport, messages.

## Runs of this session. $run is the number of a run, $accuracy a share such as "99.57 %".

work-training = Training, epoch { $epoch } of { $epochs }
work-training-fold = Training, fold { $fold } of { $folds }, epoch { $epoch } of { $epochs }
work-run-paused = Run { $run } is paused
work-finding-rate = Finding a learning rate
run-done = Run { $run } is done: { $accuracy } of the validation images right
run-stopped = Run { $run } was stopped: { $accuracy } of the validation images right
run-stopped-and-deleted = Run { $run } was stopped and deleted; it can be brought back
run-discarded = Run { $run } was stopped and deleted
run-failed = run { $run } failed: { $error }
rate-suggested = The rate finder suggests a learning rate of { $rate }
# The name proposed for the model that a fine-tuning made of $model. $accuracy is a number in per cent.
model-name-tuned = { $model }, tuned { $accuracy }
# The same for one trained from fresh weights.
model-name-fresh = { $network } { $accuracy }

## Cross-validation. $accuracy is a share, or a mean with its standard deviation.

cross-validation-spread = { $mean } ± { $deviation }
cross-validation-begun = Cross-validation: fold 1 of { $folds }
cross-validation-so-far = Cross-validation: fold { $fold } of { $folds }, { $accuracy } so far
cross-validation-nothing = Cross-validation: ended before a fold was done
cross-validation-done =
    { $folds ->
        [one] Cross-validation: { $accuracy } of the held-out images right, over { $folds } fold
       *[other] Cross-validation: { $accuracy } of the held-out images right, over { $folds } folds
    }
cross-validation-ended = Cross-validation: { $accuracy } of the held-out images right, over { $done } of { $folds } folds
