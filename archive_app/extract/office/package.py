"""Documents that are zip archives of XML (DOCX, ODT, EPUB), opened as what they are: hostile.

No member is believed about its size, nothing is unpacked to disk, and XML is read without
entities, DTDs, network or other files.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any
from urllib.parse import unquote

from lxml import etree

from archive_app.core.errors import DamagedFile, EncryptedFile, LimitExceeded, NotFound
from archive_app.core.model import DateCandidate, Metadata
from archive_app.extract.common.builder import TextBuilder, squeeze
from archive_app.extract.common.dom import Element
from archive_app.extract.common.metadata import CREATED, iso_date
from archive_app.extract.common.source import Source

DC = "{http://purl.org/dc/elements/1.1/}"

_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_MEMBERS = 20_000  # more members than any document has
_SMALL = 1 << 20  # a member this small may be packed as tightly as it likes


class Package:
    """A zip archive in memory, read member by member within the source's limits.

    ``warnings`` collects what was amiss with what was read.

    Raises `DamagedFile` where the archive is broken, `LimitExceeded` where it is a bomb.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._read = 0
        self.warnings: list[str] = []
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
            raise DamagedFile(source.path, str(error)) from error
        if len(members) > _MEMBERS:
            raise LimitExceeded(source.path, f"{len(members)} members")
        self._members = {member.filename: member for member in members}
        self._lower = {member.filename.lower(): member for member in members}

    @property
    def names(self) -> list[str]:
        """The members' names, in the archive's order."""
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members or name.lower() in self._lower

    def read(self, name: str) -> bytes:
        """The bytes of a member (found whatever the case of its name); `KeyError` if missing.

        Raises `EncryptedFile`, `DamagedFile`, or `LimitExceeded`: by the declared size before a
        byte is read, and by the streamed size whatever was declared.
        """
        member = self._members.get(name) or self._lower[name.lower()]
        limits = self._source.limits
        if member.flag_bits & _ENCRYPTED:
            raise EncryptedFile(self._source.path, name)
        allowed = min(limits.member, limits.size, limits.total - self._read)
        packed = max(member.compress_size, 1)
        if member.file_size > allowed or (
            member.file_size > _SMALL and member.file_size > packed * limits.ratio
        ):
            raise LimitExceeded(self._source.path, f"{name}: {member.file_size} bytes declared")
        pieces = []
        size = 0
        try:
            with self._zip.open(member) as file:
                while piece := file.read(_CHUNK):
                    size += len(piece)
                    if size > allowed or (size > _SMALL and size > packed * limits.ratio):
                        raise LimitExceeded(self._source.path, f"{name}: {size} bytes")
                    pieces.append(piece)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ) as error:
            raise DamagedFile(self._source.path, f"{name}: {error}") from error
        self._read += size
        return b"".join(pieces)

    def image(self, name: str) -> bytes:
        """The bytes of the image ``name``. Raises `NotFound` where there is none of that name."""
        try:
            return self.read(name)
        except KeyError:
            raise NotFound(self._source.path, name) from None

    def xml(self, name: str) -> Element:
        """The root of an XML member; `KeyError` if missing. Raises `DamagedFile`."""
        return parse_xml(self.read(name), self._source, self.warnings)

    def optional_xml(self, name: str) -> Element | None:
        """The root of an XML member; None where it is missing or cannot be read."""
        try:
            return self.xml(name)
        except (KeyError, DamagedFile):
            return None


def parse_xml(data: bytes, source: Source, warnings: list[str], *, huge: bool = False) -> Element:
    """The root of an XML document. Broken XML is read as far as it can be, and ``damaged`` added
    to ``warnings``.

    No entity is replaced, no DTD read, no file or address opened. Elements nest at most 256
    deep, so that what follows may recurse; ``huge`` allows texts of more than 10 MB (an image
    inside the XML). Raises `DamagedFile`, or `LimitExceeded` for what nests deeper.
    """
    for recover in (False, True):
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            dtd_validation=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=huge,
            recover=recover,
        )
        try:
            root: Any = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if "depth" in str(error):
                raise LimitExceeded(source.path, str(error)) from error
            if recover:
                raise DamagedFile(source.path, str(error)) from error
            continue
        if root is not None:
            if recover:
                warnings.append("damaged")
            return root
    raise DamagedFile(source.path, "no XML")


def properties(holder: Element | None, builder: TextBuilder, *created: str) -> Metadata:
    """What the properties in ``holder`` say; those named ``created`` say when the document was
    made, the surest first. A title there is often another document's: it holds only if the text
    says it too."""
    if holder is None:
        return Metadata()

    def text(tag: str) -> str:
        found = holder.find(tag)
        return squeeze(found.text or "") if found is not None else ""

    title = text(f"{DC}title")
    date = iso_date(next(filter(None, map(text, created)), ""))
    return Metadata(
        title=title if builder.begins_with(title) else "",
        language=text(f"{DC}language"),
        description=text(f"{DC}description"),
        dates=(DateCandidate(date, "meta", CREATED, date),) if date else (),
    )


def beside(member: str, target: str) -> str:
    """The member that ``target``, an address inside ``member``, leads to (``../a.png``); ""
    where it leads out of the package."""
    target = unquote(target.split("#", 1)[0].split("?", 1)[0])
    if not target or "://" in target or target.startswith(("data:", "mailto:")):
        return ""
    if target.startswith("/"):
        return target.lstrip("/")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(member), target))
    return "" if path.startswith("..") else path
