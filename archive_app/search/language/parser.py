"""The query language: a recursive-descent parser.

    وزير الدفاع            words side by side: all of them (or any, as the search was told)
    "وزير الدفاع"~5        a phrase; ~5: within five words
    سوريا OR روسيا -تركيا  AND OR NOT و أو ليس as words of their own, (brackets), -word
    دبلوماس* لفروف~        words that begin so; words that look nearly so
    title:قمة عنوان:قمة    one field, in English or Arabic
    date:2015..2017-04     dates; also source: tag: lang: type:

No input is an error. What makes no sense as an operator is searched for as plain words, and a
`Notice` says so. The grammar, the loosest first, in which blanks mean nothing more::

    bag      = { either }
    either   = both { OR both }
    both     = negation { AND negation }
    negation = [ NOT ] operand
    operand  = [ field ":" ] ( "(" bag ")" | phrase | prefix | fuzzy | words )
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from archive_app.core.fields import BY_ALIAS, BY_NAME
from archive_app.core.model import Notice, Span
from archive_app.search.language.ast import (
    And,
    Bag,
    Filter,
    Fuzzy,
    Node,
    Not,
    Or,
    Passage,
    Phrase,
    Prefix,
    Query,
    Range,
    Wildcard,
    Word,
)
from archive_app.search.language.dates import date_range
from archive_app.text.fold import after_marks, bare, fold_text
from archive_app.text.tokens import bare_words, tokens, words

WORD_LIMIT = 200
"""Words of one query that are searched for; a notice tells of those beyond."""

BRACKET_LIMIT = 60
"""With more brackets than this all are passed over: the parser descends into each."""

PASSAGE = 25
"""Words from which on a query is a piece of a text, if it holds no operators of its own."""

PASSAGE_LIMIT = 1000
"""Words of a passage that are looked at."""

NOTICES = 3
"""Notices of one kind that are told apart."""

SLOP_LIMIT = 100

DATE_WORDS = 9
"""Pieces between blanks that a date has at most («من 4 نيسان 2017 إلى 5 أيار 2018»)."""

_PIECE = re.compile(r"[^\s\"()]+")
_PARTED = re.compile(r"[\"()]")

_SAME = dict.fromkeys(map(ord, "“”„‟«»‹›＂❝❞〝〞〟"), '"')
_SAME |= dict.fromkeys(map(ord, "،؛!;,\u060d\u00a0"), " ")
_AND, _OR, _NOT = "AND|و", "OR|أو|او", "NOT|ليس"
_NAMES = "|".join(sorted(BY_ALIAS, key=len, reverse=True))
_TOKEN = re.compile(
    rf"""
      (?P<field> (?i: (?<![\w:]) (?P<name>{_NAMES}) ) :
        (?= \S | \s+ (?! (?:{_AND}|{_OR}|{_NOT}|-\S*) (?:\s|$) ) [^\s)] ) )
    | (?P<phrase> "(?P<quoted>[^"]*)" (?: ~(?P<slop>[0-9]+) )? )
    | (?P<open> \( )
    | (?P<close> \) )
    | (?P<not> (?: ^ | (?<=[\s(]) )
        (?: (?:{_NOT}) (?=\s|$) | - (?=[^\s\-]) (?! [*~]+ (?:[\s)]|$) ) ) )
    | (?P<and> (?: ^ | (?<=\s) ) (?:{_AND}) (?=\s|$) )
    | (?P<or> (?: ^ | (?<=\s) ) (?:{_OR}) (?=\s|$) )
    | (?P<wild> (?<![^\s(:\-]) (?! \w+ \*+ (?:[\s)]|$) )
        (?= [*?]* [^\W_] ) [^\W_*?]* [*?] [\w*?]* (?=[\s)]|$) )
    | (?P<open_end> (?P<begun> [^\s"()*~:]{{1,80}}+ )
        (?: \*+ | (?P<nearly>~) (?P<distance>[0-9])? ) (?=[\s)]|$) )
    | (?P<every> (?<=:) \*+ (?=[\s)]|$) )
    | (?P<blank> \s+ )
    """,
    re.VERBOSE,
)
_STRUCTURED = re.compile(
    rf"\b(?:AND|OR|NOT)\b | (?<![\w:]) (?i:{_NAMES}) :\S | [*~](?=[\s)]|$) | (?<!\S)-\w"
    r'| ^"[^"]*"$'
    r"| \b أو \s+ \S+ \s+ أو \b",
    re.VERBOSE,
)
_OPERATORS = frozenset({"and", "or", "not"})
_WORD_AT_END = re.compile(r"\w\w$")
_PATTERN = re.compile(
    r"(?<![^\s(\":\-])[\w\u0610-\u061a\u064b-\u065f\u0670*]+(?:[?؟]+[\w\u0610-\u061a\u064b-\u065f\u0670*]+)+(?=[\s)\"?؟،؛!.]|$)"
)
_GROUPS = re.compile(r"(?<=\d)[,،٬'’](?=\d{3}(?!\d))")
_ONLY = re.compile(rf"(?:{_AND}|{_OR}|{_NOT}|\s)*")
_BRACKETS = re.compile(r'"[^"]*"|([()])')
_STRAY_FIELD = re.compile(r'"[^"]*"|(?<![\w:/])([^\W\d_]{2,20}):(?=[\w"(])')
_SYMBOL = re.compile(r"[^\s\w\"()*~:\-+&|./']", re.UNICODE)


def parse(text: str) -> Query:
    """Parse a query. Never raises: what cannot be parsed is taken as plain words."""
    parser = _Parser(text)
    tree = parser.query()
    if tree is None and text.strip():
        parser.note("ignored", text.strip())
    return Query(text, tree, _merged(parser.notices))


def _merged(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Each notice once; of very many of one kind one for all."""
    texts: dict[str, dict[str, None]] = {}
    for notice in notices:
        texts.setdefault(notice.key, {})[notice.text] = None
    return tuple(
        Notice(key, text)
        for key, held in texts.items()
        for text in (held if len(held) <= NOTICES else [" … ".join(held)[:100]])
    )


def unfinished(query: Query) -> Query | None:
    """Return a query whose last word may still be being typed as one for all that begins so;
    None where it ends in no word, or in one of which there is nothing to begin (a date)."""
    if isinstance(query.tree, Passage) or not _WORD_AT_END.search(query.text):
        return None
    further = parse(f"{query.text}*")
    taken = set(further.notices) <= set(query.notices) and further.tree != query.tree
    return further if taken else None


# ---------------------------------------------------------------- the text


def clean(text: str) -> tuple[str, list[int]]:
    """Return a query without what carries no meaning in it, on one line, and where in ``text``
    each of its characters stands.

    Tashkeel, tatweel, invisible and direction controls go; every kind of quotation mark becomes
    ``"``; commas and question marks become blanks.
    """
    text = _GROUPS.sub(".", _patterns_kept(text))
    whole, places = text, list(range(len(text)))
    if not unicodedata.is_normalized("NFC", text):
        whole, places = _composed(text)
    kept: list[str] = []
    offsets: list[int] = []
    for char, place in zip(whole.translate(_SAME), places, strict=True):
        category = unicodedata.category(char)
        if not fold_text(char):
            continue
        blank = category in {"Cc", "Cs", "Cn", "Zl", "Zp", "Zs"}
        if blank and (not kept or kept[-1] == " "):
            continue
        kept.append(" " if blank else char)
        offsets.append(place)
    if kept and kept[-1] == " ":
        kept.pop()
    return "".join(kept), offsets


def _patterns_kept(text: str) -> str:
    """A query in which ``?`` is left only where it stands for a letter: within a word of letters,
    digits, ``*`` and ``?``; as an end of a question it is a blank like any other."""
    if "?" not in text and "؟" not in text:
        return text
    kept = list(text.replace("?", " ").replace("؟", " "))
    for match in _PATTERN.finditer(text):
        for place in range(match.start() + 1, match.end() - 1):
            if text[place] in "?؟":
                kept[place] = "?"
    return "".join(kept)


def _composed(text: str) -> tuple[str, list[int]]:
    """A text in NFC, and where each of its characters began.

    It is composed piece by piece: before a starter that goes into no character before it,
    nothing later reaches back (Unicode Standard Annex 15).
    """
    made: list[str] = []
    places: list[int] = []
    start, piece = 0, ""
    for place, char in enumerate((*text, "")):
        if char and (not piece or unicodedata.combining(char)):
            piece += char
            continue
        whole = unicodedata.normalize("NFC", piece)
        if char and unicodedata.normalize("NFC", piece + char) != whole + unicodedata.normalize(
            "NFC", char
        ):
            piece += char
            continue
        made.append(whole)
        places += [start] * len(whole)
        start, piece = place, char
    return "".join(made), places


class _Token(NamedTuple):
    """A piece of a cleaned query: its kind (a group of `_TOKEN`, ``words`` for what stands
    between those, ``end``), where it stands, and the match."""

    kind: str
    start: int
    end: int
    match: re.Match[str] | None = None


def _tokens(text: str) -> list[_Token]:
    """The tokens of a cleaned query, blanks left out."""
    found: list[_Token] = []
    last = 0
    while match := _TOKEN.search(text, last):
        start, end = match.span()
        if last < start:
            found.append(_Token("words", last, start))
        if match.lastgroup != "blank":
            found.append(_Token(str(match.lastgroup), start, end, match))
        last = end
        if match.lastgroup == "field" and _filters(BY_ALIAS[match["name"].lower()].name) == "dates":
            start, end = _dated(text, end)
            if start < end:
                found.append(_Token("date", start, end))
                last = end
    if last < len(text):
        found.append(_Token("words", last, len(text)))
    return found


def _dated(text: str, place: int) -> Span:
    """Where the date stands that begins in a text at a place, the longest; none: an empty span."""
    longest = (place, place)
    for match in islice(_PIECE.finditer(text, place), DATE_WORDS):
        if _PARTED.search(text, place, match.start()):
            break
        start = place + len(text[place:]) - len(text[place:].lstrip())
        if date_range(text[start : match.end()]) is not None:
            longest = (start, match.end())
    return longest


# ---------------------------------------------------------------- the grammar


class _Parser:
    """Parses one query."""

    def __init__(self, text: str) -> None:
        self.notices: list[Notice] = []
        self._original = text
        self._text, self._offsets = clean(text)
        self._room = WORD_LIMIT
        self._tokens: list[_Token] = []
        self._at = 0

    def note(self, key: str, text: str) -> None:
        """Have something to tell."""
        self.notices.append(Notice(key, text[:100]))

    def query(self) -> Node | None:
        """The tree of the whole query; None where there is nothing to search for."""
        if passage := self._passage():
            self.note("passage", "")
            return passage
        self._settle()
        if _ONLY.fullmatch(self._text):  # a lone operator is a word like any other
            return self._plain(0, len(self._text))
        found = self._trimmed(_tokens(self._text))
        for one, other in pairwise(found):
            if one.kind == "not" and other.kind in _OPERATORS:
                start, end = found[0].start, found[-1].end
                self.note("as-words", self._text[start:end])
                return self._plain(start, end)
        self._tokens = [*found, _Token("end", len(self._text), len(self._text))]
        return self._bag("")

    def _passage(self) -> Passage | None:
        """The query as a piece of a text, where it is as long as one and has nothing of a query."""
        text = self._text
        if len(text) < 2 * PASSAGE or _STRUCTURED.search(text):
            return None
        found = tokens(text)
        if len(found) < PASSAGE:
            return None
        plain = bare_words(text)
        plain = plain if len(plain) == len(found) else [token.text for token in found]
        words = [
            Word(token.text, spelling, span=self._span(token.start, token.end))
            for token, spelling in zip(found, plain, strict=True)
        ]
        return Passage(tuple(words[:PASSAGE_LIMIT]))

    def _settle(self) -> None:
        """Put blanks for quotes and brackets that are not in pairs, and tell of them and of
        fields that there are not."""
        text = self._text
        if text.count('"') % 2:
            place = text.rindex('"')
            text = f"{text[:place]} {text[place + 1 :]}"
            self.note("as-words", '"')
        strays = [match for match in _STRAY_FIELD.finditer(text) if match[1]]
        brackets = [match[1] for match in _BRACKETS.finditer(text) if match[1]]
        if not _balanced(brackets) or brackets.count("(") > BRACKET_LIMIT:
            text = _BRACKETS.sub(lambda match: " " if match[1] else match[0], text)
            self.note("as-words", "(")
        for match in strays:
            if match[1].lower() not in BY_ALIAS:
                self.note("as-words", match[0])
        self._text = text

    def _trimmed(self, found: list[_Token]) -> list[_Token]:
        """The tokens without operators that have nothing before them or after them."""
        first, last = 0, len(found)
        while first < last and found[first].kind in {"and", "or"}:
            self._ignore(found[first])
            first += 1
        while last > first and found[last - 1].kind in _OPERATORS:
            last -= 1
            self._ignore(found[last])
        return found[first:last]

    def _ignore(self, token: _Token) -> None:
        self.note("ignored", self._text[token.start : token.end])

    def _peek(self) -> str:
        return self._tokens[self._at].kind

    def _next(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _bag(self, field: str) -> Node | None:
        parts: list[Node | None] = []
        while self._peek() not in {"close", "end"}:
            parts.append(self._either(field))
        return _group(Bag, parts)

    def _either(self, field: str) -> Node | None:
        return _group(Or, self._operands("or", self._both, field))

    def _both(self, field: str) -> Node | None:
        return _group(And, self._operands("and", self._negation, field))

    def _operands(
        self, operator: str, operand: Callable[[str], Node | None], field: str
    ) -> list[Node | None]:
        """What one operator joins. Of several in a row the first counts."""
        parts = [operand(field)]
        while self._peek() == operator:
            token = self._next()
            self._pass_over()
            if self._peek() in {"close", "end"}:
                self._ignore(token)
            else:
                parts.append(operand(field))
        return parts

    def _pass_over(self) -> None:
        """Pass over operators that want something before them and have nothing."""
        while self._peek() in {"and", "or"}:
            self._ignore(self._next())

    def _negation(self, field: str) -> Node | None:
        self._pass_over()
        if self._peek() != "not":
            return self._operand(field)
        token = self._next()
        if self._peek() in {"close", "end"}:
            self._ignore(token)
            return None
        part = self._operand(field)
        return None if part is None else Not(part)

    def _operand(self, field: str) -> Node | None:
        if self._peek() in {"close", "end"}:  # after operators that were passed over
            return None
        token = self._next()
        match = token.match
        if token.kind == "date":
            return self._range(field, token.start, token.end)
        if token.kind == "words" or match is None:
            return self._run(field, token.start, token.end)
        if token.kind == "field":
            if self._peek() == "close":
                return self._near(field, token.start, token.end, 1)
            return self._operand(BY_ALIAS[match["name"].lower()].name)
        if token.kind in _OPERATORS:
            self._ignore(token)
            return None
        if token.kind == "wild":
            return self._wild(field, token.start, token.end)
        if token.kind == "every":
            return self._every(field, token)
        if token.kind == "open":
            inner = self._bag(field)
            self._next()
            return inner
        if token.kind == "phrase":
            start, end = match.span("quoted")
            if _filters(field):
                return self._filter(field, start, end)
            return self._near(field, start, end, _slop(match["slop"]))
        return self._open_end(field, match)

    # ------------------------------------------------------------ leaves

    def _run(self, field: str, start: int, end: int) -> Node | None:
        """A run of characters in which nothing means anything but the words."""
        if _filters(field):
            return self._filter(field, start, end)
        text = self._text[start:end]
        if "*" in text.strip("*") or "~" in text.strip("~"):
            self.note("as-words", text)
        return self._near(field, start, end, 1)

    def _near(self, field: str, start: int, end: int, slop: int) -> Node | None:
        """The words of a piece of the query as a word or a phrase; None where there is none."""
        found = self._words(field, start, end)
        if not found:
            text = self._text[start:end]
            if _SYMBOL.search(text):
                self.note("ignored", text)
            return None
        if len(found) == 1:
            return found[0]
        return Phrase(tuple(found), slop, self._span(start, end))

    def _words(self, field: str, start: int, end: int) -> list[Word]:
        """The words of a piece of the query, as far as there is room."""
        text = self._text[start:end]
        folded, plain = words(text), bare_words(text)
        if len(plain) != len(folded):
            plain = folded
        if len(folded) > self._room:
            self.note("ignored", " ".join(plain[self._room :]))
        if len(folded) == 1 and text.isalnum():
            spans = [(0, len(text))]
        else:
            spans = [(token.start, token.end) for token in tokens(text)]
        found = [
            Word(word, bare, field, span=self._span(start + first, start + last))
            for word, bare, (first, last) in zip(folded, plain, spans, strict=True)
        ][: self._room]
        self._room -= len(found)
        return found

    def _open_end(self, field: str, match: re.Match[str]) -> Node | None:
        """Words of which the last is the beginning of one (``word*``), or nearly so (``word~``)."""
        start, end = match.span("begun")
        if _filters(field) == "dates" and not match["nearly"]:
            self.note("as-words", match[0])
            field = ""
        elif _filters(field):
            return self._filter(field, start, end, "" if match["nearly"] else "*")
        found: list[Node] = [*self._words(field, start, end)]
        if not found:
            self.note("ignored", match["begun"])
            return None
        last = found[-1]
        assert isinstance(last, Word)
        if match["nearly"]:
            distance = max(1, min(int(match["distance"] or 1), 2))
            found[-1] = Fuzzy(last.text, last.bare, distance, field, last.span)
        else:
            found[-1] = Prefix(last.text, last.bare, field, last.span)
        return _group(And, found)

    def _wild(self, field: str, start: int, end: int) -> Node | None:
        """Words of a pattern (``*word``, ``w?rd``)."""
        text = self._text[start:end]
        if _filters(field) == "names":
            return Filter(field, text, self._span(start, end))
        folded, plain = fold_text(text), bare(text)
        letters = folded.replace("*", "").replace("?", "")
        if _filters(field) or not self._room or not (letters.isdecimal() or letters.isalpha()):
            self.note("as-words", text)
            return self._near("" if _filters(field) else field, start, end, 1)
        self._room -= 1
        return Wildcard(folded, plain, field, self._span(start, end))

    def _every(self, field: str, token: _Token) -> Node | None:
        """Anything in a field, if it has one: ``tag:*``."""
        span = self._span(token.start, token.end)
        if not field:
            self._ignore(token)
            return None
        if _filters(field) == "dates":
            return Range(field, "", "", span)
        return Filter(field, "*", span) if _filters(field) else Prefix("", "", field, span)

    def _filter(self, field: str, start: int, end: int, star: str = "") -> Node | None:
        """A property that articles must have. What is no date is looked for as words."""
        text = self._text[start:end]
        value = text.strip()
        if _filters(field) == "dates":
            if date_range(value) is None:
                self.note("as-words", text)
                return self._near("", start, end, 1)
            return self._range(field, start, end)
        if not words(value):
            self.note("ignored", text)
            return None
        return Filter(field, value + star, self._span(start, end))

    def _range(self, field: str, start: int, end: int) -> Range:
        """A range of dates; what is wrong with it is told."""
        text = self._text[start:end]
        dates = date_range(text)
        assert dates is not None
        if dates.wrong:
            self.note(dates.wrong, text)
        return Range(field, dates.first, dates.last, self._span(start, end))

    def _plain(self, start: int, end: int) -> Node | None:
        """Nothing but the words of a piece of the query, side by side."""
        return _group(Bag, self._words("", start, end))

    def _span(self, start: int, end: int) -> Span:
        """Where a piece of the cleaned query stands in the one that was typed, with the marks
        on its last letter."""
        if start == end:
            return (0, 0)
        return self._offsets[start], after_marks(self._original, self._offsets[end - 1] + 1)


def _filters(field: str) -> str:
    """How a field filters (``names``, ``dates``); empty for one of words, and for none."""
    kind = BY_NAME[field].filters if field else "words"
    return "" if kind == "words" else kind


def _group(kind: type[Bag | And | Or], parts: Sequence[Node | None]) -> Node | None:
    """The parts as one node: itself where it is but one; None where nothing is left."""
    held = tuple(part for part in parts if part is not None)
    if len(held) < 2:
        return held[0] if held else None
    return kind(held)


def _slop(typed: str | None) -> int:
    """How far apart the words of a phrase may stand."""
    return max(min(int(typed[:4]), SLOP_LIMIT), 1) if typed else 1


def _balanced(brackets: Sequence[str]) -> bool:
    depth = 0
    for bracket in brackets:
        depth += 1 if bracket == "(" else -1
        if depth < 0:
            return False
    return depth == 0
