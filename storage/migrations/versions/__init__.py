"""The numbered migrations; a released one never changes."""
