### Names and explanations of commands.
