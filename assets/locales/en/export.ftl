### What leaves the program: plots, reports, curves.
