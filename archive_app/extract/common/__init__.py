"""What every format builds its text with: source, blocks, encodings, metadata, repairs."""
