### The canvas, its tools and menus.
