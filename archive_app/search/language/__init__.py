"""What a query says, and what it is taken to mean: parsing, lenses, completion, suggestions."""
