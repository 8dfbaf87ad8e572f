"""Light stems and roots of Arabic words, by rules and lists."""
