"""Segment files: how posting lists are written, merged and read as arrays."""
