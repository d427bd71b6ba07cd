### The Draw tab beside its canvas: answer, steps, comparison.
