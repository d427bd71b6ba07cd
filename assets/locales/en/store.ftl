### Files on the disk and what can be wrong with them.
