"""The query language: Whoosh's own parser with plugins for what Arabic archives need.

    وزير الدفاع            words side by side: all of them (or any, as the search was told)
    "وزير الدفاع"~5        a phrase; ~5: within five words
    سوريا OR روسيا -تركيا  AND OR NOT و أو ليس as words of their own, (brackets), -word
    دبلوماس* لفروف~        words that begin so; words that look nearly so
    title:قمة عنوان:قمة    one field, in English or Arabic
    date:2015..2017-04     dates; also source: tag: lang: type:

No input is an error. What makes no sense as an operator is searched for as plain words, and a
`Notice` says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from whoosh import query as q
from whoosh.qparser import QueryParser, plugins, syntax
from whoosh.qparser.taggers import RegexTagger

from archive_app.core.model import Notice
from archive_app.search.language.ast import Filter, Side, Word, Words
from archive_app.text.tokens import bare_words, words

FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title", "عنوان", "العنوان"),
    "body": ("text", "body", "نص", "النص", "متن"),
    "creator": ("author", "creator", "كاتب", "الكاتب", "مؤلف", "المؤلف"),
    "note": ("note", "notes", "ملاحظة", "ملاحظه", "ملاحظات"),
    "tag": ("tag", "tags", "وسم", "الوسم", "وسوم"),
    "source": ("source", "مصدر", "المصدر"),
    "date": ("date", "تاريخ", "التاريخ"),
    "lang": ("lang", "language", "لغة", "لغه", "اللغة"),
    "type": ("type", "نوع", "النوع"),
}
"""The names of fields in the query language, by the field that they mean."""

FILTERS = frozenset({"tag", "source", "date", "lang", "type"})
"""Fields that are properties of articles, not words in the index."""

WORD_LIMIT = 200
"""Words of one query that are searched for; a notice tells of those beyond."""

BRACKET_LIMIT = 60
"""Brackets beyond this many are passed over: Whoosh's parser descends into each."""

SLOP_LIMIT = 100

_ALIASES = {alias: field for field, aliases in FIELDS.items() for alias in aliases}
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»‹›＂❝❞〝〞〟"), '"')
_SPACES = dict.fromkeys(map(ord, "،؛؟?!;,\u060d\u00a0"), " ")
_DIGITS = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_INFIX = r"(?:AND|OR|و|أو|او)"
_ANY = r"(?:AND|OR|NOT|و|أو|او|ليس)"
_OPERATORS = frozenset(("AND", "OR", "NOT", "و", "أو", "او", "ليس"))
_ONE_PHRASE = re.compile(r'"([^"]*)"(?:~([0-9]+))?')
_LEADING = re.compile(rf"^\s*({_INFIX})(?=\s)")
_TRAILING = re.compile(rf"(?<=\s)({_ANY})\s*$")
_ONLY = re.compile(rf"^(?:{_ANY}|\s)*$")
_STRAY_FIELD = re.compile(r"(?<![\w:/])([^\W\d_]{2,20}):(?=[\w\"(])")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$")
_CHANGED = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$")
_SYMBOL = re.compile(r"[^\s\w\"()*~:\-+&|./']", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as a tree (None: it asks for everything), and what there is to tell about it."""

    tree: Any
    notices: tuple[Notice, ...] = ()


def clean(text: str) -> str:
    """Return a query without what carries no meaning in it, on one line.

    Tashkeel, tatweel, invisible and direction controls go; every kind of quotation mark becomes
    ``"``; commas and question marks become blanks.
    """
    text = unicodedata.normalize("NFC", text).translate(_QUOTES).translate(_SPACES)
    kept = []
    for char in text:
        category = unicodedata.category(char)
        if category in {"Mn", "Cf"} or char == "\u0640":
            continue
        kept.append(" " if category in {"Cc", "Cs", "Cn", "Zl", "Zp", "Zs"} else char)
    return " ".join("".join(kept).split())


def parse(text: str) -> Parsed:
    """Parse a query. Never raises: what cannot be parsed is taken as plain words."""
    notices: list[Notice] = []
    cleaned = _settled(clean(text), notices)
    if not cleaned:
        if text.strip():
            notices.append(Notice("ignored", text.strip()[:100]))
        return Parsed(None, tuple(notices))
    simple = _simple(cleaned)
    if simple is not None:
        return Parsed(simple, tuple(dict.fromkeys(notices)))
    parser = _Parser(notices)
    try:
        tree = parser.parse(cleaned, normalize=False)
    except Exception:  # noqa: BLE001 - whatever the parser trips over, the words are searched for
        notices.append(Notice("as-words", cleaned[:100]))
        tree = parser.plain(cleaned)
    tree = _pruned(tree)
    if tree is None:
        notices.append(Notice("ignored", text.strip()[:100]))
    return Parsed(tree, tuple(dict.fromkeys(notices)))


def _simple(text: str) -> Any:
    """Words of letters side by side, one phrase of them or one beginning of a word, as the parser
    would have them but in a tenth of its time; None for anything else."""
    if text[-1:] == "*" and text[:-1].isalpha() and len(text) <= 80:
        begun, plain = words(text), bare_words(text)
        return Word("", begun[0], plain[0], "prefix") if len(begun) == len(plain) == 1 else None
    phrase = _ONE_PHRASE.fullmatch(text)
    parts = (phrase[1] if phrase else text).split()
    if len(parts) > WORD_LIMIT or not parts or not all(map(str.isalpha, parts)):
        return None
    if phrase is None and not _OPERATORS.isdisjoint(parts):
        return None
    each = [(words(part), bare_words(part)) for part in parts]
    if any(len(folded) != 1 or len(plain) != 1 for folded, plain in each):
        return None
    found = [Word("", folded[0], plain[0]) for folded, plain in each]
    if len(found) == 1:
        return found[0]
    return Words("", found, _slop(phrase[2])) if phrase else Side(found)


def _slop(typed: str | None) -> int:
    """How far apart the words of a phrase may stand."""
    return max(min(int(typed[:4]), SLOP_LIMIT), 1) if typed else 1


def _settled(text: str, notices: list[Notice]) -> str:
    """Take out what is unbalanced or stands alone, and note it."""
    if _ONLY.match(text):
        return text  # a lone operator is a word like any other
    if text.count('"') % 2:
        place = text.rindex('"')
        text = text[:place] + " " + text[place + 1 :]
        notices.append(Notice("as-words", '"'))
    while match := _LEADING.match(text):
        notices.append(Notice("ignored", match.group(1)))
        text = text[match.end() :]
    while match := _TRAILING.search(text):
        notices.append(Notice("ignored", match.group(1)))
        text = text[: match.start()].rstrip()
    outside = re.sub(r'"[^"]*"', "", text)
    if not _balanced(outside) or outside.count("(") > BRACKET_LIMIT:
        text = re.sub(r'("[^"]*")|[()]', lambda m: m.group(1) or " ", text)
        notices.append(Notice("as-words", "("))
    strays = _STRAY_FIELD.finditer(outside)
    notices += [Notice("as-words", m[0]) for m in strays if m[1].lower() not in _ALIASES]
    return text.strip()


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0


def _pruned(tree: Any) -> Any:
    """The tree without empty branches; None where nothing is left."""
    if tree is None or tree is q.NullQuery:
        return None
    if isinstance(tree, q.Not):
        inner = _pruned(tree.query)
        return None if inner is None else q.Not(inner)
    if isinstance(tree, (Side, q.And, q.Or)):
        children = [kept for child in tree.subqueries if (kept := _pruned(child)) is not None]
        if not children:
            return None
        if len(children) == 1:
            return children[0]
        return type(tree)(children)
    return tree


# ---------------------------------------------------------------- Whoosh's parser


class _SideGroup(syntax.GroupNode):  # type: ignore[misc]
    qclass = Side


class _StarredNode(syntax.TextNode):  # type: ignore[misc]
    """``word*``"""

    def query(self, parser: _Parser) -> Any:
        return parser.starred(self.fieldname or "", self.text)


class _FuzzyNode(syntax.TextNode):  # type: ignore[misc]
    """``word~`` or ``word~2``"""

    def __init__(self, text: str, distance: str | None = None) -> None:
        super().__init__(text)
        self.distance = distance

    def query(self, parser: _Parser) -> Any:
        return parser.fuzzy(self.fieldname or "", self.text, self.distance)


class _PhraseNode(syntax.TextNode):  # type: ignore[misc]
    """``"…"`` or ``"…"~5``"""

    def __init__(self, text: str, slop: str | None = None) -> None:
        super().__init__(text)
        self.slop = slop

    def query(self, parser: _Parser) -> Any:
        return parser.phrase(self.fieldname or "", self.text, _slop(self.slop))


class _Starred(plugins.TaggingPlugin):  # type: ignore[misc]
    expr = r"(?P<text>[^\s\"()*~:]{1,80})\*+(?=[\s)]|$)"
    nodetype = _StarredNode


class _Fuzzy(plugins.TaggingPlugin):  # type: ignore[misc]
    expr = r"(?P<text>[^\s\"()*~:]{1,80})~(?P<distance>[0-9])?(?=[\s)]|$)"
    nodetype = _FuzzyNode


class _Phrase(plugins.TaggingPlugin):  # type: ignore[misc]
    expr = r'"(?P<text>[^"]*)"(~(?P<slop>[0-9]+))?'
    nodetype = _PhraseNode


class _Fields(plugins.FieldsPlugin):  # type: ignore[misc]
    """Field names, of which only those that we know are fields."""

    class _Tagger(RegexTagger):  # type: ignore[misc]
        def create(self, parser: Any, match: re.Match[str]) -> Any:  # noqa: ARG002
            field = _ALIASES[match.group("text").lower()]
            return syntax.FieldnameNode(field, match.group(0))

    def __init__(self) -> None:
        names = "|".join(sorted(_ALIASES, key=len, reverse=True))
        super().__init__(rf"(?i:(?<![\w:])(?P<text>{names})):(?=[^\s])", remove_unknown=False)

    def taggers(self, parser: Any) -> Any:  # noqa: ARG002
        return [(self._Tagger(self.expr), 0)]


def _operators() -> Any:
    return plugins.OperatorsPlugin(
        And=r"(?<=\s)(?:AND|و)(?=\s)",
        Or=r"(?<=\s)(?:OR|أو|او)(?=\s)",
        Not=r"(?:^|(?<=[\s(]))(?:(?:NOT|ليس)(?=\s)|-(?=[^\s\-]))",
        AndNot=None,
        AndMaybe=None,
        Require=None,
    )


class _Parser(QueryParser):  # type: ignore[misc]
    """Whoosh's parser with our plugins; leaves become `asked` nodes."""

    def __init__(self, notices: list[Notice]) -> None:
        self._notices = notices
        self._count = 0
        super().__init__("", None, plugins=_plugins(), group=_SideGroup)

    def _note(self, key: str, text: str) -> None:
        self._notices.append(Notice(key, text[:100]))

    def term_query(
        self,
        fieldname: str,
        text: str,
        termclass: Any,  # noqa: ARG002
        boost: float = 1.0,  # noqa: ARG002
        tokenize: bool = True,  # noqa: ARG002
        removestops: bool = True,  # noqa: ARG002
    ) -> Any:
        """Called by Whoosh for plain words."""
        if fieldname in FILTERS:
            return self._filter(fieldname, text)
        if "*" in text.strip("*") or "~" in text.strip("~"):
            self._note("as-words", text)
        return self.near(fieldname, text, 1)

    def near(self, field: str, text: str, slop: int) -> Any:
        """The words of ``text`` as a word or a phrase; None where there is none."""
        found = self._words(field, text)
        if not found:
            if _SYMBOL.search(text):
                self._note("ignored", text)
            return None
        return found[0] if len(found) == 1 else Words(field, found, slop)

    def _words(self, field: str, text: str) -> list[Word]:
        folded, plain = words(text), bare_words(text)
        if len(plain) != len(folded):
            plain = folded
        room = max(WORD_LIMIT - self._count, 0)
        if len(folded) > room:
            self._note("ignored", " ".join(plain[room:]))
        self._count += len(folded)
        pairs = zip(folded[:room], plain[:room], strict=True)
        return [Word(field, word, spelling) for word, spelling in pairs]

    def phrase(self, field: str, text: str, slop: int) -> Any:
        if field in FILTERS:
            return self._filter(field, text)
        return self.near(field, text, slop)

    def starred(self, field: str, text: str) -> Any:
        if field in FILTERS and field != "date":
            return Filter(field, f"{text}*")
        return self._last(field, text, "prefix")

    def fuzzy(self, field: str, text: str, distance: str | None) -> Any:
        if field in FILTERS:
            return self._filter(field, text)
        return self._last(field, text, "fuzzy", max(1, min(int(distance or 1), 2)))

    def _last(self, field: str, text: str, kind: Any, distance: int = 1) -> Any:
        """Words of which the last is a prefix or fuzzy."""
        found = self._words(field, text)
        if not found:
            self._note("ignored", text)
            return None
        last = found[-1]
        last = Word(field, last.text, last.bare, kind, distance)
        return last if len(found) == 1 else q.And([*found[:-1], last])

    def _filter(self, field: str, text: str) -> Any:
        value = text.strip()
        if field == "date":
            dates = date_range(value)
            if dates is None:
                self._note("as-words", text)
                return self.near("", text, 1)
            return Filter("date", "..".join(dates))
        if not words(value):
            self._note("ignored", text)
            return None
        return Filter(field, value)

    def plain(self, text: str) -> Any:
        """Nothing but the words of a text, side by side."""
        self._count = 0
        return Side(self._words("", text))


def _plugins() -> list[Any]:
    return [_Fields(), _Phrase(), _Starred(), _Fuzzy(), plugins.GroupPlugin(), _operators()]


def date_range(value: str) -> tuple[str, str] | None:
    """Return the first and last ISO date (perhaps partial, perhaps empty) that a value means.

    ``2015``, ``2015..2017-04``, ``..2016``, ``2016..`` with whatever digits; None for no date.
    """
    first, dots, last = value.translate(_DIGITS).replace("…", "..").partition("..")
    ends = [_date(first.strip()), _date(last.strip()) if dots else _date(first.strip())]
    if None in ends or not any(ends):
        return None
    return ends[0] or "", ends[1] or ""


def _date(value: str) -> str | None:
    """An ISO date, perhaps partial; empty stays empty; None for what is no date."""
    if not value:
        return ""
    if match := _CHANGED.match(value):
        parts: Sequence[str] = [part for part in match.groups() if part]
        value = "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])
    return value if _DATE.match(value) else None
