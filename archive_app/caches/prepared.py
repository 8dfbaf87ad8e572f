"""An article as the caches take it: its catalogue entry, and the words of each index field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive_app.core.model import Article, Extraction, Status
from archive_app.library.sidecar import Sidecar
from archive_app.search.catalogue import Entry, Packed
from archive_app.text.tokens import words


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article ready for the caches: its catalogue entry and each field's folded words."""

    entry: Entry
    words: Mapping[str, str]


def field_words(sidecar: Sidecar, text: str, body_words: str | None = None) -> dict[str, str]:
    """Return each index field's folded words, joined by single spaces.

    ``body_words`` are the words of ``text`` where a worker has counted them already.
    """
    metadata = sidecar.effective
    notes = [note for item in sidecar.annotations for note in (item.note, *item.tags) if note]
    return {
        "title": " ".join(words(metadata.title)),
        "body": " ".join(words(text)) if body_words is None else body_words,
        "creator": " ".join(words(" ; ".join(metadata.creator))),
        "note": " ".join(words(" ; ".join(notes))),
        "tag": " ".join(words(" ; ".join(sidecar.tags))),
    }


def prepare(
    path: str,
    sidecar: Sidecar,
    extraction: Extraction | None,
    stamp: tuple[int, int, int, int],
    body_words: str | None = None,
    packed: Packed | None = None,
) -> Prepared:
    """Join what the library and the extraction know of an article into what the caches take.

    ``path`` is the original's, relative to the archive. ``extraction`` is None where the file
    has no readable text. ``stamp`` holds the modification times (ns) and sizes (bytes) of the
    original and the sidecar: (original mtime, original size, sidecar mtime, sidecar size).
    ``packed`` is the text where a worker has packed it; the extraction then comes without one.
    """
    text = extraction.text if extraction is not None else ""
    field = field_words(sidecar, text, body_words)
    passages = [item for item in sidecar.annotations if item.motivation != "tagging"]
    article = Article(
        id=sidecar.id,
        doc=0,
        path=path,
        metadata=sidecar.effective,
        media_type=sidecar.media_type,
        size=sidecar.size,
        words=field["body"].count(" ") + 1 if field["body"] else 0,
        added=sidecar.added,
        tags=sidecar.tags,
        annotations=len(passages),
        read=sidecar.read,
        status=Status.OK if packed is not None or text.strip() else Status.NO_TEXT,
        reason=sidecar.reason,
        parent=sidecar.parent,
    )
    entry = Entry(
        article=article,
        text=text,
        blocks=extraction.blocks if extraction is not None else (),
        links=extraction.links if extraction is not None else (),
        styles=extraction.styles if extraction is not None else (),
        repairs=extraction.repairs if extraction is not None else (),
        warnings=extraction.warnings if extraction is not None else (),
        extractor=extraction.extractor if extraction is not None else "",
        text_hash=sidecar.text_hash,
        sha256=sidecar.sha256,
        annotations=sidecar.annotations,
        stamp=stamp,
        packed=packed,
    )
    return Prepared(entry, field)
