"""Articles and annotations on their way out: one writer a file."""
