"""Documents of word processors: Word old and new, OpenDocument, RTF."""
