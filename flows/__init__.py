"""The pure core: plans, forms, the interview, reading of answers. No clock, no files, no network."""
