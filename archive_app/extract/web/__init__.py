"""Web pages: what of a page is its article, and what it says of itself."""
