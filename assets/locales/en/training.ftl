### A run under way: transport, messages.
