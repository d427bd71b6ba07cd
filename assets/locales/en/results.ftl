### The result of a run and comparisons.
