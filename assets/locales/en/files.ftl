### File dialogs, and files that are opened or dropped.
