"""Reads an e-book: its package document, the chapters of its spine, its images."""

from __future__ import annotations

from urllib.parse import unquote

from archive_app.core.errors import DamagedFile, EncryptedFile
from archive_app.core.model import DateCandidate, Extraction, Metadata
from archive_app.extract.common.builder import TextBuilder, squeeze
from archive_app.extract.common.dom import Element, is_textless, render
from archive_app.extract.common.finishing import finish
from archive_app.extract.common.metadata import CREATED, iso_date
from archive_app.extract.common.source import Source
from archive_app.extract.office.package import DC, Package, beside
from archive_app.extract.web import page

_CHAPTERS = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
_UNTITLED = frozenset(("unknown title", "unknown", "untitled", "[no title]", "بلا عنوان"))
_FONTS = frozenset(
    ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
)  # these hide fonts, not text


def read(source: Source, stamp: str, media_type: str) -> Extraction:
    """The extraction of an e-book. Raises `EncryptedFile` where its chapters are locked."""
    package = Package(source)
    where = _package_document(package)
    try:
        root = package.xml(where)
    except KeyError:
        raise DamagedFile(source.path, "no package document") from None
    locked = _locked(package)
    warnings: list[str] = []
    builder = TextBuilder()
    for member in _spine(root, where, package):
        if member in locked:
            raise EncryptedFile(source.path, member)
        try:
            data = package.read(member)
        except KeyError:
            warnings.append("missing-chapter")
            continue
        except DamagedFile:
            warnings.append("damaged")
            continue
        tree = page.parse(page.decoded(data)[0])
        if tree is not None:
            _chapter(tree, member, package, builder)
    return finish(
        source,
        builder,
        stamp=stamp,
        media_type=media_type,
        known=_properties(root),
        warnings=dict.fromkeys((*warnings, *package.warnings)),
    )


def _chapter(tree: Element, member: str, package: Package, builder: TextBuilder) -> None:
    def name(element: Element) -> str:
        address = element.get("src") or ""
        target = beside(member, address)
        return target if target and target in package else ""

    def href(target: str) -> str:
        if "://" in target or target.startswith("mailto:"):
            return target
        other, _, fragment = target.partition("#")
        return f"#{beside(member, unquote(other))}#{unquote(fragment)}"

    def place(fragment: str) -> str:
        return f"{member}#{fragment}"

    body = next(tree.iter("body"), tree)
    builder.place(place(""))
    render(body, builder, skip=is_textless, href=href, image=name, place=place)


def _package_document(package: Package) -> str:
    root = package.optional_xml("META-INF/container.xml")
    if root is not None:
        for element in root.iter("{*}rootfile"):
            if element.get("full-path"):
                return str(element.get("full-path"))
    return next((name for name in package.names if name.lower().endswith(".opf")), "")


def _spine(root: Element, where: str, package: Package) -> list[str]:
    """The members that hold the chapters, in the order of reading, the contents left out."""
    items: dict[str, tuple[str, str]] = {}
    passed: set[str] = set()
    for item in root.iter("{*}item"):
        key = item.get("id") or ""
        member = beside(where, item.get("href") or "")
        items[key] = (member, item.get("media-type") or "")
        if "nav" in (item.get("properties") or "").split():
            passed.add(key)
    for reference in root.iter("{*}reference"):
        if (reference.get("type") or "").lower() == "toc":
            member = beside(where, reference.get("href") or "")
            passed |= {key for key, (one, _) in items.items() if one == member}
    order = [one.get("idref") or "" for one in root.iter("{*}itemref")]
    chapters = [items[key][0] for key in order if key in items and key not in passed]
    if not chapters:
        chapters = [member for member, kind in items.values() if kind in _CHAPTERS]
    if not chapters:
        chapters = [
            name for name in package.names if name.lower().endswith((".xhtml", ".html", ".htm"))
        ]
    return list(dict.fromkeys(chapters))


def _locked(package: Package) -> set[str]:
    """The members that are encrypted, but for hidden fonts."""
    root = package.optional_xml("META-INF/encryption.xml")
    locked: set[str] = set()
    for data in root.iter("{*}EncryptedData") if root is not None else ():
        method = next((one.get("Algorithm") for one in data.iter("{*}EncryptionMethod")), "")
        if method not in _FONTS:
            locked |= {one.get("URI") or "" for one in data.iter("{*}CipherReference")}
    return locked


def _properties(root: Element) -> Metadata:
    def texts(name: str) -> list[str]:
        found = (squeeze("".join(one.itertext())) for one in root.iter(f"{DC}{name}"))
        return [text for text in found if text]

    def first(name: str) -> str:
        return next(iter(texts(name)), "")

    # A book's date is often that of its file, unless it is said to be of publication.
    dates = []
    for element in root.iter(f"{DC}date"):
        date = iso_date("".join(element.itertext()))
        if date:
            event = next((v for k, v in element.attrib.items() if k.endswith("event")), "")
            dates.append(DateCandidate(date, "meta", 0.95 if event == "publication" else CREATED))
    title = first("title")
    address = next((one for one in texts("source") if one.startswith("http")), "")
    return Metadata(
        title=title if title.casefold() not in _UNTITLED else "",
        creator=tuple(texts("creator")),
        source=first("publisher"),
        language=first("language"),
        identifier=address,
        description=first("description"),
        dates=tuple(dates),
    )


def image(source: Source, name: str) -> bytes:
    """The bytes of the image ``name`` of a book. Raises `NotFound`."""
    return Package(source).image(name)
