"""Ids and file names as the IRIs that JSON-LD asks for, and back."""

from __future__ import annotations

import re
import string
from urllib.parse import quote, unquote

_HEX_ID = re.compile(r"[0-9a-f]{32}")
_UUID_IRI = re.compile(
    r"urn:uuid:([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})"
)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_PLAIN = "urn:khizana:id:"


def id_to_iri(name: str) -> str:
    """The IRI of an article's id: ``urn:uuid:…`` for 32 hex digits; an IRI stands for itself."""
    if _HEX_ID.fullmatch(name):
        return f"urn:uuid:{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}"
    return annotation_iri(name)


def iri_to_id(iri: str) -> str:
    """The article's id whose IRI this is; the inverse of `id_to_iri`."""
    match = _UUID_IRI.fullmatch(iri)
    if match:
        return "".join(match.groups())
    return iri_to_annotation(iri)


def annotation_iri(name: str) -> str:
    """The IRI of an annotation's id: itself where it is one already, as ours are."""
    if _IRI.fullmatch(name) and not name.startswith(_PLAIN):
        return name
    return _PLAIN + quote(name, safe="", errors="backslashreplace")


def iri_to_annotation(iri: str) -> str:
    """The annotation's id whose IRI this is; the inverse of `annotation_iri`."""
    return unquote(iri.removeprefix(_PLAIN)) if iri.startswith(_PLAIN) else iri


def file_to_iri(name: str) -> str:
    """A file name as a relative IRI (RFC 3986, percent-encoded, so that its very bytes are kept).

    Letters beyond ASCII stay readable, as an IRI (RFC 3987) allows.
    """
    return "".join(c if c in _IRI_SAFE or _is_iri_letter(c) else _escaped(c) for c in name)


def iri_to_file(iri: str) -> str:
    """The file name that a relative IRI stands for."""
    return unquote(iri, errors="surrogateescape")


_IRI_SAFE = frozenset(string.ascii_letters + string.digits + "-._~!$&'()*+,;=@")


def _is_iri_letter(character: str) -> bool:
    """Whether it may stand in an IRI as it is: letters, marks and digits beyond ASCII."""
    return character > "\x7f" and character.isalnum()


def _escaped(character: str) -> str:
    return quote(character, safe="", errors="surrogateescape")
