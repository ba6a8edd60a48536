"""Turns a snapshot into blocks, and blocks into files."""
