"""The reader: an article's page, its highlights and notes, and all that is done to them."""
