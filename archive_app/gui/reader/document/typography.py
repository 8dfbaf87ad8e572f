"""How the page is set: faces, size, leading, column, all from the settings.

Lengths are in logical pixels. Arabic comes first: its face sets the rhythm of the lines, and
Latin within it takes a serif of the same visual size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QTextFormat

from archive_app.gui.kit.settings import Settings

NASKH = ("Noto Naskh Arabic", "Geeza Pro", "Traditional Arabic", "Simplified Arabic", "Amiri",
         "Scheherazade New", "Noto Sans Arabic", "DejaVu Sans")  # fmt: skip
"""Faces for Arabic text, the best first: Noto's, then what macOS and Windows bring."""

SERIFS = ("Noto Serif", "Charter", "Georgia", "Cambria", "Times New Roman", "DejaVu Serif")
"""Faces for Latin text beside a Naskh."""

SETTINGS = ("arabic_font", "latin_font", "text_size", "leading", "column", "justify", "paper",
            "hijri", "numerals", "left_out")  # fmt: skip
"""The settings that the page follows."""

ROLE = int(QTextFormat.Property.UserProperty) + 1
"""The block property that says what a block is (``title``, ``byline``, ``quote``, …)."""

SIZE = ROLE + 1
"""The block property that keeps the size of a block's letters in pixels."""

TITLE = 28 / 19
"""The headline's size, in sizes of the text."""

# Letters that reach highest and lowest with their marks: shadda with fatha over lam, hamza
# over alef with tanween; jeem and ain with kasratan.
_HIGH = "لَّا لًّ أً أَّ كَّٰ طُّ"
_LOW = "جٍّ عٍ يٍ إٍ غِّ"


@dataclass(frozen=True, slots=True)
class Typography:
    """How the page is set. ``size`` in pixels, ``leading`` and ``column`` in sizes."""

    arabic: str = ""
    latin: str = ""
    size: int = 19
    leading: float = 1.9
    column: int = 40
    justify: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Typography:
        """The page as the user wants it."""
        return cls(
            arabic=settings.get("arabic_font"),
            latin=settings.get("latin_font"),
            size=max(12, min(40, settings.get("text_size"))),
            leading=max(1.4, min(2.6, settings.get("leading"))),
            column=max(28, min(60, settings.get("column"))),
            justify=settings.get("justify"),
        )

    @property
    def column_width(self) -> int:
        """The column's width in pixels."""
        return self.column * self.size

    def families(self, *, latin_first: bool = False) -> list[str]:
        """The faces to look for each letter in, one after the other."""
        # One Arabic face only before the serifs: the others may hold Latin letters too.
        arabic = _present((self.arabic, *NASKH))
        latin = _present((self.latin, *SERIFS))
        first, second = (latin, arabic) if latin_first else (arabic, latin)
        return [*first[:1], *second, *first[1:]]

    def font(self, *, latin_first: bool = False) -> QFont:
        """The font of the running text."""
        font = QFont()
        font.setFamilies(self.families(latin_first=latin_first))
        font.setPixelSize(self.size)
        return font

    def line_height(self, scale: float = 1.0) -> float:
        """The height of a line in pixels, for text of ``scale`` sizes.

        Never less than what the marks above and below the letters of this face take, so that
        tashkeel touches no line above it, whatever leading was asked for. Headings are set
        tighter: they are short.
        """
        leading = self.leading if scale <= 1 else max(1.4, self.leading - 0.8 * (scale - 1))
        rise, fall = _reach(tuple(self.families()[:1]), self.size)
        return round(max(leading * self.size, rise + fall + 1) * scale)


@lru_cache(maxsize=32)
def script_families(script: str) -> tuple[str, ...]:
    """Faces for a script (`inline.Run.script`).

    Qt looks for each letter in the faces given, and complains of each that lacks its script.
    """
    return tuple(QFontDatabase.families(QFontDatabase.WritingSystem[script])[:2])


def _present(names: Iterable[str]) -> list[str]:
    known = _known()
    return list(dict.fromkeys(name for name in names if name.casefold() in known))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(name.casefold() for name in QFontDatabase.families())


@lru_cache(maxsize=32)
def _reach(families: tuple[str, ...], size: int) -> tuple[float, float]:
    """How far a face's ink reaches above and below the baseline, in pixels."""
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(size)
    metrics = QFontMetricsF(font)
    return -metrics.tightBoundingRect(_HIGH).top(), metrics.tightBoundingRect(_LOW).bottom()
