"""A log that is written on any day: entries of a period, and the end of the period."""
