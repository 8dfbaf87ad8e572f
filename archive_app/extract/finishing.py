"""The last step of every structured format: text, blocks and what the text says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from archive_app.core.errors import LimitExceeded
from archive_app.core.model import Extraction, Metadata, Part, Repair
from archive_app.extract import boilerplate
from archive_app.extract.builder import TextBuilder
from archive_app.extract.metadata import describe
from archive_app.extract.plain import with_title
from archive_app.extract.source import Source
from archive_app.text.dates import date_in_url


def finish(
    source: Source,
    builder: TextBuilder,
    *,
    stamp: str,
    media_type: str,
    known: Metadata | None = None,
    repairs: Iterable[Repair] = (),
    warnings: Iterable[str] = (),
    parts: Iterable[Part] = (),
) -> Extraction:
    """The extraction of ``source`` from what was written into ``builder``.

    ``known`` is the metadata that the format states; its gaps are filled from the text.
    An extraction without text carries the warning ``no-text`` if it has no other reason.
    Raises `LimitExceeded` where there is more text than the source's limits allow.
    """
    known = known or Metadata()
    text, blocks, links = builder.finish()
    if len(text) > source.limits.text:
        raise LimitExceeded(source.path, f"{len(text)} characters")
    warnings = tuple(warnings)
    if not text:
        return Extraction(
            text="",
            extractor=stamp,
            media_type=media_type,
            metadata=known,
            blocks=blocks,
            repairs=tuple(repairs),
            warnings=warnings or ("no-text",),
            parts=tuple(parts),
        )
    in_url = date_in_url(known.identifier) if known.identifier else None
    if in_url and all(in_url.date != date.date for date in known.dates):
        known = replace(known, dates=(*known.dates, in_url))
    visible = boilerplate.hide(text, blocks)
    metadata = describe(text, visible, known)
    return Extraction(
        text=text,
        extractor=stamp,
        media_type=media_type,
        metadata=metadata,
        blocks=with_title(text, list(visible), metadata),
        links=links,
        repairs=tuple(repairs),
        warnings=warnings,
        parts=tuple(parts),
    )
