"""A document that somebody sent in place of typed bullets: read, shown, taken over."""
