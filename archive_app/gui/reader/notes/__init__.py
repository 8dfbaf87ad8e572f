"""Highlights and notes: the panel beside the text, and all annotations of the archive."""
