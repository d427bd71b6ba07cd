### The window's frame: rail, top bar, palette, notices.
