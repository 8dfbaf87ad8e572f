"""Finding in the article that is read."""
