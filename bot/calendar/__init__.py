"""The clock's work. A sweep knows no timers of its own: it looks at rows and at the time that it is given."""
