### The views of the Train tab.
