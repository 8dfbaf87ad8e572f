"""Back and forward among the articles that were read."""

from __future__ import annotations

from archive_app.gui.shell.history import MOST, History


def test_back_and_forward() -> None:
    history = History()
    assert not history.can_go_back
    assert not history.can_go_forward
    assert history.go(-1) == ""
    for article in ("a", "b", "b", "c"):
        history.arrive(article)
    assert history.go(1) == ""
    assert [history.go(-1), history.go(-1), history.go(-1)] == ["b", "a", ""]
    assert history.can_go_forward
    assert not history.can_go_back
    assert history.go(1) == "b"


def test_what_was_ahead_is_forgotten_by_going_elsewhere() -> None:
    history = History()
    for article in ("a", "b", "c"):
        history.arrive(article)
    history.go(-2)
    history.arrive("d")
    assert not history.can_go_forward
    assert history.go(-1) == "a"


def test_the_oldest_go_first() -> None:
    history = History()
    for number in range(MOST + 5):
        history.arrive(str(number))
    assert history.go(1 - MOST) == "5"
    assert not history.can_go_back
