"""Finding within a text, folded as the search folds: no tashkeel, no seats of the hamza."""

from __future__ import annotations

from archive_app.core.model import Span
from archive_app.text.fold import Folded, fold, fold_text


class PageFinder:
    """Finds in one text, which is folded once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: Folded | None = None

    def find(self, query: str) -> list[Span]:
        """Where ``query`` stands, in code points, in order; none for a blank query.

        White space matches any white space, so that a phrase is found across a line's end.
        """
        wanted = " ".join(fold_text(query).split())
        if not wanted:
            return []
        if self._folded is None:
            folded = fold(self._text)
            blank = folded.text.translate(_BLANKS)
            self._folded = Folded(blank, folded.offsets, folded.original)
        folded = self._folded
        found: list[Span] = []
        at = folded.text.find(wanted)
        while at >= 0:
            found.append(folded.span(at, at + len(wanted)))
            at = folded.text.find(wanted, at + len(wanted))
        return found


_BLANKS = dict.fromkeys(map(ord, "\t\n\r\x0b\x0c\u00a0\u2028\u2029\u202f\u2009"), " ")
