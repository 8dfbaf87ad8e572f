"""Web pages (HTML and XHTML), with the images that were saved beside them.

This is the format's front: what it takes to recognise a page. Reading one is `page`'s work,
which is imported only when a page comes.
"""

from __future__ import annotations

import re

from archive_app.extract.runtime.base import ExtractorWithImages

_START = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,4000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    rb"<(?:html|head|body|meta|title|div|p|table|span|script|h[1-6]|br|article|center|font)\b",
    re.IGNORECASE,
)


class Html(ExtractorWithImages):
    """The extractor of web pages."""

    name = "html"
    version = 3
    media_types = ("text/html", "text/html", "application/xhtml+xml", "application/xhtml+xml")
    suffixes = (".html", ".htm", ".xhtml", ".xht")
    reader = "web.page.read"

    def sniff(self, head: bytes, name: str) -> float:
        """How sure this is a web page: by its first tag, its many tags, its name."""
        named = name.lower().endswith((*self.suffixes, ".shtml", ".php", ".asp", ".aspx"))
        if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            head = head.replace(b"\0", b"")[2:]
        if _START.match(head):
            return 0.85
        tags = len(_TAG.findall(head))
        if named:
            return 0.8 if tags else 0.1
        return 0.6 if tags >= 5 and head.lstrip().startswith(b"<") else 0.0


EXTRACTORS = (Html(),)
