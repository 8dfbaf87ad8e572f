"""Web archives (WARC): each page in one becomes an article, its original that record alone.

A record is cut out byte for byte as an uncompressed WARC of its own, so that its address and
the time it was fetched stay with it; such a file of one record is read by `WarcRecord`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive_app.core.errors import DamagedFile, LimitExceeded, UnknownFormat
from archive_app.core.model import DateCandidate, Extraction, Failure, Metadata, Part
from archive_app.extract.common.source import Limits, Source
from archive_app.text.dates import date_in_url

_KINDS = ("html", "xhtml", "pdf", "text/plain", "msword", "officedocument", "opendocument", "epub")


def _records(stream: Any) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator

    return iter(ArchiveIterator(stream, no_record_parse=False))


def _is_page(record: Any) -> bool:
    if record.rec_type not in {"response", "resource"} or record.rec_headers is None:
        return False
    headers = record.http_headers
    if record.rec_type == "response":
        if headers is None or not (headers.get_statuscode() or "").startswith("2"):
            return False
        kind = headers.get_header("Content-Type") or ""
    else:
        kind = record.rec_headers.get_header("Content-Type") or ""
    return any(name in kind.lower() for name in _KINDS)


def is_collection(path: Path) -> bool:
    """Whether the WARC file holds more than one record of a page. Never raises."""
    from warcio.exceptions import ArchiveLoadFailed

    pages = 0
    try:
        with path.open("rb") as stream:
            for number, record in enumerate(_records(stream)):
                pages += 1
                if pages > 1 or number > 1:
                    return True
                del record
    except (OSError, ArchiveLoadFailed, ValueError, EOFError):
        return path.name.lower().endswith(".gz")
    return path.name.lower().endswith(".gz") and pages == 1


def records(path: Path, limits: Limits) -> Iterator[Part | Failure]:
    """Each page of a web archive as a WARC file of its own record. Raises `DamagedFile`."""
    from warcio.exceptions import ArchiveLoadFailed

    with path.open("rb") as stream:
        try:
            for record in _records(stream):
                if not _is_page(record):
                    continue
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                name = _name(url)
                data = record.raw_stream.read(limits.member + 1)
                if len(data) > limits.member:
                    yield Failure(name, "limit", url)
                    continue
                yield Part(name, _alone(record, data), "record")
        except (ArchiveLoadFailed, EOFError) as error:
            raise DamagedFile(path, str(error)) from error


def _alone(record: Any, payload: bytes) -> bytes:
    """A record as an uncompressed WARC file of its own."""
    if record.http_headers is not None:
        payload = record.http_headers.to_bytes() + payload
    record.rec_headers.replace_header("Content-Length", str(len(payload)))
    head: bytes = record.rec_headers.to_bytes()
    return head + payload + b"\r\n\r\n"


def _name(url: str) -> str:
    """A file name for a page's record, from its address."""
    bare = re.sub(r"^https?://(www\.)?", "", url.strip("<> ")).split("?", 1)[0].strip("/")
    return (re.sub(r"[^\w.-]+", "-", bare)[-100:].strip("-.") or "record") + ".warc"


class WarcRecord:
    """A WARC file of one record: the page in it, with its address and the time of fetching."""

    name = "warc"
    version = 1
    media_types = ("application/warc",)
    suffixes = (".warc",)

    def sniff(self, head: bytes, name: str) -> float:
        """1.0 by the magic word; packed ones are containers."""
        return 1.0 if head.startswith(b"WARC/") else 0.1 if name.lower().endswith(".warc") else 0.0

    def extract(self, source: Source) -> Extraction:
        """The page in the record; raises `DamagedFile`, or what reading the page raises."""
        from warcio.exceptions import ArchiveLoadFailed

        from archive_app.extract.runtime.registry import extract_from

        try:
            found = next((r for r in _records(io.BytesIO(source.data)) if _is_page(r)), None)
            if found is None:
                raise UnknownFormat(source.path, "no page in it")
            url = (found.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
            fetched = (found.rec_headers.get_header("WARC-Date") or "")[:10]
            payload = found.content_stream().read(source.limits.member + 1)
        except (ArchiveLoadFailed, EOFError, ValueError) as error:
            raise DamagedFile(source.path, str(error)) from error
        if len(payload) > source.limits.member:
            raise LimitExceeded(source.path, f"more than {source.limits.member} bytes")
        name = re.sub(r"[?#].*", "", url.rstrip("/")).rsplit("/", 1)[-1] or "page.html"
        if "." not in name:
            name += ".html"
        inner = extract_from(
            Source(
                source.path, name=name, limits=source.limits, data=payload, refused=source.refused
            )
        )
        metadata: Metadata = inner.metadata
        if url and not metadata.identifier:
            metadata = replace(metadata, identifier=url)
        in_url = date_in_url(url)
        if in_url and all(candidate.date != in_url.date for candidate in metadata.dates):
            metadata = replace(
                metadata, date=metadata.date or in_url.date, dates=(in_url, *metadata.dates)
            )
        if re.fullmatch(r"\d{4}-\d\d-\d\d", fetched):
            late = DateCandidate(fetched, "collected", 0.4, fetched)
            if all(candidate.date != fetched for candidate in metadata.dates):
                metadata = replace(metadata, dates=(*metadata.dates, late))
        return replace(
            inner,
            extractor=f"{self.name}/{self.version}+{inner.extractor}",
            metadata=metadata,
        )


EXTRACTORS = (WarcRecord(),)
