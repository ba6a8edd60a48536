"""The whole database and its files as open files: for a backup, for moving house, for leaving."""
