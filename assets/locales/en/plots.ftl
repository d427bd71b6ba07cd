### Plots and other widgets.
