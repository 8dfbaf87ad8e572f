"""Reads the article out of a web page.

Three ways, the best that works: trafilatura for pages with a structure; the element with the
prose (`main_content`) for pages laid out in tables, and for what is too large or too deep for
trafilatura; the whole page where both find nothing. A page with text never comes out empty.
"""

from __future__ import annotations

import base64
import binascii
import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from archive_app.core.errors import DamagedFile, LimitExceeded, NotFound
from archive_app.core.model import Extraction, Repair
from archive_app.extract.common.builder import TextBuilder, clean, squeeze
from archive_app.extract.common.dom import (
    BLOCKS,
    HEADINGS,
    Element,
    is_textless,
    render,
    tag_of,
    unseen,
)
from archive_app.extract.common.encodings import decode
from archive_app.extract.common.finishing import finish
from archive_app.extract.common.source import Source
from archive_app.extract.web import main_content, selection, webmeta

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]{0,100}encoding=["']([\w.-]+)""",
    re.IGNORECASE,
)
LARGE = 3_000_000
"""Code points of HTML beyond which only the linear ways are taken: trafilatura's time grows
faster than the page (20 MB took it 43 s)."""
DEEP = 150
"""Nesting beyond which trafilatura returns nothing (it recurses)."""
_MANY = 60_000  # elements; beyond that trafilatura needs more than some ten seconds
_TEI = {
    "head": "p", "item": "li", "list": "ul", "quote": "blockquote", "row": "tr", "cell": "td",
    "lb": "br", "code": "pre",
}  # fmt: skip
_ENOUGH = 0.25  # of the prose that `main_content` sees must be in what trafilatura gives
ImageNames = Callable[[str], str]
"""From an image's address in the page to its member name in the file; "" where it is not held."""


@dataclass(frozen=True, slots=True)
class Article:
    """What was read from one page's tree: text parts for an `Extraction`, and how."""

    builder: TextBuilder
    warnings: tuple[str, ...] = ()


def read(source: Source, stamp: str, media_type: str = "text/html") -> Extraction:
    """The extraction of an HTML file.

    Raises `DamagedFile` where nothing in it is markup, `LimitExceeded` where it is too large.
    """
    data = source.data
    if len(data) > 4 * source.limits.text:
        raise LimitExceeded(source.path, f"{len(data)} bytes of markup")
    text, repair = decoded(data, mend="mojibake" not in source.refused)
    tree = parse(text)
    if tree is None:
        raise DamagedFile(source.path, "no markup")
    address = webmeta.saved_from(text)
    return extraction(
        source,
        tree,
        stamp=stamp,
        media_type=media_type,
        address=address,
        images=beside(source),
        repair=repair,
        size=len(text),
    )


def decoded(data: bytes, hint: str = "", *, mend: bool = True) -> tuple[str, Repair | None]:
    """A page's bytes as text, and the repair of its mojibake. Its own word on the encoding is
    only a hint, for it is often wrong.
    """
    named = _CHARSET.search(data[:4096])
    if named and not hint:
        hint = (named[1] or named[2]).decode("ascii", "replace")
    result = decode(data, hint=hint, repair=mend)
    return clean_markup(result.text), result.repair


def clean_markup(text: str) -> str:
    """Markup without the NULs and controls that end a parser's work early."""
    return clean(text.replace("\0", ""))


def parse(text: str, *, flat: bool = False) -> Element | None:
    """The tree of an HTML text, without comments; None where there is no element in it.

    Nothing is loaded from anywhere; entities are HTML's own. ``flat`` says that the text has
    been flattened already.
    """
    parser = lxml_html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        no_network=True,
        huge_tree=True,
    )
    try:
        tree = lxml_html.document_fromstring(
            text.encode("utf-8", "replace") or b" ", parser=parser, ensure_head_body=False
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if not flat and any("depth" in error.message for error in parser.error_log):
        tree = parse(_flattened(text), flat=True)
        if tree is not None:
            tree.set(_FLATTENED, "1")
    return tree


_FLATTENED = "data-khizana-flattened"
_UNSHOWN = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_ANY_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)[^<>]*>")
_FLAT = frozenset(("br", "img", "li", "meta", "p", "title", *HEADINGS))


def _flattened(text: str) -> str:
    """Markup nested too deep for the parser (which drops what lies below), made flat: each
    element that nests becomes a paragraph's border or nothing."""

    def flat(found: re.Match[str]) -> str:
        tag = found[2].lower()
        if tag in _FLAT:
            return found[0]
        return "<p>" if tag in BLOCKS and tag != "html" else ""

    return _ANY_TAG.sub(flat, _UNSHOWN.sub("", text))


def extraction(
    source: Source,
    tree: Element,
    *,
    stamp: str,
    media_type: str,
    address: str = "",
    images: ImageNames = lambda _: "",
    repair: Repair | None = None,
    size: int = 0,
) -> Extraction:
    """The extraction of a page's tree, which it may alter. ``address`` is where the page came
    from, ``size`` the length of its markup.
    """
    facts = webmeta.read_page(tree, address)
    article = read_article(tree, facts.url, images, facts.metadata.title, size)
    return finish(
        source,
        article.builder,
        stamp=stamp,
        media_type=media_type,
        known=facts.metadata,
        repairs=(repair,) if repair else (),
        warnings=article.warnings,
        web=True,
    )


def read_article(
    tree: Element, url: str, images: ImageNames, title: str = "", size: int = 0
) -> Article:
    """The article of a page, by the best way that works, its heading first."""
    href, namer = _resolver(url), _image_namer(images)
    main_content.reveal(tree)
    weights = main_content.weigh(tree)
    picked, leave_out = main_content.pick(tree, weights)
    warnings: list[str] = []
    depth, count = _measure(tree)
    if tree.get(_FLATTENED):
        depth = DEEP + 1
    simple = depth > DEEP or size > LARGE or count > _MANY
    if simple:
        warnings.append("deep-page" if depth > DEEP else "large-page")
    builder: TextBuilder | None = None
    if not simple and not main_content.is_table_layout(weights):
        body = _by_trafilatura(tree, url)
        if body is not None:
            builder = TextBuilder()
            render(tree, builder, skip=leave_out, href=href, image=namer)
            builder = selection.around(builder.finish(), body, title)
        if builder is not None and builder.length < _ENOUGH * weights[tree].prose:
            builder = None
            warnings.append("simple-extraction")
    if builder is None and picked is not None:
        builder = _headed(tree, title)
        render(picked, builder, skip=leave_out, href=href, image=namer)
    if builder is None or builder.length == 0:
        builder = TextBuilder()
        render(tree, builder, skip=is_textless, href=href, image=namer)
        if builder.length:
            warnings.append("whole-page")
    return Article(builder, tuple(warnings))


def _by_trafilatura(tree: Element, url: str) -> list[str] | None:
    """The paragraphs and the like that trafilatura takes for the article; None where it finds
    nothing."""
    from trafilatura import bare_extraction

    tree = copy.deepcopy(tree)
    for element in list(tree.iter()):
        if unseen(element) and not is_textless(element) and element is not tree:
            element.drop_tree()
    try:
        document = bare_extraction(
            tree,
            url=url or None,
            include_comments=False,
            include_tables=True,
            include_formatting=True,
            with_metadata=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception:  # noqa: BLE001 - whatever it stumbles over, there are other ways
        return None
    body = getattr(document, "body", None)
    if body is None:
        return None
    builder = TextBuilder()
    for element in body.iter():
        if (tag := tag_of(element)) in _TEI:
            element.tag = _TEI[tag]
    render(body, builder, skip=_nothing)
    text, blocks = builder.finish()[:2]
    return [text[block.start : block.end] for block in blocks] or None


def _nothing(_: Element) -> bool:
    return False


def _headed(tree: Element, title: str) -> TextBuilder:
    """A builder that begins with the page's heading, if the page shows its title as one."""
    builder = TextBuilder()
    wanted = squeeze(title)
    for element in tree.iter(*HEADINGS) if wanted else ():
        if not unseen(element) and squeeze("".join(element.itertext())) == wanted:
            builder.text(wanted)
            builder.flush("heading", HEADINGS[tag_of(element)])
            break
    return builder


def _measure(tree: Element) -> tuple[int, int]:
    """How deep the tree is, and how many elements it has."""
    deepest = depth = count = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            depth += 1
            count += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest, count


def _resolver(base: str) -> Callable[[str], str]:
    """A function that makes a link's target absolute; "" for what leads nowhere."""

    def resolve(target: str) -> str:
        target = clean(target).strip()
        if target.startswith("#"):
            return ""
        try:
            return urljoin(base, target) if base else target
        except ValueError:
            return ""

    return resolve


# ---------------------------------------------------------------- images of the file's own


def _image_namer(names: ImageNames) -> Callable[[Element], str]:
    def name(element: Element) -> str:
        for key in ("src", "data-src"):
            address = (element.get(key) or "").strip()
            if address and (found := names(address)):
                return found
        return ""

    return name


def data_name(address: str) -> str:
    """The member name of an image that lies in its own address (``data:``); "" for others.

    The name is made from the content, so that it is found again without counting.
    """
    if not address[:11].lower().startswith("data:image/") or len(address) < 200:
        return ""  # shorter ones are spacers and tracking dots
    kind = re.match(r"data:image/([a-z0-9.+-]+)", address, re.IGNORECASE)
    digest = binascii.crc32(address.encode("utf-8", "replace"))
    return f"data:{digest:08x}.{kind[1].lower() if kind else 'bin'}"


def data_bytes(address: str) -> bytes:
    """The bytes of a ``data:`` address; empty where it is broken."""
    head, _, payload = address.partition(",")
    raw = unquote_to_bytes(payload)
    if ";base64" in head.lower():
        try:
            return base64.b64decode(re.sub(rb"\s+", b"", raw) + b"==", validate=False)
        except (binascii.Error, ValueError):
            return b""
    return raw


_FOLDER_ENDINGS = ("_files", ".files", "-files", "-Dateien", "_dateien", "_fichiers", "_ملفات")
"""How browsers end the name of the folder of a saved page's parts."""


def beside(source: Source) -> ImageNames:
    """Names the images that a page holds in its addresses, or in the folder that a browser saved
    with it (``page_files``, ``page.files``); what lies elsewhere is not the page's own.
    """

    def name(address: str) -> str:
        if address[:5].lower() == "data:":
            return data_name(address)
        path = unquote(address.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]).removeprefix(
            "./"
        )
        if urlsplit(path).scheme or ".." in path.split("/"):
            return ""
        return path if held_beside(source, path) is not None else ""

    return name


def held_beside(source: Source, path: str) -> Path | None:
    """The file that a page means by ``page_files/image.png``; None where there is none.

    The folder goes by the page's present name: where the page was given another one in the
    archive, its folder was, too, and its addresses still say the old one.
    """
    folder, _, rest = path.partition("/")
    ending = next((end for end in _FOLDER_ENDINGS if folder.endswith(end)), "")
    if not ending or not rest or ".." in rest.split("/"):
        return None
    own = source.sibling(f"{source.path.stem}{ending}")
    held = own / rest if own is not None else None
    return held if held is not None and held.is_file() and not held.is_symlink() else None


def held_in_address(data: bytes, name: str, source: Source) -> bytes:
    """The bytes of the image ``name`` that lies in its own address in the page ``data``.

    Raises `NotFound`.
    """
    tree = parse(decoded(data)[0])
    for element in tree.iter("img") if tree is not None else ():
        for key in ("src", "data-src"):
            address = (element.get(key) or "").strip()
            if data_name(address) == name:
                return data_bytes(address)
    raise NotFound(source.path, name)


def image(source: Source, name: str) -> bytes:
    """The bytes of the image ``name`` of a page. Raises `NotFound` where the page has none."""
    if name.startswith("data:"):
        return held_in_address(source.data, name, source)
    if (held := held_beside(source, name)) is not None:
        return held.read_bytes()
    raise NotFound(source.path, name)
