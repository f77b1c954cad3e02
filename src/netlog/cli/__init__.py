"""The command line: parse, one call, render; one file a command or a small family."""
