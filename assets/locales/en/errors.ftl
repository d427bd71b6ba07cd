### The Errors tab and the evaluation.
