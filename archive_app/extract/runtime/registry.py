"""Which extractor reads which file: content first, the name second, the highest score wins.

A format is a module of this package that defines ``EXTRACTORS``, a tuple of `Extractor`
objects, and one line in `MODULES`. The modules are imported when the first file is looked at,
not before; such a module imports nothing heavy at its top (lxml, trafilatura, Qt: inside
``extract``), so that start-up stays cheap.

Scores that ``sniff`` gives:

=====  ==========================================================================
1.0    the magic number of this format alone
0.8    the content says so
0.5    the content allows it and the name says so
0.1    only the name says so (``extract`` will then say that the file is damaged)
0.0    not mine
=====  ==========================================================================

Plain text claims any readable text with 0.3, and 0.5 when the name says so.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Protocol, runtime_checkable

from archive_app.core.errors import UnknownFormat
from archive_app.core.model import Extraction
from archive_app.extract.common.source import Source

MODULES: tuple[str, ...] = (
    # One line a format, in alphabetical order.
    "office.doc",
    "office.docx",
    "books.epub",
    "web.html",
    "mail.mail",
    "web.mhtml",
    "office.odf",
    "pdf.pdf",
    "common.plain",
    "office.rtf",
    "containers.tabular",
    "containers.warc",
)


@runtime_checkable
class Extractor(Protocol):
    """What a format gives. ``suffixes`` carry their dot and stand beside their media types.

    ``media_types[i]`` is the type of a file named with ``suffixes[i]``; with fewer types than
    suffixes the first type stands for the rest. ``version`` grows whenever the text that
    ``extract`` gives may differ from before.
    """

    name: str
    version: int
    media_types: tuple[str, ...]
    suffixes: tuple[str, ...]

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is my format (0 to 1), from the first `source.HEAD` bytes and the name."""
        ...

    def extract(self, source: Source) -> Extraction:
        """The text and what is known of it; raises `ExtractError` where it cannot be read."""
        ...


@cache
def extractors() -> tuple[Extractor, ...]:
    """All extractors, imported now if they were not before."""
    found: list[Extractor] = []
    for name in MODULES:
        found += import_module(f"archive_app.extract.{name}").EXTRACTORS
    return tuple(found)


def choose(head: bytes, name: str) -> Extractor | None:
    """The extractor with the highest score for this content and name; None where all say 0."""
    best: Extractor | None = None
    best_score = 0.0
    for extractor in extractors():
        score = extractor.sniff(head, name)
        if score > best_score:
            best, best_score = extractor, score
            if score >= 1.0:
                break
    return best


def media_type(extractor: Extractor, name: str) -> str:
    """The media type of a file of this extractor's format, by its suffix if there are several."""
    lowered = name.lower()
    for suffix, kind in zip(extractor.suffixes, extractor.media_types, strict=False):
        if lowered.endswith(suffix):
            return kind
    return extractor.media_types[0]


def extract_from(source: Source) -> Extraction:
    """The extraction of ``source`` by the extractor that knows it best.

    Raises `UnknownFormat` where none does, and whatever `ExtractError` the extractor raises.
    """
    extractor = choose(source.head, source.name)
    if extractor is None:
        raise UnknownFormat(source.path)
    return extractor.extract(source)


def present(stamp: str) -> str:
    """What would stand in the place of ``stamp`` (``name/version``, or several with ``+`` between
    them) were the file read now: another where an extractor has grown since, else the same.

    An extractor that is not known here, or of a later version, stays as it is: another release
    of the program read the file, and no worse.
    """
    versions = {extractor.name: extractor.version for extractor in extractors()}
    parts = []
    for part in stamp.split("+"):
        name, _, version = part.partition("/")
        newest = versions.get(name, 0)
        parts.append(f"{name}/{newest}" if version.isdecimal() and int(version) < newest else part)
    return "+".join(parts)
