"""What a query says, and what it is taken to mean: parsing, lenses, completion, suggestions."""

from __future__ import annotations

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
    Synonyms,
    Term,
    Wildcard,
    Word,
)
from archive_app.search.language.parser import parse, unfinished
from archive_app.search.language.planner import ExpandedTerm, Plan, Planner, filtered
from archive_app.search.language.suggest import complete, suggestions
from archive_app.search.language.vocabulary import Vocabulary, VocabularyStore, of_pattern

__all__ = [
    "And",
    "Bag",
    "ExpandedTerm",
    "Filter",
    "Fuzzy",
    "Node",
    "Not",
    "Or",
    "Passage",
    "Phrase",
    "Plan",
    "Planner",
    "Prefix",
    "Query",
    "Range",
    "Synonyms",
    "Term",
    "Vocabulary",
    "VocabularyStore",
    "Wildcard",
    "Word",
    "complete",
    "filtered",
    "of_pattern",
    "parse",
    "suggestions",
    "unfinished",
]
