"""The left pane: what the archive holds, and what of it is wanted."""
