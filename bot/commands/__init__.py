"""What `plneni` can be told to do: one file a command, with add_arguments(parser) and run(arguments, context)."""
