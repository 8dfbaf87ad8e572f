"""An article as a document: its blocks, its type, and its positions in Qt's terms."""
