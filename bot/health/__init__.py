"""Whether the bot is well: a verdict, a command, a page for machines."""
