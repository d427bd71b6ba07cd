### Images and data sets.
