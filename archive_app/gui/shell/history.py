"""The articles that were read, as a browser keeps them: back and forward."""

from __future__ import annotations

MOST = 200
"""Articles kept; the oldest go first."""


class History:
    """A list of articles' ids and the place in it where one stands."""

    def __init__(self) -> None:
        self._articles: list[str] = []
        self._place = -1

    def arrive(self, article_id: str) -> None:
        """Add an article after the present one; what was ahead is forgotten."""
        if self._articles and self._articles[self._place] == article_id:
            return
        del self._articles[self._place + 1 :]
        self._articles.append(article_id)
        del self._articles[:-MOST]
        self._place = len(self._articles) - 1

    def go(self, by: int) -> str:
        """Stand so many places further (negative: back), and return the article there; where
        there is none, stay and return nothing."""
        place = self._place + by
        if not 0 <= place < len(self._articles):
            return ""
        self._place = place
        return self._articles[place]

    @property
    def can_go_back(self) -> bool:
        """Whether there is an article to go back to."""
        return self._place > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is one to go forward to."""
        return self._place < len(self._articles) - 1
