"""Where each article was left, kept in the state of the archive's window."""

from __future__ import annotations

from archive_app.gui.kit.settings import State

PLACES = "reader_places"
"""The key of the archive's state that keeps where each article was left."""

MOST = 2000
"""Articles of which that is kept; those left longest ago go first."""


def place_of(state: State, article_id: str) -> int:
    """The code point at which an article was left; 0, its top, where that is not kept."""
    place = dict(state.get(PLACES, {})).get(article_id, 0)
    return place if isinstance(place, int) else 0


def keep_place(state: State, article_id: str, place: int) -> None:
    """Keep the code point at which an article is left."""
    places = dict(state.get(PLACES, {}))
    places.pop(article_id, None)
    if place:
        places[article_id] = place
    while len(places) > MOST:
        places.pop(next(iter(places)))
    state.set(PLACES, places)
