### Work on threads of its own, and what can be wrong with it.

# $cause is what broke, such as program-fault of train.ftl.
task-error-panicked = something broke down: { $cause }; please try again
# $error is what the system says.
task-error-no-thread = no thread could be started; close some programs and try again ({ $error })
task-error-no-result = the job ended without a result; please try again
reader-error-no-thread = no thread could be started to read with; close some programs and try again ({ $error })
reader-error-panicked = reading broke down: { $cause }; try another model
