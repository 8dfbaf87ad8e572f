"""BM25: what a word counts in a document, by how often it stands there and how rare it is.

Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.
The executor scores by these functions; Whoosh's own searcher, over the same segments, has its
formula with these constants.
"""

from __future__ import annotations

from math import log, log1p

from archive_app.core.arrays import Floats, Ints
from archive_app.search.index.segments.view import View

K1 = 1.2
"""How soon more of the same word counts no more; Whoosh's default."""

B = 0.75
"""How much a long text counts against its words; Whoosh's default."""

B_SHORT = 0.3
"""The same for titles, tags and the like, whose length tells little."""


def idf(size: int, df: int) -> float:
    """Return what a word is worth that ``df`` of ``size`` documents hold, as Whoosh has it."""
    return log(size / (df + 1)) + 1 if size else 0.0


def idf_of_layer(size: int, df: int) -> float:
    """Return the same as Robertson has it (with Lucene's ½ and 1 +): unlike Whoosh's it goes to
    nothing for what nearly every document holds, as a wide layer of a word does."""
    return log1p((max(size - df, 0) + 0.5) / (df + 0.5))


def by_length(
    view: View, field: str, docs: Ints, tfs: Floats | Ints, b: float = B, weight: float = 1.0
) -> Floats:
    """Return frequencies in ``docs``, weighed and divided by the field's relative length there."""
    slope = b / view.average_length(field)
    relative: Floats = tfs * view.by_length(
        field, docs, lambda lengths: weight / (lengths * slope + (1 - b))
    )
    return relative


def saturated(tfs: Floats, idf: float) -> Floats:
    """Return the scores of a word of such worth by its relative frequencies."""
    scores: Floats = tfs * (idf * (K1 + 1)) / (tfs + K1)
    return scores
