### What goes wrong in background work.
