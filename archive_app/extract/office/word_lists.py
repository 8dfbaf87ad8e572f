"""The lists of Word documents: what each item is numbered with (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from archive_app.extract.common.dom import Element
from archive_app.extract.common.numbering import number

_FORMS = {
    "decimal": "decimal", "lowerLetter": "lower-latin", "upperLetter": "upper-latin",
    "lowerRoman": "lower-roman", "upperRoman": "upper-roman", "arabicAlpha": "arabic-alpha",
    "arabicAbjad": "arabic-abjad", "hindiNumbers": "arabic-indic", "none": "none",
    "bullet": "bullet",
}  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class _Level:
    """How one depth of a list counts."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class WordLists:
    """The lists of a document, and how far each has been counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, root: Element | None) -> WordLists:
        """The lists of ``numbering.xml``; none where there is no such part."""
        lists = cls()
        for element in root if root is not None else ():
            key = _value(element, "abstractNumId")
            if _name(element) == "abstractNum":
                lists.levels[key] = {
                    int(_value(level, "ilvl") or 0): _level(level)
                    for level in element
                    if _name(level) == "lvl"
                }
            elif _name(element) == "num":
                name = _value(element, "numId")
                for child in element:
                    if _name(child) == "abstractNumId":
                        lists.abstract[name] = _value(child, "val")
                    elif _name(child) == "lvlOverride":
                        for start in child:
                            if _name(start) == "startOverride":
                                depth = int(_value(child, "ilvl") or 0)
                                starts = lists.restarts.setdefault(name, {})
                                starts[depth] = _whole(_value(start, "val"), 1)
        return lists

    def label(self, name: str, depth: int) -> str:
        """The label of the next item of a list (by its ``numId``) at a depth, from 0; empty for
        bullets and for lists that are not known."""
        abstract = self.abstract.get(name, "")
        levels = self.levels.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return ""
        # Lists of one definition count on in one another, unless one says where it begins.
        counts = self._counts.setdefault(abstract, {})
        restart = self.restarts.get(name, {}).get(depth)
        if restart is not None and (name, depth) not in self._begun:
            counts[depth] = restart
        else:
            counts[depth] = counts.get(depth, level.start - 1) + 1
        self._begun.add((name, depth))
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return ""

        def at(found: re.Match[str]) -> str:
            other = int(found[1]) - 1
            shape = levels.get(other, _Level())
            return number(counts.get(other, shape.start), shape.form)

        return _PLACE.sub(at, level.text).strip()


def _level(element: Element) -> _Level:
    level = _Level()
    for child in element:
        value = _value(child, "val")
        if _name(child) == "numFmt":
            level.form = _FORMS.get(value, "decimal")
        elif _name(child) == "lvlText":
            level.text = value
        elif _name(child) == "start":
            level.start = _whole(value, 1)
    return level


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdecimal() else default


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: Element, key: str) -> str:
    if not isinstance(element.tag, str):
        return ""
    namespace = element.tag.rpartition("}")[0]
    return element.get(f"{namespace}}}{key}") or element.get(key) or ""
