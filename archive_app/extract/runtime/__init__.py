"""What runs the extractors, and chooses among them; it knows none of their formats."""
