"""The truth on disk: the archive folder, its originals, and their sidecars."""
