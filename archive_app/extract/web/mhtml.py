"""Web pages saved as one MIME message (MHTML), as Chromium, Edge, Opera and Word save them."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from archive_app.core.errors import DamagedFile, NotFound
from archive_app.core.model import Extraction
from archive_app.extract.common.images import checked
from archive_app.extract.common.source import Source

_MIME = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_RELATED = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_SNAPSHOT = re.compile(
    rb"^snapshot-content-location:|saved by|from: <?saved", re.IGNORECASE | re.MULTILINE
)


class Mhtml:
    """The extractor of MHTML."""

    name = "mhtml"
    version = 2
    media_types = ("multipart/related",)
    suffixes = (".mhtml", ".mht")

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is MHTML: a message of related parts that no one sent."""
        named = name.lower().endswith(self.suffixes)
        # Looked for plainly first: a pattern takes longer over a page of Arabic than all the rest.
        if b"mime-version:" in head.lower() and _MIME.search(head) and _RELATED.search(head):
            return 0.95 if named or _SNAPSHOT.search(head) else 0.4
        return 0.1 if named else 0.0

    def extract(self, source: Source) -> Extraction:
        """The article of the saved page; raises `DamagedFile` where no page is in it."""
        from archive_app.extract.web import page

        saved = _Saved(source)
        text, repair = page.decoded(
            saved.html, saved.charset, mend="mojibake" not in source.refused
        )
        tree = page.parse(text)
        if tree is None:
            raise DamagedFile(source.path, "no page in the message")
        return page.extraction(
            source,
            tree,
            stamp=f"{self.name}/{self.version}",
            media_type=self.media_types[0],
            address=saved.address,
            images=saved.image_name,
            repair=repair,
            size=len(text),
        )

    def image(self, source: Source, name: str) -> bytes:
        """The image ``name`` of the file. Raises `NotFound` where it holds none of that name."""
        return checked(image(source, name), source, name)


class _Saved:
    """The parts of a saved page."""

    def __init__(self, source: Source) -> None:
        from email import policy
        from email.message import Message
        from email.parser import BytesParser

        message = BytesParser(policy=policy.compat32).parsebytes(source.data)
        self.html = b""
        self.charset = ""
        self.base = ""
        self.members: dict[str, Message] = {}
        start = (message.get_param("start") or "").strip("<>")  # type: ignore[union-attr]
        for part in message.walk():
            if part.is_multipart():
                continue
            kind = part.get_content_type()
            location = str(part.get("Content-Location") or "").strip()
            number = str(part.get("Content-ID") or "").strip().strip("<>")
            if kind in {"text/html", "application/xhtml+xml"} and (
                not self.html or (start and number == start)
            ):
                self.html = _payload(part)
                self.charset = part.get_content_charset() or ""
                self.base = location
            elif part.get_content_maintype() == "image":
                if location:
                    self.members.setdefault(location, part)
                if number:
                    self.members.setdefault(f"cid:{number}", part)
        if not self.html:
            raise DamagedFile(source.path, "no page in the message")
        snapshot = str(message.get("Snapshot-Content-Location") or "").strip()
        self.base = self.base or snapshot
        address = snapshot or self.base
        self.address = address if address.startswith(("http://", "https://")) else ""

    def image_name(self, address: str) -> str:
        """The member name of the image at ``address`` in the page; "" where it is not saved."""
        from archive_app.extract.web import page

        if address[:5].lower() == "data:":
            return page.data_name(address)
        if address in self.members:
            return address
        try:
            whole = urljoin(self.base, address)
        except ValueError:
            return ""
        return whole if whole in self.members else ""


def _payload(part: object) -> bytes:
    data = part.get_payload(decode=True)  # type: ignore[attr-defined]
    return data if isinstance(data, bytes) else b""


def image(source: Source, name: str) -> bytes:
    """The bytes of the image ``name`` of a saved page. Raises `NotFound`."""
    from archive_app.extract.web import page

    saved = _Saved(source)
    part = saved.members.get(name)
    if part is not None:
        return _payload(part)
    if name.startswith("data:"):
        return page.held_in_address(saved.html, name, source)
    raise NotFound(source.path, name)


EXTRACTORS = (Mhtml(),)
