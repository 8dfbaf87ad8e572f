"""Colours can be read, icons are there and mirrored, the style sheet has no holes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive_app.core.model import COLORS
from archive_app.core.settings import resources
from archive_app.gui.kit.icons import POINTING, Icons
from archive_app.gui.kit.theme import (
    DARK_THEME,
    LIGHT_THEME,
    PAPERS,
    Paper,
    Theme,
    paper_for,
    style_sheet,
)
from tests.gui.contrast import contrast

THEMES = [LIGHT_THEME, DARK_THEME]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_can_be_read(theme: Theme) -> None:
    for ground in (theme.window, theme.surface, theme.selected, theme.hover):
        for ink in (theme.text, theme.muted, theme.accent):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    for ink in (theme.danger, theme.warning):
        assert contrast(ink, theme.window) >= 4.5


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.name)
def test_text_can_be_read_on_paper_and_highlights(paper: Paper) -> None:
    assert set(paper.highlights) == set(paper.marks) == set(COLORS)
    for color, ground in paper.highlights.items():
        assert contrast(paper.text, ground) >= 7, color
        assert contrast(paper.marks[color], paper.ground) >= 1.9, color
    for ground in (paper.ground, paper.hit, paper.here):
        assert contrast(paper.text, ground) >= 4.5
    assert contrast(paper.muted, paper.ground) >= 4.5
    assert contrast(paper.link, paper.ground) >= 4.5


def test_contrast_by_the_book() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_paper_follows_the_theme_or_the_choice() -> None:
    assert paper_for("auto", DARK_THEME).name == "dark"
    assert paper_for("sepia", DARK_THEME).name == "sepia"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_style_sheet_is_filled_in(theme: Theme) -> None:
    text = style_sheet(theme)
    assert "@" not in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for path in re.findall(r"url\(([^)]+)\)", text):
        assert Path(path).is_file()


def test_every_icon_that_is_named_is_there() -> None:
    source = resources().parent / "archive_app" / "gui"
    names = set(POINTING)
    for path in source.rglob("*.py"):
        names |= set(re.findall(r"\.icon\(\s*\"([a-z-]+)\"", path.read_text(encoding="utf-8")))
    missing = [
        name for name in sorted(names) if not (resources() / "icons" / f"{name}.svg").is_file()
    ]
    assert not missing


def test_pointing_icons_are_mirrored(qapp: object) -> None:
    plain, mirrored = Icons(LIGHT_THEME, rtl=False), Icons(LIGHT_THEME, rtl=True)
    left = plain.pixmap("back", size=40).toImage()
    right = mirrored.pixmap("back", size=40).toImage()
    assert left != right
    assert plain.pixmap("search").toImage() == mirrored.pixmap("search").toImage()
    assert plain.icon("search") is plain.icon("search")
    assert plain.icon("no such icon").isNull()
