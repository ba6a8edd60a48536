"""The coordinator's chat at a terminal: the same conversation, shown as text."""
