"""The values that pass between the layers: frozen, plain, and free of behaviour.

Text offsets everywhere are code points of an article's extracted text (``str`` indices), half
open. Dates are ISO 8601 and may be partial (``2017-04-26``, ``2017-04``); times are UTC with
a trailing ``Z``. Metadata goes by Dublin Core's names, annotations by the W3C Web Annotation
model's, search by those of information retrieval.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

Span = tuple[int, int]
"""Start and end, in code points, half open."""

COLORS: tuple[str, ...] = ("yellow", "green", "blue", "rose", "violet")
"""The highlight colours, by their stable names, in the order of the keys 1…5."""

# ---------------------------------------------------------------- what extraction gives


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A date that was found, where (``meta``, ``json-ld``, ``url``, ``dateline``, ``byline``,
    ``text``, ``user``), how sure (0 to 1), and the words that say it."""

    date: str
    origin: str
    confidence: float
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article, in Dublin Core's terms; empty where it is not known.

    ``source`` is the agency or newspaper, ``identifier`` the URL, ``language`` BCP 47,
    ``dates`` every date found, the best first (``date`` is the one chosen).
    """

    title: str = ""
    creator: tuple[str, ...] = ()
    source: str = ""
    date: str = ""
    language: str = ""
    identifier: str = ""
    description: str = ""
    dates: tuple[DateCandidate, ...] = ()


BlockKind = Literal["paragraph", "heading", "item", "quote", "table", "image", "caption", "hidden"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an article's structure over ``text[start:end]``.

    ``level`` is a heading's (1 to 6), a list item's depth (1 up), or how many rows of a table are
    its head. ``name`` is an image's member name inside the original. ``label`` is what a list
    numbers its item with (``3.``, ``1.2.``, ``ب.``); empty for bullets. ``hidden`` marks web
    leftovers that the reader passes over. A table's rows are lines and its cells are parted by
    tabs. Blocks are in order and never overlap; text between them is white space.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    name: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link on ``text[start:end]``.

    One to a place in the same text is ``#`` and the code point of the place. Where it covers no
    text it is the mark of a footnote, whose number the text does not have.
    """

    start: int
    end: int
    href: str


StyleKind = Literal["bold", "italic", "superscript", "subscript"]


@dataclass(frozen=True, slots=True)
class Style:
    """How ``text[start:end]`` is set apart in its lines."""

    start: int
    end: int
    kind: StyleKind


@dataclass(frozen=True, slots=True)
class Repair:
    """A mending of the text: what kind (``mojibake``, ``reversed``, ``presentation``,
    ``lam-alef``), how often, and one sample of it before and after."""

    kind: str
    count: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside a file: a zip's member, a message's attachment, a record of an export.

    ``name`` is a safe bare file name; ``relation`` is ``member``, ``attachment`` or ``record``.
    """

    name: str
    data: bytes
    relation: str = "member"


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an extractor makes of one file. ``extractor`` is ``name/version`` (``html/1``);
    ``tags`` are those that the user gave in the program that the file comes from."""

    text: str
    extractor: str
    media_type: str
    metadata: Metadata = Metadata()
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    tags: tuple[str, ...] = ()
    styles: tuple[Style, ...] = ()


# ---------------------------------------------------------------- annotations

Motivation = Literal["highlighting", "commenting", "tagging"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage stands: position and quote with its context, and for which text.

    ``text_hash`` is the SHA-256 (hex) of the extracted text in UTF-8, ``extractor`` the
    ``name/version`` that made it. ``surroundings`` is what `text.surroundings` keeps of the words
    farther around; empty where the anchor is another program's, or was made before there were any.
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    text_hash: str = ""
    extractor: str = ""
    surroundings: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation of an article.

    ``highlighting``: a passage in a ``color``, perhaps with a ``note`` and ``tags``.
    ``commenting``: a note on the passage without colour, or on the whole article when
    there is no ``anchor``. ``tagging``: one tag (``tags[0]``) of the whole article.
    ``note`` is Markdown. ``review`` marks an anchor that moved with less than full
    certainty. ``extra`` keeps the keys that this version does not know.
    """

    id: str
    motivation: Motivation
    anchor: Anchor | None = None
    color: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""
    creator: str = ""
    review: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)


class AnchorStatus(StrEnum):
    """How an anchor was found again in the present text."""

    EXACT = "exact"
    MOVED = "moved"
    REVIEW = "review"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation and where it stands in the present text (``span`` None: an orphan or
    of the whole article). ``candidates`` are an orphan's nearest likenesses, best first."""

    annotation: Annotation
    span: Span | None
    status: AnchorStatus = AnchorStatus.EXACT
    score: float = 1.0
    candidates: tuple[Span, ...] = ()


# ---------------------------------------------------------------- articles and search


class Status(StrEnum):
    """How an article stands: well, without readable text, its original gone, its caches behind."""

    OK = "ok"
    NO_TEXT = "no-text"
    MISSING = "missing"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Article:
    """One article as the catalogue lists it.

    ``id`` is stable and lies in the sidecar; ``doc`` is this cache's own number for it.
    ``path`` is relative to the archive, with forward slashes. ``size`` is in bytes,
    ``words`` counted by the tokeniser, ``added`` a UTC time. ``annotations`` counts
    highlights and notes. ``reason`` says why there is no text.
    """

    id: str
    doc: int
    path: str
    metadata: Metadata
    media_type: str = ""
    size: int = 0
    words: int = 0
    added: str = ""
    tags: tuple[str, ...] = ()
    annotations: int = 0
    read: bool = False
    status: Status = Status.OK
    reason: str = ""
    story: int = 0
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What the reader shows of an article."""

    article: Article
    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()
    extractor: str = ""
    styles: tuple[Style, ...] = ()


class Lens(StrEnum):
    """How closely a word must match: as written, as the same word, as the same family."""

    EXACT = "exact"
    WORD = "word"
    ROOT = "root"


class Why(StrEnum):
    """Why a word matched, the closest first."""

    EXACT = "exact"
    SPELLING = "spelling"
    FORM = "form"
    ROOT = "root"
    NAME = "name"


Sort = Literal["relevance", "date", "-date", "title", "added"]
Match = Literal["all", "any"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What facets take in or leave out. Within one facet values are alternatives; facets
    are all to hold. A value with a leading ``-`` is left out. ``month`` is ``YYYY-MM``;
    ``dates`` an inclusive range of ISO dates, either end of which may be empty."""

    source: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    dates: tuple[str, str] = ("", "")
    annotated: bool | None = None
    read: bool | None = None
    story: int = 0
    status: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of an article with the spans (in the snippet's own code points) of its hits.

    ``start`` is where it stands in the article's text."""

    text: str = ""
    spans: tuple[Span, ...] = ()
    start: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A found article: its score, its best passage, and the closest reason why (``why``).

    ``title_spans`` mark the hits in its title; ``partial`` is set where not every word of the
    query was found in it (those hits stand apart, after all others)."""

    article: Article
    score: float = 0.0
    snippet: Snippet = Snippet()
    why: Why | None = None
    title_spans: tuple[Span, ...] = ()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell about a query: a ``key`` (``ignored``, ``partial``, ``as-words``) and a
    ``text``."""

    key: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query to offer: ``kind`` is ``spelling``, ``keyboard``, ``name`` or ``variant``."""

    kind: str
    query: str
    text: str = ""


Facets = Mapping[str, Mapping[str, int]]
"""For each facet (``source tag month language type annotated read``), value → count,
over the whole result, the most frequent first (months in order)."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What a half-typed query may become: ``kind`` is ``word``, ``title``, ``tag``, ``source``
    or ``recent``; ``query`` the whole query it makes; ``count`` how many articles."""

    kind: str
    text: str
    query: str
    count: int = 0


# ---------------------------------------------------------------- what work reports


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in: where, why (a key of `core.errors`), and details.

    ``id`` names the article without text that keeps it, where one was made."""

    path: str
    reason: str
    detail: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file whose bytes the archive has already, and the path of its twin in the archive."""

    path: str
    of: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. Every file found is in just one of ``imported``, ``duplicates``,
    ``failed``; ``repaired`` and ``likely`` name some of the imported (ids; pairs of ids).
    ``finished`` is when it ended, of one that was read from the archive again: of its articles
    just id, path and title are known then, and they may be gone since."""

    imported: tuple[Article, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    failed: tuple[Failure, ...] = ()
    repaired: tuple[str, ...] = ()
    likely: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    cancelled: bool = False
    dry_run: bool = False
    finished: str = ""


@dataclass(frozen=True, slots=True)
class Outdated:
    """Articles that an older extractor read: which (``name/version``), which one would read them
    now (``present``), and how many they are."""

    extractor: str
    present: str
    count: int


@dataclass(frozen=True, slots=True)
class Reread:
    """An article that was read again and is not as before.

    ``text``: whether its text or its structure changed; ``metadata``: what extraction found of
    it. ``moved`` counts the annotations whose passages stand elsewhere or read otherwise now,
    ``review`` those of them that somebody should look at, ``orphans`` those that lost theirs.
    """

    id: str
    path: str
    title: str = ""
    text: bool = False
    metadata: bool = False
    moved: int = 0
    review: int = 0
    orphans: int = 0


@dataclass(frozen=True, slots=True)
class ReextractionReport:
    """What reading again with better extractors did. Of the articles in ``failed`` nothing was
    changed; those that a cancel left are in none of the three."""

    changed: tuple[Reread, ...] = ()
    unchanged: int = 0
    failed: tuple[Failure, ...] = ()
    seconds: float = 0.0
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that `verify` or opening found amiss. ``severity`` is ``error``, ``warning``
    or ``info``; ``key`` a stable reason (``missing``, ``altered``, ``broken-sidecar``, …)."""

    severity: Literal["error", "warning", "info"]
    key: str
    path: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PastReports:
    """The reports of past imports that an archive keeps, the newest first, and a finding for each
    file among them that is none."""

    reports: tuple[ImportReport, ...] = ()
    unread: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write changed, so that views refresh just that: the ids, and which sides of them."""

    articles: frozenset[str] = frozenset()
    added: bool = False
    removed: bool = False
    metadata: bool = False
    tags: bool = False
    annotations: bool = False
    text: bool = False
    settings: bool = False

    def __or__(self, other: Changes) -> Changes:
        """Both changes as one."""
        return Changes(
            self.articles | other.articles,
            *(
                getattr(self, name) or getattr(other, name)
                for name in (
                    "added",
                    "removed",
                    "metadata",
                    "tags",
                    "annotations",
                    "text",
                    "settings",
                )
            ),
        )

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return self != Changes()
