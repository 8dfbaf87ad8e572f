"""Plain text: decoded, its line ends made one, each line a paragraph (or each blank-line group
where lines are wrapped)."""

from __future__ import annotations

import re
from itertools import pairwise

from archive_app.core.errors import LimitExceeded, UnknownFormat
from archive_app.core.model import Block, Extraction, Metadata
from archive_app.extract.common import boilerplate
from archive_app.extract.common.encodings import decode, looks_like_text
from archive_app.extract.common.metadata import describe
from archive_app.extract.common.source import Source

_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_OTHER_ENDS = "\r\x85\u2028\u2029\x0b\x0c"
_LINE = re.compile(r"[^\n]+")
_NULS = re.compile(r"[\x00\ufeff]")

WRAPPED = 110
"""Lines that are all shorter than this, in groups parted by blank lines, are wrapped ones."""


def normalize(text: str) -> str:
    """The text with every line end as a line feed, and without NULs and stray byte-order marks."""
    if any(end in text for end in _OTHER_ENDS):
        text = _ENDS.sub("\n", text)
    return _NULS.sub("", text) if "\0" in text or "\ufeff" in text else text


def paragraphs(text: str) -> list[Block]:
    """The paragraphs of plain text: its lines, or its blank-line groups where lines are wrapped.

    Blocks begin and end at characters that can be seen.
    """
    lines: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        start, end = _trim(text, match.start(), match.end())
        if start < end:
            lines.append((start, end))
    if _wrapped(text, lines):
        lines = _join(text, lines)
    return [Block("paragraph", start, end) for start, end in lines]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space (and invisible characters) at its ends."""
    line = text[start:end]
    stripped = line.strip()
    if not stripped or boilerplate.blank(stripped):
        return start, start
    start += line.index(stripped)
    return start, start + len(stripped)


def _wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the text was wrapped at a fixed width: long runs of lines of about one length."""
    if len(lines) < 8 or max(end - start for start, end in lines) > WRAPPED:
        return False
    full = 0
    inner = 0
    longest = max(end - start for start, end in lines)
    for (start, end), (following, _) in pairwise(lines):
        if text.count("\n", end, following) == 1:
            inner += 1
            full += end - start > 0.7 * longest
    return longest >= 40 and inner * 2 > len(lines) and full * 10 >= inner * 8


def _join(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines that no blank line parts as one span."""
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        if joined and text.count("\n", joined[-1][1], start) == 1:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def with_title(text: str, blocks: list[Block], metadata: Metadata) -> tuple[Block, ...]:
    """The blocks, the first of them a heading if it is the title."""
    for number, block in enumerate(blocks):
        if block.kind == "hidden" or boilerplate.leftover(text[block.start : block.end]):
            continue
        if (
            block.kind == "paragraph"
            and block.end - block.start <= 400
            and " ".join(text[block.start : block.end].split()) == metadata.title
            and len(blocks) > 1
        ):
            return (
                *blocks[:number],
                Block("heading", block.start, block.end, 1),
                *blocks[number + 1 :],
            )
        break
    return tuple(blocks)


class PlainText:
    """Any text without a structure of its own."""

    name = "text"
    version = 1
    media_types = ("text/plain",)
    suffixes = (".txt", ".text", ".log", ".asc")

    def sniff(self, head: bytes, name: str) -> float:
        """0.5 for readable text so named, 0.3 for any readable text, 0.1 for the name alone."""
        named = name.lower().endswith(self.suffixes)
        if not looks_like_text(head):
            return 0.1 if named else 0.0
        return 0.5 if named else 0.3

    def extract(self, source: Source) -> Extraction:
        """The text in paragraphs. Raises `UnknownFormat` for bytes that are no text."""
        if not looks_like_text(source.head):
            raise UnknownFormat(source.path, "not text")
        if len(source.data) > 4 * source.limits.text:  # no encoding takes more for a character
            raise LimitExceeded(source.path, f"{len(source.data)} bytes of text")
        try:
            decoded = decode(source.data, repair="mojibake" not in source.refused)
        except UnknownFormat as error:
            raise UnknownFormat(source.path, error.detail) from None
        text = normalize(decoded.text)
        if len(text) > source.limits.text:
            raise LimitExceeded(source.path, f"{len(text)} characters")
        if boilerplate.blank(text):
            raise UnknownFormat(source.path, "nothing but white space")
        blocks = paragraphs(text)
        metadata = describe(text, blocks)
        return Extraction(
            text=text,
            extractor=f"{self.name}/{self.version}",
            media_type=self.media_types[0],
            metadata=metadata,
            blocks=with_title(text, blocks, metadata),
            repairs=(decoded.repair,) if decoded.repair else (),
            warnings=("lost-characters",) if decoded.lost else (),
        )


EXTRACTORS = (PlainText(),)
