"""The colours, as one value per appearance, and the style sheet and palette made from them.

Every pair of text and ground is at 4.5 : 1 or better, text on highlights at 7 : 1 or better
(WCAG 2 contrast); ``tests/gui/kit/test_theme.py`` computes both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from archive_app.core.settings import resources


@dataclass(frozen=True, slots=True)
class Paper:
    """What the article lies on: its ground, its text, and what marks it.

    ``highlights`` has the five colours of `core.model.COLORS`; ``marks`` the same, strong
    enough for a thin line in the margin; ``hit`` is behind a found word, ``here`` behind the
    one that the reader stands at.
    """

    name: str
    ground: str
    text: str
    muted: str
    hairline: str
    link: str
    hit: str
    here: str
    highlights: Mapping[str, str]
    marks: Mapping[str, str]


WHITE = Paper(
    "white", "#FFFFFF", "#1B1F24", "#5B6570", "#E3E6EA", "#0E6B66", "#DDEBEA", "#A9D5D1",
    {"yellow": "#FFF0A3", "green": "#CFEFC8", "blue": "#CDE5FC", "rose": "#FCD7DF",
     "violet": "#E5DAFB"},
    {"yellow": "#B58900", "green": "#3F9A3A", "blue": "#2F7FC7", "rose": "#CC4A69",
     "violet": "#7F58C9"},
)  # fmt: skip

SEPIA = Paper(
    "sepia", "#F7F0E1", "#2E2618", "#6A5D45", "#E4D9C1", "#0B5C57", "#DDE4D6", "#AFCFC4",
    {"yellow": "#F6DE85", "green": "#CBE3B0", "blue": "#C6DBEA", "rose": "#F4CBCB",
     "violet": "#DDCFEA"},
    {"yellow": "#A37B00", "green": "#4C8A33", "blue": "#33719F", "rose": "#B5445A",
     "violet": "#7650AE"},
)  # fmt: skip

DARK = Paper(
    "dark", "#17191D", "#E6E7E9", "#9CA5AF", "#2E3238", "#63C2BA", "#1F3F3D", "#1E524D",
    {"yellow": "#4D430C", "green": "#1E4424", "blue": "#183E5E", "rose": "#582537",
     "violet": "#3F2F60"},
    {"yellow": "#E0BE3C", "green": "#6FBF68", "blue": "#6CB0EA", "rose": "#EC7F99",
     "violet": "#AE8DEB"},
)  # fmt: skip

PAPERS = {paper.name: paper for paper in (WHITE, SEPIA, DARK)}


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of the interface; ``paper`` is what the reading pane starts from."""

    name: str
    dark: bool
    window: str
    surface: str
    text: str
    muted: str
    faint: str
    hairline: str
    accent: str
    on_accent: str
    selected: str
    hover: str
    danger: str
    warning: str
    overlay: str
    paper: Paper

    def color(self, name: str) -> QColor:
        """The colour of that field."""
        return QColor(getattr(self, name))


LIGHT_THEME = Theme(
    name="light", dark=False, window="#F6F7F8", surface="#FFFFFF", text="#1B1F24",
    muted="#5B6570", faint="#8A949E", hairline="#E1E4E8", accent="#0E6B66", on_accent="#FFFFFF",
    selected="#E0EEEC", hover="#EDEFF1", danger="#A8261C", warning="#8A5A00",
    overlay="#F6F7F8", paper=WHITE,
)  # fmt: skip

DARK_THEME = Theme(
    name="dark", dark=True, window="#1F2227", surface="#17191D", text="#E6E7E9",
    muted="#A3ACB6", faint="#7C858F", hairline="#31353C", accent="#4FB3AB", on_accent="#0C1B1A",
    selected="#203A39", hover="#282C32", danger="#F2958C", warning="#E3B45C",
    overlay="#1F2227", paper=DARK,
)  # fmt: skip


def theme_for(appearance: str) -> Theme:
    """The theme for a setting: ``light``, ``dark``, or ``system`` (asks the desktop)."""
    if appearance == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        appearance = "dark" if scheme == Qt.ColorScheme.Dark else "light"
    return DARK_THEME if appearance == "dark" else LIGHT_THEME


def paper_for(choice: str, theme: Theme) -> Paper:
    """The paper for a setting: ``auto`` follows the theme, else ``white sepia dark``."""
    return PAPERS.get(choice, theme.paper)


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's palette, for all that the style sheet does not reach."""
    result = QPalette()
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.window, role.WindowText: theme.text, role.Base: theme.surface,
        role.AlternateBase: theme.window, role.Text: theme.text, role.Button: theme.window,
        role.ButtonText: theme.text, role.BrightText: theme.danger,
        role.Highlight: theme.accent, role.HighlightedText: theme.on_accent,
        role.Link: theme.accent, role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.surface, role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted, role.Light: theme.surface,
        role.Midlight: theme.hover, role.Mid: theme.hairline, role.Dark: theme.faint,
        role.Shadow: theme.faint, role.Accent: theme.accent,
    }  # fmt: skip
    for key, color in colors.items():
        result.setColor(key, QColor(color))
    for key in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, key, QColor(theme.faint))
    return result


def style_sheet(theme: Theme) -> str:
    """The style sheet of ``resources/styles/khizana.qss`` with the theme's colours put in.

    ``@name`` stands for a field of the theme, ``@icons`` for the folder of icons.
    """
    text = resources().joinpath("styles", "khizana.qss").read_text(encoding="utf-8")
    text = text.replace("@icons", (resources() / "icons").as_posix())
    return re.sub(r"@([a-z_]+)", lambda match: str(getattr(theme, match[1])), text)
