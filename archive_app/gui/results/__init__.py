"""The middle pane: the search box and what was found."""
