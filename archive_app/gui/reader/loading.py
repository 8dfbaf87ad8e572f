"""What the reader wants to know of an article, read in one go off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from archive_app.core.errors import KhizanaError
from archive_app.core.model import Changes, Content, Placed, Span
from archive_app.gui.reader.document.document import Ways, directions

if TYPE_CHECKING:
    from archive_app.archive import Archive
    from archive_app.search.searcher import Results

_MOST_IMAGES = 64 << 20
"""Bytes of images taken along; those beyond are shown by their captions."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article with all that the page shows of it."""

    content: Content
    placed: tuple[Placed, ...]
    hits: tuple[Span, ...] = ()
    images: dict[str, bytes] = field(default_factory=dict)
    original: Path | None = None
    ways: Ways = field(default_factory=dict)
    refused: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The article's id."""
        return self.content.article.id

    @property
    def left_out(self) -> int:
        """How many lines the reader passes over: a page's leftovers, running heads."""
        return sum(block.kind == "hidden" for block in self.content.blocks)

    @property
    def whole(self) -> Content:
        """The content with those lines among the others."""
        if not self.left_out:
            return self.content
        blocks = (
            replace(block, kind="paragraph") if block.kind == "hidden" else block
            for block in self.content.blocks
        )
        return replace(self.content, blocks=tuple(blocks))

    def image(self, name: str) -> bytes:
        """An image of the article; KeyError where there is none."""
        return self.images[name]


def load(archive: Archive, article_id: str, results: Results | None = None) -> Loaded:
    """Read an article, its annotations and where what a search found stands in it. Raises
    `NotFound`."""
    content = archive.content(article_id)
    try:
        original = archive.original(article_id)
    except KhizanaError:
        original = None
    return Loaded(
        content,
        archive.annotations(article_id),
        archive.matches(article_id, results) if results is not None else (),
        _images(archive, content),
        original,
        directions(content),
        archive.refused_repairs(article_id),
    )


def _images(archive: Archive, content: Content) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    room = _MOST_IMAGES
    for name in dict.fromkeys(b.name for b in content.blocks if b.kind == "image" and b.name):
        try:
            data = archive.image(content.article.id, name)
        except (KhizanaError, OSError, ValueError):
            continue
        if len(data) <= room:
            found[name] = data
            room -= len(data)
    return found


def concerns(changes: Changes, article_id: str) -> bool:
    """Whether changes may touch an article. Changes that name no articles touch them all."""
    return not changes.articles or article_id in changes.articles
