"""What is known of every article: rows in SQLite, and arrays over them to filter and count by."""
