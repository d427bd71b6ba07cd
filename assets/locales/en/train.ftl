### The training loop: settings, errors, advice.
