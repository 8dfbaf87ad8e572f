"""Finds the article on a page by where its running text stands, for pages without structure.

Pages laid out in tables, with ``<br><br>`` for paragraphs, give the usual tools nothing to
hold on to. What tells an article from the menus around it there is prose: longer text that
is not in links (text length and link density decide nearly alone: C. Kohlschütter et al.,
*Boilerplate Detection using Shallow Text Features*, WSDM 2010). The article is the smallest
element that still holds nearly all of the page's prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from archive_app.extract.common.dom import (
    BLOCKS,
    Element,
    is_textless,
    tag_of,
    unseen,
)

_PROSE = 60  # code points of plain text directly in a block from which on it counts as prose
_SHARE = 0.8  # of the prose at hand that a child must hold to be the article instead
_MINOR = 0.15  # of the page's prose that the site's own boxes hold at most
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|related|recommend\w*|newsletter|subscri\w+|cookie\w*"
    r"|consent|breadcrumbs?|advert\w*|ads?|banner|promo\w*|donat\w+|comments?|respond|sidebar"
    r"|widget|menu|navbar|navigation|popup|modal|most-?read|trending|tags?|toolbar|print)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_FOLDED = 250  # code points of hidden text from which on it is taken for the article's
_BOXES = frozenset(
    ("aside", "div", "dl", "footer", "form", "header", "nav", "ol", "p", "section", "table", "td",
     "tr", "ul")
)  # fmt: skip


@dataclass(slots=True)
class Weight:
    """What an element holds, in code points: text in all, text in links, prose; and the plain
    and the linked text of its own lines (its own and its inline children's).
    """

    text: int = 0
    linked: int = 0
    prose: int = 0
    own: int = 0
    own_linked: int = 0


def weigh(root: Element) -> dict[Element, Weight]:
    """Weigh ``root`` and each visible element under it, in one pass."""
    weights: dict[Element, Weight] = {}
    links = 0

    def count(weight: Weight, text: str | None) -> None:
        size = len(text.strip()) if text else 0
        weight.text += size
        if links:
            weight.linked += size
            weight.own_linked += size
        else:
            weight.own += size

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if element is not root and unseen(element):
                walker.skip_subtree()
                continue
            links += tag_of(element) == "a"
            weights[element] = Weight()
            count(weights[element], element.text)
            continue
        weight = weights.get(element)
        if weight is not None:
            links -= tag_of(element) == "a"
            block = tag_of(element) in BLOCKS
            if block and weight.own >= _PROSE and weight.own_linked <= weight.own:
                weight.prose += weight.own
        if element is root:
            break
        above = weights[element.getparent()]
        if weight is not None:
            above.text += weight.text
            above.linked += weight.linked
            above.prose += weight.prose
            if not block:
                above.own += weight.own
                above.own_linked += weight.own_linked
        count(above, element.tail)
    return weights


def reveal(root: Element) -> None:
    """Show what a page hides until a reader asks for it (tabs, a folded rest of the article): long
    texts, unless their box is the site's own. Short ones stay hidden.
    """
    for element in root.iter():
        if not unseen(element) or is_textless(element) or element is root:
            continue
        text = sum(
            len((one.text or "").strip())
            for one in element.iter("p", "div", "span", "li", "td", "section", "dd")
        )
        if text >= _FOLDED and not _is_furniture(element):
            element.attrib.pop("hidden", None)
            element.attrib.pop("style", None)


def pick(
    root: Element, weights: dict[Element, Weight]
) -> tuple[Element | None, Callable[[Element], bool]]:
    """The element under ``root`` that holds the article, and what to leave out inside it.

    None when the page has no prose at all. The second value says of an element whether it is
    unseen or a box of links. ``weights`` are what `weigh` gave for ``root``.
    """
    best: Element | None = root if weights[root].prose else None
    while best is not None:
        inner = max(
            (child for child in best if child in weights),
            key=lambda child: weights[child].prose,
            default=None,
        )
        if inner is None or weights[inner].prose < _SHARE * weights[best].prose:
            break
        best = inner

    whole = weights[root].prose

    def leave_out(element: Element) -> bool:
        weight = weights.get(element)
        if weight is None:
            return True
        if weight.prose <= _MINOR * whole and _is_furniture(element):
            return True
        return (
            tag_of(element) in _BOXES
            and not weight.prose
            and weight.linked > 0.5 * weight.text
            and weight.linked > 0
        )

    return best, leave_out


def _is_furniture(element: Element) -> bool:
    """Whether an element's name, class or id says that it is the site's and not the article's."""
    tag = tag_of(element)
    if tag in {"nav", "footer", "form"}:
        return True
    if tag not in _BOXES and tag != "aside":
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(names) > 2 and _FURNITURE.search(names) is not None


def is_table_layout(weights: dict[Element, Weight]) -> bool:
    """Whether most of the page's prose is parted by ``<br>`` only, in table cells or boxes."""
    loose = total = 0
    for element, weight in weights.items():
        if weight.own >= _PROSE and weight.own_linked <= weight.own:
            tag = tag_of(element)
            if tag not in BLOCKS:
                continue
            total += weight.own
            if tag in {"td", "th", "body", "center", "form", "div"} and _breaks(element) >= 2:
                loose += weight.own
    return total > 0 and loose * 2 > total


def _breaks(element: Element) -> int:
    """How many ``<br>`` stand in the element's own lines."""
    count = 0
    stack = list(element)
    while stack:
        child = stack.pop()
        tag = tag_of(child)
        count += tag == "br"
        if tag and tag not in BLOCKS:
            stack.extend(child)
    return count
