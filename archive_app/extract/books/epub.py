"""E-books (EPUB 2 and 3), chapter after chapter in the order of reading."""

from __future__ import annotations

from archive_app.extract.runtime.base import ExtractorWithImages


class Epub(ExtractorWithImages):
    """The extractor of e-books."""

    name = "epub"
    version = 2
    media_types = ("application/epub+zip",)
    suffixes = (".epub",)
    reader = "books.book.read"


EXTRACTORS = (Epub(),)
